"""The books of the office: last number, holder, state; the new year, and an entity founded anew."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clerkdesk.domain.books import Book
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import Badge, Card, button, text_label
from clerkdesk.ui.forms.dates import DateEditor, show_date
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.numbers import words
from clerkdesk.ui.numbers.beside import lay_beside
from clerkdesk.ui.numbers.presenter import NumberFacts, NumbersPresenter
from clerkdesk.ui.numbers.year_card import YearCard
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable


class BooksFace(QWidget):
    """The list at the left; what can be done with a book, and with a year, at the right."""

    def __init__(self, presenter: NumbersPresenter, memory: UiMemory) -> None:
        super().__init__()
        self._presenter = presenter
        self._device = ""
        self._book: Book | None = None
        self.table = RegisterTable[Book](
            self._columns(),
            memory=memory,
            memory_key="books",
            empty=_("Chưa có sổ nào.\nSổ tự mở khi cấp số đầu tiên của năm đầu dùng chương trình."),
        )
        self.table.row_chosen.connect(self._show_book)
        self.year = YearCard(presenter)
        lay_beside(self, self.table, self._book_card(), self.year, self._entity_card())
        presenter.facts_changed.connect(self._show)
        presenter.problems_found.connect(
            lambda wrong: self._say_wrong(str(wrong.get("founded", "")))
        )

    def _columns(self) -> list[Column[Book]]:
        return [
            Column(
                "title",
                _("SỔ"),
                260,
                lambda book: book.title,
                second=words.direction_text,
                stretches=True,
            ),
            Column("year", _("NĂM"), 60, lambda book: str(book.key.year)),
            Column("last", _("SỐ CUỐI"), 80, words.last_text, Look.NUMBER),
            Column(
                "last_on",
                _("NGÀY SỐ CUỐI"),
                110,
                lambda book: show_date(book.last_on) if book.last_on else "",
            ),
            Column("holder", _("MÁY GIỮ SỔ"), 110, lambda b: words.holder_text(b, self._device)),
            Column(
                "state",
                _("TRẠNG THÁI"),
                120,
                lambda book: words.state_text(book, self._device),
                Look.BADGE,
                state=lambda book: words.state_colour(book, self._device),
            ),
        ]

    def _book_card(self) -> Card:
        card = Card()
        self._title = text_label("", "heading")
        self._title.setWordWrap(True)
        self._detail = text_label("", "muted")
        self._detail.setWordWrap(True)
        self._state = Badge()
        self.close_button = button(_("Đóng sổ"), self._close_or_open)
        self.close_button.setObjectName("close-book")
        card.body.addWidget(self._title)
        card.body.addWidget(self._state)
        card.body.addWidget(self._detail)
        card.body.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _entity_card(self) -> Card:
        card = Card(_("Đơn vị mới thành lập giữa năm"))
        advice = text_label(
            _(
                "Đóng mọi sổ đang mở của đơn vị cũ trong năm đó và mở sổ của đơn vị mới, số bắt đầu "
                "từ 01. Sổ cũ vẫn tra cứu và in được."
            ),
            "small",
        )
        advice.setWordWrap(True)
        self.founded = DateEditor()
        self.founded.setObjectName("founded")
        self.founded.setAccessibleName(_("Ngày thành lập"))
        self._wrong = text_label("", "problem")
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        self.found_button = button(
            _("Đóng sổ cũ, mở sổ mới"),
            lambda: self._presenter.found_entity(self.founded.value()),
        )
        self.found_button.setObjectName("found-entity")
        label = text_label(_("Ngày thành lập"), "label")
        label.setBuddy(self.founded)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.founded, 1)
        row.addWidget(self.found_button)
        card.body.addWidget(advice)
        card.body.addWidget(label)
        card.body.addLayout(row)
        card.body.addWidget(self._wrong)
        for widget in (self.founded, self.found_button):
            widget.setEnabled(self._presenter.may_keep_books)
        return card

    def _say_wrong(self, sentence: str) -> None:
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))

    def _show(self, facts: NumberFacts) -> None:
        self._device = facts.device
        wanted = self._book.key if self._book else None
        self.table.set_rows(facts.books, choose=lambda book: book.key == wanted)

    def _show_book(self, book: Book | None) -> None:
        self._book = book
        self._state.setVisible(book is not None)
        self.close_button.setVisible(book is not None and self._presenter.may_keep_books)
        if book is None:
            self._title.setText(_("Chọn một sổ"))
            self._detail.setText(_("Số đầu, số cuối và người giữ sổ hiện ở đây."))
            return
        self._title.setText(book.title)
        self._state.show_state(
            words.state_text(book, self._device), words.state_colour(book, self._device)
        )
        self._detail.setText("\n".join(_facts(book, self._device)))
        self.close_button.setText(_("Đóng sổ") if book.closed_on is None else _("Mở lại sổ"))
        self.close_button.setEnabled(book.holder == self._device)

    def _close_or_open(self) -> None:
        if self._book is None:
            return
        if self._book.closed_on is None:
            self._presenter.close_book(self._book)
        else:
            self._presenter.reopen_book(self._book)


def _facts(book: Book, device: str) -> list[str]:
    lines = [_("Giữ quyền cấp số: {holder}").format(holder=words.holder_text(book, device))]
    if book.first > 1:
        lines.append(_("Số đầu tại đây: {n}; số trước đó ở sổ giấy").format(n=book.first))
    if book.last:
        lines.append(_("Số cuối: {n}").format(n=words.last_text(book)))
    if book.starts_on:
        lines.append(_("Bắt đầu từ ngày {day}").format(day=show_date(book.starts_on)))
    if book.closed_on:
        lines.append(_("Đóng từ ngày {day}").format(day=show_date(book.closed_on)))
    return lines
