"""Căn cứ và quy chế: the texts that the office works by, and the text that is chosen, to be read."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QSplitter, QVBoxLayout, QWidget

from clerkdesk.domain.legal_bases import BASIS_FORM, BASIS_KIND_NAMES, LegalBasis
from clerkdesk.domain.register_forms import shown
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, button, scrolled
from clerkdesk.ui.flow_layout import WrappingRow
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.page_view.page_view import PageView
from clerkdesk.ui.page_view.sheets import A4, LoadPage
from clerkdesk.ui.settings.bases_presenter import BasesPresenter
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.theme import State

_LIST_HEIGHT, _FORM_HEIGHT = 190, 370


class BasesPage(QWidget):
    """The list, the line's form, and its pages."""

    def __init__(
        self, presenter: BasesPresenter, jobs: Jobs, shell: Shell, memory: UiMemory
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._shell = shell
        self._chosen: LegalBasis | None = None
        self.table = RegisterTable[LegalBasis](
            self._columns(),
            memory=memory,
            memory_key="bases",
            empty=_("Chưa có căn cứ nào.\nThêm văn bản pháp luật và quy chế của đơn vị."),
            empty_button=_("Thêm căn cứ"),
        )
        self.table.empty_action.connect(self._new)
        self.table.row_chosen.connect(self._choose)
        self.form = FieldForm(BASIS_FORM)
        self.form.set_read_only(not presenter.allowed)
        self.pages = PageView(jobs, lane=Lane.PDF)
        column = QWidget()
        down = QVBoxLayout(column)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.GAP)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setHandleWidth(theme.GAP)
        across.setChildrenCollapsible(False)
        across.addWidget(self._line_card())
        across.addWidget(self._text_card())
        across.setSizes([430, 500])
        self.table.setMinimumHeight(_LIST_HEIGHT)
        across.setMinimumHeight(_FORM_HEIGHT)
        down.addWidget(self.table, 1)
        down.addWidget(across, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(column))
        presenter.changed.connect(self._show)
        presenter.problems_found.connect(self.form.show_problems)
        presenter.removed.connect(self._say_removed)
        presenter.failed.connect(shell.show_error)

    def refresh(self) -> None:
        """Read the list again."""
        self._presenter.refresh()

    def _line_card(self) -> Card:
        card = Card(_("Căn cứ, quy chế"))
        card.body.addWidget(scrolled(self.form), 1)
        row = WrappingRow(6)
        self._remove = button(_("Bỏ khỏi danh sách"), self._take_out)
        self._add = button(_("Thêm mới"), self._new, key="Ctrl+N")
        self._save = button(_("Lưu"), self._keep, key="Ctrl+Return", primary=True)
        for widget in (self._remove, self._add):
            row.add(widget)
        row.end.addWidget(self._save)
        for widget in (self._remove, self._add, self._save):
            widget.setEnabled(self._presenter.allowed)
        card.body.addWidget(row)
        return card

    def _text_card(self) -> Card:
        card = Card(_("Toàn văn"), margin=8)
        card.body.addWidget(self.pages, 1)
        self._put_file = button(_("Gắn tệp PDF…"), self._choose_file)
        self._put_file.setEnabled(self._presenter.allowed)
        card.body.addWidget(self._put_file, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _columns(self) -> list[Column[LegalBasis]]:
        today = self._presenter.today
        return [
            Column("name", _("TÊN VĂN BẢN"), 380, lambda b: b.name, Look.SUMMARY, stretches=True),
            Column("kind", _("LOẠI"), 170, lambda b: _(BASIS_KIND_NAMES[b.kind]), Look.SUMMARY),
            Column("from", _("HIỆU LỰC TỪ"), 100, lambda b: shown(b.valid_from)),
            Column("to", _("ĐẾN HẾT"), 92, lambda b: shown(b.valid_to)),
            Column(
                "state",
                _("TRẠNG THÁI"),
                110,
                lambda b: _("Còn hiệu lực") if b.in_force(today) else _("Hết hiệu lực"),
                Look.BADGE,
                state=lambda b: State.GOOD if b.in_force(today) else State.NEUTRAL,
            ),
        ]

    def _show(self, bases: Sequence[LegalBasis], chosen: str) -> None:
        self.table.set_rows(bases, choose=lambda basis: basis.basis_id == chosen)

    def _choose(self, basis: LegalBasis | None) -> None:
        if basis is None:
            return
        fresh = self._chosen is None or self._chosen.file != basis.file
        self._chosen = basis
        self.form.clear()
        self.form.set_values({field.name: getattr(basis, field.name) for field in BASIS_FORM})
        self._remove.setEnabled(self._presenter.allowed)
        self._put_file.setEnabled(self._presenter.allowed)
        if fresh:
            self._show_text(basis)

    def _show_text(self, basis: LegalBasis) -> None:
        self.pages.clear(_("Chưa có toàn văn. Gắn tệp PDF để mọi người đọc tại đây."))
        if basis.file is not None:
            self._presenter.open_file(
                basis.file,
                self._show_pages,
            )

    def _show_pages(self, count: int, load: LoadPage) -> None:
        self.pages.show_pages([A4] * count, load)

    def _new(self) -> None:
        self.table.view.clearSelection()  # first: it says once more which line was chosen
        self._chosen = None
        self.form.clear()
        self.form.set_values({"kind": "own_rule", "topic": ""})
        self.pages.clear(_("Lưu dòng này trước, rồi gắn tệp PDF."))
        self._put_file.setEnabled(False)
        self._remove.setEnabled(False)
        self.form.focus_first()

    def _keep(self) -> None:
        self._presenter.put(self._chosen, self.form.values())

    def _take_out(self) -> None:
        if self._chosen is not None:
            self._presenter.remove(self._chosen)

    def _choose_file(self) -> None:
        if self._chosen is None:
            return
        name, _kind = QFileDialog.getOpenFileName(self, _("Chọn toàn văn"), "", "PDF (*.pdf)")
        if name:
            self._presenter.put_file(self._chosen, Path(name))

    def _say_removed(self, basis: LegalBasis) -> None:
        self._shell.show_notice(
            _("Đã bỏ «{name}» khỏi danh sách.").format(name=basis.name[:60]),
            action=_("Hoàn tác"),
            pressed=self._presenter.undo,
        )
