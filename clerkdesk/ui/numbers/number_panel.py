"""Under a chosen document: make its number void, or give it one late, with the reason, in place."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.numbering import split_number
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import button
from clerkdesk.ui.forms.dates import DateEditor
from clerkdesk.ui.numbers.acts_presenter import NumberActsPresenter
from clerkdesk.ui.numbers.reason_panel import ReasonPanel


class NumberPanel(QWidget):
    """Hidden until one of its two buttons, which stand elsewhere, asks why."""

    opened = Signal(bool)  # whether the panel takes room now

    def __init__(self, presenter: NumberActsPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._document: Incoming | Outgoing | None = None
        self.void_link = button(_("Hủy số…"), self._ask_void, link=True)
        self.void_link.setObjectName("void-number")
        self.late_link = button(_("Chèn số muộn…"), self._ask_late, link=True)
        self.late_link.setObjectName("late-number")
        self.void = ReasonPanel(_("Hủy số này"))
        self.late = ReasonPanel(_("Chèn số"))
        self.number = QLineEdit()
        self.number.setObjectName("late-code")
        self.number.setPlaceholderText(_("Số, ví dụ 12a"))
        self.number.setAccessibleName(_("Số chèn, ví dụ 12a"))
        self.day = DateEditor()
        self.day.setAccessibleName(_("Ngày ban hành"))
        self.late.above.addWidget(self.number, 1)
        self.late.above.addWidget(self.day, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.void, self.late):
            layout.addWidget(widget)
        self.void.given.connect(self._void)
        self.late.given.connect(self._late)
        for panel in (self.void, self.late):
            panel.put_away.connect(self._show_links)
        presenter.done.connect(lambda _uid, _words: self._close())
        self.show_document(None)

    def show_document(self, document: Incoming | Outgoing | None) -> None:
        """Offer what the state and the person's rights allow."""
        if (self._document.uid if self._document else "") != (document.uid if document else ""):
            self.void.hide()
            self.late.hide()
        self._document = document
        self._show_links()

    def _show_links(self) -> None:
        document = self._document
        open_now = not (self.void.isHidden() and self.late.isHidden())
        self.void_link.setVisible(
            document is not None and not open_now and self._presenter.may_void(document)
        )
        self.late_link.setVisible(
            isinstance(document, Outgoing)
            and not open_now
            and self._presenter.may_give_late(document)
        )
        self.setVisible(open_now)
        self.opened.emit(open_now)

    def _ask_void(self) -> None:
        document = self._document
        if document is None:
            return
        number = (
            _("số đến {n}").format(n=document.shown_number)
            if isinstance(document, Incoming)
            else document.code
        )
        self.void.ask(
            _(
                "Hủy {number}: số nằm lại trong sổ là «đã hủy số», không cấp lại; văn bản dừng ở đây."
            ).format(number=number)
        )
        self._show_links()

    def _ask_late(self) -> None:
        if not isinstance(self._document, Outgoing):
            return
        self.number.clear()
        self.day.set_value(self._document.entry.register_date)
        self.late.ask(
            _("Chỉ khi sót số: văn bản lấy số kèm chữ bên cạnh số đã cấp, trong đúng thứ tự ngày.")
        )
        self.number.setFocus()
        self._show_links()

    def _void(self, reason: str) -> None:
        if self._document is not None:
            self._presenter.void(self._document, reason)

    def _late(self, reason: str) -> None:
        split = split_number(self.number.text().lower())
        if split is None or not split[1]:
            self.late.show_problem(_("Nhập số kèm một chữ, ví dụ 12a."))
            self.number.setFocus()
            return
        day = self.day.value()
        if not isinstance(day, date):
            self.late.show_problem(_("Nhập ngày ban hành dạng 31/12/2026."))
            self.day.setFocus()
            return
        if isinstance(self._document, Outgoing):
            self._presenter.give_late(self._document.uid, split[0], split[1], day, reason)

    def _close(self) -> None:
        self.void.hide()
        self.late.hide()
        self._show_links()
