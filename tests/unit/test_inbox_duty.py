"""The inbox is looked at all through office hours (Điều 10.1): the log, and when to remind."""

from datetime import datetime, timedelta

import pytest

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.inbox_duty import InboxState, Reminder, noted, reminder
from clerkdesk.domain.office_hours import OfficeCalendar

CALENDAR = OfficeCalendar()
EVERY = timedelta(minutes=30)


def at(clock: str, day: int = 23) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day} {clock}").replace(tzinfo=VIETNAM_TIME)


def test_looks_that_follow_closely_are_one_line() -> None:
    first, goes_on = noted(None, "vanthu", at("09:00"), 2)
    assert not goes_on
    second, goes_on = noted(first, "vanthu", at("09:05"), 1)
    assert goes_on
    assert (second.first_at, second.last_at, second.looks) == (at("09:00"), at("09:05"), 2)
    assert not noted(second, "vanthu", at("09:11"), 1)[1]
    assert not noted(second, "khac", at("09:06"), 1)[1]
    assert not noted(second, "vanthu", at("09:01"), 1)[1]  # the clock was put back


@pytest.mark.parametrize(
    ("state", "now", "said", "expected"),
    [
        pytest.param(InboxState(), at("07:29"), None, None, id="the day has just begun"),
        pytest.param(
            InboxState(), at("07:30"), None, Reminder(timedelta(minutes=30)), id="nobody looked"
        ),
        pytest.param(
            InboxState(machine_at=at("10:00")), at("10:29"), None, None, id="the machine looked"
        ),
        pytest.param(
            InboxState(machine_at=at("09:00"), person_at=at("09:20")),
            at("09:50"),
            None,
            Reminder(timedelta(minutes=30)),
            id="the line is down and nobody looked",
        ),
        pytest.param(
            InboxState(machine_at=at("09:00")), at("10:00"), at("09:45"), None, id="said before"
        ),
        pytest.param(
            InboxState(at("10:00"), at("09:00"), (at("09:10"), at("09:50"))),
            at("10:00"),
            None,
            Reminder(unread=2, oldest=timedelta(minutes=50)),
            id="arrivals that nobody has looked at",
        ),
        pytest.param(
            InboxState(at("10:00"), at("09:55"), (at("09:10"),)),
            at("10:00"),
            None,
            None,
            id="arrivals that were looked at",
        ),
        pytest.param(InboxState(), at("12:00"), None, None, id="lunch"),
        pytest.param(InboxState(), at("20:00"), None, None, id="evening"),
        pytest.param(InboxState(), at("10:00", 22), None, None, id="Sunday"),
        pytest.param(
            InboxState(at("07:10"), None, (at("20:00", 21),)),
            at("07:20"),
            None,
            None,
            id="what came at night is not held against the morning",
        ),
    ],
)
def test_the_clerk_is_reminded(
    state: InboxState, now: datetime, said: datetime | None, expected: Reminder | None
) -> None:
    assert reminder(state, now, CALENDAR, EVERY, said) == expected


def test_nought_minutes_turn_it_off() -> None:
    assert reminder(InboxState(), at("10:00"), CALENDAR, timedelta(0), None) is None


def test_unread_and_the_oldest_are_counted() -> None:
    state = InboxState(at("10:00"), at("09:30"), (at("09:10"), at("09:50")))
    assert state.unread() == 1
    assert state.oldest(at("10:00")) == timedelta(minutes=50)
    assert InboxState().oldest(at("10:00")) is None
