"""The login window: account and password, or the printed recovery key."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.people import Person
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import Card, ChoiceBox, button, text_label
from clerkdesk.ui.setup.login_presenter import LoginPresenter
from clerkdesk.ui.setup.passwords import LabelledBox, NewPassword, PasswordBox, forget
from clerkdesk.ui.setup.side import Side
from clerkdesk.ui.shell.notices import NoticeBar


class LoginView(QWidget):
    """A window of its own; `restore_wanted` where the data are to come from a backup.

    Args:
        office: shown so that the clerk knows which store it is; may be empty.
        login: the account that was used last; the cursor then stands in the password.
    """

    restore_wanted = Signal()

    def __init__(self, presenter: LoginPresenter, *, office: str = "", login: str = "") -> None:
        super().__init__()
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("ClerkDesk — đăng nhập"))
        self.setMinimumSize(760, 480)
        self._presenter = presenter
        self._people: list[Person] = []
        self.notice = NoticeBar()
        self.login = LabelledBox(_("Tên đăng nhập"), QLineEdit(login))
        self.login.box.setObjectName("login")
        self.password = LabelledBox(_("Mật khẩu"), PasswordBox("password"))
        self.recovery = LabelledBox(_("Khóa khôi phục (trên tờ giấy đã cất)"), QLineEdit())
        self.recovery.box.setObjectName("recovery")
        self.second_share = LabelledBox(
            _("Mảnh thứ hai (chỉ khi dùng khóa cơ quan chia ba)"), QLineEdit()
        )
        self.second_share.box.setObjectName("second-share")
        self.login_button = button(_("Đăng nhập"), self._log_in, primary=True)
        self.recover_button = button(_("Mở bằng khóa khôi phục"), self._recover, primary=True)
        self.login.box.returnPressed.connect(self._log_in)
        self.password.box.returnPressed.connect(self._log_in)
        for paper in (self.recovery, self.second_share):
            paper.box.returnPressed.connect(self._recover)
        self.ways = QStackedWidget()
        self.ways.addWidget(self._password_way())
        self.ways.addWidget(self._recovery_way())
        self.ways.addWidget(self._new_password_way())
        right = QVBoxLayout()
        right.setContentsMargins(40, 24, 40, 24)
        right.setSpacing(12)
        right.addWidget(self.notice)
        right.addStretch(1)
        right.addWidget(self.ways)
        right.addStretch(2)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(Side(office or _("Phần mềm văn thư")))
        across.addLayout(right, 1)
        presenter.problems_found.connect(self._show_problems)
        presenter.failed.connect(self._show_error)
        presenter.busy_changed.connect(self._show_busy)
        presenter.people_known.connect(self._ask_new_password)
        (self.password if login else self.login).box.setFocus()

    def use_recovery_key(self, use: bool) -> None:
        """Change between password and recovery key."""
        self.notice.clear()
        self.ways.setCurrentIndex(1 if use else 0)
        (self.recovery if use else self.password).box.setFocus()

    def _password_way(self) -> QWidget:
        forgot = button(_("Quên mật khẩu? Dùng khóa khôi phục"), self._to_recovery, link=True)
        restore = button(_("Khôi phục từ bản sao lưu…"), self.restore_wanted.emit, link=True)
        restore.setObjectName("restore")
        self.machine_button = button(_("Mở bằng khóa của máy này"), self._presenter.open_by_machine)
        self.machine_button.setVisible(self._presenter.machine_may_open)
        return _way(
            _("Đăng nhập"),
            _("Nhập tên đăng nhập và mật khẩu để mở kho dữ liệu trên máy này."),
            [self.login, self.password],
            self.login_button,
            self.machine_button,
            forgot,
            restore,
        )

    def _recovery_way(self) -> QWidget:
        back = button(_("Quay lại đăng nhập"), self._to_password, link=True)
        return _way(
            _("Mở bằng khóa khôi phục"),
            _("Lấy tờ khóa khôi phục trong tủ, nhập từng nhóm ký tự. Sau đó đặt lại mật khẩu."),
            [self.recovery, self.second_share],
            self.recover_button,
            back,
        )

    def _new_password_way(self) -> QWidget:
        self.who = ChoiceBox()
        self.who.setAccessibleName(_("Tài khoản"))
        self.new_password = NewPassword("new", _("Mật khẩu mới *"))
        self.new_password.again.box.returnPressed.connect(self._set_password)
        self.set_button = button(
            _("Đặt mật khẩu và vào làm việc"), self._set_password, primary=True
        )
        card = _card(
            _("Đã mở bằng khóa khôi phục"),
            _("Đặt mật khẩu mới cho tài khoản bị quên. Cất lại tờ khóa khôi phục vào tủ."),
        )
        label = text_label(_("Tài khoản"), "label")
        label.setBuddy(self.who)
        account = QVBoxLayout()
        account.setSpacing(2)
        account.addWidget(label)
        account.addWidget(self.who)
        card.body.addLayout(account)
        card.body.addWidget(self.new_password)
        card.body.addWidget(self.set_button)
        card.body.addStretch(1)
        return _centred(card)

    def _ask_new_password(self, people: Sequence[Person]) -> None:
        self.who.clear()
        self._people = list(people)
        for person in self._people:
            self.who.addItem(f"{person.full_name} · {person.position} ({person.login})")
        forget(self)
        self.recovery.box.clear()
        self.second_share.box.clear()
        self.ways.setCurrentIndex(2)
        self.new_password.first.box.setFocus()

    def _set_password(self) -> None:
        self.notice.clear()
        boxes = self.new_password
        self._presenter.set_password(
            self._people[self.who.currentIndex()],
            boxes.first.box.text(),
            boxes.again.box.text(),
        )

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """A recovered store that nobody entered is closed."""
        self._presenter.give_up()
        super().closeEvent(event)

    def _log_in(self) -> None:
        self.notice.clear()
        self._presenter.log_in(self.login.box.text(), self.password.box.text())

    def _recover(self) -> None:
        self.notice.clear()
        self._presenter.recover(self.recovery.box.text(), self.second_share.box.text())

    def _to_recovery(self) -> None:
        self.use_recovery_key(True)

    def _to_password(self) -> None:
        self.use_recovery_key(False)

    def _show_problems(self, problems: Mapping[str, str]) -> None:
        boxes = {
            "recovery": self.recovery,
            "password": self.password,
            "login": self.login,
            "again": self.new_password.again,
            "new": self.new_password.first,
        }
        for name, box in boxes.items():
            box.show_problem(problems.get(name, ""))
            if name in problems:
                box.box.setFocus()

    def _show_error(self, error: ClerkError) -> None:
        self.notice.show_error(error)
        forget(self)
        if self.ways.currentIndex() == 0:
            self.password.box.setFocus()

    def _show_busy(self, busy: bool) -> None:
        for made in (
            self.login_button,
            self.machine_button,
            self.recover_button,
            self.set_button,
        ):
            made.setEnabled(not busy)
        self.login_button.setText(_("Đang mở kho dữ liệu…") if busy else _("Đăng nhập"))


def _way(
    title: str, remark: str, boxes: list[LabelledBox], go: QWidget, *others: QWidget
) -> QWidget:
    card = _card(title, remark)
    for box in boxes:
        card.body.addWidget(box)
    card.body.addWidget(go)
    for other in others:
        card.body.addWidget(other, 0, Qt.AlignmentFlag.AlignHCenter)
    return _centred(card)


def _card(title: str, remark: str) -> Card:
    card = Card(margin=24)
    card.setMaximumWidth(440)
    card.body.addWidget(text_label(title, "title"))
    advice = text_label(remark, "muted")
    advice.setWordWrap(True)
    card.body.addWidget(advice)
    card.body.addSpacing(8)
    return card


def _centred(card: Card) -> QWidget:
    holder = QWidget()
    down = QHBoxLayout(holder)
    down.setContentsMargins(0, 0, 0, 0)
    down.addStretch(1)
    down.addWidget(card, 10)
    down.addStretch(1)
    return holder
