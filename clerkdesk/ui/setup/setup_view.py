"""First start: three steps — the office, two accounts, the recovery key that must be kept."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.domain.accounts import ACCOUNT, OFFICE, short_office_name
from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import Card, Note, button, scrolled, text_label
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.setup.passwords import LabelledBox, NewPassword, forget
from clerkdesk.ui.setup.setup_presenter import ADMIN, CLERK, SetupPresenter, TypedAccount
from clerkdesk.ui.setup.side import Side
from clerkdesk.ui.shell.notices import NoticeBar
from clerkdesk.ui.shown_stack import ShownStack
from clerkdesk.ui.theme import State

_SMALLEST = QSize(880, 460)
"""1366×768 pixels at 150 % without the frame of the window."""


class SetupView(QWidget):
    """The window of the first start. `print_wanted` carries key and office name.

    Args:
        folder: where the data will lie unless the clerk chooses another place.
    """

    print_wanted = Signal(str, str)
    restore_wanted = Signal()

    def __init__(self, presenter: SetupPresenter, folder: Path) -> None:
        super().__init__()
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("ClerkDesk — thiết lập lần đầu"))
        self.setMinimumSize(_SMALLEST)
        self.resize(room())
        self._presenter = presenter
        self._key = ""
        self.side = Side(_("Thiết lập lần đầu"), _("Đơn vị"), _("Tài khoản"), _("Khóa khôi phục"))
        self.notice = NoticeBar()
        self.steps = ShownStack()
        self.office = FieldForm(OFFICE, placeholders=_EXAMPLES)
        self.office.changed.connect(self._propose_short_name)
        self.folder = LabelledBox(_("Thư mục dữ liệu *"), QLineEdit(str(folder)))
        self.folder.box.setObjectName("folder")
        self.next_button = button(_("Tiếp tục"), self._take_office, primary=True)
        self.steps.addWidget(self._office_step())
        right = QVBoxLayout()
        right.setContentsMargins(24, 16, 24, 16)
        right.setSpacing(10)
        right.addWidget(self.notice)
        right.addWidget(self.steps, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.side)
        across.addLayout(right, 1)
        self._listen()
        self.show_step(0)

    # --- parts of later steps, made when they are needed: the first window comes sooner -------------

    @cached_property
    def accounts(self) -> Mapping[str, FieldForm]:
        """The forms of both accounts."""
        return {ADMIN: FieldForm(ACCOUNT), CLERK: FieldForm(ACCOUNT)}

    @cached_property
    def passwords(self) -> Mapping[str, NewPassword]:
        """The passwords of both accounts, typed twice."""
        return {ADMIN: NewPassword(ADMIN), CLERK: NewPassword(CLERK)}

    @cached_property
    def create_button(self) -> QPushButton:
        """Makes the store."""
        return button(_("Tạo kho dữ liệu"), self._take_accounts, primary=True)

    @cached_property
    def key(self) -> QLabel:
        """The recovery key."""
        return text_label("", "large")

    @cached_property
    def kept(self) -> LabelledBox:
        """The key once more, typed from the paper; only then the work begins."""
        box = LabelledBox(
            _("Gõ lại khóa từ tờ giấy vừa in (chữ thường, dấu gạch không quan trọng) *"),
            QLineEdit(),
        )
        box.box.setObjectName("key-again")
        box.box.textChanged.connect(lambda text: self.finish_button.setEnabled(bool(text.strip())))
        box.box.returnPressed.connect(self._confirm_kept)
        return box

    @cached_property
    def finish_button(self) -> QPushButton:
        """Ends the first start."""
        made = button(_("Bắt đầu làm việc"), self._confirm_kept, primary=True)
        made.setEnabled(False)
        return made

    def show_step(self, step: int) -> None:
        """0 the office, 1 the accounts, 2 the key."""
        later = (self._accounts_step, self._key_step)
        while self.steps.count() <= step:
            self.steps.addWidget(later[self.steps.count() - 1]())
        self.steps.setCurrentIndex(step)
        self.side.mark(step)
        if step == 0:
            self.office.focus_first()
        elif step == 1:
            self.accounts[ADMIN].focus_first()

    def _listen(self) -> None:
        presenter = self._presenter
        presenter.office_problems.connect(self._show_office_problems)
        presenter.office_accepted.connect(self._show_accounts)
        presenter.account_problems.connect(self._show_account_problems)
        presenter.key_made.connect(self._show_key)
        presenter.key_problem.connect(lambda words: self.kept.show_problem(words))
        presenter.failed.connect(self._show_error)
        presenter.busy_changed.connect(self._show_busy)

    # --- steps -------------------------------------------------------------------------------------

    def _office_step(self) -> QWidget:
        choose = button(_("Chọn…"), self._choose_folder)
        restore = button(_("Khôi phục từ bản sao lưu…"), self.restore_wanted.emit)
        restore.setObjectName("restore")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.folder, 1)
        beside_box = QVBoxLayout()
        beside_box.setSpacing(2)
        beside_box.addWidget(text_label(" ", "label"))  # as high as the box's own label
        beside_box.addWidget(choose)
        beside_box.addStretch(1)
        row.addLayout(beside_box)
        card = Card(_("Thông tin dùng để in biểu mẫu, dấu ĐẾN và ký hiệu văn bản"))
        card.body.addWidget(self.office)
        place = Card(_("Nơi lưu dữ liệu (được mã hóa toàn bộ)"))
        place.body.addLayout(row)
        return _step(
            _("Đơn vị của bạn"),
            _("Điền các ô có dấu *, rồi bấm «Tiếp tục»."),
            [card, place],
            restore,
            self.next_button,
        )

    def _accounts_step(self) -> QWidget:
        cards: list[QWidget] = []
        titles = {
            ADMIN: _("Quản trị — thiết lập máy, tài khoản"),
            CLERK: _("Văn thư — người làm việc hằng ngày trên máy này"),
        }
        for who, title in titles.items():
            card = Card(title)
            card.body.addWidget(self.accounts[who])
            card.body.addWidget(self.passwords[who])
            cards.append(card)
        advice = Note(
            _("Mỗi mật khẩu mở được kho dữ liệu. Tắt bộ gõ tiếng Việt khi nhập mật khẩu."),
            State.ACCENT,
        )
        back = button(_("Quay lại"), self._back_to_office)
        return _step(
            _("Hai tài khoản đầu tiên"),
            _("Mật khẩu từ 8 ký tự trở lên, nhập hai lần."),
            [*cards, advice],
            back,
            self.create_button,
        )

    def _key_step(self) -> QWidget:
        card = Card(_("Khóa khôi phục — chỉ hiện một lần này"))
        self.key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.key.setWordWrap(True)
        self.key.setObjectName("recovery-key")
        self.key.setMinimumHeight(96)
        card.body.addWidget(self.key)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(button(_("In khóa khôi phục"), self._print))
        row.addStretch()
        card.body.addLayout(row)
        warning = Note(
            _(
                "Khi quên mọi mật khẩu hoặc máy hỏng, chỉ khóa này mở lại được dữ liệu. "
                "In ra giấy, cho vào phong bì niêm phong, cất trong tủ có khóa. Không chụp ảnh, không lưu vào máy."
            ),
            State.WARN,
        )
        return _step(
            _("Cất khóa khôi phục"),
            _("In khóa, gõ lại một lần từ tờ giấy, rồi cất giữ."),
            [card, warning, self.kept],
            self.finish_button,
        )

    # --- to and from the presenter -----------------------------------------------------------------

    def _take_office(self) -> None:
        self.notice.clear()
        self._presenter.take_office(self.office.values(), self.folder.box.text())

    def _take_accounts(self) -> None:
        self.notice.clear()
        typed = {
            who: TypedAccount(
                form.values(),
                self.passwords[who].first.box.text(),
                self.passwords[who].again.box.text(),
            )
            for who, form in self.accounts.items()
        }
        self._presenter.take_accounts(typed[ADMIN], typed[CLERK])

    def _show_office_problems(self, problems: Mapping[str, str]) -> None:
        self.folder.show_problem(problems.get("folder", ""))
        self.office.show_problems(problems)

    def _show_accounts(self) -> None:
        self.show_step(1)

    def _show_account_problems(self, who: str, problems: Mapping[str, str]) -> None:
        self.passwords[who].show_problems(problems.get("password", ""), problems.get("again", ""))
        self.accounts[who].show_problems(problems)

    def _show_key(self, key: str) -> None:
        self._key = key
        self.key.setText(key)
        forget(self)
        self.show_step(2)

    def _confirm_kept(self) -> None:
        if self.finish_button.isEnabled():
            self._presenter.confirm_kept(self.kept.box.text())

    def _show_error(self, error: ClerkError) -> None:
        self.notice.show_error(error)

    def _show_busy(self, busy: bool) -> None:
        self.create_button.setEnabled(not busy)
        self.create_button.setText(_("Đang tạo kho dữ liệu…") if busy else _("Tạo kho dữ liệu"))

    def _back_to_office(self) -> None:
        self.show_step(0)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, _("Chọn thư mục dữ liệu"), self.folder.box.text()
        )
        if chosen:
            self.folder.box.setText(chosen)
            self.folder.show_problem("")

    def _print(self) -> None:
        self.print_wanted.emit(self._key, str(self.office.values()["name"]))

    def _propose_short_name(self, name: str) -> None:
        if name == "name":
            typed = str(self.office.values()["name"])
            self.office.set_values({"short_name": short_office_name(typed)})


_EXAMPLES = {
    name: _("Ví dụ: {example}").format(example=example)
    for name, example in {
        "name": "Ủy ban nhân dân xã Thạnh Mẫu",
        "short_name": "UBND xã Thạnh Mẫu",
        "parent_name": "Ủy ban nhân dân thành phố Cần Thơ",
        "code": "000.00.01.H13",
        "place": "Thạnh Mẫu",
        "notation": "UBND",
    }.items()
}


def _step(title: str, remark: str, parts: list[QWidget], *buttons: QWidget) -> QWidget:
    step = QWidget()
    down = QVBoxLayout(step)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(10)
    header = PageHeader(title)
    header.set_remark(remark)
    down.addWidget(header)
    inside = QWidget()
    content = QVBoxLayout(inside)
    content.setContentsMargins(0, 0, 0, 0)
    content.setSpacing(10)
    for part in parts:
        content.addWidget(part)
    content.addStretch(1)
    down.addWidget(scrolled(inside), 1)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addStretch(1)
    for made in buttons:
        row.addWidget(made)
    down.addLayout(row)
    return step


def room() -> QSize:
    """As large as the steps of a first window like to be, and no larger than the screen."""
    usual = QSize(1120, 700)
    screen = QGuiApplication.primaryScreen()
    return usual if screen is None else usual.boundedTo(screen.availableSize())
