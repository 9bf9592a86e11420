"""Một cửa: the list of dossiers, and beside it the one that is at the counter."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QSplitter, QVBoxLayout, QWidget

from clerkdesk.domain.dossier_codes import scanned
from clerkdesk.domain.dossier_sheets import sheet_due
from clerkdesk.domain.dossier_steps import DEED_NAMES, STATE_NAMES, Deed, DossierState
from clerkdesk.domain.dossiers import Dossier
from clerkdesk.domain.procedures import Procedure
from clerkdesk.domain.texts import _
from clerkdesk.ports.dossiers import DossierFilter
from clerkdesk.ui import theme
from clerkdesk.ui.cards import ChoiceBox, button
from clerkdesk.ui.counter.columns import dossier_columns
from clerkdesk.ui.counter.dossier_card import DossierCard
from clerkdesk.ui.counter.import_bar import ImportBar
from clerkdesk.ui.counter.presenter import MOST_LISTED, CounterPresenter
from clerkdesk.ui.counter.rules_card import RulesCard
from clerkdesk.ui.flow_layout import WrappingRow
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.shell.window import remember_splitter
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.shown_stack import ShownStack
from clerkdesk.ui.side_books.period import Period, span
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.theme import State

_SIZES = [570, 550]
_OPEN, _DUE, _ALL = "open", "due", "all"
_OPEN_STATES = frozenset(DossierState) - {DossierState.RETURNED, DossierState.REFUSED}


class CounterPage(QWidget):
    """The one-stop counter."""

    def __init__(
        self,
        presenter: CounterPresenter,
        shell: Shell,
        memory: UiMemory,
        *,
        units: Sequence[str],
        people: Sequence[str],
        print_made: Callable[[str, Callable[[], bytes]], None],
        scan: Callable[[], object],
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._shell = shell
        self._print_made = print_made
        self._wanted_uid = ""
        self._showing = False
        self.header = PageHeader(_("Một cửa"), search=_("Quét mã hoặc gõ tên, mã hồ sơ…"))
        self.header.searched.connect(lambda _text: self._show_filter())
        self.header.list_wanted.connect(self._to_list)
        if self.header.search is not None:
            self.header.search.returnPressed.connect(self._code_entered)
        self.header.add_button(_("+ Nhận hồ sơ"), self.start_new, key="Ctrl+N", primary=True)
        self.card = DossierCard(presenter, units, people)
        self.card.print_wanted.connect(lambda wish: self._print_made(*wish))
        self.card.scan_wanted.connect(scan)
        self.table = RegisterTable[Dossier](
            dossier_columns(lambda: presenter.today),
            memory=memory,
            memory_key="counter",
            empty=_(
                "Chưa có hồ sơ nào.\nNhập danh mục thủ tục (xlsx, csv) một lần, rồi nhận hồ sơ đầu "
                "tiên: chọn thủ tục, đánh dấu giấy tờ đã nhận, gắn bản quét, bấm «Tiếp nhận»."
            ),
            empty_button=_("Nhận hồ sơ  Ctrl+N"),
            empty_other=_("Nhập danh mục thủ tục…"),
        )
        self.table.empty_action.connect(self.start_new)
        self.table.empty_other.connect(self._choose_procedures)
        self.table.row_chosen.connect(self._chosen)
        self.table.row_opened.connect(lambda _row: self.card.focus_form())
        self.import_bar = ImportBar(presenter)
        self.rules = RulesCard(presenter)
        self.rules.closed.connect(self.show_card)
        self.right = ShownStack()
        self.right.addWidget(self.card)
        self.right.addWidget(self.rules)
        self._lay_out(memory)
        self._listen(presenter, shell)
        self._show_filter()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read the list again."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read the list again; what is being written stays."""
        self._presenter.refresh()

    def start_new(self) -> None:
        """An empty dossier on the card, the cursor in its first field."""
        self.table.view.clearSelection()
        self.show_card()
        self.card.show_new()
        self.card.focus_form()

    def show_dossier(self, dossier: Dossier) -> None:
        """Show one dossier, and choose it in the list where it stands there."""
        self._keep_on(dossier)
        self.show_card()
        self.card.show_dossier(dossier)
        rows = list(self.table.rows())
        for place, row in enumerate(rows):
            if row.uid == dossier.uid:
                self.table.choose(place)
        if self.header.search is not None and self.header.search.text():
            self.header.search.selectAll()

    def show_rules(self) -> None:
        """Set the pattern of codes and the forms."""
        self.right.setCurrentWidget(self.rules)
        self._presenter.read_rules()
        self.rules.form.focus_first()

    def show_card(self) -> None:
        """Back to the dossier."""
        self.right.setCurrentWidget(self.card)

    def _to_list(self) -> None:
        self.table.setFocus()

    def _lay_out(self, memory: UiMemory) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.right)
        for part, share in enumerate(_SIZES):
            split.setStretchFactor(part, share)
        split.setHandleWidth(theme.GAP)
        split.setChildrenCollapsible(False)
        split.setSizes(_SIZES)
        remember_splitter(split, "counter", memory)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.header)
        layout.addWidget(self._filter_row())
        layout.addWidget(self.import_bar)
        layout.addWidget(split, 1)

    def _listen(self, presenter: CounterPresenter, shell: Shell) -> None:
        presenter.rows_changed.connect(self._show_rows)
        presenter.procedures_changed.connect(self._say_procedures)
        presenter.saved.connect(self._keep_on)
        presenter.opened.connect(self.show_dossier)
        presenter.accepted.connect(self._say_accepted)
        presenter.stepped.connect(self._say_stepped)
        presenter.detached.connect(lambda _d, _c, file: self._say_detached(file.name))
        presenter.not_found.connect(self._say_not_found)
        presenter.imported.connect(self._say_imported)
        presenter.said.connect(shell.show_notice)
        presenter.failed.connect(shell.show_error)

    def _filter_row(self) -> WrappingRow:
        row = WrappingRow(6)
        self.which = ChoiceBox()
        self.which.setAccessibleName(_("Hồ sơ nào"))
        self.which.addItem(_("Đang mở"), _OPEN)
        self.which.addItem(_("Đến hạn, quá hạn"), _DUE)
        for state in DossierState:
            self.which.addItem(_(STATE_NAMES[state]), state.value)
        self.which.addItem(_("Tất cả"), _ALL)
        self.which.currentIndexChanged.connect(lambda _index: self._show_filter())
        self.period = ChoiceBox()
        self.period.setAccessibleName(_("Thời gian"))
        for period in Period:
            self.period.addItem(_(period.label), period.value)
        self.period.currentIndexChanged.connect(lambda _index: self._show_filter())
        row.add(self.which)
        row.add(self.period)
        self.procedures = button(_("Nhập thủ tục…"), self._choose_procedures, link=True)
        row.end.addWidget(self.procedures)
        row.end.addWidget(button(_("Thiết lập"), self.show_rules, link=True))
        row.end.addWidget(button(_("In sổ theo dõi"), self._print_book, link=True))
        return row

    def _show_filter(self) -> None:
        which = str(self.which.currentData())
        states = frozenset[DossierState]()
        if which == _OPEN:
            states = _OPEN_STATES
        elif which not in (_DUE, _ALL):
            states = frozenset({DossierState(which)})
        first, last = span(Period(self.period.currentData()), self._presenter.today)
        search = self.header.search
        text = search.text() if search else ""
        if text:  # what is looked for is found wherever it stands
            first = last = None
            states = frozenset()
        due = self._presenter.today if which == _DUE else None
        self._presenter.show(DossierFilter(text.strip(), first, last, states, due))

    def _code_entered(self) -> None:
        text = self.header.search.text() if self.header.search else ""
        if looks_like_code(text):
            self._presenter.open_code(text)

    def _show_rows(self, rows: Sequence[Dossier]) -> None:
        before = self.card.dossier
        wanted = self._wanted_uid or (before.uid if before else "")
        self._wanted_uid = ""
        full = len(rows) >= MOST_LISTED
        words = _("{count} hồ sơ mới nhất; gõ để tìm hồ sơ cũ hơn").format(count=len(rows))
        self.header.set_remark(words if full else "")
        self._showing = True
        self.table.set_rows(rows, choose=lambda dossier: dossier.uid == wanted)
        self._showing = False
        if not any(row.uid == wanted for row in rows):
            self.table.view.clearSelection()

    def _chosen(self, dossier: Dossier | None) -> None:
        open_now = self.card.dossier
        if dossier is None or (self._showing and not self._is_news(dossier)):
            return
        if not self._showing:
            self.show_card()
        if open_now is None or open_now != dossier:
            self.card.show_dossier(dossier)

    def _is_news(self, dossier: Dossier) -> bool:
        """Whether another desk changed the dossier that is open and untouched here."""
        open_now = self.card.dossier
        return open_now is not None and open_now.uid == dossier.uid and not self.card.touched

    def _keep_on(self, dossier: Dossier) -> None:
        self._wanted_uid = dossier.uid

    def _choose_procedures(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Chọn danh mục thủ tục"), "", _("Bảng tính (*.xlsx *.csv)")
        )
        if name:
            self._presenter.check_file(Path(name))

    def _print_book(self) -> None:
        today = self._presenter.today
        first, last = span(Period(self.period.currentData()), today)
        self._print_made(
            *self._presenter.book(first or today.replace(month=1, day=1), last or today)
        )

    def _say_procedures(self, procedures: Sequence[Procedure]) -> None:
        words = _("Nhập thủ tục… ({count})").format(count=len(procedures))
        self.procedures.setText(words)

    def _say_accepted(self, dossier: Dossier) -> None:
        due = dossier.course.due
        words = _("Đã tiếp nhận, mã hồ sơ {code}, hẹn trả {day}.").format(
            code=dossier.code, day=f"{due:%d/%m/%Y}" if due else ""
        )
        self._offer_sheet(words, dossier, _("In giấy hẹn"))

    def _say_stepped(self, dossier: Dossier, deed: Deed) -> None:
        words = _("Đã ghi: {deed}.").format(deed=_(DEED_NAMES[deed]))
        self._offer_sheet(words, dossier, _("In phiếu"))

    def _offer_sheet(self, words: str, dossier: Dossier, action: str) -> None:
        sheet = sheet_due(dossier.course)
        if sheet is None:
            self._shell.show_notice(words)
            return
        wish = self._presenter.sheet(dossier.uid, sheet)
        self._shell.show_notice(words, action=action, pressed=lambda: self._print_made(*wish))

    def _say_detached(self, name: str) -> None:
        self._shell.show_notice(_("Đã gỡ tệp «{name}» khỏi thành phần.").format(name=name))

    def _say_not_found(self, code: str) -> None:
        words = _("Không có hồ sơ nào mang mã «{code}» tại máy này.").format(code=scanned(code))
        self._shell.show_notice(words, State.WARN)

    def _say_imported(self, count: int) -> None:
        words = _("Đã nhập {count} thủ tục mới hoặc đã sửa.").format(count=count)
        self._shell.show_notice(words)


def looks_like_code(text: str) -> bool:
    """Whether a text may be a mã hồ sơ: no blank inside, a digit, and a sign that parts it."""
    code = scanned(text)
    return (
        len(code) >= 6
        and " " not in text.strip()
        and any(letter.isdigit() for letter in code)
        and any(sign in code for sign in "-./")
    )
