"""The books of the office: opened, closed, and what was done to their numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from clerkdesk.domain.books import (
    Book,
    BookKey,
    Direction,
    GivenNumber,
    NumberAct,
)


@dataclass(frozen=True, slots=True)
class Contested:
    """A number that two desks gave, before a person has settled it: uids here and there, and what
    the other desk's op says (number, year, series)."""

    entity: str
    here: str
    there: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ToAttest:
    """A book of a put-back store that gives no number before two persons have looked at paper."""

    book: Book
    seen: int
    """The highest number that anything outside the store remembers; 0 for none."""
    gone_on: bool = False
    """Whether another desk took the book since; then only the server can give it back."""


class Books(Protocol):
    """The books of the office and who holds them."""

    def all(self) -> Sequence[Book]:
        """Every book, newest year first."""
        ...

    def open_year(
        self,
        direction: Direction,
        series: str,
        year: int,
        title: str,
        by: str,
        last: int = 0,
        *,
        last_on: date | None = None,
        starts_on: date | None = None,
    ) -> Book:
        """Open a book with this desk as holder; `last` is the last number of its paper register.

        By itself opens only the present year's book, on a new desk or for a series that is new in
        a year that was opened (docs/decisions/0008). A book that is open is given back as it is.

        Args:
            last_on: the date of that number.
            starts_on: where the office was founded within the year.
        """
        ...

    def set_closed(self, key: BookKey, closed_on: date | None, by: str) -> Book:
        """Let a book give no more numbers from a day on, or open it again (None).

        Raises:
            BookNotOpen, NotHolder
        """
        ...

    def acts(self, key: BookKey) -> Sequence[NumberAct]:
        """What was done to numbers of a book beside giving them, in their order."""
        ...

    def given(self, key: BookKey) -> Sequence[GivenNumber]:
        """Every number of a book that a document has, in their order."""
        ...

    def contested(self) -> Sequence[Contested]:
        """Numbers that two desks gave, as long as no person has settled them."""
        ...

    def void_bare(self, key: BookKey, number: int, reason: str, by: str) -> NumberAct:
        """Say why a number that no document has will never be used.

        Raises:
            NumberNotGiven: the book has not come to it, or a document has it.
            AlreadyVoid, NotHolder, ReasonMissing
        """
        ...

    def to_attest(self) -> Sequence[ToAttest]:
        """Open books that this desk held in a life before its store was put back."""
        ...

    def attest(self, key: BookKey, last: int, by: str, second: str) -> Book:
        """Let this desk number on: two persons have read `last` in the paper register.

        Numbers above it that were given but are on no paper are made void with a reason; those
        below it whose document was lost stand as missing until they are entered again.

        Raises:
            BookNotOpen, NotHolder, BookGoneOn
        """
        ...
