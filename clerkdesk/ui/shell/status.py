"""The status bar: sync, token and scanner as chips with words, keys at the right end."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStatusBar, QWidget

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
        # without a width of its own a long token name cannot widen the window
        holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row.addStretch(1)
        self.addWidget(holder, 1)
        self.addPermanentWidget(self.hints)

    def set_chip(self, key: str, text: str, state: State, tooltip: str = "") -> None:
        """Show how something stands; an empty text takes the chip away."""
        chip = self._chip(key)
        chip.show_state(text, state)
        chip.setToolTip(tooltip or text)
        chip.setVisible(bool(text))
        self._share_room()

    def chip(self, key: str) -> Badge:
        """A chip by its key."""
        return self._chip(key)

    def set_hints(self, *hints: tuple[str, str]) -> None:
        """Keys and what they do."""
        self.hints.setText("   ·   ".join(f"{key} {what}" for key, what in hints))
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keys give way to chips: what stands matters more than what can be pressed."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        chips = sum(
            chip.sizeHint().width() + 6 for chip in self._chips.values() if not chip.isHidden()
        )
        self.hints.setVisible(chips + self.hints.sizeHint().width() + 12 <= self.width())

    def _chip(self, key: str) -> Badge:
        if key not in self._chips:
            chip = Badge()
            chip.setObjectName(f"chip-{key}")
            chip.hide()
            self._chips[key] = chip
            self._row.insertWidget(len(self._chips) - 1, chip)
        return self._chips[key]
