"""The way of a document as a small track: done stages filled, the last one ringed, the rest grey."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk.ui import theme
from clerkdesk.ui.cards import text_label
from clerkdesk.ui.outgoing.acts import Track
from clerkdesk.ui.theme import Role

_DOT, _HEIGHT, _NAME = 5.0, 34, 15


class StepTrack(QWidget):
    """Dots with their names over one line that says what is next and who may do it."""

    def __init__(self) -> None:
        super().__init__()
        self._line = _Line()
        self.next = text_label("", "small")
        self.next.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._line)
        layout.addWidget(self.next)

    def show_track(self, track: Track) -> None:
        """Show how far it has come."""
        self._line.track = track
        self._line.update()
        self.next.setText(track.next)
        done = ", ".join(track.stages[: track.done])
        self.setAccessibleName(f"{done}. {track.next}")
        self._line.setToolTip(" → ".join(track.stages))


class _Line(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.track: Track | None = None
        self.setFixedHeight(_HEIGHT)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the card."""
        return QSize(240, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the track."""
        if self.track is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = theme.font(theme.SMALL - 1)
        painter.setFont(small)
        metrics = QFontMetrics(small)
        names, done = self.track.stages, self.track.done
        widths = [metrics.horizontalAdvance(name) + 4.0 for name in names]
        space = max((self.width() - sum(widths)) / (len(names) - 1), 0.0)
        reached = theme.colour(Role.BAD if self.track.stopped else Role.GOOD)
        before = 0.0
        for number, name in enumerate(names):
            x = sum(widths[:number]) + number * space + widths[number] / 2
            is_done = number < done
            if number:
                painter.setPen(QPen(reached if is_done else theme.colour(Role.LINE), 2))
                painter.drawLine(QPointF(before + _DOT, 9), QPointF(x - _DOT, 9))
            before = x
            painter.setPen(QPen(reached if is_done else theme.colour(Role.MUTED), 1.5))
            now = number == done - 1
            painter.setBrush(reached if is_done and not now else theme.colour(Role.CARD))
            painter.drawEllipse(QPointF(x, 9), _DOT, _DOT)
            if now:
                painter.setBrush(reached)
                painter.drawEllipse(QPointF(x, 9), _DOT / 2.5, _DOT / 2.5)
            painter.setPen(theme.colour(Role.INK if now else Role.MUTED))
            box = QRectF(x - widths[number] / 2, 18, widths[number], _NAME)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
        painter.end()
