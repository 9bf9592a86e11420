"""The PC's date is held against the server's before a number is given (SYNC.md, the date guard)."""

from datetime import timedelta

import pytest

from clerkdesk.domain.errors import ClockFarOff
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.side_book_forms import SideBookKey
from clerkdesk.domain.side_books import SideEntry
from clerkdesk.domain.tokens import SignatureKind
from clerkdesk.services.guard_clock import GuardClock
from clerkdesk.services.sync import SyncNow
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.office import INCOMING_VALUES, PDF_FILE, FakeOffice
from tests.fakes.sample_documents import CLERK, NOW, TODAY


def guard() -> GuardClock:
    return GuardClock(lambda: NOW)


@pytest.mark.parametrize("hours", [-24, -1, 0, 23, 24])
def test_up_to_a_day_nothing_is_asked(hours: int) -> None:
    subject = guard()
    subject.heard(NOW - timedelta(hours=hours))
    assert subject.doubt() is None
    subject.demand()


@pytest.mark.parametrize("hours", [-25, 25, 24 * 365])
def test_beyond_a_day_both_dates_are_said_and_no_number_is_given(hours: int) -> None:
    subject = guard()
    subject.heard(NOW - timedelta(hours=hours))
    doubt = subject.doubt()
    assert doubt is not None
    assert doubt.day == "22/11/2026"
    assert doubt.server_day == f"{NOW - timedelta(hours=hours - 7):%d/%m/%Y}"
    with pytest.raises(ClockFarOff):
        subject.demand()


def test_a_desk_that_never_met_the_server_works_on() -> None:
    guard().demand()


def test_the_clerks_answer_holds_until_the_clock_moves_again() -> None:
    subject = guard()
    subject.heard(NOW - timedelta(days=3))
    subject.accept()
    subject.heard(NOW - timedelta(days=3, minutes=10))
    subject.demand()
    subject.heard(NOW - timedelta(days=4))
    with pytest.raises(ClockFarOff):
        subject.demand()


def test_a_meeting_tells_the_guard_and_numbers_wait_for_the_answer() -> None:
    office = FakeOffice()
    desk = office.desk()
    province = FakeProvince(office.office.agency)
    province.time = office.clock() + timedelta(days=2)
    hub = FakeHub(province, office.office.code, office.store.device)
    hub.enrol(province.one_time_code(office.office.code), office.store.device, office.office.agency)
    SyncNow(office.store, hub, lambda *_packet: None, office.clock, desk.guard_clock.heard)()
    candidate = desk.from_file("van-ban.pdf", PDF_FILE, Channel.PAPER)
    with pytest.raises(ClockFarOff):
        desk.register(candidate, INCOMING_VALUES, CLERK)
    draft = office.sign(office.approved(), SignatureKind.PERSON)
    with pytest.raises(ClockFarOff):
        desk.allot(draft.uid, CLERK)
    petition = SideEntry(
        SideBookKey.PETITIONS,
        {"arrival_date": TODAY, "sender": "Lê Văn Út", "subject": "Đơn", "kind": "petition"},
    )
    with pytest.raises(ClockFarOff):
        desk.keep_side_book(petition, CLERK)
    desk.guard_clock.accept()
    assert desk.register(candidate, INCOMING_VALUES, CLERK).document.arrival_number == 1
    assert desk.allot(draft.uid, CLERK).outgoing_number == 1
