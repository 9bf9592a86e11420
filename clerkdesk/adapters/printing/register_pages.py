"""The pages of a register: A4 landscape, wrapped cells, head on every page, page numbers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import pymupdf

from clerkdesk.adapters.printing.register_cover import paint_cover
from clerkdesk.domain.register_forms import CorrectedText
from clerkdesk.domain.stamps import POINTS_PER_MM
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.documents import FormTable
from clerkdesk.process.drawn_pdf import finished
from clerkdesk.process.resources import font_file

_WIDTH, _HEIGHT = 841.9, 595.3
_MARGIN = 15 * POINTS_PER_MM
_SIZE = 10.0
_LINE = 12.5
_PADDING = 3.0
_FOOT = 18.0
_LINE_COLOUR = (0.25, 0.25, 0.25)
_STRIKE_COLOUR = (0.75, 0.1, 0.1)
_HEAD_GROUND = (0.94, 0.94, 0.94)


@dataclass
class _Face:
    """A font that remembers the widths of the words it has measured."""

    font: pymupdf.Font
    _widths: dict[str, float] = field(default_factory=dict)

    def width(self, text: str, size: float = _SIZE) -> float:
        """Width of `text` in points."""
        if text not in self._widths:
            self._widths[text] = float(self.font.text_length(text, fontsize=1))
        return self._widths[text] * size


class _StruckLine(str):
    """A line of a value that was corrected."""


class _Sheet:
    """One page being filled from the top: lines and text are drawn when it is done."""

    def __init__(self, page: pymupdf.Page) -> None:
        self.page = page
        self.y = _MARGIN
        self._text = pymupdf.TextWriter(page.rect)
        self._shape = page.new_shape()

    def write(self, x: float, baseline: float, text: str, face: _Face, size: float = _SIZE) -> None:
        """Put one line of text; a `_StruckLine` is crossed out and stays readable."""
        if text:
            self._text.append((x, baseline), text, font=face.font, fontsize=size)
        if isinstance(text, _StruckLine):
            height = baseline - 0.3 * size
            self._shape.draw_line((x, height), (x + face.width(text, size), height))
            self._shape.finish(color=_STRIKE_COLOUR, width=0.8)

    def centre(self, x: float, baseline: float, text: str, face: _Face, size: float) -> None:
        """Put one line of text about `x`."""
        self.write(x - face.width(text, size) / 2, baseline, text, face, size)

    def frame(self, x0: float, y0: float, x1: float, y1: float, *, head: bool) -> None:
        """Draw the border of a cell."""
        self._shape.draw_rect(pymupdf.Rect(x0, y0, x1, y1))
        self._shape.finish(color=_LINE_COLOUR, fill=_HEAD_GROUND if head else None, width=0.5)

    def done(self) -> None:
        """Draw what was put: borders first."""
        self._shape.commit()
        self._text.write_text(self.page)


def paint_register(title: str, subtitle: str, table: FormTable, mark: str = "") -> bytes:
    """Paint the whole register; call with MuPDF's lock held.

    Raises:
        ValueError: the table has no column, or a row of another length.
    """
    if not table.columns:
        raise ValueError("a register has columns")
    regular, bold = (
        _Face(pymupdf.Font(fontfile=str(font_file(file))))
        for file in ("Tinos-Regular.ttf", "Tinos-Bold.ttf")
    )
    edges = _edges([width for _title, width in table.columns])
    head = [
        _wrap(nfc(name), edges[i + 1] - edges[i], bold)
        for i, (name, _w) in enumerate(table.columns)
    ]
    numbers = [[f"({number})"] for number in range(1, len(table.columns) + 1)]
    with pymupdf.open() as document:

        def begin() -> _Sheet:
            sheet = _Sheet(document.new_page(width=_WIDTH, height=_HEIGHT))
            if document.page_count == 1:
                sheet.centre(_WIDTH / 2, sheet.y + 14, nfc(title).upper(), bold, 14)
                sheet.y += 22
                if subtitle:
                    sheet.centre(_WIDTH / 2, sheet.y + 10, nfc(subtitle), regular, 11)
                    sheet.y += 18
            _row(sheet, edges, head, bold, head=True)
            _row(sheet, edges, numbers, regular, head=True)
            return sheet

        _fill(begin, edges, table.rows, regular)
        _number_pages(document, regular, mark)
        if table.cover is not None:  # last: the pages of the book are numbered without it
            page = document.new_page(pno=0, width=_WIDTH, height=_HEIGHT)
            paint_cover(page, table.cover, regular.font, bold.font)
        return finished(document)


def _fill(
    begin: Callable[[], _Sheet],
    edges: Sequence[float],
    rows: Iterable[Sequence[str]],
    face: _Face,
) -> None:
    """Put row after row; a row goes whole to the next page, one higher than a page is cut."""
    sheet = begin()
    empty_at = sheet.y
    for row in rows:
        if len(row) != len(edges) - 1:
            raise ValueError(f"a row of {len(row)} cells in a register of {len(edges) - 1}")
        cells = [_lines(text, edges[i + 1] - edges[i], face) for i, text in enumerate(row)]
        while any(cells):
            room = int((_HEIGHT - _MARGIN - _FOOT - sheet.y - 2 * _PADDING) / _LINE)
            lines = max(len(cell) for cell in cells)
            if lines > room and sheet.y > empty_at:
                sheet.done()
                sheet = begin()
                empty_at = sheet.y
                continue
            _row(sheet, edges, [cell[:room] for cell in cells], face)
            cells = [cell[room:] for cell in cells]
    sheet.done()


def _row(
    sheet: _Sheet,
    edges: Sequence[float],
    cells: Sequence[Sequence[str]],
    face: _Face,
    *,
    head: bool = False,
) -> None:
    height = max(len(cell) for cell in cells) * _LINE + 2 * _PADDING
    for index, lines in enumerate(cells):
        left, right = edges[index], edges[index + 1]
        sheet.frame(left, sheet.y, right, sheet.y + height, head=head)
        for number, text in enumerate(lines):
            baseline = sheet.y + _PADDING + _LINE * number + 0.78 * _LINE
            if head:
                sheet.centre((left + right) / 2, baseline, text, face, _SIZE)
            else:
                sheet.write(left + _PADDING, baseline, text, face)
    sheet.y += height


def _edges(widths: Sequence[float]) -> Sequence[float]:
    """Left edges of the columns and the right edge of the last, stretched to the page's width."""
    scale = (_WIDTH - 2 * _MARGIN) / sum(widths)
    edges = [_MARGIN]
    for width in widths:
        edges.append(edges[-1] + width * scale)
    return edges


