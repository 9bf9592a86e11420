"""Books and their numbers: only the holder allots, one by one, in the transaction of the document."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from clerkdesk.adapters.store.database import Connection, Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.adapters.store.marks import Marks
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.domain.books import Book, BookKey, Direction, Epoch, incoming_title
from clerkdesk.domain.errors import BookLocked, BookNotOpen, NotHolder, OldBookFirst
from clerkdesk.domain.ops import OpKind


@dataclass(frozen=True, slots=True)
class Allotted:
    """A number that was just taken from a book, not yet committed."""

    book_id: int
    book: BookKey
    number: int
    epoch: Epoch


class SqlBooks:
    """`ports.registers.Books`, and allotment for the registers beside it."""

    def __init__(self, database: Database, desk: Desk, ops: SqlOpLog, marks: Marks) -> None:
        self._database = database
        self._desk = desk
        self._ops = ops
        self._marks = marks

    def all(self) -> Sequence[Book]:
        """Every book, newest year first."""
        with self._database.reading() as link:
            rows = link.execute(
                "SELECT * FROM book ORDER BY year DESC, direction, series"
            ).fetchall()
        return [_book(row) for row in rows]

    def open_year(
        self, direction: Direction, series: str, year: int, title: str, by: str, last: int = 0
    ) -> Book:
        """Open a book with this desk as holder; `last` is the last number of its paper register."""
        key = BookKey(self._desk.agency, direction, series, year)
        with self._database.writing() as link:
            row = _find(link, key)
            if row is None:
                row = self._create(link, key, title, by, last)
            return _book(row)

    def demand_continued(
        self, link: Connection, direction: Direction, series: str, year: int, last: int
    ) -> None:
        """Do nothing unless an old register with numbers up to `last` waits for a yes to go on.

        Raises:
            OldBookFirst: the book is not open, and would begin again at 1.
        """
        key = BookKey(self._desk.agency, direction, series, year)
        if last and _find(link, key) is None:
            raise OldBookFirst(incoming_title(year), last)

    def take_number(
        self, link: Connection, direction: Direction, series: str, year: int, title: str, by: str
    ) -> Allotted:
        """Take the next number, in the transaction of the document that gets it.

        Raises:
            BookNotOpen: only the present year's book opens by itself, and none of a year before
                this store was made: a PC whose clock battery is dead lives in 2009.
            NotHolder: this desk does not hold the book.
            BookLocked: the mark outside the store is ahead of it.
        """
        key = BookKey(self._desk.agency, direction, series, year)
        row = _find(link, key)
        if row is None:
            if year != self._desk.year or year < self._ops.first_year(link):
                raise BookNotOpen(title)
            row = self._create(link, key, title, by, 0)
        seen = self._marks.seen(key)
        if seen > row["last"]:
            raise BookLocked(row["title"], seen, row["last"])
        taken = link.execute(
            """
            UPDATE book SET last = last + 1
            WHERE id = :id AND holder = :device
                AND generation = :generation AND grant_number = :grant_number
            RETURNING last
            """,
            {
                "id": row["id"],
                "device": self._desk.device,
                "generation": row["generation"],
                "grant_number": row["grant_number"],
            },
        ).fetchone()
        if taken is None:
            raise NotHolder(row["title"])
        return Allotted(
            row["id"], key, taken["last"], Epoch(row["generation"], row["grant_number"])
        )

    def remember(self, allotted: Allotted) -> None:
        """Raise the mark outside the store; after the commit, before the number is shown."""
        self._marks.raise_to({allotted.book: allotted.number})

    def remember_all(self) -> None:
        """Bring the marks up to the books, which are ahead after a kill; never the other way."""
        self._marks.raise_to({book.key: book.last for book in self.all() if book.last})

    def _create(self, link: Connection, key: BookKey, title: str, by: str, last: int) -> Any:
        first = Epoch(0, 1)
        write_book(link, Book(key, title, self._desk.device, first, last))
        self._ops.append(
            link,
            "book",
            str(key),
            OpKind.ACCEPT_BOOK,
            by,
            {
                "agency": key.agency,
                "direction": key.direction,
                "series": key.series,
                "year": key.year,
                "title": title,
                "holder": self._desk.device,
                "last": last,
            },
            epoch=(first.generation, first.grant),
        )
        return _find(link, key)


def write_book(link: Connection, book: Book) -> None:
    """Store a new book, or the holder, epoch and last number of a known one."""
    link.execute(
        """
        INSERT INTO book (
            agency, direction, series, year, title, holder, generation, grant_number, last
        )
        VALUES (
            :agency, :direction, :series, :year, :title, :holder, :generation, :grant_number, :last
        )
        ON CONFLICT (agency, direction, series, year) DO UPDATE SET
            holder = excluded.holder,
            generation = excluded.generation,
            grant_number = excluded.grant_number,
            last = max(last, excluded.last)
        """,
        {
            "agency": book.key.agency,
            "direction": book.key.direction.value,
            "series": book.key.series,
            "year": book.key.year,
            "title": book.title,
            "holder": book.holder,
            "generation": book.epoch.generation,
            "grant_number": book.epoch.grant,
            "last": book.last,
        },
    )


def find_book(link: Connection, key: BookKey) -> tuple[int, Book] | None:
    """Row id and book, if this desk knows it."""
    row = _find(link, key)
    return None if row is None else (row["id"], _book(row))


def _find(link: Connection, key: BookKey) -> Any:
    return link.execute(
        """
        SELECT * FROM book
        WHERE agency = :agency AND direction = :direction AND series = :series AND year = :year
        """,
        {
            "agency": key.agency,
            "direction": key.direction.value,
            "series": key.series,
            "year": key.year,
        },
    ).fetchone()


def _book(row: Any) -> Book:
    return Book(
        key=BookKey(row["agency"], Direction(row["direction"]), row["series"], row["year"]),
        title=row["title"],
        holder=row["holder"],
        epoch=Epoch(row["generation"], row["grant_number"]),
        last=row["last"],
    )
