"""The desk locks by itself, asks the password again, and keeps what was half done."""

import shutil
import subprocess
from collections.abc import Iterator

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.ui.lock.idle import IdleWatch
from clerkdesk.ui.lock.session import SessionWatch, is_leaving
from clerkdesk.ui.office import OfficeWindow
from tests.fakes.office import FakeOffice
from tests.fakes.office_window import open_window
from tests.fakes.sample_documents import CLERK, PASSWORDS

RIGHT = PASSWORDS[CLERK]


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


@pytest.fixture
def window(office: FakeOffice, qtbot: QtBot) -> Iterator[OfficeWindow]:
    made = open_window(office, qtbot)
    qtbot.addWidget(made.lock.view)
    made.lock._take_minutes(None)
    yield made
    made.sync.stop()  # it goes on after the lock; the window does not


def type_password(window: OfficeWindow, password: str) -> None:
    window.lock.view.password.box.setText(password)
    (button,) = window.lock.view.findChildren(QPushButton, "unlock")
    button.click()


def test_an_idle_window_is_covered_and_the_store_stays_open(
    office: FakeOffice, window: OfficeWindow
) -> None:
    window.lock.idle.idle.emit()
    assert not window.window.isVisible()
    assert window.lock.view.isVisible()
    assert not office.store.is_shut
    type_password(window, "sai")
    assert "không đúng" in window.lock.view.password.sentence.text()
    assert not window.window.isVisible()
    type_password(window, RIGHT)
    assert window.window.isVisible()
    assert not window.lock.view.isVisible()


def test_a_locked_session_closes_the_store_until_the_password_is_typed(
    office: FakeOffice, window: OfficeWindow
) -> None:
    page = window.incoming()
    window.lock.session.leaving.emit()
    window.lock.session.leaving.emit()
    assert office.store.is_shut
    assert "đã đóng" in window.lock.view.why.text()
    type_password(window, "sai")
    assert office.store.is_shut
    type_password(window, RIGHT)
    assert not office.store.is_shut
    assert window.window.isVisible()
    assert window.incoming() is page, "what was half done is still there"


def test_closing_the_locked_window_leaves_and_shows_nothing(window: OfficeWindow) -> None:
    window.lock.lock()
    window.lock.view.close()
    assert not window.window.isVisible()
    assert not window.lock.view.isVisible()


def test_hands_on_the_keyboard_keep_it_open(qtbot: QtBot, window: OfficeWindow) -> None:
    clock = IdleWatch(1)
    said: list[int] = []
    clock.idle.connect(lambda: said.append(1))
    clock.start()
    clock.look()
    assert said == []
    clock._since = _Long()  # type: ignore[assignment] # a clock on which a minute has gone
    clock.look()
    clock.look()
    assert said == [1], "once"
    handle = window.window.windowHandle()
    clock._listen(handle)
    clock._since = _Long()  # type: ignore[assignment]
    QTest.keyClick(window.window, "a")
    clock.set_minutes(0)
    clock.look()
    assert said == [1]
    clock.stop()


class _Long:
    restarted = False

    def hasExpired(self, _milliseconds: int) -> bool:  # noqa: N802 - Qt's name
        return not self.restarted

    def restart(self) -> None:
        self.restarted = True


@pytest.fixture
def bus() -> Iterator[str]:
    if shutil.which("dbus-daemon") is None:
        pytest.skip("needs dbus-daemon")
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--print-address", "--nofork"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout is not None
    yield daemon.stdout.readline().strip()
    for name in ("clerkdesk-session", "logind"):
        QDBusConnection.disconnectFromBus(name)
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


def test_logind_tells_of_sleep_and_of_a_locked_session(
    qtbot: QtBot, bus: str, window: OfficeWindow
) -> None:
    watch = SessionWatch(bus)
    watch.start(window.window)
    assert watch.heard
    logind = QDBusConnection.connectToBus(bus, "logind")
    sleep = QDBusMessage.createSignal(
        "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep"
    )
    sleep.setArguments([True])
    lock = QDBusMessage.createSignal(
        "/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session", "Lock"
    )
    for signal in (sleep, lock):
        heard: list[int] = []
        watch.leaving.connect(lambda heard=heard: heard.append(1))

        def said(signal: QDBusMessage = signal, heard: list[int] = heard) -> bool:
            # Again and again: the bus may hear logind before it has heard that we listen.
            logind.send(signal)
            QTest.qWait(20)
            return bool(heard)

        qtbot.waitUntil(said, timeout=20_000)
    QTest.qWait(300)  # what was said more than once has arrived
    sleep.setArguments([False])
    with qtbot.assertNotEmitted(watch.leaving, wait=200):
        logind.send(sleep)


def test_windows_messages_that_mean_leaving() -> None:
    assert is_leaving(0x02B1, 0x7)
    assert is_leaving(0x0218, 0x4)
    assert not is_leaving(0x02B1, 0x8)
    assert not is_leaving(0x0200, 0x4)
