"""Shredding, on the real store and its fake: what is secret goes, what anything else names stays."""

from dataclasses import replace

import pytest

from clerkdesk.domain.attachments import Attachment, FileRole
from clerkdesk.domain.errors import NotFound
from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.store import CLEAN, Arrival, Store
from tests.fakes.sample_documents import (
    NOW,
    OFFICE,
    incoming_entry,
    outgoing_entry,
)

ATTACHED = "vanthu"


def header(sha256: str) -> PacketHeader:
    return PacketHeader(
        "H13", (OFFICE.code,), "H13,2026/11/20,41/TTr", "new", sha256, 9, "41.edxml"
    )


def came(store: Store, packet: bytes, *parts: bytes, name: str = "a") -> Arrival:
    arrival = Arrival(
        name, header(store.files.put(packet)), PacketKind.NEW, "trích yếu", "41/TTr", NOW, NOW
    )
    assert store.exchange.receive(arrival)
    store.exchange.note_files(name, [store.files.put(part) for part in parts])
    return arrival


def test_a_forgotten_file_is_gone_and_can_come_again(store: Store) -> None:
    sha256 = store.files.put(b"secret")
    store.files.forget([sha256, "0" * 64])
    assert not store.files.has(sha256)
    with pytest.raises(NotFound):
        store.files.get(sha256)
    assert store.files.put(b"secret") == sha256
    assert store.files.get(sha256) == b"secret"


def test_what_a_document_names_stays(store: Store) -> None:
    shared, own = store.files.put(b"shared form"), store.files.put(b"draft")
    file = Attachment("mau.pdf", "application/pdf", FileRole.APPENDIX, shared, 11)
    store.incoming.add(replace(incoming_entry(), attachments=(file,)), ATTACHED)
    draft = Attachment("du-thao.pdf", "application/pdf", FileRole.MAIN, own, 5)
    store.outgoing.draft(replace(outgoing_entry(), attachments=(draft,)), ATTACHED)
    store.settings.put("picture", {"whose": (picture := store.files.put(b"picture"))}, ATTACHED)
    store.exchange.queue(header(sent := store.files.put(b"a packet that leaves")), "")
    store.files.forget([shared, own, picture, sent])
    assert [store.files.has(one) for one in (shared, own, picture, sent)] == [True] * 4


def test_a_packet_goes_with_its_files_and_leaves_the_fact(store: Store) -> None:
    shared = store.files.put(b"shared form")
    file = Attachment("mau.pdf", "application/pdf", FileRole.APPENDIX, shared, 11)
    store.incoming.add(replace(incoming_entry(), attachments=(file,)), ATTACHED)
    arrival = came(store, b"packet", b"plan", b"shared form")
    store.exchange.note_search("a", "TỐI MẬT")
    store.exchange.shred("a", "vanthu", told=True)
    (left,) = store.exchange.arrivals(waiting_only=False)
    assert (left.settled, left.subject, left.code, left.problem) == ("shredded", "", "", "")
    assert (left.header.document_id, left.header.name) == ("", "")
    assert not left.secret
    assert store.exchange.arrivals() == []
    assert not store.files.has(arrival.header.sha256)
    assert store.files.get(shared) == b"shared form"
    op = store.ops.of_record("arrival", arrival.header.sha256)[-1]
    assert {name: change.value for name, change in op.fields.items()} == {
        "settled": "shredded",
        "told": True,
    }
    assert op.actor == "vanthu"
    (line,) = store.ops.history("arrival", arrival.header.sha256)
    assert line.what == "Tiêu hủy gói tin có dấu độ mật, đã báo nơi gửi"


def test_a_file_of_another_packet_stays_until_that_goes_too(store: Store) -> None:
    came(store, b"packet", b"plan")
    other = replace(came(store, b"other", b"plan", name="b"))
    plan = store.files.put(b"plan")
    store.exchange.shred("a", "vanthu", told=False)
    assert store.files.has(plan)
    store.exchange.shred("b", "vanthu", told=False)
    assert not store.files.has(plan)
    assert not store.files.has(other.header.sha256)


def test_a_shredded_packet_never_comes_back(store: Store) -> None:
    arrival = came(store, b"packet", b"plan")
    assert not store.exchange.shredded(arrival.header.sha256)
    store.exchange.shred("a", "vanthu", told=True)
    store.exchange.shred("a", "vanthu", told=True)  # once more changes nothing
    assert store.exchange.shredded(arrival.header.sha256)
    assert not store.exchange.receive(arrival)
    assert not store.exchange.receive(replace(arrival, arrival_id="again"))
    assert len(store.ops.of_record("arrival", arrival.header.sha256)) == 1


def test_a_lock_is_kept_and_never_opened_again(store: Store) -> None:
    came(store, b"packet")
    assert store.exchange.note_search("a", "").searched == CLEAN
    assert store.exchange.note_search("a", "MẬT").secret
    assert store.exchange.note_search("a", "").searched == "MẬT"
    (locked,) = store.exchange.arrivals()
    assert locked.secret
    assert locked.subject not in locked.title
    for unknown in (
        lambda: store.exchange.note_search("?", ""),
        lambda: store.exchange.shred("?", "x", told=True),
    ):
        with pytest.raises(NotFound):
            unknown()
