"""The entries of a table: which rows are data, and whether their text is of an old font."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from clerkdesk.domain.legacy_text import Encoding, LegacyReader
from clerkdesk.domain.table_cells import Cell, is_formula, read_text
from clerkdesk.domain.vietnamese import fold, nfc

_SAMPLED = 400
"""Cells beyond ASCII that are looked at for old fonts; a file has one kind of text."""
_SURE = 0.3
"""Share of them that must surely be of an old font."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of data: its number as the spreadsheet counts, its cells by field, and all of them."""

    number: int
    cells: Mapping[str, Cell]
    source: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row cannot come in; `row` as the spreadsheet counts, `source` its cells."""

    row: int
    reason: str
    source: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class OldText:
    """Text of an old font in a table: which, an example before and after, and how to convert."""

    encoding: Encoding
    example: str
    converted: str
    reader: LegacyReader

    def convert(self, cell: Cell) -> Cell:
        """The cell in Unicode; what is Unicode already stays as it is."""
        if not isinstance(cell, str) or is_formula(cell) or cell.isascii() or _is_unicode(cell):
            return cell
        return self.reader.decode(cell, self.encoding)


def data_rows(
    rows: Sequence[Sequence[Cell]], mapping: Mapping[int, str], first_row: int
) -> tuple[list[TableRow], int]:
    """The rows that are entries, and how many are passed over.

    Passed over are empty rows, rows with one filled cell (a month, a note across the page) and
    headings that are printed again on the next page.
    """
    headings = {
        tuple(fold(read_text(cell)) for cell in rows[index] if read_text(cell))
        for index in range(max(0, first_row - 3), first_row)
    }
    found: list[TableRow] = []
    passed_over = 0
    for index in range(first_row, len(rows)):
        row = rows[index]
        filled = [text for cell in row if (text := read_text(cell))]
        again = tuple(fold(text) for text in filled)
        if len(filled) < 2 or again in headings or _only_counts(filled):
            passed_over += bool(filled)
            continue
        cells = {name: row[column] for column, name in mapping.items() if column < len(row)}
        found.append(TableRow(index + 1, cells, row))
    return found, passed_over


def old_text_in(
    rows: Sequence[TableRow], make_reader: Callable[[], LegacyReader]
) -> OldText | None:
    """The old font in which the texts of a table are, if enough of them surely are."""
    texts = _texts_beyond_ascii(rows)
    if not texts:
        return None
    reader = make_reader()
    found = [(text, old) for text in texts if (old := reader.find(text)) is not None]
    for encoding in (Encoding.TCVN3, Encoding.VNI):
        of_it = [(text, old) for text, old in found if old.encoding is encoding]
        if of_it and len(of_it) >= _SURE * len(texts):
            text, old = of_it[0]
            return OldText(encoding, text, old.converted, reader)
    return None


def _texts_beyond_ascii(rows: Sequence[TableRow]) -> list[str]:
    texts: dict[str, None] = {}
    for row in rows:
        for cell in row.cells.values():
            if isinstance(cell, str) and not cell.isascii() and " " in cell.strip():
                texts.setdefault(cell)
                if len(texts) >= _SAMPLED:
                    return list(texts)
    return list(texts)


def _is_unicode(text: str) -> bool:
    """Whether it has letters that no old font shows."""
    return any("\u1ea0" <= letter <= "\u1ef9" or letter in "ĂăĐđƠơƯư" for letter in nfc(text))


def _only_counts(filled: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: «(1) (2) (3)»."""
    bare = [text.strip("()[]. ") for text in filled]
    return len(bare) > 2 and bare == [str(number) for number in range(1, len(bare) + 1)]
