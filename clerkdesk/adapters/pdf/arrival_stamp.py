"""The ĐẾN stamp: drawn once, used as a label and as a mark on blank paper of the first page."""

# pyHanko's PDF objects carry no types.
# mypy: disable-error-code="no-untyped-call"

from collections.abc import Sequence
from io import BytesIO

import numpy as np
import pymupdf
from numpy.typing import NDArray
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.reader import PdfFileReader

from clerkdesk.adapters.pdf.appending import appending
from clerkdesk.adapters.pdf.opening import opened
from clerkdesk.adapters.pdf.rows import rows
from clerkdesk.domain.reading import Box
from clerkdesk.domain.stamps import ARRIVAL_STAMP_MM, POINTS_PER_MM, ArrivalStamp
from clerkdesk.process.drawn_pdf import finished
from clerkdesk.process.resources import font_file

WIDTH, HEIGHT = (side * POINTS_PER_MM for side in ARRIVAL_STAMP_MM)
_RED = (0.78, 0.06, 0.12)
_MARGIN = 4.0
_PRINT_LOCKED = 4 | 64 | 128 | 512
"""Annotation flags: printed, read only, locked with its contents (ISO 32000-1, 12.5.3)."""
_LOOK_DPI = 36
_DARKEST_PAPER = 224.0
"""A page that is darker than it all over is printed so: it has no paper to write on."""
_DARKER = 24
"""Grey values by which ink is darker than the page's paper at least: thin letters at this dpi are."""
_CLEAR = 3
_STEP = 3
"""Pixels left clear around the stamp, and between two tried places: 2 mm."""


def label(stamp: ArrivalStamp) -> bytes:
    """A one-page PDF of 50 x 35 mm: the sample of NĐ 30/2020, Phụ lục IV."""
    with pymupdf.open() as document:
        page = document.new_page(width=WIDTH, height=HEIGHT)
        for name, file in (("Fr", "Tinos-Regular.ttf"), ("Fb", "Tinos-Bold.ttf")):
            page.insert_font(fontname=name, fontfile=str(font_file(file)))
        _draw(page, stamp)
        return finished(document)


def stamp_first_page(name: str, pdf: bytes, stamp: ArrivalStamp) -> bytes:
    """Append the stamp as an annotation: every byte that a sender signed stays where it is.

    Raises:
        DamagedFile, LockedFile: it cannot be opened, or not be appended to.
    """
    with opened(name, pdf) as document:
        page = document[0]
        box = _blank_paper(page)
        to_page = ~page.transformation_matrix
        rect = pymupdf.Rect(box.x0, box.y0, box.x1, box.y1) * page.derotation_matrix * to_page
        rect.normalize()
        turned = page.rotation
    with appending(name, pdf) as writer:
        drawn = writer.import_page_as_xobject(PdfFileReader(BytesIO(label(stamp))))
        drawn.get_object()[pdf_name("/Matrix")] = _upright(turned)
        page_reference, _resources = writer.find_page_for_modification(0)
        annotation = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/Stamp"),
                pdf_name("/Rect"): generic.ArrayObject(
                    generic.FloatObject(round(side, 3)) for side in rect
                ),
                pdf_name("/F"): generic.NumberObject(_PRINT_LOCKED),
                pdf_name("/P"): page_reference,
                pdf_name("/Contents"): generic.TextStringObject(f"ĐẾN số {stamp.number}"),
                pdf_name("/AP"): generic.DictionaryObject({pdf_name("/N"): drawn}),
            }
        )
        writer.register_annotation(page_reference, writer.add_object(annotation))
        output = BytesIO()
        writer.write(output)
        return output.getvalue()


def _upright(turned: int) -> generic.ArrayObject:
    """The appearance's matrix that undoes the page's own turning."""
    matrix = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}[turned]
    return generic.ArrayObject(generic.NumberObject(part) for part in (*matrix, 0, 0))


def _draw(page: pymupdf.Page, stamp: ArrivalStamp) -> None:
    frame = pymupdf.Rect(0.6, 0.6, WIDTH - 0.6, HEIGHT - 0.6)
    head, middle, cell = HEIGHT * 0.26, HEIGHT * 0.62, WIDTH * 0.34
    page.draw_rect(frame, color=_RED, width=1.2)
    for start, end in (
        ((frame.x0, head), (frame.x1, head)),
        ((frame.x0, middle), (frame.x1, middle)),
        ((cell, head), (cell, middle)),
    ):
        page.draw_line(start, end, color=_RED, width=0.7)
    _heading(page, stamp.organisation, head)
    _text(page, "ĐẾN", (frame.x0, cell), (head + middle) / 2 + 6.2, 18, bold=True, centred=True)
    right = (cell + _MARGIN, WIDTH - _MARGIN)
    height = (middle - head) / 2
    _entry(page, "Số:", stamp.number, right, head + height * 0.72)
    _entry(page, "Ngày:", f"{stamp.arrival_date:%d/%m/%Y}", right, head + height * 1.72)
    whole = (_MARGIN, WIDTH - _MARGIN)
    height = (HEIGHT - middle) / 2
    _entry(page, "Chuyển:", stamp.forwarded_to, whole, middle + height * 0.72)
    _entry(page, "Số và ký hiệu HS:", stamp.file_notation, whole, middle + height * 1.6)


