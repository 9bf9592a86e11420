"""What a locked window shows: whose desk it is, and one box for the password."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import Card, button, text_label
from clerkdesk.ui.setup.passwords import LabelledBox, PasswordBox, forget


class LockPage(QWidget):
    """`unlock_wanted` comes with what was typed; the box is emptied at every answer."""

    unlock_wanted = Signal(str)

    def __init__(self, who: str) -> None:
        super().__init__()
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.password = LabelledBox(_("Mật khẩu"), PasswordBox("lock-password"))
        self.password.box.returnPressed.connect(self._ask)
        self.open = button(_("Mở khóa"), self._ask, primary=True)
        card = Card(margin=24)
        card.setMaximumWidth(440)
        card.body.addWidget(text_label(_("Cửa sổ đang khóa"), "title"))
        advice = text_label(
            _(
                "Việc đang làm còn nguyên. Phiên làm việc với USB token đã kết thúc; lần ký sau nhập "
                "lại mã PIN."
            ),
            "muted",
        )
        advice.setWordWrap(True)
        card.body.addWidget(advice)
        card.body.addSpacing(8)
        card.body.addWidget(text_label(who, "group"))
        card.body.addWidget(self.password)
        card.body.addWidget(self.open)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card, 10)
        across.addStretch(1)
        down = QVBoxLayout(self)
        down.addStretch(2)
        down.addLayout(across)
        down.addStretch(3)
        self.setFocusProxy(self.password.box)

    def begin(self) -> None:
        """Wait for the password."""
        forget(self)
        self.password.show_problem("")
        self.show_busy(False)
        self.password.box.setFocus()

    def show_busy(self, busy: bool) -> None:
        """While the password is tried."""
        self.open.setEnabled(not busy)
        self.password.box.setEnabled(not busy)

    def show_error(self, error: ClerkError) -> None:
        """It was not opened."""
        self.show_busy(False)
        forget(self)
        self.password.show_problem(f"{error} {error.advice}")
        self.password.box.setFocus()

    def _ask(self) -> None:
        typed = self.password.box.text()
        if typed:
            self.show_busy(True)
            self.unlock_wanted.emit(typed)
