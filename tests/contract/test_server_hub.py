"""The Hub port: the HTTP client against the real server process, and the fake, behave alike."""

import hashlib
import itertools
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Protocol

import httpx
import pytest

from clerkdesk.adapters.hub import HttpHub, new_device_key
from clerkdesk.domain.access import DESK_SCOPES
from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.books import BookKey, Direction, Epoch
from clerkdesk.domain.errors import DeskFenced, ServerRefused, ServerUnreachable
from clerkdesk.domain.ops import FieldChange, Op, OpKind
from clerkdesk.domain.wire import PUSH_LIMIT, Heard, PacketHeader
from clerkdesk.ports.exchange import Hub
from clerkdesk.server import admin
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.op_chain import OpChain
from tests.fakes.production import production_province
from tests.fakes.province_process import ProvinceProcess

_fresh = itertools.count(1)


class World(Protocol):
    """A province in which tests make agencies and desks."""

    def agency(self, name: str) -> Agency: ...

    def code(self, agency: Agency) -> str: ...

    def desk(self, agency: Agency, device: str) -> Hub: ...

    def publish(self, trust_list: bytes) -> None: ...


class RealWorld:
    def __init__(self, server: ProvinceProcess) -> None:
        self.server = server
        self.hubs: list[HttpHub] = []

    def agency(self, name: str) -> Agency:
        made = Agency(f"H{next(_fresh):02d}.A", name, "vt@xa.example", "UBND huyện")
        admin.add_agency(self.server.folder, made, self.server.database)
        return made

    def code(self, agency: Agency) -> str:
        return admin.one_time_code(self.server.folder, agency.code, self.server.database)

    def desk(self, agency: Agency, device: str) -> Hub:
        hub = HttpHub(self.server.url, device, new_device_key())
        self.hubs.append(hub)
        return hub

    def publish(self, trust_list: bytes) -> None:
        (self.server.folder / "trust.cdtrust").write_bytes(trust_list)


class FakeWorld:
    def __init__(self) -> None:
        self.province = FakeProvince()

    def agency(self, name: str) -> Agency:
        made = Agency(f"H{next(_fresh):02d}.A", name, "vt@xa.example", "UBND huyện")
        self.province.add_agency(made)
        return made

    def code(self, agency: Agency) -> str:
        return self.province.one_time_code(agency.code)

    def desk(self, agency: Agency, device: str) -> Hub:
        return FakeHub(self.province, agency.code, device)

    def publish(self, trust_list: bytes) -> None:
        self.province.trust_list = trust_list


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProvinceProcess]:
    process = ProvinceProcess(tmp_path_factory.mktemp("province"))
    process.start()
    yield process
    assert process.stop() == 0


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProvinceProcess]:
    """PostgreSQL and S3 in the place of SQLite and a folder."""
    with production_province(tmp_path_factory.mktemp("production")) as process:
        yield process


@pytest.fixture(params=["http", "production", "fake"])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    if request.param == "fake":
        yield FakeWorld()
        return
    name = "production" if request.param == "production" else "server"
    real = RealWorld(request.getfixturevalue(name))
    yield real
    for hub in real.hubs:
        hub.close()


def enrolled(world: World, agency: Agency, device: str) -> Hub:
    hub = world.desk(agency, device)
    hub.enrol(world.code(agency), device, agency)
    return hub


def packet(
    sender: Agency, recipients: list[Agency], content: bytes, kind: str = "new"
) -> PacketHeader:
    return PacketHeader(
        sender=sender.code,
        recipients=tuple(agency.code for agency in recipients),
        document_id=f"{sender.code},2026/03/02,41/TTr-UBND",
        kind=kind,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        name="41-TTr-UBND.edxml",
    )


