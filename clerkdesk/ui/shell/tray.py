"""The icon beside the clock: a counter and messages; nothing where the desktop has no such place."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QSystemTrayIcon

from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.theme import Role

_SIZE = 64
_MESSAGE_MS, _URGENT_MS = 8_000, 60_000
_MOST = 99


class Tray(Protocol):
    """Where the clerk is told of something while another program is in front."""

    @property
    def available(self) -> bool:
        """Whether messages reach the clerk this way."""
        ...

    def show_message(self, title: str, text: str, *, urgent: bool) -> None:
        """Show a message; one that is urgent stays longer."""
        ...

    def set_counter(self, number: int, urgent: bool) -> None:
        """How many things wait; 0 shows the plain icon."""
        ...

    def close(self) -> None:
        """Take the icon away."""
        ...


class NoTray:
    """A desktop without a tray; the window says that messages are off."""

    available = False

    def show_message(self, title: str, text: str, *, urgent: bool) -> None:
        """There is no place for it."""

    def set_counter(self, number: int, urgent: bool) -> None:
        """There is no place for it."""

    def close(self) -> None:
        """There is nothing to take away."""


class SystemTray(QObject):
    """The desktop's own tray; pressing icon or message calls `pressed`."""

    available = True

    def __init__(self, office: str, pressed: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._office = office
        self._pressed = pressed
        self._icon = QSystemTrayIcon(tray_icon(0, urgent=False), self)
        self._icon.setToolTip(office)
        self._icon.activated.connect(lambda _reason: self._pressed())
        self._icon.messageClicked.connect(self._press)
        self._icon.show()

    def show_message(self, title: str, text: str, *, urgent: bool) -> None:
        """As `Tray.show_message`."""
        kind = QSystemTrayIcon.MessageIcon
        icon = kind.Warning if urgent else kind.Information
        self._icon.showMessage(title, text, icon, _URGENT_MS if urgent else _MESSAGE_MS)

    def set_counter(self, number: int, urgent: bool) -> None:
        """As `Tray.set_counter`."""
        self._icon.setIcon(tray_icon(number, urgent=urgent))
        waiting = _("{n} việc chờ").format(n=number) if number else _("không có gì chờ")
        self._icon.setToolTip(f"{self._office}\n{waiting}")

    def close(self) -> None:
        """As `Tray.close`."""
        self._icon.hide()

    def _press(self) -> None:
        self._pressed()


def open_tray(office: str, pressed: Callable[[], object], parent: QObject) -> Tray:
    """The desktop's tray where it has one that shows messages."""
    if QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
        return SystemTray(office, pressed, parent)
    return NoTray()


def tray_icon(number: int, *, urgent: bool) -> QIcon:
    """The program's sign with a number on it, so that it is read without opening anything."""
    pixmap = QPixmap(_SIZE, _SIZE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(Role.BAD if urgent else Role.ACCENT))
    painter.drawRoundedRect(QRectF(2, 2, _SIZE - 4, _SIZE - 4), 14, 14)
    painter.setPen(QColor(Qt.GlobalColor.white))
    font = theme.font(bold=True)
    font.setPixelSize(40 if number <= 9 else 32)
    painter.setFont(font)
    words = "VT" if not number else str(number) if number <= _MOST else f"{_MOST}+"
    if len(words) > 2:
        font.setPixelSize(24)
        painter.setFont(font)
    painter.drawText(pixmap.rect(), Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    return QIcon(pixmap)
