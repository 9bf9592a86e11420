"""A calendar is checked before it counts; next year's holidays are read from a simple list."""

from datetime import date, time

import pytest

from clerkdesk.domain.calendar_rules import (
    calendar_problems,
    joined,
    read_holidays,
    read_spans,
    spans_text,
)
from clerkdesk.domain.errors import InvalidEntry, NotAllowed
from clerkdesk.domain.office_hours import (
    DayOfYear,
    Holiday,
    OfficeCalendar,
    Timetable,
    WorkedDay,
    usual_calendar,
    working_week,
)
from clerkdesk.services.calendar_setting import CALENDAR, ChangeCalendar, read_calendar
from clerkdesk.services.office_rules import OfficeRules
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK

LIST = """Ngày;Tên
01/01/2027;Tết Dương lịch
05/02/2027 - 11/02/2027; Tết Nguyên đán Đinh Mùi
2027-04-16,Giỗ Tổ Hùng Vương

# ghi chú của Sở
20/02/2027; làm bù cho 05/02/2027
31/02/2027; ngày không có
không có ngày
01/03/2027 - 01/02/2027; ngược
"""


def test_a_list_of_holidays_is_read_line_by_line_and_bad_lines_are_named() -> None:
    read = read_holidays("\ufeff" + LIST)
    assert read.holidays == (
        Holiday("Tết Dương lịch", date(2027, 1, 1), date(2027, 1, 1)),
        Holiday("Tết Nguyên đán Đinh Mùi", date(2027, 2, 5), date(2027, 2, 11)),
        Holiday("Giỗ Tổ Hùng Vương", date(2027, 4, 16), date(2027, 4, 16)),
    )
    assert read.worked_days == (WorkedDay(date(2027, 2, 20), date(2027, 2, 5), "làm bù"),)
    assert [problem.split(":")[0] for problem in read.problems] == ["Dòng 8", "Dòng 9", "Dòng 10"]


def test_the_same_list_twice_changes_nothing_and_yearly_holidays_stay() -> None:
    once = joined(usual_calendar(), read_holidays(LIST))
    assert joined(once, read_holidays(LIST)) == once
    assert sum(holiday.each_year for holiday in once.holidays) == 4


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("07:00-11:00, 13:00–17:00", ((time(7), time(11)), (time(13), time(17)))),
        ("7h-11h30; 13h30 - 17h", ((time(7), time(11, 30)), (time(13, 30), time(17)))),
        ("7-11", ((time(7), time(11)),)),
        ("", ()),
        ("–", ()),
    ],
)
def test_hours_are_read_as_clerks_write_them(text: str, spans: tuple[object, ...]) -> None:
    assert read_spans(text) == spans


@pytest.mark.parametrize("text", ["sáng", "7-11-13", "25:00-26:00", "7:00", "7:99-8:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_spans(text)


def test_written_hours_are_read_again() -> None:
    spans = ((time(7, 30), time(11)), (time(13), time(16, 45)))
    assert read_spans(spans_text(spans)) == spans


@pytest.mark.parametrize(
    "table",
    [
        Timetable(week=working_week((time(11), time(7)))),
        Timetable(week=working_week((time(7), time(11)), (time(10), time(17)))),
        Timetable(week=((),) * 7),
        Timetable(week=()),
        Timetable(season_from=DayOfYear(5, 1)),
        Timetable(valid_from=date(2027, 1, 1), valid_to=date(2026, 1, 1)),
        Timetable(valid_to=date(2027, 1, 1)),
    ],
)
def test_a_wrong_timetable_is_named_and_never_kept(table: Timetable) -> None:
    office = FakeOffice()
    wrong = OfficeCalendar((table,))
    assert calendar_problems(wrong)
    with pytest.raises(InvalidEntry):
        ChangeCalendar(office.store.settings)(wrong, ADMIN)
    assert office.store.settings.get(CALENDAR) is None


def test_a_worked_day_on_a_holiday_and_a_holiday_of_months_are_named() -> None:
    holidays = (
        Holiday("Lễ", date(2027, 1, 1), date(2027, 1, 1)),
        Holiday("Dài", date(2027, 2, 1), date(2027, 8, 1)),
        Holiday("Ngược", date(2027, 9, 2), date(2027, 9, 1)),
    )
    wrong = OfficeCalendar(holidays=holidays, worked_days=(WorkedDay(date(2027, 1, 1)),))
    assert len(calendar_problems(wrong)) == 3
    assert calendar_problems(usual_calendar()) == []


def test_a_calendar_is_kept_with_its_seasons_and_the_one_before_comes_back_for_undo() -> None:
    office = FakeOffice()
    change = ChangeCalendar(office.store.settings)
    winter = Timetable(
        "Mùa đông",
        working_week((time(7, 30), time(11, 30)), (time(13), time(16, 30))),
        valid_from=date(2026, 10, 1),
        season_from=DayOfYear(10, 16),
        season_to=DayOfYear(4, 15),
        issuer="H13",
    )
    new = joined(OfficeCalendar((Timetable("Giờ chung"), winter)), read_holidays(LIST))
    before = change(new, ADMIN)
    rules = OfficeRules(office.store.settings)
    assert rules.calendar() == new
    assert rules.calendar().issuer == office.office.code
    change(before, ADMIN)
    assert rules.calendar() == OfficeCalendar()
    with pytest.raises(NotAllowed):
        change(new, CLERK)


def test_a_calendar_of_the_first_weeks_is_still_read() -> None:
    old = {
        "sessions": [["07:30:00", "11:30:00"]],
        "holidays": ["2026-09-02"],
        "working_days_off_week": ["2026-09-12"],
    }
    calendar = read_calendar(old)
    assert not calendar.is_working_day(date(2026, 9, 2))
    assert calendar.sessions(date(2026, 9, 12)) == ((time(7, 30), time(11, 30)),)
