"""Revocation lists over HTTP: the real source against a server of this process, and its fake."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from clerkdesk.adapters.verify.crl_source import HttpCrlSource
from clerkdesk.domain.errors import CrlNotFetched
from clerkdesk.ports.trust import CrlSource
from tests.fakes.trust import FakeCrlSource

LIST = b"0\x82 a revocation list " * 10


class _Point(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/moved.crl":
            self.send_response(302)
            self.send_header("Location", "/g2.crl")
            self.end_headers()
            return
        found = {"/g2.crl": LIST, "/long.crl": LIST * 100}.get(self.path)
        self.send_response(200 if found else 404)
        self.end_headers()
        self.wfile.write(found or b"")

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def server() -> Iterator[str]:
    point = ThreadingHTTPServer(("127.0.0.1", 0), _Point)
    thread = threading.Thread(target=point.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{point.server_port}"
    point.shutdown()
    point.server_close()
    thread.join()


@pytest.fixture(params=["http", "fake"])
def source(request: pytest.FixtureRequest, server: str) -> CrlSource:
    if request.param == "fake":
        return FakeCrlSource({f"{server}/g2.crl": LIST})
    return HttpCrlSource(most_bytes=5000, seconds=5)


def test_a_list_comes_byte_for_byte(source: CrlSource, server: str) -> None:
    assert source.fetch(f"{server}/g2.crl") == LIST


def test_what_is_not_there_is_said(source: CrlSource, server: str) -> None:
    for url in (f"{server}/none.crl", "http://127.0.0.1:9/none.crl", "ldap://ca.example/cn=g2"):
        with pytest.raises(CrlNotFetched, match="Chưa tải được danh sách thu hồi"):
            source.fetch(url)


def test_after_closing_nothing_is_fetched(source: CrlSource, server: str) -> None:
    source.close()
    with pytest.raises(CrlNotFetched):
        source.fetch(f"{server}/g2.crl")


def test_a_redirect_is_followed_and_a_flood_is_dropped(server: str) -> None:
    source = HttpCrlSource(most_bytes=5000, seconds=5)
    assert source.fetch(f"{server}/moved.crl") == LIST
    with pytest.raises(CrlNotFetched, match="quá lớn"):
        source.fetch(f"{server}/long.crl")
    for odd in ("file:///etc/passwd", "http://", "not an address", "http://[::1"):
        with pytest.raises(CrlNotFetched):
            source.fetch(odd)
