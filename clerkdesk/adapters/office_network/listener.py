"""The desk as a small server in the office's network: it answers proven colleagues' desks and nobody else."""

import ipaddress
import json
import logging
import socket
import struct
import threading
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from clerkdesk.adapters.office_network.answers import answer
from clerkdesk.adapters.office_network.conversations import FORGOTTEN, Conversations, Refused
from clerkdesk.adapters.office_network.wire import LONGEST
from clerkdesk.ports.office_network import Answering

_log = logging.getLogger(__name__)
ROOM = "/office/1/"
OPEN = ROOM + "open"
NUMBER = struct.Struct(">Q")
_SHORT, _SPARE = 4096, 1024
_AT_ONCE = 16
_PATIENCE = 15.0


class Listener:
    """Listens from its making until `close`; `port` is chosen by the system.

    Args:
        conversations: who may speak, and how it is sealed.
    """

    def __init__(self, conversations: Conversations, answering: Answering, host: str = "") -> None:
        handler = partial(_Handler, conversations, answering)
        self._server = _Server((host, 0), handler)
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.1,), name="office-network"
        )
        self._thread.start()

    def close(self) -> None:
        """Answer no more; conversations that are under way end now."""
        self._server.shutdown()
        self._thread.join()
        self._server.hang_up()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 32

    def __init__(self, place: tuple[str, int], handler: Any) -> None:
        super().__init__(place, handler)
        self._room = threading.BoundedSemaphore(_AT_ONCE)
        self._turn = threading.Lock()
        self._lines: set[socket.socket] = set()

    def verify_request(self, request: Any, client_address: Any) -> bool:  # noqa: ARG002 - fixed by socketserver
        """Whether it comes from a network of the kind that an office has, and there is room for it."""
        address = ipaddress.ip_address(client_address[0])
        near = address.is_private or address.is_link_local or address.is_loopback
        return near and self._room.acquire(blocking=False)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Remember the line while it is used, so that closing does not wait for it."""
        with self._turn:
            self._lines.add(request)
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._turn:
                self._lines.discard(request)
            self._room.release()

    def hang_up(self) -> None:
        with self._turn:
            for line in self._lines:
                with suppress(OSError):  # it is gone already
                    line.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - fixed by socketserver
        """A line that broke is a normal day; anything else is a defect, and goes to the log."""
        import sys

        error = sys.exc_info()[1]
        if isinstance(error, OSError):
            _log.info("a colleague's desk hung up: %s", type(error).__name__)
        else:
            _log.exception("a question from the office's network failed")


class _Handler(BaseHTTPRequestHandler):
    """One request a connection: what hangs, hangs alone."""

    timeout = _PATIENCE
    server_version, sys_version = "ClerkDesk", ""

    def __init__(
        self, conversations: Conversations, answering: Answering, *given: Any, **named: Any
    ) -> None:
        self._conversations = conversations
        self._answering = answering
        super().__init__(*given, **named)

    def do_POST(self) -> None:
        """A wish to speak, or a sealed question."""
        try:
            if self.path == OPEN:
                told = self._told(self._body(_SHORT))
                self._say(200, json.dumps(self._conversations.begin(told)).encode())
            elif self.path.startswith(ROOM):
                self._say(200, self._answer(self.path.removeprefix(ROOM)))
            else:
                self._say(404, b"{}")
        except Refused as refusal:
            self._say(403, json.dumps({"why": refusal.why}).encode())
        except ValueError:
            self._say(400, b"{}")

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing on the terminal."""

    def _answer(self, conversation: str) -> bytes:
        proven = self._conversations.is_proven(conversation)
        content = self._body(LONGEST + _SPARE if proven else _SHORT)
        if len(content) < NUMBER.size:
            raise Refused(FORGOTTEN)
        (number,) = NUMBER.unpack_from(content)
        question = self._conversations.hear(conversation, number, content[NUMBER.size :])
        return question.seal(answer(self._answering, question.asker, question.content))

    def _body(self, most: int) -> bytes:
        length = int(self.headers.get("Content-Length", "-1"))
        if not 0 <= length <= most:
            raise ValueError("too long, or of no said length")
        content = self.rfile.read(length)
        if len(content) < length:
            raise ConnectionResetError
        return content

    @staticmethod
    def _told(content: bytes) -> Mapping[str, object]:
        read = json.loads(content)
        if not isinstance(read, dict):
            raise ValueError("not an object")
        return read

    def _say(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)
