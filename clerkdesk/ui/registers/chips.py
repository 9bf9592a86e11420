"""Active filters as chips: each can be taken away with its ×, all of them with «Bỏ lọc»."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import button, text_label
from clerkdesk.ui.flow_layout import FlowLayout
from clerkdesk.ui.theme import State


class FilterChip(QFrame):
    """One filter that is in force."""

    removed = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
        theme.set_look(self, "chip", State.ACCENT.value)
        self.away = QToolButton()
        self.away.setText("×")
        self.away.setAccessibleName(_("Bỏ lọc theo {words}").format(words=words))
        self.away.setToolTip(self.away.accessibleName())
        self.away.clicked.connect(self.removed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 0, 4, 0)
        layout.setSpacing(2)
        layout.addWidget(text_label(words, "chip"))
        layout.addWidget(self.away)
        self.setFixedHeight(24)


class FilterChips(QWidget):
    """Hidden while nothing is filtered."""

    removed = Signal(str)  # name of the filter
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(6)
        self.setLayout(self._flow)
        self.chips: list[FilterChip] = []
        self.clear_button = button(_("Bỏ lọc"), self.cleared.emit, link=True)
        self.hide()

    def show_filters(self, words: Mapping[str, str]) -> None:
        """Show a chip for each filter, by its name."""
        while self._flow.count():
            self._flow.takeAt(0)
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(name, text) for name, text in words.items()]
        for chip in self.chips:
            self._flow.addWidget(chip)
        self._flow.addWidget(self.clear_button)
        self.setVisible(bool(words))
        self.updateGeometry()

    def _chip(self, name: str, words: str) -> FilterChip:
        chip = FilterChip(words)
        chip.removed.connect(lambda: self.removed.emit(name))
        return chip
