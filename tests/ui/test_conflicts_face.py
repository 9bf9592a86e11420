"""«Khác nhau giữa các máy»: both values, who wrote them, which stands; a person empties the list."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clerkdesk.domain.conflicts import Conflict, Wrote
from clerkdesk.domain.people import Person, Role
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.ui.lists import read_lists
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.numbers.conflicts_face import ConflictsFace
from clerkdesk.ui.numbers.page import NumbersPage
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.sync_presenter import SyncPresenter
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import CLERK, NOW

READER = Person("doc", "Người Đọc", "Công chức", frozenset({Role.SPECIALIST}))
A_MINUTE = timedelta(minutes=1)


def of_field(number: int, field: str = "subject") -> Conflict:
    mine = Wrote("V/v họp giao ban tháng 3", "vanthu", "may-thu", NOW - A_MINUTE)
    theirs = Wrote("V/v họp giao ban quý I", "lanhdao", "may-chutich", NOW)
    return Conflict(
        number, "outgoing", f"uid-{number}", field, f"0{number}/TTr-UBND: họp", mine, theirs,
        standing=mine.value,
    )  # fmt: skip


def of_number(number: int) -> Conflict:
    mine, theirs = Wrote("uid-1"), Wrote(7, "vanthu", "may-chutich", NOW)
    return Conflict(number, "incoming", "uid-2", "arrival_number", "Số đến 7: khác", mine, theirs)


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


def window(office: FakeOffice, qtbot: QtBot, person: Person = CLERK) -> OfficeWindow:
    desk, jobs = office.desk(person), InstantJobs()
    hub = FakeHub(FakeProvince(office.office.agency), office.office.code, office.store.device)
    connect = ConnectServer(office.store, lambda *_anything: hub, lambda: bytes(32))
    sync = SyncPresenter(lambda: None, lambda: 0, jobs)
    made = OfficeWindow(desk, jobs, SessionMemory(), sync, connect, read_lists(desk))
    qtbot.addWidget(made.window)
    made.open()
    return made


def face(made: OfficeWindow) -> ConflictsFace:
    made.show_conflicts()
    page = made.window.go_to(workplaces.NUMBERS)
    assert isinstance(page, NumbersPage)
    return page.conflicts


def test_an_empty_list_says_that_all_agrees(office: FakeOffice, qtbot: QtBot) -> None:
    assert "khớp nhau" in face(window(office, qtbot)).table.empty.label.text()


def test_both_values_stand_with_their_authors(office: FakeOffice, qtbot: QtBot) -> None:
    office.store.conflicts.rows = [of_field(1)]
    shown = face(window(office, qtbot))
    assert shown.standing.value.text() == "V/v họp giao ban tháng 3"
    assert shown.other.value.text() == "V/v họp giao ban quý I"
    assert "vanthu, máy may-thu" in shown.standing.author.text()
    assert "lanhdao, máy may-chutich" in shown.other.author.text()


def test_keys_empty_the_list_from_hom_nay_on(office: FakeOffice, qtbot: QtBot) -> None:
    office.store.conflicts.rows = [of_field(1), of_field(2)]
    made = window(office, qtbot)
    made.window.show()
    with qtbot.waitActive(made.window):
        made.window.activateWindow()
    assert made.window.rail.row(workplaces.NUMBERS).text().find("Sổ") >= 0
    shown = face(made)
    qtbot.keyClick(shown.table.view, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert office.store.conflicts.settled[1][1] is False
    qtbot.keyClick(shown.table.view, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert office.store.conflicts.settled[2][1] is True
    assert shown.table.model.rowCount() == 0
    assert "«V/v họp giao ban quý I» trên mọi máy" in made.window.notice.happened.text()


def test_a_number_given_twice_cannot_be_chosen_and_wants_a_reason(
    office: FakeOffice, qtbot: QtBot
) -> None:
    office.store.conflicts.rows = [of_number(1)]
    shown = face(window(office, qtbot))
    assert shown.take.isHidden() or not shown.other.isVisibleTo(shown)
    qtbot.keyClick(shown.table.view, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert office.store.conflicts.settled == {}
    shown.done.click()
    shown.reason.reason.setText("đã vào sổ lại số 8")
    shown.reason.act.click()
    assert office.store.conflicts.settled[1] == (CLERK.login, False, "đã vào sổ lại số 8")


def test_who_may_not_correct_sees_it_and_cannot_choose(office: FakeOffice, qtbot: QtBot) -> None:
    office.store.conflicts.rows = [of_field(1)]
    shown = face(window(office, qtbot, READER))
    assert not shown.keep.isVisibleTo(shown)
    assert not shown.take.isVisibleTo(shown)
