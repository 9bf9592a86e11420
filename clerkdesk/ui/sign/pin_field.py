"""The field for a token's PIN: what is typed goes into bytes that are wiped, never into a text of Qt."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit

_MOST = 128
_DOT = "●"


class PinField(QLineEdit):
    """Shows a dot a character. No undo, no pasting, no input method, nothing to copy out.

    A QLineEdit keeps its text, its undo history and what it showed in strings that nobody can
    wipe; here it only ever holds dots.
    """

    def __init__(self) -> None:
        super().__init__()
        self._bytes = bytearray(_MOST)  # never grows: growing would leave a copy behind
        self._sizes: list[int] = []
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self.setDragEnabled(False)

    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return not self._sizes

    def put(self, typed: str) -> None:
        """Type these characters, behind what is there; more than fit are left out."""
        for letter in typed:
            encoded = letter.encode()
            used = sum(self._sizes)
            if used + len(encoded) > _MOST:
                return
            for place, value in enumerate(encoded, start=used):
                self._bytes[place] = value
            self._sizes.append(len(encoded))
        self._show_dots()

    def take(self) -> bytearray:
        """The PIN as bytes for the caller to wipe; the field is empty afterwards."""
        used = sum(self._sizes)
        taken = bytearray(used)
        memoryview(taken)[:] = memoryview(self._bytes)[:used]  # a slice would leave a copy behind
        self.wipe()
        return taken

    def wipe(self) -> None:
        """Forget what was typed."""
        for place in range(_MOST):
            self._bytes[place] = 0
        self._sizes.clear()
        self._show_dots()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take letters, backspace, delete and Enter; everything else is not for this field."""
        modifiers = event.modifiers()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        command = control and not modifiers & Qt.KeyboardModifier.AltModifier  # AltGr is both
        match event.key():
            case _ if command:
                event.ignore()  # the window's own keys; nothing is pasted or undone
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.returnPressed.emit()
            case Qt.Key.Key_Backspace if self._sizes:
                used, size = sum(self._sizes), self._sizes.pop()
                for place in range(used - size, used):
                    self._bytes[place] = 0
                self._show_dots()
            case Qt.Key.Key_Delete:
                self.wipe()
            case _ if event.text().isprintable() and event.text():
                self.put(event.text())
            case _:
                event.ignore()  # Tab, Esc and the window's own keys

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Never paste with the middle button."""
        if event.button() is not Qt.MouseButton.MiddleButton:
            super().mouseReleaseEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        """A PIN is typed as it is, never composed (Telex would change «dd»)."""
        event.ignore()

    def _show_dots(self) -> None:
        self.setText(_DOT * len(self._sizes))
