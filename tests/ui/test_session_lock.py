"""A locked session or sleep closes the store; the password opens it, and what was half done is there."""

import shutil
import subprocess
from collections.abc import Iterator

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

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
    yield made
    made.sync.stop()  # it goes on after the lock; the window does not


def type_password(window: OfficeWindow, password: str) -> None:
    window.lock.page.password.box.setText(password)
    window.lock.page.password.box.returnPressed.emit()


def test_a_locked_session_closes_the_store_until_the_password_is_typed(
    office: FakeOffice, window: OfficeWindow
) -> None:
    page = window.incoming()
    window.session.watch.leaving.emit()
    window.session.watch.leaving.emit()
    assert office.store.is_shut
    assert window.window.is_covered()
    type_password(window, "sai")
    assert office.store.is_shut
    type_password(window, RIGHT)
    assert not office.store.is_shut
    assert not window.window.is_covered()
    assert window.incoming() is page, "what was half done is still there"


def test_a_window_locked_by_key_leaves_the_store_open_until_the_session_is_locked(
    office: FakeOffice, window: OfficeWindow
) -> None:
    window.lock.lock()
    assert not office.store.is_shut
    window.session.watch.leaving.emit()
    assert office.store.is_shut
    type_password(window, RIGHT)
    assert not office.store.is_shut
    window.lock.lock()
    type_password(window, RIGHT)
    assert not window.window.is_covered()


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
