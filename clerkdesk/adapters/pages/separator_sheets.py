"""Sheets to print and lay between documents: a cover that files itself, and a plain Patch T."""

import pymupdf
import segno

from clerkdesk.adapters.pages.patch_code import NARROW_INCH, PATCH_T
from clerkdesk.domain.page_findings import CoverSheet
from clerkdesk.domain.texts import N_, _
from clerkdesk.process.drawn_pdf import finished
from clerkdesk.process.resources import font_file

_WIDTH, _HEIGHT = 595.0, 842.0
_INCH = 72.0
_CODE_SIDE = 170.0
_FONT, _BOLD = "Tinos-Regular.ttf", "Tinos-Bold.ttf"
_REGISTERS = {"incoming": N_("VĂN BẢN ĐẾN"), "outgoing": N_("VĂN BẢN ĐI")}
_BAR_LENGTH = 300.0


def cover_sheet(cover: CoverSheet, title: str = "") -> bytes:
    """A page with the entry's number, large, and its QR code in two corners: one may be torn."""
    with pymupdf.open() as document:
        page = document.new_page(width=_WIDTH, height=_HEIGHT)
        for left, top in ((60.0, 60.0), (_WIDTH - 60 - _CODE_SIDE, _HEIGHT - 60 - _CODE_SIDE)):
            _draw_code(page, cover.as_code(), left, top)
        _write(page, 300, _("BÌA TÁCH VĂN BẢN"), 20, bold=True)
        _write(page, 345, _(_REGISTERS[cover.register]), 16)
        number = _("Số {number} / năm {year}").format(number=cover.number, year=cover.year)
        _write(page, 410, number, 34, bold=True)
        _write(page, 450, title, 14)
        advice = _("Đặt tờ này trước văn bản khi quét. Chương trình tự xếp các trang vào số trên.")
        _write(page, 520, advice, 12)
        content: bytes = finished(document)
    return content


def patch_sheet() -> bytes:
    """A separator with a Patch T at the leading edge and one at the side, for either way of feeding."""
    with pymupdf.open() as document:
        page = document.new_page(width=_WIDTH, height=_HEIGHT)
        place = 40.0
        for bar in PATCH_T:
            page.draw_rect(
                pymupdf.Rect(
                    (_WIDTH - _BAR_LENGTH) / 2,
                    place,
                    (_WIDTH + _BAR_LENGTH) / 2,
                    place + bar * _INCH,
                ),
                color=None,
                fill=(0, 0, 0),
            )
            page.draw_rect(
                pymupdf.Rect(place, 300, place + bar * _INCH, 300 + _BAR_LENGTH),
                color=None,
                fill=(0, 0, 0),
            )
            place += (bar + NARROW_INCH) * _INCH
        _write(page, 400, _("TỜ TÁCH VĂN BẢN"), 20, bold=True)
        advice = _("Đặt tờ này giữa hai văn bản khi quét; dùng lại được nhiều lần.")
        _write(page, 440, advice, 12)
        content: bytes = finished(document)
    return content


def _draw_code(page: pymupdf.Page, words: str, left: float, top: float) -> None:
    """Source: ISO/IEC 18004; a quarter of the code may be lost."""
    rows = list(segno.make(words, error="q", micro=False).matrix)
    side = _CODE_SIDE / len(rows)
    shape = page.new_shape()
    for row, modules in enumerate(rows):
        for column, module in enumerate(modules):
            if module:
                x, y = left + column * side, top + row * side
                shape.draw_rect(pymupdf.Rect(x, y, x + side, y + side))
    shape.finish(color=None, fill=(0, 0, 0))
    shape.commit()


def _write(page: pymupdf.Page, base: float, words: str, size: float, *, bold: bool = False) -> None:
    font = pymupdf.Font(fontfile=str(font_file(_BOLD if bold else _FONT)))
    wide = font.text_length(words, size)
    size = size * min(1.0, (_WIDTH - 100) / max(wide, 1.0))
    writer = pymupdf.TextWriter(page.rect)
    start = ((_WIDTH - font.text_length(words, size)) / 2, base)
    writer.append(start, words, font, size)
    writer.write_text(page)
