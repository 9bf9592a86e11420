"""S37 (Điều 12.2): what comes outside office hours counts as received at the start of the next ones."""

from datetime import date, datetime, time

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.domain.books import Direction
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.office_hours import Holiday, OfficeCalendar, WorkedDay
from clerkdesk.services.office_rules import OfficeRules
from clerkdesk.ui.incoming.entry_presenter import EntryPresenter
from clerkdesk.ui.incoming.entry_view import EntryView
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.settings.calendar_page import CalendarPage
from clerkdesk.ui.settings.calendar_presenter import CalendarPresenter
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.shell.window import MainWindow
from tests.fakes.inbox import arrive
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK

FRIDAY_EVENING = datetime(2026, 12, 4, 17, 30, tzinfo=VIETNAM_TIME)
MONDAY_OPENING = datetime(2026, 12, 7, 7, 0, tzinfo=VIETNAM_TIME)
SATURDAY_WORKED = OfficeCalendar(
    holidays=(Holiday("Nghỉ", date(2026, 12, 7), date(2026, 12, 7)),),
    worked_days=(WorkedDay(date(2026, 12, 5), date(2026, 12, 7)),),
)


def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow(
        [workplaces.workplace(key, QPushButton) for key in workplaces.TITLES],
        office="UBND xã Thạnh Mẫu",
        memory=SessionMemory(),
    )
    qtbot.addWidget(made)
    return made


def test_friday_evening_is_registered_with_both_times_and_its_deadline_runs_from_the_legal() -> (
    None
):
    office = FakeOffice()
    arrival = arrive(office, at=FRIDAY_EVENING)
    office.clock.now = MONDAY_OPENING
    desk = office.desk()
    candidate = desk.from_arrival(arrival)
    registered = desk.register(candidate, candidate.values, CLERK)
    entry = registered.document.entry
    assert entry.received_at_actual == FRIDAY_EVENING
    assert entry.received_at_legal == MONDAY_OPENING
    assert registered.forward_by == date(2026, 12, 8)


def test_the_offices_own_calendar_decides() -> None:
    office = FakeOffice()
    OfficeRules(office.store.settings).set_calendar(SATURDAY_WORKED, ADMIN.login)
    arrival = arrive(office, at=FRIDAY_EVENING)
    office.clock.now = MONDAY_OPENING
    desk = office.desk()
    candidate = desk.from_arrival(arrival)
    entry = desk.register(candidate, candidate.values, CLERK).document.entry
    assert entry.received_at_legal == datetime(2026, 12, 5, 7, 0, tzinfo=VIETNAM_TIME)


def test_an_old_document_keeps_its_times_when_the_hours_change() -> None:
    office = FakeOffice()
    arrival = arrive(office, at=FRIDAY_EVENING)
    office.clock.now = MONDAY_OPENING
    desk = office.desk()
    candidate = desk.from_arrival(arrival)
    document = desk.register(candidate, candidate.values, CLERK).document
    OfficeRules(office.store.settings).set_calendar(SATURDAY_WORKED, ADMIN.login)
    kept = office.store.incoming.get(document.uid).entry
    assert (kept.received_at_actual, kept.received_at_legal) == (FRIDAY_EVENING, MONDAY_OPENING)


def test_the_form_shows_both_times(qtbot: QtBot) -> None:
    office = FakeOffice()
    arrival = arrive(office, at=FRIDAY_EVENING)
    presenter = EntryPresenter(office.desk(), InstantJobs())
    view = EntryView(presenter, InstantJobs(), window(qtbot), {})
    presenter.setParent(view)
    qtbot.addWidget(view)
    presenter.open_arrival(arrival)
    assert view.facts.receipt.text() == (
        "Đến thực tế 17:30 thứ Sáu 04/12/2026, tính là nhận lúc 07:00 thứ Hai 07/12/2026 "
        "(sau giờ làm việc)"
    )


def test_the_settings_say_what_an_arrival_would_count_as(qtbot: QtBot) -> None:
    office = FakeOffice()
    presenter = CalendarPresenter(office.desk(ADMIN), InstantJobs())
    page = CalendarPage(presenter, window(qtbot), SessionMemory())
    presenter.setParent(page)
    qtbot.addWidget(page)
    page.refresh()
    page.week.clock.setText("17:30")
    page.week.day.set_value(FRIDAY_EVENING.date())
    assert page.week.answer.text() == (
        "Văn bản đến lúc 17:30 thứ Sáu 04/12/2026 được tính là nhận lúc 07:00 thứ Hai 07/12/2026 "
        "(sau giờ làm việc)."
    )
    boxes = [box for box in page.hours.days if isinstance(box, QLineEdit)]
    boxes[5].setText("7h-11h")  # Saturday morning
    page.hours.save.click()
    assert "07:00 thứ Bảy 05/12/2026" in page.week.answer.text()
    assert presenter.calendar.sessions(date(2026, 12, 5)) == ((time(7), time(11)),)


@pytest.mark.parametrize("urgency", [Urgency.URGENT, Urgency.VERY_URGENT, Urgency.EXPRESS])
def test_what_is_urgent_is_said_at_its_actual_time(urgency: Urgency) -> None:
    office = FakeOffice()
    arrive(office, at=FRIDAY_EVENING, urgency=urgency)
    office.clock.now = FRIDAY_EVENING
    watch = office.desk().watch()
    assert not watch.calendar.is_open(watch.now)
    (alert,) = watch.alerts
    assert "đến lúc 17:30 04/12" in alert.text
    assert alert.urgency is urgency


NEW_YEARS_EVE = datetime(2026, 12, 31, 20, 15, tzinfo=VIETNAM_TIME)
"""A Thursday; 01/01 is a holiday, so the next office hours begin on Monday 04/01 where Friday is off."""


@pytest.mark.parametrize(
    ("registered_at", "day"),
    [
        pytest.param(
            datetime(2026, 12, 31, 20, 40, tzinfo=VIETNAM_TIME), date(2026, 12, 31), id="that night"
        ),
        pytest.param(
            datetime(2027, 1, 4, 8, 0, tzinfo=VIETNAM_TIME), date(2027, 1, 4), id="in the new year"
        ),
        pytest.param(
            datetime(2027, 1, 6, 8, 0, tzinfo=VIETNAM_TIME), date(2027, 1, 4), id="two days later"
        ),
    ],
)
def test_what_comes_on_new_years_eve_after_hours_stands_in_the_book_of_its_day(
    registered_at: datetime, day: date
) -> None:
    office = FakeOffice()
    rules = OfficeRules(office.store.settings)
    rules.set_calendar(
        OfficeCalendar(holidays=(Holiday("Tết", date(2027, 1, 1), date(2027, 1, 1)),)), "quantri"
    )
    arrival = arrive(office, at=NEW_YEARS_EVE)
    office.clock.now = registered_at
    desk = office.desk()
    office.store.books.open_year(Direction.INCOMING, "den", 2027, "Văn bản đến 2027", "vanthu")
    candidate = desk.from_arrival(arrival)
    assert candidate.values["arrival_date"] == day
    document = desk.register(candidate, candidate.values, CLERK).document
    assert (document.year, document.entry.arrival_date) == (day.year, day)
    assert document.entry.received_at_actual == NEW_YEARS_EVE
    assert document.entry.received_at_legal == datetime(2027, 1, 4, 7, 0, tzinfo=VIETNAM_TIME)
