"""A layout that puts widgets in lines as words are put in a paragraph, and a row made of it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QWidget

from clerkdesk.ui import theme


class FlowLayout(QLayout):
    """Goes on in the next line where there is no room.

    Args:
        gap: between two items and between two lines.
        last_grows: the last item takes the rest of its line, such as a box to type in.
    """

    def __init__(self, gap: int = theme.GRID, *, last_grows: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._last_grows = last_grows
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Put at the end."""
        self._items.append(item)

    def insert(self, number: int, widget: QWidget) -> None:
        """Put before the item `number`."""
        self.addWidget(widget)
        self._items.insert(number, self._items.pop())
        self.invalidate()

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
        return self._place(QRect(0, 0, width, 0), really=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        """Place the widgets."""
        super().setGeometry(rect)
        self._place(rect, really=True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As small as it can be."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """The largest item."""
        size = QSize(0, 0)
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The items by their lines, each with the size that it gets."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        left = 0
        for item in self._shown():
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(width, item.minimumSize().width())))
            if not lines or size.width() > left:
                lines.append([])
                left = width
            lines[-1].append((item, size))
            left -= size.width() + self._gap
        if self._last_grows and lines and left + self._gap > 0:
            size = lines[-1][-1][1]
            size.setWidth(size.width() + left + self._gap)
        return lines

    def _place(self, rect: QRect, *, really: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            height = max(size.height() for _item, size in line)
            x = rect.x()
            for item, size in line:
                if really:
                    middle = y + (height - size.height()) // 2
                    item.setGeometry(QRect(QPoint(x, middle), size))
                x += size.width() + self._gap
            y += height + self._gap
        return max(y - self._gap - rect.y(), 0)


class WrappingRow(QWidget):
    """A row over a list: what is added stands at the left in one or more lines, what is put into
    `end` at the right, on a line of its own where there is no room beside it."""

    def __init__(self, gap: int = 10) -> None:
        super().__init__()
        self._flow = FlowLayout(gap, last_grows=True)
        self._right = QWidget()
        self.end = QHBoxLayout(self._right)
        self.end.setContentsMargins(0, 0, 0, 0)
        self.end.setSpacing(gap)
        self.end.addStretch(1)
        self._flow.addWidget(self._right)
        self.setLayout(self._flow)

    def add(self, widget: QWidget) -> None:
        """Put one more after those at the left."""
        self._flow.insert(self._flow.count() - 1, widget)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The lines that it takes at its width are never cut."""
        size = super().minimumSizeHint()
        size.setHeight(self._flow.heightForWidth(self.width()))
        return size

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width may need other lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
