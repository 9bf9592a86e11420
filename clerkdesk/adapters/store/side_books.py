"""The small books in SQL: one table of lines, numbered through the books of numbers where law wants."""

import json
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from datetime import date, datetime
from typing import Any

from clerkdesk.adapters.store.books import SqlBooks
from clerkdesk.adapters.store.database import Connection, Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.adapters.store.rows import insert_row, update_row, without
from clerkdesk.domain.access import Register, Sight
from clerkdesk.domain.books import Direction
from clerkdesk.domain.errors import NotFound
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.side_book_forms import SIDE_BOOKS, SideBookKey
from clerkdesk.domain.side_books import (
    SideEntry,
    SideRecord,
    cancelled,
    changed,
    op_entity,
    plain_values,
    read_values,
    searched,
    side_title,
)
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.vietnamese import fold
from clerkdesk.ports.side_books import SideFilter

TABLE = "side_record"
_WHAT = N_("dòng này của sổ")


class SqlSideBooks:
    """`ports.side_books.SideBooks` on SQLCipher."""

    def __init__(self, database: Database, desk: Desk, ops: SqlOpLog, books: SqlBooks) -> None:
        self._database = database
        self._desk = desk
        self._ops = ops
        self._books = books
        self._sight = Sight()

    def seen_by(self, sight: Sight) -> "SqlSideBooks":
        """The books as an account may see them."""
        seen = copy(self)
        seen._sight = sight
        return seen

    def add(self, entry: SideEntry, by: str) -> SideRecord:
        """Write a line; a numbered book gives the next number of its year in the same commit.

        Raises:
            BookNotOpen, NotHolder, BookLocked, DiskFull: nothing was kept, no number was used.
        """
        book = SIDE_BOOKS[entry.book]
        entry = SideEntry(entry.book, read_values(book, plain_values(entry.values)), entry.about)
        year = _day(entry).year
        allotted = None
        with self._database.writing() as link:
            if book.numbered:
                allotted = self._books.take_number(
                    link, Direction.INCOMING, book.key, year, side_title(book, year), by
                )
            number = allotted.number if allotted else None
            now = self._desk.clock()
            record = SideRecord(self._desk.new_id(), entry, year, number, by, now)
            insert_side_record(link, record, allotted.book_id if allotted else None)
            epoch = (allotted.epoch.generation, allotted.epoch.grant) if allotted else None
            self._ops.append(
                link, op_entity(record), record.uid, OpKind.REGISTER, by, told(record), epoch=epoch
            )
        if allotted:
            self._books.remember(allotted)
        return record

    def change(self, uid: str, values: Mapping[str, object], by: str) -> SideRecord:
        """Write other values on a line; the year and number stay.

        Raises:
            NotFound: there is no such line.
            StepNotAllowed: it was cancelled.
        """

        def other(record: SideRecord) -> SideRecord:
            return changed(record, read_values(record.book, plain_values(values)))

        return self._act(uid, by, other)

    def cancel(self, uid: str, reason: str, by: str) -> SideRecord:
        """Strike a line out; it stays, with its number.

        Raises:
            NotFound: there is no such line.
            StepNotAllowed: it was cancelled before.
        """
        return self._act(uid, by, lambda record: cancelled(record, reason))

    def get(self, uid: str) -> SideRecord:
        """One line.

        Raises:
            NotFound: there is none.
        """
        with self._database.reading() as link:
            record = load_side_record(link, uid)
        self._sight.demand(Register(record.entry.book.value))
        return record

    def find(self, wanted: SideFilter, limit: int = 2000) -> Sequence[SideRecord]:
        """Lines by their day, newest first."""
        if Register(wanted.book.value) in self._sight.hidden:
            return []
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT * FROM side_record
                WHERE side_book = :book AND day BETWEEN :first AND :last
                    AND (:text = '' OR instr(folded, :text) > 0)
                    AND (still_open OR NOT :open_only)
                ORDER BY day DESC, position DESC LIMIT :limit
                """,
                {
                    "book": wanted.book.value,
                    "first": wanted.first.isoformat() if wanted.first else "",
                    "last": wanted.last.isoformat() if wanted.last else "9999",
                    "text": fold(wanted.text.strip()),
                    "open_only": wanted.open_only,
                    "limit": limit,
                },
            ).fetchall()
        return [_record(row) for row in rows]

    def about(self, uid: str) -> Sequence[SideRecord]:
        """Lines that were made from one incoming document."""
        with self._database.reading() as link:
            rows = link.execute(
                "SELECT * FROM side_record WHERE about = :uid AND about <> '' ORDER BY position",
                {"uid": uid},
            ).fetchall()
        return [_record(row) for row in rows]

    def _act(self, uid: str, by: str, change: Callable[[SideRecord], SideRecord]) -> SideRecord:
        with self._database.writing() as link:
            before = load_side_record(link, uid)
            record = change(before)
            if record == before:
                return before
            update_side_record(link, record)
            old, new = told(before), told(record)
            values = {name: value for name, value in new.items() if value != old[name]}
            self._ops.append(link, op_entity(record), uid, OpKind.CHANGE, by, values)
        return record


def insert_side_record(link: Connection, record: SideRecord, book_id: int | None) -> None:
    """Store a new line."""
    insert_row(link, TABLE, {**_row(record), "book": book_id})


def update_side_record(link: Connection, record: SideRecord) -> None:
    """Store a changed line; book, year and number stay."""
    update_row(link, TABLE, without(_row(record), "side_book", "year", "number"))


def load_side_record(link: Connection, uid: str) -> SideRecord:
    """One line.

    Raises:
        NotFound: there is none.
    """
    row = link.execute("SELECT * FROM side_record WHERE uid = :uid", {"uid": uid}).fetchone()
    if row is None:
        raise NotFound(_(_WHAT))
    return _record(row)


def record_from(uid: str, facts: Mapping[str, object]) -> SideRecord:
    """The line that an op of another desk tells of.

    Raises:
        KeyError, TypeError, ValueError: it does not tell of one.
    """
    book = SIDE_BOOKS[SideBookKey(str(facts["side_book"]))]
    values, year, number = facts["values"], facts["year"], facts["number"]
    if not isinstance(values, Mapping) or not isinstance(year, int):
        raise TypeError("a line has values and a year")
    if not isinstance(number, int | None):
        raise TypeError("the number of a line is a whole number")
    entry = SideEntry(book.key, read_values(book, values), str(facts["about"]))
    return SideRecord(
        uid,
        entry,
        year,
        number,
        str(facts["recorded_by"]),
        datetime.fromisoformat(str(facts["recorded_at"])),
        str(facts["cancelled"]),
    )


def told(record: SideRecord) -> dict[str, object]:
    """What ops tell other desks of a line."""
    return {
        "side_book": record.entry.book.value,
        "values": plain_values(record.entry.values),
        "year": record.year,
        "number": record.number,
        "about": record.entry.about,
        "recorded_by": record.recorded_by,
        "recorded_at": record.recorded_at.isoformat(),
        "cancelled": record.cancelled,
    }


def _row(record: SideRecord) -> dict[str, object]:
    facts = told(record)
    return without(facts, "values") | {
        "uid": record.uid,
        "day": record.day.isoformat(),
        "still_open": int(record.open),
        "field_values": json.dumps(facts["values"], ensure_ascii=False),
        "folded": fold(searched(record)),
    }


def _record(row: Any) -> SideRecord:
    return record_from(row["uid"], {**dict(row), "values": json.loads(row["field_values"])})


def _day(entry: SideEntry) -> date:
    day = entry.values[SIDE_BOOKS[entry.book].day]
    if not isinstance(day, date):
        raise TypeError(f"a line of {entry.book} has a day")
    return day
