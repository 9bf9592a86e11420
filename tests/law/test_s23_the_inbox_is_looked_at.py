"""S23 (Điều 10.1): the inbox is looked at all through office hours: reminder, log, counter and age."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.services.notice_rules import ChangeNoticeRules, NoticeRules
from clerkdesk.services.take_in import SYSTEM
from clerkdesk.ui.alerts.office_alerts import CHIP
from clerkdesk.ui.lists import read_lists
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.sync_presenter import SyncPresenter, SyncState
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.inbox import arrive
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=VIETNAM_TIME)


@pytest.fixture
def office() -> FakeOffice:
    made = FakeOffice()
    made.clock.now = MONDAY
    return made


@pytest.fixture
def window(office: FakeOffice, qtbot: QtBot) -> Iterator[OfficeWindow]:
    desk, jobs = office.desk(), InstantJobs()
    hub = FakeHub(FakeProvince(office.office.agency), office.office.code, office.store.device)
    connect = ConnectServer(office.store, lambda *_anything: hub, lambda: bytes(32))
    sync = SyncPresenter(lambda: None, lambda: 0, jobs)
    made = OfficeWindow(desk, jobs, SessionMemory(), sync, connect, read_lists(desk))
    qtbot.addWidget(made.window)
    made.open()
    yield made
    made.window.close()


def look(office: FakeOffice, window: OfficeWindow, at: datetime) -> str:
    """What the window says when it looks at this moment."""
    office.clock.now = at
    window.window.clear_notice()
    window.alerts.presenter.look()
    return "" if window.window.notice.isHidden() else window.window.notice.happened.text()


def test_the_clerk_is_reminded_in_office_hours_only_and_every_n_minutes(
    office: FakeOffice, window: OfficeWindow
) -> None:
    ChangeNoticeRules(office.store.settings)(NoticeRules(remind_minutes=20), ADMIN)
    window.sync.state_changed.emit(SyncState(True, True, 0))  # the machine has looked
    window.sync.state_changed.emit(SyncState(True, False, 0))  # and now the line is down
    assert look(office, window, MONDAY + timedelta(minutes=19)) == ""
    assert "chưa được kiểm tra" in look(office, window, MONDAY + timedelta(minutes=21))
    assert look(office, window, MONDAY + timedelta(minutes=35)) == ""
    assert "chưa được kiểm tra" in look(office, window, MONDAY + timedelta(minutes=42))
    assert look(office, window, MONDAY + timedelta(hours=4)) == ""  # 12:00 is lunch
    assert look(office, window, MONDAY + timedelta(hours=12)) == ""


def test_looks_are_logged_and_the_unread_are_counted_with_their_age(
    office: FakeOffice, window: OfficeWindow
) -> None:
    window.sync.state_changed.emit(SyncState(True, True, 0))
    window.window.go_to(workplaces.FIND)
    arrive(office, at=MONDAY + timedelta(minutes=10))
    look(office, window, MONDAY + timedelta(minutes=25))
    assert window.window.status.chip(CHIP).text() == "1 chưa xem · cũ nhất 15 phút"
    window.window.go_to(workplaces.TODAY)
    window.alerts.presenter.look()
    assert window.window.status.chip(CHIP).text() == ""
    log = office.store.exchange.looks(MONDAY - timedelta(hours=1))
    assert {line.by for line in log} == {SYSTEM, CLERK.login}
    assert log[-1].unread == 1
