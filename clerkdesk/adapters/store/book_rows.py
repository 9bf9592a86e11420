"""A book as a row: found by its key, written whole; and whether a year's book opens by itself."""

from typing import Any

from clerkdesk.adapters.store.database import Connection
from clerkdesk.domain.books import Book, BookKey
from clerkdesk.domain.old_numbers import OLD_SERIES
from clerkdesk.domain.plain import from_plain, to_plain


def write_book(link: Connection, book: Book) -> None:
    """Store a new book, or the holder, epoch, end and last number of a known one."""
    link.execute(
        """
        INSERT INTO book (
            agency, direction, series, year, title, holder, generation, grant_number, last, first,
            last_on, starts_on, closed_on, slot
        )
        VALUES (
            :agency, :direction, :series, :year, :title, :holder, :generation, :grant_number,
            :last, :first, :last_on, :starts_on, :closed_on,
            (SELECT count(*) FROM book WHERE direction = :direction AND year = :year)
        )
        ON CONFLICT (agency, direction, series, year) DO UPDATE SET
            holder = excluded.holder,
            generation = excluded.generation,
            grant_number = excluded.grant_number,
            last = max(last, excluded.last),
            last_on = max(coalesce(last_on, excluded.last_on), coalesce(excluded.last_on, last_on)),
            closed_on = excluded.closed_on
        """,
        {
            **key_values(book.key),
            "title": book.title,
            "holder": book.holder,
            "generation": book.epoch.generation,
            "grant_number": book.epoch.grant,
            "last": book.last,
            "first": book.first,
            "last_on": to_plain(book.last_on),
            "starts_on": to_plain(book.starts_on),
            "closed_on": to_plain(book.closed_on),
        },
    )


def accept_in(link: Connection, key: BookKey, incarnation: int) -> None:
    """Note the life of this desk in which it took the present grant of a book."""
    link.execute(
        """
        UPDATE book SET accepted_in = :incarnation
        WHERE agency = :agency AND direction = :direction AND series = :series AND year = :year
        """,
        key_values(key) | {"incarnation": incarnation},
    )


def find_book(link: Connection, key: BookKey) -> tuple[int, Book] | None:
    """Row id and book, if this desk knows it."""
    row = find_row(link, key)
    return None if row is None else (row["id"], read_book(row))


def slot_of(link: Connection, book_id: int) -> int:
    """Place of an incoming book among those of its year."""
    row = link.execute("SELECT slot FROM book WHERE id = :id", {"id": book_id}).fetchone()
    return int(row["slot"])


def year_is_open(link: Connection, key: BookKey, made_in: int) -> bool:
    """Whether a book of this year opens by itself with its first number.

    So it does on a new desk, and for a series that is new in a year that was opened; a series
    that has a book of an earlier year waits for the act (docs/decisions/0008). Books of years
    before this store was made are archives and do not count, nor does a register from before this program that came in.
    """
    row = link.execute(
        """
        SELECT
            EXISTS (
                SELECT 1 FROM book
                WHERE agency = :agency AND year < :year AND year >= :made_in AND series <> :old
            ) AS began,
            EXISTS (
                SELECT 1 FROM book WHERE agency = :agency AND year = :year AND series <> :old
            ) AS opened,
            EXISTS (
                SELECT 1 FROM book
                WHERE agency = :agency AND year < :year AND year >= :made_in
                    AND direction = :direction AND series = :series
            ) AS had_one
        """,
        {**key_values(key), "made_in": made_in, "old": OLD_SERIES},
    ).fetchone()
    return not row["began"] or (row["opened"] and not row["had_one"])


def find_row(link: Connection, key: BookKey) -> Any:
    """The row of a book, or None."""
    return link.execute(
        """
        SELECT * FROM book
        WHERE agency = :agency AND direction = :direction AND series = :series AND year = :year
        """,
        key_values(key),
    ).fetchone()


def key_values(key: BookKey) -> dict[str, object]:
    """What names a book, by column."""
    return {
        "agency": key.agency,
        "direction": key.direction.value,
        "series": key.series,
        "year": key.year,
    }


def read_book(row: Any) -> Book:
    """The book of a row."""
    plain = {
        **dict(row),
        "key": dict(row),
        "epoch": {"generation": row["generation"], "grant": row["grant_number"]},
    }
    return from_plain(Book, plain)
