"""Reading words off a page: one warm Tesseract, the model's path explicit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import tesserocr
from PIL import Image

from clerkdesk.adapters.pages.image import (
    Pixels,
    Straightened,
    colour_pixels,
    red_ink,
    straighten,
    without_ink,
)
from clerkdesk.domain.errors import OcrDataMissing
from clerkdesk.domain.reading import Box, PageText, Word
from clerkdesk.domain.vietnamese import fold, nfc
from clerkdesk.process.resources import (
    OCR_LANGUAGE,
    ResourceMissing,
    resource_folder,
    tessdata_folder,
)

_POINTS = 72.0
_A4_WIDTH_INCH = 8.27
_STAMP_SHARE = 0.45
"""Urgency stamps stand in the upper part of the page (NĐ 30 Phụ lục I, ô 10b)."""
_STAMP_WORDS = ("hoa toc", "thuong khan", "khan")
_MARGIN_ABOVE = 0.12
"""Inches above «Nơi nhận:» at which the block of the signer may begin."""
_GUTTER = (0.40, 0.58)
"""Share of the page's width in which the gap between «Nơi nhận» and the signer lies."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A word with its place in pixels of the straightened page."""

    text: str
    bounds: tuple[int, int, int, int]
    confidence: float
    line: int


class Reader:
    """Tesseract, started at the first page and kept warm."""

    def __init__(self) -> None:
        self._api: tesserocr.PyTessBaseAPI | None = None

    def read(self, image: Image.Image, dpi: int) -> PageText:
        """Read an upright page.

        Args:
            dpi: true resolution; where it cannot be true the page is taken as A4 wide.

        Raises:
            OcrDataMissing: the Vietnamese model is not installed.
        """
        pixels = colour_pixels(image)
        height, width = pixels.shape[:2]
        if not 50 <= dpi <= 1200:
            dpi = max(50, round(min(width, height) / _A4_WIDTH_INCH))
        level = straighten(without_ink(pixels))
        seen = self._reread_signer(level, dpi, self._whole(level, dpi))
        words = [_word(word, level, dpi) for word in seen]
        words += self._stamp(pixels, dpi, words[-1].line + 1 if words else 0)
        return PageText(width * _POINTS / dpi, height * _POINTS / dpi, tuple(words))

    def close(self) -> None:
        """Give the model's memory back."""
        if self._api is not None:
            self._api.End()
            self._api = None

    def _whole(self, level: Straightened, dpi: int) -> list[_Seen]:
        api = self._started()
        api.SetPageSegMode(tesserocr.PSM.AUTO)
        api.SetImage(Image.fromarray(level.grey))
        api.SetSourceResolution(dpi)
        return list(self._recognised(0))

    def _reread_signer(self, level: Straightened, dpi: int, seen: list[_Seen]) -> list[_Seen]:
        """Read «Nơi nhận» and the signer's block once more, each as a column of its own.

        Their lines stand at different heights; read together, small print is lost.
        """
        start = _recipients_top(seen)
        if start is None:
            return seen
        api = self._started()
        height, width = level.grey.shape
        top = max(start - round(_MARGIN_ABOVE * dpi), 0)
        gutter = _gutter(level.grey[top:])
        above = [word for word in seen if (word.bounds[1] + word.bounds[3]) / 2 < top]
        line = max((word.line for word in above), default=-1) + 1
        for left, right in ((0, gutter), (gutter, width)):
            api.SetPageSegMode(tesserocr.PSM.SINGLE_BLOCK)
            api.SetRectangle(left, top, right - left, height - top)
            above += self._recognised(line)
            line = max((word.line for word in above), default=-1) + 1
        return above

    def _recognised(self, line: int) -> Iterator[_Seen]:
        """Words of what was set, line numbers from `line`."""
        api = self._started()
        api.Recognize()
        found = api.GetIterator()
        if found is None or found.Empty(tesserocr.RIL.WORD):
            return
        line -= 1
        for item in tesserocr.iterate_level(found, tesserocr.RIL.WORD):
            if item.IsAtBeginningOf(tesserocr.RIL.TEXTLINE):
                line += 1
            bounds = item.BoundingBox(tesserocr.RIL.WORD)
            text = nfc(item.GetUTF8Text(tesserocr.RIL.WORD) or "").strip()
            if text and bounds is not None:
                yield _Seen(text, bounds, item.Confidence(tesserocr.RIL.WORD) / 100, max(line, 0))

    def _stamp(self, pixels: Pixels, dpi: int, line: int) -> list[Word]:
        """Words of an urgency stamp: it is red, so it was dropped with the other ink."""
        ink = red_ink(pixels[: int(pixels.shape[0] * _STAMP_SHARE)])
        if np.count_nonzero(ink < 128) < dpi * dpi // 200:
            return []
        level = straighten(ink)
        seen = [replace(word, line=word.line + line) for word in self._whole(level, dpi)]
        said = fold(" ".join(word.text for word in seen))
        if not any(stamp in said for stamp in _STAMP_WORDS):
            return []
        return [_word(word, level, dpi) for word in seen]

    def _started(self) -> tesserocr.PyTessBaseAPI:
        if self._api is None:
            try:
                folder = tessdata_folder()
            except ResourceMissing as missing:
                raise OcrDataMissing(_wanted_folder()) from missing
            self._api = tesserocr.PyTessBaseAPI(
                path=str(folder), lang=OCR_LANGUAGE, oem=tesserocr.OEM.LSTM_ONLY
            )
            self._api.SetVariable("tessedit_do_invert", "0")
        return self._api


def _word(seen: _Seen, level: Straightened, dpi: int) -> Word:
    places = (side * _POINTS / dpi for side in level.place_before(*seen.bounds))
    return Word(seen.text, Box(*places), seen.confidence, seen.line)


def _recipients_top(seen: Sequence[_Seen]) -> int | None:
    """Pixel row at which «Nơi nhận:» begins, the last one on the page."""
    tops = [
        first.bounds[1]
        for first, second in pairwise(seen)
        if first.line == second.line
        and fold(first.text) in ("noi", "nol", "nqi")
        and fold(second.text).startswith("nhan")
    ]
    return tops[-1] if tops else None


def _gutter(zone: Pixels) -> int:
    """Pixel column with the least ink between the two columns, the middle of such columns."""
    width = zone.shape[1]
    first, last = round(_GUTTER[0] * width), round(_GUTTER[1] * width)
    ink = (zone[:, first:last] < 128).sum(axis=0)
    emptiest = np.flatnonzero(ink == ink.min())
    return int(first) + int(emptiest[len(emptiest) // 2])


def _wanted_folder() -> str:
    try:
        return str(resource_folder() / "tessdata")
    except ResourceMissing:
        return "resources/tessdata"
