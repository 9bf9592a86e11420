"""S38 (Điều 13): the sender is told at once after validity is confirmed; the delay is measured."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from clerkdesk.domain.errors import DiskFull, ServerUnreachable
from clerkdesk.domain.packets import StatusPacket
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.services.sync import SyncNow
from clerkdesk.services.take_in import TakeIn
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.today.receipts_page import ReceiptsPage, ReceiptsPresenter
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.inbox import arrive
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import DEPARTMENT, FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK


def line(office: FakeOffice) -> tuple[FakeProvince, SyncNow]:
    province = FakeProvince(office.office.agency, DEPARTMENT.agency)
    hub = FakeHub(province, office.office.code, office.store.device)
    connect = ConnectServer(office.store, lambda *_a: hub, lambda: bytes(32))
    connect("https://may-chu.example", province.one_time_code(office.office.code), ADMIN)
    take_in = TakeIn(office.store, office.codec, office.desk().notify)
    return province, SyncNow(office.store, hub, take_in, office.clock)


def accepted(office: FakeOffice) -> None:
    desk = office.desk()
    candidate = desk.from_arrival(arrive(office))
    desk.register(candidate, candidate.values, CLERK)


def test_the_notice_is_made_in_the_same_moment_and_goes_to_the_sender() -> None:
    office = FakeOffice()
    accepted(office)
    (notice,) = office.desk().receipts.pending()
    assert notice.queued_at - notice.confirmed_at < timedelta(minutes=1)
    parcel = office.store.exchange.waiting()[-1]
    assert parcel.header.recipients == ("H13.01",)
    answer = office.codec.read("", office.store.files.get(parcel.header.sha256))
    assert isinstance(answer, StatusPacket)
    assert answer.status_code == "03"
    assert answer.description.endswith("số đến 1")


def test_without_a_line_it_waits_is_late_and_then_goes_with_its_delay_kept() -> None:
    office = FakeOffice()
    province, meet = line(office)
    province.reachable = False
    start = office.clock.now
    accepted(office)
    with pytest.raises(ServerUnreachable):
        meet()
    office.clock.now += timedelta(minutes=50)
    receipts = office.desk().receipts
    (waiting,) = receipts.pending()
    assert waiting.late(office.clock.now, receipts.limit())
    province.time = office.clock.now
    province.reachable = True
    meet()
    assert receipts.pending() == []
    (sent,) = receipts.since(start)
    assert sent.to == "Sở Nội vụ"
    assert timedelta(minutes=50) <= sent.delay(office.clock.now) < timedelta(minutes=52)
    figures = receipts.figures(start, office.clock.now)
    assert (figures.made, figures.sent, figures.pending, figures.late) == (1, 1, 0, 1)
    assert figures.same_day == 1
    assert figures.median == figures.longest == sent.delay(office.clock.now)
    assert receipts.figures(office.clock.now, office.clock.now).median is None


def test_a_break_between_number_and_notice_is_made_good_and_counts_as_delay() -> None:
    office = FakeOffice()
    desk, arrival = office.desk(), arrive(office)
    candidate = desk.from_arrival(arrival)
    put = office.store.files.put

    def full(_content: bytes) -> str:
        raise DiskFull

    office.store.files.put = full  # type: ignore[method-assign] # the fake's own way fails
    with pytest.raises(DiskFull):
        desk.register(candidate, candidate.values, CLERK)
    confirmed = office.clock.now
    office.store.files.put = put  # type: ignore[method-assign] # the disk has room again
    office.clock.now += timedelta(hours=2)
    desk.register(candidate, candidate.values, CLERK)
    (notice,) = desk.receipts.pending()
    assert abs(notice.confirmed_at - confirmed) < timedelta(minutes=1)
    assert notice.delay(office.clock.now) >= timedelta(hours=2)
    assert len(office.store.incoming.rows) == 1


def test_the_list_shows_what_waits_first_with_its_delay(qtbot: QtBot) -> None:
    office = FakeOffice()
    _province, meet = line(office)
    accepted(office)
    meet()
    office.desk().refuse(arrive(office, number="42"), "sai nơi nhận", CLERK)
    office.clock.now += timedelta(minutes=40)
    presenter = ReceiptsPresenter(office.desk(), InstantJobs())
    page = ReceiptsPage(presenter, SessionMemory())
    presenter.setParent(page)
    qtbot.addWidget(page)
    page.refresh()
    model = page.table.model
    shown = [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    assert [row[0] for row in shown] == ["Từ chối", "Tiếp nhận"]
    assert shown[0][1:3] == ["42/TTr-UBND", "Sở Nội vụ"]
    assert shown[0][-2:] == ["40 phút", "Chậm, chờ gửi"]
    assert page.tiles[0].number.text() == "1"
