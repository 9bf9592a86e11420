"""Danh bạ: search on top, the agencies as a list or tree, the chosen entry as a form beside it."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.domain.agencies import KIND_NAMES, LEVEL_NAMES, Agency, AgencyKind
from clerkdesk.domain.agency_table import FORM
from clerkdesk.domain.texts import _
from clerkdesk.services.directory import Saved
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, ChoiceBox, Note, button, rule, scrolled, text_label
from clerkdesk.ui.directory.presenter import DirectoryPresenter, Entries, Entry, Opened
from clerkdesk.ui.flow_layout import WrappingRow
from clerkdesk.ui.forms.editors import SuggestEditor
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.history_lines import HistoryLines
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.shell.window import remember_splitter
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.theme import State

_INDENT = "      "


class DirectoryView(QWidget):
    """`import_wanted` opens the wizard."""

    import_wanted = Signal()

    def __init__(self, presenter: DirectoryPresenter, shell: Shell, memory: UiMemory) -> None:
        super().__init__()
        self._presenter = presenter
        self._shell = shell
        self._wanted = ""
        self.header = PageHeader(
            _("Danh bạ cơ quan"), search=_("Tìm tên, tên cũ, tên viết tắt, mã…")
        )
        self.header.searched.connect(lambda _text: self._show_filter())
        self.header.add_button(_("+ Thêm cơ quan"), self._new, key="Ctrl+N", primary=True)
        self.table = RegisterTable[Entry](
            _columns(),
            memory=memory,
            memory_key="directory",
            empty=_(
                "Chưa có cơ quan nào.\nNhập danh bạ của tỉnh từ tệp Excel, hoặc thêm từng mục."
            ),
            empty_button=_("Nhập từ Excel"),
        )
        self.table.empty_action.connect(self.import_wanted)
        self.header.list_wanted.connect(self.table.setFocus)
        self.table.row_chosen.connect(self._chosen)
        self.table.row_opened.connect(lambda _row: self.form.focus_first())
        self.card = self._entry_card()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.card)
        split.setStretchFactor(0, 1)
        split.setHandleWidth(theme.GAP)
        split.setChildrenCollapsible(False)
        split.setSizes([610, 320])
        remember_splitter(split, "directory", memory)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.header)
        layout.addWidget(self._filters())
        layout.addWidget(split, 1)
        self.setFocusProxy(self.table)
        presenter.rows_changed.connect(self._show_rows)
        presenter.opened.connect(self._show_entry)
        presenter.problems_found.connect(self._show_problems)
        presenter.saved.connect(self._show_saved)
        presenter.merged.connect(self._show_merged)
        presenter.exported.connect(
            lambda file: shell.show_notice(_("Đã ghi {file}.").format(file=file))
        )
        presenter.failed.connect(shell.show_error)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read the list again: documents and the province bring new entries."""
        super().showEvent(event)
        self._presenter.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        self._presenter.refresh()

    def _filters(self) -> WrappingRow:
        row = WrappingRow()
        self.order = ChoiceBox()
        self.order.setAccessibleName(_("Cách xếp"))
        self.order.addItem(_("Theo tên"), False)
        self.order.addItem(_("Theo cây cấp trên – cấp dưới"), True)
        self.order.currentIndexChanged.connect(lambda _index: self._show_filter())
        self.with_old = QCheckBox(_("Hiện cả mục hết hiệu lực, đã gộp"))
        self.with_old.toggled.connect(lambda _on: self._show_filter())
        self.total = text_label("", "muted")
        row.add(self.order)
        row.add(self.with_old)
        row.end.addWidget(button(_("Nhập từ Excel"), self.import_wanted.emit, link=True))
        row.end.addWidget(button(_("Xuất Excel, CSV"), self._export, link=True))
        row.end.addWidget(self.total)
        return row

    def _entry_card(self) -> Card:
        card = Card()
        self.title = text_label(_("Thêm cơ quan"), "heading")
        self.warning = Note(state=State.WARN)
        self.warning.hide()
        self.form = FieldForm(FORM)
        self.save = button(_("Lưu"), self._save, key="Ctrl+Return", primary=True)
        self.merge_name = SuggestEditor()
        self.merge_name.setAccessibleName(_("Gộp vào cơ quan"))
        self.merge_problem = text_label("", "problem")
        self.merge_problem.setWordWrap(True)
        self.merge_problem.hide()
        self.merge = button(_("Gộp"), self._merge)
        self.history = HistoryLines()
        inner = QWidget()
        down = QVBoxLayout(inner)
        down.setContentsMargins(0, 0, 6, 0)
        down.setSpacing(8)
        down.addWidget(self.warning)
        down.addWidget(self.form)
        self.more = QWidget()
        more = QVBoxLayout(self.more)
        more.setContentsMargins(0, 0, 0, 0)
        more.setSpacing(6)
        more.addWidget(rule())
        label = text_label(_("Mục này trùng với cơ quan khác? Gộp vào:"), "label")
        label.setBuddy(self.merge_name)
        across = QHBoxLayout()
        across.setSpacing(8)
        across.addWidget(self.merge_name, 1)
        across.addWidget(self.merge)
        more.addWidget(label)
        more.addLayout(across)
        more.addWidget(self.merge_problem)
        more.addWidget(rule())
        more.addWidget(text_label(_("Lịch sử"), "group"))
        more.addWidget(self.history)
        down.addWidget(self.more)
        down.addStretch(1)
        card.body.addWidget(self.title)
        card.body.addWidget(scrolled(inner), 1)
        card.body.addWidget(self.save)
        return card

    def _show_filter(self) -> None:
        search = self.header.search
        self._presenter.show(
            search.text().strip() if search else "",
            as_tree=bool(self.order.currentData()),
            with_old=self.with_old.isChecked(),
        )

    def _show_rows(self, entries: Entries) -> None:
        chosen = self.table.chosen()
        wanted = self._wanted or (chosen.agency.key if chosen else "")
        self._wanted = ""
        search = self.header.search
        if search is not None and search.text().strip():
            self.table.set_empty(
                _("Không có cơ quan nào khớp «{text}».").format(text=search.text().strip())
            )
        self.table.set_rows(entries.rows, choose=lambda entry: entry.agency.key == wanted)
        total = f"{entries.total:,}".replace(",", ".")
        self.total.setText(_("{n} cơ quan").format(n=total))
        self.merge_name.set_suggestions(entries.names)
        self.form.set_suggestions("parent", entries.names)

    def _chosen(self, entry: Entry | None) -> None:
        if entry is None:
            self._clear()
        elif entry.agency.key != self._presenter.key or self.title.text() != entry.agency.name:
            self._presenter.open(entry.agency.key)

    def _show_entry(self, opened: Opened) -> None:
        self.form.clear()
        self.form.set_values(opened.values)
        self.title.setText(opened.agency.name)
        self._warn(opened.warning)
        self.merge_name.set_value("")
        self._show_problems({})
        self.more.setVisible(not opened.agency.merged_into)
        self.save.setEnabled(not opened.agency.merged_into)
        self.history.show_history(opened.history)

    def _new(self) -> None:
        self._clear()
        self.form.focus_first()

    def _clear(self) -> None:
        self._presenter.new()
        self.form.clear()
        self.form.set_values({"kind": AgencyKind.STATE.value, "level": ""})
        self.title.setText(_("Thêm cơ quan"))
        self.more.hide()
        self._warn("")
        self.save.setEnabled(True)

    def _save(self) -> None:
        self._shell.clear_notice()
        self._presenter.save(self.form.values())

    def _merge(self) -> None:
        self._presenter.merge_into(str(self.merge_name.value()))

    def _show_saved(self, saved: Saved) -> None:
        self._wanted = saved.agency.key
        if saved.advice:
            self._shell.show_notice(
                _("Đã lưu «{name}». {advice}").format(name=saved.agency.name, advice=saved.advice),
                State.WARN,
            )
        else:
            self._shell.show_notice(_("Đã lưu «{name}».").format(name=saved.agency.name))

    def _show_merged(self, stayed: Agency) -> None:
        self._wanted = stayed.key
        self._shell.show_notice(
            _("Đã gộp vào «{name}»; văn bản và lịch sử giữ nguyên.").format(name=stayed.name)
        )

    def _show_problems(self, problems: Mapping[str, str]) -> None:
        self.form.show_problems(dict(problems))
        self.merge_problem.setText(problems.get("merge", ""))
        self.merge_problem.setVisible("merge" in problems)

    def _warn(self, words: str) -> None:
        self.warning.show_state(words, State.WARN)
        self.warning.setVisible(bool(words))

    def _export(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Xuất danh bạ"), "danh-ba.xlsx", _("Bảng tính (*.xlsx *.csv)")
        )
        if name:
            self._presenter.export(Path(name))


