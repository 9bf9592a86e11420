"""Text that is in the page and that nobody sees: it may come up in a later revision.

Text under pictures and boxes, in the colour of the paper, transparent, clipped away, too small, or
off the page. A scan's OCR layer (invisible text on a picture) is not meant.
"""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray

from clerkdesk.adapters.verify.objects import Box
from clerkdesk.adapters.verify.renderers import MUPDF_ERRORS, Unrenderable

_MANY_PAGES = 200
_COVERED = 0.98
"""Share of a text's box that must lie under a later picture."""
_STEP = 10
"""Steps of 255 between two neighbouring pixels from which something is seen there."""
_LETTERS = 3
"""So many letters and digits in a row are a word that says something."""
_TINY = 1.0
"""Points; smaller letters are dots."""
_RUN = re.compile(rf"[^\W_]{{{_LETTERS},}}")
_DPI = 72
_BLOCKING = frozenset({"fill-image", "fill-path", "fill-shade"})
_PICTURES = frozenset({"fill-image", "fill-imgmask"})
_SEE_THROUGH = frozenset(
    {
        pymupdf.PDF_ANNOT_LINK,
        pymupdf.PDF_ANNOT_POPUP,
        pymupdf.PDF_ANNOT_HIGHLIGHT,
        pymupdf.PDF_ANNOT_UNDERLINE,
        pymupdf.PDF_ANNOT_SQUIGGLY,
        pymupdf.PDF_ANNOT_STRIKE_OUT,
    }
)
_INVISIBLE = 3
"""Text rendering mode (ISO 32000-2, 9.3.6)."""


@dataclass(frozen=True, slots=True)
class _Word:
    box: Box
    place: int
    """Its number among everything that the page paints, in the order of painting."""
    mode: int


def hidden_text(pdf: bytes, until: float) -> Mapping[str, frozenset[int]] | None:
    """Pages (from 0) by finding code; None where the time did not suffice.

    Raises:
        Unrenderable: MuPDF does not open or read the file.
    """
    found: dict[str, set[int]] = {}
    try:
        with pymupdf.open(stream=pdf, filetype="pdf") as document:
            for index in range(min(document.page_count, _MANY_PAGES)):
                if time.monotonic() > until:
                    return None
                for code in _page(document, index):
                    found.setdefault(code, set()).add(index)
    except MUPDF_ERRORS as error:
        raise Unrenderable(str(error)) from error
    return {code: frozenset(pages) for code, pages in found.items()}


def _upright(document: pymupdf.Document, index: int, annotations: Sequence[int]) -> pymupdf.Page:
    """A page upright and with these annotations only: MuPDF draws words of its own for some."""
    number = document.page_xref(index)
    kept = " ".join(f"{one} 0 R" for one in annotations)
    document.xref_set_key(number, "Annots", f"[{kept}]" if kept else "null")
    document.xref_set_key(number, "Rotate", "0")
    return document[index]


def _covering(document: pymupdf.Document, index: int) -> list[int]:
    """Annotations of a page that can lie over its text; a signature's own picture may."""
    page = document[index]
    found = [number for number, kind, _name in page.annot_xrefs() if kind not in _SEE_THROUGH]
    return [
        number
        for number in found
        if document.xref_get_key(number, "AP")[0] != "null"
        and document.xref_get_key(number, "FT")[1] != "/Sig"
    ]


def _page(document: pymupdf.Document, index: int) -> Iterator[str]:
    covering = _covering(document, index)
    words = _read(document, index)
    if covering:  # one page object at a time: MuPDF hands the same one out while it lives
        before = _seen(_upright(document, index, ()), words)
        after = _seen(_upright(document, index, covering), words)
        if any(bare and not covered for bare, covered in zip(before, after, strict=True)):
            yield "hidden-content"
    yield from _codes(_upright(document, index, ()), words)


def _read(document: pymupdf.Document, index: int) -> Sequence[_Word]:
    return list(_words(_upright(document, index, ())))


