"""Bring files of documents to the province and from it, after the ops: one at a time, for one window."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from clerkdesk.domain.sync_pace import WINDOW_SECONDS, MovingFile
from clerkdesk.ports.exchange import Hub
from clerkdesk.ports.store import Store
from clerkdesk.services.line_meter import LineMeter

AT_ONCE = 500
_FIRST_PAUSE, _LONGEST_PAUSE = 30.0, 3600.0


@dataclass(frozen=True, slots=True)
class Moved:
    """What one window did."""

    sent: int = 0
    fetched: int = 0
    held: int = 0
    """Files that wait for tomorrow: the day's amount is used."""
    left: bool = False
    """The window ended before the files did."""
    awaited: int = 0
    """Files that another desk has not sent to the province yet."""


class Vain:
    """Files that were asked for and are not at the province yet: asked for again ever more rarely.

    Args:
        seconds: a clock that never goes back.
    """

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._asked: dict[str, tuple[float, float]] = {}

    def may_ask(self, sha256: str) -> bool:
        """Whether its time has come again."""
        return self._seconds() >= self._asked.get(sha256, (0.0, 0.0))[0]

    def asked(self, sha256: str) -> None:
        """It was not there."""
        pause = min(self._asked.get(sha256, (0.0, _FIRST_PAUSE / 2))[1] * 2, _LONGEST_PAUSE)
        self._asked[sha256] = (self._seconds() + pause, pause)


class MoveFiles:
    """Every step may be repeated: contents go by their hash.

    Args:
        seconds: a clock that never goes back, for the window.
        vain: what was asked for in vain in earlier meetings.
    """

    def __init__(
        self,
        store: Store,
        hub: Hub,
        meter: LineMeter,
        clock: Callable[[], datetime],
        seconds: Callable[[], float],
        vain: Vain | None = None,
    ) -> None:
        self._vain = vain or Vain(seconds)
        self._store = store
        self._hub = hub
        self._meter = meter
        self._clock = clock
        self._seconds = seconds

    def __call__(self, between: Callable[[], object]) -> Moved:
        """Send what the province lacks, then fetch what this desk lacks.

        Args:
            between: called after each file, so that new ops never wait behind a long queue.

        Raises:
            ServerUnreachable, ServerRefused: the rest goes with the next meeting.
            DiskFull: what came could not be kept.
        """
        ends = self._seconds() + WINDOW_SECONDS
        sent = fetched = held = awaited = 0
        for file, move in self._queue():
            if not self._meter.may_move(file):
                held += 1
                continue
            if self._seconds() >= ends:
                return Moved(sent, fetched, held, True, awaited)
            if not move(file):
                awaited += move == self._fetch
                continue
            sent += move == self._send
            fetched += move == self._fetch
            between()
        return Moved(sent, fetched, held, sent + fetched >= AT_ONCE, awaited)

    def _queue(self) -> list[tuple[MovingFile, Callable[[MovingFile], bool]]]:
        moving = self._store.moving
        queue = [(file, self._send) for file in moving.to_send(AT_ONCE)]
        queue += [(file, self._fetch) for file in moving.to_fetch(AT_ONCE)]
        return sorted(queue, key=lambda pair: (pair[0].rank, pair[0].size))

    def _send(self, file: MovingFile) -> bool:
        if not self._store.files.has(file.sha256):
            return False  # a restored desk has not brought it home yet
        if not self._hub.has_blob(file.sha256):
            self._hub.put_blob(file.sha256, self._store.files.get(file.sha256))
            self._meter.note(files=file.size)
        self._store.moving.sent(file.sha256, self._clock())
        return True

    def _fetch(self, file: MovingFile) -> bool:
        if not self._vain.may_ask(file.sha256):
            return False
        if not self._hub.has_blob(file.sha256):
            self._vain.asked(file.sha256)  # the desk that has it has not sent it yet
            return False
        self._store.files.put(self._hub.get_blob(file.sha256))
        self._meter.note(files=file.size)
        self._store.moving.sent(file.sha256, self._clock())
        return True
