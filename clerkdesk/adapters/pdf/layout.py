"""The layout of a PDF as facts: paper, fonts, lines of text with their place and size."""

import math
from collections import Counter

import pymupdf

from clerkdesk.adapters.pdf.field_names import DATE_FIELD
from clerkdesk.adapters.pdf.opening import opened
from clerkdesk.adapters.pdf.rows import HYPHENS
from clerkdesk.domain.archiving import TRANSFER_NOTE
from clerkdesk.domain.presentation import PageLayout, PageScan, PdfLayout, TextLine
from clerkdesk.domain.reading import Box
from clerkdesk.domain.stamps import POINTS_PER_MM
from clerkdesk.domain.vietnamese import nfc

_WHOLE_PAGE = 0.7
"""A picture over so much of the page is the page."""
_COLOURS = 3
_MOST_PAGES = 60
"""Pages that are looked at; what is wrong in a long document is wrong on these."""


def layout(name: str, pdf: bytes) -> PdfLayout:
    """Look at every page.

    Raises:
        DamagedFile, LockedFile: it cannot be opened.
    """
    with opened(name, pdf) as document:
        count = min(document.page_count, _MOST_PAGES)
        fonts: dict[str, bool] = {}
        for number in range(count):
            for _xref, extension, _kind, base, *_rest in document.get_page_fonts(number):
                plain = base.partition("+")[2] or base
                fonts[plain] = fonts.get(plain, True) and extension != "n/a"
        free = any(field.field_name == DATE_FIELD for field in document[0].widgets())
        pages = tuple(_page(document[number]) for number in range(count))
        return PdfLayout(pages, fonts, free, TRANSFER_NOTE in document.embfile_names())


def _page(page: pymupdf.Page) -> PageLayout:
    lines: list[TextLine] = []
    letters: Counter[float] = Counter()
    for block in page.get_text("dict", flags=pymupdf.TEXT_PRESERVE_LIGATURES)["blocks"]:
        for line in block.get("lines", ()):
            spans = [span for span in line["spans"] if span["text"].strip()]
            if not spans:
                continue
            for span in spans:
                letters[round(span["size"] * 2) / 2] += len(span["text"].strip())
            longest = max(spans, key=lambda span: len(span["text"]))
            bold = bool(longest["flags"] & pymupdf.TEXT_FONT_BOLD)
            text = nfc("".join(span["text"] for span in line["spans"])).translate(HYPHENS).strip()
            lines.append(TextLine(text, Box(*line["bbox"]), longest["size"], bold))
    width, height = page.rect.width / POINTS_PER_MM, page.rect.height / POINTS_PER_MM
    return PageLayout(width, height, tuple(lines), dict(letters), _scan(page))


def _scan(page: pymupdf.Page) -> PageScan | None:
    """What is known of a page that is one picture, or several that lie over each other: the finest
    is how it was scanned, and it is in colour where one of them is."""
    room = page.rect.width * page.rect.height
    found = [
        image
        for image in page.get_image_info()
        if abs(pymupdf.Rect(image["bbox"]) & page.rect) >= _WHOLE_PAGE * room
    ]
    if not found:
        return None
    finest = max(_dots_an_inch(image["width"] * image["height"], image["bbox"]) for image in found)
    coloured = any(
        image["colorspace"] >= _COLOURS or image["cs-name"].startswith("Indexed") for image in found
    )
    return PageScan(round(finest), coloured)


def _dots_an_inch(dots: int, bbox: tuple[float, float, float, float]) -> float:
    area = abs(pymupdf.Rect(bbox))
    return 72 * math.sqrt(dots / area)
