"""The duty to look into the inbox all through office hours: the log of looks, and when to remind."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.office_hours import OfficeCalendar

ONE_RUN = timedelta(minutes=5)
"""Looks by the same person or machine that are closer than this are one line of the log."""


@dataclass(frozen=True, slots=True)
class InboxCheck:
    """A run of looks: by a person's login, or by the machine when it met the server."""

    by: str
    first_at: datetime
    last_at: datetime
    looks: int
    unread: int
    """Arrivals that waited at the last look."""


def noted(last: InboxCheck | None, by: str, at: datetime, unread: int) -> tuple[InboxCheck, bool]:
    """The line that a look at `at` belongs to, and whether it goes on with `last`."""
    if last is not None and last.by == by and timedelta(0) <= at - last.last_at <= ONE_RUN:
        return replace(last, last_at=at, looks=last.looks + 1, unread=unread), True
    return InboxCheck(by, at, at, 1, unread), False


@dataclass(frozen=True, slots=True)
class InboxState:
    """What is known of the inbox at one moment."""

    machine_at: datetime | None = None
    """When the machine met the server last."""
    person_at: datetime | None = None
    """When somebody looked last."""
    waiting_since: tuple[datetime, ...] = ()
    """Actual times of arrival of what waits."""

    def unread(self) -> int:
        """Arrivals that nobody has looked at since they came."""
        seen = self.person_at
        return sum(seen is None or arrived > seen for arrived in self.waiting_since)

    def oldest(self, now: datetime) -> timedelta | None:
        """Age of what waits longest."""
        return now - min(self.waiting_since) if self.waiting_since else None


@dataclass(frozen=True, slots=True)
class Reminder:
    """What to say, and about how long ago."""

    unchecked_for: timedelta | None = None
    """The inbox was looked at by nobody, not even the machine, for so long."""
    unread: int = 0
    oldest: timedelta = timedelta(0)


def reminder(
    state: InboxState,
    now: datetime,
    calendar: OfficeCalendar,
    every: timedelta,
    last_said: datetime | None,
) -> Reminder | None:
    """What to remind the clerk of now, or None.

    Source: QĐ 15/2016/QĐ-UBND, Điều 10.1 (the registry looks continuously in office hours).

    Args:
        every: how long the inbox may stay unlooked at; zero or less turns reminding off.
        last_said: when it was said last; it is not said again within `every`.
    """
    if every <= timedelta(0) or not calendar.is_open(now):
        return None
    if last_said is not None and timedelta(0) <= now - last_said < every:
        return None
    opening = _opened_at(now, calendar)
    looked = max((at for at in (state.machine_at, state.person_at) if at is not None), default=None)
    idle = now - max(looked or opening, opening)
    if idle >= every:
        return Reminder(unchecked_for=now - looked if looked is not None else idle)
    old = [arrived for arrived in state.waiting_since if now - max(arrived, opening) >= every]
    unseen = [at for at in old if state.person_at is None or at > state.person_at]
    if unseen:
        return Reminder(unread=state.unread(), oldest=now - min(unseen))
    return None


def _opened_at(now: datetime, calendar: OfficeCalendar) -> datetime:
    """When the session that `now` is in began."""
    local = now.astimezone(VIETNAM_TIME)
    starts = [start for start, _end in calendar.sessions(local.date()) if start <= local.time()]
    return datetime.combine(local.date(), max(starts), VIETNAM_TIME)
