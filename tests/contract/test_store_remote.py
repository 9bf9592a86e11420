"""Two desks of one agency exchange ops: what one did, the other shows; nothing is taken twice."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.books import Direction
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import NotHolder, OldBookFirst
from clerkdesk.domain.incoming import Assignment, IncomingState
from clerkdesk.domain.old_register import OldIncoming, OldOutgoing
from clerkdesk.domain.ops import FieldChange, Op, read_op
from clerkdesk.domain.outgoing import Delivery, OutgoingState, Step
from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.remarks import RemarkKind
from clerkdesk.domain.side_book_forms import SideBookKey
from clerkdesk.domain.side_books import SideEntry
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter, Page
from clerkdesk.ports.store import Arrival
from tests.fakes.sample_documents import (
    NOW,
    OFFICE,
    PASSWORDS,
    RECIPIENT,
    SUBMISSION,
    SUBMISSIONS,
    TODAY,
    Clock,
    attachment,
    incoming_entry,
    outgoing_entry,
)
from tests.fakes.store import FakeKeyStore

Desks = tuple[SqlStore, SqlStore]


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    def desk(name: str) -> SqlStore:
        folder = tmp_path / name
        vault = FileVault(
            folder / "store",
            folder / "marks",
            FakeKeyStore(),
            Clock(),
            cost=PasswordCost(1, 8, 1),
        )
        store = vault.create(OFFICE, PASSWORDS).store
        assert isinstance(store, SqlStore)
        return store

    one, other = desk("one"), desk("other")
    yield one, other
    one.close()
    other.close()


def carry(sender: SqlStore, receiver: SqlStore) -> None:
    """What the server does, over the wire form of each op."""
    ops = [read_op(op.message()) for op in sender.ops.pending(500)]
    receiver.ops.apply_remote(1, receiver.ops.cursor()[1] + len(ops), ops)


def conflicts(store: SqlStore) -> list[tuple[str, str]]:
    with store._database.reading() as link:
        rows = link.execute("SELECT field, theirs FROM conflict ORDER BY position").fetchall()
    return [(row["field"], row["theirs"]) for row in rows]


def test_an_incoming_document_of_another_desk_is_shown_and_found(desks: Desks) -> None:
    one, other = desks
    document = one.incoming.add(incoming_entry(attachments=(attachment(),)), "vanthu")
    due = TODAY
    one.incoming.forward(document.uid, Assignment("Chủ tịch", "xem", due, "vanthu", NOW))
    one.incoming.attach(document.uid, attachment("x.pdf"), "vanthu")
    one.incoming.set_state(document.uid, IncomingState.IN_WORK, "lanhdao")
    carry(one, other)
    carry(one, other)
    assert other.incoming.get(document.uid) == one.incoming.get(document.uid)
    assert other.incoming.count(IncomingFilter("quy che chu tich")) == 1
    mine = [line.what for line in one.ops.history("incoming", document.uid)]
    assert [line.what for line in other.ops.history("incoming", document.uid)] == mine
    assert other.ops.first_break() is None
    assert conflicts(other) == []


def test_lines_of_the_small_books_come_along_with_their_numbers(desks: Desks) -> None:
    one, other = desks
    values = {"arrival_date": TODAY, "sender": "Nguyễn Thị Đào", "subject": "Xin xác nhận"}
    letter = one.side_books.add(SideEntry(SideBookKey.PETITIONS, values), "vanthu")
    one.side_books.change(letter.uid, values | {"note": "đã đọc"}, "vanthu")
    carry(one, other)
    assert other.side_books.get(letter.uid) == one.side_books.get(letter.uid)
    one.side_books.cancel(letter.uid, "ghi nhầm", "vanthu")
    carry(one, other)
    carry(one, other)
    assert other.side_books.get(letter.uid).cancelled == "ghi nhầm"
    with pytest.raises(NotHolder):
        other.side_books.add(SideEntry(SideBookKey.PETITIONS, values), "vanthu")
    assert conflicts(other) == []


def test_the_book_of_another_desk_gives_no_number_here(desks: Desks) -> None:
    one, other = desks
    one.incoming.add(incoming_entry(), "vanthu")
    carry(one, other)
    with pytest.raises(NotHolder):
        other.incoming.add(incoming_entry(), "vanthu")
    (book,) = other.books.all()
    assert (book.holder, book.last) == (one.device, 1)


def test_an_outgoing_document_of_another_desk_follows_all_its_steps(desks: Desks) -> None:
    one, other = desks
    uid = one.outgoing.draft(outgoing_entry(attachments=(attachment(),)), "vanthu").uid
    one.outgoing.take_step(uid, Step.APPROVE, "lanhdao")
    one.outgoing.take_step(uid, Step.RETURN, "lanhdao")
    one.outgoing.change(uid, outgoing_entry(subject="Đề nghị mới"), "vanthu")
    carry(one, other)
    assert other.outgoing.get(uid).state is OutgoingState.RETURNED
    one.outgoing.take_step(uid, Step.APPROVE, "lanhdao")
    one.outgoing.take_step(uid, Step.SIGN_PERSON, "lanhdao", attachment("ky.pdf"))
    one.outgoing.allot(uid, SUBMISSIONS, SUBMISSION, "VP", TODAY, "vanthu")
    one.outgoing.take_step(uid, Step.SIGN_ORGANISATION, "vanthu", attachment("dau.pdf"))
    one.outgoing.take_step(uid, Step.ISSUE, "vanthu")
    one.outgoing.set_delivery(uid, Delivery(RECIPIENT, DeliveryStatus.SENT, NOW), "may")
    carry(one, other)
    mine, theirs = one.outgoing.get(uid), other.outgoing.get(uid)
    assert replace(theirs, changed=0) == replace(mine, changed=0)
    assert other.outgoing.count(OutgoingFilter("01/ttr")) == 1
    assert conflicts(other) == []


def test_two_desks_that_both_opened_a_book_are_a_conflict_for_people(desks: Desks) -> None:
    one, other = desks
    mine = other.incoming.add(incoming_entry(subject="của tôi"), "vanthu")
    theirs = one.incoming.add(incoming_entry(subject="của bạn"), "vanthu")
    carry(one, other)
    assert other.incoming.get(mine.uid).entry.subject == "của tôi"
    assert other.incoming.count(IncomingFilter()) == 1
    assert [field for field, _theirs in conflicts(other)] == ["holder", "arrival_number"]
    assert other.ops.history("incoming", theirs.uid)
    assert other.incoming.add(incoming_entry(), "vanthu").arrival_number == 2


def test_a_value_changed_on_both_desks_is_kept_twice(desks: Desks) -> None:
    one, other = desks
    uid = one.outgoing.draft(outgoing_entry(), "vanthu").uid
    carry(one, other)
    one.outgoing.change(uid, outgoing_entry(subject="bản một"), "vanthu")
    other.outgoing.change(uid, outgoing_entry(subject="bản hai"), "vanthu")
    carry(one, other)
    assert other.outgoing.get(uid).entry.subject == "bản một"
    assert conflicts(other) == [("subject", '"bản một"')]


def test_settings_agencies_people_and_settled_packets_travel(desks: Desks) -> None:
    one, other = desks
    header = PacketHeader("G1", ("G2",), "d", "new", "a" * 64, 9, "gói")
    early = Arrival("n-1", header, PacketKind.NEW, "", "", NOW, None)
    late = replace(early, arrival_id="n-2", header=replace(header, sha256="b" * 64))
    for arrival in (early, late):
        one.exchange.receive(arrival)
    other.exchange.receive(early)
    one.exchange.settle("n-1", "registered")
    one.exchange.settle("n-2", "refused")
    one.settings.put("mẫu", [1, "hai"], "quantri")
    one.settings.put("máy chủ", {"key": "của máy một"}, "quantri")
    other.settings.keep_here("máy chủ", {"key": "của máy hai"})
    agency = Agency("000.00.30.H01", "Sở Tài chính", valid_from=TODAY)
    one.directory.put(agency, "quantri")
    person = Person("moi", "Người Mới", "Văn thư", frozenset({Role.CLERK, Role.ADMIN}))
    one.accounts.add(person, "x")
    carry(one, other)
    other.exchange.receive(late)
    settled = [row.settled for row in other.exchange.arrivals(waiting_only=False)]
    assert settled == ["registered", "refused"]
    assert other.settings.get("mẫu") == [1, "hai"]
    assert other.settings.get("máy chủ") == {"key": "của máy hai"}
    assert list(other.directory.agencies("tai chinh")) == [agency]
    assert person in other.accounts.people()
    other.accounts.add(person, "mật khẩu ở máy này")


def _broken(op: Op) -> Op:
    return replace(op, fields=dict(op.fields) | {"arrival_number": FieldChange("mười")})


def _nameless(op: Op) -> Op:
    return replace(op, fields={})


def _of_nothing(op: Op) -> Op:
    return replace(op, kind="step", key="không có", fields={"state": FieldChange("done")})


def _unknown_state(op: Op) -> Op:
    return replace(op, fields=dict(op.fields) | {"state": FieldChange("trạng thái mới")})


@pytest.mark.parametrize("spoil", [_broken, _nameless, _of_nothing, _unknown_state])
def test_an_op_that_does_not_fit_is_kept_and_shown_to_people(
    desks: Desks, spoil: Callable[[Op], Op]
) -> None:
    one, other = desks
    one.incoming.add(incoming_entry(), "vanthu")
    op = spoil(one.ops.pending(500)[-1])
    other.ops.apply_remote(1, 5, [op])
    assert other.ops.cursor() == (1, 5)
    assert other.incoming.count(IncomingFilter()) == 0
    assert len(conflicts(other)) == 1
    assert len(other.ops.history("incoming", op.key)) == 1


def test_own_ops_from_the_feed_change_nothing(desks: Desks) -> None:
    one, _other = desks
    document = one.incoming.add(incoming_entry(), "vanthu")
    before = len(one.ops.pending(500))
    carry(one, one)
    assert one.incoming.get(document.uid) == document
    assert len(one.ops.pending(500)) == before
    assert one.ops.first_break() is None


def test_a_granted_book_changes_its_holder_by_epoch_only(desks: Desks) -> None:
    one, other = desks
    one.incoming.add(incoming_entry(), "vanthu")
    carry(one, other)
    (opened,) = [op for op in one.ops.pending(500) if op.entity == "book"]
    grant = replace(
        opened,
        device="may-3",
        seq=1,
        op_id="grant",
        epoch=(0, 2),
        fields=dict(opened.fields) | {"holder": FieldChange("may-3"), "last": FieldChange(1)},
    )
    one.ops.apply_remote(1, 1, [grant])
    (book,) = one.books.all()
    assert (book.holder, book.epoch.grant, book.last) == ("may-3", 2, 1)
    with pytest.raises(NotHolder):
        one.incoming.add(incoming_entry(), "vanthu")
    assert book.key.direction is Direction.INCOMING


def test_corrections_remarks_and_cancelling_travel(desks: Desks) -> None:
    one, other = desks
    incoming = one.incoming.add(incoming_entry(), "vanthu")
    carry(one, other)
    one.incoming.correct(incoming.uid, {"issuing_org": "UBND thành phố Cần Thơ"}, "nhầm", "vanthu")
    one.incoming.amend(incoming.uid, {"note": "xem kỹ"}, "vanthu")
    uid = one.outgoing.draft(outgoing_entry(attachments=(attachment(),)), "vanthu").uid
    one.remarks.add(uid, RemarkKind.COMMENT, "Bổ sung căn cứ", "lanhdao", "a" * 64)
    one.outgoing.take_step(uid, Step.APPROVE, "lanhdao")
    one.outgoing.take_step(uid, Step.SIGN_BY_HAND, "lanhdao")
    one.outgoing.allot(uid, SUBMISSIONS, SUBMISSION, "VP", TODAY, "vanthu")
    one.outgoing.correct(uid, {"code": "01/QĐ-UBND"}, "sai loại", "vanthu")
    one.incoming.cancel(incoming.uid, "Đã thu hồi", "vanthu")
    carry(one, other)
    carry(one, other)
    assert other.incoming.get(incoming.uid) == one.incoming.get(incoming.uid)
    theirs, mine = other.outgoing.get(uid), one.outgoing.get(uid)
    assert replace(theirs, changed=0) == replace(mine, changed=0)
    assert theirs.state is OutgoingState.NUMBERED_ON_PAPER
    assert list(other.remarks.of(uid)) == list(one.remarks.of(uid))
    for text in ("soc trang", "can tho"):
        assert other.incoming.count(IncomingFilter(text)) == 1
    assert other.outgoing.count(OutgoingFilter("01/ttr")) == 1
    assert conflicts(other) == []


def test_two_desks_that_correct_one_field_end_alike(desks: Desks) -> None:
    one, other = desks
    uid = one.incoming.add(incoming_entry(signer_name="A"), "vanthu").uid
    carry(one, other)
    one.incoming.correct(uid, {"signer_name": "B"}, "một", "vanthu")
    other.incoming.correct(uid, {"signer_name": "C"}, "hai", "vanthu")
    carry(one, other)
    carry(other, one)
    assert one.incoming.get(uid) == other.incoming.get(uid)
    assert len(one.incoming.get(uid).corrections) == 2


BEFORE_THE_SIGNATURE = [
    [],
    [(Step.SUBMIT, "")],
    [(Step.SUBMIT, ""), (Step.WITHDRAW, "")],
    [(Step.SUBMIT, ""), (Step.WITHDRAW, ""), (Step.SUBMIT, "")],
    [(Step.APPROVE, "")],
    [(Step.SUBMIT, ""), (Step.APPROVE, "")],
    [(Step.SUBMIT, ""), (Step.RETURN, "thiếu căn cứ")],
    [(Step.APPROVE, ""), (Step.RETURN, "sai số liệu")],
    [(Step.SUBMIT, ""), (Step.RETURN, "thiếu"), (Step.SUBMIT, ""), (Step.APPROVE, "")],
    [(Step.APPROVE, ""), (Step.SIGN_BY_HAND, "")],
]


@pytest.mark.parametrize("mine", BEFORE_THE_SIGNATURE)
@pytest.mark.parametrize("theirs", BEFORE_THE_SIGNATURE)
def test_two_desks_that_lead_a_draft_different_ways_end_alike(
    desks: Desks, mine: list[tuple[Step, str]], theirs: list[tuple[Step, str]]
) -> None:
    one, other = desks
    uid = one.outgoing.draft(outgoing_entry(), "vanthu").uid
    carry(one, other)
    for desk, steps in ((one, mine), (other, theirs)):
        for step, reason in steps:
            desk.outgoing.take_step(uid, step, "lanhdao", reason=reason)
    carry(one, other)
    carry(other, one)
    here, there = one.outgoing.get(uid), other.outgoing.get(uid)
    assert (here.state, here.rounds, here.reason) == (there.state, there.rounds, there.reason)


@pytest.mark.parametrize("mine", [Step.RECALL, Step.REPLACE, Step.CORRECT])
@pytest.mark.parametrize("theirs", [Step.RECALL, Step.REPLACE, Step.CORRECT])
def test_two_desks_that_take_back_one_document_end_alike(
    desks: Desks, mine: Step, theirs: Step
) -> None:
    one, other = desks
    uid = one.outgoing.draft(outgoing_entry(attachments=(attachment(),)), "vanthu").uid
    one.outgoing.take_step(uid, Step.APPROVE, "lanhdao")
    one.outgoing.take_step(uid, Step.SIGN_PERSON, "lanhdao", attachment("ky.pdf"))
    one.outgoing.allot(uid, SUBMISSIONS, SUBMISSION, "VP", TODAY, "vanthu")
    one.outgoing.take_step(uid, Step.SIGN_ORGANISATION, "vanthu", attachment("dau.pdf"))
    one.outgoing.take_step(uid, Step.ISSUE, "vanthu")
    carry(one, other)
    one.outgoing.take_step(uid, mine, "vanthu", reason="lý do một")
    other.outgoing.take_step(uid, theirs, "vanthu", reason="lý do hai")
    carry(one, other)
    carry(other, one)
    here, there = one.outgoing.get(uid), other.outgoing.get(uid)
    assert (here.state, here.reason, here.code) == (there.state, there.reason, there.code)
    if Step.RECALL in (mine, theirs):
        assert here.state is OutgoingState.RECALLED


def test_an_old_register_of_another_desk_comes_in_is_undone_and_comes_in_again(
    desks: Desks,
) -> None:
    one, other = desks
    day = date(2024, 3, 1)
    entry = incoming_entry(arrival_date=day)
    lines = [OldIncoming(2024, number, entry, "Chủ tịch", day) for number in (1, 100_001)]
    old = outgoing_entry(register_date=day)
    sent = [OldOutgoing(2024, 7, "07", "QĐ-UBND", day, old, NOW)]
    done = one.old_registers.bring_in_incoming("so.xlsx", lines, "vanthu")
    went = one.old_registers.bring_in_outgoing("di.xlsx", sent, "vanthu")
    carry(one, other)

    def same() -> bool:
        rows = [store.incoming.find(IncomingFilter(), Page()) for store in desks]
        out = [store.outgoing.find(OutgoingFilter(), Page()) for store in desks]
        return rows[0] == rows[1] and out[0] == out[1] and len(rows[0]) == 2

    assert same()
    assert other.old_registers.imports() == one.old_registers.imports()
    assert conflicts(other) == []
    for import_id in (done.import_id, went.import_id):
        one.old_registers.undo(import_id, "vanthu")
    carry(one, other)
    assert same()
    assert other.old_registers.taken_numbers({2024}) == frozenset()
    one.old_registers.bring_in_incoming("so.xlsx", lines, "vanthu")
    one.old_registers.bring_in_outgoing("di.xlsx", sent, "vanthu")
    carry(one, other)
    assert same()
    assert conflicts(other) == []
    assert {book.title: book.last for book in other.books.all()} == {
        "Văn bản đến 2024 (sổ cũ)": 1,
        "Văn bản đi 2024 (sổ cũ)": 7,
    }


def test_an_old_register_of_another_desk_lets_nobody_begin_the_year_at_one(desks: Desks) -> None:
    one, other = desks
    lines = [OldIncoming(TODAY.year, 40, incoming_entry())]
    one.old_registers.bring_in_incoming("so.xlsx", lines, "vanthu")
    carry(one, other)
    with pytest.raises(OldBookFirst):
        other.incoming.add(incoming_entry(), "vanthu")


def test_what_another_desk_changes_of_an_agency_leaves_the_rest(desks: Desks) -> None:
    one, other = desks
    agency = Agency("H13.1", "Sở Nội vụ", aliases=("SNV",), predecessors=("000.00.01.h51",))
    one.directory.put(agency, "vanthu")
    carry(one, other)
    one.directory.put(replace(agency, email="a@b.vn"), "vanthu")
    one.directory.put(Agency("", "Sở NV"), "vanthu")
    one.directory.merge("name:so nv", "h13.1", "vanthu")
    carry(one, other)
    assert list(other.directory.all()) == list(one.directory.all())
    assert [row.email for row in other.directory.agencies("so nv")] == ["a@b.vn"]
