"""The surface on which a page lies: the wheel scrolls, turns pages and zooms; keys do the same."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QRubberBand

_ZOOM_STEP = 1.2
_LEAST_BOX = 6
"""Pixels of the screen."""


class Canvas(QGraphicsView):
    """Says what is wanted: `zoomed` by a factor (0 = the whole page), `page_wanted` by a step."""

    zoomed = Signal(float)
    resized = Signal()
    page_wanted = Signal(int)
    region_drawn = Signal(QRectF)  # in points of the page

    def __init__(self, scene: QGraphicsScene) -> None:
        super().__init__(scene)
        self.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setMinimumSize(160, 160)
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, self.viewport())
        self._start: QPoint | None = None

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl zooms; at the page's end the next page comes."""
        steps = event.angleDelta().y() / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(_ZOOM_STEP**steps)
            event.accept()
            return
        bar = self.verticalScrollBar()
        at_end = bar.value() == (bar.minimum() if steps > 0 else bar.maximum())
        if at_end and steps:
            self.page_wanted.emit(-1 if steps > 0 else 1)
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Shift and the left button begin a box around a field."""
        shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if shifted and event.button() == Qt.MouseButton.LeftButton:
            self._start = event.position().toPoint()
            self._band.setGeometry(QRect(self._start, QSize()))
            self._band.show()
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The box follows the mouse."""
        if self._start is None:
            super().mouseMoveEvent(event)
            return
        self._band.setGeometry(QRect(self._start, event.position().toPoint()).normalized())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The box is drawn; one that is too small was a slip."""
        if self._start is None:
            super().mouseReleaseEvent(event)
            return
        drawn = QRect(self._start, event.position().toPoint()).normalized()
        self._start = None
        self._band.hide()
        if min(drawn.width(), drawn.height()) >= _LEAST_BOX:
            self.region_drawn.emit(self.mapToScene(drawn).boundingRect())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Page keys and + - 0; a thing that is being placed takes the arrows first."""
        pages = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        zooms = {
            Qt.Key.Key_Plus: _ZOOM_STEP,
            Qt.Key.Key_Equal: _ZOOM_STEP,
            Qt.Key.Key_Minus: 1 / _ZOOM_STEP,
            Qt.Key.Key_0: 0.0,
        }
        key = Qt.Key(event.key())
        if key in pages:
            self.page_wanted.emit(pages[key])
        elif key in zooms:
            self.zoomed.emit(zooms[key])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit again."""
        super().resizeEvent(event)
        self.resized.emit()
