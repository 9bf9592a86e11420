"""After a restore: for each book, the last number on paper, read by two persons."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from clerkdesk.domain.texts import _
from clerkdesk.ports.books import ToAttest
from clerkdesk.ui.backup.presenter import BackupPresenter
from clerkdesk.ui.cards import Card, Note, button, text_label
from clerkdesk.ui.flow_layout import WrappingRow
from clerkdesk.ui.setup.passwords import LabelledBox, PasswordBox
from clerkdesk.ui.theme import State


class AttestCard(Card):
    """One book at a time; hidden where none waits."""

    def __init__(self, presenter: BackupPresenter) -> None:
        super().__init__(_("Đối chiếu sổ sau khi khôi phục — cần hai người"))
        self._presenter = presenter
        self._book: ToAttest | None = None
        self.told = Note(state=State.WARN)
        self.last = LabelledBox(_("Số cuối cùng trên sổ giấy *"), QLineEdit())
        self.last.box.setObjectName("attest-last")
        self.second = LabelledBox(_("Người thứ hai: tên đăng nhập *"), QLineEdit())
        self.second.box.setObjectName("attest-second")
        self.password = LabelledBox(
            _("Mật khẩu của người thứ hai *"), PasswordBox("attest-password")
        )
        self.problem = text_label("", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        across = QHBoxLayout()
        across.setSpacing(10)
        for box in (self.last, self.second, self.password):
            across.addWidget(box, 1)
        self.confirm = button(_("Hai người xác nhận, cấp số tiếp"), self._confirm, primary=True)
        self.confirm.setObjectName("attest")
        self.password.box.returnPressed.connect(self._confirm)
        row = WrappingRow(8)
        row.end.addWidget(self.confirm)
        self.body.addWidget(self.told)
        self.body.addLayout(across)
        self.body.addWidget(self.problem)
        self.body.addWidget(row)
        self.hide()
        presenter.attest_problem.connect(self._show_problem)

    def show_books(self, books: Sequence[ToAttest]) -> None:
        """Show the first book that waits, and how many more there are."""
        self.setVisible(bool(books))
        if not books:
            return
        book = books[0]
        if self._book is None or self._book.book.key != book.book.key:
            for box in (self.last, self.second, self.password):
                box.box.clear()
        self._book = book
        said = [
            _("Sổ «{book}»: bản sao lưu có đến số {n}.").format(
                book=book.book.title, n=book.book.last
            )
        ]
        if book.seen > book.book.last:
            said.append(_("Máy này còn nhớ đã cấp đến số {n}.").format(n=book.seen))
        said.append(
            _("Sổ đã chuyển cho máy khác: kết nối máy chủ để nhận lại.")
            if book.gone_on
            else _("Lật sổ giấy (hoặc văn bản đã đóng dấu) xem số cuối cùng, cùng một người nữa.")
        )
        if len(books) > 1:
            said.append(_("Còn {n} sổ nữa sau sổ này.").format(n=len(books) - 1))
        self.told.show_state(" ".join(said), State.WARN)
        self.confirm.setEnabled(self._presenter.allowed and not book.gone_on)

    def _confirm(self) -> None:
        if self._book is not None and self.confirm.isEnabled():
            self._presenter.attest(
                self._book.book.key,
                self.last.box.text(),
                self.second.box.text(),
                self.password.box.text(),
            )

    def _show_problem(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.password.box.clear()
