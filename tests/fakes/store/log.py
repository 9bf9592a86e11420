"""The op log and the books in memory."""

from collections.abc import Sequence
from dataclasses import replace

from clerkdesk.domain.books import (
    Book,
    BookKey,
    Direction,
    Epoch,
)
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.errors import (
    BookLocked,
    BookNotOpen,
    NotHolder,
)
from clerkdesk.domain.history import what_happened
from clerkdesk.domain.ops import Op, OpKind, first_break
from clerkdesk.ports.registers import HistoryLine
from tests.fakes.store.shared import Shared


class FakeOpLog:
    """The chain in a list; remote ops are kept, and applied to nothing."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self.remote: list[Op] = []
        self.acked = 0
        self._cursor = (0, 0)

    def pending(self, limit: int) -> Sequence[Op]:
        return [op for op in self._shared.log if op.seq > self.acked][:limit]

    def acknowledge(self, seq: int) -> None:
        self.acked = max(0, min(seq, len(self._shared.log)))

    def cursor(self) -> tuple[int, int]:
        return self._cursor

    def apply_remote(self, generation: int, last: int, ops: Sequence[Op]) -> None:
        known = {(op.device, op.incarnation, op.seq) for op in self.remote}
        for op in ops:
            name = (op.device, op.incarnation, op.seq)
            if op.device != self._shared.device and name not in known:
                known.add(name)
                self.remote.append(op)
        if generation == self._cursor[0]:
            last = max(last, self._cursor[1])
        self._cursor = (generation, last)

    def rewind(self) -> None:
        self._cursor = (self._cursor[0], 0)

    def history(self, entity: str, key: str) -> Sequence[HistoryLine]:
        ops = [
            op for op in [*self._shared.log, *self.remote] if (op.entity, op.key) == (entity, key)
        ]
        return [HistoryLine(op.at, op.actor, what_happened(op)) for op in ops]

    def first_break(self) -> int | None:
        return first_break(self._shared.log)


class FakeBooks:
    """Books by key; put a number into `marks` to see BookLocked."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self.books: dict[BookKey, Book] = {}
        self.marks: dict[BookKey, int] = {}

    def all(self) -> Sequence[Book]:
        return sorted(
            self.books.values(),
            key=lambda book: (-book.key.year, book.key.direction, book.key.series),
        )

    def open_year(
        self, direction: Direction, series: str, year: int, title: str, by: str, last: int = 0
    ) -> Book:
        key = BookKey(self._shared.agency, direction, series, year)
        if key not in self.books:
            self.books[key] = Book(key, title, self._shared.device, Epoch(0, 1), last)
            values = {"title": title, "holder": self._shared.device, "last": last}
            self._shared.record("book", str(key), OpKind.ACCEPT_BOOK, by, values)
        return self.books[key]

    def give_back(self, direction: Direction, series: str, year: int) -> None:
        """Undo the last `take`, as a transaction that fails does; a book made by it goes too."""
        key = BookKey(self._shared.agency, direction, series, year)
        book = self.books[key]
        self.marks[key] = book.last - 1
        self.books[key] = replace(book, last=book.last - 1)
        if book.last == 1:
            del self.books[key], self.marks[key]

    def take(self, direction: Direction, series: str, year: int, title: str, by: str) -> int:
        self._shared.refuse_if_told()
        key = BookKey(self._shared.agency, direction, series, year)
        seen = self.marks.get(key, 0)
        log = self._shared.log
        first_year = local_date(log[0].at).year if log else 0
        present = local_date(self._shared.clock()).year
        if key not in self.books and (year != present or year < first_year):
            raise BookNotOpen(title)
        last = self.books[key].last if key in self.books else 0
        if seen > last:
            raise BookLocked(title, seen, last)
        book = self.open_year(direction, series, year, title, by)
        if book.holder != self._shared.device:
            raise NotHolder(book.title)
        self.books[key] = replace(book, last=book.last + 1)
        self.marks[key] = book.last + 1
        return book.last + 1
