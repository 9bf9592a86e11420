"""One chosen recipient as a chip: its name, by which way it is reached, and a cross."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from clerkdesk.domain.incoming import CHANNEL_NAMES, Channel
from clerkdesk.domain.outgoing import RECIPIENT_KIND_NAMES, Recipient
from clerkdesk.domain.recipients import recipient_problem
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import text_label
from clerkdesk.ui.theme import State

_WIDEST = 300


class RecipientChip(QFrame):
    """Blue goes by network, grey on paper, amber is expired, red lacks something."""

    opened = Signal()
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(22)
        self._name = text_label("", "chip")
        self._name.setMaximumWidth(_WIDEST)
        self._away = QToolButton()
        self._away.setText("×")
        self._away.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._away.clicked.connect(lambda _checked: self.removed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 4, 0)
        row.setSpacing(2)
        row.addWidget(self._name)
        row.addWidget(self._away)

    def describe(self, place: Recipient, copies: int, warning: str) -> None:
        """Show a recipient with the paper copies that he gets, and what the clerk should know."""
        problem = recipient_problem(place)
        state = State.ACCENT if place.electronic else State.NEUTRAL
        if warning:
            state = State.WARN
        if problem:
            state = State.BAD
        theme.set_look(self, "chip", state.value)
        with_paper = place.electronic and copies
        self._name.setText(f"{place.name} +{copies}" if with_paper else place.name)
        self._away.setAccessibleName(_("Bỏ {name}").format(name=place.name))
        channel = _(CHANNEL_NAMES[place.channel])
        facts = [
            place.name,
            f"{_(RECIPIENT_KIND_NAMES[place.kind])} · {channel}",
            place.code or (_("Chưa có mã liên thông") if place.channel is Channel.PAPER else ""),
            place.email,
            place.address,
            _("{n} bản giấy").format(n=copies) if copies else "",
            warning,
            problem,
        ]
        self.setToolTip("\n".join(fact for fact in facts if fact))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click opens it."""
        super().mouseReleaseEvent(event)
        self.opened.emit()
