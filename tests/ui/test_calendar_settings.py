"""The office edits its calendar, formats and reminders: by keyboard, checked, and undone."""

from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from clerkdesk.domain.allowed_formats import usual_formats
from clerkdesk.domain.errors import NotAllowed
from clerkdesk.domain.office_hours import DayOfYear, Holiday, OfficeCalendar, WorkedDay
from clerkdesk.domain.people import Person
from clerkdesk.services.admit_file import read_format_rules
from clerkdesk.services.notice_rules import NoticeRules, read_notice_rules
from clerkdesk.services.office_rules import OfficeRules
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.settings.calendar_page import CalendarPage
from clerkdesk.ui.settings.calendar_presenter import CalendarPresenter
from clerkdesk.ui.settings.formats_page import FormatsPage
from clerkdesk.ui.settings.formats_presenter import FormatsPresenter
from clerkdesk.ui.shell.window import MainWindow
from tests.fakes.heard import Heard
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK

TET = Holiday("Tết Nguyên đán", date(2027, 2, 5), date(2027, 2, 11))


def calendar_page(
    office: FakeOffice, window: MainWindow, qtbot: QtBot, person: Person = ADMIN
) -> tuple[CalendarPage, CalendarPresenter]:
    presenter = CalendarPresenter(office.desk(person), InstantJobs())
    page = CalendarPage(presenter, window, SessionMemory())
    presenter.setParent(page)
    qtbot.addWidget(page)
    page.refresh()
    return page, presenter


def formats_page(
    office: FakeOffice, window: MainWindow, qtbot: QtBot
) -> tuple[FormatsPage, FormatsPresenter]:
    presenter = FormatsPresenter(office.desk(ADMIN), InstantJobs())
    page = FormatsPage(presenter, window, SessionMemory())
    presenter.setParent(page)
    qtbot.addWidget(page)
    page.refresh()
    return page, presenter


def stored(office: FakeOffice) -> OfficeCalendar:
    return OfficeRules(office.store.settings).calendar()


def test_a_holiday_is_added_and_the_change_is_taken_back(
    office: FakeOffice, window: MainWindow, qtbot: QtBot
) -> None:
    page, presenter = calendar_page(office, window, qtbot)
    page.days.first.setText("05/02/2027")
    page.days.last.setText("11/02/2027")
    page.days.name.setText(" Tết Nguyên đán ")
    page.days.add_holiday.click()
    assert stored(office).holidays == (TET,)
    assert page.days.first.text() == ""
    assert window.notice.action.text() == "Hoàn tác"
    window.notice.action.click()
    assert stored(office).holidays == ()
    assert not presenter.can_undo()


def test_a_worked_day_names_the_day_it_stands_for_and_is_taken_away(
    office: FakeOffice, window: MainWindow, qtbot: QtBot
) -> None:
    page, _presenter = calendar_page(office, window, qtbot)
    page.days.first.setText("20/02/2027")
    page.days.last.setText("05/02/2027")
    page.days.add_worked.click()
    assert stored(office).worked_days == (WorkedDay(date(2027, 2, 20), date(2027, 2, 5)),)
    page.days.take_away.click()
    assert stored(office).worked_days == ()


def test_what_is_no_date_is_said_and_nothing_is_added(
    office: FakeOffice, window: MainWindow, qtbot: QtBot
) -> None:
    page, _presenter = calendar_page(office, window, qtbot)
    page.days.first.setText("hôm nào đó")
    page.days.add_holiday.click()
    assert "ngày/tháng/năm" in page.days.problem.text()
    assert stored(office) == OfficeCalendar()


