"""S36 (Điều 12.1): the time of sending is the first evidence outside the office's own control, not the click."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from clerkdesk.domain.changes import delivered
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.outgoing import Delivery
from clerkdesk.domain.status_marks import first_evidence
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.services.sync import SyncNow
from clerkdesk.services.take_in import TakeIn
from tests.fakes.courier import Courier
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.office import DEPARTMENT, FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK


@pytest.fixture
def courier(tmp_path: Path) -> Courier:
    return Courier(tmp_path)


def sent_at(office: FakeOffice, uid: str) -> datetime | None:
    (way,) = office.store.outgoing.get(uid).deliveries
    return first_evidence(way.sent_at, way.marks)


def test_the_provinces_clock_counts_and_the_click_is_kept_beside_it() -> None:
    office = FakeOffice()
    province = FakeProvince(office.office.agency, DEPARTMENT.agency)
    hub = FakeHub(province, office.office.code, office.store.device)
    connect = ConnectServer(office.store, lambda *_a: hub, lambda: bytes(32))
    connect("https://may-chu.example", province.one_time_code(office.office.code), ADMIN)
    take_in = TakeIn(office.store, office.codec, office.desk().notify)
    document = office.desk().issue(office.sealed().uid, CLERK)
    assert sent_at(office, document.uid) is None  # the click is no sending
    province.time = office.clock.now + timedelta(minutes=47)
    SyncNow(office.store, hub, take_in, office.clock)()
    after = office.store.outgoing.get(document.uid)
    evidence = sent_at(office, document.uid)
    assert evidence is not None
    assert abs(evidence - province.time) < timedelta(minutes=1)
    assert after.issued_at is not None
    assert evidence - after.issued_at > timedelta(minutes=40)


def test_a_file_on_a_stick_is_not_sent_until_the_receiver_says_that_it_has_it(
    courier: Courier,
) -> None:
    document = courier.issued()
    office = courier.commune
    office.desk().export_packets.of_document(document.uid, courier.stick, CLERK)
    assert sent_at(office, document.uid) is None
    courier.department.clock.now = office.clock.now + timedelta(hours=3)
    courier.to_department()
    there = courier.arrival().received_at
    office.clock.now += timedelta(days=1)
    courier.to_commune()
    evidence = sent_at(office, document.uid)
    assert evidence is not None
    assert there <= evidence < there + timedelta(minutes=1)


def test_a_receiver_whose_clock_runs_ahead_moves_no_evidence_into_the_future(
    courier: Courier,
) -> None:
    document = courier.issued()
    courier.department.clock.now = courier.commune.clock.now + timedelta(days=40)
    courier.to_department()
    courier.to_commune()
    evidence = sent_at(courier.commune, document.uid)
    assert evidence is not None
    assert evidence <= courier.commune.clock.now


def test_of_two_evidences_the_first_holds_whichever_is_heard_first(courier: Courier) -> None:
    document = courier.issued()
    (way,) = document.deliveries
    early, late = (courier.commune.clock.now + timedelta(hours=n) for n in (1, 2))
    by_hub = Delivery(way.recipient, DeliveryStatus.SENT, sent_at=early)
    by_status = Delivery(way.recipient, DeliveryStatus.ARRIVED, sent_at=late, status_at=late)
    for order in ((by_hub, by_status), (by_status, by_hub)):
        heard = document
        for news in order:
            heard = delivered(heard, news)
        (after,) = heard.deliveries
        assert (after.sent_at, after.status) == (early, DeliveryStatus.ARRIVED)


def test_when_a_packet_came_by_file_its_sending_is_not_taken_from_its_own_words(
    courier: Courier,
) -> None:
    courier.issued()
    courier.department.clock.now += timedelta(hours=5)
    before = courier.department.clock.now
    courier.to_department()
    arrival = courier.arrival()
    assert arrival.sent_at is None
    assert before <= arrival.received_at <= courier.department.clock.now
