"""Contents on their way up: several at a time, and on from where they stood when a line breaks."""

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

import httpx

from clerkdesk.adapters.hub.session import Session
from clerkdesk.domain.errors import ServerUnreachable

TOGETHER = 3
"""While one waits for the server's word the others fill the line."""
SLOW_SECONDS = 90.0
"""What the system has taken from us may still have a long way over a thin line."""
_SETTLE_SECONDS = 0.5
"""After a cut the server first keeps what is still on its way to it."""
_ALONE_BYTES = 8 * 1024 * 1024
"""A content of this size fills the line by itself; others wait, so that memory holds one."""
_IDLE_TRIES = 3
"""So often an upload may break without having come forward."""

Read = Callable[[], bytes]


class Uploads:
    """The uploads of one desk."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._held: dict[str, int] = {}

    def has(self, sha256: str) -> bool:
        """Whether the agency can read this content on the server; if not, how much is there is kept."""
        answer = self._session.request("HEAD", _path(sha256), accept=(404,))
        self._held[sha256] = _held_of(answer)
        return answer.is_success

    def put(self, sha256: str, content: bytes) -> None:
        """Upload what the server does not hold yet as one stream; after a cut it goes on there.

        Raises:
            ServerUnreachable: the line stayed away, or broke without bringing anything forward.
        """
        offset, idle = self._held.pop(sha256, 0), 0
        while True:
            try:
                self._stream(sha256, content, offset)
                return
            except ServerUnreachable:
                time.sleep(_SETTLE_SECONDS)
                if self._session.patiently(lambda: self.has(sha256)):
                    return
                before, offset = offset, self._held.pop(sha256, 0)
                idle = 0 if offset > before else idle + 1
                if idle == _IDLE_TRIES:
                    raise

    def put_many(self, contents: Iterable[tuple[str, Read]]) -> Iterator[str]:
        """Upload what the server lacks, begun in order; yields each that it holds.

        Contents are read in the caller's thread, a few before they are sent.
        """
        with ThreadPoolExecutor(TOGETHER, "upload") as pool:
            running: dict[Future[None], str] = {}
            for sha256, read in contents:
                while len(running) == TOGETHER:
                    yield from _finished(running)
                content = read()
                running[pool.submit(self._offer, sha256, content)] = sha256
                while len(content) > _ALONE_BYTES and running:
                    yield from _finished(running)
            while running:
                yield from _finished(running)

    def _offer(self, sha256: str, content: bytes) -> None:
        if not self._session.patiently(lambda: self.has(sha256)):
            self.put(sha256, content)

    def _stream(self, sha256: str, content: bytes, offset: int) -> None:
        answer = self._patch(sha256, content, offset, accept=(409,))
        if answer.status_code == 409:  # another request was faster, or the part is too old
            self._patch(sha256, content, _held_of(answer), accept=())

    def _patch(
        self, sha256: str, content: bytes, offset: int, accept: Collection[int]
    ) -> httpx.Response:
        return self._session.request(
            "PATCH",
            _path(sha256),
            content=content,
            offset=min(offset, len(content)),
            accept=accept,
            wait=SLOW_SECONDS,
            again=False,
        )


def _held_of(answer: httpx.Response) -> int:
    """How much of an upload the server says it holds."""
    text = answer.headers.get("Upload-Offset", "0")
    return int(text) if text.isascii() and text.isdigit() else 0


def _path(sha256: str) -> str:
    return f"/v1/blobs/{sha256}"


def _finished(running: dict[Future[None], str]) -> list[str]:
    done, _rest = wait(running, return_when=FIRST_COMPLETED)
    for upload in done:
        upload.result()
    return [running.pop(upload) for upload in done]
