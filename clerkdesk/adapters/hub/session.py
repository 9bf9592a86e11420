"""One conversation with the province server: access token, server time, and errors a clerk can read."""

import json
import logging
import math
import ssl
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

import httpx
import stamina

from clerkdesk.adapters.hub.desk_key import DeskKey
from clerkdesk.adapters.hub.open_sockets import OpenSockets
from clerkdesk.domain.errors import DeskFenced, ServerRefused, ServerUnreachable
from clerkdesk.domain.texts import _
from clerkdesk.domain.wire import ASSERTION_TYPE, PROBLEM_FENCED

_log = logging.getLogger(__name__)
logging.getLogger("stamina").setLevel(logging.ERROR)  # a torn line is a normal day, no warning
_CONNECT_SECONDS = 5.0
_ANSWER_SECONDS = 30.0
_SLICE_BYTES = 64 * 1024
_AGAIN_SECONDS = (0.2, 0.5, 1.0, 2.0, 4.0)
_WELL_SECONDS = 60.0
_TOKEN_MARGIN_SECONDS = 60.0
_TORN = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)
"""The connection broke while it was used, most often one that had been idle too long."""
Answer = TypeVar("Answer")


class Session:
    """Sends requests as the desk whose key is `key`.

    Args:
        base_url: as the server knows itself; proofs of identity name it.
    """

    def __init__(
        self,
        base_url: str,
        key: DeskKey,
        *,
        ssl_context: ssl.SSLContext | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._base_url = base_url.rstrip("/")
        self._key = key
        self._client = httpx.Client(
            base_url=self._base_url,
            timeout=httpx.Timeout(_ANSWER_SECONDS, connect=_CONNECT_SECONDS),
            verify=ssl_context or _trust(base_url),
            transport=transport,
        )
        self._kept = OpenSockets()
        self._token = ""
        self._token_ends = 0.0  # by the monotonic clock
        self._server_ahead: float | None = None  # of the monotonic clock, seconds
        self._well_at = -math.inf  # the server's last answer, by the monotonic clock

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def hang_up(self) -> None:
        """End a long wait of another thread, and begin no other."""
        self._kept.end()

    def proof(self) -> str:
        """A fresh proof of the desk's identity, dated by the server's clock."""
        if self._server_ahead is None:
            self._send("GET", "/healthz")
        ahead = self._server_ahead
        now = time.time() if ahead is None else time.monotonic() + ahead
        return self._key.proof(self._base_url, int(now))

    def server_time(self) -> datetime | None:
        """The server's present time; None before its first answer."""
        if self._server_ahead is None:
            return None
        return datetime.fromtimestamp(time.monotonic() + self._server_ahead, UTC)

    def request(
        self,
        method: str,
        path: str,
        *,
        known: bool = True,
        accept: Collection[int] = (),
        content: bytes | None = None,
        message: Mapping[str, object] | None = None,
        query: Mapping[str, str | int] | None = None,
        wait: float = 0.0,
        again: bool = True,
        offset: int | None = None,
    ) -> httpx.Response:
        """Send a request and return its answer.

        Args:
            known: send the desk's access token; False before it is enrolled.
            accept: statuses of refusals that the caller reads itself.
            message: JSON body.
            wait: seconds for which the server may keep the request, beyond the usual time.
            again: repeat it when the connection tears; not for long uploads and long polls.
            offset: send `content` from here on only, as a part of the whole.

        Raises:
            ServerUnreachable, ServerRefused, DeskFenced
        """
        if message is not None:
            content = json.dumps(message, ensure_ascii=False).encode()
        answer = self._ask(method, path, known, content, query, wait, again, offset)
        if answer.status_code == 401 and known:  # the token may have aged while the PC slept
            self._token = ""
            answer = self._ask(method, path, known, content, query, wait, again, offset)
        if not answer.is_success and not (answer.status_code in accept and _is_problem(answer)):
            raise _error(answer)
        return answer

    def patiently(self, ask: Callable[[], Answer]) -> Answer:
        """Do `ask` again where the line breaks that was well a moment ago: most cuts are short.

        Raises:
            ServerUnreachable: it stayed away.
        """
        for seconds in _AGAIN_SECONDS:
            try:
                return ask()
            except ServerUnreachable as error:
                was_well = time.monotonic() - self._well_at < _WELL_SECONDS
                if not was_well or not isinstance(error.__cause__, httpx.TransportError):
                    raise
            time.sleep(seconds)
        return ask()

    def _ask(
        self,
        method: str,
        path: str,
        known: bool,
        content: bytes | None,
        query: Mapping[str, str | int] | None,
        wait: float,
        again: bool,
        offset: int | None,
    ) -> httpx.Response:
        headers = {}
        if content is not None:
            length = len(content) - (offset or 0)
            headers = {"Content-Type": _media_type(path), "Content-Length": str(length)}
        if content is not None and offset is not None:
            headers |= {"Upload-Offset": str(offset), "Upload-Length": str(len(content))}
            headers["Content-Type"] = "application/offset+octet-stream"
        if known:
            headers["Authorization"] = f"Bearer {self._access_token()}"
        request = self._client.build_request(
            method,
            path,
            content=None if content is None else _Slices(content, offset or 0),
            params=query,
            headers=headers,
            timeout=httpx.Timeout(
                _ANSWER_SECONDS, connect=_CONNECT_SECONDS, read=_ANSWER_SECONDS + wait
            ),
        )
        if wait and self._kept.ended:
            raise ServerUnreachable
        return self._deliver(request, again=again)

    def _access_token(self) -> str:
        if self._token and time.monotonic() < self._token_ends - _TOKEN_MARGIN_SECONDS:
            return self._token
        answer = self._ask_token()
        if answer.status_code == 401:  # our idea of its time was old; the refusal carries the new
            answer = self._ask_token()
        if not answer.is_success:
            raise _error(answer)
        given = read_json(answer)
        self._token = str(given.get("access_token"))
        self._token_ends = time.monotonic() + float(str(given.get("expires_in", 0)))
        return self._token

    def _ask_token(self) -> httpx.Response:
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": self.proof(),
        }
        return self._send("POST", "/v1/token", form)

    def _send(
        self, method: str, path: str, form: Mapping[str, str] | None = None
    ) -> httpx.Response:
        return self._deliver(self._client.build_request(method, path, data=form), again=True)

    def _deliver(self, request: httpx.Request, *, again: bool) -> httpx.Response:
        request.extensions = {**request.extensions, "trace": self._kept.trace}
        try:
            for attempt in stamina.retry_context(
                on=_TORN if again else (), attempts=2, wait_initial=0.1, wait_max=0.5
            ):
                with attempt:
                    answer = self._client.send(request)
        except httpx.TransportError as error:
            _log.info("the province server does not answer: %s", type(error).__name__)
            raise ServerUnreachable from error
        self._well_at = time.monotonic()
        self._take_time(answer)
        return answer

    def _take_time(self, answer: httpx.Response) -> None:
        try:
            date = parsedate_to_datetime(answer.headers.get("Date", ""))
        except ValueError:
            return
        self._server_ahead = date.timestamp() - time.monotonic()


