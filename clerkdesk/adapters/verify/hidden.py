"""Text that was painted and then painted over: what lies beneath may come up in a later revision."""

import time
from collections.abc import Sequence

import numpy as np
import pymupdf

from clerkdesk.adapters.verify.objects import Box
from clerkdesk.adapters.verify.renderers import Unrenderable

_MANY_PAGES = 200
_COVERED = 0.98
"""Share of a text's box that must lie under a later picture."""
_FLAT = 10
"""Steps of 255 between the darkest and lightest pixel of a place that shows nothing."""
_LETTER = 3.0
"""Smaller boxes (points) are dots and dashes, not words."""
_DPI = 72


def covered_text(pdf: bytes, until: float) -> frozenset[int] | None:
    """Pages (from 0) with text under an opaque picture, or under paint so that nothing shows.

    Invisible text (a scan's OCR layer) is not meant. None where the time did not suffice.

    Raises:
        Unrenderable: MuPDF does not open or read the file.
    """
    found: set[int] = set()
    try:
        with pymupdf.open(stream=pdf, filetype="pdf") as document:
            for index in range(min(document.page_count, _MANY_PAGES)):
                if time.monotonic() > until:
                    return None
                if _covers(document[index]):
                    found.add(index)
    except (RuntimeError, ValueError) as error:
        raise Unrenderable(str(error)) from error
    return frozenset(found)


def _covers(page: pymupdf.Page) -> bool:
    log: Sequence[tuple[str, Box]] = page.get_bboxlog()
    last = max((place for place, (kind, _box) in enumerate(log) if kind in _COVERS), default=-1)
    if last < 0 or not any(kind == "fill-text" for kind, _box in log[:last]):
        return False
    masked = {
        tuple(round(number) for number in image["bbox"])
        for image in page.get_image_info()
        if image.get("has-mask")
    }
    covers = [
        (place, kind, box)
        for place, (kind, box) in enumerate(log)
        if kind in _COVERS and tuple(round(number) for number in box) not in masked
    ]
    doubtful: list[Box] = []
    for place, (kind, box) in enumerate(log):
        if kind != "fill-text" or box[2] - box[0] < _LETTER or box[3] - box[1] < _LETTER:
            continue
        over = {one for later, one, cover in covers if later > place and _inside(box, cover)}
        if "fill-image" in over:
            return True
        if over:
            doubtful.append(box)
    return bool(doubtful) and _shows_nothing(page, doubtful)


_COVERS = frozenset({"fill-image", "fill-path", "fill-shade"})


def _inside(box: Box, cover: Box) -> bool:
    width = min(box[2], cover[2]) - max(box[0], cover[0])
    height = min(box[3], cover[3]) - max(box[1], cover[1])
    area = (box[2] - box[0]) * (box[3] - box[1])
    return width > 0 and height > 0 and width * height >= _COVERED * area


def _shows_nothing(page: pymupdf.Page, boxes: Sequence[Box]) -> bool:
    """Whether one of the boxes is a flat colour on the page as it is seen."""
    pixmap = page.get_pixmap(dpi=_DPI, colorspace=pymupdf.csRGB)
    seen = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.h, pixmap.w, 3)
    for box in boxes:
        x0, y0, x1, y1 = (max(0, round(number)) for number in box)
        part = seen[y0:y1, x0:x1]
        if part.size and int((part.max(axis=(0, 1)) - part.min(axis=(0, 1))).max()) < _FLAT:
            return True
    return False
