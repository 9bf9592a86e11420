"""The line, the server process and requests fail; no op is lost, doubled or seen by the wrong agency."""

import hashlib
import itertools
import json
import random
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from clerkdesk.adapters.hub import HttpHub, new_device_key
from clerkdesk.adapters.hub.desk_key import DeskKey
from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.errors import CannotServe, ServerRefused, ServerUnreachable
from clerkdesk.domain.ops import Op
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.server import admin, run
from tests.fakes.op_chain import OpChain
from tests.fakes.province_process import ProvinceProcess

_fresh = itertools.count(1)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProvinceProcess]:
    process = ProvinceProcess(tmp_path_factory.mktemp("province"))
    process.start()
    yield process
    process.stop()


@pytest.fixture
def here(server: ProvinceProcess) -> Agency:
    """An agency of this test alone."""
    agency = Agency(f"H{next(_fresh):02d}", "UBND xã An Bình")
    admin.add_agency(server.folder, agency)
    return agency


@pytest.fixture
def desk(server: ProvinceProcess) -> Iterator[Callable[[Agency, str], HttpHub]]:
    hubs: list[HttpHub] = []

    def enrolled(agency: Agency, device: str) -> HttpHub:
        hub = HttpHub(server.url, device, new_device_key())
        hubs.append(hub)
        hub.enrol(admin.one_time_code(server.folder, agency.code), device, agency)
        return hub

    yield enrolled
    for hub in hubs:
        hub.close()


def all_ops(hub: HttpHub) -> list[Op]:
    got, generation, last = [], 0, 0
    while (page := hub.pull(generation, last)).entries:
        assert [entry.seq for entry in page.entries] == sorted(entry.seq for entry in page.entries)
        got += [entry.op for entry in page.entries if entry.op]
        generation, last = page.generation, page.last
    return got


def test_no_server_is_said_as_unreachable_and_soon() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    hub = HttpHub(f"http://127.0.0.1:{port}", "pc-1", new_device_key())
    began = time.monotonic()
    with pytest.raises(ServerUnreachable):
        hub.pull(0, 0)
    assert time.monotonic() - began < 3
    hub.close()


