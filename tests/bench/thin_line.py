"""A line to the server as thin and as long as it is told, for all connections of a desk together; it can be cut."""

import contextlib
import queue
import socket
import threading
import time

_PIECE = 1400
"""About what a packet carries."""
_BUFFER = 16 * 1024
"""What the modem holds; the rest waits at the desk."""


class ThinLine:
    """Listens on `port` and goes on to `upstream`.

    Args:
        rate: bytes a second towards the server; back it is not limited, only late.
        delay: seconds one way.
    """

    def __init__(self, upstream: int, rate: float, delay: float) -> None:
        self._upstream = upstream
        self._rate = rate
        self._delay = delay
        self._free_at = 0.0
        self._turn = threading.Lock()
        self._open: set[socket.socket] = set()
        self._dark_until = 0.0
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(64)
        self.port = int(self._listener.getsockname()[1])
        self.sent = 0
        """Bytes that went over the line towards the server."""
        threading.Thread(target=self._serve, daemon=True).start()

    def cut(self, dark: float) -> None:
        """Break every connection, and take none for `dark` seconds."""
        self._dark_until = time.monotonic() + dark
        for link in list(self._open):
            self._break(link)

    def close(self) -> None:
        self._listener.close()
        self.cut(0)

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _address = self._listener.accept()
                if time.monotonic() < self._dark_until:
                    self._break(near)
                    continue
                far = socket.create_connection(("127.0.0.1", self._upstream))
                far.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                near.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._open |= {near, far}
                for source, sink, thin in ((near, far, True), (far, near, False)):
                    late: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
                    for work in (
                        lambda s=source, q=late, t=thin: self._take(s, q, t),
                        lambda s=sink, q=late: self._give(s, q),
                    ):
                        threading.Thread(target=work, daemon=True).start()

    def _take(
        self, source: socket.socket, late: "queue.SimpleQueue[tuple[float, bytes]]", thin: bool
    ) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(_PIECE if thin else 65536):
                done = time.monotonic()
                if thin:
                    with self._turn:
                        done = self._free_at = max(self._free_at, done) + len(piece) / self._rate
                        self.sent += len(piece)
                    time.sleep(max(0.0, done - time.monotonic()))
                late.put((done + self._delay, piece))
        late.put((time.monotonic() + self._delay, b""))

    def _give(self, sink: socket.socket, late: "queue.SimpleQueue[tuple[float, bytes]]") -> None:
        with contextlib.suppress(OSError):
            while True:
                due, piece = late.get()
                if not piece:
                    break
                time.sleep(max(0.0, due - time.monotonic()))
                sink.sendall(piece)
        self._break(sink)

    def _break(self, link: socket.socket) -> None:
        self._open.discard(link)
        with contextlib.suppress(OSError):
            link.shutdown(socket.SHUT_RDWR)
        link.close()
