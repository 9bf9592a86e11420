"""Sổ văn bản đi: the register, and beside it the chosen document with its next lawful step."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from clerkdesk.domain.outgoing import OUTGOING_STATE_NAMES, Outgoing, OutgoingState
from clerkdesk.domain.texts import _
from clerkdesk.ports.registers import OutgoingFilter
from clerkdesk.ui import theme
from clerkdesk.ui.cards import ChoiceBox, button, text_label
from clerkdesk.ui.incoming.words import date_text
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.outgoing.list_presenter import OutgoingListPresenter, OutgoingRows
from clerkdesk.ui.outgoing.preview_card import OutgoingPreviewCard
from clerkdesk.ui.outgoing.words import STATE_COLOUR, code_text, delivery_state, delivery_text
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.shell.window import remember_splitter
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable

_ENDED = (OutgoingState.ISSUED, OutgoingState.VOID)


class OutgoingListView(QWidget):
    """The register of outgoing documents, drafts included."""

    draft_wanted = Signal()
    edit_wanted = Signal(object)  # Outgoing
    sign_wanted = Signal(object)  # Outgoing
    import_wanted = Signal()  # an old register is to come in
    dispatch_wanted = Signal()

    def __init__(
        self,
        presenter: OutgoingListPresenter,
        shell: Shell,
        memory: UiMemory,
        this_year: Callable[[], int],
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._shell = shell
        self._this_year = this_year
        self._wanted_uid = ""
        self.header = PageHeader(_("Sổ văn bản đi"), search=_("Tìm số, ký hiệu, trích yếu…"))
        self.header.searched.connect(lambda _text: self._show_filter())
        self.header.add_button(
            _("+ Soạn văn bản đi"), self.draft_wanted.emit, key="F3", primary=True
        )
        self.table = RegisterTable[Outgoing](
            _columns(),
            memory=memory,
            memory_key="outgoing",
            empty=_(
                "Sổ chưa có văn bản nào.\nSoạn văn bản đi từ tệp Word hoặc PDF của bộ phận soạn thảo."
            ),
            empty_button=_("Soạn văn bản đi  F3"),
            empty_other=_("Nhập sổ cũ từ Excel…"),
        )
        self.preview = OutgoingPreviewCard(presenter)
        self.preview.sign_wanted.connect(self.sign_wanted)
        self.preview.edit_wanted.connect(self.edit_wanted)
        self.table.empty_other.connect(self.import_wanted)
        self.table.empty_action.connect(self.draft_wanted)
        self.table.row_chosen.connect(self._chosen)
        self.table.row_opened.connect(self._opened)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.preview)
        split.setStretchFactor(0, 1)
        split.setHandleWidth(theme.GAP)
        split.setChildrenCollapsible(False)
        split.setSizes([846, 276])
        remember_splitter(split, "outgoing", memory)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.header)
        layout.addLayout(self._filters())
        layout.addWidget(split, 1)
        presenter.rows_changed.connect(self._show_rows)
        presenter.exported.connect(
            lambda file: shell.show_notice(_("Đã ghi {file}.").format(file=file))
        )
        presenter.failed.connect(shell.show_error)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read the list again: statuses may have come."""
        super().showEvent(event)
        self._presenter.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        self._presenter.refresh()

    def show_document(self, uid: str) -> None:
        """Put the cursor on this document once the list has it."""
        self._wanted_uid = uid
        self._presenter.refresh()

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.year = ChoiceBox()
        self.year.setAccessibleName(_("Năm"))
        self.year.addItem(_("Mọi năm"), None)
        now = self._this_year()
        for year in range(now, now - 5, -1):
            self.year.addItem(_("Năm {year}").format(year=year), year)
        self.state = ChoiceBox()
        self.state.setAccessibleName(_("Trạng thái"))
        self.state.addItem(_("Mọi trạng thái"), None)
        for state, name in OUTGOING_STATE_NAMES.items():
            self.state.addItem(_(name), state.value)
        for box in (self.year, self.state):
            box.currentIndexChanged.connect(lambda _index: self._show_filter())
            row.addWidget(box)
        row.addStretch(1)
        row.addWidget(button(_("Gửi giấy"), self.dispatch_wanted.emit, key="Ctrl+G", link=True))
        self._total = text_label("", "muted")
        print_button = button(_("In sổ"), self._presenter.print_register, link=True)
        export_button = button(_("Xuất CSV"), self._export, link=True)
        for made in (print_button, export_button):
            row.addWidget(made)
        row.addWidget(self._total)
        return row

    def _export(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Xuất sổ ra tệp bảng tính"), "so-van-ban-di.csv", "CSV (*.csv)"
        )
        if name:
            self._presenter.export(Path(name))

    def _show_filter(self) -> None:
        search, state = self.header.search, self.state.currentData()
        self._presenter.show(
            OutgoingFilter(
                text=search.text().strip() if search else "",
                year=self.year.currentData(),
                states=(OutgoingState(state),) if state else (),
            )
        )

    def _show_rows(self, rows: OutgoingRows) -> None:
        before = self.table.chosen()
        wanted = self._wanted_uid or (before.uid if before else "")
        self._wanted_uid = ""
        self.table.set_rows(rows.documents, choose=lambda document: document.uid == wanted)
        total = f"{rows.total:,}".replace(",", ".")
        self._total.setText(_("{total} văn bản").format(total=total))
        waiting = sum(1 for d in rows.documents if d.state not in _ENDED)
        self._shell.set_counter("outgoing", waiting)

    def _chosen(self, document: Outgoing | None) -> None:
        if document is None:
            self.preview.show_nothing()
        else:
            self._presenter.select(document.uid)

    def _opened(self, document: Outgoing) -> None:
        if document.state is OutgoingState.DRAFT:
            self.edit_wanted.emit(document)
        elif document.state not in _ENDED:
            self.sign_wanted.emit(document)


def _columns() -> list[Column[Outgoing]]:
    return [
        Column("code", _("SỐ, KÝ HIỆU"), 118, code_text, Look.NUMBER),
        Column("date", _("NGÀY"), 92, lambda d: date_text(d.issued_date)),
        Column(
            "subject",
            _("TÊN LOẠI · TRÍCH YẾU"),
            260,
            lambda d: d.entry.subject,
            Look.SUMMARY,
            second=lambda d: f"{d.entry.doc_type} · {d.entry.drafting_unit}",
            tooltip=lambda d: d.entry.subject,
            stretches=True,
        ),
        Column("signer", _("NGƯỜI KÝ"), 112, lambda d: d.entry.signer_name, Look.SUMMARY),
        Column(
            "state",
            _("TRẠNG THÁI"),
            140,
            lambda d: _(OUTGOING_STATE_NAMES[d.state]),
            Look.BADGE,
            state=lambda d: STATE_COLOUR[d.state],
        ),
        Column("delivery", _("NƠI NHẬN"), 100, delivery_text, Look.SIGN, state=delivery_state),
    ]