@pytest.mark.parametrize(
    ("host", "port", "reason"),
    [
        pytest.param("127.0.0.1", None, "đang được chương trình khác sử dụng", id="port in use"),
        pytest.param("127.0.0.1", 65_536, "từ 0 đến 65535", id="no such port"),
        pytest.param("192.0.2.1", 0, "không có địa chỉ đó", id="address of another machine"),
        pytest.param("0.0.0.0", 0, "địa chỉ công khai", id="every address, no public one"),
    ],
)
def test_a_server_that_cannot_start_says_why_in_vietnamese(
    tmp_path: Path, host: str, port: int | None, reason: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        wanted = taken.getsockname()[1] if port is None else port
        with pytest.raises(CannotServe, match=reason):
            run.run(tmp_path, host, wanted)


def test_a_login_page_in_the_servers_place_is_no_answer() -> None:
    def page(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, html="<h1>Welcome to the hotel</h1>")

    hub = HttpHub(
        "http://hotel.example", "pc-1", new_device_key(), transport=httpx.MockTransport(page)
    )
    with pytest.raises(ServerUnreachable):
        hub.pull(0, 0)
    with pytest.raises(ServerUnreachable):
        hub.push(1, OpChain("pc-1").add())
    hub.close()


@pytest.mark.parametrize("status", [302, 403, 404, 500, 502, 503])
def test_a_proxys_refusal_is_no_answer_of_the_province(status: int) -> None:

    def refuse(request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, text="proxy")

    hub = HttpHub(
        "http://proxy.example", "pc-1", new_device_key(), transport=httpx.MockTransport(refuse)
    )
    with pytest.raises(ServerUnreachable):
        hub.agencies()
    hub.close()


def test_a_wrong_clock_on_the_desk_does_not_matter(
    here: Agency, server: ProvinceProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time", lambda: 1_000_000.0)  # 1970, as after a dead battery
    hub = HttpHub(server.url, "pc-1", new_device_key())
    hub.enrol(admin.one_time_code(server.folder, here.code), "pc-1", here)
    assert hub.pull(0, 0).entries == ()
    hub.close()


def test_work_goes_on_after_the_server_restarts(
    here: Agency, server: ProvinceProcess, desk: Callable[[Agency, str], HttpHub]
) -> None:
    hub, other, chain = desk(here, "pc-1"), desk(here, "pc-2"), OpChain("pc-1")
    hub.push(1, chain.add(2))
    assert server.stop() == 0
    with pytest.raises(ServerUnreachable):
        hub.push(1, chain.add(1))
    server.start()
    assert hub.push(1, chain.ops).acked == 3
    assert all_ops(other) == chain.ops


def test_a_stop_sends_waiting_polls_home_and_ends_in_order(
    here: Agency, server: ProvinceProcess, desk: Callable[[Agency, str], HttpHub]
) -> None:
    hub = desk(here, "pc-1")
    pages: list[int] = []
    waiting = threading.Thread(target=lambda: pages.append(hub.pull(0, 0, wait=60).last))
    waiting.start()
    time.sleep(0.5)
    began = time.monotonic()
    assert server.stop() == 0
    waiting.join()
    server.start()
    assert pages == [0]
    assert time.monotonic() - began < 20


def test_killed_in_the_middle_of_pushes_nothing_is_lost_or_doubled(
    here: Agency,
    server: ProvinceProcess,
    desk: Callable[[Agency, str], HttpHub],
) -> None:
    hub, other, chain = desk(here, "pc-1"), desk(here, "pc-2"), OpChain("pc-1")
    chain.add(1500)
    acked, breaks, chance = 0, 0, random.Random(6)
    while acked < len(chain.ops):
        killer = threading.Timer(chance.uniform(0.0, 0.12), server.kill) if breaks < 2 else None
        if killer is not None:
            killer.start()
        try:
            while acked < len(chain.ops):
                acked = hub.push(1, chain.ops[acked : acked + 20]).acked
        except ServerUnreachable:
            breaks += 1
        if killer is not None:
            killer.join()
            server.start()
    assert breaks == 2
    assert all_ops(other) == chain.ops


def test_a_lost_answer_is_made_good_by_pushing_again(
    here: Agency, server: ProvinceProcess, desk: Callable[[Agency, str], HttpHub]
) -> None:
    key, asked = new_device_key(), list[bytes]()

    class LosesOneAnswer(httpx.HTTPTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            answer = super().handle_request(request)
            if request.url.path == "/v1/ops":
                asked.append(request.read())
            if len(asked) == 1:
                answer.read()
                raise httpx.ReadTimeout("the line went down", request=request)
            return answer

    hub = HttpHub(server.url, "pc-1", key, transport=LosesOneAnswer())
    hub.enrol(admin.one_time_code(server.folder, here.code), "pc-1", here)
    chain = OpChain("pc-1")
    chain.add(3)
    assert hub.push(1, chain.ops).acked == 3
    assert len(asked) == 2, "the second time by itself, with the same ops"
    assert asked[0] == asked[1]
    assert all_ops(desk(here, "pc-2")) == chain.ops
    hub.close()


def test_an_upload_that_breaks_off_leaves_nothing(
    here: Agency, server: ProvinceProcess, desk: Callable[[Agency, str], HttpHub]
) -> None:
    hub = desk(here, "pc-1")
    content = random.Random(1).randbytes(3_000_000)
    name = hashlib.sha256(content).hexdigest()
    token = hub._session._access_token()
    with socket.create_connection(("127.0.0.1", int(server.url.rpartition(":")[2]))) as line:
        line.sendall(
            f"PUT /v1/blobs/{name} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Length: {len(content)}\r\n\r\n".encode()
            + content[:1_000_000]
        )
    time.sleep(0.3)
    assert not hub.has_blob(name)
    assert list((server.folder / "blobs").rglob(f"{name}*")) == []
    hub.put_blob(name, content)
    assert hub.get_blob(name) == content


def test_eight_writers_at_once_and_the_feed_skips_nothing(
    here: Agency, server: ProvinceProcess, desk: Callable[[Agency, str], HttpHub]
) -> None:
    chains = [OpChain(f"pc-{number}") for number in range(8)]
    writers = [desk(here, chain.device) for chain in chains]
    reader = desk(here, "reader")
    for chain in chains:
        chain.add(150)

    def write(hub: HttpHub, chain: OpChain) -> None:
        acked = 0
        while acked < len(chain.ops):
            acked = hub.push(1, chain.ops[acked : acked + 5]).acked

    threads = [
        threading.Thread(target=write, args=pair) for pair in zip(writers, chains, strict=True)
    ]
    for thread in threads:
        thread.start()
    got: list[Op] = []
    seqs: list[int] = []
    generation, last = 0, 0
    deadline = time.monotonic() + 60
    while len(got) < 8 * 150 and time.monotonic() < deadline:  # reads while they write
        page = reader.pull(generation, last, wait=2)
        got += [entry.op for entry in page.entries if entry.op]
        seqs += [entry.seq for entry in page.entries]
        generation, last = page.generation, page.last
    for thread in threads:
        thread.join()
    assert seqs == list(range(1, 8 * 150 + 1))
    for chain in chains:
        assert [op for op in got if op.device == chain.device] == chain.ops


def test_a_proof_of_identity_is_good_once_and_for_one_server_only(
    here: Agency, server: ProvinceProcess, desk: Callable[[Agency, str], HttpHub]
) -> None:
    private = new_device_key()
    hub = HttpHub(server.url, "pc-1", private)
    hub.enrol(admin.one_time_code(server.folder, here.code), "pc-1", here)
    hub.close()
    now = int(time.time())

    def ask(proof: str) -> int:
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": proof,
        }
        return httpx.post(f"{server.url}/v1/token", data=form).status_code

    key = DeskKey(private)
    proof = key.proof(server.url, now)
    assert ask(proof) == 200
    assert ask(proof) == 401
    assert ask(key.proof("http://rogue.example", now)) == 401
    assert ask(key.proof(server.url, now - 3600)) == 401
    assert ask(key.proof(server.url, now + 3600)) == 401
    assert ask(DeskKey(new_device_key()).proof(server.url, now)) == 401


def test_a_code_ends_after_its_time(
    here: Agency, server: ProvinceProcess, desk: Callable[[Agency, str], HttpHub]
) -> None:
    code = admin.one_time_code(server.folder, here.code)
    with sqlite3.connect(server.folder / "province.db") as link:
        link.execute("UPDATE one_time_code SET expires_at = 1")
    link.close()
    hub = HttpHub(server.url, "pc-1", new_device_key())
    with pytest.raises(ServerRefused, match="hết hạn"):
        hub.enrol(code, "pc-1", here)
    hub.close()


def garbage(chance: random.Random) -> object:
    """A JSON value that is most likely not what an endpoint wants."""
    pick = chance.randrange(12)
    if pick < 4 and chance.random() < 0.5:
        return {
            chance.choice(["ops", "seq", "v", "from", "to", "\ud800", ""]): garbage(chance)
            for _ in range(chance.randrange(4))
        }
    if pick < 4:
        return [garbage(chance) for _ in range(chance.randrange(4))]
    return chance.choice(
        [None, True, -1, 0, 2**70, 1.5, float("nan"), float("inf"), "", "\x00", "\ud800", "x" * 600]
    )


def test_garbage_is_answered_with_a_problem_never_with_a_defect(
    here: Agency, server: ProvinceProcess, desk: Callable[[Agency, str], HttpHub]
) -> None:
    hub, chance = desk(here, "pc-1"), random.Random(2016)
    header = {
        "Authorization": f"Bearer {hub._session._access_token()}",
        "Content-Type": "application/json",
    }
    op = OpChain("pc-1").add()[0].message()
    good = {
        "/v1/ops": {"device": "pc-1", "incarnation": 1, "first_seq": 1, "ops": [op]},
        "/v1/packets": PacketHeader(
            here.code, (here.code,), "id", "new", "0" * 64, 1, "a.edxml"
        ).message(),
        "/v1/desks": {
            "code": "x",
            "agency": here.code,
            "device": "pc-1",
            "public_key": "A" * 43,
            "proof": "a.b.c",
        },
        "/v1/token": {},
    }
    raw = [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"9" * 5000, b'{"a":' * 20_000, b"null", b"NaN"]
    client = httpx.Client(base_url=server.url, headers=header)
    answers: list[httpx.Response] = []
    for path, message in good.items():
        answers += [client.post(path, content=body) for body in raw]
        for name in message:
            for _ in range(12):
                broken = json.dumps({**message, name: garbage(chance)})
                answers.append(client.post(path, content=broken.encode()))
    for name in op:
        for _ in range(8):
            batch = {**good["/v1/ops"], "ops": [{**op, name: garbage(chance)}]}
            answers.append(client.post("/v1/ops", content=json.dumps(batch).encode()))
    deep = '{"a":' * 900 + "1" + "}" * 900
    text = json.dumps(
        {**good["/v1/ops"], "ops": [{**op, "fields": {"f": {"v": 0, "base_rev": 0}}}]}
    )
    answers.append(client.post("/v1/ops", content=text.replace('"v": 0', f'"v": {deep}')))
    for query in (
        "since=-1",
        "since=x",
        "gen=1.5",
        f"since={10**30}",
        "limit=0",
        "wait=-5",
        "own=2",
    ):
        answers.append(client.get(f"/v1/feed?{query}"))
    for path in (
        "/v1/blobs/..%2f..%2fserver-key.json",
        "/v1/blobs/ABC",
        "/v1/blobs/%00",
        "/v2",
        "//",
    ):
        answers += [client.get(path), client.put(path, content=b"x"), client.head(path)]
    for token in (
        "",
        "Bearer",
        "Bearer a.b.c",
        "Bearer \x7f",
        "Basic eDp5",
        "Bearer " + "e" * 9000,
    ):
        answers.append(client.get("/v1/feed", headers={"Authorization": token}))
    refused = [answer for answer in answers if answer.status_code >= 400]
    assert [answer for answer in answers if answer.status_code >= 500] == []
    assert len(refused) > 200
    for answer in refused:
        assert answer.headers["Content-Type"] == "application/problem+json", answer.request.url
        if answer.request.method != "HEAD":
            problem = answer.json()
            assert problem["type"].startswith("urn:clerkdesk:")
            assert problem["status"] == answer.status_code
    client.close()
    assert hub.pull(0, 0).entries == ()


def test_a_body_that_is_too_long_is_refused_before_it_is_read(
    here: Agency, server: ProvinceProcess, desk: Callable[[Agency, str], HttpHub]
) -> None:
    token = desk(here, "pc-1")._session._access_token()

    def endless() -> Iterator[bytes]:
        for _ in range(200):
            yield b" " * 65536

    for content in (b" " * 9_000_000, endless()):
        answer = httpx.post(
            f"{server.url}/v1/ops", content=content, headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.status_code == 413
        assert answer.json()["type"] == "urn:clerkdesk:too-large"
