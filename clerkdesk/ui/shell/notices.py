"""The line over the page: a notice that goes by itself, or an error that says what to do."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import button, text_label
from clerkdesk.ui.theme import State

_GOOD_NEWS_S, _NOTICE_S = 5.0, 8.0
_SIGNS = {
    State.GOOD: "✓",
    State.WARN: "⚠",
    State.BAD: "✕",
    State.ACCENT: "ℹ",
    State.NEUTRAL: "ℹ",
}


class NoticeBar(QFrame):
    """Never modal: the clerk may go on working. `closed` when it goes."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pressed: Callable[[], object] | None = None
        self.sign = text_label("")
        self.happened = text_label("", "heading")
        self.advice = text_label("")
        for label in (self.happened, self.advice):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.action = button("", self._press)
        self.away = QToolButton()
        self.away.setText("×")
        self.away.setAccessibleName(_("Đóng thông báo"))
        self.away.setToolTip(_("Đóng thông báo"))
        self.away.clicked.connect(self.clear)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.happened)
        words.addWidget(self.advice)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 8, 8)
        layout.setSpacing(10)
        layout.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        layout.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.away, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self.hide()

    def show_notice(
        self,
        text: str,
        state: State,
        *,
        action: str = "",
        pressed: Callable[[], object] | None = None,
        seconds: float | None = None,
    ) -> None:
        """Show a sentence; 0 seconds keep it until it is closed, None: good news go sooner."""
        self._show(text, "", state, action, pressed)
        if seconds is None:
            seconds = _GOOD_NEWS_S if state is State.GOOD and not action else _NOTICE_S
        if seconds:
            self._timer.start(int(seconds * 1000))

    def remaining_seconds(self) -> float:
        """How long it will still stand by itself; 0 or less: until it is closed."""
        return self._timer.remainingTime() / 1000

    def show_error(
        self,
        error: ClerkError,
        *,
        action: str = "",
        pressed: Callable[[], object] | None = None,
    ) -> None:
        """Show both sentences of an error until it is closed."""
        self._show(str(error), error.advice, State.BAD, action, pressed)

    def clear(self) -> None:
        """Take it away."""
        self._timer.stop()
        self._pressed = None
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _show(
        self,
        happened: str,
        advice: str,
        state: State,
        action: str,
        pressed: Callable[[], object] | None,
    ) -> None:
        self._timer.stop()
        self._pressed = pressed
        theme.set_look(self, "notice", state.value)
        theme.set_look(self.sign, "state", state.value)
        self.sign.setText(_SIGNS[state])
        self.happened.setText(happened)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.setAccessibleName(f"{happened} {advice}".strip())
        self.show()

    def _press(self) -> None:
        pressed = self._pressed
        self.clear()
        if pressed is not None:
            pressed()
