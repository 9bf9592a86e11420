"""Spreadsheets from outside and to outside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from clerkdesk.domain.table_cells import Cell

MOST_ROWS = 100_000
MOST_COLUMNS = 80


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows of cells, without empty rows at its end. Row numbers start at 1 for people."""

    title: str
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file of tables: one sheet for CSV, several for xlsx; hidden sheets are left out."""

    name: str
    sheets: Sequence[Sheet]

    @property
    def fullest(self) -> Sheet:
        """The sheet with most rows: where the register stands."""
        return max(self.sheets, key=lambda sheet: len(sheet.rows))


class Tables(Protocol):
    """Reads and writes spreadsheets; what is hostile or too large is refused."""

    def read(self, name: str, content: bytes, step: Callable[[int], None] = ...) -> Workbook:
        """The tables of an xlsx or CSV file, told apart by content.

        `step` hears the number of rows read; what it raises ends the reading.

        Raises:
            UnsupportedFile: another format (xls, ods, PDF), or nothing in it.
            LockedFile: with a password.
            DamagedFile: no spreadsheet could open it.
            TableRefused: larger than any register, or built to overwhelm.
        """
        ...

    def write_xlsx(
        self, title: str, headings: Sequence[str], rows: Sequence[Sequence[str | int | date | None]]
    ) -> bytes:
        """One sheet with bold headings that stay in view; texts are never formulas."""
        ...

    def write_csv(
        self, headings: Sequence[str], rows: Sequence[Sequence[str | int | date | None]]
    ) -> bytes:
        """UTF-8 with mark; texts that a spreadsheet program would take for formulas are quoted."""
        ...
