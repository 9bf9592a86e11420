"""From draft to issue in the order of law: each step's rights, errors, and what a break leaves."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import (
    BadPacket,
    CannotSign,
    ClerkError,
    DamagedFile,
    HelperCrashed,
    InvalidEntry,
    NotAllowed,
    NoToken,
    NoWordConverter,
    StepNotAllowed,
    UnsupportedFile,
    WrongPin,
)
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.outgoing import Delivery, OutgoingState, Recipient
from clerkdesk.domain.packets import DocumentPacket
from clerkdesk.domain.people import Person
from clerkdesk.domain.reading import Box
from clerkdesk.domain.tokens import SignatureKind, SignatureOrder
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.store import Parcel
from tests.fakes.documents import FakePdfDesk
from tests.fakes.office import (
    DRAFT_VALUES,
    LEADER_PERSON,
    NEXT_DOOR,
    PDF_FILE,
    SPECIALIST,
    FakeOffice,
)
from tests.fakes.sample_documents import ADMIN, CLERK, TODAY, incoming_entry
from tests.fakes.tokens import LEADER, ORGANISATION

WIPED = bytearray(8)


# --- draft and approval ----------------------------------------------------------------------------


def test_a_word_file_becomes_a_prepared_pdf_and_stays_as_source() -> None:
    office = FakeOffice()
    (main, source), _text, *_read = office.desk().prepare_file(
        "41-TTr-UBND.docx", b"PK a Word file"
    )
    assert (main.role, source.role) == (FileRole.MAIN, FileRole.SOURCE)
    assert b"so_van_ban" in office.store.files.get(main.sha256)
    assert office.store.files.get(source.sha256) == b"PK a Word file"
    assert main.name == "Dự thảo 41-TTr-UBND.pdf"


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        pytest.param("anh.jpg", b"\xff\xd8", UnsupportedFile, id="a picture"),
        pytest.param("to-trinh.docx", b"torn", DamagedFile, id="a torn Word file"),
        pytest.param("to-trinh.pdf", b"%PDF-1.7 torn", DamagedFile, id="a torn PDF"),
        pytest.param("da-ky.pdf", PDF_FILE + b"/ByteRange %%EOF", CannotSign, id="signed already"),
    ],
)
def test_a_file_that_cannot_be_signed_leaves_nothing(
    name: str, content: bytes, error: type[ClerkError]
) -> None:
    office = FakeOffice()
    stored = dict(office.store.files.contents)
    with pytest.raises(error):
        office.desk().prepare_file(name, content)
    assert office.store.files.contents == stored


def test_without_libreoffice_the_clerk_is_told_what_to_do() -> None:
    office = FakeOffice(pdf_desk=FakePdfDesk(has_word=False))
    with pytest.raises(NoWordConverter) as met:
        office.desk().prepare_file("to-trinh.docx", b"PK")
    assert "PDF" in met.value.advice


def test_a_draft_with_missing_fields_is_not_stored() -> None:
    office = FakeOffice()
    with pytest.raises(InvalidEntry) as met:
        office.draft(subject=" ", recipients=())
    assert set(met.value.problems) == {"subject", "recipients"}
    assert office.store.outgoing.rows == []


def test_a_draft_is_changed_until_it_is_approved() -> None:
    office = FakeOffice()
    draft, desk = office.draft(), office.desk()
    values = {**DRAFT_VALUES, "subject": "xin kinh phí mua máy quét"}
    desk.draft.change(draft.uid, values, draft.entry.attachments, "", CLERK)
    desk.approve(draft.uid, CLERK)
    with pytest.raises(StepNotAllowed):
        desk.draft.change(draft.uid, DRAFT_VALUES, (), "", CLERK)
    assert office.store.outgoing.get(draft.uid).entry.subject == "xin kinh phí mua máy quét"


def test_an_approved_document_goes_back_to_its_author_and_can_be_approved_again() -> None:
    office = FakeOffice()
    document, desk = office.approved(), office.desk()
    with pytest.raises(InvalidEntry):
        desk.approve.give_back(document.uid, " ", LEADER_PERSON)
    returned = desk.approve.give_back(document.uid, "thiếu căn cứ", LEADER_PERSON)
    assert (returned.state, returned.reason) == (OutgoingState.RETURNED, "thiếu căn cứ")
    with pytest.raises(StepNotAllowed):
        desk.approve.give_back(document.uid, "lần nữa", LEADER_PERSON)
    assert desk.approve(document.uid, LEADER_PERSON).state is OutgoingState.APPROVED


# --- signing ---------------------------------------------------------------------------------------


def test_the_pin_is_wiped_after_signing_and_the_signed_pdf_is_the_new_main_file() -> None:
    office = FakeOffice()
    document, pin = office.approved(), office.pin()
    (signed,) = office.desk().sign(
        [document], SignatureKind.PERSON, LEADER.certificate_id, pin, CLERK
    )
    assert pin == WIPED
    assert signed.document.state is OutgoingState.SIGNED
    assert signed.document.main_file is not None
    assert b"/ByteRange" in office.store.files.get(signed.document.main_file.sha256)
    roles = [file.role for file in signed.document.entry.attachments]
    assert roles == [FileRole.MAIN, FileRole.VERSION, FileRole.SOURCE]


@pytest.mark.parametrize(
    ("person", "plugged", "typed", "error"),
    [
        pytest.param(SPECIALIST, True, b"24681357", NotAllowed, id="no right"),
        pytest.param(CLERK, False, b"24681357", NoToken, id="no token"),
        pytest.param(CLERK, True, b"00000000", WrongPin, id="wrong PIN"),
    ],
)
def test_what_is_refused_wipes_the_pin_and_changes_nothing(
    person: Person, plugged: bool, typed: bytes, error: type[ClerkError]
) -> None:
    office = FakeOffice()
    document, pin = office.approved(), bytearray(typed)
    if not plugged:
        office.tokens.plugged_in = [ORGANISATION]
    with pytest.raises(error):
        list(
            office.desk().sign([document], SignatureKind.PERSON, LEADER.certificate_id, pin, person)
        )
    assert pin == WIPED
    assert office.store.outgoing.get(document.uid) == document


def test_a_pin_is_wiped_also_where_the_batch_is_given_up() -> None:
    office = FakeOffice()
    documents, pin = [office.approved("a.docx"), office.approved("b.docx")], office.pin()
    batch = office.desk().sign(documents, SignatureKind.PERSON, LEADER.certificate_id, pin, CLERK)
    next(batch)
    batch.close()  # type: ignore[attr-defined] # a generator
    assert pin == WIPED
    states = [office.store.outgoing.get(d.uid).state for d in documents]
    assert states == [OutgoingState.SIGNED, OutgoingState.APPROVED]


def test_the_error_of_one_document_leaves_the_others() -> None:
    office = FakeOffice()
    documents = [office.approved(f"{name}.docx") for name in ("a", "b", "c")]
    office.tokens.refused = ["Dự thảo b.pdf"]
    outcomes = list(
        office.desk().sign(
            documents, SignatureKind.PERSON, LEADER.certificate_id, office.pin(), CLERK
        )
    )
    assert [outcome.error is None for outcome in outcomes] == [True, False, True]
    states = [office.store.outgoing.get(d.uid).state for d in documents]
    assert states == [OutgoingState.SIGNED, OutgoingState.APPROVED, OutgoingState.SIGNED]


def test_a_document_without_its_signers_picture_is_named_and_the_others_are_signed() -> None:
    office = FakeOffice(pdf_desk=FakePdfDesk(signers=("Nguyễn Văn Mẫu", "Người Khác")))
    other = office.approved("b.docx", signer_name="Người Khác")
    outcomes = list(
        office.desk().sign(
            [other, office.approved("a.docx")],
            SignatureKind.PERSON,
            LEADER.certificate_id,
            office.pin(),
            CLERK,
        )
    )
    assert [outcome.document.state for outcome in outcomes] == [
        OutgoingState.APPROVED,
        OutgoingState.SIGNED,
    ]
    assert "Người Khác" in str(outcomes[0].error)


def test_a_wrong_step_is_refused_before_the_token_is_asked() -> None:
    office = FakeOffice()
    ready, draft, pin = office.approved("a.docx"), office.draft("b.docx"), office.pin()
    with pytest.raises(StepNotAllowed):
        list(
            office.desk().sign(
                [ready, draft], SignatureKind.PERSON, LEADER.certificate_id, pin, CLERK
            )
        )
    assert office.tokens.tries == 0
    assert pin == WIPED
    assert office.store.outgoing.get(ready.uid) == ready


def test_a_place_that_the_clerk_chose_is_kept() -> None:
    office = FakeOffice()
    document, moved = office.approved(), Box(10, 20, 30, 40)
    orders: list[SignatureOrder] = []
    sign = office.tokens.sign

    def watched(
        given: Iterable[SignatureOrder], pin: bytearray, **_how: object
    ) -> Iterator[object]:
        orders.extend(given)
        yield from sign(orders, pin, stop=lambda: False)

    office.tokens.sign = watched  # type: ignore[method-assign,assignment] # looks at the orders
    list(
        office.desk().sign(
            [document],
            SignatureKind.PERSON,
            LEADER.certificate_id,
            office.pin(),
            CLERK,
            moved={document.uid: moved},
        )
    )
    assert orders[0].appearance.box == moved
    assert orders[0].appearance.image  # still the signer's picture


def test_the_organisation_does_not_sign_before_the_number_stands_on_the_page() -> None:
    office = FakeOffice()
    signed = office.sign(office.approved(), SignatureKind.PERSON)
    numbered = office.desk().allot(signed.uid, CLERK)
    (outcome,) = office.desk().sign(
        [numbered], SignatureKind.ORGANISATION, ORGANISATION.certificate_id, office.pin(), CLERK
    )
    assert isinstance(outcome.error, CannotSign)
    assert office.store.outgoing.get(signed.uid).state is OutgoingState.NUMBERED


# --- number ----------------------------------------------------------------------------------------


def test_the_number_is_allotted_once_and_written_once() -> None:
    office = FakeOffice()
    signed = office.sign(office.approved(), SignatureKind.PERSON)
    desk = office.desk()
    numbered = desk.allot(signed.uid, CLERK)
    assert (numbered.code, numbered.issued_date) == ("01/TTr-UBND", TODAY)
    with pytest.raises(StepNotAllowed):
        desk.allot(signed.uid, CLERK)
    written = desk.write_number(signed.uid, CLERK)
    assert desk.write_number(signed.uid, CLERK) == written
    assert written.main_file is not None
    page = office.store.files.get(written.main_file.sha256)
    assert page.count("01/TTr-UBND ngày 22 tháng 11 năm 2026".encode()) == 1
    assert b"/ByteRange" in page  # the leader's signature is still in it
    assert [book.last for book in office.store.books.all()] == [1]


def test_a_break_between_allotting_and_writing_is_finished_later() -> None:
    office = FakeOffice()
    signed = office.sign(office.approved(), SignatureKind.PERSON)
    desk = office.desk()
    desk.allot(signed.uid, CLERK)
    write = office.pdf_desk.write_number

    def crash(_pdf: bytes, _number: str, _issued: str) -> bytes:
        raise HelperCrashed("tệp PDF")

    office.pdf_desk.write_number = crash  # type: ignore[method-assign] # the child dies
    with pytest.raises(HelperCrashed):
        desk.write_number(signed.uid, CLERK)
    broken_off = office.store.outgoing.get(signed.uid)
    assert (broken_off.state, broken_off.code) == (OutgoingState.NUMBERED, "01/TTr-UBND")
    office.pdf_desk.write_number = write  # type: ignore[method-assign] # a fresh child answers
    written = desk.write_number(signed.uid, CLERK)
    assert written.main_file is not None
    assert written.main_file.name == "01-TTr-UBND.pdf"
    sealed = office.sign(written, SignatureKind.ORGANISATION)
    assert sealed.state is OutgoingState.SEALED


def test_a_draft_that_is_called_like_its_number_still_gets_it_written() -> None:
    office = FakeOffice()
    signed = office.sign(office.approved("01-TTr-UBND.docx"), SignatureKind.PERSON)
    desk = office.desk()
    written = desk.write_number(desk.allot(signed.uid, CLERK).uid, CLERK)
    assert written.main_file is not None
    assert "01/TTr-UBND" in office.store.files.get(written.main_file.sha256).decode()


def test_a_document_without_a_number_has_none_to_write() -> None:
    office = FakeOffice()
    with pytest.raises(CannotSign):
        office.desk().write_number(office.approved().uid, CLERK)


def test_types_without_a_series_of_their_own_share_one() -> None:
    office = FakeOffice()
    for name in ("a.docx", "b.docx"):
        signed = office.sign(office.approved(name, doc_type="Công văn"), SignatureKind.PERSON)
        office.desk().allot(signed.uid, CLERK)
    assert [d.code for d in office.store.outgoing.rows] == ["01/UBND-VP", "02/UBND-VP"]


# --- issue -----------------------------------------------------------------------------------------


def packet_of(office: FakeOffice, parcel: Parcel) -> DocumentPacket:
    packet = office.codec.read("", office.store.files.get(parcel.header.sha256))
    assert isinstance(packet, DocumentPacket)
    return packet


def test_issuing_queues_one_packet_with_the_signed_pdf_for_every_agency() -> None:
    office = FakeOffice()
    paper = Recipient("Chùa Mẫu", channel=Channel.PAPER, paper_copies=1)
    other = Recipient("Sở Tài chính", "H13.02")
    sealed = office.sealed(recipients=(NEXT_DOOR, other, paper))
    issued = office.desk().issue(sealed.uid, CLERK)
    assert issued.state is OutgoingState.ISSUED
    assert issued.issued_at is not None
    assert [d.recipient.name for d in issued.deliveries] == [
        "Sở Nội vụ",
        "Sở Tài chính",
        "Chùa Mẫu",
    ]
    assert {d.status for d in issued.deliveries} == {DeliveryStatus.WAITING}
    (parcel,) = office.store.exchange.waiting()
    assert parcel.about == sealed.uid
    assert parcel.header.recipients == ("H13.01", "H13.02")
    assert parcel.header.name == "01-TTr-UBND.edxml"
    packet = packet_of(office, parcel)
    assert packet.document_id == f"{office.office.code},2026/11/22,01/TTr-UBND"
    assert (packet.code_number, packet.code_notation) == ("01", "TTr-UBND")
    assert (packet.edxml_type, packet.place) == (16, office.office.place)
    assert packet.sender == office.office.agency
    assert sealed.main_file is not None
    (file,) = packet.files  # neither the Word file nor earlier versions leave the office
    assert file.content == office.store.files.get(sealed.main_file.sha256)
    assert file.name == "01-TTr-UBND.pdf"


def test_what_is_not_sealed_is_not_issued() -> None:
    office = FakeOffice()
    numbered = office.numbered()
    with pytest.raises(StepNotAllowed):
        office.desk().issue(numbered.uid, CLERK)
    assert office.store.exchange.waiting() == []


def test_a_packet_that_does_not_fit_leaves_the_document_as_it_was() -> None:
    office = FakeOffice()
    sealed = office.sealed()

    def unfit(_packet: object) -> bytes:
        raise BadPacket("01/TTr-UBND", "trích yếu quá dài")

    office.codec.write = unfit  # type: ignore[method-assign,assignment] # refuses
    with pytest.raises(BadPacket):
        office.desk().issue(sealed.uid, CLERK)
    assert office.store.outgoing.get(sealed.uid) == sealed
    assert office.store.exchange.waiting() == []


@pytest.mark.parametrize("sent_meanwhile", [False, True])
def test_a_break_behind_the_outbox_does_not_queue_twice(sent_meanwhile: bool) -> None:
    office = FakeOffice()
    sealed = office.sealed()
    step = office.store.outgoing.take_step

    def crash(*_anything: object, **_more: object) -> object:
        raise HelperCrashed("máy tắt")

    office.store.outgoing.take_step = crash  # type: ignore[method-assign,assignment] # power is cut
    with pytest.raises(HelperCrashed):
        office.desk().issue(sealed.uid, CLERK)
    office.store.outgoing.take_step = step  # type: ignore[method-assign] # the next morning
    (parcel,) = office.store.exchange.waiting()
    if sent_meanwhile:
        office.store.exchange.sent(parcel.parcel_id)
        sent = Delivery(NEXT_DOOR, DeliveryStatus.SENT)
        office.store.outgoing.set_delivery(sealed.uid, sent, "hệ thống")
    issued = office.desk().issue(sealed.uid, CLERK)
    assert issued.state is OutgoingState.ISSUED
    assert len(office.store.exchange.waiting()) == (0 if sent_meanwhile else 1)
    assert len(office.store.exchange.sent_ids) == (1 if sent_meanwhile else 0)


def test_a_line_that_takes_the_packet_at_once_still_notes_it_as_sent() -> None:
    office = FakeOffice()
    sealed = office.sealed()
    queue = office.store.exchange.queue

    def queue_and_send(header: PacketHeader, about: str) -> Parcel:
        parcel = queue(header, about)
        (delivery,) = office.store.outgoing.get(about).deliveries  # what the sync looks for
        sent = replace(delivery, status=DeliveryStatus.SENT)
        office.store.outgoing.set_delivery(about, sent, "hệ thống")
        office.store.exchange.sent(parcel.parcel_id)
        return parcel

    office.store.exchange.queue = queue_and_send  # type: ignore[method-assign] # the sync is quick
    issued = office.desk().issue(sealed.uid, CLERK)
    assert [d.status for d in issued.deliveries] == [DeliveryStatus.SENT]


def test_every_step_asks_for_its_right() -> None:
    office = FakeOffice()
    draft, desk = office.draft(), office.desk()
    ops = len(office.store.ops.pending(1000))
    with pytest.raises(NotAllowed):
        desk.draft(DRAFT_VALUES, (), "", ADMIN)
    with pytest.raises(NotAllowed):
        desk.approve(draft.uid, SPECIALIST)
    with pytest.raises(NotAllowed):
        desk.approve.give_back(draft.uid, "chưa đủ", SPECIALIST)
    with pytest.raises(NotAllowed):
        desk.allot(draft.uid, LEADER_PERSON)
    with pytest.raises(NotAllowed):
        desk.issue(draft.uid, LEADER_PERSON)
    with pytest.raises(NotAllowed):
        list(desk.sign([draft], SignatureKind.ORGANISATION, "x", bytearray(), LEADER_PERSON))
    assert len(office.store.ops.pending(1000)) == ops


def test_number_and_stamp_are_written_by_who_may_give_them() -> None:
    office = FakeOffice()
    desk = office.desk()
    signed = office.sign(office.approved(), SignatureKind.PERSON)
    numbered = desk.allot(signed.uid, CLERK)
    with pytest.raises(NotAllowed):
        desk.write_number(numbered.uid, SPECIALIST)
    assert office.store.outgoing.get(numbered.uid) == numbered
    incoming = office.store.incoming.add(incoming_entry(), CLERK.login)
    with pytest.raises(NotAllowed):
        desk.stamp(incoming, SPECIALIST)
