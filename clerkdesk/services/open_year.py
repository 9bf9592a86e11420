"""A new year's books: proposed from last year's, opened by an explicit act, once; and their end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from clerkdesk.domain.books import (
    Book,
    BookKey,
    Direction,
    incoming_title,
    outgoing_title,
)
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.errors import YearOpenAlready, YearTooEarly
from clerkdesk.domain.outgoing import OutgoingState
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.ports.registers import OutgoingFilter
from clerkdesk.ports.store import Store

REMIND_FROM = (12, 25)
"""Month and day from which the new year's books may be opened and the clerk is reminded."""


@dataclass(frozen=True, slots=True)
class ProposedBook:
    """A book of the new year; `last` is the last number that its paper register gave already."""

    direction: Direction
    series: str
    title: str
    last: int = 0


@dataclass(frozen=True, slots=True)
class YearProposal:
    """What opening a year means, before it is done."""

    year: int
    books: tuple[ProposedBook, ...]
    unnumbered: int
    """Documents that were signed and have no number of the old year yet."""
    elsewhere: tuple[str, ...]
    """Titles of last year's books that another desk holds: they are opened there."""


@dataclass(frozen=True, slots=True)
class YearReminder:
    """The new year's books are not open yet."""

    year: int
    late: bool
    """The year has begun: no number can be given before they are."""

    @property
    def text(self) -> str:
        """One sentence for a notice."""
        if self.late:
            return _("Chưa mở sổ năm {year}, nên chưa cấp số được.").format(year=self.year)
        return _("Sắp sang năm {year}: mở sổ năm mới trước khi cấp số đầu tiên.").format(
            year=self.year
        )


class OpenYear:
    """Opens the books of a year with this desk as holder (docs/decisions/0008)."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def year_to_open(self) -> int:
        """The present year while it is not open, else the next one."""
        today = local_date(self._clock())
        return today.year if self._waiting(today.year) else today.year + 1

    def remind(self) -> YearReminder | None:
        """What the clerk should be told today; None from January to 24 December of an open year."""
        today = local_date(self._clock())
        if self._waiting(today.year):
            return YearReminder(today.year, late=True)
        if (today.month, today.day) >= REMIND_FROM and self._waiting(today.year + 1):
            return YearReminder(today.year + 1, late=False)
        return None

    def propose(self, year: int) -> YearProposal:
        """All books of the year before that this desk holds and that are neither closed nor open
        already, with first number 01."""
        books = self._store.books.all()
        waiting = _waiting_in(books, year)
        mine = [book for book in waiting if book.holder == self._store.device]
        signed = OutgoingFilter(states=(OutgoingState.SIGNED, OutgoingState.SIGNED_ON_PAPER))
        return YearProposal(
            year,
            tuple(
                ProposedBook(book.key.direction, book.key.series, _title_in(book, year))
                for book in sorted(mine, key=lambda book: (book.key.direction, book.title))
            ),
            self._store.outgoing.count(signed),
            tuple(book.title for book in waiting if book.holder != self._store.device),
        )

    def __call__(self, year: int, books: Sequence[ProposedBook], by: Person) -> Sequence[Book]:
        """Open these books of `year`.

        Raises:
            NotAllowed, YearTooEarly, YearOpenAlready: nothing was opened.
            DiskFull: those before stay open; asking again proposes the rest.
        """
        demand(by, Right.KEEP_BOOKS)
        today = local_date(self._clock())
        if year > today.year and not (
            year == today.year + 1 and (today.month, today.day) >= REMIND_FROM
        ):
            raise YearTooEarly(year)
        waiting = {(book.direction, book.series) for book in self.propose(year).books}
        if not waiting or not all((book.direction, book.series) in waiting for book in books):
            raise YearOpenAlready(year)
        return [
            self._store.books.open_year(
                book.direction, book.series, year, book.title, by.login, book.last
            )
            for book in books
        ]

    def _waiting(self, year: int) -> bool:
        """Whether books of the year before wait for their successors, and this desk holds one."""
        waiting = _waiting_in(self._store.books.all(), year)
        return any(book.holder == self._store.device for book in waiting)


class CloseBook:
    """Lets one book give no more numbers, or gives it back."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def __call__(self, key: BookKey, by: Person) -> Book:
        """Close it from today on.

        Raises:
            NotAllowed, NotHolder, BookNotOpen
        """
        demand(by, Right.KEEP_BOOKS)
        return self._store.books.set_closed(key, local_date(self._clock()), by.login)

    def reopen(self, key: BookKey, by: Person) -> Book:
        """Let it give numbers again.

        Raises:
            NotAllowed, NotHolder, BookNotOpen
        """
        demand(by, Right.KEEP_BOOKS)
        return self._store.books.set_closed(key, None, by.login)


def _waiting_in(books: Sequence[Book], year: int) -> list[Book]:
    """Books of the year before without a successor; none where the office did not work then."""
    there = {(book.key.direction, book.key.series) for book in books if book.key.year == year}
    return [
        book
        for book in books
        if book.key.year == year - 1
        and book.closed_on is None
        and (book.key.direction, book.key.series) not in there
    ]


def _title_in(book: Book, year: int) -> str:
    """The title of last year's book with the new year in it; a mid-year «(từ 01/07/2025)» goes."""
    old = book.title.split(" (", maxsplit=1)[0] if book.starts_on else book.title
    renamed = old.replace(str(book.key.year), str(year))
    if renamed != old:
        return renamed
    if book.key.direction is Direction.INCOMING:
        return incoming_title(year)
    return outgoing_title(old, year)
