"""F1a, F1b, F1c, F1e, F1g, F1k, F1o (NĐ 30, PL VI): made, identified, told of, followed to the end."""

from datetime import timedelta

import pytest

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.delivery_status import DELIVERY_STATUS_NAMES, DeliveryStatus
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.packets import (
    DocumentPacket,
    DocumentReference,
    Packet,
    PacketKind,
    StatusPacket,
)
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.store import Arrival
from clerkdesk.services.take_in import TakeIn
from tests.fakes.office import DRAFT_VALUES, FakeOffice
from tests.fakes.packets import NEW
from tests.fakes.sample_documents import CLERK, NOW, TODAY


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


def come(office: FakeOffice, packet: Packet, sender: str) -> None:
    content = office.codec.write(packet)
    header = PacketHeader(
        sender=sender,
        recipients=(office.office.code,),
        document_id=NEW.document_id,
        kind=PacketKind.NEW.value,
        sha256=office.store.files.put(content),
        size=len(content),
        name="goi.edxml",
    )
    TakeIn(office.store, office.codec, office.desk().notify)(
        header, content, NOW, NOW - timedelta(minutes=1)
    )


def waiting_packets(office: FakeOffice) -> list[Packet]:
    return [
        office.codec.read("goi.edxml", office.store.files.get(parcel.header.sha256))
        for parcel in office.store.exchange.waiting()
    ]


def arrived(office: FakeOffice) -> Arrival:
    come(office, NEW, NEW.sender.code)
    (arrival,) = office.store.exchange.arrivals()
    return arrival


def test_f1a_a_word_file_becomes_the_pdf_of_a_new_document(office: FakeOffice) -> None:
    desk = office.desk()
    files, text, *_read = desk.prepare_file("to-trinh.docx", b"PK a Word file")
    draft = desk.draft(DRAFT_VALUES, files, text, CLERK)
    assert draft.main_file is not None
    assert office.store.files.get(draft.main_file.sha256).startswith(b"%PDF")


def test_f1b_appendices_go_with_their_document(office: FakeOffice) -> None:
    candidate = office.desk().from_arrival(arrived(office))
    roles = {file.name: file.role for file in candidate.files}
    assert roles["41_TTr-UBND.pdf"] is FileRole.MAIN
    assert roles["Dự toán.txt"] is FileRole.APPENDIX


def test_f1c_an_issued_document_has_its_identifier(office: FakeOffice) -> None:
    office.desk().issue(office.sealed().uid, CLERK)
    (packet,) = waiting_packets(office)
    assert isinstance(packet, DocumentPacket)
    assert packet.document_id == f"{office.office.code},{TODAY:%Y/%m/%d},01/TTr-UBND"


def test_f1e_the_sender_is_told_of_arrival_and_of_registration_by_itself(
    office: FakeOffice,
) -> None:
    desk = office.desk()
    arrival = arrived(office)
    candidate = desk.from_arrival(arrival)
    desk.register(candidate, candidate.values, CLERK)
    told = [p.status_code for p in waiting_packets(office) if isinstance(p, StatusPacket)]
    assert told == ["01", "03"]


def test_f1g_the_form_fills_itself_from_the_packet(office: FakeOffice) -> None:
    values = office.desk().from_arrival(arrived(office)).values
    assert values["code"] == "41/TTr-UBND"
    assert values["issuing_org"] == NEW.sender.name
    assert values["subject"] == NEW.subject
    assert values["issued_date"] == NEW.issued_date
    assert values["urgency"] == "1"
    assert values["arrival_date"] == TODAY


def status(document: Outgoing, code: str, minutes: int) -> StatusPacket:
    return StatusPacket(
        status_code=code,
        about=DocumentReference(
            "x", document.code_number, document.code_notation, "H", document.issued_date
        ),
        sender=Agency("H13.01", "Sở Nội vụ"),
        staff="Lê Văn Tiếp",
        department="Văn thư",
        at=NOW + timedelta(minutes=minutes),
        description="",
    )


@pytest.mark.parametrize("order", [("01", "03", "04", "05", "06"), ("03", "01", "06", "05", "04")])
def test_f1k_the_state_at_each_recipient_is_followed_in_whatever_order_it_comes(
    office: FakeOffice, order: tuple[str, ...]
) -> None:
    document = office.desk().issue(office.sealed().uid, CLERK)
    for minutes, code in enumerate(order):
        come(office, status(document, code, minutes), "H13.01")
    (delivery,) = office.store.outgoing.get(document.uid).deliveries
    assert delivery.status is DeliveryStatus.FINISHED


def test_f1o_every_state_of_handling_has_its_word_for_the_sender() -> None:
    assert set(DELIVERY_STATUS_NAMES) == set(DeliveryStatus)
    assert DELIVERY_STATUS_NAMES[DeliveryStatus.PROCESSING] == "Đang xử lý"
