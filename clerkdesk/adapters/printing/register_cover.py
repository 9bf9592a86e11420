"""The cover page of a printed book, before its first page: framed, everything centred."""

import pymupdf

from clerkdesk.domain.register_cover import RegisterCover
from clerkdesk.domain.stamps import POINTS_PER_MM
from clerkdesk.domain.vietnamese import nfc

_MARGIN = 18 * POINTS_PER_MM
_FRAME = (0.25, 0.25, 0.25)


def paint_cover(
    page: pymupdf.Page, cover: RegisterCover, regular: pymupdf.Font, bold: pymupdf.Font
) -> None:
    """Draw the cover on an empty page."""
    frame = _inside(page.rect, _MARGIN)
    shape = page.new_shape()
    shape.draw_rect(frame)
    shape.draw_rect(_inside(frame, 4))
    shape.finish(color=_FRAME, width=0.8)
    shape.commit()
    writer = pymupdf.TextWriter(page.rect)

    def centre(y: float, text: str, font: pymupdf.Font, size: float) -> None:
        text = nfc(text)
        room = frame.width - 40
        while font.text_length(text, fontsize=size) > room and size > 8:
            size -= 1
        left = (page.rect.width - font.text_length(text, fontsize=size)) / 2
        writer.append((left, y), text, font=font, fontsize=size)

    top = frame.y0 + 46
    centre(top, cover.parent.upper(), regular, 15)
    centre(top + 24, cover.organisation.upper(), bold, 15)
    middle = page.rect.height / 2 - 30
    centre(middle, cover.title.upper(), bold, 28)
    for number, line in enumerate(cover.lines()):
        centre(middle + 58 + 30 * number, line, regular, 16)
    writer.write_text(page)


def _inside(rect: pymupdf.Rect, by: float) -> pymupdf.Rect:
    return pymupdf.Rect(rect.x0 + by, rect.y0 + by, rect.x1 - by, rect.y1 - by)
