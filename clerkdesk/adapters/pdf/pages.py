"""Looking at a PDF: what it is, and its pages as pictures."""

import math

import pymupdf

from clerkdesk.adapters.pdf.opening import is_signed, opened
from clerkdesk.domain.errors import DamagedFile

_PIXEL_LIMIT = 40_000_000
"""A page larger than it (A3 at 600 dpi is 70 million) is drawn coarser: a page may say any size."""
_PAGES_READ_FOR_TEXT = 20


def facts(name: str, pdf: bytes) -> tuple[int, bool, bool]:
    """Number of pages, whether there is text on the first pages, whether it is signed.

    Raises:
        DamagedFile, LockedFile: it cannot be opened.
    """
    with opened(name, pdf) as document:
        first = range(min(document.page_count, _PAGES_READ_FOR_TEXT))
        has_text = any(document[number].get_text().strip() for number in first)
        return document.page_count, has_text, is_signed(pdf)


def render(name: str, pdf: bytes, page: int, dpi: int) -> bytes:
    """Page `page` (from 0), with its annotations and form fields, as PNG.

    Raises:
        DamagedFile, LockedFile: it cannot be opened, or has no such page.
    """
    with opened(name, pdf) as document:
        if not 0 <= page < document.page_count:
            raise DamagedFile(name)
        size = document[page].rect
        pixels = size.width * size.height * (dpi / 72) ** 2
        scale = dpi / 72 * min(1.0, math.sqrt(_PIXEL_LIMIT / max(pixels, 1.0)))
        picture = document[page].get_pixmap(matrix=pymupdf.Matrix(scale, scale), alpha=False)
        return bytes(picture.tobytes("png"))
