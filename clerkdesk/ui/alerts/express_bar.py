"""Hỏa tốc over every page: stays until the clerk opens it or says «Đã biết»; never modal."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from clerkdesk.domain.alerts import Alert
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import ElidedLabel, button, text_label
from clerkdesk.ui.theme import State

_BLINKS, _BLINK_MS = 6, 400


class ExpressBar(QFrame):
    """Shows the first of what stands and how many more there are."""

    open_wanted = Signal(object)  # Alert
    acknowledged = Signal(tuple)  # keys

    def __init__(self) -> None:
        super().__init__()
        self._alerts: Sequence[Alert] = ()
        self._blinks = 0
        self.words = ElidedLabel("", "heading")
        self._more = text_label("", "muted")
        self.open_button = button(_("Mở"), self._open, key="F6", primary=True)
        self.open_button.setObjectName("express-open")
        self.known_button = button(_("Đã biết"), self._know, key="Ctrl+F6")
        self.known_button.setObjectName("express-known")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 8, 6)
        layout.setSpacing(10)
        layout.addWidget(text_label("⚑", "heading"))
        layout.addWidget(self.words, 1)
        for widget in (self._more, self.open_button, self.known_button):
            layout.addWidget(widget)
        self._timer = QTimer(self)
        self._timer.setInterval(_BLINK_MS)
        self._timer.timeout.connect(self._blink)
        theme.set_look(self, "notice", State.BAD.value)
        self.hide()

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show these until they are gone; none hides the bar."""
        self._alerts = alerts
        self.setVisible(bool(alerts))
        if not alerts:
            self._timer.stop()
            return
        self.words.setText(alerts[0].text)
        others = len(alerts) - 1
        self._more.setText(_("và {n} văn bản nữa").format(n=others) if others else "")
        self.setAccessibleName(f"{alerts[0].text} {self._more.text()}".strip())

    def flash(self) -> None:
        """Catch the eye for a moment."""
        self._blinks = _BLINKS
        self._timer.start()

    def _blink(self) -> None:
        self._blinks -= 1
        look = State.WARN if self._blinks % 2 and self._blinks > 0 else State.BAD
        theme.set_look(self, "notice", look.value)
        if self._blinks <= 0:
            self._timer.stop()

    def _open(self) -> None:
        if self._alerts:
            self.open_wanted.emit(self._alerts[0])

    def _know(self) -> None:
        if self._alerts:
            self.acknowledged.emit((self._alerts[0].key,))
