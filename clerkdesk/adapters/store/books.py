"""Books and their numbers: only the holder allots, one by one, in the transaction of the document."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from clerkdesk.adapters.store.attesting import SqlAttesting
from clerkdesk.adapters.store.book_rows import (
    accept_in,
    find_book,
    find_row,
    key_values,
    read_book,
    write_book,
    year_is_open,
)
from clerkdesk.adapters.store.database import Connection, Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.adapters.store.marks import Marks
from clerkdesk.adapters.store.number_acts import (
    contested_numbers,
    given_numbers,
    read_acts,
    write_act,
)
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.domain.books import (
    ActKind,
    Book,
    BookKey,
    Direction,
    Epoch,
    GivenNumber,
    LateNumber,
    NumberAct,
    demand_reason,
    in_order,
    incoming_title,
)
from clerkdesk.domain.errors import (
    BookClosed,
    BookNotAttested,
    BookNotOpen,
    NotHolder,
    NumberNotGiven,
    OldBookFirst,
    YearNotOpen,
)
from clerkdesk.domain.holding import next_number
from clerkdesk.domain.numbering import print_number
from clerkdesk.domain.ops import Op, OpKind
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain
from clerkdesk.domain.restoring import may_number
from clerkdesk.ports.books import Contested, ToAttest


@dataclass(frozen=True, slots=True)
class Allotted:
    """A number that was just taken from a book, not yet committed."""

    book_id: int
    book: BookKey
    number: int
    epoch: Epoch
    despite: str = ""
    """Why it was given although its date is before that of the number before it."""


@dataclass(frozen=True, slots=True)
class HeldBook:
    """A book that this desk may act in, and its row."""

    book_id: int
    book: Book


class SqlBooks:
    """`ports.books.Books`, and allotment for the registers beside it."""

    def __init__(self, database: Database, desk: Desk, ops: SqlOpLog, marks: Marks) -> None:
        self._database = database
        self._desk = desk
        self._ops = ops
        self._marks = marks
        self._attesting = SqlAttesting(database, desk, ops, marks)

    def all(self) -> Sequence[Book]:
        """Every book, newest year first."""
        with self._database.reading() as link:
            rows = link.execute(
                "SELECT * FROM book ORDER BY year DESC, direction, series"
            ).fetchall()
        return [read_book(row) for row in rows]

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
        """Open a book with this desk as holder; `last` is the last number of its paper register."""
        key = self._key(direction, series, year)
        with self._database.writing() as link:
            row = find_row(link, key)
            if row is None:
                row = self._create(link, key, title, by, last, last_on, starts_on)
            return read_book(row)

    def set_closed(self, key: BookKey, closed_on: date | None, by: str) -> Book:
        """Let a book give no more numbers from a day on, or open it again (None).

        Raises:
            NotHolder: this desk does not hold the book.
        """
        with self._database.writing() as link:
            row, book = self._held(link, key)
            if book.closed_on == closed_on:
                return book
            book = replace(book, closed_on=closed_on)
            write_book(link, book)
            values = key_values(key) | {"closed_on": closed_on}
            self._ops.append(
                link, "book", str(key), OpKind.CLOSE_BOOK, by, values, epoch=_epoch(row)
            )
        return book

    def acts(self, key: BookKey) -> Sequence[NumberAct]:
        """What was done to numbers of a book beside giving them, in their order."""
        with self._database.reading() as link:
            found = find_book(link, key)
            return [] if found is None else read_acts(link, found[0], key)

    def given(self, key: BookKey) -> Sequence[GivenNumber]:
        """Every number of a book that a document has, in their order."""
        with self._database.reading() as link:
            found = find_book(link, key)
            return [] if found is None else given_numbers(link, found[0], key.direction)

    def contested(self) -> Sequence[Contested]:
        """Numbers that two desks gave, as long as no person has settled them."""
        with self._database.reading() as link:
            rows = contested_numbers(link)
        return [Contested(entity, here, there, values) for entity, here, there, values in rows]

    def void_bare(self, key: BookKey, number: int, reason: str, by: str) -> NumberAct:
        """Say why a number that no document has will never be used.

        Raises:
            NumberNotGiven: the book has not come to it, or a document has it.
            AlreadyVoid, NotHolder, ReasonMissing
        """
        with self._database.writing() as link:
            row, book = self._held(link, key)
            taken = {given.number for given in given_numbers(link, row["id"], key.direction)}
            if not 1 <= number <= book.last or number in taken:
                raise NumberNotGiven(print_number(max(number, 1)), book.title)
            return self.void(
                link, (key.direction, key.series, key.year), number, "", "", reason, by
            )

    def to_attest(self) -> Sequence[ToAttest]:
        """Open books that this desk held in a life before its store was put back."""
        return self._attesting.waiting()

    def attest(self, key: BookKey, last: int, by: str, second: str) -> Book:
        """Let this desk number on: two persons have read `last` in the paper register.

        Raises:
            BookNotOpen, NotHolder, BookGoneOn
        """
        return self._attesting.attest(key, last, by, second)

    # --- for the registers, in their transactions --------------------------------------------------

    def void(
        self,
        link: Connection,
        book: tuple[Direction, str, int],
        number: int,
        suffix: str,
        uid: str,
        reason: str,
        by: str,
    ) -> NumberAct:
        """Make a number void, with its op under the document's name, or the book's.

        Raises:
            AlreadyVoid, NotHolder, ReasonMissing
        """
        key = self._key(*book)
        row, _held_book = self._held(link, key)
        reason = demand_reason(reason)
        at = self._desk.clock()
        act = NumberAct(key, number, suffix, ActKind.VOID, reason, by, at, uid)
        act = from_plain(NumberAct, plain_fields(act))
        write_act(link, row["id"], act)
        values = key_values(key) | {
            "number": number,
            "suffix": suffix,
            "reason": act.reason,
            "at": at,
        }
        entity, name = (key.direction.value, uid) if uid else ("book", str(key))
        self._ops.append(link, entity, name, OpKind.VOID, by, values, epoch=_epoch(row))
        return act

    def pass_over(
        self, link: Connection, key: BookKey, passed: Sequence[tuple[int, str]], by: str
    ) -> None:
        """Make numbers void that a series could not give, each with its reason; after the op of the
        number that it gave, which brings the book to other desks."""
        for number, why in passed:
            self.void(link, (key.direction, key.series, key.year), number, "", "", why, by)

    def demand_continued(
        self,
        link: Connection,
        direction: Direction,
        series: str,
        year: int,
        highest: Callable[[], int],
    ) -> None:
        """Do nothing unless an old register, whose `highest` number is looked up only for a book that
        is not open, waits for a yes to go on.

        Raises:
            OldBookFirst: the book is not open, and would begin again at 1.
        """
        if find_row(link, self._key(direction, series, year)) is not None:
            return
        if last := highest():
            raise OldBookFirst(incoming_title(year, series), last)

    def take_number(
        self,
        link: Connection,
        direction: Direction,
        series: str,
        year: int,
        title: str,
        by: str,
        day: date | None = None,
        despite: str = "",
    ) -> Allotted:
        """Take the next number, in the transaction of the document that gets it.

        Args:
            day: the date under which the number stands in the register; None where the book has
                no order of dates.
            despite: why it is given although that date is before the last number's.

        Raises:
            BookNotOpen, YearNotOpen: only the present year's book opens by itself, none of a year
                before this store was made (a PC whose clock battery is dead lives in 2009), and
                none of a new year before the year was opened (docs/decisions/0008).
            NotHolder: this desk does not hold the book.
            BookLocked: the mark outside the store is ahead of it.
            BookClosed, DateBeforeBook, DateBeforeLast, ReasonMissing: see `domain.books.in_order`.
        """
        key = self._key(direction, series, year)
        row = find_row(link, key)
        if row is None:
            made_in = self._ops.first_year(link)
            if year != self._desk.year or year < made_in:
                raise BookNotOpen(title)
            if not year_is_open(link, key, made_in):
                raise YearNotOpen(title, year)
            row = self._create(link, key, title, by, 0, None, None)
        book = read_book(row)
        number = next_number(book, self._desk.device, self._marks.seen(key))
        self._demand_present_life(row)
        ordered = in_order(book, day, despite)
        taken = link.execute(
            """
            UPDATE book SET last = :number,
                last_on = max(coalesce(last_on, :day), coalesce(:day, last_on))
            WHERE id = :id AND holder = :device AND last = :number - 1
                AND generation = :generation AND grant_number = :grant_number
            RETURNING last
            """,
            {
                "id": row["id"],
                "number": number,
                "day": to_plain(day),
                "device": self._desk.device,
                "generation": row["generation"],
                "grant_number": row["grant_number"],
            },
        ).fetchone()
        if taken is None:
            raise NotHolder(row["title"])
        return Allotted(
            row["id"],
            key,
            taken["last"],
            Epoch(row["generation"], row["grant_number"]),
            "" if ordered else demand_reason(despite),
        )

    def note(
        self, link: Connection, place: Allotted, op: Op, late: LateNumber | None = None
    ) -> None:
        """Keep the reason of a number that did not come in its turn, as its op says it."""
        if late is not None:
            suffix, kind, reason = late.suffix, ActKind.LATE, demand_reason(late.reason)
        elif place.despite:
            suffix, kind, reason = "", ActKind.OUT_OF_ORDER, place.despite
        else:
            return
        act = NumberAct(place.book, place.number, suffix, kind, reason, op.actor, op.at, op.key)
        write_act(link, place.book_id, from_plain(NumberAct, plain_fields(act)))

    def held(self, link: Connection, direction: Direction, series: str, year: int) -> HeldBook:
        """A book that this desk holds, for an act on a number that was given.

        Raises:
            BookNotOpen, NotHolder, BookClosed
        """
        key = self._key(direction, series, year)
        row, book = self._held(link, key)
        self._demand_present_life(row)
        if book.closed_on is not None:
            raise BookClosed(book.title, f"{book.closed_on:%d/%m/%Y}")
        return HeldBook(row["id"], book)

    def remember(self, allotted: Allotted) -> None:
        """Raise the mark outside the store; after the commit, before the number is shown."""
        self._marks.raise_to({allotted.book: allotted.number}, life=self._ops.life)

    def remember_all(self) -> None:
        """Bring the marks up to the books, which are ahead after a kill; never the other way."""
        with self._database.reading() as link:
            rows = link.execute(
                "SELECT * FROM book WHERE holder = :device AND accepted_in = :incarnation",
                {"device": self._desk.device, "incarnation": self._desk.incarnation},
            ).fetchall()
        held = [read_book(row) for row in rows]
        numbers = {book.key: book.last for book in held if book.last}
        self._marks.raise_to(numbers, held=held, life=self._ops.life)

    def _demand_present_life(self, row: Any) -> None:
        if not may_number(row["accepted_in"], self._desk.incarnation):
            raise BookNotAttested(row["title"])

    def _key(self, direction: Direction, series: str, year: int) -> BookKey:
        return BookKey(self._desk.agency, direction, series, year)

    def _held(self, link: Connection, key: BookKey) -> tuple[Any, Book]:
        row = find_row(link, key)
        if row is None:
            raise BookNotOpen(f"{key.series} {key.year}")
        if row["holder"] != self._desk.device:
            raise NotHolder(row["title"])
        return row, read_book(row)

    def _create(
        self,
        link: Connection,
        key: BookKey,
        title: str,
        by: str,
        last: int,
        last_on: date | None,
        starts_on: date | None,
    ) -> Any:
        first = Epoch(0, 1)
        device = self._desk.device
        write_book(link, Book(key, title, device, first, last, last + 1, last_on, starts_on))
        accept_in(link, key, self._desk.incarnation)
        self._ops.append(
            link,
            "book",
            str(key),
            OpKind.ACCEPT_BOOK,
            by,
            key_values(key)
            | {
                "title": title,
                "holder": device,
                "last": last,
                "first": last + 1,
                "last_on": last_on,
                "starts_on": starts_on,
            },
            epoch=(first.generation, first.grant),
        )
        return find_row(link, key)


def _epoch(row: Any) -> tuple[int, int]:
    return (row["generation"], row["grant_number"])
