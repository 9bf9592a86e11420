"""Who may number in which book of an agency, as the server has heard; the rules are `domain.holding`."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import orjson

from clerkdesk.domain.book_ops import BOOK_ENTITY, NO_BOOK, BookWord, Said, book_word
from clerkdesk.domain.books import Book, BookKey, Direction, Epoch
from clerkdesk.domain.holding import (
    accepted,
    attested,
    from_paper,
    granted,
    has_right,
    released,
    taken_over,
    used,
)
from clerkdesk.domain.push_rule import PushedOp
from clerkdesk.server.store.desks import Desk
from clerkdesk.server.store.link import Database, Link, Row


class Books:
    """The books of all agencies."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_agency(self, agency_id: int) -> list[Book]:
        """The books of an agency, newest year first."""
        with self._database.reading() as link:
            return books_of(link, agency_id)

    def grant(self, desk: Desk, key: BookKey, knows: Epoch, at: datetime) -> Book | None:
        """Give the book to the desk, or note that it waits for it.

        Args:
            knows: the newest grant of which the desk has heard.
        """
        with self._database.writing() as link:
            lock_agency(link, desk.agency_id)
            generation = int(link.one("SELECT generation FROM province")["generation"])
            state = link.one(
                """
                SELECT a.quarantine, d.lost FROM agency a JOIN desk d ON d.agency_id = a.id
                WHERE d.id = :desk
                """,
                {"desk": desk.id},
            )
            known = find_book(link, desk.agency_id, key)
            book = known or from_paper(key, str(key))
            quarantine = bool(state["quarantine"] or state["lost"])
            given = granted(book, desk.name, knows, generation, quarantine=quarantine)
            if known is None:
                keep_book(link, desk.agency_id, book)
            wish = {"book": _id(link, desk.agency_id, key), "desk": desk.id, "at": at.isoformat()}
            if given is None:
                link.execute(
                    """
                    INSERT INTO book_wish (book_id, desk_id, at) VALUES (:book, :desk, :at)
                    ON CONFLICT DO NOTHING
                    """,
                    wish,
                )
                return None
            link.execute(
                "DELETE FROM book_wish WHERE book_id = :book AND desk_id = :desk",
                {"book": wish["book"], "desk": desk.id},
            )
            if given != book:
                keep_book(link, desk.agency_id, given)
                begin_grant(link, desk.agency_id, given)
            return given


def wanted_of(link: Link, desk: Desk) -> list[BookKey]:
    """The books that this desk holds and another desk of its agency waits for."""
    rows = link.execute(
        """
        SELECT DISTINCT b.direction, b.series, b.year
        FROM book b JOIN book_wish w ON w.book_id = b.id
        WHERE b.agency_id = :agency AND b.holder = :desk AND w.desk_id <> :id
        """,
        {"agency": desk.agency_id, "desk": desk.name, "id": desk.id},
    )
    return [_key(desk.agency_code, row) for row in rows]


def take_words(
    link: Link, agency_id: int, agency_code: str, device: str, ops: Iterable[PushedOp], at: str
) -> None:
    """Take over what new ops of a desk say of books, in the transaction that keeps them."""
    told = _Told(link, agency_id, device, at)
    for op in ops:
        if NO_BOOK in op.text and BOOK_ENTITY not in op.text:
            continue
        try:
            word = book_word(agency_code, op.message or orjson.loads(op.text))
        except (KeyError, TypeError, ValueError):
            continue  # of a newer version: kept and forwarded, but it moves no book here
        if word is not None:
            told.take(word)
    told.keep()


class _Told:
    """What one push says of books: read once, folded, kept once."""

    def __init__(self, link: Link, agency_id: int, device: str, at: str) -> None:
        self._link = link
        self._agency_id = agency_id
        self._device = device
        self._at = at
        self._before: dict[BookKey, Book | None] = {}
        self._books: dict[BookKey, Book | None] = {}
        self._grants: dict[BookKey, dict[Epoch, int]] = {}

    def take(self, word: BookWord) -> None:
        """Ask the rule for which the word stands."""
        key, device = word.key, self._device
        known = self._known(key)
        title = word.title or str(key)
        opened = Book(key, title, device, word.epoch, 0)
        book = known
        match word.said:
            case Said.ACCEPTED:
                book = accepted(known, Book(key, title, device, word.epoch, word.number))
                if book is None:
                    self._conflict("two holders", f"{key} {device}")
                    book = known
            case Said.RELEASED if known is not None:
                book = released(known, device, word.epoch)
            case Said.ATTESTED:
                book = attested(known or opened, word.number)
            case Said.USED:
                book = used(known, opened, word.number, None)
                if not has_right(word.epoch, word.number, self._grants[key]):
                    self._conflict("number beyond its grant", f"{key} {word.number} {device}")
        if book is not None and (known is None or book.epoch != known.epoch):
            self._grants[key].setdefault(book.epoch, book.last)
        self._books[key] = book

    def keep(self) -> None:
        """Write the books that have moved, with their grants."""
        for key, book in self._books.items():
            before = self._before[key]
            if book is None or book == before:
                continue
            keep_book(self._link, self._agency_id, book)
            known = {} if before is None else grants(self._link, self._agency_id, key)
            for epoch, last in self._grants[key].items():
                if epoch not in known:
                    begin_grant(self._link, self._agency_id, replace(book, epoch=epoch, last=last))

    def _known(self, key: BookKey) -> Book | None:
        if key not in self._books:
            book = find_book(self._link, self._agency_id, key)
            self._before[key] = self._books[key] = book
            self._grants[key] = {} if book is None else grants(self._link, self._agency_id, key)
        return self._books[key]

    def _conflict(self, kind: str, about: str) -> None:
        keep_conflict(self._link, self._agency_id, kind, about, self._at)


