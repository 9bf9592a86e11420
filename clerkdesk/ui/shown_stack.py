"""A stack of pages that asks for the room of the one that is shown, not of the largest."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget


class ShownStack(QStackedWidget):
    """For pages that stand one over the other and differ in what they need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(lambda _number: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What the shown page needs."""
        page = self.currentWidget()
        least = page.minimumSizeHint() if page is not None else QSize(0, 0)
        return least.expandedTo(page.minimumSize()) if page is not None else least
