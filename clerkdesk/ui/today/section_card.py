"""A section of Hôm nay on a card as high as its rows, each with the key that opens it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import Card, button, rule, text_label
from clerkdesk.ui.task_card import Task, TaskRow, lead_width
from clerkdesk.ui.today.section import Rows, TodayRow, TodaySection

ROW_HEIGHT = 50
HEAD_HEIGHT = 62
"""Title, margins, and the way to the rest."""


class SectionCard(Card):
    """`opened` carries a row, `more_wanted` asks for the rest."""

    opened = Signal(object)  # TodayRow
    more_wanted = Signal()

    def __init__(self, section: TodaySection) -> None:
        super().__init__(_(section.title))
        self.section = section
        self.shown: Sequence[TodayRow] = ()
        self._drawn: tuple[object, ...] = ()
        self._rows: list[TaskRow] = []
        self._holder = QWidget()
        self._down = QVBoxLayout(self._holder)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(0)
        self.body.setSpacing(4)
        self.empty = text_label(_(section.empty) if section.empty else "", "muted")
        self.empty.setWordWrap(True)
        self.empty.setContentsMargins(2, 6, 2, 8)
        self.more = button("", self.more_wanted.emit, link=True)
        self.body.addWidget(self._holder)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.more)

    def wanted(self, rows: Rows) -> int:
        """How many rows it would show if there were room for all."""
        return min(len(rows.rows), self.section.shown)

    def set_rows(self, rows: Rows, hints: Sequence[str]) -> None:
        """Show as many rows as there are keys for them; what has not changed is not drawn again, so that the
        cursor stays where it is."""
        self.shown = rows.rows[: len(hints)]
        drawn = (tuple(row.words() for row in self.shown), tuple(hints))
        if drawn != self._drawn:
            self._drawn = drawn
            self._draw(hints)
        count = rows.count
        title = _(self.section.title)
        self.set_title(f"{title} · {count}" if count else title)
        self._holder.setVisible(bool(self.shown))
        self.empty.setVisible(not self.shown and bool(self.section.empty))
        left = count - len(self.shown)
        self.more.setText(_("Xem {n} việc nữa").format(n=left))
        self.more.setVisible(left > 0 and self.section.more is not None)
        self.setVisible(bool(self.shown) or bool(self.section.empty))

    def rows(self) -> list[TaskRow]:
        """The rows that are shown, in order."""
        return list(self._rows)

    def _draw(self, hints: Sequence[str]) -> None:
        focused = next((n for n, row in enumerate(self._rows) if row.button.hasFocus()), None)
        while self._down.count():
            item = self._down.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        tasks = [
            Task(str(n), row.lead, row.title, row.detail, row.badge, row.state, hint)
            for n, (row, hint) in enumerate(zip(self.shown, hints, strict=False))
        ]
        width = lead_width(tasks)
        self._rows = [TaskRow(task, width) for task in tasks]
        for number, row in enumerate(self._rows):
            if number:
                self._down.addWidget(rule())
            row.opened.connect(self._open)
            self._down.addWidget(row)
        if focused is not None and self._rows:
            self._rows[min(focused, len(self._rows) - 1)].button.setFocus()

    def _open(self, key: str) -> None:
        self.opened.emit(self.shown[int(key)])
