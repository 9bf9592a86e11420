"""Seals the time of what was signed without a line, now and then, wherever the clerk is in the window."""

from PySide6.QtCore import QObject, QTimer, Signal

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.services.seal_times import Sealed
from clerkdesk.ui.jobs import Jobs, Lane

PERIOD_MS = 60_000


class SealWatch(QObject):
    """Asks once a minute while something waits; silent while the line is down."""

    sealed = Signal(str)  # Vietnamese sentence
    waiting_changed = Signal(int)

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._timer = QTimer(self)
        self._timer.setInterval(PERIOD_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look now, and every minute."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Seal what waits."""
        self._jobs.run(Lane.NETWORK, self._run, done=self._done, failed=self._failed)

    def _run(self) -> Sealed | None:
        if not self._desk.seal_times.waiting():
            return None
        return self._desk.seal_times(self._desk.person)

    def _done(self, ran: Sealed | None) -> None:
        if ran is None:
            return
        if ran.done:
            words = _("Đã gắn dấu thời gian cho {count} văn bản ký lúc mất mạng.")
            self.sealed.emit(words.format(count=len(ran.done)))
        self.waiting_changed.emit(ran.waiting)

    def _failed(self, _error: ClerkError) -> None:
        """Tried again in a minute; nothing the clerk can do."""
