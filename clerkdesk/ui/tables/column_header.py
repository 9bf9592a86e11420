"""The columns of a list as the clerk wants them: order, widths, which are shown; kept by their keys."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QHeaderView, QMenu, QTableView

from clerkdesk.domain.texts import _
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.tables.columns import Column

RowT = TypeVar("RowT")

_LEAST_SHARE = 0.6
"""The stretching column is never narrower than this share of its own width: the list scrolls."""


class ColumnHeader(QObject, Generic[RowT]):
    """Puts the columns of `view` in order and remembers every change of it.

    `sort_wanted` comes with a column's key and whether the greatest stands on top; an empty key
    is the usual order.
    """

    sort_wanted = Signal(str, bool)

    def __init__(
        self,
        view: QTableView,
        columns: Sequence[Column[RowT]],
        memory: UiMemory,
        memory_key: str,
    ) -> None:
        super().__init__(view)
        self._view = view
        self._across = view.horizontalHeader()
        self._columns = tuple(columns)
        self._numbers = {column.key: number for number, column in enumerate(columns)}
        self._memory = memory
        self._key = memory_key
        self._placing = False
        self.usual_order = _("Thứ tự của sổ")
        """What the list's own order is called in the menu."""
        self.sorted_by: tuple[str, bool] = ("", False)
        self._dress()
        self._restore()
        self._across.sectionResized.connect(self._resized)
        self._across.sectionMoved.connect(self._moved)
        self._across.sectionClicked.connect(self._clicked)
        self._across.customContextMenuRequested.connect(self._menu_at)

    def shown(self) -> list[str]:
        """Keys of the columns that are shown, from left to right."""
        return [
            self._columns[number].key
            for number in map(self._across.logicalIndex, range(len(self._columns)))
            if not self._across.isSectionHidden(number)
        ]

    def show_column(self, key: str, wanted: bool) -> None:
        """Show or hide a column; the one that stretches always stays."""
        number = self._numbers[key]
        if not self._columns[number].stretches:
            self._across.setSectionHidden(number, not wanted)
            self._memory.put(f"{self._key}.shown", self.shown())
            self.fit()

    def reset(self) -> None:
        """Order, widths and sorting as they come with the program."""
        for part in ("", ".order", ".shown"):
            self._memory.put(f"{self._key}{part}", None)
        self._restore()
        self.fit()
        self.sort("", descending=False)

    def sort(self, key: str, *, descending: bool) -> None:
        """Sort by a column; nothing happens where the list cannot."""
        if key and not self._columns[self._numbers[key]].sort:
            return
        self.sorted_by = (key, descending)
        self.sort_wanted.emit(key, descending)

    def menu(self) -> QMenu:
        """Which columns are shown, sorting by keyboard, and the way back to the usual ones."""
        menu = QMenu(self._view)
        shown = self.shown()
        sortable = [column for column in self._columns if column.sort and column.key in shown]
        if sortable:
            by = menu.addMenu(_("Sắp xếp theo"))
            usual = by.addAction(self.usual_order)
            usual.triggered.connect(lambda: self.sort("", descending=False))
            for column in sortable:
                action = by.addAction(_(column.title).capitalize())
                action.setData(column.key)
                action.triggered.connect(self._sort_chosen)
        menu.addAction(_("Đặt lại cột")).triggered.connect(self.reset)
        menu.addSeparator()
        for column in self._columns:
            action = menu.addAction(_(column.title).capitalize())
            action.setCheckable(True)
            action.setChecked(column.key in shown)
            action.setEnabled(not column.stretches)
            action.setData(column.key)
            action.toggled.connect(self._toggled)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def show_menu(self) -> None:
        """Open the menu under the header's left end, for the Menu key."""
        self.menu().popup(self._across.mapToGlobal(QPoint(8, self._across.height())))

    def fit(self) -> None:
        """Let the stretching column take what is left, but never vanish."""
        if self._placing:
            return
        self._placing = True
        for number, column in enumerate(self._columns):
            if not column.stretches:
                continue
            others = sum(
                self._across.sectionSize(n) for n in range(len(self._columns)) if n != number
            )
            least = int(column.width * _LEAST_SHARE)
            if self._view.viewport().width() - others >= least:
                self._across.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            else:
                self._across.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                self._across.resizeSection(number, least)
        self._placing = False

    def _dress(self) -> None:
        across = self._across
        across.setHighlightSections(False)
        across.setSectionsClickable(any(column.sort for column in self._columns))
        across.setSectionsMovable(True)
        across.setFirstSectionMovable(True)
        across.setMinimumSectionSize(40)
        across.setFixedHeight(39)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        across.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        across.setToolTip(_("Bấm chuột phải: chọn cột") if len(self._columns) > 1 else "")

    def _restore(self) -> None:
        self._placing = True
        widths = self._remembered("")
        shown, order = self._remembered(".shown"), self._remembered(".order")
        for number, column in enumerate(self._columns):
            width = widths.get(column.key) if isinstance(widths, dict) else None
            self._across.setSectionHidden(
                number,
                not column.stretches
                and not (column.key in shown if isinstance(shown, list) else column.shown),
            )
            # a hidden column keeps no width of nought; a title is never cut as it comes
            usual_width = max(column.width, self._across.sectionSizeHint(number))
            self._across.resizeSection(number, width if isinstance(width, int) else usual_width)
            mode = (
                QHeaderView.ResizeMode.Stretch
                if column.stretches
                else QHeaderView.ResizeMode.Interactive
            )
            self._across.setSectionResizeMode(number, mode)
        usual = list(self._numbers)
        wanted = [key for key in order if key in usual] if isinstance(order, list) else []
        for place, key in enumerate([*wanted, *(key for key in usual if key not in wanted)]):
            self._across.moveSection(self._across.visualIndex(self._numbers[key]), place)
        self._placing = False

    def _remembered(self, part: str) -> object:
        return self._memory.get(f"{self._key}{part}")

    def _resized(self, _number: int, _before: int, _now: int) -> None:
        if self._placing:
            return
        kept = self._remembered("")
        widths = dict(kept) if isinstance(kept, dict) else {}
        for number, column in enumerate(self._columns):
            if not column.stretches and not self._across.isSectionHidden(number):
                widths[column.key] = self._across.sectionSize(number)
        self._memory.put(self._key, widths)

    def _moved(self, _number: int, _before: int, _now: int) -> None:
        if not self._placing:
            order = map(self._across.logicalIndex, range(len(self._columns)))
            self._memory.put(f"{self._key}.order", [self._columns[n].key for n in order])

    def _clicked(self, number: int) -> None:
        if QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier:
            return
        key = self._columns[number].key
        before, descending = self.sorted_by
        self.sort(key, descending=before == key and not descending)

    def _toggled(self, wanted: bool) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.show_column(str(action.data()), wanted)

    def _sort_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            key = str(action.data())
            before, descending = self.sorted_by
            self.sort(key, descending=before == key and not descending)

    def _menu_at(self, spot: QPoint) -> None:
        self.menu().popup(self._across.mapToGlobal(spot))