def _columns() -> list[Column[Entry]]:
    return [
        Column(
            "name",
            _("TÊN CƠ QUAN"),
            190,
            lambda entry: _INDENT * entry.depth + entry.agency.name,
            Look.SUMMARY,
            second=_second,
            tooltip=lambda entry: "\n".join(entry.agency.names),
            stretches=True,
        ),
        Column("code", _("MÃ ĐỊNH DANH"), 116, lambda entry: entry.agency.code),
        Column("level", _("CẤP"), 86, _level),
        Column(
            "note",
            _("GHI CHÚ"),
            150,
            lambda entry: entry.note,
            Look.SIGN,
            state=lambda entry: State.WARN if entry.note else None,
            tooltip=lambda entry: entry.note,
        ),
    ]


def _second(entry: Entry) -> str:
    agency = entry.agency
    parts = [agency.parent, agency.email]
    if agency.aliases:
        parts.append(_("tên khác: {names}").format(names="; ".join(agency.aliases)))
    text = " · ".join(part for part in parts if part)
    return f"{_INDENT * entry.depth}{text}" if text else ""


def _level(entry: Entry) -> str:
    agency = entry.agency
    if agency.kind is not AgencyKind.STATE:
        return _(KIND_NAMES[agency.kind])
    return _(LEVEL_NAMES[agency.level]).partition(" (")[0] if agency.level else ""
