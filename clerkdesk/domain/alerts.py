"""What to tell the clerk, and when: hỏa tốc until it is acknowledged, khẩn at once, the rest in hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum

from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.office_hours import OfficeCalendar

REPEAT_EXPRESS = timedelta(minutes=1)


class Loudness(IntEnum):
    """How an alert is given."""

    QUIET = 0
    """A message that goes by itself; only in office hours."""
    AT_ONCE = 1
    """A message at the actual time, whatever the hour (NĐ 30/2020, Điều 4.2.c)."""
    INSISTENT = 2
    """Stays, flashes, comes to the front and is repeated until it is acknowledged."""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something the clerk should know of; `key` names it for good, so that it is said once."""

    key: str
    text: str
    urgency: Urgency = Urgency.NORMAL

    @property
    def loudness(self) -> Loudness:
        """How it is given."""
        if self.urgency >= Urgency.EXPRESS:
            return Loudness.INSISTENT
        return Loudness.AT_ONCE if self.urgency > Urgency.NORMAL else Loudness.QUIET


@dataclass(frozen=True, slots=True)
class Said:
    """What was said before, and what the clerk has acknowledged."""

    at: Mapping[str, datetime] = field(default_factory=dict)
    acknowledged: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ToSay:
    """What to say now."""

    standing: tuple[Alert, ...] = ()
    """Insistent ones that nobody has acknowledged: shown until somebody does."""
    insist: tuple[Alert, ...] = ()
    """Those of `standing` whose minute is over: flash, beep, repeat."""
    tell: tuple[Alert, ...] = ()
    """Those to be told once, the urgent ones first."""


def what_to_say(
    alerts: Sequence[Alert], said: Said, now: datetime, calendar: OfficeCalendar
) -> ToSay:
    """Decide what is said now.

    Source: NĐ 30/2020, Điều 4.2.c, 23.1 (khẩn: at once on receipt, by the actual time, never put off
    to the next office hours); QĐ 15/2016/QĐ-UBND, Điều 10.1.

    Args:
        alerts: everything that waits now; what is no longer in it is forgotten by itself.
    """
    waiting = sorted(alerts, key=lambda alert: -alert.urgency)
    standing = tuple(
        alert
        for alert in waiting
        if alert.loudness is Loudness.INSISTENT and alert.key not in said.acknowledged
    )
    insist = tuple(alert for alert in standing if _minute_over(said.at.get(alert.key), now))
    open_now = calendar.is_open(now)
    tell = tuple(
        alert
        for alert in waiting
        if alert.loudness is not Loudness.INSISTENT
        and alert.key not in said.at
        and (open_now or alert.loudness is Loudness.AT_ONCE)
    )
    return ToSay(standing, insist, tell)


def _minute_over(last: datetime | None, now: datetime) -> bool:
    return last is None or now - last >= REPEAT_EXPRESS or now < last
