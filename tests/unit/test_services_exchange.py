"""What comes from the province, and how a desk is introduced to it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import InvalidEntry, NotAllowed, ServerRefused, ServerUnreachable
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.packets import (
    DocumentPacket,
    DocumentReference,
    Packet,
    PacketKind,
    StatusPacket,
)
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.services.connect_server import KEY, SERVER, ConnectServer
from clerkdesk.services.sync import SyncNow
from clerkdesk.services.take_in import TakeIn
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.office import DEPARTMENT, FakeOffice
from tests.fakes.packets import NEW, RECALL
from tests.fakes.sample_documents import ADMIN, CLERK, NOW


class Inbox:
    """The door through which the sync hands in packets."""

    def __init__(self, office: FakeOffice) -> None:
        self._office = office
        notify = office.desk().notify
        self._take_in = TakeIn(office.store, office.codec, notify)

    def bytes(self, content: bytes, *, sender: str = "H13.01", name: str = "goi.edxml") -> None:
        header = PacketHeader(
            sender=sender,
            recipients=(self._office.office.code,),
            document_id="H13.01,2026/11/20,41/TTr-UBND",
            kind=PacketKind.NEW.value,
            sha256=self._office.store.files.put(content),
            size=len(content),
            name=name,
        )
        self._take_in(header, content, NOW, NOW - timedelta(minutes=1))

    def packet(self, packet: Packet, *, sender: str = "H13.01") -> None:
        self.bytes(self._office.codec.write(packet), sender=sender)


def issued(office: FakeOffice) -> Outgoing:
    return office.desk().issue(office.sealed().uid, CLERK)


def status_of(
    document: Outgoing, code: str, description: str = "", minutes: int = 0
) -> StatusPacket:
    return StatusPacket(
        status_code=code,
        about=DocumentReference(
            "x", document.code_number, document.code_notation, "H", document.issued_date
        ),
        sender=Agency("H13.01", "Sở Nội vụ"),
        staff="Lê Văn Tiếp",
        department="Văn thư",
        at=NOW + timedelta(minutes=minutes),
        description=description,
    )


def delivery_status(office: FakeOffice, document: Outgoing) -> DeliveryStatus:
    (delivery,) = office.store.outgoing.get(document.uid).deliveries
    return delivery.status


# --- taking in -------------------------------------------------------------------------------------


def test_the_same_packet_twice_is_one_arrival_and_one_receipt() -> None:
    office = FakeOffice()
    inbox = Inbox(office)
    inbox.packet(NEW)
    inbox.packet(NEW)
    (arrival,) = office.store.exchange.arrivals()
    assert (arrival.code, arrival.subject) == ("41/TTr-UBND", NEW.subject)
    assert arrival.received_at == NOW
    assert [p.header.name for p in office.store.exchange.waiting()] == ["status-01.edxml"]


def test_a_packet_that_cannot_be_read_is_kept_with_its_problem() -> None:
    office = FakeOffice()
    inbox = Inbox(office)
    inbox.bytes(b"torn off in the mid", name="hong.edxml")
    (arrival,) = office.store.exchange.arrivals()
    assert "hong.edxml" in arrival.problem
    assert office.store.files.get(arrival.header.sha256) == b"torn off in the mid"
    assert office.store.exchange.waiting() == []
    office.desk().refuse(arrival, "không đọc được", CLERK)  # its routing header says to whom
    assert office.store.exchange.arrivals() == []
    (answer,) = office.store.exchange.waiting()
    assert (answer.header.name, answer.header.recipients) == ("status-02.edxml", ("H13.01",))


def test_a_recall_waits_for_the_clerk_and_is_not_answered_as_new() -> None:
    office = FakeOffice()
    Inbox(office).packet(RECALL)
    (arrival,) = office.store.exchange.arrivals()
    assert arrival.kind is PacketKind.RECALL
    assert office.store.exchange.waiting() == []


def test_a_status_settles_itself_on_the_document_it_is_about() -> None:
    office = FakeOffice()
    document, inbox = issued(office), Inbox(office)
    inbox.packet(status_of(document, "03", "Đã tiếp nhận, số đến 7"))
    (delivery,) = office.store.outgoing.get(document.uid).deliveries
    assert delivery.status is DeliveryStatus.ACCEPTED
    assert delivery.description == "Đã tiếp nhận, số đến 7"
    assert delivery.status_at == NOW
    assert office.store.exchange.arrivals(waiting_only=False) == []


def test_a_status_out_of_order_does_not_move_backwards() -> None:
    office = FakeOffice()
    document, inbox = issued(office), Inbox(office)
    inbox.packet(status_of(document, "05", minutes=5))
    inbox.packet(status_of(document, "03", minutes=3))
    inbox.packet(status_of(document, "01", minutes=1))
    assert delivery_status(office, document) is DeliveryStatus.PROCESSING
    inbox.packet(status_of(document, "06", minutes=9))
    assert delivery_status(office, document) is DeliveryStatus.FINISHED


@pytest.mark.parametrize("code", ["09", "sent", "waiting", ""])
def test_an_unknown_status_is_kept_for_the_clerk_and_changes_nothing(code: str) -> None:
    office = FakeOffice()
    document, inbox = issued(office), Inbox(office)
    inbox.packet(status_of(document, code, "lạ"))
    assert delivery_status(office, document) is DeliveryStatus.WAITING
    (arrival,) = office.store.exchange.arrivals()
    assert arrival.kind is PacketKind.STATUS
    said = f"Mã «{code}»: lạ" if code else "Trạng thái không có mã: lạ"
    assert arrival.subject == f"{said} (Sở Nội vụ, 10:00 22/11/2026)"


def test_a_status_about_a_document_that_is_not_ours_is_kept() -> None:
    office = FakeOffice()
    document = issued(office)
    stranger = replace(document, code_number="99")
    Inbox(office).packet(status_of(stranger, "03"))
    (arrival,) = office.store.exchange.arrivals()
    assert arrival.code == "99/TTr-UBND"
    assert delivery_status(office, document) is DeliveryStatus.WAITING


def test_a_status_of_an_agency_that_was_not_asked_is_kept_and_applied_to_nobody() -> None:
    office = FakeOffice()
    document = issued(office)
    Inbox(office).packet(status_of(document, "03"), sender="H13.77")
    assert delivery_status(office, document) is DeliveryStatus.WAITING
    (arrival,) = office.store.exchange.arrivals()
    assert arrival.header.sender == "H13.77"


def test_a_document_goes_to_a_neighbour_and_its_receipt_comes_back() -> None:
    province = FakeProvince(FakeOffice().office.agency, DEPARTMENT.agency)
    own, other = FakeOffice(), FakeOffice(office=DEPARTMENT)
    other.codec.written = own.codec.written  # both read the same packets
    meet_own, meet_other = met(own, province), met(other, province)
    document = issued(own)
    assert meet_own().sent == 1
    assert delivery_status(own, document) is DeliveryStatus.SENT
    meet_other()
    (arrival,) = other.store.exchange.arrivals()
    desk = other.desk()
    candidate = desk.from_arrival(arrival)
    desk.register(candidate, candidate.values, CLERK)
    meet_other()
    assert meet_own().received == 2
    assert delivery_status(own, document) is DeliveryStatus.ACCEPTED
    packet = own.codec.read("", own.store.files.get(arrival.header.sha256))
    assert isinstance(packet, DocumentPacket)


def met(office: FakeOffice, province: FakeProvince) -> Callable[[], object]:
    connect = connection(office, province)[0]
    connect("https://may-chu.example", province.one_time_code(office.office.code), ADMIN)
    hub = connect.hub()
    assert hub is not None
    take_in = TakeIn(office.store, office.codec, office.desk().notify)
    return SyncNow(office.store, hub, take_in, office.clock)


# --- connecting ------------------------------------------------------------------------------------


def connection(
    office: FakeOffice, province: FakeProvince
) -> tuple[ConnectServer, list[tuple[str, bytes]]]:
    """ConnectServer whose hubs are the same desk of `province`, and what each was made with."""
    hub = FakeHub(province, office.office.code, office.store.device)
    made: list[tuple[str, bytes]] = []

    def make(address: str, _device: str, key: bytes) -> FakeHub:
        made.append((address, key))
        return hub

    keys = iter(bytes([number]) * 32 for number in range(1, 9))
    return ConnectServer(office.store, make, lambda: next(keys)), made


def test_enrolling_keeps_the_address_and_takes_in_the_directory() -> None:
    office = FakeOffice()
    province = FakeProvince(office.office.agency, DEPARTMENT.agency)
    connect, _made = connection(office, province)
    assert connect.address == ""
    assert connect.hub() is None
    connect(" https://may-chu.example ".strip(), province.one_time_code(office.office.code), ADMIN)
    assert connect.address == "https://may-chu.example"
    assert {a.code for a in office.store.directory.agencies()} == {office.office.code, "H13.01"}
    secret = office.store.settings.get(KEY)
    assert all(str(secret) not in str(op.fields) for op in office.store.ops.pending(1000))


def test_the_key_is_kept_before_the_server_sees_it_so_that_a_lost_answer_can_be_asked_again() -> (
    None
):
    office = FakeOffice()
    province = FakeProvince(office.office.agency)
    connect, made = connection(office, province)
    hub = connect._make_hub("", "", b"")
    code = province.one_time_code(office.office.code)
    made.clear()
    hub.lose_next_answer = True  # type: ignore[attr-defined] # a FakeHub
    with pytest.raises(ServerUnreachable):
        connect("https://may-chu.example", code, ADMIN)
    assert office.store.settings.get(KEY) == (b"\x01" * 32).hex()
    assert office.store.settings.get(SERVER) is None
    connect("https://may-chu.example", code, ADMIN)
    assert [key for _address, key in made] == [b"\x01" * 32, b"\x01" * 32]
    assert connect.address == "https://may-chu.example"


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://may-chu.example", True),
        (" https://may-chu.example ", True),
        ("http://127.0.0.1:8000", True),
        ("http://localhost:8000/", True),
        ("http://[::1]:8000", True),
        ("http://may-chu.example", False),
        ("http://127.0.0.1.evil.example", False),
        ("http://localhost@evil.example", False),
        ("ftp://may-chu.example", False),
        ("https://", False),
        ("https://may chu.example", False),
        ("", False),
    ],
)
def test_plain_http_is_for_this_machine_only(address: str, good: bool) -> None:
    office = FakeOffice()
    province = FakeProvince(office.office.agency)
    connect, made = connection(office, province)
    code = province.one_time_code(office.office.code)
    if good:
        connect(address, code, ADMIN)
        assert connect.address == address.strip()
        return
    with pytest.raises(InvalidEntry) as met_error:
        connect(address, code, ADMIN)
    assert set(met_error.value.problems) == {"address"}
    assert made == []
    assert office.store.settings.get(KEY) is None


def test_a_wrong_code_leaves_the_desk_unconnected() -> None:
    office = FakeOffice()
    connect, _made = connection(office, FakeProvince(office.office.agency))
    with pytest.raises(ServerRefused):
        connect("https://may-chu.example", "SAI-MA", ADMIN)
    with pytest.raises(InvalidEntry):
        connect("https://may-chu.example", "  ", ADMIN)
    assert connect.address == ""


def test_only_an_administrator_connects() -> None:
    office = FakeOffice()
    connect, made = connection(office, FakeProvince(office.office.agency))
    with pytest.raises(NotAllowed):
        connect("https://may-chu.example", "CODE-0001", CLERK)
    assert made == []


def test_agencies_that_the_province_adds_later_are_taken_in() -> None:
    office = FakeOffice()
    province = FakeProvince(office.office.agency)
    connect, _made = connection(office, province)
    connect.refresh_directory(ADMIN)  # not connected: nothing to ask
    connect("https://may-chu.example", province.one_time_code(office.office.code), ADMIN)
    province.add_agency(DEPARTMENT.agency)
    connect.refresh_directory(ADMIN)
    assert [a.name for a in office.store.directory.agencies("noi vu")] == ["Sở Nội vụ"]
