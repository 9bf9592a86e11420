"""The legal time of receipt (QĐ 15/2016, Điều 12.2), at every edge of office hours."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.office_hours import OfficeCalendar, legal_receipt

NATIONAL_DAY = date(2026, 9, 2)
WORKED_SATURDAY = date(2026, 9, 12)
CALENDAR = OfficeCalendar(
    holidays=frozenset({NATIONAL_DAY, NATIONAL_DAY + timedelta(days=1)}),
    working_days_off_week=frozenset({WORKED_SATURDAY}),
)


def at(day: int, clock: str, month: int = 9) -> datetime:
    return datetime.combine(date(2026, month, day), time.fromisoformat(clock), VIETNAM_TIME)


@pytest.mark.parametrize(
    ("actual", "legal"),
    [
        pytest.param(at(7, "09:30"), at(7, "09:30"), id="inside the morning"),
        pytest.param(at(7, "07:00"), at(7, "07:00"), id="the minute of opening"),
        pytest.param(at(7, "11:00"), at(7, "11:00"), id="the last minute of the morning"),
        pytest.param(at(7, "17:00"), at(7, "17:00"), id="the last minute of the day"),
        pytest.param(at(7, "06:59:59"), at(7, "07:00"), id="before opening"),
        pytest.param(at(7, "11:00:01"), at(7, "13:00"), id="lunch break"),
        pytest.param(at(7, "17:00:01"), at(8, "07:00"), id="just after closing"),
        pytest.param(at(4, "17:30"), at(7, "07:00"), id="Friday evening"),
        pytest.param(at(5, "10:00"), at(7, "07:00"), id="Saturday"),
        pytest.param(at(12, "10:00"), at(12, "10:00"), id="Saturday worked in exchange"),
        pytest.param(at(11, "18:00"), at(12, "07:00"), id="evening before a worked Saturday"),
        pytest.param(at(2, "10:00"), at(4, "07:00"), id="holidays"),
        pytest.param(at(1, "20:00"), at(4, "07:00"), id="evening before holidays"),
    ],
)
def test_a_document_counts_as_received_in_office_hours(actual: datetime, legal: datetime) -> None:
    assert legal_receipt(actual, CALENDAR) == legal


def test_the_zone_of_the_clock_that_gives_the_time_does_not_matter() -> None:
    received = datetime(2026, 9, 7, 0, 30, tzinfo=UTC)  # 07:30 in Viet Nam
    assert legal_receipt(received, CALENDAR) == received


def test_an_office_with_one_session_opens_at_its_own_time() -> None:
    calendar = OfficeCalendar(sessions=((time(7, 30), time(15, 30)),))
    assert legal_receipt(at(7, "16:00"), calendar) == at(8, "07:30")


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31)))
def test_receipt_is_never_earlier_than_arrival_and_always_in_office_hours(moment: datetime) -> None:
    actual = moment.replace(tzinfo=VIETNAM_TIME)
    legal = legal_receipt(actual, CALENDAR)
    assert legal >= actual
    assert CALENDAR.is_open(legal)
    assert legal_receipt(legal, CALENDAR) == legal


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),
    st.timedeltas(timedelta(0), timedelta(days=10)),
)
def test_what_arrives_later_is_never_received_earlier(first: datetime, gap: timedelta) -> None:
    one = first.replace(tzinfo=VIETNAM_TIME)
    assert legal_receipt(one, CALENDAR) <= legal_receipt(one + gap, CALENDAR)
