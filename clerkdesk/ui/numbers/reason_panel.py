"""Asks for the reason of an act on a number, in place: a line, «Thôi», and the act itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clerkdesk.domain.books import SHORTEST_REASON
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ui.cards import Note, button, text_label
from clerkdesk.ui.theme import State


class ReasonPanel(QWidget):
    """Hidden until asked; Enter or the button gives the reason, Esc puts it away."""

    given = Signal(str)
    put_away = Signal()

    def __init__(self, act: str) -> None:
        super().__init__()
        self.note = Note(state=State.WARN)
        self.reason = QLineEdit()
        self.reason.setObjectName("reason")
        self.reason.setMaxLength(300)
        self.reason.setAccessibleName(_("Lý do"))
        self.reason.setPlaceholderText(_("Lý do, được lưu và in trong sổ"))
        self.reason.returnPressed.connect(self._give)
        self._problem = text_label("", "problem")
        self._problem.hide()
        self.act = button(act, self._give, primary=True)
        self.act.setObjectName("act")
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(button(_("Thôi"), self.close_panel, key="Escape"))
        row.addWidget(self.act, 1)
        self.above = QHBoxLayout()
        self.above.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.note)
        layout.addLayout(self.above)
        layout.addWidget(self.reason)
        layout.addWidget(self._problem)
        layout.addLayout(row)
        self.hide()

    def ask(self, words: str) -> None:
        """Say what will be done, and wait for the reason."""
        self.note.show_state(words, State.WARN)
        self.reason.clear()
        self._problem.hide()
        self.show()
        self.reason.setFocus()

    def close_panel(self) -> None:
        """Put it away; nothing was done."""
        self.hide()
        self.put_away.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc puts it away also where another Esc of the page is nearer than the button's."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def _give(self) -> None:
        reason = " ".join(nfc(self.reason.text()).split())
        if len(reason) < SHORTEST_REASON:
            self.show_problem(_("Ghi lý do ít nhất {n} ký tự.").format(n=SHORTEST_REASON))
            self.reason.setFocus()
            return
        self._problem.hide()
        self.given.emit(reason)

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong; the panel stays."""
        self._problem.setText(sentence)
        self._problem.show()
