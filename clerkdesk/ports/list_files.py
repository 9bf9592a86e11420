"""Lists as files that other programs open: spreadsheets, Word, PDF."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class FileKind(StrEnum):
    """What a list can be written as; the value is the ending of the file's name."""

    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class FileTable:
    """A list that is written once, row by row.

    Args:
        widths: shares of the width, one a column.
        rows: plain text; read once, and may raise to stop the writing.
        mark: stands on every page of what can be printed (F6k): who took it from the system, when.
    """

    title: str
    subtitle: str
    titles: Sequence[str]
    widths: Sequence[float]
    rows: Iterable[Sequence[str]]
    mark: str


class TableFiles(Protocol):
    """Writes lists; the content of cells never becomes a formula."""

    def write(self, kind: FileKind, table: FileTable) -> bytes:
        """The whole file."""
        ...
