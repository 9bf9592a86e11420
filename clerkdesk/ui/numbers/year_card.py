"""«Mở sổ năm mới»: every book of last year with its first number, opened by one explicit act."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clerkdesk.domain.texts import _
from clerkdesk.services.open_year import ProposedBook
from clerkdesk.ui.cards import Card, ElidedLabel, Note, button, text_label
from clerkdesk.ui.numbers.presenter import NumberFacts, NumbersPresenter
from clerkdesk.ui.theme import State


class YearCard(Card):
    """Waits quietly until 25 December; then each book has a tick and the paper's last number."""

    def __init__(self, presenter: NumbersPresenter) -> None:
        super().__init__(_("Năm mới"))
        self._presenter = presenter
        self._year = 0
        self._rows: list[tuple[ProposedBook, QCheckBox, QLineEdit]] = []
        self._state = text_label("", "muted")
        self._state.setWordWrap(True)
        self.warning = Note(state=State.WARN)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self._holder = QWidget()
        self._holder.setLayout(self._list)
        self._wrong = text_label("", "problem")
        self._wrong.hide()
        self.open_button = button("", self._open, primary=True)
        self.open_button.setObjectName("open-year")
        for widget in (self._state, self.warning, self._holder, self._wrong, self.open_button):
            self.body.addWidget(widget)
        presenter.facts_changed.connect(self._show)

    def _show(self, facts: NumberFacts) -> None:
        proposal = facts.proposal
        self._year = proposal.year
        due = facts.reminder is not None and self._presenter.may_keep_books
        self.set_title(_("Năm {year}").format(year=proposal.year))
        for widget in (self._holder, self.open_button):
            widget.setVisible(due)
        self._wrong.hide()
        words = _warnings(facts) if facts.reminder else []
        self.warning.setVisible(bool(words))
        self.warning.show_state("\n".join(words), State.WARN)
        self.open_button.setText(_("Mở sổ năm {year}").format(year=proposal.year))
        if due:
            self._state.setText(
                _("Bỏ dấu sổ không dùng nữa. Sổ giấy đã cấp số thì ghi số cuối; để trống là từ 01.")
            )
        elif facts.reminder is not None:
            self._state.setText(_("Văn thư hoặc quản trị mở sổ năm mới."))
        else:
            self._state.setText(
                _("Sổ năm {year} mở được từ ngày 25/12/{before}; số bắt đầu từ 01.").format(
                    year=proposal.year, before=proposal.year - 1
                )
            )
        if due:
            self._fill(proposal.books)

    def _fill(self, books: tuple[ProposedBook, ...]) -> None:
        if tuple(book for book, _tick, _last in self._rows) == books:
            return  # what was ticked and typed stays
        self._rows = []
        while self._list.count():
            item = self._list.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for book in books:
            tick, last = QCheckBox(), QLineEdit()
            tick.setChecked(True)
            tick.setAccessibleName(book.title)
            last.setPlaceholderText(_("số cuối"))
            last.setAccessibleName(_("Số cuối trên giấy của {title}").format(title=book.title))
            last.setFixedWidth(76)
            row = QWidget()
            across = QHBoxLayout(row)
            across.setContentsMargins(0, 0, 0, 0)
            across.addWidget(tick)
            across.addWidget(ElidedLabel(book.title), 1)
            across.addWidget(last)
            self._list.addWidget(row)
            self._rows.append((book, tick, last))

    def _open(self) -> None:
        wanted = []
        for book, tick, last in self._rows:
            text = last.text().strip()
            if text and not (text.isascii() and text.isdigit()):
                self._wrong.setText(_("«{text}» không phải là số.").format(text=text))
                self._wrong.show()
                last.setFocus()
                return
            if tick.isChecked():
                wanted.append(replace(book, last=int(text or 0)))
        if not wanted:
            self._wrong.setText(_("Chọn ít nhất một sổ."))
            self._wrong.show()
            return
        self._presenter.open_year(self._year, wanted)


def _warnings(facts: NumberFacts) -> list[str]:
    proposal = facts.proposal
    words = []
    if proposal.unnumbered:
        words.append(
            _("Còn {n} văn bản đã ký chưa cấp số của năm {year}: cấp số trước khi hết năm.").format(
                n=proposal.unnumbered, year=proposal.year - 1
            )
        )
    if proposal.elsewhere:
        words.append(_("Máy khác giữ và mở: {books}.").format(books=", ".join(proposal.elsewhere)))
    return words
