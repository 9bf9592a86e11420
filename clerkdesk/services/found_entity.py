"""An entity founded within a year (01/07/2025): the old one's books end, its own begin at 01."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from clerkdesk.domain.books import Book, BookKey
from clerkdesk.domain.errors import NumbersGivenSince
from clerkdesk.domain.issuers import Issuer
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.series import Series, anew, refounded
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import Store
from clerkdesk.services.office_rules import OfficeRules


@dataclass(frozen=True, slots=True)
class Founding:
    """What was changed, and what held before: enough to take it back."""

    day: date
    closed: Sequence[Book]
    opened: Sequence[BookKey]
    incoming_series: str
    series: Sequence[Series]
    issuers: Sequence[Issuer]
    """Those beside the office."""


class FoundEntity:
    """Ends the books of the old entity and begins those of the new one."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, founded: date, by: Person) -> Founding:
        """Close every open book of that year and begin new series.

        Series get names of their own, so that the old books stay closed and readable beside the
        new ones of the same year. The number of the first new document is 01 (Điều 15.1).

        Raises:
            NotAllowed, NotHolder, DiskFull
        """
        demand(by, Right.KEEP_BOOKS)
        rules, books = OfficeRules(self._store.settings), self._store.books
        mine = [
            book
            for book in books.all()
            if book.key.year == founded.year
            and book.closed_on is None
            and book.holder == self._store.device
            and not book.key.series.endswith(f".{founded:%Y%m%d}")
        ]
        before = rules.incoming_series(), rules.series(), rules.issuers()[1:]
        rules.set_incoming_series(refounded(rules.incoming_series(), founded), by.login)
        rules.set_series([anew(series, founded) for series in rules.series()], by.login)
        rules.set_issuers(
            [
                replace(issuer, incoming_series=refounded(issuer.incoming_series, founded))
                for issuer in rules.issuers()[1:]
            ],
            by.login,
        )
        opened = [self._begin(book, founded, by.login) for book in mine]
        closed = [books.set_closed(book.key, founded, by.login) for book in mine]
        return Founding(founded, closed, opened, *before)

    def undo(self, founding: Founding, by: Person) -> None:
        """Let the old books and series go on; the new books stay, closed and empty.

        Raises:
            NumbersGivenSince: a new book has given a number; nothing was changed.
            NotAllowed, NotHolder, DiskFull
        """
        demand(by, Right.KEEP_BOOKS)
        rules, books = OfficeRules(self._store.settings), self._store.books
        used = [b for b in books.all() if b.key in founding.opened and b.last >= b.first]
        if used:
            raise NumbersGivenSince(used[0].title)
        rules.set_incoming_series(founding.incoming_series, by.login)
        rules.set_series(founding.series, by.login)
        rules.set_issuers(founding.issuers, by.login)
        for book in founding.closed:
            books.set_closed(book.key, None, by.login)
        for key in founding.opened:
            books.set_closed(key, founding.day, by.login)

    def _begin(self, book: Book, founded: date, by: str) -> BookKey:
        key, since = book.key, _("từ {day}").format(day=f"{founded:%d/%m/%Y}")
        begun = self._store.books.open_year(
            key.direction,
            refounded(key.series, founded),
            key.year,
            f"{book.title} ({since})",
            by,
            starts_on=founded,
        )
        if begun.closed_on is not None:  # begun once before, and taken back
            self._store.books.set_closed(begun.key, None, by)
        return begun.key
