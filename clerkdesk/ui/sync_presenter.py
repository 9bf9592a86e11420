"""Meets the province server by itself, in the background, and says how it stands."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from clerkdesk.domain.errors import ClerkError, ServerUnreachable
from clerkdesk.services.sync import SyncResult
from clerkdesk.ui.jobs import Jobs, Lane

PERIOD_MS = 15_000

Meet = Callable[[], SyncResult | None]
"""One meeting with the server; None where this desk is not connected to one."""


@dataclass(frozen=True, slots=True)
class SyncState:
    """What the status bar shows."""

    connected: bool
    """This desk was introduced to a server."""
    online: bool
    waiting: int
    """Packets in the outbox."""
    received: int = 0


class SyncPresenter(QObject):
    """One meeting at a time; a failure of the line is a state, not an error."""

    state_changed = Signal(object)  # SyncState
    arrived = Signal(int)  # packets that came in
    failed = Signal(object)  # ClerkError other than a missing line

    def __init__(self, meet: Meet, waiting: Callable[[], int], jobs: Jobs) -> None:
        super().__init__()
        self._meet = meet
        self._waiting = waiting
        self._jobs = jobs
        self._busy = False
        self._again = False
        self._last_error = ""
        self._timer = QTimer(self)
        self._timer.setInterval(PERIOD_MS)
        self._timer.timeout.connect(self.sync_now)

    def start(self) -> None:
        """Meet now and from now on."""
        self._timer.start()
        self.sync_now()

    def stop(self) -> None:
        """Meet no more."""
        self._timer.stop()

    def sync_now(self) -> None:
        """Meet now, or once more after the meeting that is under way."""
        if self._busy:
            self._again = True
            return
        self._busy = True
        self._jobs.run(Lane.NETWORK, self._work, done=self._met, failed=self._failed)

    def _work(self) -> SyncState:
        try:
            result = self._meet()
        except ServerUnreachable:
            return SyncState(True, False, self._waiting())
        if result is None:
            return SyncState(False, False, self._waiting())
        return SyncState(True, True, result.waiting, result.received)

    def _met(self, state: SyncState) -> None:
        self._last_error = ""
        self.state_changed.emit(state)
        if state.received:
            self.arrived.emit(state.received)
        self._ready()

    def _failed(self, error: ClerkError) -> None:
        if str(error) != self._last_error:  # the same refusal is said once, not every 15 s
            self._last_error = str(error)
            self.failed.emit(error)
        self._ready()

    def _ready(self) -> None:
        self._busy = False
        if self._again:
            self._again = False
            self.sync_now()
