"""The locked desk: whose it is, one box for the password, a way out."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.people import Person
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import Card, button, text_label
from clerkdesk.ui.setup.passwords import LabelledBox, PasswordBox
from clerkdesk.ui.setup.side import Side


class LockView(QWidget):
    """A window in the place of the office's; closing it ends the program."""

    unlock_wanted = Signal(str)
    leave_wanted = Signal()

    def __init__(self, person: Person, office: str) -> None:
        super().__init__()
        self.setProperty("page", "true")
        self.setWindowTitle(_("ClerkDesk — đang khóa"))
        self.setMinimumSize(760, 460)
        self._over = False
        self.why = text_label("", "muted")
        self.why.setWordWrap(True)
        self.password = LabelledBox(_("Mật khẩu"), PasswordBox("lock-password"))
        self.password.box.returnPressed.connect(self._unlock)
        self.open_button = button(_("Mở khóa"), self._unlock, primary=True)
        self.open_button.setObjectName("unlock")
        card = Card(margin=24)
        card.setMaximumWidth(440)
        card.body.addWidget(text_label(_("Bàn làm việc đang khóa"), "title"))
        card.body.addWidget(text_label(f"{person.full_name} · {person.position}", "label"))
        card.body.addWidget(self.why)
        card.body.addSpacing(8)
        card.body.addWidget(self.password)
        card.body.addWidget(self.open_button)
        card.body.addWidget(
            button(_("Thoát để người khác đăng nhập"), self.leave_wanted.emit, link=True)
        )
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(2)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(Side(office))
        across.addStretch(1)
        across.addLayout(middle, 10)
        across.addStretch(1)

    def show_locked(self, *, shut: bool) -> None:
        """Say why it is locked."""
        self.why.setText(
            _("Máy vừa khóa hoặc ngủ nên kho dữ liệu đã đóng. Việc đang làm dở vẫn còn.")
            if shut
            else _("Đã lâu không có ai dùng. Việc đang làm dở vẫn còn; máy vẫn nhận văn bản đến.")
        )
        self.password.box.clear()
        self.password.show_problem("")
        self.password.box.setFocus()

    def show_problem(self, words: str) -> None:
        """The password was wrong, or the store does not open."""
        self.password.box.clear()
        self.password.show_problem(words)
        self.password.box.setFocus()

    def show_busy(self, busy: bool) -> None:
        """While the password is tried."""
        self.open_button.setEnabled(not busy)

    def put_away(self) -> None:
        """Close without ending the program."""
        self._over = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """The cross of a locked window ends the program; nothing behind it comes to sight."""
        super().closeEvent(event)
        if not self._over:
            self.leave_wanted.emit()
        self._over = False

    def _unlock(self) -> None:
        if self.open_button.isEnabled() and self.password.box.text():
            self.unlock_wanted.emit(self.password.box.text())
