"""The files of a document as chips in a line that breaks, right under its form."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from clerkdesk.ui.cards import Badge
from clerkdesk.ui.flow_layout import FlowLayout
from clerkdesk.ui.theme import State


class FileChips(QWidget):
    """Names and sizes; no room where there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(6)
        self.setLayout(self._flow)

    def show_chips(self, chips: Sequence[tuple[str, State]]) -> None:
        """Show these instead."""
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for text, state in chips:
            self._flow.addWidget(Badge(text, state))
        self.setVisible(bool(chips))
