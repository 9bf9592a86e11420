"""The list of a register: a table on a white card, an empty state, the clerk's columns, keyboard."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
)

from clerkdesk.ui import theme
from clerkdesk.ui.cards import EmptyState
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.tables.cells import RowDelegate
from clerkdesk.ui.tables.column_header import ColumnHeader
from clerkdesk.ui.tables.columns import Column
from clerkdesk.ui.tables.model import WINDOW, RowsModel

RowT = TypeVar("RowT")

_STILL_MS = 40
"""So long the list must stand still before its rows are asked for: a drag asks once."""


class _Table(QTableView):
    """The view itself; Enter opens the row as a double click does."""

    opened = Signal()
    resized = Signal()
    menu_key = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens, Ctrl+Home and Ctrl+End go to the ends, Menu opens the columns."""
        key, control = event.key(), event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit()
        elif control and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            rows = self.model().rowCount()
            if rows:
                column = self.horizontalHeader().logicalIndex(0)
                self.setCurrentIndex(
                    self.model().index(0 if key == Qt.Key.Key_Home else rows - 1, column)
                )
        elif key == Qt.Key.Key_Menu:
            self.menu_key.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Other rows and widths may fit now."""
        super().resizeEvent(event)
        self.resized.emit()


class RegisterTable(QFrame, Generic[RowT]):
    """A list of rows, one of them chosen.

    Signals carry the row itself: `row_chosen` (the cursor is on it, or None), `row_opened` (Enter
    or double click), `menu_wanted` (row, global position), `empty_action` and `empty_other` (the
    buttons of the empty state). `window_wanted` (first, count) is answered with `put_rows`;
    `looked_at` (first) says where a window should start that is read anew. `sort_wanted` (key,
    descending) is answered with other rows.

    Args:
        memory_key: under which the columns are remembered, e.g. «incoming».
        empty: what to do first where there are no rows; `empty_button` its one action.
    """

    row_chosen = Signal(object)
    row_opened = Signal(object)
    menu_wanted = Signal(object, QPoint)
    window_wanted = Signal(int, int)
    looked_at = Signal(int)
    sort_wanted = Signal(str, bool)
    empty_action = Signal()
    empty_other = Signal()

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        *,
        memory: UiMemory,
        memory_key: str,
        empty: str,
        empty_button: str = "",
        empty_other: str = "",
    ) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.columns = tuple(columns)
        self._placing = False
        self.model = RowsModel[RowT](columns, self)
        self.view = _Table()
        self.view.setObjectName(memory_key)
        self._dress_view()
        self.view.setModel(self.model)
        self.header = ColumnHeader[RowT](self.view, columns, memory, f"columns.{memory_key}")
        self.header.sort_wanted.connect(self._sort)
        self.empty = EmptyState(empty, empty_button, empty_other)
        self.empty.pressed.connect(self.empty_action)
        self.empty.other_pressed.connect(self.empty_other)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._pages)
        self.setFocusProxy(self.view)
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(_STILL_MS)
        self._still.timeout.connect(self._ask)
        self.view.selectionModel().selectionChanged.connect(self._say_chosen)
        self.view.opened.connect(self._say_opened)
        self.view.doubleClicked.connect(self.view.opened)
        self.view.customContextMenuRequested.connect(self._say_menu)
        self.view.menu_key.connect(self.header.show_menu)
        self.view.resized.connect(self.header.fit)
        self.view.resized.connect(self._still.start)
        self.view.verticalScrollBar().valueChanged.connect(lambda _value: self._still.start())
        self._pages.setCurrentWidget(self.empty)

    def set_rows(
        self, rows: Sequence[RowT], *, choose: Callable[[RowT], bool] | None = None
    ) -> None:
        """Show these rows and put the cursor on the one that `choose` takes, else on the first."""
        self.model.replace(rows)
        self._pages.setCurrentWidget(self.view if rows else self.empty)
        if not rows:
            self.row_chosen.emit(None)
            return
        number = next((n for n, row in enumerate(rows) if choose and choose(row)), 0)
        self.choose(number)

    def show_window(
        self,
        total: int,
        first: int,
        rows: Sequence[RowT],
        *,
        choose: Callable[[RowT], bool] | None = None,
        keep: bool = False,
    ) -> None:
        """Show a list of `total` rows of which `rows`, from `first` on, are here.

        The cursor goes to the row that `choose` takes; else, where the list is only read anew
        (`keep`), it stays where it is, and in another list it goes to the first row. A row that
        moved within the list takes the view along: it does not jump on the screen.
        """
        bar = self.view.verticalScrollBar()
        before, top = self.view.currentIndex().row(), bar.value()
        self._placing = True
        self.model.renew(total, first, rows)
        self._pages.setCurrentWidget(self.view if total else self.empty)
        if total:
            found = next((n for n, row in enumerate(rows, first) if choose and choose(row)), None)
            if found is None:
                found = min(max(before, 0), total - 1) if keep else 0
            self.choose(found)
            if keep and before >= 0 and top > 0:
                bar.setValue(top + (found - before) * theme.ROW_HEIGHT)
        self._placing = False
        self._still.start()
        self.row_chosen.emit(self.chosen())

    def show_total(self, total: int) -> None:
        """It was counted how many rows there are in all; those that are here stay."""
        self.model.set_total(total)
        self._still.start()

    def show_sorting(self, key: str = "", *, descending: bool = False) -> None:
        """The list stands in this order now; without a key in its usual one."""
        self.header.sorted_by = (key, descending)
        self.model.show_sorted(key, descending=descending)

    def put_rows(self, first: int, rows: Sequence[RowT]) -> None:
        """Rows that were asked for have come; the cursor stays."""
        current = self.view.currentIndex().row()
        was_here = self.chosen() is not None
        self.model.put(first, rows)
        if not was_here and first <= current < first + len(rows):
            self.row_chosen.emit(self.chosen())
        self._still.start()  # the view may stand elsewhere by now

    def change_row(self, is_it: Callable[[RowT], bool], row: RowT) -> None:
        """Put a new value in the place of the first row that `is_it` takes, if it is here."""
        for number, old in self.model.here().items():
            if is_it(old):
                self.model.change(number, row)
                if number == self.view.currentIndex().row():
                    self.row_chosen.emit(row)
                return

    def set_empty(self, text: str, action: str = "") -> None:
        """Change what the empty list says, e.g. after a search without result."""
        self.empty.label.setText(text)
        self.empty.button.setText(action)
        self.empty.button.setVisible(bool(action))
        self.empty.other.hide()

    def rows(self) -> Sequence[RowT]:
        """The rows that are here."""
        return self.model.rows()

    def shown_columns(self) -> list[Column[RowT]]:
        """The columns that are shown, from left to right."""
        by_key = {column.key: column for column in self.columns}
        return [by_key[key] for key in self.header.shown()]

    def chosen(self) -> RowT | None:
        """The row under the cursor, if it is here."""
        index = self.view.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def choose(self, number: int) -> None:
        """Put the cursor on a row, counted from 0."""
        column = self.view.horizontalHeader().logicalIndex(0)
        self.view.setCurrentIndex(self.model.index(number, max(column, 0)))

    def seen(self) -> tuple[int, int]:
        """The first and the last row that stand on the screen."""
        height = max(self.view.viewport().height(), theme.ROW_HEIGHT)
        top = self.view.verticalScrollBar().value() // theme.ROW_HEIGHT
        return top, min(top + height // theme.ROW_HEIGHT + 1, max(self.model.rowCount() - 1, 0))

    def _ask(self) -> None:
        """Ask for the window in which the view stands now, where a row of it is not here."""
        first, last = self.seen()
        start = max(first - WINDOW // 2, 0)
        self.looked_at.emit(start)
        current = self.view.currentIndex().row()
        absent = self.model.missing(first, last)
        if absent is None and current >= 0 and self.model.row(current) is None:
            absent, start = current, max(current - WINDOW // 2, 0)
        if absent is not None:
            self.window_wanted.emit(start, WINDOW)

    def _dress_view(self) -> None:
        view = self.view
        view.setItemDelegate(RowDelegate(view))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setCornerButtonEnabled(False)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        down = view.verticalHeader()
        down.setVisible(False)
        down.setMinimumSectionSize(theme.ROW_HEIGHT)
        down.setDefaultSectionSize(theme.ROW_HEIGHT)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _sort(self, key: str, descending: bool) -> None:
        self.model.show_sorted(key, descending=descending)
        self.sort_wanted.emit(key, descending)

    def _say_chosen(self, _now: QItemSelection, _before: QItemSelection) -> None:
        if not self._placing:
            self.row_chosen.emit(self.chosen())
            if self.view.currentIndex().isValid() and self.chosen() is None:
                self._still.start()

    def _say_opened(self) -> None:
        row = self.chosen()
        if row is not None:
            self.row_opened.emit(row)

    def _say_menu(self, spot: QPoint) -> None:
        index: QModelIndex = self.view.indexAt(spot)
        row = self.model.row(index.row()) if index.isValid() else None
        if row is not None:
            self.menu_wanted.emit(row, self.view.viewport().mapToGlobal(spot))
