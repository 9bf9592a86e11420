"""A card with lines of work: what it is, how it stands, and one button that does the next thing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import Badge, Card, button, rule, text_label
from clerkdesk.ui.theme import State

_MARK_WIDTH = 76


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One thing that waits."""

    mark: str
    title: str
    detail: str
    badge: str
    state: State
    act: Callable[[], object]


class WorkList(Card):
    """Lines of work, or a sentence where there are none."""

    def __init__(self, title: str, empty: str) -> None:
        super().__init__(title)
        self._empty = text_label(empty, "muted")
        self._empty.setWordWrap(True)
        self.body.addWidget(self._empty)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self.body.addWidget(self._area, 1)
        self.body.addStretch(0)
        self.show_lines([])

    def show_lines(self, lines: Sequence[WorkLine]) -> None:
        """Show other lines."""
        self._empty.setVisible(not lines)
        holder = QWidget()
        holder.setProperty("plain", "true")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(4)
        for line in lines:
            column.addLayout(_row(line))
            column.addWidget(rule())
        column.addStretch(1)
        self._area.setWidget(holder)


def _row(line: WorkLine) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    mark = text_label(line.mark, "heading")
    mark.setFixedWidth(_MARK_WIDTH)
    mark.setWordWrap(True)
    row.addWidget(mark)
    words = QVBoxLayout()
    words.setSpacing(0)
    title = _Elided(line.title)
    words.addWidget(title)
    words.addWidget(text_label(line.detail, "small"))
    row.addLayout(words, 1)
    row.addWidget(Badge(line.badge, line.state))
    act = button("↵", line.act)
    act.setAccessibleName(_("Mở: {title}").format(title=line.title))
    act.setFixedWidth(32)
    row.addWidget(act)
    return row


class _Elided(QLabel):
    """One line of text that ends in «…» where it does not fit; the whole is its tooltip."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._whole = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setMinimumWidth(80)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Cut again."""
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        self.setText(metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))
