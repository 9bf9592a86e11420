"""What recipients said, and what was queued about a document, is kept by every store alike."""

import unicodedata
from dataclasses import replace
from datetime import timedelta

from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.outgoing import Delivery, Recipient
from clerkdesk.domain.status_marks import StatusMark
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.store import Store
from tests.fakes.sample_documents import NOW, outgoing_entry

PLACE = Recipient("Sở Nội vụ", "H13.01")


def header(store: Store, name: str, kind: str = "new") -> PacketHeader:
    sha = store.files.put(name.encode())
    return PacketHeader("H13.99.1", ("H13.01",), "x", kind, sha, len(name), name)


def test_marks_are_kept_in_the_order_of_their_times_each_once(store: Store) -> None:
    uid = store.outgoing.draft(outgoing_entry(), "vanthu").uid
    marks = [StatusMark(code, NOW + timedelta(hours=n), "số đến 7") for n, code in enumerate("ab")]
    way = Delivery(PLACE, DeliveryStatus.ACCEPTED, status_at=NOW)
    for one in (marks[1], marks[0], marks[1]):
        after = store.outgoing.set_delivery(uid, replace(way, marks=(one,)), "may")
    (kept,) = [one for one in after.deliveries if one.recipient.code == PLACE.code]
    assert kept.marks == tuple(marks)
    assert store.outgoing.get(uid) == after


def test_a_mark_in_other_letters_of_unicode_is_the_same_mark(store: Store) -> None:
    uid = store.outgoing.draft(outgoing_entry(), "vanthu").uid
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, "Đã đến")
        way = Delivery(PLACE, marks=(StatusMark("01", NOW, text),))
        after = store.outgoing.set_delivery(uid, way, "may")
    (kept,) = [one for one in after.deliveries if one.recipient.code == PLACE.code]
    assert [mark.text for mark in kept.marks] == ["Đã đến"]


def test_everything_queued_about_a_document_is_found_left_or_not(store: Store) -> None:
    first = store.exchange.queue(header(store, "a.edxml"), "uid-1")
    store.exchange.queue(header(store, "b.edxml"), "uid-2")
    store.exchange.sent(first.parcel_id, NOW)
    store.exchange.queue(header(store, "c.edxml", "recall"), "uid-1")
    found = store.exchange.about("uid-1")
    assert [parcel.header.name for parcel in found] == ["a.edxml", "c.edxml"]
    assert [parcel.sent_at for parcel in found] == [NOW, None]
    assert store.exchange.about("uid-3") == []
