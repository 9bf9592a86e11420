"""What colleagues' desks get from a store: real and fake alike."""

import hashlib
from dataclasses import replace

from clerkdesk.domain.access import Register
from clerkdesk.domain.office_network import Reading
from clerkdesk.domain.outgoing import Step
from clerkdesk.ports.store import Store
from tests.fakes.op_chain import OpChain
from tests.fakes.sample_documents import attachment, incoming_entry, outgoing_entry

NONE: frozenset[Register] = frozenset()


def test_a_list_is_read_to_its_end_and_on_from_there(store: Store) -> None:
    store.incoming.add(incoming_entry(), "vanthu")
    log = store.colleagues
    page = log.page(Reading(1), NONE, {})
    assert page.ops
    assert (page.incarnation, page.last) == (1, log.end())
    assert log.page(Reading(1, page.last), NONE, {}).ops == ()
    store.carrying.take(OpChain("may-khac").add())
    news = log.page(Reading(1, page.last), NONE, {})
    assert [op.device for op in news.ops] == ["may-khac"]
    assert news.last == log.end()


def test_a_place_of_another_life_or_beyond_the_end_is_no_place(store: Store) -> None:
    store.incoming.add(incoming_entry(), "vanthu")
    whole = store.colleagues.page(Reading(1), NONE, {})
    assert store.colleagues.page(Reading(7, 1), NONE, {}) == whole
    assert store.colleagues.page(Reading(1, 9_999), NONE, {}).last == whole.last
    assert store.colleagues.page(Reading(1, 1, at="another op"), NONE, {}) == whole
    assert store.colleagues.page(Reading(1, whole.last, at=whole.at), NONE, {}).ops == ()


def test_what_the_reader_has_or_may_not_see_is_left_out(store: Store) -> None:
    store.incoming.add(incoming_entry(), "vanthu")
    log = store.colleagues
    assert log.page(Reading(1), NONE, store.carrying.heads()).ops == ()
    hidden = log.page(Reading(1), frozenset({Register.INCOMING}), {})
    assert hidden.last == log.end()
    assert all(op.entity != "incoming" for op in hidden.ops)


def test_how_far_a_colleague_has_come_is_kept(store: Store) -> None:
    log = store.colleagues
    assert log.reading("may-khac") == Reading()
    log.note("may-khac", Reading(2, 7, 5, "ab"))
    assert log.reading("may-khac") == Reading(2, 7, 5, "ab")
    log.begin_again()
    assert log.reading("may-khac") == Reading(2, 0, 5)


def test_a_file_is_seen_by_who_sees_a_document_that_names_it(store: Store) -> None:
    content = b"%PDF"
    sha256 = hashlib.sha256(content).hexdigest()
    store.files.put(content)
    assert not store.colleagues.may_see(sha256, NONE)
    file = replace(attachment(), sha256=sha256, size=len(content))
    store.incoming.add(incoming_entry(attachments=(file,)), "vanthu")
    assert store.colleagues.may_see(sha256, NONE)
    assert not store.colleagues.may_see(sha256, frozenset({Register.INCOMING}))


def test_a_number_is_asked_for_once_and_waits_while_the_document_is_signed(store: Store) -> None:
    uid = store.outgoing.draft(outgoing_entry(), "vanthu").uid
    store.colleagues.ask_number(uid, "binh")
    assert list(store.colleagues.asked()) == [], "it is not signed"
    for step in (Step.SUBMIT, Step.APPROVE, Step.SIGN_BY_HAND):
        store.outgoing.take_step(uid, step, "binh")
    store.colleagues.ask_number(uid, "binh")
    (asked,) = store.colleagues.asked()
    assert (asked.uid, asked.by, asked.device) == (uid, "binh", store.device)
    assert [line.what for line in store.ops.history("outgoing", uid)].count(
        "Xin số từ máy giữ sổ"
    ) == 1


def test_what_came_besides_the_feed_is_counted_until_the_feed_brings_it(store: Store) -> None:
    ops = OpChain("may-khac").add()
    assert store.carrying.besides_feed() == 0
    store.carrying.take(ops)
    assert store.carrying.besides_feed() == len(ops)
    store.ops.apply_remote(1, 1, ops)
    assert store.carrying.besides_feed() == 0
