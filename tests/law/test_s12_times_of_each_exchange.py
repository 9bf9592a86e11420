"""S12 (Điều 6): of each exchange the sender, the time of sending, of receipt and the answer are kept."""

from datetime import timedelta

from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.services.sync import SyncNow
from clerkdesk.services.take_in import TakeIn
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.office import DEPARTMENT, FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK


def meeting(office: FakeOffice, province: FakeProvince) -> SyncNow:
    hub = FakeHub(province, office.office.code, office.store.device)
    connect = ConnectServer(office.store, lambda *_a: hub, lambda: bytes(32))
    connect("https://may-chu.example", province.one_time_code(office.office.code), ADMIN)
    take_in = TakeIn(office.store, office.codec, office.desk().notify)
    return SyncNow(office.store, hub, take_in, office.clock)


def test_both_sides_keep_who_when_sent_when_received_and_what_was_answered() -> None:
    own, other = FakeOffice(), FakeOffice(office=DEPARTMENT)
    other.codec.written = own.codec.written  # both read the same packets
    province = FakeProvince(own.office.agency, DEPARTMENT.agency)
    meet_own, meet_other = meeting(own, province), meeting(other, province)
    document = own.desk().issue(own.sealed().uid, CLERK)
    meet_own()
    (sent,) = own.store.outgoing.get(document.uid).deliveries
    meet_other()
    (arrival,) = other.store.exchange.arrivals()
    assert arrival.header.sender == own.office.code
    assert arrival.sent_at == sent.sent_at  # the province's time, outside both offices
    before = other.clock.now
    assert before - timedelta(minutes=1) < arrival.received_at <= before
    desk = other.desk()
    candidate = desk.from_arrival(arrival)
    registered = desk.register(candidate, candidate.values, CLERK).document
    assert registered.entry.received_at_actual == arrival.received_at
    assert registered.entry.received_at_legal >= arrival.received_at
    meet_other()
    (answer,) = desk.receipts.since(arrival.received_at)
    assert answer.sent_at is not None
    meet_own()
    (acknowledged,) = own.store.outgoing.get(document.uid).deliveries
    assert acknowledged.status is DeliveryStatus.ACCEPTED
    assert acknowledged.sent_at == sent.sent_at
    assert acknowledged.status_at is not None
    (kept,) = other.store.exchange.arrivals(waiting_only=False)
    assert (kept.sent_at, kept.received_at) == (arrival.sent_at, arrival.received_at)
