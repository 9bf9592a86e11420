"""Hundreds of tiles in lines: one more tile costs no look at all the others."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_Place = tuple[QLayoutItem, int, int]
"""A tile, and where it was put."""


class TileFlow(QLayout):
    """As `FlowLayout`, for widgets that all have one size and are all shown.

    `FlowLayout` asks each for its size: of 500 pages that held the window for 30 ms a page.
    """

    def __init__(self, tile: QSize, gap: int) -> None:
        super().__init__()
        self._tile = tile
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self._placed: list[_Place | None] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Put at the end."""
        self._items.append(item)

    def put_in_order(self, widgets: Sequence[QWidget]) -> None:
        """Let its widgets stand in this order; all of them must be named."""
        places = {widget: place for place, widget in enumerate(widgets)}
        self._items.sort(key=lambda item: places[item.widget()])
        self.invalidate()

    def count(self) -> int:
        """How many."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - None past the end, as Qt demands
        """One of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override] # noqa: N802 - as above
        """Take one out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """It wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """More lines where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Height of all lines."""
        lines = -(-len(self._items) // self._across(width))
        return max(lines * (self._tile.height() + self._gap) - self._gap, 0)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        """Place those tiles that are not yet where they belong."""
        super().setGeometry(rect)
        across = self._across(rect.width())
        step_x, step_y = self._tile.width() + self._gap, self._tile.height() + self._gap
        placed: list[_Place | None] = []
        for number, item in enumerate(self._items):
            line, place = divmod(number, across)
            here = (item, rect.x() + place * step_x, rect.y() + line * step_y)
            if number >= len(self._placed) or self._placed[number] != here:
                item.setGeometry(QRect(QPoint(here[1], here[2]), self._tile))
                # a tile that is not shown yet is not placed by Qt: once more when it is
                placed.append(None if item.isEmpty() else here)
            else:
                placed.append(here)
        self._placed = placed

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As small as it can be."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """One tile."""
        return self._tile if self._items else QSize(0, 0)

    def _across(self, width: int) -> int:
        return max((width + self._gap) // (self._tile.width() + self._gap), 1)
