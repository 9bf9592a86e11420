"""The small books in a list, in the order of writing."""

from collections.abc import Mapping, Sequence
from datetime import date

from clerkdesk.domain.books import Direction
from clerkdesk.domain.errors import NotFound
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.side_book_forms import SIDE_BOOKS
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
from clerkdesk.domain.vietnamese import fold
from clerkdesk.ports.side_books import SideFilter
from tests.fakes.store.books import FakeBooks
from tests.fakes.store.shared import Shared


class FakeSideBooks:
    """Lines in `rows`."""

    def __init__(self, shared: Shared, books: FakeBooks) -> None:
        self._shared = shared
        self._books = books
        self.rows: list[SideRecord] = []

    def add(self, entry: SideEntry, by: str) -> SideRecord:
        self._shared.refuse_if_told()
        book = SIDE_BOOKS[entry.book]
        values = read_values(book, plain_values(entry.values))
        day = values[book.day]
        assert isinstance(day, date)
        number = None
        if book.numbered:
            title = side_title(book, day.year)
            number = self._books.take(Direction.INCOMING, book.key, day.year, title, by)
        record = SideRecord(
            self._shared.new_id(),
            SideEntry(entry.book, values, entry.about),
            day.year,
            number,
            by,
            self._shared.clock(),
        )
        self.rows.append(record)
        self._record(record, OpKind.REGISTER, by)
        return record

    def change(self, uid: str, values: Mapping[str, object], by: str) -> SideRecord:
        before = self.get(uid)
        record = changed(before, read_values(before.book, plain_values(values)))
        return before if record == before else self._put(record, by)

    def cancel(self, uid: str, reason: str, by: str) -> SideRecord:
        return self._put(cancelled(self.get(uid), reason), by)

    def get(self, uid: str) -> SideRecord:
        for record in self.rows:
            if record.uid == uid:
                return record
        raise NotFound("dòng này của sổ")

    def find(self, wanted: SideFilter, limit: int = 2000) -> Sequence[SideRecord]:
        found = [
            record
            for record in reversed(self.rows)
            if record.entry.book == wanted.book
            and fold(wanted.text.strip()) in fold(searched(record))
            and (wanted.first is None or record.day >= wanted.first)
            and (wanted.last is None or record.day <= wanted.last)
            and (record.open or not wanted.open_only)
        ]
        return sorted(found, key=lambda record: record.day, reverse=True)[:limit]

    def about(self, uid: str) -> Sequence[SideRecord]:
        return [record for record in self.rows if uid and record.entry.about == uid]

    def _put(self, record: SideRecord, by: str) -> SideRecord:
        self._shared.refuse_if_told()
        self.rows[[row.uid for row in self.rows].index(record.uid)] = record
        self._record(record, OpKind.CHANGE, by)
        return record

    def _record(self, record: SideRecord, kind: OpKind, by: str) -> None:
        values = {"values": record.entry.values, "cancelled": record.cancelled}
        self._shared.record(op_entity(record), record.uid, kind, by, values)
