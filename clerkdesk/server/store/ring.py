"""Tells the other server processes on one PostgreSQL that a feed has grown (LISTEN and NOTIFY).

NOTIFY within the writers' transactions would make them commit one after the other; so a thread of its
own says it afterwards, many at once. A ring that is lost delays a long poll, it loses nothing.
"""

import contextlib
import logging
import queue
import threading
from collections.abc import Callable, Iterable

import psycopg

_log = logging.getLogger(__name__)
_CHANNEL = "clerkdesk_feed"
_AGAIN_SECONDS = 5.0
_LOOK_SECONDS = 1.0


class PostgresRing:
    """`ring` from any thread; `heard` is called with the agencies that another process rang for.

    Args:
        address: of the database.
    """

    def __init__(self, address: str, heard: Callable[[Iterable[int]], None]) -> None:
        self._address = address
        self._heard = heard
        self._waiting: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._closed = threading.Event()
        self._threads = [
            threading.Thread(target=work, name=name, daemon=True)
            for work, name in ((self._speak, "ring-speak"), (self._listen, "ring-listen"))
        ]
        for thread in self._threads:
            thread.start()

    def ring(self, agencies: Iterable[int]) -> None:
        """Tell the other processes; returns at once."""
        for agency in agencies:
            self._waiting.put(agency)

    def close(self) -> None:
        """End both threads."""
        self._closed.set()
        self._waiting.put(None)
        for thread in self._threads:
            thread.join(_AGAIN_SECONDS)

    def _speak(self) -> None:
        while not self._closed.is_set():
            try:
                with psycopg.connect(self._address, autocommit=True) as link:
                    while (first := self._waiting.get()) is not None:
                        agencies = {first, *self._rest()}
                        text = ",".join(map(str, sorted(agencies)))
                        link.execute("SELECT pg_notify(%s, %s)", (_CHANNEL, text))
                return
            except psycopg.OperationalError:
                _log.warning("other server processes do not hear of news for a while")
                self._closed.wait(_AGAIN_SECONDS)

    def _rest(self) -> Iterable[int]:
        with contextlib.suppress(queue.Empty):
            for _time in range(500):
                agency = self._waiting.get_nowait()
                if agency is None:
                    self._waiting.put(None)
                    return
                yield agency

    def _listen(self) -> None:
        while not self._closed.is_set():
            try:
                with psycopg.connect(self._address, autocommit=True) as link:
                    link.execute(f"LISTEN {_CHANNEL}".encode())
                    while not self._closed.is_set():
                        for notice in link.notifies(timeout=_LOOK_SECONDS):
                            self._heard(int(part) for part in notice.payload.split(","))
            except psycopg.OperationalError:
                self._closed.wait(_AGAIN_SECONDS)
