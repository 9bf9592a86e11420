"""Sổ khác as one workplace: a tab a book, its lines, and the line that is written."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from clerkdesk.domain.side_book_forms import SIDE_BOOKS, SideBookKey
from clerkdesk.domain.side_books import SideEntry, SideRecord
from clerkdesk.domain.texts import _
from clerkdesk.ports.side_books import SideFilter
from clerkdesk.ui.cards import ChoiceBox, button
from clerkdesk.ui.flow_layout import WrappingRow
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.shown_stack import ShownStack
from clerkdesk.ui.side_books.pane import SideBookPane
from clerkdesk.ui.side_books.period import Period, span
from clerkdesk.ui.side_books.presenter import SideBooksPresenter

_OPEN_BOOK = "side_books.open"


class SideBooksView(QWidget):
    """Every small book of the office."""

    register_wanted = Signal()

    def __init__(
        self,
        presenter: SideBooksPresenter,
        shell: Shell,
        memory: UiMemory,
        suggestions: Mapping[str, Sequence[str]],
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._shell = shell
        self._memory = memory
        self._suggestions = suggestions
        self._panes: dict[SideBookKey, SideBookPane] = {}
        self.header = PageHeader(_("Sổ khác"), search=_("Tìm trong sổ…"))
        self.header.searched.connect(lambda _text: self._show_filter())
        self.header.list_wanted.connect(lambda: self.pane().table.setFocus())
        self.header.add_button(_("+ Ghi dòng mới"), self._new, key="Ctrl+N", primary=True)
        self._tabs: dict[SideBookKey, QPushButton] = {}
        self._stack = ShownStack()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.header)
        layout.addWidget(self._tab_row())
        layout.addWidget(self._stack, 1)
        presenter.rows_changed.connect(self._show_rows)
        presenter.written.connect(self._say_written)
        presenter.changed.connect(self._say_changed)
        presenter.cancelled.connect(self._say_cancelled)
        presenter.failed.connect(shell.show_error)
        remembered = memory.get(_OPEN_BOOK)
        known = remembered in {key.value for key in SIDE_BOOKS}
        self.open_book(SideBookKey(str(remembered)) if known else SideBookKey.PETITIONS)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read the book again."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read the book again."""
        self._presenter.refresh()

    def open_book(self, key: SideBookKey) -> SideBookPane:
        """Show one book; its pane is built when it is first opened."""
        if key not in self._panes:
            pane = SideBookPane(SIDE_BOOKS[key], self._presenter, self._memory, self._suggestions)
            pane.card.register_wanted.connect(self.register_wanted)
            self._panes[key] = pane
            self._stack.addWidget(pane)
        self._stack.setCurrentWidget(self._panes[key])
        for other, tab in self._tabs.items():
            tab.setChecked(other is key)
        self._open_only.setVisible(bool(SIDE_BOOKS[key].closes))
        self._memory.put(_OPEN_BOOK, key.value)
        self._show_filter()
        return self._panes[key]

    def plan_meeting(self, entry: SideEntry, lines: Sequence[SideRecord]) -> None:
        """Start a meeting with what an invitation tells, or go to the one that it was made into."""
        pane = self.open_book(SideBookKey.MEETINGS)
        standing = [line for line in lines if not line.cancelled]
        if standing:
            pane.keep_on(standing[0].uid)
            self.refresh()
            self._shell.show_notice(_("Giấy mời này đã có trong lịch họp."))
        else:
            pane.start_new(entry.values, entry.about)

    def pane(self) -> SideBookPane:
        """The book that is open."""
        return self._panes[self._presenter.book.key]

    def _tab_row(self) -> WrappingRow:
        row = WrappingRow(6)
        for number, (key, book) in enumerate(SIDE_BOOKS.items(), start=1):
            tab = button(_(book.title), partial(self.open_book, key))
            tab.setCheckable(True)
            tab.setToolTip(f"Ctrl+Shift+{number}")
            tab.setShortcut(f"Ctrl+Shift+{number}")
            self._tabs[key] = tab
            row.add(tab)
        self._period = ChoiceBox()
        self._period.setAccessibleName(_("Thời gian"))
        for period in Period:
            self._period.addItem(_(period.label), period.value)
        self._period.currentIndexChanged.connect(lambda _index: self._show_filter())
        self._open_only = ChoiceBox()
        self._open_only.setAccessibleName(_("Trạng thái"))
        self._open_only.addItem(_("Tất cả"), False)
        self._open_only.addItem(_("Còn ở ngoài"), True)
        self._open_only.currentIndexChanged.connect(lambda _index: self._show_filter())
        row.end.addWidget(self._open_only)
        row.end.addWidget(self._period)
        row.end.addWidget(button(_("In sổ"), self._presenter.print_book, link=True))
        return row

    def _show_filter(self) -> None:
        pane = self._stack.currentWidget()
        if not isinstance(pane, SideBookPane):
            return
        first, last = span(Period(self._period.currentData()), self._presenter.today)
        search = self.header.search
        closes = bool(pane.book.closes)
        self._presenter.show(
            SideFilter(
                pane.book.key,
                search.text() if search else "",
                first,
                last,
                open_only=closes and bool(self._open_only.currentData()),
            )
        )

    def _new(self) -> None:
        self.pane().start_new()

    def _show_rows(self, rows: Sequence[SideRecord]) -> None:
        self.pane().show_rows(rows)

    def _say_written(self, record: SideRecord) -> None:
        pane = self._panes[record.entry.book]
        pane.keep_on(record.uid)
        said = _("Đã ghi vào {book}.").format(book=_(record.book.title).lower())
        if record.number:
            said = _("Đã ghi vào {book}, số {number}.").format(
                book=_(record.book.title).lower(), number=record.number
            )
        self._shell.show_notice(said)

    def _say_changed(self, before: SideRecord, record: SideRecord) -> None:
        if before.entry.values == record.entry.values:
            return
        self._shell.show_notice(
            _("Đã sửa một dòng của {book}.").format(book=_(record.book.title).lower()),
            action=_("Hoàn tác"),
            pressed=lambda: self._presenter.change(record, before.entry.values),
        )

    def _say_cancelled(self, record: SideRecord) -> None:
        self._shell.show_notice(
            _("Đã hủy một dòng của {book}; dòng vẫn còn trong sổ.").format(
                book=_(record.book.title).lower()
            )
        )
