"""Sổ văn bản đến: search and filters on top, the register, the chosen document beside it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from clerkdesk.domain.incoming import INCOMING_STATE_NAMES, Incoming, IncomingState
from clerkdesk.domain.texts import _
from clerkdesk.ports.registers import IncomingFilter
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Badge, ChoiceBox, button, text_label
from clerkdesk.ui.incoming.arrivals_bar import ArrivalsBar
from clerkdesk.ui.incoming.list_presenter import PAGE_ROWS, IncomingListPresenter, Rows
from clerkdesk.ui.incoming.preview_card import PreviewCard
from clerkdesk.ui.incoming.words import RESULT_STATE, STATE_COLOUR, date_text, result_text
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.shell.window import remember_splitter
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.theme import State


class IncomingListView(QWidget):
    """The register of incoming documents and what has just arrived."""

    scan_wanted = Signal()
    register_wanted = Signal()
    arrival_wanted = Signal(object)  # Arrival
    files_dropped = Signal(object)  # paths
    import_wanted = Signal()  # an old register is to come in

    def __init__(self, presenter: IncomingListPresenter, shell: Shell, memory: UiMemory) -> None:
        super().__init__()
        self._presenter = presenter
        self._shell = shell
        self._wanted_uid = ""
        self._forward_soon = False
        self.setAcceptDrops(True)
        self.header = PageHeader(
            _("Sổ văn bản đến"), search=_("Tìm số, ký hiệu, trích yếu, nội dung…")
        )
        self.header.searched.connect(lambda _text: self._show_filter())
        self.header.add_button(_("Quét"), self.scan_wanted.emit)
        self.header.add_button(
            _("+ Đăng ký đến"), self.register_wanted.emit, key="F2", primary=True
        )
        self.arrivals = ArrivalsBar()
        self.preview = PreviewCard(presenter)
        self.arrivals.open_wanted.connect(self.arrival_wanted)
        self.arrivals.seen.connect(presenter.put_aside)
        self.table = RegisterTable[Incoming](
            self._columns(),
            memory=memory,
            memory_key="incoming",
            empty=_(
                "Sổ chưa có văn bản nào.\nQuét bản giấy, kéo tệp PDF vào đây, hoặc chờ văn bản từ trục."
            ),
            empty_button=_("Quét văn bản  F9"),
            empty_other=_("Nhập sổ cũ từ Excel…"),
        )
        self.table.empty_other.connect(self.import_wanted)
        self.table.empty_action.connect(self.scan_wanted)
        self.table.row_chosen.connect(self._chosen)
        self.table.row_opened.connect(lambda _row: self.preview.focus_forward())
        self.table.more_wanted.connect(self._more)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.preview)
        split.setStretchFactor(0, 1)
        split.setHandleWidth(theme.GAP)
        split.setChildrenCollapsible(False)
        split.setSizes([846, 276])
        remember_splitter(split, "incoming", memory)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.header)
        layout.addLayout(self._filters())
        layout.addWidget(self.arrivals)
        layout.addWidget(split, 1)
        presenter.rows_changed.connect(self._show_rows)
        presenter.preview_changed.connect(lambda _preview: self._focus_forward())
        presenter.more_rows.connect(self._append)
        presenter.settled.connect(self._show_settled)
        presenter.exported.connect(
            lambda file: shell.show_notice(_("Đã ghi {file}.").format(file=file))
        )
        presenter.failed.connect(shell.show_error)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read the list again: documents may have come."""
        super().showEvent(event)
        self._presenter.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        self._presenter.refresh()

    def show_document(self, uid: str) -> None:
        """Put the cursor on this document once the list has it."""
        self._wanted_uid = uid
        self._presenter.refresh()

    def focus_forward_soon(self) -> None:
        """Go to forwarding once the wanted document is shown."""
        self._forward_soon = True

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.year = ChoiceBox()
        self.year.setAccessibleName(_("Năm"))
        self.year.addItem(_("Mọi năm"), None)
        now = self._presenter.today.year
        for year in range(now, now - 5, -1):
            self.year.addItem(_("Năm {year}").format(year=year), year)
        self.state = ChoiceBox()
        self.state.setAccessibleName(_("Trạng thái"))
        self.state.addItem(_("Mọi trạng thái"), None)
        for state, name in INCOMING_STATE_NAMES.items():
            self.state.addItem(_(name), state.value)
        self.due = ChoiceBox()
        self.due.setAccessibleName(_("Hạn"))
        self.due.addItem(_("Hạn: tất cả"), False)
        self.due.addItem(_("Hạn: đã quá"), True)
        for box in (self.year, self.state, self.due):
            box.currentIndexChanged.connect(lambda _index: self._show_filter())
            row.addWidget(box)
        row.addStretch(1)
        self._overdue, self._waiting = Badge("", State.BAD), Badge("", State.WARN)
        self._total = text_label("", "muted")
        print_button = button(_("In sổ"), self._presenter.print_register, link=True)
        export_button = button(_("Xuất CSV"), self._export, link=True)
        for made in (print_button, export_button):
            row.addWidget(made)
        for widget in (self._overdue, self._waiting, self._total):
            row.addWidget(widget)
        return row

    def _columns(self) -> list[Column[Incoming]]:
        today = self._presenter.today

        def due_state(document: Incoming) -> State | None:
            return State.BAD if document.overdue(today) else None

        return [
            Column("number", _("SỐ ĐẾN"), 62, lambda d: d.shown_number, Look.NUMBER),
            Column("date", _("NGÀY ĐẾN"), 92, lambda d: date_text(d.entry.arrival_date)),
            Column("code", _("SỐ, KÝ HIỆU"), 122, lambda d: d.code, Look.SUMMARY),
            Column(
                "subject",
                _("TRÍCH YẾU · CƠ QUAN BAN HÀNH"),
                260,
                lambda d: d.entry.subject,
                Look.SUMMARY,
                second=lambda d: d.entry.issuing_org,
                tooltip=lambda d: f"{d.entry.subject}\n{d.entry.issuing_org}",
                stretches=True,
            ),
            Column(
                "signature",
                _("CHỮ KÝ SỐ"),
                100,
                lambda d: result_text(d.entry.signature_result),
                Look.SIGN,
                state=lambda d: RESULT_STATE[d.entry.signature_result],
            ),
            Column(
                "state",
                _("TRẠNG THÁI"),
                108,
                lambda d: _(INCOMING_STATE_NAMES[d.state]),
                Look.BADGE,
                state=lambda d: STATE_COLOUR[d.state],
            ),
            Column(
                "due", _("HẠN"), 90, lambda d: date_text(d.due_date), Look.SIGN, state=due_state
            ),
        ]

    def _show_settled(self, document: Incoming) -> None:
        self._shell.show_notice(
            _("Đã hoàn thành văn bản số đến {number}.").format(number=document.shown_number),
            action=_("Hoàn tác"),
            pressed=lambda: self._presenter.reopen(document.uid),
        )

    def _export(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Xuất sổ ra tệp bảng tính"), "so-van-ban-den.csv", "CSV (*.csv)"
        )
        if name:
            self._presenter.export(Path(name))

    def _show_filter(self) -> None:
        search = self.header.search
        state = self.state.currentData()
        self._presenter.show(
            IncomingFilter(
                text=search.text().strip() if search else "",
                year=self.year.currentData(),
                state=IncomingState(state) if state else None,
                overdue_on=self._presenter.today if self.due.currentData() else None,
            )
        )

    def _show_rows(self, rows: Rows) -> None:
        search = self.header.search
        if search is not None and search.text().strip() and not rows.documents:
            self.table.set_empty(
                _("Không có văn bản nào khớp «{text}».\nThử bớt chữ, hoặc bỏ các bộ lọc.").format(
                    text=search.text().strip()
                )
            )
        before = self.table.chosen()
        wanted = self._wanted_uid or (before.uid if before else "")
        self._wanted_uid = ""
        self.table.set_rows(
            rows.documents,
            has_more=len(rows.documents) < rows.total,
            choose=lambda document: document.uid == wanted,
        )
        self.arrivals.show_arrivals(rows.arrivals)
        waiting = sum(1 for d in rows.documents if d.state is IncomingState.TO_FORWARD)
        self._overdue.setVisible(rows.overdue > 0)
        self._overdue.show_state(_("{n} quá hạn").format(n=rows.overdue), State.BAD)
        self._waiting.setVisible(waiting > 0)
        self._waiting.show_state(_("{n} chờ chuyển").format(n=waiting), State.WARN)
        total = f"{rows.total:,}".replace(",", ".")
        self._total.setText(_("{total} văn bản").format(total=total))
        self._shell.set_counter("incoming", len(rows.arrivals) + waiting)

    def _chosen(self, document: Incoming | None) -> None:
        if document is None:
            self.preview.show_nothing()
        else:
            self._presenter.select(document.uid)

    def _focus_forward(self) -> None:
        if self._forward_soon:
            self._forward_soon = False
            self.preview.focus_forward()

    def _more(self) -> None:
        rows = self.table.rows()
        if rows:
            self._presenter.more(rows[-1])

    def _append(self, documents: Sequence[Incoming]) -> None:
        self.table.append_rows(documents, has_more=len(documents) == PAGE_ROWS)

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
