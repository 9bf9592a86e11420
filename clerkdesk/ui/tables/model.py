"""The Qt model over a sequence of rows; it grows at the end and asks for more when it is read to it."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from clerkdesk.domain.texts import _
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.theme import State

RowT = TypeVar("RowT")
AnyIndex = QModelIndex | QPersistentModelIndex

LOOK_ROLE = Qt.ItemDataRole.UserRole + 1
STATE_ROLE = Qt.ItemDataRole.UserRole + 2
SECOND_ROLE = Qt.ItemDataRole.UserRole + 3


class RowsModel(QAbstractTableModel, Generic[RowT]):
    """Rows of one kind. `more_wanted` is emitted once each time the end is reached and
    `has_more` was said; answer with `append`."""

    more_wanted = Signal()

    def __init__(self, columns: Sequence[Column[RowT]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: list[RowT] = []
        self._has_more = False

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        """How many rows are here now."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        """How many columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows; looks and states under our own roles."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        column, row = self._columns[index.column()], self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.ToolTipRole:
                if column.tooltip is not None:
                    return column.tooltip(row)
                return column.text(row) if column.look is Look.SUMMARY else None
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.title}: {column.text(row)}"
        if role == LOOK_ROLE:
            return column.look.value
        if role == STATE_ROLE:
            state = column.state(row) if column.state else None
            return state.value if isinstance(state, State) else None
        if role == SECOND_ROLE:
            return column.second(row) if column.second else None
        return None

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Column titles."""
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self._columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return _(self._columns[section].title).upper()
            if role == Qt.ItemDataRole.TextAlignmentRole:
                column = self._columns[section]
                side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def canFetchMore(self, parent: AnyIndex) -> bool:  # noqa: N802 - Qt's name
        """Whether the source has more rows than are here."""
        return not parent.isValid() and self._has_more

    def fetchMore(self, parent: AnyIndex) -> None:  # noqa: N802 - Qt's name
        """Ask once; the answer comes later by `append`."""
        if self.canFetchMore(parent):
            self._has_more = False
            self.more_wanted.emit()

    def replace(self, rows: Sequence[RowT], *, has_more: bool = False) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self._has_more = has_more
        self.endResetModel()

    def append(self, rows: Sequence[RowT], *, has_more: bool = False) -> None:
        """Show more rows after those that are here."""
        if rows:
            start = len(self._rows)
            self.beginInsertRows(QModelIndex(), start, start + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()
        self._has_more = has_more

    def change(self, number: int, row: RowT) -> None:
        """Put another value into a row that is shown."""
        self._rows[number] = row
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(self._columns) - 1))

    def row(self, number: int) -> RowT:
        """The value of a row."""
        return self._rows[number]

    def rows(self) -> Sequence[RowT]:
        """All that are here."""
        return tuple(self._rows)
