"""Meets the province server by itself, in the background, and says how it stands."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from clerkdesk.domain.errors import ClerkError, ServerUnreachable
from clerkdesk.domain.sync_pace import QUIET_LISTENS, Ear, seconds_to_next
from clerkdesk.services.sync import SyncResult
from clerkdesk.ui.jobs import Jobs, Lane

_MORE_MS = 200
"""Until the next window where files are left: ops and news are heard in between."""

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
    held: int = 0
    """Files and packets that wait for tomorrow: the day's amount of a metered line is used."""
    files_left: bool = False
    """Files go on in the next window."""
    files_awaited: bool = False
    """A colleague's desk has files still to send: no news tells of them."""


class SyncPresenter(QObject):
    """One meeting at a time; a failure of the line is a state, not an error.

    Where no line comes, attempts become rarer, spread by chance; news of the network, or of
    something to send, wakes it at once.

    Args:
        dice: in [0, 1).
        listen: waits until the server has news; without it the desk asks every few seconds.
    """

    state_changed = Signal(object)  # SyncState
    arrived = Signal(int)  # packets that came in
    failed = Signal(object)  # ClerkError other than a missing line

    def __init__(
        self,
        meet: Meet,
        waiting: Callable[[], int],
        jobs: Jobs,
        dice: Callable[[], float] = random.random,
        listen: Callable[[], Ear] | None = None,
    ) -> None:
        super().__init__()
        self._meet = meet
        self._waiting = waiting
        self._jobs = jobs
        self._dice = dice
        self._listen = listen
        self._listening = False
        self._quiet = 0
        self._busy = False
        self._again = False
        self._running = False
        self._failures = 0
        self._last_error = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.sync_now)

    def start(self) -> None:
        """Meet now and from now on."""
        self._running = True
        self.sync_now()

    def stop(self) -> None:
        """Meet no more."""
        self._running = False
        self._timer.stop()

    @property
    def next_in_ms(self) -> int:
        """Until the next meeting that begins by itself; -1 where none is planned."""
        return self._timer.interval() if self._timer.isActive() else -1

    def wake(self) -> None:
        """The network has changed: what was tried in vain may come about now."""
        if self._running:
            self._failures = 0
            self.sync_now()

    def sync_now(self) -> None:
        """Meet now, or once more after the meeting that is under way."""
        if self._busy:
            self._again = True
            return
        self._timer.stop()
        self._busy = True
        self._jobs.run(Lane.NETWORK, self._work, done=self._met, failed=self._failed)

    def _work(self) -> SyncState:
        try:
            result = self._meet()
        except ServerUnreachable:
            return SyncState(True, False, self._waiting())
        if result is None:
            return SyncState(False, False, self._waiting())
        held = result.held + result.files.held
        left, awaited = result.files.left, result.files.awaited > 0
        return SyncState(True, True, result.waiting, result.received, held, left, awaited)

    def _met(self, state: SyncState) -> None:
        self._last_error = ""
        self._failures = self._failures + 1 if state.connected and not state.online else 0
        self.state_changed.emit(state)
        if state.received:
            self.arrived.emit(state.received)
        self._quiet = QUIET_LISTENS - 1 if state.files_awaited else 0
        self._ready(more=state.files_left, may_listen=state.online)

    def _failed(self, error: ClerkError) -> None:
        self._failures += 1
        if str(error) != self._last_error:  # the same refusal is said once, not at every attempt
            self._last_error = str(error)
            self.failed.emit(error)
        self._ready()

    def _ready(self, *, more: bool = False, may_listen: bool = False) -> None:
        self._busy = False
        if self._again:
            self._again = False
            self.sync_now()
        elif self._running and more:
            self._timer.start(_MORE_MS)
        elif self._running and may_listen and self._listen is not None:
            self._begin_to_listen()
        elif self._running:
            self._wait()

    def _wait(self) -> None:
        self._timer.start(round(seconds_to_next(self._failures, self._dice()) * 1000))

    def _begin_to_listen(self) -> None:
        if self._listen is not None and not self._listening:
            self._listening = True
            self._jobs.run(Lane.LISTEN, self._listen, done=self._heard, failed=self._not_heard)

    def _heard(self, ear: Ear) -> None:
        self._listening = False
        self._quiet += 1
        if not self._running or self._busy:
            return  # after the meeting that is under way it listens again
        if ear is Ear.NEWS or (ear is Ear.QUIET and self._quiet >= QUIET_LISTENS):
            self.sync_now()
        elif self._timer.isActive():
            return
        elif ear is Ear.DEAF:
            self._wait()
        else:
            self._begin_to_listen()

    def _not_heard(self, _error: ClerkError) -> None:
        """The line broke, or the server refuses: the meeting finds out which, and says so."""
        self._listening = False
        if self._running and not self._busy and not self._timer.isActive():
            self._wait()
