"""Registers from before this program, as use cases need them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from clerkdesk.domain.books import Direction
from clerkdesk.domain.old_register import OldIncoming, OldOutgoing


@dataclass(frozen=True, slots=True)
class OldImport:
    """One import of an old register."""

    import_id: str
    direction: Direction
    name: str
    """Of the file it came from."""
    by: str
    at: datetime
    rows: int
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Continuation:
    """A book that may go on after its old numbers, once somebody says so."""

    direction: Direction
    series: str
    year: int
    last: int
    """The highest number that came in from the old book."""


class OldRegisters(Protocol):
    """Brings lines of old registers in, under their own numbers; current books are never touched."""

    def taken_numbers(self, years: Collection[int]) -> frozenset[tuple[int, int]]:
        """(year, số đến) in use in these years; cancelled imports are free again."""
        ...

    def taken_codes(self, years: Collection[int]) -> frozenset[tuple[int, str, str]]:
        """(year, số without zeros before it, ký hiệu) of outgoing documents in use in these years."""
        ...

    def highest(self, year: int) -> int:
        """The highest số đến of that year that came in from an old book; 0 where none did."""
        ...

    def highest_by_code(self, year: int) -> Mapping[tuple[str, str], int]:
        """The highest số đi of that year that came in from an old book, by type and ký hiệu."""
        ...

    def bring_in_incoming(
        self,
        name: str,
        lines: Sequence[OldIncoming],
        by: str,
        step: Callable[[int], None] = ...,
    ) -> OldImport:
        """Store every line as a settled document under its own number, in one transaction.

        `step` hears how many are done; what it raises undoes all of them. A line that an undone
        import had brought in is filled anew under its number.

        Raises:
            OldNumberTaken: a number is in use; nothing was kept.
            DiskFull: nothing was kept.
        """
        ...

    def bring_in_outgoing(
        self,
        name: str,
        lines: Sequence[OldOutgoing],
        by: str,
        step: Callable[[int], None] = ...,
    ) -> OldImport:
        """As `bring_in_incoming`, for issued documents.

        Raises:
            OldNumberTaken, DiskFull: nothing was kept.
        """
        ...

    def imports(self) -> Sequence[OldImport]:
        """Every import of this office, newest first."""
        ...

    def undo(self, import_id: str, by: str, step: Callable[[int], None] = ...) -> tuple[int, int]:
        """Mark the documents of an import as cancelled: (cancelled, kept because used since)."""
        ...
