"""Wakes the long polls of an agency when its feed has grown."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager


class Bell:
    """Rung by writers in any thread, heard in the event loop.

    Hearing nothing loses nothing: a poll looks into the feed again when its time is over. Where
    several server processes share one database, `carry` brings a ring to the others.
    """

    def __init__(self) -> None:
        self.carry: Callable[[Iterable[int]], None] | None = None
        self._listeners: defaultdict[int, set[asyncio.Event]] = defaultdict(set)
        self._loop: asyncio.AbstractEventLoop | None = None
        self.closed = False

    def start(self) -> None:
        """Ring in the running event loop from now on."""
        self._loop = asyncio.get_running_loop()

    def ring(self, agencies: Iterable[int]) -> None:
        """Tell those who wait for one of `agencies`, here and elsewhere; from any thread."""
        agencies = tuple(agencies)
        self.heard(agencies)
        if self.carry is not None:
            self.carry(agencies)

    def heard(self, agencies: Iterable[int]) -> None:
        """Tell those who wait here; from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake, tuple(agencies))

    def close(self) -> None:
        """Send every waiting poll home, for the server stops; in the event loop."""
        self.closed = True
        self._wake(tuple(self._listeners))

    @contextmanager
    def listen(self, agency_id: int) -> Iterator[asyncio.Event]:
        """An event that is set when the feed of `agency_id` grows."""
        event = asyncio.Event()
        self._listeners[agency_id].add(event)
        try:
            yield event
        finally:
            self._listeners[agency_id].discard(event)
            if not self._listeners[agency_id]:
                del self._listeners[agency_id]

    def _wake(self, agencies: tuple[int, ...]) -> None:
        for agency in agencies:
            for event in self._listeners.get(agency, ()):
                event.set()
