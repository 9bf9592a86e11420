"""The order of the Tab key is that of the page: what stands first in its layouts comes first."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QWidget


def follow_layout(page: QWidget) -> None:
    """Let Tab walk through `page` as it is read; Qt's own order is that in which it was built."""
    for before, after in pairwise(_widgets(page)):
        QWidget.setTabOrder(before, after)


def _widgets(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if isinstance(widget, QScrollArea):
        if (content := widget.widget()) is not None:
            yield from _widgets(content)
    elif isinstance(widget, QSplitter):
        for number in range(widget.count()):
            yield from _widgets(widget.widget(number))
    elif (layout := widget.layout()) is not None:
        yield from _items(layout)


def _items(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        widget: QWidget | None = item.widget() if item is not None else None
        inner: QLayout | None = item.layout() if item is not None else None
        if widget is not None:
            yield from _widgets(widget)
        elif inner is not None:
            yield from _items(inner)
