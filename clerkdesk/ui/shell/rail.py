"""The dark rail: office, groups, workplaces with counters."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import text_label
from clerkdesk.ui.shell.workplaces import Group, Workplace
from clerkdesk.ui.theme import Role


class RailRow(QAbstractButton):
    """One workplace; the counter says how much waits there."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setText(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click must not take the cursor away
        self.setAutoExclusive(True)
        self.setFixedHeight(theme.RAIL_ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(title)
        self._counter = 0
        self._hover = False

    def set_counter(self, number: int) -> None:
        """Show a number; 0 shows none."""
        self._counter = number
        waits = _("{title}, {number} việc chờ").format(title=self.text(), number=number)
        self.setAccessibleName(waits if number else self.text())
        self.update()

    def counter(self) -> int:
        """The number that is shown."""
        return self._counter

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Full width, one row high."""
        return QSize(self.width(), theme.RAIL_ROW)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Lit while the mouse is over it."""
        self._hover = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """No longer lit."""
        self._hover = False
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter chooses, as space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Ground, title, counter."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        room = QRectF(self.rect())
        if self.isChecked() or self._hover:
            ground = theme.colour(Role.RAIL_ACTIVE)
            ground.setAlphaF(1.0 if self.isChecked() else 0.45)
            painter.setBrush(ground)
            painter.drawRoundedRect(room, theme.RADIUS, theme.RADIUS)
        if self.hasFocus():
            painter.setPen(theme.colour(Role.RAIL_TEXT))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(room.adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        painter.setPen(theme.colour(Role.RAIL_TITLE if self.isChecked() else Role.RAIL_TEXT))
        painter.setFont(theme.font(bold=self.isChecked()))
        text = room.adjusted(24, 0, -40, 0)
        painter.drawText(
            text, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text()
        )
        if self._counter:
            self._paint_counter(painter, room)
        painter.end()

    def _paint_counter(self, painter: QPainter, room: QRectF) -> None:
        shown = str(self._counter) if self._counter < 1000 else "999+"
        font = theme.font(theme.SMALL, bold=True)
        width = max(QFontMetrics(font).horizontalAdvance(shown) + 18, 27)
        pill = QRectF(room.right() - width - 2, room.center().y() - 9, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(Role.COUNTER))
        painter.drawRoundedRect(pill, 9, 9)
        painter.setPen(theme.colour(Role.ON_COUNTER))
        painter.setFont(font)
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), shown)


_NARROW_WIDTH, _LOW_ROW, _LOW = 168, 26, 600


class Rail(QWidget):
    """All workplaces; `chosen` carries the key. In a low window its rows draw together, so that
    every workplace stays in sight."""

    chosen = Signal(str)

    def __init__(self, workplaces: Sequence[Workplace], office: str) -> None:
        super().__init__()
        self.setProperty("rail", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.RAIL_WIDTH)
        self._rows: dict[str, RailRow] = {}
        self._headings: list[QWidget] = []
        self.office = text_label(office, "rail-office")
        self.office.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 13, 8, 8)
        layout.setSpacing(2)
        for label in (text_label("ClerkDesk", "rail-title"), self.office):
            label.setContentsMargins(12, 0, 0, 0)
            layout.addWidget(label)
        layout.addSpacing(10)
        group = Group.TOP
        for place in workplaces:
            if place.group is not group:
                group = place.group
                if group is Group.BOTTOM:
                    layout.addStretch(1)
                else:
                    heading = text_label(_(group.value), "rail-group")
                    heading.setContentsMargins(12, 0, 0, 0)
                    heading.setFixedHeight(28)
                    layout.addSpacing(2)
                    layout.addWidget(heading)
                    self._headings.append(heading)
            row = RailRow(_(place.title))
            row.setObjectName(f"rail-{place.key}")
            row.clicked.connect(lambda _checked, key=place.key: self.chosen.emit(key))
            self._rows[place.key] = row
            layout.addWidget(row)
        if group is not Group.BOTTOM:
            layout.addStretch(1)

    def set_narrow(self, narrow: bool) -> None:
        """Leave more of the window's width to the page."""
        self.setFixedWidth(_NARROW_WIDTH if narrow else theme.RAIL_WIDTH)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Rows draw together and headings go where the window is low."""
        super().resizeEvent(event)
        low = self.height() < _LOW
        for heading in self._headings:
            heading.setVisible(not low)
        for row in self._rows.values():
            row.setFixedHeight(_LOW_ROW if low else theme.RAIL_ROW)

    def set_office(self, office: str) -> None:
        """Change the office's name."""
        self.office.setText(office)

    def mark(self, key: str) -> None:
        """Show which workplace is open."""
        self._rows[key].setChecked(True)

    def set_counter(self, key: str, number: int) -> None:
        """How much waits in a workplace."""
        if key in self._rows:  # a register that is kept from this account has no row
            self._rows[key].set_counter(number)

    def row(self, key: str) -> RailRow:
        """The row of a workplace."""
        return self._rows[key]

    def order(self) -> list[str]:
        """Keys in the order of the rail."""
        return list(self._rows)
