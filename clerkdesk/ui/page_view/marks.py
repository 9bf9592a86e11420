"""What lies over a page: boxes of fields that were read, and things that are moved into place."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsRectItem,
    QGraphicsSceneMouseEvent,
    QStyleOptionGraphicsItem,
    QWidget,
)

from clerkdesk.domain.reading import Box
from clerkdesk.domain.stamps import POINTS_PER_MM
from clerkdesk.ui import theme
from clerkdesk.ui.page_view.sheets import MarkedBox, Placement
from clerkdesk.ui.theme import TEXT_OF, Role

_STEP = 0.5 * POINTS_PER_MM


class BoxMark(QGraphicsRectItem):
    """The place of one field; a click asks for the field."""

    def __init__(self, name: str, marked: MarkedBox, clicked: Callable[[str], None]) -> None:
        box = marked.box
        super().__init__(QRectF(box.x0 - 2, box.y0 - 1, box.x1 - box.x0 + 4, box.y1 - box.y0 + 2))
        self._name = name
        self._state = marked.state
        self._clicked = clicked
        self._lit = False
        self.setToolTip(marked.tooltip)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setZValue(1)

    def light(self, lit: bool) -> None:
        """Show that the cursor is in this field."""
        self._lit = lit
        self.setZValue(2 if lit else 1)
        self.update()

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        """A tinted rectangle, stronger when lit. Pages are white in the dark theme too."""
        edge = theme.LIGHT[TEXT_OF[self._state]]
        pen = QPen(QColor(edge), 2.5 if self._lit else 1.5)
        pen.setCosmetic(True)
        painter.setPen(pen)
        ground = pen.color()
        ground.setAlphaF(0.22 if self._lit else 0.10)
        painter.setBrush(ground)
        painter.drawRoundedRect(self.rect(), 2, 2)

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the field."""
        event.accept()
        self._clicked(self._name)


class PlacedItem(QGraphicsRectItem):
    """Moved with the mouse, or with the arrows by half a millimetre (Shift: 5 mm); never off the
    page. `placed` hears the new box in PDF points."""

    def __init__(
        self, name: str, placement: Placement, room: QRectF, placed: Callable[[str, Box], None]
    ) -> None:
        box = placement.box
        super().__init__(QRectF(0, 0, box.x1 - box.x0, box.y1 - box.y0))
        self._name = name
        self._room = room
        self._placed = placed
        self._picture = QPixmap()
        if placement.image:
            self._picture.loadFromData(placement.image)
        self.setPos(box.x0, box.y0)
        self._drawn_at = self.pos() if placement.drawn else None
        self.setToolTip(placement.label)
        self.setFlags(
            QGraphicsItem.GraphicsItemFlag.ItemIsMovable
            | QGraphicsItem.GraphicsItemFlag.ItemIsFocusable
            | QGraphicsItem.GraphicsItemFlag.ItemSendsGeometryChanges
        )
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.setZValue(3)

    def box(self) -> Box:
        """Where it is, in PDF points from the page's top left."""
        spot, size = self.pos(), self.rect()
        return Box(spot.x(), spot.y(), spot.x() + size.width(), spot.y() + size.height())

    def itemChange(self, change: QGraphicsItem.GraphicsItemChange, value: object) -> object:  # noqa: N802 - Qt's name
        """Keep it on the page."""
        if change is QGraphicsItem.GraphicsItemChange.ItemPositionChange and isinstance(
            value, QPointF
        ):
            right = max(self._room.width() - self.rect().width(), 0.0)
            bottom = max(self._room.height() - self.rect().height(), 0.0)
            return QPointF(min(max(value.x(), 0.0), right), min(max(value.y(), 0.0), bottom))
        return super().itemChange(change, value)

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        """The picture in a dashed frame."""
        if not self._picture.isNull() and self.pos() != self._drawn_at:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self.rect(), self._picture, QRectF(self._picture.rect()))
        pen = QPen(QColor(theme.LIGHT[Role.ACCENT]), 2.0 if self.hasFocus() else 1.2)
        pen.setStyle(Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows move it."""
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        way = ways.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        step = _STEP * (10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        self.moveBy(way[0] * step, way[1] * step)
        event.accept()
        self._placed(self._name, self.box())

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Say where it was put down."""
        super().mouseReleaseEvent(event)
        self._placed(self._name, self.box())
