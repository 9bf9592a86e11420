"""Sổ văn bản đến: what has just arrived over the register, the chosen document beside it."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent

from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.texts import _
from clerkdesk.ports.registers import IncomingFilter
from clerkdesk.ui.cards import Badge
from clerkdesk.ui.exports.exporter import Exporter
from clerkdesk.ui.incoming.arrivals_bar import ArrivalsBar
from clerkdesk.ui.incoming.list_columns import incoming_columns
from clerkdesk.ui.incoming.list_filters import incoming_filter, incoming_filters
from clerkdesk.ui.incoming.list_presenter import Beside, IncomingListPresenter
from clerkdesk.ui.incoming.preview_card import PreviewCard
from clerkdesk.ui.incoming.receipt_notice import tell_receipts
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.registers.filters import FilterValues
from clerkdesk.ui.registers.list_view import RegisterView
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.tab_order import follow_layout
from clerkdesk.ui.theme import State

_LOW = 560


class IncomingListView(RegisterView[Incoming, IncomingFilter]):
    """The register of incoming documents and what has just arrived."""

    scan_wanted = Signal()
    register_wanted = Signal()
    arrival_wanted = Signal(object)  # Arrival
    files_dropped = Signal(object)  # paths
    import_wanted = Signal()  # an old register is to come in

    def __init__(
        self,
        presenter: IncomingListPresenter,
        exporter: Exporter,
        shell: Shell,
        memory: UiMemory,
    ) -> None:
        self._presenter = presenter
        self._forward_soon = ""
        self.arrivals = ArrivalsBar()
        super().__init__(
            "incoming",
            PageHeader(_("Sổ văn bản đến"), search=_("Tìm số, ký hiệu, trích yếu, nội dung…")),
            presenter,
            shell,
            memory,
            columns=incoming_columns(lambda: presenter.today, presenter.reach),
            filters=incoming_filters(presenter.today),
            empty=_(
                "Sổ chưa có văn bản nào.\nQuét bản giấy, kéo tệp PDF hay thư (.eml, .msg) vào đây, hoặc chờ văn bản từ trục, từ hộp thư."
            ),
            empty_button=_("Quét văn bản  F9"),
            empty_other=_("Nhập sổ cũ từ Excel…"),
            exporter=exporter,
            over_table=(self.arrivals,),
        )
        self.setAcceptDrops(True)
        self.header.add_button(_("Quét"), self.scan_wanted.emit)
        self.header.add_button(
            _("+ Đăng ký đến"), self.register_wanted.emit, key="F2", primary=True
        )
        self.preview = PreviewCard(presenter)
        self._put_beside(self.preview)
        self._overdue, self._waiting = Badge("", State.BAD), Badge("", State.WARN)
        self._end_filter_row(self._overdue, self._waiting)
        self.filters.panel_opened.connect(lambda _open: self._fold())
        self.arrivals.open_wanted.connect(self.arrival_wanted)
        self.arrivals.seen.connect(presenter.put_aside)
        self.table.empty_other.connect(self.import_wanted)
        self.table.empty_action.connect(self.scan_wanted)
        self.table.row_opened.connect(lambda _row: self.preview.focus_forward())
        presenter.beside_changed.connect(self._show_beside)
        presenter.preview_changed.connect(lambda preview: self._focus_forward(preview.document.uid))
        presenter.settled.connect(self._show_settled)
        tell_receipts(presenter.handling, shell)

    def forward_soon(self, uid: str) -> None:
        """Go to forwarding once this document is shown; another may be shown before it."""
        self._forward_soon = uid

    def _filter(self, text: str, values: FilterValues) -> IncomingFilter:
        return incoming_filter(text, values, self._presenter.today)

    def _chosen(self, document: Incoming | None) -> None:
        if document is None:
            self.preview.show_nothing()
        else:
            self._presenter.select(document.uid)

    def _show_beside(self, beside: Beside) -> None:
        self.arrivals.show_arrivals(beside.arrivals)
        follow_layout(self)  # its buttons are new
        self._overdue.setVisible(beside.overdue > 0)
        self._overdue.show_state(_("{n} quá hạn").format(n=beside.overdue), State.BAD)
        self._waiting.setVisible(beside.waiting > 0)
        self._waiting.show_state(_("{n} chờ chuyển").format(n=beside.waiting), State.WARN)
        self._shell.set_counter("incoming", len(beside.arrivals) + beside.waiting)

    def _show_settled(self, document: Incoming) -> None:
        self._shell.show_notice(
            _("Đã hoàn thành văn bản số đến {number}.").format(number=document.shown_number),
            action=_("Hoàn tác"),
            pressed=lambda: self._presenter.reopen(document.uid),
        )

    def _focus_forward(self, shown: str) -> None:
        if shown == self._forward_soon:
            self._forward_soon = ""
            self.preview.focus_forward()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A low window is the register's first of all."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        self.arrivals.fold(not self.filters.panel.isHidden() or self.height() < _LOW)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """PDF files may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Hand dropped files on."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)
