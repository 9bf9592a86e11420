"""Asks for a reason in place: one line and one button under what is being done, no dialog."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import button, text_label
from clerkdesk.ui.theme import State


class ReasonBar(QFrame):
    """Hidden until `ask`; Enter does it, Esc puts it away."""

    def __init__(self) -> None:
        super().__init__()
        self._then: Callable[[str], object] | None = None
        theme.set_look(self, "soft", State.WARN.value)
        self._question = text_label("", "label")
        self._question.setWordWrap(True)
        self.box = QLineEdit()
        self.box.setMaxLength(500)
        self.box.returnPressed.connect(self._done)
        self._ok = button("", self._done, primary=True)
        self._ok.setObjectName("reason-ok")
        self._away = button(_("Thôi"), self.put_away, key="Escape")
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._away)
        row.addWidget(self._ok, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(6)
        layout.addWidget(self._question)
        layout.addWidget(self.box)
        layout.addLayout(row)
        self.hide()

    def ask(
        self, question: str, act: str, then: Callable[[str], object], suggested: str = ""
    ) -> None:
        """Ask `question`; `then` gets what was written when `act` is pressed.

        Args:
            suggested: stands there already, to be typed over.
        """
        self._then = then
        self._question.setText(question)
        self.box.setAccessibleName(question)
        self.box.setText(suggested)
        self.box.selectAll()
        self.box.setPlaceholderText(_("Ghi lý do…"))
        self._ok.setText(act)
        self._ok.setAccessibleName(act)
        self.show()
        self.box.setFocus()

    def put_away(self) -> None:
        """Forget the question."""
        self._then = None
        self.hide()

    def _done(self) -> None:
        then, reason = self._then, self.box.text().strip()
        if not reason:
            self.box.setPlaceholderText(_("Phải ghi lý do"))
            self.box.setFocus()
            return
        self.put_away()
        if then is not None:
            then(reason)