def _lines(text: str, width: float, face: _Face) -> list[str]:
    """The lines of a cell: what was corrected stands struck through over what holds."""
    old = text.old if isinstance(text, CorrectedText) else ()
    struck = [_StruckLine(line) for part in old for line in _wrap(nfc(part), width, face)]
    return [*struck, *_wrap(nfc(text), width, face)]


def _wrap(text: str, width: float, face: _Face) -> list[str]:
    """Cut `text` into lines of a cell; a word that is too long is cut between letters."""
    room = width - 2 * _PADDING
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for word in paragraph.split():
            piece = word
            while piece:
                gap = face.width(" ") if line else 0.0
                if used + gap + face.width(piece) <= room:
                    line, used = (
                        (f"{line} {piece}" if line else piece),
                        used + gap + face.width(piece),
                    )
                    piece = ""
                elif line:
                    lines.append(line)
                    line, used = "", 0.0
                else:
                    fitting = max(_letters_that_fit(piece, room, face), 1)
                    lines.append(piece[:fitting])
                    piece = piece[fitting:]
        lines.append(line)
    while lines and not lines[-1]:
        lines.pop()
    return lines or [""]


def _letters_that_fit(word: str, room: float, face: _Face) -> int:
    used = 0.0
    for count, letter in enumerate(word):
        used += face.width(letter)
        if used > room:
            return count
    return len(word)


def _number_pages(document: pymupdf.Document, face: _Face, mark: str) -> None:
    for page in document:
        text = _("Trang {page}/{pages}").format(page=page.number + 1, pages=document.page_count)
        text = f"{nfc(mark)} · {text}" if mark else text
        writer = pymupdf.TextWriter(page.rect)
        left = (_WIDTH - face.width(text, 9)) / 2
        writer.append((left, _HEIGHT - _MARGIN + 4), text, font=face.font, fontsize=9)
        writer.write_text(page)
