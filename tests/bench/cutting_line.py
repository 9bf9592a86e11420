"""A line between a desk and the server that counts what passes and breaks where it is told."""

import contextlib
import socket
import threading

_PIECE = 16 * 1024


class CuttingLine:
    """Listens on `port`; each connection goes on to the server at `upstream`."""

    def __init__(self, upstream: int) -> None:
        self._upstream = upstream
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.sent = 0
        """Bytes from the desk."""
        self.received = 0
        """Bytes to the desk."""
        self.cut_at: int | None = None
        """The line breaks once so many bytes were sent."""
        self.gaps: list[int] = []
        """Bytes to the next cuts, after each."""
        self.cuts = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _address = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self._upstream))
                for source, sink, up in ((near, far, True), (far, near, False)):
                    threading.Thread(
                        target=self._carry, args=(source, sink, up), daemon=True
                    ).start()

    def _carry(self, source: socket.socket, sink: socket.socket, up: bool) -> None:
        with contextlib.suppress(OSError):
            while chunk := source.recv(_PIECE):
                sink.sendall(chunk)
                if not up:
                    self.received += len(chunk)
                    continue
                self.sent += len(chunk)
                if self.cut_at is not None and self.sent >= self.cut_at:
                    self.cut_at = self.sent + self.gaps.pop() if self.gaps else None
                    self.cuts += 1
                    break
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
