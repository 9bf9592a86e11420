"""Which files are on their way and how far a record has come: real store and fake alike."""

import hashlib
from dataclasses import replace
from datetime import date

from clerkdesk.domain.data_budget import LineUse
from clerkdesk.domain.incoming import Urgency
from clerkdesk.ports.store import Store
from tests.fakes.sample_documents import NOW, TODAY, attachment, incoming_entry, outgoing_entry

TOMORROW = date(2026, 12, 1)


def keep(store: Store, text: str, urgency: Urgency = Urgency.NORMAL, *, here: bool = True) -> str:
    content = text.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    if here:
        store.files.put(content)
    file = replace(attachment(), sha256=sha256, size=len(content))
    entry = replace(incoming_entry(attachments=(file,)), urgency=urgency)
    return store.incoming.add(entry, "vanthu").uid


def test_files_here_are_to_be_sent_urgent_first_and_once(store: Store) -> None:
    keep(store, "usual")
    urgent = keep(store, "urgent, and longer", Urgency.URGENT)
    keep(store, "not here yet", here=False)
    to_send = store.moving.to_send(10)
    assert [file.size for file in to_send] == [18, 5]
    assert (to_send[0].uid, to_send[0].urgency) == (urgent, Urgency.URGENT)
    assert [file.size for file in store.moving.to_fetch(10)] == [12]
    assert len(store.moving.to_send(1)) == 1
    for file in to_send:
        store.moving.sent(file.sha256, NOW)
        store.moving.sent(file.sha256, NOW)
    assert store.moving.to_send(10) == []


def test_a_record_is_at_the_province_when_ops_and_files_are(store: Store) -> None:
    uid = keep(store, "a page")

    def standing() -> tuple[bool, bool, bool]:
        known = store.moving.standing("incoming", [uid])[uid]
        return known.acked, known.files_up, known.at_province

    assert standing() == (False, False, False)
    store.ops.acknowledge(store.ops.life[1])
    assert standing() == (True, False, False)
    store.moving.sent(hashlib.sha256(b"a page").hexdigest(), NOW)
    assert standing() == (True, True, True)
    store.incoming.attach(uid, attachment("x.pdf"), "vanthu")
    assert standing()[0] is False
    draft = store.outgoing.draft(outgoing_entry(), "vanthu").uid
    assert not store.moving.standing("outgoing", [draft])[draft].elsewhere
    assert store.moving.standing("outgoing", []) == {}


def test_bytes_are_counted_by_day(store: Store) -> None:
    assert store.moving.use(TODAY) == LineUse(TODAY)
    store.moving.note_use(TODAY, ops=5)
    store.moving.note_use(TODAY, ops=1, files=7)
    assert store.moving.use(TODAY) == LineUse(TODAY, 6, 7)
    assert store.moving.use(TOMORROW) == LineUse(TOMORROW)
