"""Demo sheets set in type: the layout of NĐ 30/2020, Phụ lục I, with seal and signature drawn."""

import html
import itertools
import math
import random
import re
from collections.abc import Sequence

import pymupdf

from clerkdesk.adapters.scanner.demo_documents import DemoDocument
from clerkdesk.domain.stamps import POINTS_PER_MM as _MM
from clerkdesk.process.resources import font_file

_PAPER = pymupdf.Rect(0, 0, 210 * _MM, 297 * _MM)
_TYPE_AREA = pymupdf.Rect(30 * _MM, 20 * _MM, 192 * _MM, 275 * _MM)
_RED, _BLUE = (0.80, 0.10, 0.13), (0.10, 0.14, 0.55)
_SEAL_RADIUS = 18 * _MM
_SIGNER_ROOM = 62 * _MM
_PARAGRAPH_SLACK = 9.0
"""Points of blank that MuPDF leaves under a paragraph set alone."""
_STYLES = {"": "Regular", "b": "Bold", "i": "Italic", "bi": "BoldItalic"}
_CSS = """
@font-face {font-family: t; src: url(Tinos-Regular.ttf);}
@font-face {font-family: t; font-weight: bold; src: url(Tinos-Bold.ttf);}
@font-face {font-family: t; font-style: italic; src: url(Tinos-Italic.ttf);}
@font-face {font-family: t; font-weight: bold; font-style: italic; src: url(Tinos-BoldItalic.ttf);}
* {font-family: t; font-size: 14pt; line-height: 1.25; margin: 0; padding: 0;}
p {text-align: justify; text-indent: 28pt; margin-bottom: 6pt;}
.c {text-align: center; text-indent: 0;}
.small {font-size: 11pt; text-indent: 0; text-align: left; margin: 0; line-height: 1.15;}
"""


def set_in_type(document: DemoDocument) -> bytes:
    """A PDF of the document's sheets, as it left the issuing office's printer."""
    archive = _fonts()
    pdf = pymupdf.open()
    first = pdf.new_page(width=_PAPER.width, height=_PAPER.height)
    top = _head(first, document, archive)
    last, bottom = _flow(pdf, first, document.body, top, archive)
    if bottom + _SIGNER_ROOM > _TYPE_AREA.y1:
        last, bottom = pdf.new_page(width=_PAPER.width, height=_PAPER.height), _TYPE_AREA.y0
    _signer_block(last, document, bottom + 8, archive)
    for annex in document.annexes:
        page = pdf.new_page(width=_PAPER.width, height=_PAPER.height)
        _flow(pdf, page, annex, _TYPE_AREA.y0, archive)
    if pdf.page_count > document.sheets:
        pdf.delete_pages(range(document.sheets, pdf.page_count))
    for number, page in enumerate(pdf, start=1):
        if number > 1:  # NĐ 30: page numbers at the top, none on the first page
            _centred(page, str(number), 105 * _MM, 14 * _MM, "", 13)
    content: bytes = pdf.tobytes()
    return content


def _fonts() -> pymupdf.Archive:
    return pymupdf.Archive(str(font_file("Tinos-Regular.ttf").parent))


