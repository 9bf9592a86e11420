"""A card that is never too tall for its page: what it shows scrolls, what can be done stays at its foot."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, scrolled


class ScrollingCard(Card):
    """`body` scrolls where the window is too low for it; `foot` does not."""

    def __init__(self, title: str = "", *, margin: int = 14, lowest: int = 120) -> None:
        super().__init__(title, margin=margin)
        around = self.body
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.GRID)
        self.area = scrolled(inner)
        self.area.setMinimumHeight(lowest)
        self.foot = QVBoxLayout()
        self.foot.setSpacing(6)
        around.addWidget(self.area, 1)
        around.addLayout(self.foot)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What the foot needs at this width, in as many lines as its buttons take, is never cut."""
        size = super().minimumSizeHint()
        around = self.layout()
        if around is not None and self.foot.hasHeightForWidth():
            margins = around.contentsMargins()
            across = max(self.width() - margins.left() - margins.right(), 1)
            more = self.foot.heightForWidth(across) - self.foot.minimumSize().height()
            size.setHeight(size.height() + max(more, 0))
        return size

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width may need another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self.foot.hasHeightForWidth():
            self.updateGeometry()
