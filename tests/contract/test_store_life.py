"""One behaviour for the real store and its fake: corrections, cancelling, remarks, relations, answers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import CodeTaken, InvalidEntry, StepNotAllowed
from clerkdesk.domain.incoming import IncomingState, Urgency
from clerkdesk.domain.outgoing import ChangeAnswer, Delivery, Outgoing, OutgoingState, Step
from clerkdesk.domain.relations import Relation, RelationKind
from clerkdesk.domain.remarks import RemarkKind, file_versions
from clerkdesk.domain.series import Series
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter, Page
from clerkdesk.ports.store import Store
from tests.fakes.sample_documents import (
    NOW,
    RECIPIENT,
    SUBMISSION,
    SUBMISSIONS,
    TODAY,
    attachment,
    incoming_entry,
    outgoing_entry,
)


def signed(store: Store) -> str:
    uid = store.outgoing.draft(outgoing_entry(attachments=(attachment(),)), "vanthu").uid
    store.outgoing.take_step(uid, Step.APPROVE, "lanhdao")
    return store.outgoing.take_step(uid, Step.SIGN_PERSON, "lanhdao", attachment("ky.pdf")).uid


def numbered(store: Store) -> Outgoing:
    return store.outgoing.allot(signed(store), SUBMISSIONS, SUBMISSION, "VP", TODAY, "vanthu")


def issued(store: Store) -> Outgoing:
    uid = numbered(store).uid
    store.outgoing.take_step(uid, Step.SIGN_ORGANISATION, "vanthu", attachment("dau.pdf"))
    return store.outgoing.take_step(uid, Step.ISSUE, "vanthu")


def test_a_correction_keeps_the_old_value_and_both_are_found(store: Store) -> None:
    before = store.incoming.add(incoming_entry(), "vanthu")
    changes = {
        "issuing_org": "UBND thành phố Cần Thơ",
        "code": "16/2016/QĐ-UBND",
        "issued_date": "2016-07-16",
        "urgency": "1",
    }
    after = store.incoming.correct(before.uid, changes, "gõ nhầm", "vanthu")
    assert after.entry.issuing_org == "UBND thành phố Cần Thơ"
    assert (after.code, after.entry.issued_date) == ("16/2016/QĐ-UBND", date(2016, 7, 16))
    assert after.entry.urgency is Urgency.URGENT
    assert (after.arrival_number, after.year) == (before.arrival_number, before.year)
    kept = {row.field: (row.old, row.new) for row in after.corrections}
    assert kept["code"] == ("15/2016/QĐ-UBND", "16/2016/QĐ-UBND")
    assert kept["issued_date"] == ("2016-07-15", "2016-07-16")
    assert {(row.reason, row.by) for row in after.corrections} == {("gõ nhầm", "vanthu")}
    assert len({row.act_id for row in after.corrections}) == 1
    found = store.incoming.get(before.uid)
    assert replace(found, corrections=()) == replace(after, corrections=())
    assert set(found.corrections) == set(after.corrections)
    for text in ("15/2016", "16/2016", "soc trang", "can tho"):
        assert store.incoming.count(IncomingFilter(text)) == 1, text
    (row,) = store.incoming.find(IncomingFilter(), Page())
    assert set(row.corrections) == set(after.corrections)


def test_a_correction_that_changes_nothing_is_none(store: Store) -> None:
    before = store.incoming.add(incoming_entry(), "vanthu")
    lines = len(store.ops.history("incoming", before.uid))
    same = store.incoming.correct(before.uid, {"doc_type": "Quyết định"}, "thử", "vanthu")
    assert same == before
    assert len(store.ops.history("incoming", before.uid)) == lines


def test_acts_follow_one_another_oldest_first(store: Store) -> None:
    uid = store.incoming.add(incoming_entry(signer_name="A"), "vanthu").uid
    store.incoming.correct(uid, {"signer_name": "B"}, "lần một", "vanthu")
    store.incoming.correct(uid, {"signer_name": "C"}, "lần hai", "vanthu")
    rows = store.incoming.get(uid).corrections
    assert [(row.old, row.new, row.reason) for row in rows] == [
        ("A", "B", "lần một"),
        ("B", "C", "lần hai"),
    ]


def test_the_number_and_the_year_of_its_book_are_never_corrected(store: Store) -> None:
    incoming = store.incoming.add(incoming_entry(), "vanthu")
    with pytest.raises(InvalidEntry):
        store.incoming.correct(incoming.uid, {"arrival_date": "2025-12-31"}, "thử", "vanthu")
    assert store.incoming.get(incoming.uid) == incoming
    outgoing = numbered(store)
    for changes in ({"code": "02/TTr-UBND"}, {"code": "không số"}, {"issued_date": "2025-01-01"}):
        with pytest.raises(InvalidEntry):
            store.outgoing.correct(outgoing.uid, changes, "thử", "vanthu")
    assert store.outgoing.get(outgoing.uid) == outgoing


def test_an_outgoing_entry_is_corrected_only_after_its_number(store: Store) -> None:
    draft = store.outgoing.draft(outgoing_entry(), "vanthu")
    with pytest.raises(StepNotAllowed):
        store.outgoing.correct(draft.uid, {"subject": "mới"}, "thử", "vanthu")
    with pytest.raises(StepNotAllowed):
        store.outgoing.amend(draft.uid, {"note": "mới"}, "vanthu")
    uid = numbered(store).uid
    changes = {"code": "01/QĐ-UBND", "doc_type": "Quyết định", "issued_date": "2026-11-21"}
    after = store.outgoing.correct(uid, changes, "sai loại", "vanthu")
    assert (after.code, after.outgoing_number) == ("01/QĐ-UBND", 1)
    assert after.issued_date == date(2026, 11, 21)
    again = store.outgoing.get(uid)
    assert (again.code, again.issued_date, len(again.corrections)) == (
        "01/QĐ-UBND",
        date(2026, 11, 21),
        3,
    )
    assert store.outgoing.by_code("1", "QĐ-UBND", None) == again
    for text in ("01/ttr", "01/qd"):
        assert store.outgoing.count(OutgoingFilter(text)) == 1, text


def test_a_correction_gives_no_code_twice_in_a_year(store: Store) -> None:
    first = store.outgoing.correct(numbered(store).uid, {"code": "01/QĐ-UBND"}, "sai", "vanthu")
    other = Series("khac", "Khác", frozenset(), "{type}-{org}")
    uid = signed(store)
    again = store.outgoing.allot(uid, other, SUBMISSION, "VP", TODAY, "vanthu")
    assert again.code == "01/TTr-UBND"
    with pytest.raises(CodeTaken):
        store.outgoing.correct(uid, {"code": "01/QĐ-UBND"}, "sai loại", "vanthu")
    assert store.outgoing.get(uid) == again
    assert store.outgoing.by_code("1", "QĐ-UBND", None) == first


def test_ordinary_fields_are_amended_without_a_correction(store: Store) -> None:
    uid = store.incoming.add(incoming_entry(note="cũ"), "vanthu").uid
    amended = store.incoming.amend(
        uid, {"note": "mới", "due_date": "2026-12-01", "sheet_count": ""}, "vanthu"
    )
    assert (amended.entry.note, amended.entry.due_date) == ("mới", date(2026, 12, 1))
    assert store.incoming.get(uid) == amended
    assert amended.corrections == ()
    assert store.ops.history("incoming", uid)[-1].what == (
        "Sửa thời hạn giải quyết, ghi chú, số tờ"
    )
    document = numbered(store)
    changed = store.outgoing.amend(document.uid, {"storage_location": "Tủ 5"}, "vanthu")
    assert store.outgoing.get(document.uid) == changed
    assert changed.entry.storage_location == "Tủ 5"


def test_a_cancelled_document_keeps_row_and_number(store: Store) -> None:
    before = store.incoming.add(incoming_entry(note="gửi kèm phụ lục"), "vanthu")
    after = store.incoming.cancel(before.uid, "Đã thu hồi", "vanthu")
    assert after.state is IncomingState.CANCELLED
    assert after.entry.note == "gửi kèm phụ lục; Đã thu hồi"
    assert store.incoming.cancel(before.uid, "lần nữa", "vanthu") == after
    assert store.incoming.get(before.uid) == after
    assert store.incoming.add(incoming_entry(), "vanthu").arrival_number == 2
    with pytest.raises(StepNotAllowed):
        store.incoming.set_state(before.uid, IncomingState.DONE, "vanthu")


def test_remarks_stay_in_order_and_are_told_in_the_history(store: Store) -> None:
    uid = store.outgoing.draft(outgoing_entry(), "vanthu").uid
    first = store.remarks.add(uid, RemarkKind.COMMENT, "Bổ sung căn cứ", "lanhdao", "a" * 64)
    second = store.remarks.add(uid, RemarkKind.INITIALS_HEAD, "Trưởng phòng", "truongphong")
    assert list(store.remarks.of(uid)) == [first, second]
    assert store.remarks.of("không có") == []
    assert [line.what for line in store.ops.history("outgoing", uid)][1:] == [
        "Ý kiến: Bổ sung căn cứ",
        "Ký nháy (phụ trách đơn vị): Trưởng phòng",
    ]


def test_the_ops_of_a_record_name_every_file_version(store: Store) -> None:
    uid = numbered(store).uid
    store.outgoing.replace_main(uid, attachment("co-so.pdf"), "vanthu")
    versions = file_versions(store.ops.of_record("outgoing", uid))
    assert [(v.file.name, v.by) for v in versions] == [
        ("van-ban.pdf", "vanthu"),
        ("ky.pdf", "lanhdao"),
        ("co-so.pdf", "vanthu"),
    ]


def test_a_document_knows_what_replaces_it(store: Store) -> None:
    old = issued(store)
    relation = Relation(RelationKind.REPLACES, old.uid, old.code, "sai số liệu")
    new = store.outgoing.draft(outgoing_entry(relations=(relation,)), "vanthu")
    assert store.outgoing.get(new.uid).entry.relations == (relation,)
    assert [row.uid for row in store.outgoing.relating(old.uid)] == [new.uid]
    assert store.outgoing.relating(new.uid) == []
    replaced = store.outgoing.take_step(old.uid, Step.REPLACE, "vanthu", reason="02/TTr-UBND")
    assert store.outgoing.get(old.uid) == replaced
    with pytest.raises(StepNotAllowed):
        store.outgoing.replace_main(old.uid, attachment("khac.pdf"), "vanthu")


def test_a_document_corrected_twice_says_both(store: Store) -> None:
    uid = issued(store).uid
    store.outgoing.take_step(uid, Step.CORRECT, "vanthu", reason="02/UBND-VP")
    again = store.outgoing.take_step(uid, Step.CORRECT, "vanthu", reason="03/UBND-VP")
    assert (again.state, again.reason) == (OutgoingState.CORRECTED, "02/UBND-VP; 03/UBND-VP")
    assert store.outgoing.get(uid) == again


def test_an_answer_to_a_recall_stands_beside_the_status_the_later_one_holds(store: Store) -> None:
    uid = issued(store).uid
    done = Delivery(RECIPIENT, DeliveryStatus.ACCEPTED, status_at=NOW)
    store.outgoing.set_delivery(uid, done, "may")
    later = replace(
        done, answer=ChangeAnswer.AGREED, answer_at=NOW + timedelta(hours=2), answer_text="được"
    )
    store.outgoing.set_delivery(uid, later, "may")
    earlier = replace(done, answer=ChangeAnswer.DECLINED, answer_at=NOW + timedelta(hours=1))
    after = store.outgoing.set_delivery(uid, earlier, "may")
    (way,) = after.deliveries
    assert (way.status, way.answer, way.answer_text) == (
        DeliveryStatus.ACCEPTED,
        ChangeAnswer.AGREED,
        "được",
    )
    assert store.outgoing.get(uid) == after


def test_an_electronic_copy_is_decided_upon_and_nobody_signs_it(store: Store) -> None:
    source = store.incoming.add(incoming_entry(), "vanthu")
    relation = Relation(RelationKind.COPIES, source.uid, source.code, "trang 1, 3")
    copy = store.outgoing.draft(outgoing_entry(relations=(relation,)), "vanthu")
    assert [row.uid for row in store.outgoing.relating(source.uid)] == [copy.uid]
    for step in (Step.APPROVE, Step.ATTACH_SCAN):
        with pytest.raises(StepNotAllowed):
            store.outgoing.take_step(copy.uid, step, "lanhdao")
    permitted = store.outgoing.take_step(copy.uid, Step.PERMIT_COPY, "lanhdao")
    assert permitted.state is OutgoingState.SIGNED
    assert store.outgoing.get(copy.uid).entry.relations == (relation,)
    assert [line.what for line in store.ops.history("outgoing", copy.uid)][-1] == (
        "Cho phép sao điện tử"
    )


def test_only_an_electronic_copy_is_permitted(store: Store) -> None:
    paper = Relation(RelationKind.COPIES_ON_PAPER, "id-1", "15/QĐ-UBND")
    for relations in ((), (paper,)):
        draft = store.outgoing.draft(outgoing_entry(relations=relations), "vanthu")
        with pytest.raises(StepNotAllowed):
            store.outgoing.take_step(draft.uid, Step.PERMIT_COPY, "lanhdao")
        assert store.outgoing.get(draft.uid).state is OutgoingState.DRAFT


def test_a_time_stamp_may_follow_a_signature_even_after_issue(store: Store) -> None:
    document = issued(store)
    sealed = store.outgoing.seal_time(document.uid, attachment("dau-thoi-gian.pdf"), "vanthu")
    assert sealed.state is OutgoingState.ISSUED
    assert sealed.main_file is not None
    assert sealed.main_file.name == "dau-thoi-gian.pdf"
    assert store.outgoing.get(document.uid) == sealed
    draft = store.outgoing.draft(outgoing_entry(attachments=(attachment(),)), "vanthu")
    with pytest.raises(StepNotAllowed):
        store.outgoing.seal_time(draft.uid, attachment("x.pdf"), "vanthu")