def test_a_desk_that_is_not_enrolled_is_refused(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    with pytest.raises(ServerRefused):
        world.desk(agency, "pc-1").pull(0, 0)


def test_the_server_says_what_time_it_is_there(world: World) -> None:
    hub = enrolled(world, world.agency("UBND xã An Bình"), "pc-1")
    first = hub.server_time()
    hub.pull(0, 0)
    second = hub.server_time()
    assert first is not None
    assert second is not None
    assert first.utcoffset() is not None
    assert abs(second - first) < timedelta(minutes=1)


def test_a_code_enrols_one_desk_of_its_own_agency_once(world: World) -> None:
    here, there = world.agency("UBND xã An Bình"), world.agency("UBND xã Tân Hòa")
    code = world.code(here)
    with pytest.raises(ServerRefused, match="mã ghi danh"):
        world.desk(there, "pc-1").enrol(code, "pc-1", there)
    world.desk(here, "pc-1").enrol(code, "pc-1", here)
    with pytest.raises(ServerRefused, match="mã ghi danh"):
        world.desk(here, "pc-2").enrol(code, "pc-2", here)


def test_enrolling_again_after_a_lost_answer_is_no_error(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    hub, code = world.desk(agency, "pc-1"), world.code(agency)
    hub.enrol(code, "pc-1", agency)
    hub.enrol(code, "pc-1", agency)
    assert hub.pull(0, 0).entries == ()


def test_a_new_code_gives_a_desk_a_new_key_and_ends_the_old_one(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    lost = enrolled(world, agency, "pc-1")
    chain = OpChain("pc-1")
    lost.push(1, chain.add(2))
    replacement = enrolled(world, agency, "pc-1")
    with pytest.raises(ServerRefused, match="chưa được"):
        lost.pull(0, 0)
    assert replacement.push(1, chain.add(1)).acked == 3


def test_a_code_may_be_typed_without_dashes_and_in_small_letters(server: ProvinceProcess) -> None:
    world = RealWorld(server)
    agency = world.agency("UBND xã An Bình")
    hub = world.desk(agency, "pc-1")
    hub.enrol(f" {world.code(agency).lower().replace('-', ' ')} ", "pc-1", agency)
    assert hub.pull(0, 0).entries == ()
    hub.close()


def test_a_wrong_code_is_refused(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    with pytest.raises(ServerRefused, match="mã ghi danh"):
        world.desk(agency, "pc-1").enrol("0000-0000-0000", "pc-1", agency)


def test_ops_reach_the_other_desk_of_the_agency_unchanged_and_in_order(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    first, second = enrolled(world, agency, "pc-1"), enrolled(world, agency, "pc-2")
    ops = OpChain("pc-1").add(3)
    assert first.push(1, ops).acked == 3
    page = second.pull(0, 0)
    assert [entry.op for entry in page.entries] == ops
    assert [entry.op.digest for entry in page.entries if entry.op] == [op.digest for op in ops]
    assert [entry.seq for entry in page.entries] == [1, 2, 3]
    assert page.last == 3
    assert page.generation >= 1


def test_own_ops_do_not_come_back_but_the_cursor_passes_them(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    first = enrolled(world, agency, "pc-1")
    first.push(1, OpChain("pc-1").add(3))
    page = first.pull(0, 0)
    assert (page.entries, page.last) == ((), 3)


def test_a_field_of_a_newer_desk_and_any_json_value_survive(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    first, second = enrolled(world, agency, "pc-1"), enrolled(world, agency, "pc-2")
    chain = OpChain("pc-1")
    values = [1.5, 1e22, -0.0, 2**60, True, "đ \u0000 \u2028 😀", [1, {"a": None}], {}]
    values += [10**30, [[-1e-7]], {"a": [2**64]}]
    changes = {f"f{place}": FieldChange(value, place) for place, value in enumerate(values)}
    op = replace(chain.add()[0], kind="kind-of-2031", entity="unknown", fields=changes, epoch=None)
    first.push(1, [op])
    (entry,) = second.pull(0, 0).entries
    assert entry.op is not None
    assert (entry.op, entry.op.digest) == (op, op.digest)


def test_the_same_push_again_changes_nothing(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    first, second = enrolled(world, agency, "pc-1"), enrolled(world, agency, "pc-2")
    chain = OpChain("pc-1")
    first.push(1, chain.add(3))
    assert first.push(1, chain.ops).acked == 3
    assert first.push(1, [*chain.ops[1:], *chain.add(2)]).acked == 5
    assert [entry.op for entry in second.pull(0, 0).entries] == chain.ops


def test_a_gap_is_answered_with_what_is_there_and_nothing_is_applied(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    first, second = enrolled(world, agency, "pc-1"), enrolled(world, agency, "pc-2")
    ops = OpChain("pc-1").add(4)
    first.push(1, ops[:1])
    assert first.push(1, ops[2:]).acked == 1
    assert [entry.op for entry in second.pull(0, 0).entries] == ops[:1]


def test_a_batch_whose_chain_is_broken_is_refused_whole(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    first, second = enrolled(world, agency, "pc-1"), enrolled(world, agency, "pc-2")
    ops = OpChain("pc-1").add(4)
    ops[1] = replace(ops[1], actor="someone else")
    with pytest.raises(ServerRefused, match="không liền mạch"):
        first.push(1, ops)
    assert second.pull(0, 0).entries == ()


def test_another_history_under_a_known_number_fences_the_desk(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    first = enrolled(world, agency, "pc-1")
    first.push(1, OpChain("pc-1").add(3))
    copy = OpChain("pc-1")
    copy.add(2)
    with pytest.raises(DeskFenced):
        first.push(1, copy.add(2, "một lịch sử khác"))


def test_a_branch_behind_the_last_known_number_fences_the_desk(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    first = enrolled(world, agency, "pc-1")
    first.push(1, OpChain("pc-1").add(2, "một"))
    other = OpChain("pc-1")
    other.add(2, "hai")
    with pytest.raises(DeskFenced):
        first.push(1, other.add(1))


def test_a_new_incarnation_starts_a_new_chain_and_fences_the_old_one(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    first, second = enrolled(world, agency, "pc-1"), enrolled(world, agency, "pc-2")
    old, new = OpChain("pc-1", 1), OpChain("pc-1", 2)
    first.push(1, old.add(2))
    assert first.push(2, new.add(1)).acked == 1
    with pytest.raises(DeskFenced):
        first.push(1, old.add(1))
    assert len(second.pull(0, 0).entries) == 3


def test_ops_of_another_desk_are_refused(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    first = enrolled(world, agency, "pc-1")
    with pytest.raises(ServerRefused):
        first.push(1, OpChain("pc-9").add(1))


def test_a_long_log_goes_up_and_comes_down_in_pages(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    first, second = enrolled(world, agency, "pc-1"), enrolled(world, agency, "pc-2")
    todo = OpChain("pc-1").add(PUSH_LIMIT + 200)
    sent = list(todo)
    while todo:
        acked = first.push(1, todo[:PUSH_LIMIT]).acked
        todo = [op for op in todo if op.seq > acked]
    got, generation, last = [], 0, 0
    while (page := second.pull(generation, last)).entries:
        assert len(page.entries) <= PUSH_LIMIT
        got += [entry.op for entry in page.entries]
        generation, last = page.generation, page.last
    assert got == sent


def test_ops_with_long_texts_go_in_several_requests(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    first, second = enrolled(world, agency, "pc-1"), enrolled(world, agency, "pc-2")
    ops = OpChain("pc-1").add(6, "toàn văn " * 50_000)
    acked, rounds = 0, 0
    while acked < 6:
        acked = first.push(1, ops[acked:]).acked
        rounds += 1
    assert rounds <= 6
    got, generation, last = 0, 0, 0
    while (page := second.pull(generation, last)).entries:
        got, generation, last = got + len(page.entries), page.generation, page.last
    assert got == 6


def test_numbers_of_another_generation_start_the_feed_anew(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    first, second = enrolled(world, agency, "pc-1"), enrolled(world, agency, "pc-2")
    first.push(1, OpChain("pc-1").add(2))
    page = second.pull(77, 1000)
    assert len(page.entries) == 2
    assert page.generation == second.pull(0, 0).generation


def test_a_packet_arrives_with_its_bytes_and_the_time_of_sending(world: World) -> None:
    here, there = world.agency("UBND xã An Bình"), world.agency("UBND xã Tân Hòa")
    sender, receiver = enrolled(world, here, "pc-1"), enrolled(world, there, "pc-1")
    content = b"<edXML>" + bytes(range(256)) * 4000
    header = packet(here, [there], content)
    assert not sender.has_blob(header.sha256)
    sender.put_blob(header.sha256, content)
    assert sender.has_blob(header.sha256)
    at = sender.send(header)
    (entry,) = receiver.pull(0, 0).entries
    assert (entry.packet, entry.at, entry.op) == (header, at, None)
    assert receiver.get_blob(header.sha256) == content


def test_a_packet_sent_twice_arrives_once_and_keeps_its_time(world: World) -> None:
    here, there = world.agency("UBND xã An Bình"), world.agency("UBND xã Tân Hòa")
    sender, receiver = enrolled(world, here, "pc-1"), enrolled(world, there, "pc-1")
    header = packet(here, [there, there], b"x")
    sender.put_blob(header.sha256, b"x")
    assert sender.send(header) == sender.send(header)
    assert len(receiver.pull(0, 0).entries) == 1


def test_a_packet_for_an_unknown_agency_reaches_nobody(world: World) -> None:
    here, there = world.agency("UBND xã An Bình"), world.agency("UBND xã Tân Hòa")
    sender, receiver = enrolled(world, here, "pc-1"), enrolled(world, there, "pc-1")
    header = packet(here, [there, Agency("H99.NOWHERE", "Không có")], b"x")
    sender.put_blob(header.sha256, b"x")
    with pytest.raises(ServerRefused, match="nơi nhận"):
        sender.send(header)
    assert receiver.pull(0, 0).entries == ()


def test_agency_codes_are_compared_without_case(world: World) -> None:
    here, there = world.agency("UBND xã An Bình"), world.agency("UBND xã Tân Hòa")
    sender, receiver = enrolled(world, here, "pc-1"), enrolled(world, there, "pc-1")
    header = replace(packet(here, [there], b"x"), recipients=(there.code.lower(),))
    sender.put_blob(header.sha256, b"x")
    sender.send(header)
    assert len(receiver.pull(0, 0).entries) == 1


def test_a_packet_needs_its_bytes_first(world: World) -> None:
    here, there = world.agency("UBND xã An Bình"), world.agency("UBND xã Tân Hòa")
    sender = enrolled(world, here, "pc-1")
    with pytest.raises(ServerRefused, match="chưa được gửi lên"):
        sender.send(packet(here, [there], b"never uploaded"))


def test_nobody_sends_in_the_name_of_another_agency(world: World) -> None:
    here, there = world.agency("UBND xã An Bình"), world.agency("UBND xã Tân Hòa")
    sender = enrolled(world, here, "pc-1")
    header = packet(there, [here], b"x")
    sender.put_blob(header.sha256, b"x")
    with pytest.raises(ServerRefused, match="cơ quan khác"):
        sender.send(header)


def test_content_that_is_not_its_hash_never_exists(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    hub = enrolled(world, agency, "pc-1")
    name = hashlib.sha256(b"what was meant").hexdigest()
    with pytest.raises(ServerRefused, match="mã kiểm tra"):
        hub.put_blob(name, b"what came")
    assert not hub.has_blob(name)
    with pytest.raises(ServerRefused):
        hub.get_blob(name)


def test_an_agency_reads_no_blob_and_no_feed_of_another(world: World) -> None:
    here, there, third = (world.agency(name) for name in ("An Bình", "Tân Hòa", "Phú Mỹ"))
    sender, receiver, stranger = (
        enrolled(world, agency, "pc-1") for agency in (here, there, third)
    )
    header = packet(here, [there], b"between two")
    sender.put_blob(header.sha256, b"between two")
    assert not receiver.has_blob(header.sha256)
    sender.send(header)
    sender.push(1, OpChain("pc-1").add(2))
    assert receiver.has_blob(header.sha256)
    assert not stranger.has_blob(header.sha256)
    with pytest.raises(ServerRefused):
        stranger.get_blob(header.sha256)
    assert stranger.pull(0, 0).entries == ()
    assert [entry.op for entry in receiver.pull(0, 0).entries] == [None]


def test_a_stranger_cannot_forward_content_it_only_knows_by_hash(world: World) -> None:
    here, third = world.agency("UBND xã An Bình"), world.agency("UBND xã Phú Mỹ")
    sender, stranger = enrolled(world, here, "pc-1"), enrolled(world, third, "pc-1")
    sender.put_blob(hashlib.sha256(b"mine").hexdigest(), b"mine")
    with pytest.raises(ServerRefused, match="chưa được gửi lên"):
        stranger.send(packet(third, [third], b"mine"))


def test_what_was_delivered_can_be_forwarded_without_uploading_it_again(world: World) -> None:
    here, there, third = (world.agency(name) for name in ("An Bình", "Tân Hòa", "Phú Mỹ"))
    sender, middle, end = (enrolled(world, agency, "pc-1") for agency in (here, there, third))
    header = packet(here, [there], b"passed on")
    sender.put_blob(header.sha256, b"passed on")
    sender.send(header)
    middle.send(packet(there, [third], b"passed on"))
    assert end.get_blob(header.sha256) == b"passed on"


def test_the_directory_names_every_agency(world: World) -> None:
    here, there = world.agency("UBND xã An Bình"), world.agency("UBND xã Tân Hòa")
    listed = enrolled(world, here, "pc-1").agencies()
    assert here in listed
    assert there in listed


def test_an_empty_file_travels_too(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    hub = enrolled(world, agency, "pc-1")
    name = hashlib.sha256(b"").hexdigest()
    hub.put_blob(name, b"")
    assert hub.has_blob(name)
    assert hub.get_blob(name) == b""


def test_a_long_poll_ends_when_the_other_desk_pushes(server: ProvinceProcess) -> None:
    world = RealWorld(server)
    agency = world.agency("UBND xã An Bình")
    first, second = enrolled(world, agency, "pc-1"), enrolled(world, agency, "pc-2")
    second.pull(0, 0)
    timer = threading.Timer(0.4, first.push, (1, OpChain("pc-1").add(1)))
    timer.start()
    began = time.monotonic()
    page = second.pull(0, 0, wait=20)
    took = time.monotonic() - began
    timer.join()
    assert len(page.entries) == 1
    assert 0.2 < took < 10
    began = time.monotonic()
    assert second.pull(page.generation, page.last, wait=1).entries == ()
    assert 0.9 < time.monotonic() - began < 5
    for hub in world.hubs:
        hub.close()


def test_the_server_keeps_its_key_to_itself(server: ProvinceProcess) -> None:
    key: Path = server.folder / "server-key.json"
    assert key.stat().st_mode & 0o777 == 0o600


def test_the_reference_page_names_every_endpoint_and_loads_nothing(
    server: ProvinceProcess,
) -> None:
    api = httpx.get(f"{server.url}/openapi.json").json()
    page = httpx.get(f"{server.url}/docs").text
    assert set(api["paths"]) == {
        "/v1/desks",
        "/v1/token",
        "/v1/agencies",
        "/v1/ops",
        "/v1/feed",
        "/v1/blobs/{sha}",
        "/v1/packets",
        "/v1/trust",
        "/v1/roots",
        "/v1/leaves",
        "/v1/books",
        "/v1/books/grant",
        "/v1/declarations",
        "/v1/offers",
        "/metrics",
        "/v1/card",
        "/v1/bundles",
        "/healthz",
    }
    for path, methods in api["paths"].items():
        for method, operation in methods.items():
            assert f"{method.upper()} {path}" in page
            assert operation["description"]
    assert "http://" not in page
    assert "https://" not in page


def test_the_server_says_that_it_is_well(server: ProvinceProcess) -> None:
    answer = httpx.get(f"{server.url}/healthz").json()
    assert (answer["status"], answer["generation"]) == ("ok", 1)


def entities(hub: Hub, since: int = 0) -> list[str]:
    page = hub.pull(1 if since else 0, since)
    return [entry.op.entity if entry.op else "packet" for entry in page.entries]


def test_the_feed_of_a_desk_leaves_out_what_its_accounts_may_not_see(world: World) -> None:
    agency, other = world.agency("UBND xã An Bình"), world.agency("UBND xã Tân Hòa")
    clerk, specialist = enrolled(world, agency, "pc-vt"), enrolled(world, agency, "pc-cv")
    chain = OpChain("pc-vt")
    scopes = {"pc-cv": ["incoming", "petitions"], "pc-vt": []}
    clerk.push(1, chain.say("setting", DESK_SCOPES, OpKind.SETTING, value=scopes))
    clerk.push(1, chain.add())
    clerk.push(1, chain.say("side.petitions", "don-1", OpKind.REGISTER, side_book="petitions"))
    clerk.push(1, chain.say("side.meetings", "hop-1", OpKind.REGISTER, side_book="meetings"))
    content = b"packet"
    neighbour = enrolled(world, other, "pc-1")
    neighbour.put_blob(hashlib.sha256(content).hexdigest(), content)
    neighbour.send(packet(other, [agency], content))
    assert entities(specialist) == ["setting", "side.meetings"]
    assert entities(clerk) == ["packet"]


def test_a_desk_cannot_widen_its_own_view(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    clerk, specialist = enrolled(world, agency, "pc-vt"), enrolled(world, agency, "pc-cv")
    chain, own = OpChain("pc-vt"), OpChain("pc-cv")
    clerk.push(1, chain.say("setting", DESK_SCOPES, OpKind.SETTING, value={"pc-cv": ["incoming"]}))
    specialist.push(1, own.say("setting", DESK_SCOPES, OpKind.SETTING, value={"pc-cv": []}))
    clerk.push(1, chain.add())
    assert entities(specialist) == ["setting"]
    clerk.push(1, chain.say("setting", DESK_SCOPES, OpKind.SETTING, value={"pc-cv": []}))
    assert entities(specialist) == ["setting", "incoming", "setting"]


def test_a_run_of_entries_that_are_left_out_does_not_stop_the_reader(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    clerk, specialist = enrolled(world, agency, "pc-vt"), enrolled(world, agency, "pc-cv")
    chain = OpChain("pc-vt")
    clerk.push(1, chain.say("setting", DESK_SCOPES, OpKind.SETTING, value={"pc-cv": ["incoming"]}))
    for _time in range(2):
        clerk.push(1, chain.add(PUSH_LIMIT))
    clerk.push(1, chain.say("outgoing", "di-1", OpKind.REGISTER))
    seen, cursor = [], 0
    while (page := specialist.pull(1 if cursor else 0, cursor)).last != cursor:
        seen += [entry.op.entity for entry in page.entries if entry.op]
        cursor = page.last
    assert seen == ["setting", "outgoing"]


def test_the_provinces_trust_list_is_handed_to_desks_as_it_was_signed(world: World) -> None:
    agency = world.agency("UBND xã Tin Cậy")
    with pytest.raises(ServerRefused):
        world.desk(agency, "pc-9").trust_list()
    hub = enrolled(world, agency, "pc-1")
    assert hub.trust_list() is None
    world.publish(b'{"format": "clerkdesk-trust/1"}')
    assert hub.trust_list() == b'{"format": "clerkdesk-trust/1"}'


def book_op(
    chain: OpChain, agency: Agency, kind: OpKind, epoch: tuple[int, int], **values: object
) -> list[Op]:
    key = f"{agency.code}/incoming/den/2026"
    ops = chain.say("book", key, kind, direction="incoming", series="den", year=2026, **values)
    chain.ops[-1] = replace(ops[0], epoch=epoch)
    return chain.ops[-1:]


def test_a_book_goes_from_one_desk_to_the_next_with_its_last_number(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    first, second = enrolled(world, agency, "pc-1"), enrolled(world, agency, "pc-2")
    key = BookKey(agency.code, Direction.INCOMING, "den", 2026)
    chain = OpChain("pc-1")
    first.push(1, book_op(chain, agency, OpKind.ACCEPT_BOOK, (0, 1), title="Sổ đến", last=7))
    assert second.ask_for_book(key, Epoch(0, 0)) is None
    assert first.pull(0, 0).wanted == ("incoming/den/2026",)
    assert second.pull(0, 0).wanted == ()
    first.push(1, book_op(chain, agency, OpKind.RELEASE_BOOK, (0, 1)))
    given = second.ask_for_book(key, Epoch(0, 0))
    assert given is not None
    assert (given.key, given.holder, given.epoch, given.last) == (key, "pc-2", Epoch(1, 2), 7)
    assert second.ask_for_book(key, Epoch(0, 0)) == given
    assert first.pull(0, 0).wanted == ()
    assert first.ask_for_book(key, Epoch(0, 1)) is None


def test_a_desk_says_what_it_has_and_hears_how_far_the_server_is(world: World) -> None:
    agency = world.agency("UBND xã An Bình")
    hub = enrolled(world, agency, "pc-1")
    hub.push(1, OpChain("pc-1").add(3))
    assert hub.declare(1, 3, {}) == Heard(3, quarantine=False)
    assert hub.declare(2, 0, {}) == Heard(0, quarantine=False)


def test_ops_of_a_colleague_are_taken_where_its_chain_goes_on(world: World) -> None:
    agency, other = world.agency("UBND xã An Bình"), world.agency("UBND xã Tân Hòa")
    first, second = enrolled(world, agency, "pc-1"), enrolled(world, agency, "pc-2")
    stranger = enrolled(world, other, "pc-9")
    chain = OpChain("pc-1")
    first.push(1, chain.add(2))
    chain.add(3)
    assert stranger.offer(chain.ops) == 0
    assert second.offer(chain.ops[3:]) == 0
    assert second.offer(chain.ops) == 3
    assert second.offer(chain.ops) == 0
    assert first.push(1, chain.ops).acked == 5
    assert [entry.op for entry in second.pull(0, 0).entries] == chain.ops


def test_whoever_listens_hears_of_a_colleagues_op_and_not_of_its_own(world: World) -> None:
    here = world.agency("UBND xã An Bình")
    hub, other = enrolled(world, here, "pc-1"), enrolled(world, here, "pc-2")
    hub.push(1, OpChain("pc-1").add())
    page = hub.pull(0, 0)
    assert not hub.listen(page.generation, page.last, 0)
    other.push(1, OpChain("pc-2").add())
    assert hub.listen(page.generation, page.last, 20)
    assert hub.listen(page.generation + 1, page.last, 20), "another life of the server"
    page = hub.pull(page.generation, page.last)
    assert not hub.listen(page.generation, page.last, 0)


@pytest.mark.parametrize("ready", [0.0, 0.5])
def test_a_listener_is_woken_by_hanging_up(server: ProvinceProcess, ready: float) -> None:
    world = RealWorld(server)
    hub = enrolled(world, world.agency("UBND xã An Bình"), "pc-1")
    page = hub.pull(0, 0)
    ended: list[Exception] = []

    def listen() -> None:
        try:
            hub.listen(page.generation, page.last, 60)
        except ServerUnreachable as error:
            ended.append(error)

    thread = threading.Thread(target=listen)
    thread.start()
    time.sleep(ready)
    began = time.monotonic()
    hub.hang_up()
    thread.join(10)
    assert time.monotonic() - began < 3
    assert len(ended) == 1
    hub.close()


def test_many_contents_go_up_and_each_is_said_once(world: World) -> None:
    here = world.agency("UBND xã An Bình")
    hub = enrolled(world, here, "pc-1")
    contents = {hashlib.sha256(text).hexdigest(): text for text in (b"%d" % n for n in range(12))}
    known = next(iter(contents))
    hub.put_blob(known, contents[known])
    main_thread = threading.current_thread()

    def read(name: str) -> bytes:
        assert threading.current_thread() is main_thread
        return contents[name]

    said = list(hub.put_blobs((name, partial(read, name)) for name in contents))
    assert sorted(said) == sorted(contents)
    assert all(hub.get_blob(name) == text for name, text in contents.items())


def test_a_content_that_the_server_refuses_is_said(world: World) -> None:
    hub = enrolled(world, world.agency("UBND xã An Bình"), "pc-1")
    wrong = hashlib.sha256(b"another").hexdigest()
    with pytest.raises(ServerRefused):
        list(hub.put_blobs([(wrong, lambda: b"what came")]))
    assert not hub.has_blob(wrong)
