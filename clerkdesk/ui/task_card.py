"""A card of things to do: what it is about, one line and its detail, a badge, and ↵ to open it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from clerkdesk.ui import theme
from clerkdesk.ui.cards import (
    Badge,
    Card,
    ElidedLabel,
    EmptyState,
    button,
    rule,
    scrolled,
)
from clerkdesk.ui.theme import State

_LEAD_WIDTH, _WIDEST_LEAD = 72, 128
_ROW = 49


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do; `key` comes back when it is opened."""

    key: str
    lead: str
    """Number, way of arrival or urgency, bold at the left."""
    title: str
    detail: str = ""
    badge: str = ""
    state: State = State.NEUTRAL
    hint: str = ""
    """The key that opens it from anywhere on the page, shown on its button."""


class TaskRow(QWidget):
    """One task; Enter, a double click or its button opens it."""

    opened = Signal(str)

    def __init__(self, task: Task, lead_width: int = _LEAD_WIDTH) -> None:
        super().__init__()
        self._key = task.key
        self.setFixedHeight(_ROW)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(f"{task.lead} {task.title} {task.detail} {task.badge}".strip())
        lead = ElidedLabel(task.lead, "heading")
        lead.setFixedWidth(lead_width)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(ElidedLabel(task.title))
        if task.detail:
            words.addWidget(ElidedLabel(task.detail, "small"))
        words.addStretch(1)
        self.button = button(task.hint.upper() or "↵", self._open)
        self.button.setFixedWidth(30)
        self.button.setProperty("kind", "small")
        self.button.setAccessibleName(f"{task.lead} {task.title}")
        across = QHBoxLayout(self)
        across.setContentsMargins(2, 0, 2, 0)
        across.setSpacing(8)
        across.addWidget(lead)
        across.addLayout(words, 1)
        if task.badge:
            across.addWidget(Badge(task.badge, task.state))
        across.addWidget(self.button)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open it."""
        self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter on the row's button opens it too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        self.opened.emit(self._key)


class TaskCard(Card):
    """A titled list of tasks; `opened` carries the key of one.

    Args:
        empty: what stands there when nothing is to be done.
    """

    opened = Signal(str)

    def __init__(self, title: str, *, empty: str) -> None:
        super().__init__(title)
        self._rows = QWidget()
        self._down = QVBoxLayout(self._rows)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(0)
        self._down.addStretch(1)
        self.empty = EmptyState(empty)
        self._area = scrolled(self._rows)
        self._area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.body.addWidget(self._area, 1)
        self.body.addWidget(self.empty, 1)
        self.set_tasks(())

    def set_tasks(self, tasks: Sequence[Task]) -> None:
        """Show these instead."""
        while self._down.count() > 1:
            item = self._down.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        width = lead_width(tasks)
        for task in tasks:
            row = TaskRow(task, width)
            row.opened.connect(self.opened)
            self._down.insertWidget(self._down.count() - 1, row)
            self._down.insertWidget(self._down.count() - 1, rule())
        self._area.setVisible(bool(tasks))
        self.empty.setVisible(not tasks)

    def rows(self) -> list[TaskRow]:
        """The rows that are shown, in order."""
        items = (self._down.itemAt(number) for number in range(self._down.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, TaskRow)]


def lead_width(tasks: Sequence[Task]) -> int:
    """One width for all, so that the titles stand under each other."""
    metrics = QFontMetrics(theme.font(bold=True))
    widest = max((metrics.horizontalAdvance(task.lead) for task in tasks), default=0)
    return min(max(widest + 4, _LEAD_WIDTH), _WIDEST_LEAD)