class _Slices:
    """A body in pieces: given whole, every partial write would copy all the rest of it."""

    def __init__(self, content: bytes, offset: int) -> None:
        self._content = memoryview(content)[offset:]

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self._content), _SLICE_BYTES):
            yield bytes(self._content[start : start + _SLICE_BYTES])


def read_json(answer: httpx.Response) -> Mapping[str, object]:
    """The JSON object in an answer.

    Raises:
        ServerUnreachable: something else answered in the server's place (a hotel's login page).
    """
    try:
        value = answer.json()
    except ValueError as error:
        raise ServerUnreachable from error
    if not isinstance(value, dict):
        raise ServerUnreachable
    return value


def _trust(base_url: str) -> ssl.SSLContext:
    """The operating system's trust: where an office's IT puts the province's root certificate."""
    if base_url.startswith("https:"):
        return ssl.create_default_context()
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # loading certificates costs 0.1 s


def _is_problem(answer: httpx.Response) -> bool:
    media_type = str(answer.headers.get("Content-Type", ""))
    return media_type.startswith("application/problem+json")


def _media_type(path: str) -> str:
    streamed = path.startswith(("/v1/blobs/", "/v1/bundles"))
    return "application/octet-stream" if streamed else "application/json"


def _error(answer: httpx.Response) -> ServerUnreachable | ServerRefused | DeskFenced:
    """What a refusal means to the clerk."""
    if not _is_problem(answer):  # a proxy, or another server under this name
        _log.info("the answer %s is not the province server's", answer.status_code)
        return ServerUnreachable()
    if answer.status_code in (429, 502, 503, 504):
        return ServerUnreachable()
    problem = read_json(answer) if answer.content else {}
    _log.info("refused: %s %s", problem.get("type"), problem.get("detail"))
    if problem.get("type") == PROBLEM_FENCED:
        return DeskFenced()
    title = str(problem.get("title", "")) or _("mã {code}").format(code=answer.status_code)
    return ServerRefused(title)
