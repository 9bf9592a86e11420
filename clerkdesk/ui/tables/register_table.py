"""The list of a register: a table on a white card, an empty state, remembered columns, keyboard."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.ui import theme
from clerkdesk.ui.cards import EmptyState
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.tables.cells import RowDelegate
from clerkdesk.ui.tables.columns import Column
from clerkdesk.ui.tables.model import RowsModel

RowT = TypeVar("RowT")


class _Table(QTableView):
    """The view itself; Enter opens the row as a double click does."""

    opened = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens; everything else is Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class RegisterTable(QFrame, Generic[RowT]):
    """A list of rows, one of them chosen.

    Signals carry the row itself: `row_chosen` (the cursor is on it, or None), `row_opened` (Enter
    or double click), `menu_wanted` (row, global position), `more_wanted` (answer with
    `append_rows`), `empty_action` and `empty_other` (the buttons of the empty state).

    Args:
        memory_key: under which column widths are remembered, e.g. «incoming».
        empty: what to do first where there are no rows; `empty_button` its one action.
    """

    row_chosen = Signal(object)
    row_opened = Signal(object)
    menu_wanted = Signal(object, QPoint)
    more_wanted = Signal()
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
        self._columns = tuple(columns)
        self._memory = memory
        self._memory_key = f"columns.{memory_key}"
        self.model = RowsModel[RowT](columns, self)
        self.model.more_wanted.connect(self.more_wanted)
        self.view = _Table()
        self.view.setObjectName(memory_key)
        self._dress_view()
        self.view.setModel(self.model)
        self._size_columns()
        self.empty = EmptyState(empty, empty_button, empty_other)
        self.empty.pressed.connect(self.empty_action)
        self.empty.other_pressed.connect(self.empty_other)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        holder = QWidget()
        holder.setLayout(self._pages)
        layout.addWidget(holder)
        self.setFocusProxy(self.view)
        self.view.selectionModel().selectionChanged.connect(self._say_chosen)
        self.view.opened.connect(self._say_opened)
        self.view.doubleClicked.connect(self.view.opened)
        self.view.customContextMenuRequested.connect(self._say_menu)
        self.view.horizontalHeader().sectionResized.connect(self._remember)
        self._pages.setCurrentWidget(self.empty)

    def set_rows(
        self,
        rows: Sequence[RowT],
        *,
        has_more: bool = False,
        choose: Callable[[RowT], bool] | None = None,
    ) -> None:
        """Show these rows and put the cursor on the one that `choose` takes, else on the first."""
        self.model.replace(rows, has_more=has_more)
        self._pages.setCurrentWidget(self.view if rows else self.empty)
        if not rows:
            self.row_chosen.emit(None)
            return
        number = next((n for n, row in enumerate(rows) if choose and choose(row)), 0)
        self.choose(number)

    def append_rows(self, rows: Sequence[RowT], *, has_more: bool = False) -> None:
        """Show more rows at the end; the cursor stays."""
        self.model.append(rows, has_more=has_more)

    def change_row(self, is_it: Callable[[RowT], bool], row: RowT) -> None:
        """Put a new value in the place of the first row that `is_it` takes, if it is shown."""
        for number, old in enumerate(self.model.rows()):
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

    def chosen(self) -> RowT | None:
        """The row under the cursor."""
        index = self.view.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def choose(self, number: int) -> None:
        """Put the cursor on a row, counted from 0."""
        self.view.setCurrentIndex(self.model.index(number, 0))

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
        across = view.horizontalHeader()
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        across.setMinimumSectionSize(40)
        across.setFixedHeight(39)

    def _size_columns(self) -> None:
        across = self.view.horizontalHeader()
        remembered = self._memory.get(self._memory_key)
        widths = remembered if isinstance(remembered, dict) else {}
        for number, column in enumerate(self._columns):
            width = widths.get(column.key)
            across.resizeSection(number, width if isinstance(width, int) else column.width)
            mode = (
                QHeaderView.ResizeMode.Stretch
                if column.stretches
                else QHeaderView.ResizeMode.Interactive
            )
            across.setSectionResizeMode(number, mode)

    def _remember(self) -> None:
        across = self.view.horizontalHeader()
        self._memory.put(
            self._memory_key,
            {
                column.key: across.sectionSize(number)
                for number, column in enumerate(self._columns)
                if not column.stretches
            },
        )

    def _say_chosen(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self.row_chosen.emit(self.chosen())

    def _say_opened(self) -> None:
        row = self.chosen()
        if row is not None:
            self.row_opened.emit(row)

    def _say_menu(self, spot: QPoint) -> None:
        index: QModelIndex = self.view.indexAt(spot)
        if index.isValid():
            self.menu_wanted.emit(
                self.model.row(index.row()), self.view.viewport().mapToGlobal(spot)
            )
