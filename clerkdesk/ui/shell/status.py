"""The status bar: sync, token and scanner as chips with words, keys at the right end."""

from PySide6.QtWidgets import QHBoxLayout, QStatusBar, QWidget

from clerkdesk.ui import theme
from clerkdesk.ui.cards import Badge, text_label
from clerkdesk.ui.theme import State

SYNC, TOKEN, SCANNER = "sync", "token", "scanner"
"""Keys of the chips that every window has, in their order."""


class StatusBar(QStatusBar):
    """Chips appear when they are first given a text."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(theme.STATUS_HEIGHT)
        self.setSizeGripEnabled(False)
        self._chips: dict[str, Badge] = {}
        holder = QWidget()
        self._row = QHBoxLayout(holder)
        self._row.setContentsMargins(2, 0, 0, 0)
        self._row.setSpacing(6)
        self.hints = text_label("", "small")
        self.hints.setContentsMargins(0, 0, 18, 0)
        for key in (SYNC, TOKEN, SCANNER):
            self._chip(key)
        self.addWidget(holder)
        self.addPermanentWidget(self.hints)

    def set_chip(self, key: str, text: str, state: State, tooltip: str = "") -> None:
        """Show how something stands; an empty text takes the chip away."""
        chip = self._chip(key)
        chip.show_state(text, state)
        chip.setToolTip(tooltip)
        chip.setVisible(bool(text))

    def chip(self, key: str) -> Badge:
        """A chip by its key."""
        return self._chip(key)

    def set_hints(self, *hints: tuple[str, str]) -> None:
        """Keys and what they do."""
        self.hints.setText("   ·   ".join(f"{key} {what}" for key, what in hints))

    def _chip(self, key: str) -> Badge:
        if key not in self._chips:
            chip = Badge()
            chip.setObjectName(f"chip-{key}")
            chip.hide()
            self._chips[key] = chip
            self._row.addWidget(chip)
        return self._chips[key]
