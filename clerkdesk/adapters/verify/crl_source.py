"""Revocation lists over HTTP: `ports.trust.CrlSource`, bounded in size and time.

A list carries its authority's own signature, so plain HTTP is no loss (RFC 5280, 4.2.1.13). LDAP points are
not asked.
"""

import threading
import time
from urllib.parse import urlsplit

import httpx

from clerkdesk.domain.errors import CrlNotFetched
from clerkdesk.domain.texts import _

MOST_BYTES = 24 * 1024 * 1024
SECONDS = 20.0
_CONNECT_SECONDS = 4.0
_SILENCE_SECONDS = 5.0
"""The program may be closing: nobody waits longer than this for a byte."""
_MOST_REDIRECTS = 3


class HttpCrlSource:
    """Fetches one list at a time; knows nothing of trust.

    Args:
        most_bytes: a longer answer is dropped.
        seconds: for one list, from the first byte asked to the last read.
    """

    def __init__(
        self,
        *,
        most_bytes: int = MOST_BYTES,
        seconds: float = SECONDS,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._most_bytes = most_bytes
        self._seconds = seconds
        self._transport = transport
        self._closed = threading.Event()

    def close(self) -> None:
        """Fetch nothing more, and give up what is under way."""
        self._closed.set()

    def fetch(self, url: str) -> bytes:
        """Fetch one revocation list.

        Raises:
            CrlNotFetched: no line, no answer, too long, or no HTTP address.
        """
        if self._closed.is_set():
            raise CrlNotFetched(url, _("chương trình đang đóng"))
        if not _is_http(url):
            if url.lower().startswith("ldap"):
                words = _("địa chỉ LDAP, chương trình không tải qua LDAP; hãy nạp tệp CRL")
                raise CrlNotFetched(url, words)
            raise CrlNotFetched(url, _("địa chỉ không phải HTTP"))
        try:
            with httpx.Client(
                timeout=httpx.Timeout(_SILENCE_SECONDS, connect=_CONNECT_SECONDS),
                transport=self._transport,
                follow_redirects=True,
                max_redirects=_MOST_REDIRECTS,
            ) as client:
                return self._read(client, url)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            reason = _("không có mạng hoặc máy chủ không trả lời")
            raise CrlNotFetched(url, reason) from error

    def _read(self, client: httpx.Client, url: str) -> bytes:
        ends = time.monotonic() + self._seconds
        parts, size = [], 0
        with client.stream("GET", url) as answer:
            if answer.status_code != httpx.codes.OK:
                raise CrlNotFetched(
                    url, _("máy chủ trả lời mã {code}").format(code=answer.status_code)
                )
            for part in answer.iter_bytes():
                parts.append(part)
                size += len(part)
                if size > self._most_bytes:
                    raise CrlNotFetched(url, _("tệp quá lớn"))
                if self._closed.is_set():
                    raise CrlNotFetched(url, _("chương trình đang đóng"))
                if time.monotonic() > ends:
                    raise CrlNotFetched(url, _("đường truyền quá chậm"))
        return b"".join(parts)


def _is_http(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