def _heading(page: pymupdf.Page, organisation: str, height: float) -> None:
    """The agency's name in capitals, on two lines where one would be too small."""
    text = organisation.upper()
    lines = [text] if _length(text, 9, bold=True) <= WIDTH - 2 * _MARGIN else _halves(text)
    size = 9.0 if len(lines) == 1 else 8.5
    for number, line in enumerate(lines):
        baseline = height / 2 + size * (0.35 + 1.15 * (number - (len(lines) - 1) / 2))
        _text(page, line, (0, WIDTH), baseline, size, bold=True, centred=True)


def _halves(text: str) -> Sequence[str]:
    words = text.split()
    cut = min(
        range(1, max(len(words), 2)),
        key=lambda at: max(len(" ".join(words[:at])), len(" ".join(words[at:]))),
    )
    return [" ".join(words[:cut]), " ".join(words[cut:])]


def _entry(
    page: pymupdf.Page, title: str, value: str, span: tuple[float, float], baseline: float
) -> None:
    """A title and its value; dots where the value is written by hand."""
    size = 10.0
    _text(page, title, span, baseline, size)
    left = span[0] + _length(title, size) + 3
    if value:
        _text(page, value, (left, span[1]), baseline, size, bold=title == "Số:")
    else:
        dots = int((span[1] - left) / _length(".", size))
        _text(page, "." * dots, (left, span[1]), baseline, size)


def _text(
    page: pymupdf.Page,
    text: str,
    span: tuple[float, float],
    baseline: float,
    size: float,
    *,
    bold: bool = False,
    centred: bool = False,
) -> None:
    """One line between two abscissas, smaller where it would not fit."""
    room = span[1] - span[0] - (2 * _MARGIN if centred else 0)
    length = _length(text, size, bold=bold)
    if length > room:
        size, length = size * room / length, room
    left = (span[0] + span[1] - length) / 2 if centred else span[0]
    page.insert_text(
        (left, baseline), text, fontname="Fb" if bold else "Fr", fontsize=size, color=_RED
    )


def _length(text: str, size: float, *, bold: bool = False) -> float:
    font = pymupdf.Font(fontfile=str(font_file("Tinos-Bold.ttf" if bold else "Tinos-Regular.ttf")))
    return float(font.text_length(text, fontsize=size))


def _blank_paper(page: pymupdf.Page) -> Box:
    """The emptiest place for the stamp, in points from the top left of the page as shown.

    Best is blank paper at the left under the line of the number (NĐ 30/2020, Phụ lục IV, V);
    then the nearest blank paper anywhere; on a full page the place with the least ink.
    """
    ink = _ink(page)
    scale = 72 / _LOOK_DPI
    # The frame must not touch ink: what is tried is the stamp with clear paper around it.
    height, width = (round(side / scale) + 2 * _CLEAR for side in (HEIGHT, WIDTH))
    total = np.zeros((ink.shape[0] + 1, ink.shape[1] + 1))
    total[1:, 1:] = ink.cumsum(axis=0).cumsum(axis=1)
    tops = np.arange(0, max(ink.shape[0] - height, 1), _STEP)
    lefts = np.arange(0, max(ink.shape[1] - width, 1), _STEP)
    y, x = np.meshgrid(tops, lefts, indexing="ij")
    bottom, right = np.minimum(y + height, ink.shape[0]), np.minimum(x + width, ink.shape[1])
    inked = total[bottom, right] - total[y, right] - total[bottom, x] + total[y, x]
    want_x, want_y = _under_number(page)
    distance = np.hypot(x * scale - want_x, y * scale - want_y)
    # A speck weighs as much as a long way: paper counts first, nearness only between blank places.
    best = np.argmin(inked * 10_000 + distance)
    left, top = (float((edge.flat[best] + _CLEAR) * scale) for edge in (x, y))
    return Box(left, top, left + WIDTH, top + HEIGHT)


def _ink(page: pymupdf.Page) -> NDArray[np.float64]:
    picture = page.get_pixmap(dpi=_LOOK_DPI, colorspace=pymupdf.csGRAY, alpha=False)
    grey = np.frombuffer(picture.samples, dtype=np.uint8).reshape(picture.h, picture.stride)
    page_grey = grey[:, : picture.w]
    paper = max(float(np.percentile(page_grey, 90)), _DARKEST_PAPER)
    return (page_grey < paper - _DARKER).astype(np.float64)


def _under_number(page: pymupdf.Page) -> tuple[float, float]:
    """Left edge and top of the wished place: under «Số:», else where such a line usually is."""
    for row in rows(page):
        first = row.places[0]
        if (
            first is not None
            and row.text.startswith("Số")
            and first.baseline < page.rect.height / 2
        ):
            return max(first.x0 - 40.0, 8.0), first.baseline + 8.0
    return 40.0, 130.0