def free_book(
    link: Link, agency_id: int, key: BookKey, stated: tuple[str, Epoch], last: int
) -> None:
    """Free a book from a lost desk, by the word of two persons.

    Raises:
        TakeOverOutrun: it is no longer as they saw it, or the quarantine is on.
    """
    lock_agency(link, agency_id)
    state = link.one(
        "SELECT quarantine, (SELECT generation FROM province) AS generation "
        "FROM agency WHERE id = :agency",
        {"agency": agency_id},
    )
    known = find_book(link, agency_id, key) or from_paper(key, str(key))
    book = taken_over(
        known, stated, last, int(state["generation"]), quarantine=bool(state["quarantine"])
    )
    keep_book(link, agency_id, book)
    begin_grant(link, agency_id, book)


def books_of(link: Link, agency_id: int) -> list[Book]:
    """The books of an agency, newest year first."""
    rows = link.execute(
        """
        SELECT b.*, a.code FROM book b JOIN agency a ON a.id = b.agency_id
        WHERE b.agency_id = :agency ORDER BY b.year DESC, b.direction, b.series
        """,
        {"agency": agency_id},
    )
    return [_book(row["code"], row) for row in rows]


def find_book(link: Link, agency_id: int, key: BookKey) -> Book | None:
    """One book, as it is kept."""
    row = link.execute(
        """
        SELECT * FROM book WHERE agency_id = :agency AND direction = :direction
          AND series = :series AND year = :year
        """,
        _named(agency_id, key),
    ).fetchone()
    return None if row is None else _book(key.agency, row)


def keep_book(link: Link, agency_id: int, book: Book) -> None:
    """Keep a book as it is now."""
    link.execute(
        """
        INSERT INTO book (agency_id, direction, series, year, title, holder, generation, grant_number, last)
        VALUES (:agency, :direction, :series, :year, :title, :holder, :generation, :grant_number, :last)
        ON CONFLICT (agency_id, direction, series, year) DO UPDATE
        SET title = excluded.title, holder = excluded.holder, generation = excluded.generation,
            grant_number = excluded.grant_number, last = excluded.last
        """,
        _named(agency_id, book.key)
        | {
            "title": book.title,
            "holder": book.holder,
            "generation": book.epoch.generation,
            "grant_number": book.epoch.grant,
            "last": book.last,
        },
    )


def begin_grant(link: Link, agency_id: int, book: Book) -> None:
    """Remember which number was the last before the book's present grant."""
    link.execute(
        """
        INSERT INTO book_grant (book_id, generation, grant_number, starts_after)
        VALUES (:book, :generation, :grant_number, :last) ON CONFLICT DO NOTHING
        """,
        {
            "book": _id(link, agency_id, book.key),
            "generation": book.epoch.generation,
            "grant_number": book.epoch.grant,
            "last": book.last,
        },
    )


def grants(link: Link, agency_id: int, key: BookKey) -> dict[Epoch, int]:
    """The last number before each grant of a book."""
    rows = link.execute(
        "SELECT generation, grant_number, starts_after FROM book_grant WHERE book_id = :book",
        {"book": _id(link, agency_id, key)},
    )
    return {Epoch(row["generation"], row["grant_number"]): row["starts_after"] for row in rows}


def keep_conflict(link: Link, agency_id: int, kind: str, about: str, at: str) -> None:
    """Note what people have to decide."""
    link.execute(
        "INSERT INTO conflict (agency_id, at, kind, about) VALUES (:agency, :at, :kind, :about)",
        {"agency": agency_id, "at": at, "kind": kind, "about": about},
    )


def lock_agency(link: Link, agency_id: int) -> None:
    """Nobody else changes books or feed of the agency until the transaction ends."""
    link.one("SELECT id FROM agency WHERE id = :agency FOR UPDATE", {"agency": agency_id})


def _id(link: Link, agency_id: int, key: BookKey) -> int:
    row = link.one(
        """
        SELECT id FROM book WHERE agency_id = :agency AND direction = :direction
          AND series = :series AND year = :year
        """,
        _named(agency_id, key),
    )
    return int(row["id"])


def _named(agency_id: int, key: BookKey) -> dict[str, object]:
    return {
        "agency": agency_id,
        "direction": key.direction.value,
        "series": key.series,
        "year": key.year,
    }


def _book(agency: str, row: Row) -> Book:
    epoch = Epoch(row["generation"], row["grant_number"])
    return Book(_key(agency, row), row["title"], row["holder"], epoch, row["last"])


def _key(agency: str, row: Row) -> BookKey:
    return BookKey(agency, Direction(row["direction"]), row["series"], row["year"])
