"""Khôi phục từ bản sao lưu: where it lies, which one, the key from the safe."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.domain.backups import Backup
from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import Card, ChoiceBox, Note, button, scrolled, text_label
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.setup.login_presenter import LoginPresenter
from clerkdesk.ui.setup.login_view import LoginView
from clerkdesk.ui.setup.passwords import LabelledBox, PasswordBox, forget
from clerkdesk.ui.setup.restore_presenter import RestorePresenter
from clerkdesk.ui.setup.setup_view import room
from clerkdesk.ui.setup.side import Side
from clerkdesk.ui.shell.notices import NoticeBar
from clerkdesk.ui.theme import State
from clerkdesk.ui.when import size_text, when


class RestoreView(QStackedWidget):
    """A window of its own; its second page asks for a new password.

    Args:
        here: whether a store is on this machine: it is kept beside the new one.
    """

    back_wanted = Signal()

    def __init__(self, presenter: RestorePresenter, people: LoginPresenter, *, here: bool) -> None:
        super().__init__()
        self.setWindowTitle(_("ClerkDesk — khôi phục từ bản sao lưu"))
        self.setMinimumSize(760, 460)
        self.resize(room())
        self._presenter = presenter
        self._people = people
        self._backups: list[Backup] = []
        self.notice = NoticeBar()
        self.side = Side(
            _("Khôi phục dữ liệu"), _("Cắm ổ sao lưu"), _("Khóa từ tờ giấy"), _("Đối chiếu số")
        )
        self.people = LoginView(people)
        self.addWidget(self._page(here))
        self.addWidget(self.people)
        presenter.found.connect(self._show_found)
        presenter.problems_found.connect(self._show_problems)
        presenter.busy_changed.connect(self._show_busy)
        presenter.moved.connect(self.bar.setValue)
        presenter.failed.connect(self._show_error)
        self._show_found([])
        self._show_busy(False)

    def ask_password(self) -> None:
        """The backup is in place: whose password is new?"""
        forget(self)
        self.setCurrentIndex(1)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Nobody waits for a restore whose window is gone."""
        self._presenter.stop()
        self._people.give_up()
        super().closeEvent(event)

    def _page(self, here: bool) -> QWidget:
        page = QWidget()
        page.setProperty("page", "true")
        right = QVBoxLayout()
        right.setContentsMargins(24, 16, 24, 16)
        right.setSpacing(10)
        header = PageHeader(_("Khôi phục từ bản sao lưu"))
        header.set_remark(_("Sổ dùng được ngay sau khi chép xong dữ liệu; tệp văn bản về dần."))
        right.addWidget(self.notice)
        right.addWidget(header)
        inside = QWidget()
        down = QVBoxLayout(inside)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(10)
        down.addWidget(self._place_card())
        down.addWidget(self._key_card())
        if here:
            down.addWidget(
                Note(
                    _(
                        "Kho đang có trên máy này được giữ nguyên trong thư mục «store-cu-…» cạnh kho mới."
                    ),
                    State.ACCENT,
                )
            )
        down.addStretch(1)
        right.addWidget(scrolled(inside), 1)
        row = QHBoxLayout()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Tiến độ"))
        self.stop = button(_("Dừng"), self._presenter.stop)
        self.back = button(_("Quay lại"), self.back_wanted.emit)
        self.go = button(_("Khôi phục"), self._restore, primary=True)
        self.go.setObjectName("restore-now")
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.go)
        right.addLayout(row)
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.side)
        across.addLayout(right, 1)
        return page

    def _place_card(self) -> Card:
        card = Card(_("Bản sao lưu"))
        self.place = LabelledBox(_("Ổ USB hoặc thư mục chứa bản sao lưu *"), QLineEdit())
        self.place.box.setObjectName("restore-place")
        self.place.box.editingFinished.connect(self._look)
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addWidget(text_label(" ", "label"))
        beside.addWidget(button(_("Chọn…"), self._choose))
        beside.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addLayout(beside)
        self.which = ChoiceBox()
        self.which.setObjectName("restore-which")
        self.which.setAccessibleName(_("Bản sao lưu"))
        label = text_label(_("Bản sẽ khôi phục"), "label")
        label.setBuddy(self.which)
        card.body.addLayout(row)
        card.body.addWidget(label)
        card.body.addWidget(self.which)
        return card

    def _key_card(self) -> Card:
        card = Card(_("Khóa mở bản sao lưu"))
        self.key = LabelledBox(_("Khóa khôi phục (trên tờ giấy đã cất) *"), QLineEdit())
        self.key.box.setObjectName("restore-key")
        self.login = LabelledBox(_("Tên đăng nhập"), QLineEdit())
        self.password = LabelledBox(_("Mật khẩu khi đó"), PasswordBox("restore-password"))
        self.second = LabelledBox(
            _("Mảnh thứ hai (chỉ khi dùng khóa cơ quan chia ba)"), QLineEdit()
        )
        self.second.box.setObjectName("restore-second")
        for box in (self.key, self.second, self.password):
            box.box.returnPressed.connect(self._restore)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.login, 1)
        row.addWidget(self.password, 1)
        card.body.addWidget(self.key)
        card.body.addWidget(self.second)
        card.body.addWidget(
            text_label(_("Không tìm thấy tờ giấy? Dùng tài khoản có lúc tạo bản sao lưu:"), "small")
        )
        card.body.addLayout(row)
        return card

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, _("Nơi có bản sao lưu"), self.place.box.text()
        )
        if chosen:
            self.place.box.setText(chosen)
            self._look()

    def _look(self) -> None:
        self.notice.clear()
        if self.place.box.text().strip():
            self._presenter.look(self.place.box.text().strip())

    def _restore(self) -> None:
        if not self.go.isEnabled():
            return
        self.notice.clear()
        backup = self._backups[self.which.currentIndex()]
        if self.login.box.text().strip() and not self.key.box.text().strip():
            self._presenter.restore_by_password(
                backup, self.login.box.text(), self.password.box.text()
            )
        else:
            self._presenter.restore_by_paper(backup, self.key.box.text(), self.second.box.text())

    def _show_found(self, backups: Sequence[Backup]) -> None:
        self._backups = list(backups)
        self.which.clear()
        now = datetime.now(UTC)
        for one in backups:
            self.which.addItem(
                _("{when} · {size} · {files} tệp · {desk}").format(
                    when=when(one.made_at, now),
                    size=size_text(one.size),
                    files=one.files,
                    desk=one.device,
                )
            )
        self.which.setEnabled(bool(backups))
        self.go.setEnabled(bool(backups))
        self.side.mark(1 if backups else 0)
        if backups:
            self.key.box.setFocus()

    def _show_problems(self, problems: Mapping[str, str]) -> None:
        for name, box in (("key", self.key), ("login", self.login), ("password", self.password)):
            box.show_problem(problems.get(name, ""))

    def _show_busy(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.stop.setVisible(busy)
        self.back.setEnabled(not busy)
        self.go.setEnabled(not busy and bool(self._backups))

    def _show_error(self, error: ClerkError) -> None:
        self.notice.show_error(error)