def _head(page: pymupdf.Page, document: DemoDocument, archive: pymupdf.Archive) -> float:
    """Ô 1-5: the two columns of the head, then type and subject; the y where the body starts."""
    left, right = 62 * _MM, 144 * _MM
    y = 25 * _MM
    if document.parent_org:
        _centred(page, document.parent_org, left, y, "", 13)
        y += 16
    for line in document.issuing_org:
        _centred(page, line, left, y, "b", 13)
        y += 16
    _rule(page, left, y - 11, 26 * _MM)
    _centred(page, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", right, 25 * _MM, "b", 13)
    _centred(page, "Độc lập - Tự do - Hạnh phúc", right, 25 * _MM + 16, "b", 14)
    _rule(page, right, 25 * _MM + 21, 58 * _MM)
    y = max(y, 25 * _MM + 32) + 10
    _centred(page, f"Số: {document.code}", left, y, "", 13)
    _centred(page, document.place_date, right, y, "i", 14)
    y += 18
    if not document.doc_type:
        y = _wrapped(page, f"V/v {document.subject}", left, y, "", 12, 66 * _MM)
    if document.urgency:
        _stamp(page, document.urgency, left, y + 8)
        y += 36
    y += 16
    if document.doc_type:
        _centred(page, document.doc_type, 111 * _MM, y + 6, "b", 14)
        y = _wrapped(page, document.subject, 111 * _MM, y + 24, "b", 14, 140 * _MM)
        _rule(page, 111 * _MM, y - 10, 40 * _MM)
        y += 6
    if document.to:
        markup = "<p>Kính gửi: " + "; ".join(map(html.escape, document.to)) + "</p>"
        room = pymupdf.Rect(_TYPE_AREA.x0 + 40, y, _TYPE_AREA.x1, y + 60)
        spare, _scale = page.insert_htmlbox(room, markup, css=_CSS, archive=archive)
        y += 60 - max(spare, 0) + 6
    return float(y)


def _flow(
    pdf: pymupdf.Document,
    page: pymupdf.Page,
    paragraphs: Sequence[str],
    top: float,
    archive: pymupdf.Archive,
) -> tuple[pymupdf.Page, float]:
    """Set paragraphs one by one, on new sheets where the room ends; the last sheet and its y."""
    y = top
    for paragraph in paragraphs:
        room = pymupdf.Rect(_TYPE_AREA.x0, y, _TYPE_AREA.x1, _TYPE_AREA.y1)
        spare = -1.0
        if room.height > 20:
            spare, _scale = page.insert_htmlbox(
                room, _markup(paragraph), css=_CSS, archive=archive, scale_low=1
            )
        if spare < 0:
            page = pdf.new_page(width=_PAPER.width, height=_PAPER.height)
            spare, _scale = page.insert_htmlbox(
                _TYPE_AREA, _markup(paragraph), css=_CSS, archive=archive
            )
        y = _TYPE_AREA.y1 - max(spare, 0) - _PARAGRAPH_SLACK
    return page, y


def _markup(paragraph: str) -> str:
    for mark, before, after in (
        ("# ", '<p class="c"><b>', "</b></p>"),
        ("/c ", '<p class="c"><i>', "</i></p>"),
        ("/ ", "<p><i>", "</i></p>"),
        ("", "<p>", "</p>"),
    ):
        if paragraph.startswith(mark):
            text = html.escape(paragraph.removeprefix(mark))
            return before + re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text) + after
    raise AssertionError("the empty mark fits every paragraph")


def _signer_block(
    page: pymupdf.Page, document: DemoDocument, y: float, archive: pymupdf.Archive
) -> None:
    """Ô 7-9: nơi nhận on the left; authority, signature, seal and name on the right."""
    centre = 147 * _MM
    first_y = y + 12
    last_y = first_y + 17 * (len(document.authority) - 1)
    name_y = last_y + 17 + 30 * _MM
    # ink goes first: on paper it is translucent, and the print under it stays black
    middle = (last_y + 17 + name_y) / 2 - 8
    _signature(page, centre + 6 * _MM, middle, document.seed)
    _seal(page, centre - 15 * _MM, middle + 2, document.seal)
    for step, line in enumerate(document.authority):
        _centred(page, line, centre, first_y + 17 * step, "b", 13)
    _centred(page, document.signer, centre, name_y, "b", 14)
    _text(page, "Nơi nhận:", _TYPE_AREA.x0, y + 12, "bi", 12)
    markup = "".join(f'<p class="small">- {html.escape(line)}</p>' for line in document.recipients)
    room = pymupdf.Rect(_TYPE_AREA.x0, y + 16, 105 * _MM, y + _SIGNER_ROOM + 40)
    page.insert_htmlbox(room, markup, css=_CSS, archive=archive)


