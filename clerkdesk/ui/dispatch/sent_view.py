"""Giấy đã gửi: the record of a period, the post book that is printed from it, and taking back."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.dispatch_forms import PaperSent
from clerkdesk.domain.paper_due import PaperCount
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import button, text_label
from clerkdesk.ui.dispatch.columns import sent_columns
from clerkdesk.ui.dispatch.presenter import DispatchPresenter
from clerkdesk.ui.forms.dates import DateEditor
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.tables.register_table import RegisterTable


class SentView(QWidget):
    """What left between two days, one line a document and place."""

    def __init__(self, presenter: DispatchPresenter, memory: UiMemory) -> None:
        super().__init__()
        self._presenter = presenter
        self.first, self.last = DateEditor(presenter.today), DateEditor(presenter.today)
        self.first.setAccessibleName(_("Từ ngày"))
        self.last.setAccessibleName(_("Đến ngày"))
        self.first.set_value(presenter.first)
        self.last.set_value(presenter.last)
        for box in (self.first, self.last):
            box.setFixedWidth(130)
            box.edited.connect(self._period)
        self.count = text_label("", "muted")
        self.post_book = button(_("In sổ bưu điện"), presenter.print_post_book, key="Ctrl+P")
        self.hand_over = button(_("In danh sách chuyển giao"), self._hand_over, key="Ctrl+D")
        self.take_back = button(_("Hủy ghi nhận"), self._take_back, key="Delete")
        self.table = RegisterTable[PaperSent](
            sent_columns(),
            memory=memory,
            memory_key="paper-sent",
            empty=_("Chưa ghi bản giấy nào trong những ngày này."),
        )
        self.table.row_chosen.connect(self._chosen)
        filters = QHBoxLayout()
        filters.setSpacing(10)
        for words, box in ((_("Từ ngày"), self.first), (_("đến ngày"), self.last)):
            label = text_label(words, "muted")
            label.setBuddy(box)
            filters.addWidget(label)
            filters.addWidget(box)
        filters.addStretch(1)
        for made in (self.take_back, self.hand_over, self.post_book):
            filters.addWidget(made)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(filters)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.count)
        self.setFocusProxy(self.table)
        presenter.sent_changed.connect(self.table.set_rows)

    def show_count(self, count: PaperCount) -> None:
        """How the documents of the period went (S11)."""
        self.count.setText(
            _(
                "Văn bản phát hành trong kỳ: {electronic} chỉ điện tử · {both} kèm giấy · "
                "{paper} chỉ giấy · {own} khác đề xuất (có lý do)"
            ).format(
                electronic=count.electronic_only,
                both=count.with_paper,
                paper=count.paper_only,
                own=count.overridden,
            )
        )

    def _period(self) -> None:
        first, last = self.first.value(), self.last.value()
        if isinstance(first, date) and isinstance(last, date):
            self._presenter.set_period(first, last)

    def _chosen(self, row: PaperSent | None) -> None:
        self.take_back.setEnabled(row is not None and not row.paper.cancelled)
        self.hand_over.setEnabled(row is not None)

    def _take_back(self) -> None:
        row = self.table.chosen()
        if row is not None and not row.paper.cancelled:
            self._presenter.take_back([row])

    def _hand_over(self) -> None:
        """The list of the chosen day: everything that was carried then."""
        row = self.table.chosen()
        if row is not None:
            day = row.paper.sent_on
            same = [r for r in self.table.rows() if r.paper.sent_on == day]
            self._presenter.print_hand_over([r for r in same if not r.paper.cancelled])
