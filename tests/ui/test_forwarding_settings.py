"""Groups and usual deadlines are edited by keyboard, checked, cancelled and undone."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clerkdesk.domain.incoming import Urgency
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.settings.forwarding_page import ForwardingPage
from clerkdesk.ui.settings.forwarding_presenter import ForwardingPresenter
from clerkdesk.ui.shell.window import MainWindow
from tests.fakes.busy_office import SPECIALIST
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import CLERK

TITLE = f"{CLERK.position} {CLERK.full_name}"


def page_of(
    office: FakeOffice, window: MainWindow, qtbot: QtBot, person: object = CLERK
) -> ForwardingPage:
    assert person in (CLERK, SPECIALIST)
    presenter = ForwardingPresenter(
        office.desk(CLERK if person is CLERK else SPECIALIST), InstantJobs()
    )
    page = ForwardingPage(presenter, window, SessionMemory())
    presenter.setParent(page)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.refresh()
    return page


def add(page: ForwardingPage, name: str, members: str) -> None:
    page.form.set_values({"group": name, "members": members})
    page.save.click()


def test_a_group_is_added_by_keys(office: FakeOffice, window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(office, window, qtbot)
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    page.form.set_values({"group": "Tổ một cửa", "members": TITLE})
    page.form.focus_field("members")
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert office.desk(CLERK).rules.groups() == {"Tổ một cửa": [CLERK.login]}
    assert page.table.chosen() is not None


def test_a_renamed_group_keeps_its_place(
    office: FakeOffice, window: MainWindow, qtbot: QtBot
) -> None:
    office.desk(CLERK).rules.set_groups({"Tổ A": [], "Tổ B": []}, CLERK.login)
    page = page_of(office, window, qtbot)
    add(page, "Tổ Một", TITLE)
    assert list(office.desk(CLERK).rules.groups()) == ["Tổ Một", "Tổ B"]


def test_what_was_typed_is_put_back_and_what_was_done_is_undone(
    office: FakeOffice, window: MainWindow, qtbot: QtBot
) -> None:
    office.desk(CLERK).rules.set_groups({"Tổ A": [CLERK.login]}, CLERK.login)
    page = page_of(office, window, qtbot)
    page.form.set_values({"group": "gõ nhầm", "members": ""})
    page.days.set_values({"normal": 99})
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.form.values() == {"group": "Tổ A", "members": TITLE}
    assert page.days.values()["normal"] == 7
    page.remove.click()
    assert not office.desk(CLERK).rules.groups()
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert office.desk(CLERK).rules.groups() == {"Tổ A": [CLERK.login]}


def test_a_wrong_name_is_said_at_its_field(
    office: FakeOffice, window: MainWindow, qtbot: QtBot
) -> None:
    page = page_of(office, window, qtbot)
    add(page, "Tổ A", "Ông Ất")
    assert "Ông Ất" in page.form.sentence("members")
    add(page, "Toàn cơ quan", "")
    assert "đặt tên khác" in page.form.sentence("group")
    assert not office.desk(CLERK).rules.groups()


def test_the_key_keeps_the_form_that_has_the_cursor(
    office: FakeOffice, window: MainWindow, qtbot: QtBot
) -> None:
    page = page_of(office, window, qtbot)
    page.days.set_values({"normal": 10})
    page.days.focus_field("normal")
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert office.desk(CLERK).rules.usual_deadlines()[Urgency.NORMAL] == 10
    page.days.set_values({"urgent": 400})
    page.save_days.click()
    assert "365" in page.days.sentence("urgent")


def test_a_specialist_reads_only(office: FakeOffice, window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(office, window, qtbot, SPECIALIST)
    assert not page.save.isEnabled()
    assert not page.save_days.isEnabled()