def _signature(page: pymupdf.Page, x: float, y: float, seed: int) -> None:
    """A scribble in blue ink, always the same for the same seed."""
    chance = random.Random(seed)
    points = [
        pymupdf.Point(
            x - 20 * _MM + step * 2.0 * _MM,
            y + (-1) ** step * chance.uniform(2, 8.5) * _MM * (1 - step / 30),
        )
        for step in range(20)
    ]
    shape = page.new_shape()
    for before, after in itertools.pairwise(points):
        bend = pymupdf.Point(chance.uniform(-6, 6), chance.uniform(-6, 6))
        shape.draw_bezier(before, before + bend, after - bend, after)
    shape.finish(color=_BLUE, width=1.6, closePath=False)
    shape.commit()


def _seal(page: pymupdf.Page, x: float, y: float, text: str) -> None:
    """A round red seal, 36 mm across, over the left third of the signature (Điều 33)."""
    centre = pymupdf.Point(x, y)
    shape = page.new_shape()
    for radius, width in ((_SEAL_RADIUS, 1.8), (_SEAL_RADIUS - 3, 0.7), (_SEAL_RADIUS * 0.58, 0.8)):
        shape.draw_circle(centre, radius)
        shape.finish(color=_RED, width=width, stroke_opacity=0.85)
    tips = [
        _around(centre, _SEAL_RADIUS * (0.40 if tip % 2 == 0 else 0.16), math.pi * tip / 5)
        for tip in range(10)
    ]
    shape.draw_polyline(tips)
    shape.finish(color=_RED, fill=_RED, width=0.3, fill_opacity=0.8, stroke_opacity=0.8)
    shape.commit()
    font, size = _font("b"), 8.0
    ring = _SEAL_RADIUS * 0.68
    step = min(0.33, 5.2 / max(len(text), 1))
    for place, letter in enumerate(text):
        angle = (place - (len(text) - 1) / 2) * step
        point = _around(centre, ring, angle)
        writer = pymupdf.TextWriter(page.rect, color=_RED, opacity=0.85)
        writer.append(
            point - pymupdf.Point(font.text_length(letter, size) / 2, 0), letter, font, size
        )
        writer.write_text(page, morph=(point, pymupdf.Matrix(-math.degrees(angle))))


def _around(centre: pymupdf.Point, radius: float, angle: float) -> pymupdf.Point:
    """The point at `angle` (radians, clockwise from the top) on a circle."""
    return centre + pymupdf.Point(radius * math.sin(angle), -radius * math.cos(angle))


def _stamp(page: pymupdf.Page, text: str, x: float, y: float) -> None:
    """Ô 10b: urgency in a red frame."""
    half = (_font("b").text_length(text, 14) + 16) / 2
    page.draw_rect(pymupdf.Rect(x - half, y, x + half, y + 23), color=_RED, width=1.6)
    _centred(page, text, x, y + 16.5, "b", 14, _RED)


def _rule(page: pymupdf.Page, x: float, y: float, width: float) -> None:
    page.draw_line(pymupdf.Point(x - width / 2, y), pymupdf.Point(x + width / 2, y), width=0.8)


def _font(style: str) -> pymupdf.Font:
    return pymupdf.Font(fontfile=str(font_file(f"Tinos-{_STYLES[style]}.ttf")))


def _text(
    page: pymupdf.Page,
    text: str,
    x: float,
    y: float,
    style: str,
    size: float,
    colour: tuple[float, float, float] = (0, 0, 0),
) -> None:
    writer = pymupdf.TextWriter(page.rect, color=colour)
    writer.append(pymupdf.Point(x, y), text, _font(style), size)
    writer.write_text(page)


def _centred(
    page: pymupdf.Page,
    text: str,
    x: float,
    y: float,
    style: str,
    size: float,
    colour: tuple[float, float, float] = (0, 0, 0),
) -> None:
    width = _font(style).text_length(text, size)
    _text(page, text, x - width / 2, y, style, size, colour)


def _wrapped(
    page: pymupdf.Page, text: str, x: float, y: float, style: str, size: float, width: float
) -> float:
    """Centred lines no wider than `width`; the y under the last one."""
    font, line = _font(style), ""
    lines: list[str] = []
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and font.text_length(longer, size) > width:
            lines.append(line)
            longer = word
        line = longer
    for part in (*lines, line):
        _centred(page, part, x, y, style, size)
        y += size * 1.25
    return y
