"""What reaches the clerk beside the page: tray, hỏa tốc bar, chip, reminders."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.incoming import Urgency
from clerkdesk.services.notice_rules import ChangeNoticeRules, NoticeRules
from clerkdesk.services.take_in import SYSTEM
from clerkdesk.services.watch_office import ACKNOWLEDGED
from clerkdesk.ui.alerts.office_alerts import CHIP, TRAY_CHIP, OfficeAlerts, age_text
from clerkdesk.ui.alerts.presenter import AlertsPresenter
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.shell.tray import NoTray, open_tray, tray_icon
from clerkdesk.ui.shell.window import MainWindow
from clerkdesk.ui.sync_presenter import SyncState
from tests.fakes.heard import Heard
from tests.fakes.inbox import arrive
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK, incoming_entry
from tests.fakes.tray import FakeTray

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM_TIME)
SUNDAY_NIGHT = datetime(2026, 11, 22, 2, 0, tzinfo=VIETNAM_TIME)
ONLINE = SyncState(True, True, 0)

pytestmark = pytest.mark.qt_log_ignore("does not support raise")


@dataclass
class Watched:
    office: FakeOffice
    window: MainWindow
    tray: FakeTray
    alerts: OfficeAlerts

    def at(self, moment: datetime) -> None:
        """Look at this moment."""
        self.office.clock.now = moment
        self.alerts.presenter.look()

    def chip(self, key: str) -> str:
        return self.window.status.chip(key).text()


Watch = Callable[..., Watched]


@pytest.fixture
def watched(qtbot: QtBot) -> Iterator[Watch]:
    made: list[Watched] = []

    def make(*, tray: bool = True) -> Watched:
        office = FakeOffice()
        window = MainWindow(
            [workplaces.workplace(key, QPushButton) for key in workplaces.TITLES],
            office="UBND xã Thạnh Mẫu",
            memory=SessionMemory(),
        )
        qtbot.addWidget(window)
        window.go_to(workplaces.FIND)
        window.show()
        there = FakeTray(available=tray)
        presenter = AlertsPresenter(office.desk(), InstantJobs())
        alerts = OfficeAlerts(presenter, window, there, lambda: None)
        made.append(Watched(office, window, there, alerts))
        return made[-1]

    yield make
    for one in made:
        one.alerts.stop()


def test_hoa_toc_stands_and_is_repeated_every_minute_until_it_is_acknowledged(
    watched: Watch,
) -> None:
    desk = watched()
    arrive(desk.office, at=SUNDAY_NIGHT, urgency=Urgency.EXPRESS)
    desk.at(SUNDAY_NIGHT)
    assert desk.alerts.bar.isVisible()
    assert "HỎA TỐC" in desk.alerts.bar.words.text()
    desk.at(SUNDAY_NIGHT + timedelta(seconds=30))
    assert len(desk.tray.messages) == 1
    desk.at(SUNDAY_NIGHT + timedelta(minutes=2))
    assert [urgent for _title, _text, urgent in desk.tray.messages] == [True, True]
    desk.alerts.bar.known_button.click()
    assert not desk.alerts.bar.isVisible()
    desk.at(SUNDAY_NIGHT + timedelta(minutes=9))
    assert len(desk.tray.messages) == 2
    (known,) = desk.office.store.settings.get(ACKNOWLEDGED).values()  # type: ignore[attr-defined] # an object
    assert known["by"] == CLERK.login


@pytest.mark.parametrize("urgency", [Urgency.EXPRESS, Urgency.URGENT])
def test_over_a_locked_window_it_is_said_that_something_came_not_what(
    watched: Watch, urgency: Urgency
) -> None:
    desk = watched()
    desk.window.cover(QPushButton())
    arrive(desk.office, urgency=urgency)
    desk.at(MORNING)
    ((_title, text, urgent),) = desk.tray.messages
    assert urgent
    assert text == "1 việc mới. Mở khóa ClerkDesk để xem."


def test_opening_hoa_toc_is_knowing_of_it_and_goes_to_its_form(watched: Watch) -> None:
    desk = watched()
    arrival = arrive(desk.office, urgency=Urgency.EXPRESS_TIMED)
    heard = Heard(desk.alerts.presenter, "open_wanted")
    desk.at(MORNING)
    desk.alerts.bar.open_button.click()
    assert heard.last("open_wanted") == arrival
    assert not desk.alerts.bar.isVisible()


def test_khan_is_said_at_night_and_the_usual_at_the_opening(watched: Watch) -> None:
    desk = watched()
    arrive(desk.office, number="1")
    arrive(desk.office, number="2", urgency=Urgency.URGENT)
    desk.at(SUNDAY_NIGHT)
    assert [text for _title, text, _urgent in desk.tray.messages] == [
        desk.window.notice.happened.text()
    ]
    assert "KHẨN" in desk.tray.messages[0][1]
    desk.at(MORNING)
    assert "1/TTr-UBND" in desk.tray.messages[1][1]
    assert not desk.tray.messages[1][2]
    desk.at(MORNING + timedelta(minutes=1))
    assert len(desk.tray.messages) == 2


def test_the_counter_counts_what_waits_and_what_is_late(watched: Watch) -> None:
    desk = watched()
    late = MORNING.date() - timedelta(days=3)
    desk.office.store.incoming.add(incoming_entry(due_date=late), CLERK.login)
    arrive(desk.office, at=MORNING - timedelta(minutes=42))
    desk.at(MORNING)
    assert desk.tray.counter == (2, False)
    assert desk.chip(CHIP) == "1 chưa xem · cũ nhất 42 phút"
    desk.window.go_to(workplaces.INCOMING)
    desk.at(MORNING + timedelta(minutes=1))
    assert desk.chip(CHIP) == ""
    assert [look.by for look in desk.office.store.exchange.looks(SUNDAY_NIGHT)] == [CLERK.login]


def test_the_clerk_is_reminded_when_the_line_is_down_and_meetings_count_as_looks(
    watched: Watch,
) -> None:
    desk = watched()
    presenter = desk.alerts.presenter
    desk.office.clock.now = MORNING
    for _meeting in range(5):
        presenter.met_server(ONLINE)
    presenter.met_server(SyncState(True, False, 0))
    (line,) = desk.office.store.exchange.looks(SUNDAY_NIGHT)
    assert (line.by, line.looks) == (SYSTEM, 1)  # once a minute, not at every meeting
    desk.at(MORNING + timedelta(minutes=29))
    assert desk.tray.messages == []
    desk.at(MORNING + timedelta(minutes=31))
    assert desk.tray.messages[-1][1].startswith("Hộp văn bản đến chưa được kiểm tra")
    desk.at(MORNING + timedelta(minutes=40))
    assert len(desk.tray.messages) == 1
    desk.window.notice.action.click()
    assert desk.window.current() == workplaces.INCOMING
    assert desk.office.store.exchange.looks(SUNDAY_NIGHT)[-1].by == CLERK.login


def test_a_desk_that_was_never_connected_is_not_reminded(watched: Watch) -> None:
    desk = watched()
    desk.alerts.presenter.met_server(SyncState(False, False, 0))
    desk.at(MORNING + timedelta(hours=1))
    assert desk.tray.messages == []


def test_without_a_tray_the_window_says_that_alerts_are_off_and_tells_itself(
    watched: Watch,
) -> None:
    desk = watched(tray=False)
    assert desk.chip(TRAY_CHIP) == "Thông báo ngoài cửa sổ: tắt"
    arrive(desk.office)
    desk.at(MORNING)
    assert "41/TTr-UBND" in desk.window.notice.happened.text()
    assert isinstance(open_tray("x", lambda: None, desk.window), NoTray)  # offscreen has none


def test_the_sound_is_a_setting(watched: Watch) -> None:
    desk = watched()
    heard = Heard(desk.alerts.presenter, "insisted")
    arrive(desk.office, urgency=Urgency.EXPRESS)
    ChangeNoticeRules(desk.office.store.settings)(NoticeRules(sound=True), ADMIN)
    desk.at(MORNING)
    assert heard.of("insisted")[0][1] is True


def test_closing_the_window_takes_the_icon_away(watched: Watch) -> None:
    desk = watched()
    desk.window.close()
    assert desk.tray.closed


def test_the_icon_is_drawn_with_its_number(qapp: QApplication) -> None:
    pictures = [
        tray_icon(number, urgent=urgent).pixmap(64).toImage()
        for number, urgent in ((0, False), (7, False), (7, True), (120, False))
    ]
    assert all(not picture.isNull() for picture in pictures)
    assert all(a != b for a, b in itertools.pairwise(pictures))


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=20), "0 phút"),
        (timedelta(minutes=59), "59 phút"),
        (timedelta(minutes=185), "3 giờ 05"),
        (timedelta(days=2, hours=1), "2 ngày"),
    ],
)
def test_ages_are_said_in_words(age: timedelta, words: str) -> None:
    assert age_text(age) == words
