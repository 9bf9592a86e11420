"""The room of the pages: a page is never squeezed below what it needs; it scrolls instead."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget


class PageRoom(QScrollArea):
    """Shows `stack`; scroll bars come where the window is smaller than the page at its smallest, as
    on a screen of 1366×768 at 150 %."""

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(_Floor(stack))
        stack.currentChanged.connect(lambda _number: self.widget().updateGeometry())


class _Floor(QWidget):
    """Without a layout: one would ask for the preferred height of every page, shown or not."""

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__()
        self.setProperty("plain", "true")
        self._stack = stack
        stack.setParent(self)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What the page needs that is shown."""
        page = self._stack.currentWidget()
        return page.minimumSizeHint() if page is not None else QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The pages take all of it."""
        super().resizeEvent(event)
        self._stack.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        """What the page needs has changed."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)
