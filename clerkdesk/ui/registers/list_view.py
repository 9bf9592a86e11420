"""The screen of a register, whichever register: search and filters on top, rows, one document beside."""

from collections.abc import Mapping, Sequence
from typing import Generic

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import button, text_label
from clerkdesk.ui.exports.export_line import ExportLine
from clerkdesk.ui.exports.exporter import Exporter
from clerkdesk.ui.exports.wish import written
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.registers.filter_bar import FilterBar
from clerkdesk.ui.registers.filters import FilterSpec, FilterValues
from clerkdesk.ui.registers.list_presenter import (
    DocumentT,
    FilterT,
    RegisterPresenter,
    Sorting,
    Window,
)
from clerkdesk.ui.shell.window import remember_splitter
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.tables.columns import Column
from clerkdesk.ui.tables.register_table import RegisterTable

_PREVIEW_SIZES = [846, 276]


class RegisterView(QWidget, Generic[DocumentT, FilterT]):
    """A register states its columns, its filters, its preview and its words; the rest is here."""

    def __init__(
        self,
        key: str,
        header: PageHeader,
        presenter: RegisterPresenter[DocumentT, FilterT],
        shell: Shell,
        memory: UiMemory,
        *,
        columns: Sequence[Column[DocumentT]],
        filters: FilterSpec,
        empty: str,
        empty_button: str,
        empty_other: str = "",
        exporter: Exporter,
        over_table: Sequence[QWidget] = (),
    ) -> None:
        super().__init__()
        self._rows_of = presenter
        self._shell = shell
        self._memory = memory
        self._key = key
        self._wanted_uid = ""
        self._empty = empty, empty_button
        self.header = header
        self.header.searched.connect(lambda _text: self._show_filter())
        self.filters = FilterBar(filters, memory, key, presenter.today)
        self.filters.changed.connect(self._show_filter)
        self.table = RegisterTable[DocumentT](
            columns,
            memory=memory,
            memory_key=key,
            empty=empty,
            empty_button=empty_button,
            empty_other=empty_other,
        )
        self.header.list_wanted.connect(self.table.setFocus)
        self.table.row_chosen.connect(self._chosen)
        self.table.window_wanted.connect(presenter.window)
        self.table.looked_at.connect(presenter.look_at)
        self.table.sort_wanted.connect(self._sort)
        self._total = text_label("", "muted")
        self._instead = text_label("", "muted")
        self._instead.hide()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.header)
        layout.addWidget(self.filters)
        for widget in (self._instead, *over_table):
            layout.addWidget(widget)
        self.exports = ExportLine(exporter, shell, key)
        self.exports.wanted.connect(self._export)
        layout.addWidget(self.exports)
        layout.addWidget(self.split, 1)
        presenter.rows_changed.connect(self._show_rows)
        presenter.window_ready.connect(self.table.put_rows)
        presenter.total_known.connect(self._show_more)
        presenter.failed.connect(shell.show_error)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read the list again: documents and statuses may have come."""
        super().showEvent(event)
        self._rows_of.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        self._rows_of.refresh()

    def show_document(self, uid: str) -> None:
        """Put the cursor on this document; filters that hide it are taken away."""
        self._wanted_uid = uid
        self._rows_of.find_document(uid)

    def set_suggestions(self, suggestions: Mapping[str, Sequence[str]]) -> None:
        """What the fields of «Lọc thêm» offer."""
        self.filters.set_suggestions(suggestions)

    # --- what a register states -------------------------------------------------------------------

    def _filter(self, text: str, values: FilterValues) -> FilterT:
        """What is listed for what stands in the search box and the filters."""
        raise NotImplementedError

    def _chosen(self, document: DocumentT | None) -> None:
        """The cursor is on another row."""
        raise NotImplementedError

    def _words_of(self, window: Window[DocumentT]) -> None:
        """Say more about what is listed."""

    # --- building ---------------------------------------------------------------------------------

    def _put_beside(self, preview: QWidget) -> None:
        """The document beside the list."""
        self.split.addWidget(preview)
        self.split.setStretchFactor(0, 1)
        self.split.setHandleWidth(theme.GAP)
        self.split.setChildrenCollapsible(False)
        self.split.setSizes(_PREVIEW_SIZES)
        remember_splitter(self.split, self._key, self._memory)

    def _end_filter_row(self, *badges: QWidget) -> None:
        """Print, export and the counts at the right end of the filters; then the list is read by
        the filters that were remembered."""
        row = self.filters.row.end
        row.addWidget(button(_("In sổ"), self._rows_of.print_register, link=True))
        row.addWidget(self.exports.button)
        for widget in (*badges, self._total):
            row.addWidget(widget)
        self._rows_of.show(self._filter("", self.filters.values()))

    # --- rows -------------------------------------------------------------------------------------

    def _show_filter(self) -> None:
        search = self.header.search
        text = search.text().strip() if search else ""
        self._rows_of.show(self._filter(text, self.filters.values()))

    def _sort(self, key: str, descending: bool) -> None:
        column = next((column.sort for column in self.table.columns if column.key == key), "")
        self._rows_of.sort(Sorting(column, descending) if column else Sorting())

    def _show_rows(self, window: Window[DocumentT]) -> None:
        if window.cleared:
            self._take_filters_away()
        self._say_empty()
        before = self.table.chosen()
        wanted = self._wanted_uid or (before.uid if before else "")
        self._wanted_uid = ""
        self.table.show_window(
            window.total,
            window.first,
            window.documents,
            choose=lambda document: document.uid == wanted,
            keep=window.keep,
        )
        total = f"{window.total:,}".replace(",", ".")
        words = _("{total} văn bản") if window.exact else _("hơn {total} văn bản")
        self._total.setText(words.format(total=total))
        self._instead.setVisible(bool(window.corrected))
        self._instead.setText(
            _("Không có văn bản nào có đúng chữ đã gõ. Đang hiện kết quả của «{text}».").format(
                text=window.corrected
            )
        )
        self._words_of(window)

    def _show_more(self, total: int) -> None:
        self.table.show_total(total)
        self._total.setText(_("{total} văn bản").format(total=f"{total:,}".replace(",", ".")))

    def _take_filters_away(self) -> None:
        search = self.header.search
        if search is not None:
            blocked = search.blockSignals(True)
            search.clear()
            search.blockSignals(blocked)
        self.filters.set_values({})
        self.table.show_sorting()

    def _say_empty(self) -> None:
        search = self.header.search
        text = search.text().strip() if search else ""
        if text:
            self.table.set_empty(
                _("Không có văn bản nào khớp «{text}».\nThử bớt chữ, hoặc bỏ các bộ lọc.").format(
                    text=text
                )
            )
        elif self.filters.values():
            self.table.set_empty(
                _("Không có văn bản nào qua các bộ lọc đang đặt.\nBấm «Bỏ lọc» để thấy cả sổ.")
            )
        else:
            self.table.set_empty(*self._empty)

    def _export(self, every: bool, kind: str) -> None:
        columns = self.table.columns if every else self.table.shown_columns()
        wish = self._rows_of.wish(self.header.title.text(), written(columns))
        self.exports.save(wish, kind)