def test_next_years_holidays_are_read_from_a_file_and_bad_lines_are_named(
    office: FakeOffice, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    page, presenter = calendar_page(office, window, qtbot)
    file = tmp_path / "nghi-2027.csv"
    file.write_text("05/02/2027 - 11/02/2027; Tết Nguyên đán\n99/99/2027; sai\n", "utf-8-sig")
    page.days.file_chosen.emit(file)
    assert stored(office).holidays == (TET,)
    assert "Dòng 2" in page.days.problem.text()
    presenter.undo()
    assert stored(office).holidays == ()


def test_a_season_is_added_and_wrong_hours_are_named(
    office: FakeOffice, window: MainWindow, qtbot: QtBot
) -> None:
    page, _presenter = calendar_page(office, window, qtbot)
    page.hours.add.click()
    page.hours.name.setText("Mùa đông")
    page.hours.season_from.setText("16/10")
    page.hours.season_to.setText("32/4")
    page.hours.save.click()
    assert "mùa viết ngày/tháng" in page.hours.problem.text()
    page.hours.season_to.setText("15/4")
    page.hours.days[0].setText("11h-7h")
    page.hours.save.click()
    assert "giờ sau phải muộn hơn" in page.hours.problem.text()
    page.hours.days[0].setText("sáng chiều")
    page.hours.save.click()
    assert "thứ Hai: viết giờ như" in page.hours.problem.text()
    assert len(stored(office).timetables) == 1
    page.hours.days[0].setText("7h30-11h30, 13h-16h30")
    page.hours.save.click()
    winter = stored(office).timetables[1]
    assert (winter.name, winter.season_from) == ("Mùa đông", DayOfYear(10, 16))
    assert page.hours.choice.currentText() == "Mùa đông · 16/10–15/04"
    page.hours.remove.click()
    assert len(stored(office).timetables) == 1


def test_the_week_says_what_each_day_is(
    office: FakeOffice, window: MainWindow, qtbot: QtBot
) -> None:
    calendar = OfficeCalendar(
        holidays=(TET,), worked_days=(WorkedDay(date(2027, 2, 20), date(2027, 2, 5)),)
    )
    OfficeRules(office.store.settings).set_calendar(calendar, ADMIN.login)
    page, _presenter = calendar_page(office, window, qtbot)
    strip = page.week.strip
    assert strip.words(date(2027, 2, 8)) == "Tết Nguyên đán"
    assert strip.words(date(2027, 2, 20)) == "làm bù 07:00–11:00, 13:00–17:00"
    assert strip.words(date(2027, 2, 21)) == "nghỉ"
    assert strip.words(date(2027, 2, 22)) == "07:00–11:00, 13:00–17:00"
    page.week.clock.setText("mấy giờ")
    assert page.week.answer.text().startswith("Nhập giờ")


def test_who_may_not_change_it_sees_it(
    office: FakeOffice, window: MainWindow, qtbot: QtBot
) -> None:
    page, presenter = calendar_page(office, window, qtbot, CLERK)
    heard = Heard(presenter, "failed")
    assert not page.hours.save.isEnabled()
    assert page.days.first.isReadOnly()
    presenter.add_holiday("x", date(2027, 1, 1), date(2027, 1, 1), each_year=False)
    assert isinstance(heard.last("failed"), NotAllowed)


def test_a_format_is_added_switched_off_and_each_change_taken_back(
    office: FakeOffice, window: MainWindow, qtbot: QtBot
) -> None:
    page, presenter = formats_page(office, window, qtbot)
    page._new()
    page.name.setText("RAR")
    page.extensions.setText(".RAR")
    page.magic.setText("52 61 72 21")
    page._keep()
    added = read_format_rules(office.store.settings).formats[-1]
    assert (added.name, added.extensions, added.magic) == ("RAR", ("rar",), ("52617221",))
    presenter.switch(added)
    assert not read_format_rules(office.store.settings).formats[-1].allowed
    page.block.click()
    assert read_format_rules(office.store.settings).block
    for _change in range(3):
        presenter.undo()
    assert read_format_rules(office.store.settings).formats == usual_formats()
    assert not presenter.can_undo()


def test_a_program_never_joins_the_list(
    office: FakeOffice, window: MainWindow, qtbot: QtBot
) -> None:
    page, _presenter = formats_page(office, window, qtbot)
    page._new()
    page.name.setText("Chương trình")
    page.extensions.setText("exe")
    page.magic.setText("4d5a")
    page._keep()
    assert "không bao giờ được nhận" in page.problem.text()
    assert page.name.text() == "Chương trình"
    assert read_format_rules(office.store.settings).formats == usual_formats()


def test_minutes_are_checked_kept_and_taken_back(
    office: FakeOffice, window: MainWindow, qtbot: QtBot
) -> None:
    page, presenter = formats_page(office, window, qtbot)
    page.remind.setText("nửa giờ")
    page._keep_notices()
    assert not page.notice_problem.isHidden()
    page.remind.setText("20")
    page.late.setText("0")
    page._keep_notices()
    assert "Số phút từ 1" in page.notice_problem.text()
    page.remind.setText("20")
    page.late.setText("45")
    page.sound.setChecked(True)
    page._keep_notices()
    assert read_notice_rules(office.store.settings) == NoticeRules(20, 45, sound=True)
    presenter.undo()
    assert read_notice_rules(office.store.settings) == NoticeRules()
