"""How long nobody has touched mouse or keyboard in a window of ours."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_LOOK_MS = 5_000
_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class IdleWatch(QObject):
    """`idle` comes once after so many minutes without a touch; 0 minutes is never.

    Only windows are listened to, not every widget: a filter on the application would run for each
    paint and each timer.
    """

    idle = Signal()

    def __init__(self, minutes: int) -> None:
        super().__init__()
        self._minutes = minutes
        self._said = False
        self._since = QElapsedTimer()
        self._since.start()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._listen)

    def start(self) -> None:
        """Begin to count."""
        self.touched()
        self._timer.start(_LOOK_MS)
        self._listen(QGuiApplication.focusWindow())

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    def set_minutes(self, minutes: int) -> None:
        """Change how long."""
        self._minutes = minutes

    def touched(self) -> None:
        """Somebody is there."""
        self._since.restart()
        self._said = False

    def look(self) -> None:
        """Say it if it is so."""
        if self._minutes and not self._said and self._since.hasExpired(self._minutes * 60_000):
            self._said = True
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A touch of any window."""
        if event.type() in _TOUCHES:
            self.touched()
        return False

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
            self.touched()
