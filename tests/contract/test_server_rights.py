"""No endpoint gives a desk anything of another agency: each is asked with another agency's token."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import httpx
import pytest

from clerkdesk.adapters.hub import HttpHub, new_device_key
from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.server import admin
from clerkdesk.server.keys import RootKey
from clerkdesk.server.province import ROOT_KEY_FILE
from clerkdesk.server.store.database import open_database
from clerkdesk.server.store.roots import Roots
from tests.fakes.op_chain import OpChain
from tests.fakes.province_process import ProvinceProcess

HERE, THERE = Agency("H01.HERE", "UBND xã An Bình"), Agency("H02.THERE", "UBND xã Tân Hòa")
SECRET = "Hồ sơ riêng của An Bình"
CONTENT = SECRET.encode() * 100
SHA = hashlib.sha256(CONTENT).hexdigest()
_HIDDEN = (SECRET, "pc-an-binh", "Văn bản đến của An Bình")


@dataclass
class Stranger:
    """A desk of the other agency, with its token."""

    client: httpx.Client
    chain: OpChain


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stranger]:
    """The one agency has everything, a desk of the other asks."""
    server = ProvinceProcess(tmp_path_factory.mktemp("province"))
    for agency in (HERE, THERE):
        admin.add_agency(server.folder, agency)
    server.start()
    rich = HttpHub(server.url, "pc-an-binh", new_device_key())
    rich.enrol(admin.one_time_code(server.folder, HERE.code), "pc-an-binh", HERE)
    chain = OpChain("pc-an-binh")
    chain.add(3, SECRET)
    values = {"direction": "incoming", "series": "den", "year": 2026, "last": 0}
    chain.say("book", "H01.HERE/incoming/den/2026", OpKind.ACCEPT_BOOK, **values, title=_HIDDEN[2])
    chain.ops[-1] = replace(chain.ops[-1], epoch=(0, 1))
    rich.push(1, chain.ops)
    rich.put_blob(SHA, CONTENT)
    database = open_database(server.folder)
    Roots(database).sign_day("2026-03-02", RootKey(server.folder / ROOT_KEY_FILE).sign)
    database.close()
    poor = HttpHub(server.url, "pc-1", new_device_key())
    poor.enrol(admin.one_time_code(server.folder, THERE.code), "pc-1", THERE)
    header = {"Authorization": f"Bearer {poor._session._access_token()}"}
    client = httpx.Client(base_url=server.url, headers=header)
    yield Stranger(client, OpChain("pc-1"))
    client.close()
    rich.close()
    poor.close()
    server.stop()


Probe = Callable[[Stranger], httpx.Response]


def _ops(who: Stranger, device: str, path: str = "/v1/ops") -> httpx.Response:
    op = replace(who.chain.add()[0], device=device)
    message: dict[str, object] = {"ops": [op.message()]}
    if path == "/v1/ops":
        message |= {"device": device, "incarnation": 1, "first_seq": op.seq}
    return who.client.post(path, json=message)


def _packet(who: Stranger, sender: str) -> httpx.Response:
    header = PacketHeader(sender, (THERE.code,), "id", "new", SHA, len(CONTENT), "a.edxml")
    return who.client.post("/v1/packets", json=header.message())


WISH = {"direction": "incoming", "series": "den", "year": 2026, "knows": [0, 0]}
DECLARED = {"incarnation": 1, "head": 0, "marks": {"H01.HERE/incoming/den/2026": 99}}
PROBES: dict[tuple[str, str], tuple[Probe, set[int]]] = {
    ("GET", "/v1/agencies"): (lambda who: who.client.get("/v1/agencies"), {200}),
    ("POST", "/v1/ops"): (lambda who: _ops(who, "pc-an-binh"), {403}),
    ("GET", "/v1/feed"): (lambda who: who.client.get("/v1/feed?own=true"), {200}),
    ("HEAD", "/v1/blobs/{sha}"): (lambda who: who.client.head(f"/v1/blobs/{SHA}"), {404}),
    ("GET", "/v1/blobs/{sha}"): (lambda who: who.client.get(f"/v1/blobs/{SHA}"), {404}),
    ("PUT", "/v1/blobs/{sha}"): (
        lambda who: who.client.put(f"/v1/blobs/{SHA}", content=b"other"),
        {422},
    ),
    ("PATCH", "/v1/blobs/{sha}"): (
        lambda who: who.client.patch(
            f"/v1/blobs/{SHA}",
            content=b"",
            headers={"Upload-Offset": "10", "Upload-Length": str(len(CONTENT))},
        ),
        {409},
    ),
    ("POST", "/v1/packets"): (lambda who: _packet(who, THERE.code), {409}),
    ("GET", "/v1/trust"): (lambda who: who.client.get("/v1/trust"), {404}),
    ("GET", "/v1/card"): (lambda who: who.client.get("/v1/card"), {200}),
    ("POST", "/v1/bundles"): (
        lambda who: who.client.post("/v1/bundles", content=b"no bundle"),
        {422},
    ),
    ("GET", "/v1/roots"): (lambda who: who.client.get("/v1/roots"), {200}),
    ("GET", "/v1/leaves"): (lambda who: who.client.get("/v1/leaves"), {200}),
    ("GET", "/v1/books"): (lambda who: who.client.get("/v1/books"), {200}),
    ("POST", "/v1/books/grant"): (
        lambda who: who.client.post("/v1/books/grant", json=WISH),
        {200},
    ),
    ("POST", "/v1/declarations"): (
        lambda who: who.client.post("/v1/declarations", json=DECLARED),
        {200},
    ),
    ("POST", "/v1/offers"): (lambda who: _ops(who, "pc-an-binh", "/v1/offers"), {200}),
}
PUBLIC = {("POST", "/v1/desks"), ("POST", "/v1/token"), ("GET", "/healthz"), ("GET", "/metrics")}


def test_every_endpoint_of_the_api_is_probed_here(stranger: Stranger) -> None:
    paths = stranger.client.get("/openapi.json").json()["paths"]
    known = {(method.upper(), path) for path, methods in paths.items() for method in methods}
    assert known == set(PROBES) | PUBLIC


@pytest.mark.parametrize("endpoint", PROBES, ids=" ".join)
def test_another_agencys_token_gets_nothing(stranger: Stranger, endpoint: tuple[str, str]) -> None:
    probe, allowed = PROBES[endpoint]
    answer = probe(stranger)
    assert answer.status_code in allowed, answer.text
    for text in _HIDDEN:
        assert text not in answer.text
    assert SHA not in answer.text
    assert "H01.HERE" not in answer.text or endpoint == ("GET", "/v1/agencies")


@pytest.mark.parametrize("endpoint", PROBES, ids=" ".join)
def test_no_token_gets_nothing_at_all(stranger: Stranger, endpoint: tuple[str, str]) -> None:
    method, path = endpoint
    url = str(stranger.client.base_url).rstrip("/") + path.format(sha=SHA)
    for header in ({}, {"Authorization": "Bearer x.y.z"}, {"Authorization": "Basic eDp5"}):
        assert httpx.request(method, url, headers=header).status_code == 401


def test_what_was_asked_left_the_other_agencys_book_alone(stranger: Stranger) -> None:
    answer = stranger.client.post("/v1/books/grant", json=WISH).json()
    assert answer["book"]["last"] == 0
    assert answer["book"]["holder"] == "pc-1"


def test_a_sender_is_believed_for_its_own_agency_only(stranger: Stranger) -> None:
    assert _packet(stranger, HERE.code).status_code == 403


def test_public_endpoints_name_nobody(stranger: Stranger) -> None:
    base = str(stranger.client.base_url).rstrip("/")
    for path in ("/healthz", "/metrics", "/openapi.json", "/docs"):
        text = httpx.get(base + path).text
        for hidden in (*_HIDDEN, HERE.code, HERE.name):
            assert hidden not in text


def test_metrics_count_by_route_and_never_by_content(stranger: Stranger) -> None:
    text = stranger.client.get("/metrics").text
    assert 'clerkdesk_requests_total{method="POST",path="/v1/ops",status="200"}' in text
    assert "clerkdesk_agencies 2" in text
    assert "clerkdesk_desks 2" in text
    assert SHA not in text
