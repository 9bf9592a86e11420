"""The window's lock: nothing of the office is seen, the token is left, and only the password opens it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from clerkdesk.ui.lock.window_lock import LOCK_MINUTES
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.settings.lock_card import LockCard
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.sign.view import SignView
from tests.fakes.office import FakeOffice
from tests.fakes.office_window import open_window
from tests.fakes.sample_documents import CLERK

PASSWORD = "mật khẩu"
_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def office() -> FakeOffice:
    made = FakeOffice()
    made.store.accounts.reset_password(CLERK.login, PASSWORD)
    return made


@pytest.fixture
def window(office: FakeOffice, qtbot: QtBot) -> OfficeWindow:
    return open_window(office, qtbot)


def typed(window: OfficeWindow, password: str) -> None:
    window.lock.page.password.box.setText(password)
    window.lock.page.password.box.returnPressed.emit()


def test_locked_by_key_it_shows_nothing_and_the_token_is_left(
    office: FakeOffice, window: OfficeWindow, qtbot: QtBot
) -> None:
    view = window.window.go_to(workplaces.SIGN)
    assert isinstance(view, SignView)
    view.token.pin.put("123456")
    qtbot.keyClick(window.window, Qt.Key.Key_L, _CTRL_SHIFT)
    assert window.window.is_covered()
    assert not view.isVisible()
    assert not window.window.rail.isVisible()
    assert not window.window.status.isVisible()
    assert view.token.pin.is_empty()
    assert office.tokens.log_outs == 1


def test_only_the_password_opens_it_and_the_work_is_where_it_was(window: OfficeWindow) -> None:
    page = window.window.go_to(workplaces.SIGN)
    window.lock.lock()
    typed(window, "sai")
    assert window.window.is_covered()
    assert window.lock.page.password.box.text() == ""
    assert window.lock.page.password.sentence.text()
    typed(window, PASSWORD)
    assert not window.window.is_covered()
    assert window.window.stack.currentWidget() is page
    assert page.isVisible()


def test_no_key_does_anything_while_it_is_locked(window: OfficeWindow, qtbot: QtBot) -> None:
    heard: list[str] = []
    window.window.add_key("F9", lambda: heard.append("F9"))
    window.window.workplace_shown.connect(heard.append)
    window.lock.lock()
    qtbot.keyClick(window.window, Qt.Key.Key_F9)
    qtbot.keyClick(window.window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert heard == []
    assert window.window.is_covered()


def test_a_question_that_is_open_is_closed(window: OfficeWindow, qtbot: QtBot) -> None:
    box = QMessageBox(window.window)
    qtbot.addWidget(box)
    box.open()
    window.lock.lock()
    assert not box.isVisible()


@pytest.mark.qt_log_ignore("grabbing the")
def test_an_open_menu_or_list_does_not_stay_over_the_lock(
    window: OfficeWindow, qtbot: QtBot
) -> None:
    menu = QMenu(window.window)
    qtbot.addWidget(menu)
    menu.addAction("Sao văn bản 15/2016/QĐ-UBND…")
    menu.popup(window.window.mapToGlobal(window.window.rect().center()))
    assert QApplication.activePopupWidget() is menu
    window.lock.lock()
    assert not menu.isVisible()
    assert window.window.is_covered()


def test_nobody_at_the_desk_locks_it_and_a_hand_on_the_mouse_counts_from_now(
    window: OfficeWindow, qtbot: QtBot
) -> None:
    window.lock.start()
    timer = window.lock._idle
    assert timer.interval() == 15 * 60_000
    timer.start(1_000_000)
    handle = window.window.windowHandle()
    assert handle is not None
    qtbot.mouseMove(window.window)
    window.lock.look_alive()
    assert timer.interval() == 15 * 60_000
    timer.timeout.emit()
    assert window.window.is_covered()


def test_a_machine_may_choose_another_time_or_never(office: FakeOffice, qtbot: QtBot) -> None:
    memory = SessionMemory()
    card = LockCard(memory)
    qtbot.addWidget(card)
    assert card.minutes.currentData() == 15
    card.minutes.setCurrentIndex(card.minutes.findData(0))
    card.minutes.activated.emit(card.minutes.currentIndex())
    assert memory.get(LOCK_MINUTES) == 0
    window = open_window(office, qtbot, memory)
    window.lock.start()
    assert not window.lock._idle.isActive()


def test_a_batch_ends_after_the_document_under_way(
    office: FakeOffice, window: OfficeWindow
) -> None:
    view = window.window.go_to(workplaces.SIGN)
    assert isinstance(view, SignView)
    window.lock.lock()
    assert view._presenter._stop()
