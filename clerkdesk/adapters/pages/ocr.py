"""Reading words off a page: one warm Tesseract, the model's path explicit."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
import tesserocr
from PIL import Image

from clerkdesk.adapters.pages.columns import apart
from clerkdesk.adapters.pages.grey_ink import without_grey_seal
from clerkdesk.adapters.pages.image import (
    Pixels,
    Straightened,
    colour_pixels,
    darkest,
    is_colourless,
    red_ink,
    straighten,
    without_frames,
    without_ink,
)
from clerkdesk.adapters.pages.lexicon import load_lexicon
from clerkdesk.adapters.pages.looks import larger
from clerkdesk.adapters.pages.print_only import despeckled, evened, rows_of_print
from clerkdesk.adapters.pages.second_look import second_look, shifted
from clerkdesk.adapters.pages.seen import Seen, compared, is_covered, middle, next_line
from clerkdesk.adapters.pages.slips import mended_slips
from clerkdesk.adapters.pages.zones import head_zones, signer_top
from clerkdesk.domain.errors import OcrDataMissing
from clerkdesk.domain.reading import Box, PageText, Word
from clerkdesk.domain.secrecy import stamped_secret
from clerkdesk.domain.vietnamese import fold, nfc
from clerkdesk.process.resources import (
    OCR_LANGUAGE,
    ResourceMissing,
    resource_folder,
    tessdata_folder,
)

_POINTS = 72.0
_A4_WIDTH_INCH = 8.27
_LEAST_SIDE, _LONGEST = 16, 20
"""A strip or a speck (pixels; length in widths) is no sheet of text, and takes the reader down."""
_STAMP_SHARE = 0.45
_HEAD_SHARE = 0.46
"""Urgency stamps stand in the upper part of the page (NĐ 30 Phụ lục I, ô 10b)."""
_STAMP_WORDS = ("hoa toc", "thuong khan", "khan")
_FOREIGN = str.maketrans({"Ð": "Đ", "ð": "đ", "⁄": "/", "®": "", "—": "-"})
_DIRT = 0.6
"""Signs without a letter or digit that are less sure than this are specks on the paper."""
_A4_HALF_INCH, _LEAST_ROW_INCH, _MOST_MISSED = 5.3, 0.4, 6
_GUTTER = (0.40, 0.58)
"""Share of the page's width in which the gap between «Nơi nhận» and the signer lies."""


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
        if min(width, height) < _LEAST_SIDE or max(width, height) > _LONGEST * min(width, height):
            return PageText(width * _POINTS / dpi, height * _POINTS / dpi, ())
        level = straighten(evened(without_ink(pixels)))
        level = replace(level, grey=despeckled(level.grey, dpi))
        seen = self._whole(level, dpi)
        seen = self._reread_head(level, dpi, seen)
        seen = self._with_missed(level, dpi, seen)
        level, seen = self._reread_signer(level, dpi, seen, colourless=is_colourless(pixels))
        seen = second_look(_level_text(seen, level, dpi), seen, level.grey, dpi, self._look)
        words = [_word(word, level, dpi) for word in mended_slips(seen, load_lexicon())]
        words += self._stamp(pixels, dpi, words[-1].line + 1 if words else 0)
        return PageText(width * _POINTS / dpi, height * _POINTS / dpi, tuple(words))

    def read_head(self, image: Image.Image, dpi: int) -> PageText:
        """Read the upper part of a page; the height is that of the whole page."""
        part = image.crop((0, 0, image.width, round(image.height * _HEAD_SHARE)))
        page = self.read(part, dpi)
        return replace(page, height=page.height * image.height / max(part.height, 1))

    def read_box(self, image: Image.Image, dpi: int, box: Box) -> PageText:
        """Read what stands in a box (points of the upright page), ink dropped, one block."""
        pixels = colour_pixels(image)
        height, width = pixels.shape[:2]
        x0, y0, x1, y1 = (round(side * dpi / _POINTS) for side in (box.x0, box.y0, box.x1, box.y1))
        x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, width), min(y1, height)
        size = (width * _POINTS / dpi, height * _POINTS / dpi)
        if x1 - x0 < _LEAST_SIDE or y1 - y0 < _LEAST_SIDE:
            return PageText(*size, ())
        piece = despeckled(without_ink(pixels[y0:y1, x0:x1]), dpi)
        if is_colourless(pixels):
            piece = darkest(piece)
        framed = cv2.copyMakeBorder(piece, 20, 20, 20, 20, cv2.BORDER_CONSTANT, value=(255,))
        shown, scale = larger(np.asarray(framed, dtype=np.uint8))
        read = self._look(shown, tesserocr.PSM.SINGLE_BLOCK, round(dpi * scale), "")
        level = Straightened(pixels[:, :, 0], 0.0)
        words = [_word(shifted(word, scale, x0 - 20, y0 - 20), level, dpi) for word in read]
        return PageText(*size, tuple(words))

    def close(self) -> None:
        """Give the model's memory back."""
        if self._api is not None:
            self._api.End()
            self._api = None

    def _whole(self, level: Straightened, dpi: int) -> list[Seen]:
        self._started().SetPageSegMode(tesserocr.PSM.AUTO)
        self._show(level, dpi)
        return list(self._recognised(0))

    def _show(self, level: Straightened, dpi: int) -> None:
        api = self._started()
        api.SetImage(Image.fromarray(level.grey))
        api.SetSourceResolution(dpi)

    def _reread_head(self, level: Straightened, dpi: int, seen: list[Seen]) -> list[Seen]:
        """Read the two columns of the head once more, each by itself."""
        zones = head_zones(_level_text(seen, level, dpi))
        if zones is None:
            return seen
        bottom = zones[0].y1 * dpi / _POINTS
        border = round(zones[0].x1 * dpi / _POINTS)
        across = [word.bounds for word in seen if word.bounds[1] < bottom and not _is_glued(word)]
        columns = apart(level.grey[: round(bottom)], border, across)
        read: list[Seen] = []
        for piece, left in columns:
            words = self._look(piece, tesserocr.PSM.SINGLE_BLOCK, dpi, "")
            after = next_line(read)
            read += [shifted(replace(word, line=word.line + after), 1, left, 0) for word in words]
        if not read:
            return seen
        read = compared(read, seen)
        after = next_line(read)
        kept = [word for word in seen if middle(word) >= bottom]
        return read + [replace(word, line=word.line + after) for word in kept]

    def _with_missed(self, level: Straightened, dpi: int, seen: list[Seen]) -> list[Seen]:
        """Rows of the upper part that no pass has: a title beside a framed stamp is taken for a
        picture, and lost with it."""
        bottom = round(min(_STAMP_SHARE * level.grey.shape[0], _A4_HALF_INCH * dpi))
        missed = [
            box
            for box in rows_of_print(level.grey[:bottom], dpi)
            if box[2] - box[0] > _LEAST_ROW_INCH * dpi and not is_covered(box, seen)
        ]
        if not missed:
            return seen
        self._show(level, dpi)
        words = list(seen)
        for box in missed[:_MOST_MISSED]:
            read = self._column(box, tesserocr.PSM.SINGLE_LINE, next_line(words))
            if read and min(word.confidence for word in read) >= _DIRT:
                words += read
        return words

    def _reread_signer(
        self, level: Straightened, dpi: int, seen: list[Seen], *, colourless: bool
    ) -> tuple[Straightened, list[Seen]]:
        """Read «Nơi nhận» and the signer's block once more, each as a column of its own.

        Their lines stand at different heights; read together, small print is lost. The page comes
        back without the seal over the block.
        """
        start = signer_top(_level_text(seen, level, dpi), load_lexicon())
        if start is None:
            return level, seen
        height, width = level.grey.shape
        top = round(start * dpi / _POINTS)
        gutter = _gutter(level.grey[top : top + 2 * dpi])
        above = [word for word in seen if middle(word) < top]
        words = list(above)
        words += self._small_print(level, (0, top, gutter, height), dpi, next_line(words))
        if colourless:
            grey = level.grey.copy()
            grey[top : top + 5 * dpi, gutter:] = without_grey_seal(
                grey[top : top + 5 * dpi, gutter:], dpi
            )
            level = replace(level, grey=grey)
        self._show(level, dpi)
        # the signer's lines stand apart, among remains of ink: looked for one by one
        rows = rows_of_print(level.grey[top : top + 5 * dpi, gutter:], dpi)
        for x0, y0, x1, y1 in rows:
            bounds = (gutter + x0, top + y0, min(gutter + x1, width), min(top + y1, height))
            words += self._column(bounds, tesserocr.PSM.SINGLE_LINE, next_line(words))
        if not rows:
            bounds = (gutter, top, width, height)
            words += self._column(bounds, tesserocr.PSM.SPARSE_TEXT, next_line(words))
        return level, above + compared(words[len(above) :], seen)

    def _small_print(
        self, level: Straightened, bounds: tuple[int, int, int, int], dpi: int, line: int
    ) -> list[Seen]:
        """Words of a column that is set small (11 pt), read larger."""
        left, top, right, bottom = bounds
        shown, scale = larger(level.grey[top : min(top + 5 * dpi, bottom), left:right])
        read = self._look(shown, tesserocr.PSM.SINGLE_BLOCK, round(dpi * scale), "")
        return [shifted(replace(word, line=word.line + line), scale, left, top) for word in read]

    def _look(self, piece: Pixels, mode: int, dpi: int, signs: str) -> list[Seen]:
        """Words of a piece of a page, of no other `signs` where some are named."""
        api = self._started()
        api.SetPageSegMode(mode)
        api.SetImage(Image.fromarray(piece))
        api.SetSourceResolution(dpi)
        api.SetVariable("tessedit_char_whitelist", signs)
        read = list(self._recognised(0))
        if signs:
            api.SetVariable("tessedit_char_whitelist", "")
        return read

    def _column(self, bounds: tuple[int, ...], mode: int, line: int) -> list[Seen]:
        """Words in a part of the page that was set, line numbers from `line`."""
        left, top, right, bottom = bounds
        api = self._started()
        api.SetPageSegMode(mode)
        api.SetRectangle(left, top, right - left, bottom - top)
        return list(self._recognised(line))

    def _recognised(self, line: int) -> Iterator[Seen]:
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
            text = _vietnamese(item.GetUTF8Text(tesserocr.RIL.WORD) or "")
            sure = item.Confidence(tesserocr.RIL.WORD) / 100
            is_dirt = sure < _DIRT and not any(map(str.isalnum, text))
            if text and bounds is not None and not is_dirt:
                yield Seen(text, bounds, sure, max(line, 0))

    def _stamp(self, pixels: Pixels, dpi: int, line: int) -> list[Word]:
        """Words of a stamp of urgency or secrecy: it is red, so it was dropped with the other ink."""
        ink = without_frames(red_ink(pixels[: int(max(pixels.shape) * _STAMP_SHARE)]), dpi)
        rows, columns = np.nonzero(ink < 128)
        if len(rows) < dpi * dpi // 400:
            return []
        level = straighten(ink)
        api = self._started()
        api.SetImage(Image.fromarray(level.grey))
        api.SetSourceResolution(dpi)
        pad = dpi // 10
        bounds = (
            max(int(columns.min()) - pad, 0),
            max(int(rows.min()) - pad, 0),
            min(int(columns.max()) + pad, ink.shape[1]),
            min(int(rows.max()) + pad, ink.shape[0]),
        )
        seen = self._column(bounds, tesserocr.PSM.SINGLE_BLOCK, line)
        said = fold(" ".join(word.text for word in seen))
        words = [_word(word, level, dpi) for word in seen]
        height, width = pixels.shape[:2]
        page = PageText(width * _POINTS / dpi, height * _POINTS / dpi, tuple(words))
        if stamped_secret([page]) or any(stamp in said for stamp in _STAMP_WORDS):
            return words
        return []

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


def _is_glued(word: Seen) -> bool:
    """«NGHIỆPCỘNG»: the end of the agency's line and quốc hiệu, read as one word."""
    folded = fold(word.text)
    return any(folded.endswith(first) and len(folded) > len(first) + 1 for first in ("cong", "doc"))


def _vietnamese(text: str) -> str:
    """The model has letters of other languages, too: Icelandic «Ð» looks as «Đ» does."""
    return nfc(text).translate(_FOREIGN).strip()


def _word(seen: Seen, level: Straightened, dpi: int) -> Word:
    places = (side * _POINTS / dpi for side in level.place_before(*seen.bounds))
    return Word(seen.text, Box(*places), seen.confidence, seen.line)


def _level_text(seen: Sequence[Seen], level: Straightened, dpi: int) -> PageText:
    """The words at their places on the straightened page."""
    height, width = (side * _POINTS / dpi for side in level.grey.shape)
    words = tuple(
        Word(
            word.text,
            Box(*(side * _POINTS / dpi for side in word.bounds)),
            word.confidence,
            word.line,
        )
        for word in seen
    )
    return PageText(width, height, words)


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
