"""Office hours and working days: the legal time of receipt, and deadlines in working days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from clerkdesk.domain.clock import VIETNAM_TIME, local_date


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """When the office is open; all of it data that the office changes (DESIGN «Law is data»).

    `sessions` are the open spans of a working day in local time, in order; `holidays` are closed
    days; `working_days_off_week` are Saturdays or Sundays worked in exchange.
    """

    sessions: tuple[tuple[time, time], ...] = ((time(7), time(11)), (time(13), time(17)))
    holidays: frozenset[date] = frozenset()
    working_days_off_week: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether the office opens on `day`."""
        if day in self.holidays:
            return False
        return day.weekday() < 5 or day in self.working_days_off_week

    def is_open(self, instant: datetime) -> bool:
        """Whether `instant` is inside office hours; the last minute of a session is."""
        local = instant.astimezone(VIETNAM_TIME)
        clock = local.time()
        return self.is_working_day(local.date()) and any(
            start <= clock <= end for start, end in self.sessions
        )

    def next_working_day(self, day: date, count: int = 1) -> date:
        """The `count`-th working day after `day`.

        Raises:
            ValueError: no working day within a year; the calendar is wrong.
        """
        for offset in range(1, 366):
            candidate = day + timedelta(days=offset)
            if self.is_working_day(candidate):
                count -= 1
                if count == 0:
                    return candidate
        raise ValueError(f"no working day within a year after {day}")


def legal_receipt(actual: datetime, calendar: OfficeCalendar) -> datetime:
    """The time at which a document counts as received.

    Source: QĐ 15/2016/QĐ-UBND, Điều 12.2: outside office hours = start of the next office hours.

    Args:
        actual: the aware time of automatic entry into the receiver's system.
    """
    if calendar.is_open(actual):
        return actual
    local = actual.astimezone(VIETNAM_TIME)
    if calendar.is_working_day(local.date()):
        for start, _end in calendar.sessions:
            if local.time() < start:
                return datetime.combine(local.date(), start, VIETNAM_TIME)
    opening = calendar.sessions[0][0]
    return datetime.combine(calendar.next_working_day(local.date()), opening, VIETNAM_TIME)


def forward_by(received: datetime, calendar: OfficeCalendar) -> date:
    """The last day on which a document may be put before the leader.

    Source: NĐ 30/2020, Điều 4.2.c and 23.1 (same day, at the latest the next working day).
    """
    return calendar.next_working_day(local_date(legal_receipt(received, calendar)))
