"""Ten fingers: everything goes to the widget that has the cursor, as from a keyboard; never a mouse."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from clerkdesk.demo.hand import Hand, StepFailed

MOST_TABS = 60
DIALOG_MS = 20_000


class Typing:
    """Keys and texts for the active window; waiting and looking are `hand`'s."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each written as «Ctrl+Return»."""
        for key in keys:
            pressed = QKeySequence(key)[0]
            QTest.keyClick(self._where(), pressed.key(), pressed.keyboardModifiers())
            self._hand.pause(60)

    def write(self, text: str) -> None:
        """Vietnamese, as an input method commits it."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self._where(), event)
        self._hand.pause(60)

    def write_keys(self, digits: str) -> None:
        """What is typed key by key, such as a PIN."""
        QTest.keyClicks(self._where(), digits)

    def tab_to(self, name: str) -> None:
        """Tab until the cursor is in the widget whose accessible name begins so.

        Raises:
            StepFailed: it does not come by.
        """
        for _tab in range(MOST_TABS):
            if self._where().accessibleName().startswith(name):
                return
            self.press("Tab")
        raise StepFailed(f"Tab to {name!r}")

    def in_dialog(self, then: Callable[[], None]) -> None:
        """What is typed as soon as the dialog that the next key opens has the cursor; one that never
        has it, or stays open all the same, is closed: the test would stand still in it."""

        def look(left: int = 200) -> None:
            dialog = QApplication.activeModalWidget()
            cursor = QApplication.focusWidget()
            if dialog is not None and cursor is not None and dialog.isAncestorOf(cursor):
                QTimer.singleShot(DIALOG_MS, dialog, dialog.close)
                then()
            elif left:
                if isinstance(dialog, QDialog):
                    dialog.activateWindow()  # what a window manager does
                QTimer.singleShot(50, lambda: look(left - 1))
            elif isinstance(dialog, QDialog):
                dialog.reject()

        QTimer.singleShot(50, look)

    def _where(self) -> QWidget:
        widget = QApplication.focusWidget() or QApplication.activeWindow()
        if widget is None:
            raise StepFailed("the cursor is in no window")
        return widget
