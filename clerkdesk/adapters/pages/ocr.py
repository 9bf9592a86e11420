"""Reading words off a page: one warm Tesseract, the model's path explicit."""

from collections.abc import Iterator

import numpy as np
import tesserocr
from PIL import Image

from clerkdesk.adapters.pages.image import (
    Pixels,
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
        words = list(self._words(without_ink(pixels), dpi, 0))
        words += self._stamp(pixels, dpi, words[-1].line + 1 if words else 0)
        return PageText(width * _POINTS / dpi, height * _POINTS / dpi, tuple(words))

    def close(self) -> None:
        """Give the model's memory back."""
        if self._api is not None:
            self._api.End()
            self._api = None

    def _words(self, grey: Pixels, dpi: int, line: int) -> Iterator[Word]:
        level = straighten(grey)
        api = self._started()
        api.SetImage(Image.fromarray(level.grey))
        api.SetSourceResolution(dpi)
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
            if not text or bounds is None:
                continue
            places = (side * _POINTS / dpi for side in level.place_before(*bounds))
            yield Word(text, Box(*places), item.Confidence(tesserocr.RIL.WORD) / 100, max(line, 0))

    def _stamp(self, pixels: Pixels, dpi: int, line: int) -> list[Word]:
        """Words of an urgency stamp: it is red, so it was dropped with the other ink."""
        top = pixels[: int(pixels.shape[0] * _STAMP_SHARE)]
        ink = red_ink(top)
        if np.count_nonzero(ink < 128) < dpi * dpi // 200:
            return []
        words = list(self._words(ink, dpi, line))
        said = fold(" ".join(word.text for word in words))
        return words if any(stamp in said for stamp in _STAMP_WORDS) else []

    def _started(self) -> tesserocr.PyTessBaseAPI:
        if self._api is None:
            try:
                folder = tessdata_folder()
            except ResourceMissing as missing:
                raise OcrDataMissing(_wanted_folder()) from missing
            self._api = tesserocr.PyTessBaseAPI(
                path=str(folder),
                lang=OCR_LANGUAGE,
                psm=tesserocr.PSM.AUTO,
                oem=tesserocr.OEM.LSTM_ONLY,
            )
            self._api.SetVariable("tessedit_do_invert", "0")
        return self._api


def _wanted_folder() -> str:
    try:
        return str(resource_folder() / "tessdata")
    except ResourceMissing:
        return "resources/tessdata"
