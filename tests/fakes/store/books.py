"""The books in memory: who may number in them, and what was done to their numbers."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from clerkdesk.domain.books import (
    ActKind,
    Book,
    BookKey,
    Direction,
    Epoch,
    GivenNumber,
    LateNumber,
    NumberAct,
    demand_fit,
    demand_reason,
    in_order,
)
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.errors import (
    AlreadyVoid,
    BookClosed,
    BookLocked,
    BookNotAttested,
    BookNotOpen,
    LateNumberUnfit,
    NotHolder,
    NumberNotGiven,
    YearNotOpen,
)
from clerkdesk.domain.holding import attested
from clerkdesk.domain.numbering import print_number
from clerkdesk.domain.old_numbers import OLD_SERIES
from clerkdesk.domain.ops import OpKind
from clerkdesk.ports.books import Contested, ToAttest
from tests.fakes.store.shared import Shared


class FakeBooks:
    """Books by key; put a number into `marks` to see BookLocked."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self.books: dict[BookKey, Book] = {}
        self.marks: dict[BookKey, int] = {}
        self.former: set[BookKey] = set()
        """Books held in a life before the store was put back."""
        self.noted: list[NumberAct] = []
        self.two: list[Contested] = []
        self.registers: Callable[[BookKey], Sequence[GivenNumber]] = lambda _key: []

    def all(self) -> Sequence[Book]:
        return sorted(
            self.books.values(),
            key=lambda book: (-book.key.year, book.key.direction, book.key.series),
        )

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
        key = self.key(direction, series, year)
        if key not in self.books:
            self._shared.refuse_if_told()
            device = self._shared.device
            self.books[key] = Book(
                key, title, device, Epoch(0, 1), last, last + 1, last_on, starts_on
            )
            values = {"title": title, "holder": device, "last": last}
            self._shared.record("book", str(key), OpKind.ACCEPT_BOOK, by, values)
        return self.books[key]

    def set_closed(self, key: BookKey, closed_on: date | None, by: str) -> Book:
        book = self._held(key)
        if book.closed_on != closed_on:
            self.books[key] = book = replace(book, closed_on=closed_on)
            values = {"closed_on": closed_on}
            self._shared.record("book", str(key), OpKind.CLOSE_BOOK, by, values)
        return book

    def acts(self, key: BookKey) -> Sequence[NumberAct]:
        found = [act for act in self.noted if act.book == key]
        return sorted(found, key=lambda act: (act.number, act.suffix, act.kind))

    def given(self, key: BookKey) -> Sequence[GivenNumber]:
        return sorted(self.registers(key), key=lambda row: (row.number, row.suffix))

    def contested(self) -> Sequence[Contested]:
        return self.two

    def to_attest(self) -> Sequence[ToAttest]:
        return [
            ToAttest(self.books[key], self.marks.get(key, 0))
            for key in sorted(self.former, key=str)
        ]

    def attest(self, key: BookKey, last: int, by: str, second: str) -> Book:
        book = self._held(key)
        seen = self.marks.get(key, 0)
        taken = {row.number for row in self.given(key)}
        reason, at = "Khôi phục dữ liệu: số này không có trên sổ giấy", self._shared.clock()
        void = [n for n in range(max(last, book.last) + 1, seen + 1) if n not in taken]
        self.noted += [NumberAct(key, n, "", ActKind.VOID, reason, by, at) for n in void]
        self.books[key] = attested(book, max(last, seen))
        self.marks[key] = self.books[key].last
        self.former.discard(key)
        values = {"last": self.books[key].last, "void": void, "second": second}
        self._shared.record("book", str(key), OpKind.ATTEST_BOOK, by, values)
        return self.books[key]

    def void_bare(self, key: BookKey, number: int, reason: str, by: str) -> NumberAct:
        book = self._held(key)
        taken = {row.number for row in self.given(key)}
        if not 1 <= number <= book.last or number in taken:
            raise NumberNotGiven(print_number(max(number, 1)), book.title)
        return self.void(key, number, "", "", reason, by)

    def void(
        self, key: BookKey, number: int, suffix: str, uid: str, reason: str, by: str
    ) -> NumberAct:
        self._held(key)
        at = self._shared.clock()
        act = NumberAct(key, number, suffix, ActKind.VOID, demand_reason(reason), by, at, uid)
        if self._standing(act):
            raise AlreadyVoid(act.printed)
        self.noted.append(act)
        entity, name = (key.direction.value, uid) if uid else ("book", str(key))
        values = {"number": number, "suffix": suffix, "reason": act.reason}
        self._shared.record(entity, name, OpKind.VOID, by, values)
        return act

    def late(self, key: BookKey, late: LateNumber, day: date, uid: str, by: str) -> None:
        self._shared.refuse_if_told()
        book = self._held(key)
        if book.closed_on is not None:
            raise BookClosed(book.title, f"{book.closed_on:%d/%m/%Y}")
        given = [row for row in self.given(key) if not row.suffix]
        before = next((row.day for row in given if row.number == late.number), None)
        after = next((row.day for row in given if row.number > late.number), None)
        demand_fit(late, book, before, after, day)
        at, kind = self._shared.clock(), ActKind.LATE
        act = NumberAct(
            key, late.number, late.suffix, kind, demand_reason(late.reason), by, at, uid
        )
        if self._standing(act):
            raise LateNumberUnfit(late.printed, "số này đã cấp")
        self.noted.append(act)

    def take(
        self,
        direction: Direction,
        series: str,
        year: int,
        title: str,
        by: str,
        day: date | None = None,
        despite: str = "",
    ) -> int:
        self._shared.refuse_if_told()
        key = self.key(direction, series, year)
        seen = self.marks.get(key, 0)
        log = self._shared.log
        first_year = local_date(log[0].at).year if log else 0
        present = local_date(self._shared.clock()).year
        if key not in self.books:
            if year != present or year < first_year:
                raise BookNotOpen(title)
            if not self._year_is_open(key, first_year):
                raise YearNotOpen(title, year)
        last = self.books[key].last if key in self.books else 0
        if seen > last:
            raise BookLocked(title, seen, last)
        book = self.books.get(key)
        if book is not None and book.holder != self._shared.device:
            raise NotHolder(book.title)
        if book is not None:
            if key in self.former:
                raise BookNotAttested(book.title)
            in_order(book, day, despite)
        book = self.open_year(direction, series, year, title, by)
        last_on = max(day, book.last_on or day) if day else book.last_on
        self.books[key] = replace(book, last=book.last + 1, last_on=last_on)
        self.marks[key] = book.last + 1
        return book.last + 1

    def note_disorder(
        self,
        key: BookKey,
        number: int,
        before: date | None,
        day: date,
        reason: str,
        by: str,
        uid: str,
    ) -> None:
        if before is not None and day < before:
            at, kind = self._shared.clock(), ActKind.OUT_OF_ORDER
            self.noted.append(NumberAct(key, number, "", kind, demand_reason(reason), by, at, uid))

    def key(self, direction: Direction, series: str, year: int) -> BookKey:
        return BookKey(self._shared.agency, direction, series, year)

    def last_on(self, key: BookKey) -> date | None:
        return self.books[key].last_on if key in self.books else None

    def _standing(self, act: NumberAct) -> bool:
        name = (act.book, act.number, act.suffix, act.kind)
        return any(
            name == (other.book, other.number, other.suffix, other.kind) for other in self.noted
        )

    def _held(self, key: BookKey) -> Book:
        book = self.books.get(key)
        if book is None:
            raise BookNotOpen(f"{key.series} {key.year}")
        if book.holder != self._shared.device:
            raise NotHolder(book.title)
        return book

    def _year_is_open(self, key: BookKey, made_in: int) -> bool:
        kept = [other for other in self.books if other.series != OLD_SERIES]
        years = {other.year for other in kept}
        earlier = [other for other in kept if made_in <= other.year < key.year]
        same = [o for o in earlier if (o.direction, o.series) == (key.direction, key.series)]
        return not earlier or (key.year in years and not same)
