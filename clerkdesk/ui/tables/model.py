"""The Qt model of a list: as many rows as there are in all, of which only those looked at are here."""

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from clerkdesk.domain.texts import _
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.theme import State

RowT = TypeVar("RowT")
AnyIndex = QModelIndex | QPersistentModelIndex

LOOK_ROLE = Qt.ItemDataRole.UserRole + 1
STATE_ROLE = Qt.ItemDataRole.UserRole + 2
SECOND_ROLE = Qt.ItemDataRole.UserRole + 3
SECOND_STATE_ROLE = Qt.ItemDataRole.UserRole + 4
MARK_ROLE = Qt.ItemDataRole.UserRole + 5
ABSENT_ROLE = Qt.ItemDataRole.UserRole + 6
"""True where the row has not come yet: a placeholder is painted."""

WINDOW = 100
"""How many rows are fetched at once."""
KEPT = 40 * WINDOW
"""How many rows stay in memory; those farthest from the place looked at go first."""

_RISING, _FALLING = "↑ ", "↓ "


class RowsModel(QAbstractTableModel, Generic[RowT]):
    """Rows of one kind, counted from 0. Whole lists come by `replace`; of a long one, a window
    comes by `renew` and others by `put`."""

    def __init__(self, columns: Sequence[Column[RowT]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: dict[int, RowT] = {}
        self._total = 0
        self._sorted_by: tuple[str, bool] | None = None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        """How many rows there are in all."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        """How many columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows; looks and states under our own roles."""
        if not index.isValid():
            return None
        column, row = self._columns[index.column()], self._rows.get(index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        if role == LOOK_ROLE:
            return column.look.value
        if row is None:
            return True if role == ABSENT_ROLE else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.ToolTipRole:
                if column.tooltip is not None:
                    return column.tooltip(row)
                return column.text(row) if column.look is Look.SUMMARY else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(column, row)
        return _painted(column, row, role)

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Column titles, with an arrow at the one that the list is sorted by."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            title = _(column.title).upper()
            if self._sorted_by is not None and self._sorted_by[0] == column.key:
                return (_FALLING if self._sorted_by[1] else _RISING) + title
            return title
        return _side(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def show_sorted(self, key: str, *, descending: bool = False) -> None:
        """Put the arrow at the column `key`; none has it where `key` is empty."""
        self._sorted_by = (key, descending) if key else None
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)

    def replace(self, rows: Sequence[RowT]) -> None:
        """Show another list, whole."""
        self.beginResetModel()
        self._rows = dict(enumerate(rows))
        self._total = len(rows)
        self.endResetModel()

    def renew(self, total: int, first: int, rows: Sequence[RowT]) -> None:
        """There are `total` rows now, of which `rows` stand from `first` on; the others must come
        anew. Cursor and scroll bar stay where they are."""
        self.set_total(total)
        self._rows = {n: row for n, row in enumerate(rows, first) if n < total}
        if total:
            self.dataChanged.emit(self.index(0, 0), self.index(total - 1, len(self._columns) - 1))

    def set_total(self, total: int) -> None:
        """There are `total` rows; those that are here stay."""
        if total > self._total:
            self.beginInsertRows(QModelIndex(), self._total, total - 1)
            self._total = total
            self.endInsertRows()
        elif total < self._total:
            self.beginRemoveRows(QModelIndex(), total, self._total - 1)
            self._total = total
            self.endRemoveRows()

    def put(self, first: int, rows: Sequence[RowT]) -> None:
        """Rows from `first` on have come."""
        here = {n: row for n, row in enumerate(rows, first) if n < self._total}
        if not here:
            return
        self._rows.update(here)
        if len(self._rows) > KEPT:
            nearest = sorted(self._rows, key=lambda n: abs(n - first))[:KEPT]
            self._rows = {n: self._rows[n] for n in nearest}
        last = first + len(here) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    def missing(self, first: int, last: int) -> int | None:
        """The first of these rows that is not here."""
        return next(
            (n for n in range(first, min(last + 1, self._total)) if n not in self._rows), None
        )

    def change(self, number: int, row: RowT) -> None:
        """Put another value into a row that is shown."""
        self._rows[number] = row
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(self._columns) - 1))

    def row(self, number: int) -> RowT | None:
        """The value of a row, if it is here."""
        return self._rows.get(number)

    def here(self) -> Mapping[int, RowT]:
        """The rows that are here, by number."""
        return self._rows

    def rows(self) -> Sequence[RowT]:
        """All that are here, in order."""
        return tuple(self._rows[n] for n in sorted(self._rows))


def _side(column: Column[RowT]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _spoken(column: Column[RowT], row: RowT) -> str:
    """What a screen reader says: colour and pill are words here too."""
    mark = column.mark(row) if column.mark else None
    second = column.second(row) if column.second else ""
    parts = (mark[0] if mark else "", column.text(row), second)
    return f"{column.title}: {', '.join(part for part in parts if part)}"


def _painted(column: Column[RowT], row: RowT, role: int) -> object:
    if role == STATE_ROLE:
        return _value(column.state(row) if column.state else None)
    if role == SECOND_ROLE:
        return column.second(row) if column.second else None
    if role == SECOND_STATE_ROLE:
        return _value(column.second_state(row) if column.second_state else None)
    if role == MARK_ROLE:
        mark = column.mark(row) if column.mark else None
        return f"{mark[1].value} {mark[0]}" if mark else None
    return None


def _value(state: State | None) -> str | None:
    return state.value if isinstance(state, State) else None
