"""The lists of Điều 8 and 9 as lines that an administrator edits, and groups of recipients."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from clerkdesk.domain.outgoing import Recipient
from clerkdesk.domain.paper_lists import PaperList, PaperRow
from clerkdesk.domain.register_forms import shown
from clerkdesk.domain.texts import N_, _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, ChoiceBox, button, scrolled, text_label
from clerkdesk.ui.dispatch.rules_presenter import (
    ROW_FORM,
    RulesPresenter,
    new_row_values,
    row_values,
)
from clerkdesk.ui.flow_layout import WrappingRow
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.forms.recipients import RecipientsEditor
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.theme import State

_SHORT = {
    PaperList.NOT_ON_NETWORK: N_("Chỉ giấy"),
    PaperList.ELECTRONIC: N_("Chỉ điện tử"),
    PaperList.EXCEPTION: N_("Kèm giấy (9.2)"),
    PaperList.WITH_PAPER: N_("Kèm giấy (9.1)"),
}

_LIST_HEIGHT, _FORM_HEIGHT = 190, 370


class RulesPage(QWidget):
    """The table on top; below it the chosen line, and the groups."""

    def __init__(
        self,
        presenter: RulesPresenter,
        shell: Shell,
        memory: UiMemory,
        make_recipients: Callable[[], RecipientsEditor],
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._shell = shell
        self._chosen: PaperRow | None = None
        self.table = RegisterTable[PaperRow](
            self._columns(),
            memory=memory,
            memory_key="paper-rules",
            empty=_("Chưa có dòng nào: mọi văn bản chưa ký số đều gửi kèm giấy (Điều 9.1)."),
            empty_button=_("Thêm dòng"),
        )
        self.table.empty_action.connect(self._new)
        self.table.row_chosen.connect(self._choose)
        self.form = FieldForm(ROW_FORM)
        self.form.set_read_only(not presenter.allowed)
        self.groups = GroupsCard(presenter, make_recipients())
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setHandleWidth(theme.GAP)
        across.setChildrenCollapsible(False)
        across.addWidget(self._row_card())
        across.addWidget(self.groups)
        across.setSizes([500, 430])
        column = QWidget()
        down = QVBoxLayout(column)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.GAP)
        self.table.setMinimumHeight(_LIST_HEIGHT)
        across.setMinimumHeight(_FORM_HEIGHT)
        down.addWidget(self.table, 1)
        down.addWidget(across, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(column))
        presenter.rows_changed.connect(self._show)
        presenter.problems_found.connect(self.form.show_problems)
        presenter.row_removed.connect(self._say_removed)
        presenter.failed.connect(shell.show_error)

    def refresh(self) -> None:
        """Read again."""
        self._presenter.refresh(self._chosen.key if self._chosen else "")

    def _row_card(self) -> Card:
        card = Card(_("Danh mục Điều 8, Điều 9"))
        card.body.addWidget(scrolled(self.form), 1)
        row = WrappingRow(6)
        self._remove = button(_("Bỏ dòng"), self._take_out)
        self._add = button(_("Thêm dòng"), self._new, key="Ctrl+N")
        self._save = button(_("Lưu"), self._keep, key="Ctrl+Return", primary=True)
        for made in (self._remove, self._add):
            row.add(made)
        row.end.addWidget(self._save)
        for made in (self._remove, self._add, self._save):
            made.setEnabled(self._presenter.allowed)
        card.body.addWidget(row)
        return card

    def _columns(self) -> list[Column[PaperRow]]:
        today = self._presenter.today
        return [
            Column("of", _("GỬI"), 128, lambda r: _(_SHORT[r.of]), Look.BADGE, state=_colour),
            Column("title", _("TÀI LIỆU, VĂN BẢN"), 190, lambda r: _(r.title), Look.SUMMARY),
            Column(
                "meant",
                _("NHẬN RA BẰNG"),
                240,
                _meant,
                Look.SUMMARY,
                tooltip=_meant,
                stretches=True,
            ),
            Column("basis", _("CĂN CỨ"), 150, lambda r: r.basis, Look.SUMMARY),
            Column("days", _("HIỆU LỰC"), 112, _days, Look.SUMMARY),
            Column(
                "state",
                _("TRẠNG THÁI"),
                104,
                lambda r: _("Áp dụng") if r.in_force(today) else _("Không"),
                Look.BADGE,
                state=lambda r: State.GOOD if r.in_force(today) else State.NEUTRAL,
            ),
        ]

    def _show(self, rows: Sequence[PaperRow], chosen: str) -> None:
        self.table.set_rows(rows, choose=lambda row: row.key == chosen)

    def _choose(self, row: PaperRow | None) -> None:
        if row is None:
            return
        self._chosen = row
        self.form.clear()
        self.form.set_values(row_values(row))
        self._remove.setEnabled(self._presenter.allowed)

    def _new(self) -> None:
        self.table.view.clearSelection()
        self._chosen = None  # after it: the table says the row under its cursor once more
        self.form.clear()
        self.form.set_values(new_row_values(self._presenter.today))
        self._remove.setEnabled(False)
        self.form.focus_field("title")

    def _keep(self) -> None:
        self._presenter.put(self._chosen, self.form.values())

    def _take_out(self) -> None:
        if self._chosen is not None:
            self._presenter.remove(self._chosen)

    def _say_removed(self, row: PaperRow) -> None:
        self._shell.show_notice(
            _("Đã bỏ «{title}» khỏi danh mục.").format(title=row.title),
            action=_("Hoàn tác"),
            pressed=self._presenter.undo,
        )


class GroupsCard(Card):
    """Groups of recipients: choose, change, keep; a new name makes a new group."""

    def __init__(self, presenter: RulesPresenter, editor: RecipientsEditor) -> None:
        super().__init__(_("Nhóm nơi nhận"))
        self._presenter = presenter
        self._groups: Mapping[str, tuple[Recipient, ...]] = {}
        self.which = ChoiceBox()
        self.which.setAccessibleName(_("Nhóm"))
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("Tên nhóm, ví dụ: Các ấp"))
        self.name.setAccessibleName(_("Tên nhóm"))
        self.editor = editor
        self.problem = text_label("", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.save = button(_("Lưu nhóm"), self._keep)
        self.remove = button(_("Xóa nhóm"), self._take_out)
        row = QHBoxLayout()
        row.addWidget(self.remove)
        row.addStretch(1)
        row.addWidget(self.save)
        self.body.addWidget(self.which)
        self.body.addWidget(self.name)
        self.body.addWidget(scrolled(self.editor), 1)
        self.body.addWidget(self.problem)
        self.body.addLayout(row)
        self.which.currentIndexChanged.connect(lambda _index: self._choose())
        presenter.groups_changed.connect(self._show)
        presenter.group_problem.connect(self._say)
        self._choose()

    def _show(self, groups: Mapping[str, tuple[Recipient, ...]]) -> None:
        chosen = self.name.text() or self.which.currentData()
        self._groups = groups
        self.which.blockSignals(True)
        self.which.clear()
        self.which.addItem(_("Nhóm mới…"), "")
        for name, members in groups.items():
            label = _("{name} · {n} nơi").format(name=name, n=len(members))
            self.which.addItem(label, name)
        found = self.which.findData(chosen)
        self.which.setCurrentIndex(found if found > 0 else min(1, len(groups)))
        self.which.blockSignals(False)
        self._choose()

    def _choose(self) -> None:
        name = self.which.currentData() or ""
        self.name.setText(name)
        self.editor.set_value(self._groups.get(name, ()))
        self.remove.setEnabled(bool(name) and self._presenter.groups_allowed)
        self.save.setEnabled(self._presenter.groups_allowed)
        self._say("")

    def _keep(self) -> None:
        value = self.editor.value()
        members = value if isinstance(value, tuple) else ()
        old = self.which.currentData() or ""
        self._presenter.save_group(old, " ".join(self.name.text().split()), members)

    def _take_out(self) -> None:
        self._presenter.remove_group(str(self.which.currentData()))

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))


def _meant(row: PaperRow) -> str:
    return "; ".join([*sorted(row.doc_types), *(f"«{word}»" for word in row.words)])


def _days(row: PaperRow) -> str:
    first, last = shown(row.valid_from), shown(row.valid_to)
    if last:
        return f"{first} – {last}" if first else _("đến {day}").format(day=last)
    return _("từ {day}").format(day=first) if first else ""


def _colour(row: PaperRow) -> State:
    return State.ACCENT if row.of is PaperList.ELECTRONIC else State.WARN
