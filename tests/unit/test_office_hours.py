"""The legal time of receipt (QĐ 15/2016, Điều 12.2), at every edge of office hours."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.calendar_rules import calendar_problems
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.office_hours import (
    USUAL_WEEK,
    DayOfYear,
    Holiday,
    OfficeCalendar,
    Timetable,
    Why,
    WorkedDay,
    legal_receipt,
    receipt,
    usual_calendar,
    working_week,
)

NATIONAL_DAY = date(2026, 9, 2)
WORKED_SATURDAY = date(2026, 9, 12)
CALENDAR = OfficeCalendar(
    holidays=(Holiday("Quốc khánh", NATIONAL_DAY, NATIONAL_DAY + timedelta(days=1)),),
    worked_days=(WorkedDay(WORKED_SATURDAY),),
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
    calendar = OfficeCalendar((Timetable(week=working_week((time(7, 30), time(15, 30)))),))
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


# --- seasons, agencies, versions -------------------------------------------------------------------

WINTER = Timetable(
    "Mùa đông",
    working_week((time(7, 30), time(11, 30)), (time(13), time(16, 30))),
    season_from=DayOfYear(10, 16),
    season_to=DayOfYear(4, 15),
)
OLD = Timetable("Giờ cũ", working_week((time(8), time(16))), valid_to=date(2024, 12, 31))
ONE_STOP = Timetable(
    "Một cửa",
    (*working_week((time(7), time(17)))[:5], ((time(7), time(11)),), ()),
    issuer="H13.01.MC",
)
SEASONS = OfficeCalendar((Timetable("Giờ chung"), OLD, WINTER, ONE_STOP))


def test_a_season_comes_every_year_and_runs_over_new_year() -> None:
    assert legal_receipt(at(16, "07:10", 10), SEASONS) == at(16, "07:30", 10)
    assert legal_receipt(at(15, "07:10", 10), SEASONS) == at(15, "07:10", 10)
    january = datetime(2027, 1, 4, 16, 45, tzinfo=VIETNAM_TIME)
    assert legal_receipt(january, SEASONS) == datetime(2027, 1, 5, 7, 30, tzinfo=VIETNAM_TIME)


def test_the_time_of_an_old_document_is_explained_by_the_hours_of_its_day() -> None:
    summer = OfficeCalendar((Timetable("Giờ chung"), OLD))
    then = datetime(2024, 6, 3, 7, 30, tzinfo=VIETNAM_TIME)
    assert receipt(then, summer).legal == datetime(2024, 6, 3, 8, 0, tzinfo=VIETNAM_TIME)
    now = datetime(2026, 6, 1, 7, 30, tzinfo=VIETNAM_TIME)
    assert receipt(now, summer).legal == now


def test_an_agency_with_its_own_hours_keeps_them_and_the_others_do_not() -> None:
    saturday = at(26, "09:00")
    assert legal_receipt(saturday, SEASONS.of("H13.01.MC")) == saturday
    assert legal_receipt(saturday, SEASONS.of("H13.01")) == at(28, "07:00")


def test_a_worked_saturday_has_the_hours_of_the_day_it_stands_for() -> None:
    friday_short = (*USUAL_WEEK[:4], ((time(7), time(11)),), (), ())
    calendar = OfficeCalendar(
        (Timetable(week=friday_short),),
        worked_days=(WorkedDay(date(2026, 9, 12), date(2026, 9, 4)),),
    )
    assert legal_receipt(at(12, "10:59"), calendar) == at(12, "10:59")
    assert legal_receipt(at(12, "11:01"), calendar) == at(14, "07:00")


@pytest.mark.parametrize(
    ("actual", "why"),
    [
        (at(7, "06:00"), Why.BEFORE_OPENING),
        (at(7, "09:00"), Why.OPEN),
        (at(7, "12:00"), Why.BREAK),
        (at(4, "17:30"), Why.AFTER_CLOSING),
        (at(5, "10:00"), Why.DAY_OFF),
        (at(3, "10:00"), Why.HOLIDAY),
    ],
)
def test_the_reason_is_named(actual: datetime, why: Why) -> None:
    found = receipt(actual, CALENDAR)
    assert found.why is why
    assert found.moved == (why is not Why.OPEN)
    assert found.holiday == ("Quốc khánh" if why is Why.HOLIDAY else "")


def test_fixed_holidays_come_every_year_until_they_are_ended() -> None:
    calendar = usual_calendar()
    assert not calendar.is_working_day(date(2027, 1, 1))
    assert not calendar.is_working_day(date(2031, 9, 2))
    ended = Holiday(
        "Cũ", date(2021, 9, 2), date(2021, 9, 2), each_year=True, until=date(2026, 1, 1)
    )
    assert OfficeCalendar(holidays=(ended,)).is_working_day(date(2026, 9, 2))
    over = Holiday("Tết", date(2026, 12, 30), date(2027, 1, 2), each_year=True)
    assert over.covers(date(2028, 1, 1))
    assert not over.covers(date(2028, 1, 3))


def _sessions() -> st.SearchStrategy[tuple[tuple[time, time], ...]]:
    minutes = st.lists(st.integers(0, 24 * 60 - 1), min_size=2, max_size=6, unique=True)

    def paired(found: list[int]) -> tuple[tuple[time, time], ...]:
        clocks = [time(minute // 60, minute % 60) for minute in sorted(found)]
        return tuple(zip(clocks[::2], clocks[1::2], strict=False))

    return minutes.map(paired)


@st.composite
def calendars(draw: st.DrawFn) -> OfficeCalendar:
    """Any lawful calendar: odd weeks, a season, holidays and worked days anywhere."""
    day = st.dates(date(2026, 1, 1), date(2027, 12, 31))
    week = tuple(draw(st.one_of(st.just(()), _sessions())) for _day in range(7))
    season = Timetable(
        "Mùa",
        working_week(*draw(_sessions())),
        season_from=DayOfYear.of(draw(day)),
        season_to=DayOfYear.of(draw(day)),
    )
    holidays = tuple(
        Holiday("Lễ", first, first + timedelta(days=draw(st.integers(0, 9))))
        for first in draw(st.lists(day, max_size=4))
    )
    worked = tuple(
        WorkedDay(found, draw(st.none() | day)) for found in draw(st.lists(day, max_size=3))
    )
    tables = (Timetable("Chung", week), *draw(st.sampled_from([(), (season,)])))
    made = OfficeCalendar(tables, holidays, worked)
    return made if not calendar_problems(made) else OfficeCalendar((season, Timetable()), holidays)


@given(calendars(), st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)))
def test_in_any_calendar_receipt_is_in_office_hours_never_earlier_and_settled(
    calendar: OfficeCalendar, moment: datetime
) -> None:
    actual = moment.replace(tzinfo=VIETNAM_TIME)
    legal = legal_receipt(actual, calendar)
    assert legal >= actual
    assert calendar.is_open(legal)
    assert legal_receipt(legal, calendar) == legal
    if calendar.is_open(actual):
        assert legal == actual
    else:  # nothing between was open: it is the next opening, not a later one
        step = min(timedelta(minutes=7), legal - actual)
        between = actual + step
        assert between >= legal or not calendar.is_open(between)


@given(calendars(), st.data())
def test_the_first_and_the_last_minute_of_every_session_are_open(
    calendar: OfficeCalendar, data: st.DataObject
) -> None:
    day = calendar.next_working_day(data.draw(st.dates(date(2026, 1, 1), date(2027, 12, 31))))
    start, end = data.draw(st.sampled_from(calendar.sessions(day)))
    for clock in (start, end):
        edge = datetime.combine(day, clock, VIETNAM_TIME)
        assert legal_receipt(edge, calendar) == edge
