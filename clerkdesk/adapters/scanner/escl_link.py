"""One eSCL device over HTTP: asks, waits as long as it says, and never follows it elsewhere."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Self
from urllib.parse import urlsplit

import httpx

from clerkdesk.adapters.scanner.escl_wire import (
    Capabilities,
    NotEscl,
    Status,
    read_capabilities,
    read_status,
)
from clerkdesk.domain.errors import NoScanner, ScannerBusy, ScannerFailed
from clerkdesk.domain.texts import _

_CONNECT_SECONDS, _PAGE_SECONDS = 3.0, 30.0
_USUAL_WAIT, _LONGEST_WAIT = 0.5, 10.0
_LOOK_SECONDS = 0.1
_ANSWER_LIMIT = 256 << 20
"""Bytes of one answer: an A3 page at 600 dpi as JPEG stays far below."""
_CAPABILITIES_LIMIT = 1 << 20


def base_address(typed: str) -> str:
    """The root of the service: «192.168.1.20» and «http://máy:8080/eSCL/» are both understood.

    Raises:
        ValueError: it names no machine, or another kind of service.
    """
    text = typed.strip()
    parts = urlsplit(text if "://" in text else f"http://{text}")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise ValueError(typed)
    _port = parts.port  # raises ValueError for one that is no number
    path = parts.path.strip("/") or "eSCL"
    base = f"{parts.scheme}://{parts.netloc}/{path}"
    try:
        httpx.URL(base)
    except httpx.InvalidURL as error:
        raise ValueError(typed) from error
    return base


class EsclLink:
    """A connection to one device; close it after each run."""

    def __init__(self, base: str, patience: float) -> None:
        self._base = base
        self._patience = patience
        self.title = base
        timeout = httpx.Timeout(_PAGE_SECONDS, connect=_CONNECT_SECONDS)
        # Scanners sign their certificates themselves, so a name cannot be verified; a proxy of the
        # office does not lead to a device beside the desk.
        self._client = httpx.Client(timeout=timeout, verify=False, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._client.close()

    def capabilities(self) -> Capabilities:
        """What the device can do.

        Raises:
            NoScanner: nothing answers there, or something that is no scanner.
        """
        try:
            answer, content = self._get("ScannerCapabilities", _CAPABILITIES_LIMIT)
            if answer.status_code != httpx.codes.OK:
                raise NoScanner
            found = read_capabilities(content)
        except (httpx.HTTPError, NotEscl) as error:
            raise NoScanner from error
        self.title = found.title
        return found

    def status(self) -> Status:
        """How the device is; «Unknown» where it does not say.

        Raises:
            httpx.HTTPError: the device is gone.
        """
        answer, content = self._get("ScannerStatus", _CAPABILITIES_LIMIT)
        if answer.status_code != httpx.codes.OK:
            return Status("Unknown", "")
        try:
            return read_status(content)
        except NotEscl:
            return Status("Unknown", "")

    def post_job(self, ticket: bytes, stopped: Callable[[], bool]) -> str | None:
        """Start a job and return its address; None where `stopped` said so first.

        Raises:
            ScannerBusy: it never became free.
            ScannerFailed: the device refuses the ticket.
        """

        def post() -> httpx.Response:
            return self._client.post(
                f"{self._base}/ScanJobs", content=ticket, headers={"Content-Type": "text/xml"}
            )

        answer = self._patiently(post, stopped)
        if answer is None:
            return None
        if answer.status_code != httpx.codes.CREATED or "location" not in answer.headers:
            raise ScannerFailed(
                self.title,
                1,
                _("máy quét từ chối lệnh quét (mã {code})").format(code=answer.status_code),
            )
        # Devices name themselves by all sorts of hosts here: only the path is followed.
        parts = urlsplit(self._base)
        path = urlsplit(answer.headers["location"]).path.rstrip("/")
        return f"{parts.scheme}://{parts.netloc}/{path.lstrip('/')}"

    def next_document(
        self, job: str, stopped: Callable[[], bool]
    ) -> tuple[httpx.Response, bytes] | None:
        """The next answer of the job that is no «wait»; None where `stopped` said so."""
        kept: list[bytes] = []

        def get() -> httpx.Response:
            answer, content = self._read("GET", f"{job}/NextDocument", _ANSWER_LIMIT)
            kept[:] = [content]
            return answer

        answer = self._patiently(get, stopped)
        return None if answer is None else (answer, kept[0])

    def delete(self, job: str) -> None:
        """Give the job up; a device that no longer answers has done so itself."""
        with suppress(httpx.HTTPError):
            self._client.delete(job, timeout=_CONNECT_SECONDS)

    def _get(self, name: str, limit: int) -> tuple[httpx.Response, bytes]:
        return self._read("GET", f"{self._base}/{name}", limit)

    def _read(self, method: str, address: str, limit: int) -> tuple[httpx.Response, bytes]:
        with self._client.stream(method, address) as answer:
            content = bytearray()
            for part in answer.iter_bytes():
                content += part
                if len(content) > limit:
                    raise httpx.DecodingError("the answer is too long", request=answer.request)
        told = answer.headers.get("content-length", "")
        if (
            told.isdecimal()
            and "content-encoding" not in answer.headers
            and int(told) > len(content)
        ):
            raise httpx.RemoteProtocolError("the answer ended early", request=answer.request)
        return answer, bytes(content)

    def _patiently(
        self, ask: Callable[[], httpx.Response], stopped: Callable[[], bool]
    ) -> httpx.Response | None:
        """Ask again as long as the device says «busy», waiting as it tells."""
        until = time.monotonic() + self._patience
        while not stopped():
            answer = ask()
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                return answer
            if time.monotonic() >= until:
                raise ScannerBusy(self.title)
            _wait(min(_told_wait(answer), max(until - time.monotonic(), 0)), stopped)
        return None


@contextmanager
def line_faults(link: EsclLink, page: Callable[[], int]) -> Iterator[None]:
    """Say what a broken line means; `page` is the first page that is not safe.

    Raises:
        ScannerFailed: the device no longer answers, or not in its own protocol.
    """
    try:
        yield
    except httpx.HTTPError as error:
        raise ScannerFailed(link.title, page(), _("mất liên lạc với máy quét qua mạng")) from error


def _told_wait(answer: httpx.Response) -> float:
    told = answer.headers.get("retry-after", "")
    return min(float(told), _LONGEST_WAIT) if told.isdecimal() else _USUAL_WAIT


def _wait(seconds: float, stopped: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while not stopped() and (left := until - time.monotonic()) > 0:
        time.sleep(min(left, _LOOK_SECONDS))
