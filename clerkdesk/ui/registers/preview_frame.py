"""The card beside a register: what is shown scrolls, what can be done stays in sight at its foot."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, scrolled

_MARGIN, _NARROWEST, _LOWEST = 12, 250, 160


class PreviewFrame(Card):
    """`body` scrolls where the window is too low for it; `foot` does not."""

    def __init__(self) -> None:
        super().__init__(margin=_MARGIN)
        self.setMinimumWidth(_NARROWEST)
        around = self.body
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.GRID)
        self.area = scrolled(inner)
        self.area.setMinimumHeight(_LOWEST)
        self.foot = QVBoxLayout()
        self.foot.setSpacing(6)
        around.addWidget(self.area, 1)
        around.addLayout(self.foot)
