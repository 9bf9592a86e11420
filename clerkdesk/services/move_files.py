"""Bring files of documents to the province and from it, after the ops: urgent first, for one window."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from clerkdesk.domain.sync_pace import WINDOW_SECONDS, MovingFile, Rank, in_turn
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
        left = False

        def going(files: Iterable[MovingFile]) -> Iterator[MovingFile]:
            nonlocal held, left
            for file in in_turn(files):
                if not self._meter.may_move(file):
                    held += 1
                elif self._seconds() >= ends:
                    left = True
                    return
                else:
                    yield file

        to_send, to_fetch = (
            self._store.moving.to_send(AT_ONCE),
            self._store.moving.to_fetch(AT_ONCE),
        )
        for rank in Rank:
            for _file in self._send(going(file for file in to_send if file.rank is rank)):
                sent += 1
                between()
            for file in going(file for file in to_fetch if file.rank is rank):
                if self._fetch(file):
                    fetched += 1
                    between()
                else:
                    awaited += 1
        return Moved(sent, fetched, held, left or sent + fetched >= AT_ONCE, awaited)

    def _send(self, files: Iterable[MovingFile]) -> Iterator[str]:
        def contents() -> Iterator[tuple[str, Callable[[], bytes]]]:
            for file in files:
                if self._store.files.has(
                    file.sha256
                ):  # else a restored desk has yet to bring it home
                    yield file.sha256, partial(self._read, file)

        for sha256 in self._hub.put_blobs(contents()):
            self._store.moving.sent(sha256, self._clock())
            yield sha256

    def _read(self, file: MovingFile) -> bytes:
        """The content on its way out, which the day's amount pays for."""
        self._meter.note(files=file.size)
        return self._store.files.get(file.sha256)

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