def _codes(page: pymupdf.Page, words: Sequence[_Word]) -> Iterator[str]:
    if not words:
        return
    painted: Sequence[tuple[str, Box]] = page.get_bboxlog()
    masked = {
        tuple(round(number) for number in image["bbox"])
        for image in page.get_image_info()
        if image.get("has-mask")
    }
    covers = [
        (place, kind, box)
        for place, (kind, box) in enumerate(painted)
        if kind in _BLOCKING and tuple(round(number) for number in box) not in masked
    ]
    inside, off = [], False
    sheet = page.rect
    for word in words:
        x0, y0, x1, y1 = word.box
        if x1 < sheet.x0 - 1 or y1 < sheet.y0 - 1 or x0 > sheet.x1 + 1 or y0 > sheet.y1 + 1:
            off = True
        elif word.mode != _INVISIBLE or not _on_picture(word, painted):
            inside.append(word)
    if off:
        yield "off-page-text"
    seen = _seen(page, inside)
    under = [
        [kind for place, kind, box in covers if place > word.place and _within(word.box, box)]
        for word in inside
    ]
    if any(
        "fill-image" in kinds or (kinds and not sight)
        for kinds, sight in zip(under, seen, strict=True)
    ):
        yield "hidden-content"
    if any(not kinds and not sight for kinds, sight in zip(under, seen, strict=True)):
        yield "invisible-text"


def _words(page: pymupdf.Page) -> Iterator[_Word]:
    """Runs of letters and digits on one line, as they are painted."""
    for span in page.get_texttrace():
        letters = span["chars"]
        text = "".join(map(chr, (letter[0] for letter in letters)))
        for match in _RUN.finditer(text):
            begin = match.start()
            for end in range(begin + 1, match.end() + 1):
                if end == match.end() or not _follows(letters[end - 1][3], letters[end][3]):
                    if end - begin >= _LETTERS:
                        first, last = letters[begin][3], letters[end - 1][3]
                        box = (
                            min(first[0], last[0]),
                            min(first[1], last[1]),
                            max(first[2], last[2]),
                            max(first[3], last[3]),
                        )
                        yield _Word(box, span["seqno"], span["type"])
                    begin = end


def _follows(left: Box, right: Box) -> bool:
    """Whether two letters are neighbours on one line, whichever way it runs."""
    height = left[3] - left[1] + left[2] - left[0]
    return abs(right[0] - left[2]) < height and abs(right[1] - left[1]) < height


def _on_picture(word: _Word, painted: Sequence[tuple[str, Box]]) -> bool:
    return any(kind in _PICTURES and _within(word.box, box, 0.5) for kind, box in painted)


def _within(box: Box, cover: Box, share: float = _COVERED) -> bool:
    width = min(box[2], cover[2]) - max(box[0], cover[0])
    height = min(box[3], cover[3]) - max(box[1], cover[1])
    area = (box[2] - box[0]) * (box[3] - box[1])
    return width > 0 and height > 0 and width * height >= share * area


def _seen(page: pymupdf.Page, words: Sequence[_Word]) -> Sequence[bool]:
    """Whether the page as it is drawn shows anything at all where each word stands."""
    if not words:
        return ()
    pixmap = page.get_pixmap(dpi=_DPI, colorspace=pymupdf.csRGB)
    drawn = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.h, pixmap.w, 3)
    steps = cv2.split(cv2.morphologyEx(drawn, cv2.MORPH_GRADIENT, np.ones((2, 2), np.uint8)))
    steepest = cv2.max(cv2.max(steps[0], steps[1]), steps[2])
    sums = np.asarray(cv2.integral(cv2.threshold(steepest, _STEP - 1, 1, cv2.THRESH_BINARY)[1]))
    scale = _DPI / 72
    boxes = np.array([word.box for word in words]) * scale
    boxes -= np.array([page.rect.x0, page.rect.y0] * 2) * scale
    left, right = _inside(boxes[:, 0], boxes[:, 2], pixmap.w)
    top, bottom = _inside(boxes[:, 1], boxes[:, 3], pixmap.h)
    counts = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
    sizes = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    return [bool(one) for one in (counts > 0) & (sizes >= _TINY)]


def _inside(
    low: NDArray[np.float64], high: NDArray[np.float64], limit: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    begin = np.clip(np.floor(low), 0, limit - 1).astype(np.intp)
    end = np.clip(np.ceil(high), 1, limit).astype(np.intp)
    return begin, np.maximum(end, begin + 1)
