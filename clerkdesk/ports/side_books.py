"""The small books beside the registers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from clerkdesk.domain.side_book_forms import SideBookKey
from clerkdesk.domain.side_books import SideEntry, SideRecord


@dataclass(frozen=True, slots=True)
class SideFilter:
    """Which lines of a small book; `text` is searched without diacritics over every field."""

    book: SideBookKey
    text: str = ""
    first: date | None = None
    last: date | None = None
    open_only: bool = False
    """Only what is still out: copies not returned, envelopes not taken."""


class SideBooks(Protocol):
    """Letters, envelopes, loans, hand-overs, meetings."""

    def add(self, entry: SideEntry, by: str) -> SideRecord:
        """Write a line; a numbered book gives the next number of its year in the same commit.

        Raises:
            BookNotOpen, NotHolder, BookLocked, DiskFull: nothing was kept, no number was used.
        """
        ...

    def change(self, uid: str, values: Mapping[str, object], by: str) -> SideRecord:
        """Write other values on a line; the year and number stay.

        Raises:
            NotFound: there is no such line.
            StepNotAllowed: it was cancelled.
        """
        ...

    def cancel(self, uid: str, reason: str, by: str) -> SideRecord:
        """Strike a line out; it stays, with its number.

        Raises:
            NotFound: there is no such line.
            StepNotAllowed: it was cancelled before.
        """
        ...

    def get(self, uid: str) -> SideRecord:
        """One line.

        Raises:
            NotFound: there is none.
        """
        ...

    def find(self, wanted: SideFilter, limit: int = 2000) -> Sequence[SideRecord]:
        """Lines by their day, newest first."""
        ...

    def about(self, uid: str) -> Sequence[SideRecord]:
        """Lines that were made from one incoming document."""
        ...
