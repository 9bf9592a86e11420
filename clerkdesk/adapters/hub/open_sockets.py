"""The sockets on which answers are waited for, so that another thread can end the wait at once."""

import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from weakref import WeakSet

_AHEAD_BYTES = 128 * 1024
"""What the system may take from us before it is on the line."""
_OPENED = ("connection.connect_tcp.complete", "connection.start_tls.complete")


class OpenSockets:
    """Hears of each connection by httpcore's «trace» extension; httpx itself cannot end a wait."""

    def __init__(self) -> None:
        self._one_at_a_time = threading.Lock()
        self._open: WeakSet[socket.socket] = WeakSet()
        self._ended = False

    @property
    def ended(self) -> bool:
        """Whether nothing more is to be asked."""
        return self._ended

    def trace(self, event: str, told: Mapping[str, object]) -> None:
        """Remember a new connection."""
        if event not in _OPENED:
            return
        with self._one_at_a_time:
            stream = told["return_value"]
            opened = getattr(stream, "get_extra_info", lambda _name: None)("socket")
            if isinstance(opened, socket.socket):
                self._open.add(opened)
                # On a thin line megabytes would look sent and be lost by a cut.
                opened.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _AHEAD_BYTES)
            if self._ended:
                self._shut()

    def end(self) -> None:
        """Whoever waits on it hears that the line is gone."""
        with self._one_at_a_time:
            self._ended = True
            self._shut()

    def _shut(self) -> None:
        for opened in self._open:
            with suppress(OSError):  # it is gone already
                # Not as TLS would: its state belongs to the thread that reads.
                socket.socket.shutdown(opened, socket.SHUT_RDWR)
