"""F8a, F8b, F8c, NĐ30Đ18 (NĐ 30, Phụ lục VI; Điều 18.3-18.4; QĐ 28/2018): a recalled document is frozen and keeps its
number, its copies are cancelled where they were registered, and every word about it stays."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import InvalidEntry, NotAllowed, NotTheSender, StepNotAllowed
from clerkdesk.domain.incoming import Assignment, Incoming, IncomingState
from clerkdesk.domain.outgoing import ChangeAnswer, Outgoing, OutgoingState, Step
from clerkdesk.domain.packets import DocumentPacket, PacketFile, PacketKind, StatusPacket
from clerkdesk.domain.relations import Relation, RelationKind
from clerkdesk.domain.tokens import SignatureKind
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter
from clerkdesk.ports.store import Arrival, Parcel
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.services.notify_receipt import reference_of
from clerkdesk.services.sync import SyncNow
from clerkdesk.services.take_in import TakeIn
from clerkdesk.ui.incoming.arrivals_bar import ArrivalsBar
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.office import DEPARTMENT, DRAFT_VALUES, LEADER_PERSON, SPECIALIST, FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK, NOW, attachment


@dataclass
class Province:
    """The commune that issues, the department that receives, and the server between them."""

    own: FakeOffice
    other: FakeOffice
    meet_own: Callable[[], object]
    meet_other: Callable[[], object]

    def meet(self) -> None:
        self.meet_own()
        self.meet_other()
        self.meet_own()


@pytest.fixture
def province() -> Province:
    server = FakeProvince(FakeOffice().office.agency, DEPARTMENT.agency)
    own, other = FakeOffice(), FakeOffice(office=DEPARTMENT)
    other.codec.written = own.codec.written  # both read the same packets
    return Province(own, other, _met(own, server), _met(other, server))


def _met(office: FakeOffice, server: FakeProvince) -> Callable[[], object]:
    hub = FakeHub(server, office.office.code, office.store.device)
    connect = ConnectServer(office.store, lambda *_anything: hub, lambda: bytes(32))
    connect("https://may-chu.example", server.one_time_code(office.office.code), ADMIN)
    take_in = TakeIn(office.store, office.codec, office.desk().notify)
    return SyncNow(office.store, hub, take_in, office.clock)


def issued(office: FakeOffice, **changes: object) -> Outgoing:
    return office.desk().issue(office.sealed(**changes).uid, CLERK)


def registered(province: Province) -> tuple[Outgoing, Incoming]:
    """A document that was issued here and registered there."""
    document = issued(province.own)
    province.meet()
    return document, _register(province.other)


def _register(office: FakeOffice) -> Incoming:
    (arrival,) = office.store.exchange.arrivals()
    desk = office.desk()
    candidate = desk.from_arrival(arrival)
    return desk.register(candidate, candidate.values, CLERK).document


def packet_of(office: FakeOffice, parcel: Parcel) -> DocumentPacket:
    packet = office.codec.read("", office.store.files.get(parcel.header.sha256))
    assert isinstance(packet, DocumentPacket)
    return packet


# --- F8a: the sender ---------------------------------------------------------------------------------


def test_f8a_a_recall_wants_a_reason_a_right_and_an_issued_document() -> None:
    office = FakeOffice()
    document, desk = issued(office), office.desk()
    with pytest.raises(InvalidEntry):
        desk.change_issued.recall(document.uid, "  ", CLERK)
    with pytest.raises(NotAllowed):
        desk.change_issued.recall(document.uid, "nhầm", SPECIALIST)
    with pytest.raises(StepNotAllowed):
        desk.change_issued.recall(office.sealed().uid, "nhầm", CLERK)
    assert len(office.store.exchange.waiting()) == 1  # the document itself


def test_f8a_a_recalled_document_is_frozen_and_keeps_its_number() -> None:
    office = FakeOffice()
    document, desk = issued(office), office.desk()
    recalled = desk.change_issued.recall(document.uid, "Gửi nhầm nơi nhận", LEADER_PERSON)
    assert recalled.state is OutgoingState.RECALLED
    assert (recalled.code, recalled.reason) == (document.code, "Gửi nhầm nơi nhận")
    assert recalled.entry == document.entry
    register, uid = office.store.outgoing, document.uid
    for act in (
        lambda: desk.draft.change(uid, DRAFT_VALUES, (), "", CLERK),
        lambda: desk.change_issued.recall(uid, "lần nữa", CLERK),
        lambda: register.replace_main(uid, attachment("khac.pdf"), "vanthu"),
        lambda: desk.correct_entry(recalled, {"subject": "khác"}, "thử", CLERK),
        lambda: desk.correct_entry.amend(recalled, {"note": "khác"}, CLERK),
        lambda: desk.remark.comment(uid, "thử", CLERK),
        *(lambda step=step: register.take_step(uid, step, "vanthu") for step in Step),
    ):
        with pytest.raises(StepNotAllowed):
            act()
    assert office.store.outgoing.get(uid) == recalled
    nxt = office.numbered(subject="văn bản sau")
    assert nxt.outgoing_number == 2  # the number is not given again
    assert office.store.outgoing.count(OutgoingFilter("nham noi nhan")) == 1


def test_f8a_every_electronic_recipient_is_told_under_the_same_document_id() -> None:
    office = FakeOffice()
    document, desk = issued(office), office.desk()
    desk.change_issued.recall(document.uid, "Gửi nhầm nơi nhận", CLERK)
    first, recall = (packet_of(office, parcel) for parcel in office.store.exchange.waiting())
    assert (first.kind, recall.kind) == (PacketKind.NEW, PacketKind.RECALL)
    assert recall.document_id == first.document_id
    assert recall.recipients == first.recipients
    assert (recall.reason, recall.staff) == ("Gửi nhầm nơi nhận", CLERK.full_name)
    assert recall.files == ()


# --- F8b: the receiver -------------------------------------------------------------------------------


def test_f8b_the_receiver_agrees_and_its_row_is_cancelled_with_its_number(
    province: Province,
) -> None:
    document, there = registered(province)
    province.own.desk().change_issued.recall(document.uid, "Gửi nhầm nơi nhận", CLERK)
    province.meet()
    (arrival,) = province.other.store.exchange.arrivals()
    assert (arrival.kind, arrival.code) == (PacketKind.RECALL, "01/TTr-UBND")
    province.other.desk().answer_change.agree(arrival, CLERK)
    cancelled = province.other.store.incoming.get(there.uid)
    assert cancelled.state is IncomingState.CANCELLED
    assert cancelled.arrival_number == there.arrival_number
    assert "Đã thu hồi" in cancelled.entry.note
    assert "Gửi nhầm nơi nhận" in cancelled.entry.note
    assert cancelled.entry.attachments == there.entry.attachments
    province.meet_other()
    province.meet_own()
    (way,) = province.own.store.outgoing.get(document.uid).deliveries
    assert (way.answer, way.status) == (ChangeAnswer.AGREED, DeliveryStatus.ACCEPTED)
    assert province.other.store.exchange.arrivals() == []


def test_f8b_the_receiver_declines_with_a_reason_and_keeps_the_document(
    province: Province,
) -> None:
    document, there = registered(province)
    province.own.desk().change_issued.recall(document.uid, "Gửi nhầm", CLERK)
    province.meet()
    (arrival,) = province.other.store.exchange.arrivals()
    desk = province.other.desk()
    with pytest.raises(InvalidEntry):
        desk.answer_change.decline(arrival, " ", CLERK)
    desk.answer_change.decline(arrival, "Đã xử lý xong", CLERK)
    assert province.other.store.incoming.get(there.uid) == there
    province.meet_other()
    province.meet_own()
    (way,) = province.own.store.outgoing.get(document.uid).deliveries
    assert (way.answer, way.answer_text) == (ChangeAnswer.DECLINED, "Đã xử lý xong")


def test_f8b_a_cancelled_document_is_forwarded_settled_and_corrected_no_more(
    province: Province,
) -> None:
    office = province.other
    _document, there = registered(province)
    office.store.incoming.cancel(there.uid, "Đã thu hồi", "vanthu")
    register = office.store.incoming
    assignment = Assignment("Chủ tịch", "", None, "vanthu", NOW)
    for act in (
        lambda: register.forward(there.uid, assignment),
        lambda: register.set_state(there.uid, IncomingState.DONE, "vanthu"),
        lambda: register.attach(there.uid, attachment("x.pdf", FileRole.APPENDIX), "vanthu"),
        lambda: register.correct(there.uid, {"subject": "khác"}, "thử", "vanthu"),
        lambda: register.amend(there.uid, {"note": "khác"}, "vanthu"),
    ):
        with pytest.raises(StepNotAllowed):
            act()
    again = register.cancel(there.uid, "lần nữa", "vanthu")
    assert again.entry.note == "Đã thu hồi"
    assert register.count(IncomingFilter(state=IncomingState.CANCELLED)) == 1


def test_f8b_what_was_not_registered_yet_waits_no_longer(province: Province) -> None:
    document = issued(province.own)
    province.meet_own()
    province.own.desk().change_issued.recall(document.uid, "Gửi nhầm", CLERK)
    province.meet()
    arrivals = province.other.store.exchange.arrivals()
    recall = next(a for a in arrivals if a.kind is PacketKind.RECALL)
    assert province.other.desk().answer_change.agree(recall, CLERK) is None
    assert province.other.store.exchange.arrivals() == []
    assert province.other.store.incoming.rows == []


def test_f8b_only_the_sender_takes_its_document_back(province: Province) -> None:
    document, there = registered(province)
    province.own.desk().change_issued.recall(document.uid, "Gửi nhầm", CLERK)
    province.meet()
    (arrival,) = province.other.store.exchange.arrivals()
    forged = replace(arrival, header=replace(arrival.header, sender="H13.77"))
    with pytest.raises(NotTheSender):
        province.other.desk().answer_change.agree(forged, CLERK)
    assert province.other.store.incoming.get(there.uid) == there


def test_f8b_a_status_13_is_a_recall_too(province: Province) -> None:
    _document, there = registered(province)
    office = province.other
    packet = office.codec.read("", office.store.files.get(_packet_file(there)))
    assert isinstance(packet, DocumentPacket)
    from_sender = StatusPacket(
        "13",
        reference_of(packet),
        packet.sender,
        "Nguyễn Thị Thư",
        "Văn thư",
        NOW,
        "Xin lấy lại",
    )
    content = office.codec.write(from_sender)
    header = PacketHeader(
        packet.sender.code,
        (office.office.code,),
        packet.document_id,
        PacketKind.STATUS.value,
        office.store.files.put(content),
        len(content),
        "status-13.edxml",
    )
    TakeIn(office.store, office.codec, office.desk().notify)(header, content, NOW, NOW)
    (arrival,) = office.store.exchange.arrivals()
    assert arrival.kind is PacketKind.RECALL
    office.desk().answer_change.agree(arrival, CLERK)
    assert office.store.incoming.get(there.uid).state is IncomingState.CANCELLED


def _packet_file(document: Incoming) -> str:
    return next(f.sha256 for f in document.entry.attachments if f.role is FileRole.PACKET)


# --- F8c: the history of it --------------------------------------------------------------------------


def test_f8c_both_sides_keep_who_when_and_why(province: Province) -> None:
    document, there = registered(province)
    province.own.desk().change_issued.recall(document.uid, "Gửi nhầm", CLERK)
    province.meet()
    (arrival,) = province.other.store.exchange.arrivals()
    province.other.desk().answer_change.agree(arrival, CLERK)
    province.meet_other()
    province.meet_own()
    sender = [(n.by, n.what) for n in province.own.store.ops.history("outgoing", document.uid)]
    assert ("vanthu", "Thu hồi: Gửi nhầm") in sender
    assert any("Sở Nội vụ: đồng ý" in what for _by, what in sender)
    receiver = [n.what for n in province.other.store.ops.history("incoming", there.uid)]
    assert receiver[-1].startswith("Hủy theo yêu cầu của nơi gửi: Đã thu hồi ngày 22/11/2026")
    kept = province.other.store.files.get(arrival.header.sha256)
    assert kept  # the recall itself stays as it came


# --- replace, correct, update ------------------------------------------------------------------------


def replacing(office: FakeOffice, old: Outgoing, kind: RelationKind) -> Outgoing:
    desk = office.desk()
    files, text, *_read = desk.prepare_file("moi.docx", b"PK another file")
    relation = Relation(kind, old.uid, old.code, "Sai số liệu")
    draft = desk.draft(DRAFT_VALUES, files, text, CLERK, (relation,))
    desk.approve(draft.uid, CLERK)
    signed = office.sign(office.store.outgoing.get(draft.uid), SignatureKind.PERSON)
    numbered = desk.write_number(desk.allot(signed.uid, CLERK).uid, CLERK)
    return desk.issue(office.sign(numbered, SignatureKind.ORGANISATION).uid, CLERK)


def test_a_replacing_document_freezes_the_old_one_and_cancels_its_copies(
    province: Province,
) -> None:
    old, there = registered(province)
    new = replacing(province.own, old, RelationKind.REPLACES)
    before = province.own.store.outgoing.get(old.uid)
    assert before.state is OutgoingState.REPLACED
    assert before.reason == "Thay thế bằng 02/TTr-UBND: Sai số liệu"
    assert [row.uid for row in province.own.store.outgoing.relating(old.uid)] == [new.uid]
    province.meet()
    (arrival,) = province.other.store.exchange.arrivals()
    assert arrival.kind is PacketKind.REPLACE
    registered_new = _register(province.other)
    cancelled = province.other.store.incoming.get(there.uid)
    assert cancelled.state is IncomingState.CANCELLED
    assert "02/TTr-UBND, số đến 2" in cancelled.entry.note
    assert registered_new.state is IncomingState.TO_FORWARD
    province.meet_other()
    province.meet_own()
    (way,) = province.own.store.outgoing.get(new.uid).deliveries
    assert (way.status, way.answer) == (DeliveryStatus.ACCEPTED, ChangeAnswer.AGREED)


def test_a_letter_of_correction_marks_the_old_document_which_still_holds() -> None:
    office = FakeOffice()
    old = issued(office)
    replacing(office, old, RelationKind.CORRECTS)
    corrected = office.store.outgoing.get(old.uid)
    assert corrected.state is OutgoingState.CORRECTED
    assert corrected.reason == "Đính chính tại 02/TTr-UBND: Sai số liệu"
    parcels = office.store.exchange.waiting()
    assert [packet_of(office, parcel).kind for parcel in parcels] == [PacketKind.NEW] * 2
    recalled = office.desk().change_issued.recall(old.uid, "Bỏ hẳn", CLERK)
    assert recalled.state is OutgoingState.RECALLED


def test_a_draft_replaces_only_what_was_issued_and_says_why() -> None:
    office = FakeOffice()
    sealed, desk = office.sealed(), office.desk()
    relation = Relation(RelationKind.REPLACES, sealed.uid, sealed.code, "Sai số liệu")
    with pytest.raises(StepNotAllowed):
        desk.draft(DRAFT_VALUES, (), "", CLERK, (relation,))
    document = desk.issue(sealed.uid, CLERK)
    with pytest.raises(InvalidEntry):
        desk.draft(DRAFT_VALUES, (), "", CLERK, (replace(relation, reason=" "),))
    assert office.store.outgoing.relating(document.uid) == []


def test_an_update_corrects_the_receivers_entry_by_an_act(province: Province) -> None:
    document, there = registered(province)
    desk = province.own.desk()
    corrected = desk.correct_entry(
        province.own.store.outgoing.get(document.uid),
        {"subject": "xin kinh phí sửa chữa trụ sở năm 2027"},
        "thiếu năm",
        CLERK,
    )
    desk.change_issued.update(corrected.uid, "Bổ sung năm", CLERK)
    province.meet()
    (arrival,) = province.other.store.exchange.arrivals()
    assert arrival.kind is PacketKind.UPDATE
    province.other.desk().answer_change.agree(arrival, CLERK)
    updated = province.other.store.incoming.get(there.uid)
    assert updated.entry.subject == "xin kinh phí sửa chữa trụ sở năm 2027"
    assert updated.arrival_number == there.arrival_number
    (row,) = updated.corrections
    assert (row.old, row.reason) == (there.entry.subject, "Nơi gửi cập nhật: Bổ sung năm")


def test_an_update_brings_no_program_and_takes_no_deadline_away(province: Province) -> None:
    document, there = registered(province)
    due = there.entry.arrival_date + timedelta(days=9)
    desk = province.other.desk()
    desk.correct_entry.amend(there, {"due_date": due, "note": "bản gốc ở hồ sơ 02"}, CLERK)
    province.own.desk().change_issued.update(document.uid, "Bổ sung phụ lục", CLERK)
    province.meet()
    (arrival,) = province.other.store.exchange.arrivals()
    packet = desk.devices.codec.read("", province.other.store.files.get(arrival.header.sha256))
    assert isinstance(packet, DocumentPacket)
    program = PacketFile("phu-luc.pdf.exe", "application/pdf", b"MZ a program")
    changed = replace(packet, files=(*packet.files, program))
    province.other.codec.written[province.other.store.files.get(arrival.header.sha256)] = changed
    desk.answer_change.agree(arrival, CLERK)
    updated = province.other.store.incoming.get(there.uid)
    assert updated.entry.due_date == due
    assert updated.entry.note.startswith("bản gốc ở hồ sơ 02; Không nhận tệp «phu-luc.pdf.exe»")
    assert not [file for file in updated.entry.attachments if "exe" in file.name]


def test_the_arrivals_bar_shows_a_recall_as_what_it_is(qtbot: QtBot, province: Province) -> None:
    document, _there = registered(province)
    province.own.desk().change_issued.recall(document.uid, "Gửi nhầm", CLERK)
    province.meet()
    bar = ArrivalsBar()
    qtbot.addWidget(bar)
    bar.show_arrivals(province.other.store.exchange.arrivals())
    assert bar.arrivals == []  # F2 does not register a recall
    agree, decline = bar.findChild(QPushButton, "agree"), bar.findChild(QPushButton, "decline")
    assert isinstance(agree, QPushButton)
    assert isinstance(decline, QPushButton)
    with qtbot.waitSignal(bar.agreed) as got:
        agree.click()
    assert isinstance(got.args[0], Arrival)
    decline.click()
    bar.reason.box.setText("Đã xử lý xong")
    with qtbot.waitSignal(bar.declined) as said:
        bar.reason._done()
    assert said.args[1] == "Đã xử lý xong"
