"""Sổ văn bản đi: the register, and beside it the chosen document with its next lawful step."""

from collections.abc import Mapping

from PySide6.QtCore import Signal

from clerkdesk.domain.outgoing import OPEN_DRAFT, Outgoing
from clerkdesk.domain.texts import _
from clerkdesk.ports.registers import OutgoingFilter
from clerkdesk.ui.cards import button
from clerkdesk.ui.exports.exporter import Exporter
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.outgoing.list_columns import outgoing_columns
from clerkdesk.ui.outgoing.list_filters import outgoing_filter, outgoing_filters
from clerkdesk.ui.outgoing.list_presenter import OutgoingListPresenter
from clerkdesk.ui.outgoing.preview_card import OutgoingPreviewCard
from clerkdesk.ui.outgoing.words import AT_THE_TOKENS
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.registers.filters import FilterValues
from clerkdesk.ui.registers.list_view import RegisterView
from clerkdesk.ui.shell.workplaces import Shell


class OutgoingListView(RegisterView[Outgoing, OutgoingFilter]):
    """The register of outgoing documents, drafts included."""

    draft_wanted = Signal()
    edit_wanted = Signal(object)  # Outgoing
    sign_wanted = Signal(object)  # Outgoing
    import_wanted = Signal()  # an old register is to come in
    dispatch_wanted = Signal()

    def __init__(
        self,
        presenter: OutgoingListPresenter,
        exporter: Exporter,
        shell: Shell,
        memory: UiMemory,
        series: Mapping[str, str],
    ) -> None:
        self._presenter = presenter
        super().__init__(
            "outgoing",
            PageHeader(_("Sổ văn bản đi"), search=_("Tìm số, ký hiệu, trích yếu…")),
            presenter,
            shell,
            memory,
            columns=outgoing_columns(presenter.reach),
            filters=outgoing_filters(presenter.today, series),
            empty=_(
                "Sổ chưa có văn bản nào.\nSoạn văn bản đi từ tệp Word hoặc PDF của bộ phận soạn thảo."
            ),
            empty_button=_("Soạn văn bản đi  F3"),
            empty_other=_("Nhập sổ cũ từ Excel…"),
            exporter=exporter,
        )
        self.header.add_button(
            _("+ Soạn văn bản đi"), self.draft_wanted.emit, key="F3", primary=True
        )
        self.preview = OutgoingPreviewCard(presenter)
        self.preview.sign_wanted.connect(self.sign_wanted)
        self.preview.edit_wanted.connect(self.edit_wanted)
        self._put_beside(self.preview)
        dispatch = button(_("Gửi giấy"), self.dispatch_wanted.emit, key="Ctrl+G", link=True)
        self.filters.row.end.addWidget(dispatch)
        self.filters.row.end.addWidget(button(_("In báo cáo"), presenter.print_report, link=True))
        self._end_filter_row()
        self.table.header.usual_order = _("Mới thay đổi trước")
        self.table.empty_other.connect(self.import_wanted)
        self.table.empty_action.connect(self.draft_wanted)
        self.table.row_opened.connect(self._opened)
        presenter.underway_changed.connect(lambda n: shell.set_counter("outgoing", n))

    def _filter(self, text: str, values: FilterValues) -> OutgoingFilter:
        return outgoing_filter(text, values)

    def _chosen(self, document: Outgoing | None) -> None:
        if document is None:
            self.preview.show_nothing()
        else:
            self._presenter.select(document.uid)

    def _opened(self, document: Outgoing) -> None:
        if document.state in OPEN_DRAFT:
            self.edit_wanted.emit(document)
        elif document.state in AT_THE_TOKENS:
            self.sign_wanted.emit(document)
