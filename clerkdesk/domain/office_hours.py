"""Office hours and working days: the legal time of receipt, why it is so, deadlines in working days."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from clerkdesk.domain.clock import VIETNAM_TIME, local_date
from clerkdesk.domain.texts import N_

Span = tuple[time, time]
Week = tuple[tuple[Span, ...], ...]
"""The open spans of Monday to Sunday, in order; a day off has none."""

WEEKDAY_NAMES = (
    N_("thứ Hai"),
    N_("thứ Ba"),
    N_("thứ Tư"),
    N_("thứ Năm"),
    N_("thứ Sáu"),
    N_("thứ Bảy"),
    N_("Chủ nhật"),
)


def working_week(*spans: Span, days: int = 5) -> Week:
    """The same `spans` on the first `days` days of the week, the others off."""
    return tuple(spans if day < days else () for day in range(7))


USUAL_WEEK = working_week((time(7), time(11)), (time(13), time(17)))
"""What a commune of the south starts with [M]; it is changed in «Thiết lập»."""


@dataclass(frozen=True, order=True, slots=True)
class DayOfYear:
    """A day that comes every year, such as the first of a season."""

    month: int
    day: int

    @classmethod
    def of(cls, day: date) -> "DayOfYear":
        """The day of the year of `day`."""
        return cls(day.month, day.day)


@dataclass(frozen=True, slots=True)
class Timetable:
    """The hours of a week, and when they hold.

    New hours are a new timetable with `valid_from`: what held before stays readable, so that the
    legal time of an old document can still be explained. A season (mùa hè, mùa đông) comes every
    year and may run over New Year.
    """

    name: str = ""
    week: Week = USUAL_WEEK
    valid_from: date | None = None
    valid_to: date | None = None
    season_from: DayOfYear | None = None
    season_to: DayOfYear | None = None
    issuer: str = ""
    """Code of the agency whose hours these are; empty: everyone in the house."""

    def holds_on(self, day: date) -> bool:
        """Whether these are the hours of `day`."""
        if self.valid_from is not None and day < self.valid_from:
            return False
        if self.valid_to is not None and day > self.valid_to:
            return False
        if self.season_from is None or self.season_to is None:
            return True
        this = DayOfYear.of(day)
        if self.season_from <= self.season_to:
            return self.season_from <= this <= self.season_to
        return this >= self.season_from or this <= self.season_to


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days off with a name; `each_year` repeats them from `first` on, up to the year of `until`."""

    name: str
    first: date
    last: date
    each_year: bool = False
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether `day` is off by this holiday."""
        if not self.each_year:
            return self.first <= day <= self.last
        if day < self.first or (self.until is not None and day > self.until):
            return False
        start, end, this = DayOfYear.of(self.first), DayOfYear.of(self.last), DayOfYear.of(day)
        return start <= this <= end if start <= end else this >= start or this <= end


@dataclass(frozen=True, slots=True)
class WorkedDay:
    """A day worked in exchange (làm bù), by the hours of the weekday it stands for."""

    day: date
    instead_of: date | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """When the office is open; all of it data that the office changes (DESIGN «Law is data»).

    Of the timetables that hold on a day the narrowest counts: the agency's own before the house's,
    a season before the usual hours, hours with an end before those without, the newest, the last.
    """

    timetables: tuple[Timetable, ...] = (Timetable(),)
    holidays: tuple[Holiday, ...] = ()
    worked_days: tuple[WorkedDay, ...] = ()
    issuer: str = field(default="", compare=False)
    """Whose calendar this is; set by `of`."""

    def of(self, issuer: str) -> "OfficeCalendar":
        """The calendar as the agency with this code keeps it."""
        return replace(self, issuer=issuer)

    def timetable(self, day: date) -> Timetable | None:
        """The hours that hold on `day`."""
        found = [
            table
            for table in self.timetables
            if table.issuer in ("", self.issuer) and table.holds_on(day)
        ]
        return max(reversed(found), key=_narrowness, default=None)

    def holiday(self, day: date) -> Holiday | None:
        """The holiday that `day` belongs to."""
        return next((holiday for holiday in self.holidays if holiday.covers(day)), None)

    def worked_day(self, day: date) -> WorkedDay | None:
        """The exchange by which `day` is worked."""
        return next((worked for worked in self.worked_days if worked.day == day), None)

    def sessions(self, day: date) -> tuple[Span, ...]:
        """The open spans of `day`, in order; none on a day off."""
        table = self.timetable(day)
        if table is None or self.holiday(day) is not None:
            return ()
        worked = self.worked_day(day)
        if worked is None:
            return table.week[day.weekday()]
        if worked.instead_of is not None and table.week[worked.instead_of.weekday()]:
            return table.week[worked.instead_of.weekday()]
        return next((spans for spans in table.week if spans), ())

    def is_working_day(self, day: date) -> bool:
        """Whether the office opens on `day`."""
        return bool(self.sessions(day))

    def is_open(self, instant: datetime) -> bool:
        """Whether `instant` is inside office hours; the last minute of a session is."""
        local = instant.astimezone(VIETNAM_TIME)
        clock = local.time()
        return any(start <= clock <= end for start, end in self.sessions(local.date()))

    def next_working_day(self, day: date, count: int = 1) -> date:
        """The `count`-th working day after `day`.

        Raises:
            ValueError: no working day within a year; the calendar is wrong.
        """
        for offset in range(1, 366 + 2 * count):
            candidate = day + timedelta(days=offset)
            if self.is_working_day(candidate):
                count -= 1
                if count == 0:
                    return candidate
        raise ValueError(f"no working day within a year after {day}")


def _narrowness(table: Timetable) -> tuple[bool, bool, bool, date]:
    return (
        bool(table.issuer),
        table.season_from is not None,
        table.valid_to is not None,
        table.valid_from or date.min,
    )


class Why(StrEnum):
    """Why a document counts as received when it does."""

    OPEN = "open"
    BEFORE_OPENING = "before_opening"
    BREAK = "break"
    AFTER_CLOSING = "after_closing"
    DAY_OFF = "day_off"
    HOLIDAY = "holiday"


WHY_NAMES = {
    Why.OPEN: N_("trong giờ hành chính"),
    Why.BEFORE_OPENING: N_("trước giờ làm việc"),
    Why.BREAK: N_("giờ nghỉ trưa"),
    Why.AFTER_CLOSING: N_("sau giờ làm việc"),
    Why.DAY_OFF: N_("ngày nghỉ hằng tuần"),
    Why.HOLIDAY: N_("ngày nghỉ lễ"),
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """Both times of one receipt, and the rule between them."""

    actual: datetime
    legal: datetime
    why: Why
    holiday: str = ""

    @property
    def moved(self) -> bool:
        """Whether the law puts it later than it came."""
        return self.legal != self.actual


def receipt(actual: datetime, calendar: OfficeCalendar) -> Receipt:
    """When a document counts as received, and why.

    Source: QĐ 15/2016/QĐ-UBND, Điều 12.2: outside office hours = start of the next office hours.

    Args:
        actual: the aware time of automatic entry into the receiver's system.

    Raises:
        ValueError: the calendar has no working day within a year.
    """
    local = actual.astimezone(VIETNAM_TIME)
    day, clock = local.date(), local.time()
    sessions = calendar.sessions(day)
    if calendar.is_open(actual):
        return Receipt(actual, actual, Why.OPEN)
    for place, (start, _end) in enumerate(sessions):
        if clock < start:
            why = Why.BREAK if place else Why.BEFORE_OPENING
            return Receipt(actual, datetime.combine(day, start, VIETNAM_TIME), why)
    following = calendar.next_working_day(day)
    legal = datetime.combine(following, calendar.sessions(following)[0][0], VIETNAM_TIME)
    if sessions:
        return Receipt(actual, legal, Why.AFTER_CLOSING)
    holiday = calendar.holiday(day)
    if holiday is not None:
        return Receipt(actual, legal, Why.HOLIDAY, holiday.name)
    return Receipt(actual, legal, Why.DAY_OFF)


def legal_receipt(actual: datetime, calendar: OfficeCalendar) -> datetime:
    """The time at which a document counts as received; `receipt` says why."""
    return receipt(actual, calendar).legal


def arrival_day(received: datetime, calendar: OfficeCalendar, today: date) -> date:
    """«Ngày đến» under which a document stands in its book, and so the year of that book.

    What comes after hours counts as received with the next office hours (QĐ 15/2016, Điều 12.2):
    a packet of the evening of 31/12 belongs to the book of the new year, with the day on which it
    is legally received. Registered at once, in the night (NĐ 30/2020, Điều 22: khẩn), it stands under
    the day on which it is registered, for nothing is entered under a day to come.
    """
    return min(local_date(legal_receipt(received, calendar)), today)


def forward_by(received: datetime, calendar: OfficeCalendar) -> date:
    """The last day on which a document may be put before the leader.

    Source: NĐ 30/2020, Điều 4.2.c and 23.1 (same day, at the latest the next working day). Urgent
    documents go at once, from the actual time (Điều 4.2.c): that is `domain.alerts`, never this.
    """
    return calendar.next_working_day(local_date(legal_receipt(received, calendar)))


def usual_holidays() -> tuple[Holiday, ...]:
    """Public holidays with a fixed date; Tết and Giỗ Tổ follow the lunar year and are entered.

    Source: Bộ luật Lao động 2019, Điều 112.1.
    """
    fixed = (
        (N_("Tết Dương lịch"), 1, 1),
        (N_("Ngày Chiến thắng"), 4, 30),
        (N_("Ngày Quốc tế lao động"), 5, 1),
        (N_("Quốc khánh"), 9, 2),
    )
    since = 2021  # the code is in force from 01/01/2021
    return tuple(
        Holiday(name, date(since, month, day), date(since, month, day), each_year=True)
        for name, month, day in fixed
    )


def usual_calendar() -> OfficeCalendar:
    """What a new office starts with."""
    return OfficeCalendar(holidays=usual_holidays())


def week_of(day: date) -> Sequence[date]:
    """Monday to Sunday of the week of `day`."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=number) for number in range(7)]
