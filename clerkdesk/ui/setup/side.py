"""The dark side of the windows before the main one: name, purpose, steps."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk.ui import theme
from clerkdesk.ui.cards import text_label


class Side(QWidget):
    """Looks like the rail; `mark` says at which step the clerk is."""

    def __init__(self, title: str, *steps: str) -> None:
        super().__init__()
        self.setProperty("rail", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.RAIL_WIDTH + 24)
        down = QVBoxLayout(self)
        down.setContentsMargins(20, 20, 16, 16)
        down.setSpacing(4)
        down.addWidget(text_label("ClerkDesk", "rail-title"))
        self.title = text_label(title, "rail-office")
        self.title.setWordWrap(True)
        down.addWidget(self.title)
        down.addSpacing(20)
        self._texts = steps
        self.steps = [text_label("", "rail-step") for _step in steps]
        for label in self.steps:
            label.setMinimumHeight(28)
            down.addWidget(label)
        down.addStretch(1)

    def mark(self, step: int) -> None:
        """Steps before are done, the one is bold, later ones are faint."""
        for number, (label, text) in enumerate(zip(self.steps, self._texts, strict=True)):
            sign = "✓" if number < step else str(number + 1)
            label.setText(f"{sign}   {text}")
            look = "done" if number < step else ("now" if number == step else "later")
            theme.set_look(label, "step", look)
