"""How a face of Sổ và số is laid out: its list, and beside it cards that scroll."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from clerkdesk.ui import theme
from clerkdesk.ui.cards import scrolled

_NARROWEST, _SIZES = 350, [760, 370]


def lay_beside(face: QWidget, table: QWidget, *cards: QWidget) -> None:
    """Fill `face`; the cursor goes to the list."""
    column = QWidget()
    down = QVBoxLayout(column)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(theme.GAP)
    for card in cards:
        down.addWidget(card)
    down.addStretch(1)
    area = scrolled(column)
    area.setMinimumWidth(_NARROWEST)
    split = QSplitter(Qt.Orientation.Horizontal)
    split.addWidget(table)
    split.addWidget(area)
    split.setStretchFactor(0, 1)
    split.setHandleWidth(theme.GAP)
    split.setChildrenCollapsible(False)
    split.setSizes(_SIZES)
    layout = QVBoxLayout(face)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(split)
    face.setFocusProxy(table)
