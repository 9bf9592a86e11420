"""Paper of outgoing documents in the store: real and fake alike, and on the other desk."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.outgoing import (
    Delivery,
    Outgoing,
    PaperDecision,
    Recipient,
    RecipientKind,
    Step,
)
from clerkdesk.domain.paper_dispatch import PaperDispatch, PaperWay
from clerkdesk.domain.paper_due import PaperCount, PaperDecided, papers_due
from clerkdesk.ports.registers import OutgoingFilter, Page
from clerkdesk.ports.store import Store
from tests.fakes.sample_documents import (
    NOW,
    OFFICE,
    PASSWORDS,
    SUBMISSION,
    SUBMISSIONS,
    TODAY,
    Clock,
    attachment,
    outgoing_entry,
)
from tests.fakes.store import FakeKeyStore

CONNECTED = Recipient("Sở Nội vụ", "H13.01", address="Số 5 Lê Lợi")
CITIZEN = Recipient(
    "Ông Trần Văn Dân", channel=Channel.PAPER, kind=RecipientKind.CITIZEN, address="Ấp 3"
)
DECIDED = PaperDecided(
    PaperDecision.WITH_PAPER, PaperDecision.ELECTRONIC_ONLY, "QĐ 15/2016/QĐ-UBND, Điều 9.2", "cần"
)


def issued(store: Store, *recipients: Recipient) -> Outgoing:
    register = store.outgoing
    uid = register.draft(
        outgoing_entry(recipients=recipients, attachments=(attachment(),)), "vanthu"
    ).uid
    for step in (Step.APPROVE, Step.SIGN_PERSON):
        register.take_step(uid, step, "vanthu")
    register.allot(uid, SUBMISSIONS, SUBMISSION, "VP", TODAY, "vanthu")
    register.take_step(uid, Step.SIGN_ORGANISATION, "vanthu")
    for recipient in recipients:
        register.set_delivery(uid, Delivery(recipient), "vanthu")
    return register.take_step(uid, Step.ISSUE, "vanthu")


def paper(recipient: Recipient, dispatch_id: str = "p-1", **changes: object) -> PaperDispatch:
    made = PaperDispatch(
        dispatch_id,
        recipient.name,
        recipient.code,
        recipient.address,
        1,
        PaperWay.POST,
        TODAY,
        "vanthu",
        NOW,
        envelope="bì-1",
        tracking="RA 123 VN",
    )
    return replace(made, **changes)  # type: ignore[arg-type] # by name


def waiting(store: Store) -> list[str]:
    found = store.outgoing.find(OutgoingFilter(paper_waiting=True), Page())
    assert store.outgoing.count(OutgoingFilter(paper_waiting=True)) == len(found)
    return [due.recipient.name for row in found for due in papers_due(row)]


def test_kind_and_address_of_recipients_come_back(store: Store) -> None:
    document = issued(store, CONNECTED, CITIZEN)
    assert store.outgoing.get(document.uid).entry.recipients == (CONNECTED, CITIZEN)
    assert [d.recipient for d in document.deliveries] == [CONNECTED, CITIZEN]


def test_paper_waits_until_it_has_left_and_again_when_that_is_taken_back(store: Store) -> None:
    uid = issued(store, CONNECTED, CITIZEN).uid
    assert waiting(store) == [CITIZEN.name]
    decided = store.outgoing.decide_paper(uid, DECIDED, "vanthu")
    assert decided.entry.paper_decision is PaperDecision.WITH_PAPER
    assert store.outgoing.get(uid).entry.paper_reason == "cần"
    assert waiting(store) == [CONNECTED.name, CITIZEN.name]
    store.outgoing.record_paper(uid, paper(CITIZEN), "vanthu")
    assert waiting(store) == [CONNECTED.name]
    left = store.outgoing.record_paper(uid, paper(CONNECTED, "p-2"), "vanthu")
    assert waiting(store) == []
    assert left.papers == (paper(CITIZEN), paper(CONNECTED, "p-2"))
    store.outgoing.record_paper(uid, paper(CITIZEN, cancelled=True), "vanthu")
    assert waiting(store) == [CITIZEN.name]
    assert len(store.outgoing.get(uid).papers) == 2


def test_who_gets_only_paper_is_reached_when_the_paper_leaves(store: Store) -> None:
    uid = issued(store, CONNECTED, CITIZEN).uid
    both = store.outgoing.record_paper(uid, paper(CITIZEN), "vanthu")
    statuses = {d.recipient.name: (d.status, d.sent_at) for d in both.deliveries}
    assert statuses[CITIZEN.name] == (DeliveryStatus.SENT, NOW)
    assert statuses[CONNECTED.name] == (DeliveryStatus.WAITING, None)
    back = store.outgoing.record_paper(uid, paper(CITIZEN, cancelled=True), "vanthu")
    assert {d.status for d in back.deliveries} == {DeliveryStatus.WAITING}


def test_documents_are_found_by_the_days_on_which_their_paper_left(store: Store) -> None:
    uid = issued(store, CITIZEN).uid
    store.outgoing.record_paper(uid, paper(CITIZEN), "vanthu")

    def found(first: int, last: int) -> list[str]:
        days = (TODAY + timedelta(first), TODAY + timedelta(last))
        return [d.uid for d in store.outgoing.find(OutgoingFilter(paper_days=days), Page())]

    assert found(0, 0) == [uid]
    assert found(-30, 30) == [uid]
    assert found(1, 30) == []


def test_the_history_says_what_became_of_the_paper(store: Store) -> None:
    uid = issued(store, CITIZEN).uid
    store.outgoing.decide_paper(uid, DECIDED, "vanthu")
    store.outgoing.record_paper(uid, paper(CITIZEN), "vanthu")
    store.outgoing.record_paper(uid, paper(CITIZEN, cancelled=True), "vanthu")
    lines = [line.what for line in store.ops.history("outgoing", uid)][-3:]
    sentence = "Gửi giấy Ông Trần Văn Dân: Bưu điện, 22/11/2026, số RA 123 VN"
    assert lines == [
        "Bản giấy: gửi điện tử kèm giấy (cần)",
        sentence,
        f"Hủy ghi nhận: {sentence}",
    ]


def test_the_same_record_twice_is_one(store: Store) -> None:
    uid = issued(store, CITIZEN).uid
    before = store.outgoing.record_paper(uid, paper(CITIZEN), "vanthu")
    assert store.outgoing.record_paper(uid, paper(CITIZEN), "vanthu") == before


def test_documents_are_counted_by_the_way_they_went(store: Store) -> None:
    as_ruled = PaperDecided(PaperDecision.WITH_PAPER, PaperDecision.WITH_PAPER, "Điều 9.1")
    for decided in (DECIDED, as_ruled, replace(as_ruled, paper_decision=PaperDecision.PAPER_ONLY)):
        store.outgoing.decide_paper(issued(store, CONNECTED).uid, decided, "vanthu")
    issued(store, CONNECTED)
    assert store.outgoing.count_paper(TODAY, TODAY) == PaperCount(0, 2, 1, 1)
    assert store.outgoing.count_paper(TODAY + timedelta(1), TODAY + timedelta(9)) == PaperCount()


def test_paper_that_left_at_one_desk_has_left_at_the_other(tmp_path: Path) -> None:
    cost = PasswordCost(rounds=1, memory=8, lanes=1)

    def desk(name: str) -> Store:
        folder = tmp_path / name
        vault = FileVault(folder / "s", folder / "m", FakeKeyStore(), Clock(), cost=cost)
        return vault.create(OFFICE, PASSWORDS).store

    one, other = desk("one"), desk("other")
    uid = issued(one, CONNECTED, CITIZEN).uid
    one.outgoing.decide_paper(uid, DECIDED, "vanthu")
    one.outgoing.record_paper(uid, paper(CITIZEN), "vanthu")
    one.outgoing.record_paper(uid, paper(CONNECTED, "p-2"), "vanthu")
    one.outgoing.record_paper(uid, paper(CONNECTED, "p-2", cancelled=True), "vanthu")
    other.ops.apply_remote(1, 1, one.ops.pending(500))
    mine, theirs = one.outgoing.get(uid), other.outgoing.get(uid)
    assert theirs.papers == mine.papers
    assert theirs.entry == mine.entry
    assert theirs.deliveries == mine.deliveries
    assert waiting(other) == waiting(one) == [CONNECTED.name]
    one.close()
    other.close()
