"""The system says that the session is locked or the PC goes to sleep: logind on Linux, WTS on Windows."""

import ctypes
import sys
from ctypes import wintypes

from PySide6.QtCore import (
    SLOT,
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QObject,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QWidget

_MANAGER, _SESSION = "org.freedesktop.login1.Manager", "org.freedesktop.login1.Session"
_WM_POWERBROADCAST, _PBT_APMSUSPEND = 0x0218, 0x0004
_WM_WTSSESSION_CHANGE, _WTS_SESSION_LOCK = 0x02B1, 0x7


class SessionWatch(QObject):
    """`leaving` comes when the session is locked, and before sleep where the system waits for us.

    Args:
        bus: address of a bus to listen on instead of the system's, for a test.
    """

    leaving = Signal()

    def __init__(self, bus: str = "") -> None:
        super().__init__()
        self._bus = bus
        self._filter: _WindowsMessages | None = None
        self.heard = False
        """Whether this machine has anything that tells."""

    def start(self, window: QWidget) -> None:
        """Begin to listen; `window` is the one to which Windows sends its messages."""
        if sys.platform == "win32":
            self._start_windows(window)
        else:
            self._start_logind()

    def _start_logind(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        if self._bus:
            system = session = QDBusConnection.connectToBus(self._bus, "clerkdesk-session")
        else:
            system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        wanted = [
            (system, "/org/freedesktop/login1", _MANAGER, "PrepareForSleep", "leaves(bool)"),
            (system, "", _SESSION, "Lock", "locks()"),
            *(
                # Desktops lock by themselves and tell it here, not through logind.
                (session, "", f"org.{whose}.ScreenSaver", "ActiveChanged", "leaves(bool)")
                for whose in ("freedesktop", "gnome")
            ),
        ]
        # SLOT() gives str, which connect() takes; its stub says bytes.
        told = [
            bus.connect("", path, interface, name, self, SLOT(slot))  # type: ignore[call-overload]
            for bus, path, interface, name, slot in wanted
            if bus.isConnected()
        ]
        self.heard = any(told)

    def _start_windows(self, window: QWidget) -> None:
        self._filter = _WindowsMessages(self)
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self._filter)
        if sys.platform == "win32":
            wtsapi = ctypes.WinDLL("wtsapi32")
            self.heard = bool(wtsapi.WTSRegisterSessionNotification(int(window.winId()), 0))

    @Slot(bool)
    def leaves(self, active: bool) -> None:
        """logind before and after sleep, screen savers when they begin and end."""
        if active:
            self.leaving.emit()

    @Slot()
    def locks(self) -> None:
        """logind: a session of this machine is to be locked."""
        self.leaving.emit()


class _WindowsMessages(QAbstractNativeEventFilter):
    """Looks at window messages for the two that matter."""

    def __init__(self, watch: SessionWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(  # noqa: N802 - Qt's name
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        """Never takes a message away from Qt."""
        if kind == b"windows_generic_MSG":
            read = wintypes.MSG.from_address(int(message))
            if is_leaving(read.message, read.wParam):
                self._watch.leaving.emit()
        return False, 0


def is_leaving(message: int, parameter: int) -> bool:
    """Whether a Windows message says that the session is locked or the PC goes to sleep."""
    return (message, parameter) in (
        (_WM_POWERBROADCAST, _PBT_APMSUSPEND),
        (_WM_WTSSESSION_CHANGE, _WTS_SESSION_LOCK),
    )
