"""Deadlines in working days (NĐ 30/2020, Điều 4.2.c and 23.1)."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.clock import VIETNAM_TIME, local_date
from clerkdesk.domain.office_hours import Holiday, OfficeCalendar, forward_by

CALENDAR = OfficeCalendar(holidays=(Holiday("Lễ", date(2026, 4, 30), date(2026, 5, 1)),))
NEVER_OPEN = OfficeCalendar(holidays=(Holiday("", date(2026, 1, 1), date(2029, 1, 1)),))


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        pytest.param("2026-03-02 09:00", date(2026, 3, 3), id="Monday gives Tuesday"),
        pytest.param("2026-03-06 09:00", date(2026, 3, 9), id="Friday skips the weekend"),
        pytest.param("2026-03-06 18:00", date(2026, 3, 10), id="Friday evening counts as Monday"),
        pytest.param("2026-04-29 09:00", date(2026, 5, 4), id="holidays and weekend are skipped"),
    ],
)
def test_a_document_is_forwarded_by_the_next_working_day(received: str, expected: date) -> None:
    moment = datetime.fromisoformat(received).replace(tzinfo=VIETNAM_TIME)
    assert forward_by(moment, CALENDAR) == expected


def test_several_working_days_are_counted() -> None:
    assert CALENDAR.next_working_day(date(2026, 4, 28), 3) == date(2026, 5, 5)


def test_a_calendar_without_working_days_is_a_loud_error() -> None:
    with pytest.raises(ValueError, match="no working day"):
        NEVER_OPEN.next_working_day(date(2026, 1, 1))


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.integers(1, 60))
def test_exactly_that_many_working_days_lie_up_to_the_deadline(day: date, count: int) -> None:
    end = CALENDAR.next_working_day(day, count)
    days = [day + timedelta(days=n + 1) for n in range((end - day).days)]
    assert sum(map(CALENDAR.is_working_day, days)) == count
    assert CALENDAR.is_working_day(end)


def test_the_date_in_the_books_is_the_date_in_viet_nam() -> None:
    assert local_date(datetime.fromisoformat("2026-12-31T17:00:00+00:00")) == date(2027, 1, 1)
