"""S12: of each exchange it is known how far it came; and nothing is shown that nobody has said."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.exchange_state import Reach, reach_of_incoming, reach_of_outgoing
from clerkdesk.domain.incoming import Channel, IncomingState
from clerkdesk.domain.outgoing import Delivery, Outgoing, OutgoingState, Recipient
from clerkdesk.services.line_meter import LineMeter
from clerkdesk.services.move_files import MoveFiles
from clerkdesk.services.sync import SyncNow
from clerkdesk.services.take_in import TakeIn
from clerkdesk.ui.registers.reach_words import reach_text, reach_tooltip
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.office import DEPARTMENT, FakeOffice
from tests.fakes.sample_documents import CLERK, incoming_entry, outgoing_entry

PAPER = Recipient("Ông An", channel=Channel.PAPER)


def with_ways(*statuses: DeliveryStatus) -> Outgoing:
    ways = tuple(Delivery(Recipient(f"Nơi {n}", f"H{n}"), s) for n, s in enumerate(statuses))
    return Outgoing("u", outgoing_entry(), OutgoingState.ISSUED, deliveries=ways)


@given(st.lists(st.sampled_from(DeliveryStatus), min_size=1, max_size=5))
def test_a_document_is_as_far_as_its_slowest_recipient(statuses: list[DeliveryStatus]) -> None:
    alone = [reach_of_outgoing(with_ways(status), at_province=False) for status in statuses]
    assert reach_of_outgoing(with_ways(*statuses), at_province=False) == min(alone)


@pytest.mark.parametrize(
    ("status", "reach"),
    [
        (DeliveryStatus.WAITING, Reach.HERE),
        (DeliveryStatus.SENT, Reach.PROVINCE),
        (DeliveryStatus.ARRIVED, Reach.ARRIVED),
        (DeliveryStatus.ACCEPTED, Reach.OPENED),
        (DeliveryStatus.REFUSED, Reach.OPENED),
    ],
)
def test_each_step_is_what_the_other_side_has_said(status: DeliveryStatus, reach: Reach) -> None:
    assert reach_of_outgoing(with_ways(status), at_province=False) == reach


def test_paper_alone_goes_no_further_than_the_province() -> None:
    document = replace(with_ways(), deliveries=(Delivery(PAPER, DeliveryStatus.ARRIVED),))
    assert reach_of_outgoing(document, at_province=True) == Reach.PROVINCE
    assert reach_of_outgoing(document, at_province=False) == Reach.HERE


def test_an_issued_document_walks_all_four_steps() -> None:
    office = FakeOffice()
    other = FakeOffice(office=DEPARTMENT, codec=office.codec)
    province = FakeProvince(office.office.agency, other.office.agency)

    def sync(one: FakeOffice) -> SyncNow:
        agency, device = one.office.agency, one.store.device
        hub = FakeHub(province, agency.code, device)
        hub.enrol(province.one_time_code(agency.code), device, agency)
        desk, meter = one.desk(), LineMeter(one.store, one.clock)
        files = MoveFiles(one.store, hub, meter, one.clock, lambda: 0.0)
        take_in = TakeIn(one.store, one.codec, desk.notify)
        return SyncNow(one.store, hub, take_in, one.clock, move_files=files, meter=meter)

    here, there = sync(office), sync(other)
    uid = office.desk().issue(office.sealed().uid, CLERK).uid

    def reach() -> Reach:
        return office.desk().how_far.outgoing([office.store.outgoing.get(uid)])[uid]

    assert reach() == Reach.HERE
    here()
    assert reach() == Reach.PROVINCE
    there()  # takes it in and says so by itself (status 01)
    here()
    assert reach() == Reach.ARRIVED
    (arrival,) = other.store.exchange.arrivals()
    other.desk().refuse(arrival, "gửi nhầm cơ quan", CLERK)
    there()
    here()
    assert reach() == Reach.OPENED


def test_an_arrival_is_at_the_province_only_with_its_files_and_opened_when_signed_for() -> None:
    office = FakeOffice()
    document = office.store.incoming.add(incoming_entry(), "vanthu")
    assert document.state is IncomingState.TO_FORWARD
    here = reach_of_incoming(document, at_province=False, elsewhere=False)
    assert here == Reach.HERE
    assert reach_of_incoming(document, at_province=True, elsewhere=False) == Reach.PROVINCE
    assert reach_of_incoming(document, at_province=False, elsewhere=True) == Reach.ARRIVED
    assert reach_text(here) == "Trên máy"
    assert reach_tooltip(Reach.PROVINCE).count("✓") == 2
