"""S06 (Điều 4.1.c): refusing needs a reason, tells the sender, keeps the evidence, uses no số đến."""

from datetime import timedelta

import pytest

from clerkdesk.domain.errors import InvalidEntry, NotAllowed
from clerkdesk.domain.packets import PacketKind, StatusPacket
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.registers import IncomingFilter
from clerkdesk.ports.store import Arrival
from clerkdesk.services.take_in import TakeIn
from tests.fakes.office import SPECIALIST, FakeOffice
from tests.fakes.packets import NEW
from tests.fakes.sample_documents import CLERK, NOW


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


@pytest.fixture
def arrival(office: FakeOffice) -> Arrival:
    content = office.codec.write(NEW)
    header = PacketHeader(
        sender=NEW.sender.code,
        recipients=(office.office.code,),
        document_id=NEW.document_id,
        kind=PacketKind.NEW.value,
        sha256=office.store.files.put(content),
        size=len(content),
        name="41-TTr-UBND.edxml",
    )
    TakeIn(office.store, office.codec, office.desk().notify)(
        header, content, NOW, NOW - timedelta(minutes=1)
    )
    (waiting,) = office.store.exchange.arrivals()
    return waiting


def statuses(office: FakeOffice) -> list[StatusPacket]:
    contents = [
        office.store.files.get(parcel.header.sha256) for parcel in office.store.exchange.waiting()
    ]
    packets = [office.codec.read("status.edxml", content) for content in contents]
    return [packet for packet in packets if isinstance(packet, StatusPacket)]


def test_the_sender_is_told_the_reason_and_no_number_is_used(
    office: FakeOffice, arrival: Arrival
) -> None:
    desk = office.desk()
    desk.refuse(arrival, "Chữ ký số không hợp lệ", CLERK)
    told = [status for status in statuses(office) if status.status_code == "02"]
    assert [(status.description, status.about.document_id) for status in told] == [
        ("Chữ ký số không hợp lệ", NEW.document_id)
    ]
    assert office.store.incoming.count(IncomingFilter()) == 0
    assert office.store.books.all() == []


def test_packet_and_check_stay_as_evidence(office: FakeOffice, arrival: Arrival) -> None:
    desk = office.desk()
    candidate = desk.from_arrival(arrival)
    desk.refuse(arrival, "Không đúng nơi nhận", CLERK, candidate.check)
    assert office.store.exchange.arrivals() == []
    (kept,) = office.store.exchange.arrivals(waiting_only=False)
    assert kept.settled == "refused"
    assert office.store.files.has(kept.header.sha256)
    assert candidate.main_file is not None
    assert office.store.checks.latest(candidate.main_file.sha256) is not None


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_is_refused(
    office: FakeOffice, arrival: Arrival, reason: str
) -> None:
    with pytest.raises(InvalidEntry):
        office.desk().refuse(arrival, reason, CLERK)
    assert office.store.exchange.arrivals() == [arrival]


def test_who_may_not_register_may_not_refuse(office: FakeOffice, arrival: Arrival) -> None:
    with pytest.raises(NotAllowed):
        office.desk(SPECIALIST).refuse(arrival, "không rõ", SPECIALIST)
