"""Beside the list of paper that waits: how it leaves, and what is printed before it does."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clerkdesk.domain.envelopes import (
    ENVELOPE_SIZE_NAMES,
    LABEL_SHEET_NAMES,
    EnvelopeSize,
    LabelSheet,
)
from clerkdesk.domain.paper_dispatch import PaperWay
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import ChoiceBox, button, rule, text_label
from clerkdesk.ui.dispatch.presenter import SENDING, DispatchPresenter
from clerkdesk.ui.forms.editors import NumberEditor
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.scrolling_card import ScrollingCard


class SendingCard(ScrollingCard):
    """Says what the clerk wants; which rows are meant the page knows."""

    record_wanted = Signal()
    envelopes_wanted = Signal()
    labels_wanted = Signal()
    hand_over_wanted = Signal()
    original_wanted = Signal()
    facts_wanted = Signal()

    def __init__(self, presenter: DispatchPresenter) -> None:
        super().__init__(_("Ghi đã gửi"))
        self._presenter = presenter
        self.setMinimumWidth(280)
        self.meant = text_label("", "muted")
        self.meant.setWordWrap(True)
        self.form = FieldForm(SENDING)
        self.rows_problem = text_label("", "problem")
        self.rows_problem.setWordWrap(True)
        self.rows_problem.hide()
        self.record = button(
            _("Ghi đã gửi"), self.record_wanted.emit, key="Ctrl+Return", primary=True
        )
        self.record.setObjectName("record-paper")
        self.body.addWidget(self.meant)
        self.body.addWidget(self.form)
        self.body.addWidget(self.rows_problem)
        self.body.addWidget(self.record)
        self.body.addWidget(rule())
        self.body.addWidget(text_label(_("In trước khi gửi"), "group"))
        self.bag = ChoiceBox()
        self.bag.setAccessibleName(_("Cỡ bì"))
        for size, name in ENVELOPE_SIZE_NAMES.items():
            self.bag.addItem(_(name), size.value)
        self.sheet = ChoiceBox()
        self.sheet.setAccessibleName(_("Giấy nhãn"))
        for sheet, name in LABEL_SHEET_NAMES.items():
            self.sheet.addItem(_(name), sheet.value)
        self.place = NumberEditor()
        self.place.setAccessibleName(_("In nhãn từ ô thứ"))
        self.place.setPlaceholderText(_("từ ô số 1"))
        self._add_row(self.bag, button(_("In bì"), self.envelopes_wanted.emit, key="Ctrl+B"))
        self.body.addWidget(self.sheet)
        self._add_row(self.place, button(_("In nhãn"), self.labels_wanted.emit, key="Ctrl+L"))
        for words, act, key in (
            (_("In danh sách chuyển giao"), self.hand_over_wanted, "Ctrl+D"),
            (_("In bản chính để đóng dấu"), self.original_wanted, "Ctrl+I"),
            (_("In kèm phiếu chữ ký số"), self.facts_wanted, "Ctrl+Shift+I"),
        ):
            self.body.addWidget(button(words, act.emit, key=key))
        self.body.addStretch(1)
        presenter.problems_found.connect(self._show_problems)
        presenter.recorded.connect(lambda _sent: self.start())

    def start(self) -> None:
        """The form as the day begins: by post, today."""
        kept = self.form.values().get("way") or PaperWay.POST.value
        self.form.clear()
        self.form.set_values({"way": kept, "sent_on": self._presenter.today, "envelopes": 1})
        self.rows_problem.hide()

    def show_meant(self, count: int, *, ticked: bool) -> None:
        """Say how many lines an act is about."""
        if ticked:
            self.meant.setText(_("{count} dòng đã đánh dấu").format(count=count))
        else:
            self.meant.setText(
                _("Dòng đang chọn. Phím cách để đánh dấu nhiều dòng, Ctrl+A để đánh dấu tất cả.")
            )
        self.rows_problem.hide()

    def envelope_size(self) -> EnvelopeSize:
        """The chosen envelope."""
        return EnvelopeSize(self.bag.currentData())

    def label_sheet(self) -> LabelSheet:
        """The chosen sheet of labels."""
        return LabelSheet(self.sheet.currentData())

    def first_place(self) -> int:
        """Where on a begun sheet the labels start."""
        place = self.place.value()
        return place if isinstance(place, int) else 1

    def _add_row(self, *widgets: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for number, widget in enumerate(widgets):
            row.addWidget(widget, 1 if number == 0 else 0)
        self.body.addLayout(row)

    def _show_problems(self, problems: dict[str, str]) -> None:
        self.form.show_problems(problems)
        self.rows_problem.setText(problems.get("rows", ""))
        self.rows_problem.setVisible("rows" in problems)
