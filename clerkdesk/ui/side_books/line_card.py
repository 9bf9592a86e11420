"""The card beside the list: one line of the open book, new or chosen, and what can be done with it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from clerkdesk.domain.fields import Field, Kind
from clerkdesk.domain.side_book_forms import SideBook, SideBookKey
from clerkdesk.domain.side_books import SideRecord
from clerkdesk.domain.texts import N_, _
from clerkdesk.ui.cards import Card, Note, button, scrolled, text_label
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.side_books.presenter import SideBooksPresenter
from clerkdesk.ui.theme import State

_REASON = (Field("reason", N_("Lý do hủy"), Kind.TEXT, required=True, max_length=200),)


class LineCard(Card):
    """Writes a line. «Hủy dòng» asks for its reason in place; the same key then strikes it out."""

    register_wanted = Signal()
    """An envelope was opened after all: its document goes into the register."""

    def __init__(
        self,
        presenter: SideBooksPresenter,
        book: SideBook,
        suggestions: Mapping[str, Sequence[str]],
    ) -> None:
        super().__init__(margin=12)
        self._presenter = presenter
        self._book = book
        self._record: SideRecord | None = None
        self._about = ""
        self.setMinimumWidth(290)
        self._title = text_label("", "number")
        self._note = Note()
        self._note.hide()
        self.form = FieldForm(book.fields, suggestions=suggestions, today=presenter.today)
        self._reason = FieldForm(_REASON)
        self._reason.hide()
        self.save = button(_("Lưu"), self._save, key="Ctrl+Return", primary=True)
        self._cancel = button(_("Hủy dòng…"), self._strike)
        self._back = button(_("Thôi"), self._put_reason_away, key="Escape")
        self._back.hide()
        self._close = button(_("Đã trả hôm nay"), self._close_now, key="F7")
        if book.key is SideBookKey.ENVELOPES:
            self._close.setText(_("Đã nhận hôm nay") + "  F7")
        self._more = self._own_button()
        row = QHBoxLayout()
        row.setSpacing(6)
        for widget in (self._cancel, self._back, self._close, self._more):
            if widget is not None:
                row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.save)
        self.body.addWidget(self._title)
        self.body.addWidget(self._note)
        self.body.addWidget(scrolled(self.form), 1)
        self.body.addWidget(self._reason)
        self.body.addLayout(row)
        presenter.problems_found.connect(self._show_problems)
        self.show_new()

    def show_new(self, values: Mapping[str, object] | None = None, about: str = "") -> None:
        """An empty line, today's, perhaps with values from elsewhere."""
        self._record, self._about = None, about
        self._title.setText(_("Ghi {entry}").format(entry=_(self._book.entry)))
        self._note.hide()
        self.form.clear()
        first = (
            {}
            if self._book.key is SideBookKey.MEETINGS
            else {self._book.day: self._presenter.today}
        )
        self.form.set_values(first | dict(values or {}))
        self._lock(False)
        self._show_buttons()

    def show_record(self, record: SideRecord) -> None:
        """A line that is in the book."""
        self._record = record
        number = _("Số {number}").format(number=record.number) if record.number else ""
        self._title.setText(number or _("Sửa {entry}").format(entry=_(self._book.entry)))
        if record.cancelled:
            self._note.show_state(_("Đã hủy: {reason}").format(reason=record.cancelled), State.BAD)
        self._note.setVisible(bool(record.cancelled))
        self.form.clear()
        self.form.set_values(record.entry.values)
        self._lock(bool(record.cancelled))
        self._show_buttons()

    def focus_form(self) -> None:
        """Start typing."""
        self.form.focus_first()

    def _own_button(self) -> QPushButton | None:
        if self._book.key is SideBookKey.HAND_OVERS:
            return button(_("In biên bản"), self._print_hand_over, key="Ctrl+P")
        if self._book.key is SideBookKey.ENVELOPES:
            return button(_("Bóc bì, vào sổ đến"), self.register_wanted.emit)
        return None

    def _show_buttons(self) -> None:
        record = self._record
        standing = record is not None and not record.cancelled
        self._cancel.setVisible(standing)
        self._close.setVisible(record is not None and record.open)
        if self._more is not None:
            self._more.setVisible(standing)
        self.save.setVisible(record is None or standing)
        self._put_reason_away()

    def _lock(self, locked: bool) -> None:
        self.form.set_read_only(locked)

    def _save(self) -> None:
        values = self.form.values()
        problems = self._book.problems(values, self._presenter.today)
        self.form.show_problems(problems)
        if problems:
            return
        if self._record is None:
            self._presenter.write(values, self._about)
        else:
            self._presenter.change(self._record, values)

    def _close_now(self) -> None:
        self.form.set_values({self._book.closes: self._presenter.today})
        self._save()

    def _strike(self) -> None:
        if self._record is None:
            return
        if self._reason.isHidden():
            self._reason.clear()
            self._reason.show()
            self._back.show()
            self._cancel.setText(_("Hủy dòng này"))
            self._reason.focus_first()
            return
        reason = str(self._reason.values()["reason"] or "")
        problem = _REASON[0].problem(reason.strip())
        self._reason.show_problems({"reason": problem} if problem else {})
        if not problem:
            self._presenter.cancel(self._record.uid, reason)

    def _put_reason_away(self) -> None:
        self._reason.hide()
        self._back.hide()
        self._cancel.setText(_("Hủy dòng…"))

    def _print_hand_over(self) -> None:
        if self._record is not None:
            self._presenter.print_hand_over(self._record.uid)

    def _show_problems(self, problems: Mapping[str, str]) -> None:
        if self.isVisible():
            self.form.show_problems(problems)
