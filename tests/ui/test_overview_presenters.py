"""What «Hôm nay», «Tra cứu» and «Thiết lập» decide, on fakes."""

from datetime import timedelta
from pathlib import Path

from clerkdesk.domain.accounts import OFFICE as OFFICE_FIELDS
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import FileNotRead, NotAllowed, ServerUnreachable, UnsupportedFile
from clerkdesk.domain.outgoing import Delivery
from clerkdesk.domain.people import Person
from clerkdesk.domain.scans import ScanSettings
from clerkdesk.services.change_settings import ChangeSettings
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.ui.find.presenter import FindPresenter, Found
from clerkdesk.ui.jobs import Lane
from clerkdesk.ui.settings.presenter import OfficeFacts, SettingsPresenter
from clerkdesk.ui.today.presenter import Today, TodayPresenter
from tests.fakes.documents import PNG
from tests.fakes.heard import Heard
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.jobs import InstantJobs, WaitingJobs
from tests.fakes.office import NEXT_DOOR, FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK, OFFICE, TODAY, incoming_entry
from tests.fakes.scanner import DEVICE
from tests.fakes.ways import HeardWays


def today(office: FakeOffice) -> Today:
    subject = TodayPresenter(office.desk(), InstantJobs())
    heard = Heard(subject, "changed", "failed")
    subject.refresh()
    found = heard.last("changed")
    assert isinstance(found, Today)
    return found


def found(office: FakeOffice, text: str) -> Found:
    subject = FindPresenter(office.desk(), InstantJobs())
    heard = Heard(subject, "found", "failed")
    subject.search(text)
    result = heard.last("found")
    assert isinstance(result, Found)
    return result


# --- Hôm nay ---------------------------------------------------------------------------------------


def test_an_empty_office_has_nothing_to_do() -> None:
    shown = today(FakeOffice())
    assert set(shown.numbers.values()) == {0}
    assert all(rows.count == 0 for rows in shown.rows.values())
    assert not shown.open_now  # NOW is a Sunday
    assert shown.next_opening.isoformat() == "2026-11-23T07:00:00+07:00"


def test_the_days_work_is_counted() -> None:
    office = FakeOffice()
    desk = office.desk()
    late = incoming_entry(due_date=TODAY - timedelta(days=1), arrival_date=TODAY)
    soon = incoming_entry(due_date=TODAY + timedelta(days=1))
    for entry in (soon, late, incoming_entry()):
        office.store.incoming.add(entry, CLERK.login)
    desk.scan(DEVICE, ScanSettings(), saved=lambda _page: None, stop=lambda: False)
    office.approved()
    issued = desk.issue(office.sealed().uid, CLERK)
    refused = Delivery(NEXT_DOOR, DeliveryStatus.REFUSED, description="sai nơi nhận")
    office.store.outgoing.set_delivery(issued.uid, refused, "hệ thống")
    shown = today(office)
    numbers = {"to_forward": 3, "overdue": 1, "unsent": 1, "arrivals": 1, "returned": 1}
    assert numbers.items() <= shown.numbers.items()
    late_rows = shown.rows["late"].rows
    assert [row.badge for row in late_rows] == ["quá 1 ngày", "ngày mai"]
    (batch,) = shown.rows["arrivals"].rows
    assert batch.badge == "Chưa vào sổ"
    assert shown.rows["leaving"].count == shown.numbers["to_issue"] == 1
    (refused_row,) = shown.rows["returned"].rows
    ways = HeardWays()
    refused_row.open(ways)  # type: ignore[arg-type] # its ways are made as they are asked for
    assert ways.gone == [("show_outgoing", office.store.outgoing.get(issued.uid))]


# --- Tra cứu ---------------------------------------------------------------------------------------


def test_words_without_diacritics_find_both_registers() -> None:
    office = FakeOffice()
    office.store.incoming.add(incoming_entry(subject="Sửa chữa trụ sở"), CLERK.login)
    office.draft()
    result = found(office, "sua chua tru so")
    assert (len(result.hits), result.total) == (2, 2)
    assert found(office, "khong co gi").hits == []


def test_no_words_find_nothing() -> None:
    office = FakeOffice()
    office.store.incoming.add(incoming_entry(), CLERK.login)
    assert found(office, "").total == 0


def test_a_later_search_overtakes_an_earlier_one() -> None:
    jobs = WaitingJobs()
    subject = FindPresenter(FakeOffice().desk(), jobs)
    heard = Heard(subject, "found", "failed")
    subject.search("mot")
    subject.search("hai")
    jobs.go()
    assert [result[0].text for result in heard.of("found")] == ["hai"]  # type: ignore[attr-defined]


# --- Thiết lập -------------------------------------------------------------------------------------


def settings(
    office: FakeOffice, person: Person, province: FakeProvince, jobs: InstantJobs
) -> tuple[SettingsPresenter, Heard]:
    hub = FakeHub(province, office.office.code, office.store.device)
    connect = ConnectServer(office.store, lambda *_anything: hub, lambda: bytes(32))
    subject = SettingsPresenter(office.desk(person), ChangeSettings(office.store), connect, jobs)
    return subject, Heard(
        subject, "facts_changed", "problems_found", "changed", "connected", "failed"
    )


def office_values(**changes: object) -> dict[str, object]:
    return {**{field.name: getattr(OFFICE, field.name) for field in OFFICE_FIELDS}, **changes}


def test_facts_are_read_changed_and_shown_again() -> None:
    office = FakeOffice()
    subject, heard = settings(office, ADMIN, FakeProvince(office.office.agency), InstantJobs())
    subject.refresh()
    subject.save_office(office_values(address="Số 2"))
    facts = heard.last("facts_changed")
    assert isinstance(facts, OfficeFacts)
    assert facts.office.address == "Số 2"
    assert len(facts.people) == 2
    assert heard.last("changed") == "Đã lưu thông tin đơn vị."
    assert heard.last("problems_found") == {}


def test_wrong_facts_are_named_and_a_clerk_is_told_who_may() -> None:
    office = FakeOffice()
    province = FakeProvince(office.office.agency)
    subject, heard = settings(office, ADMIN, province, InstantJobs())
    subject.save_office(office_values(name=""))
    assert heard.last("problems_found") == {"name": "Chưa nhập «Tên đơn vị»."}
    subject, heard = settings(office, CLERK, province, InstantJobs())
    subject.save_office(office_values(address="Số 3"))
    assert isinstance(heard.last("failed"), NotAllowed)
    assert office.store.settings.office() == OFFICE


def test_a_picture_is_read_from_its_file(tmp_path: Path) -> None:
    office = FakeOffice()
    subject, heard = settings(office, ADMIN, FakeProvince(office.office.agency), InstantJobs())
    good, bad = tmp_path / "dau.png", tmp_path / "anh.png"
    good.write_bytes(PNG)
    bad.write_bytes(b"\xff\xd8")
    subject.set_picture("seal", good)
    assert heard.last("changed") == "Đã lưu hình."
    subject.set_picture("seal", bad)
    assert isinstance(heard.last("failed"), UnsupportedFile)
    subject.set_picture("seal", tmp_path / "khong-co.png")
    assert isinstance(heard.last("failed"), FileNotRead)


def test_connecting_is_said_and_a_missing_line_changes_nothing() -> None:
    office = FakeOffice()
    province, jobs = FakeProvince(office.office.agency), InstantJobs()
    subject, heard = settings(office, ADMIN, province, jobs)
    province.reachable = False
    code = province.one_time_code(office.office.code)
    subject.connect_server("https://may-chu.example", code)
    assert isinstance(heard.last("failed"), ServerUnreachable)
    assert heard.of("connected") == []
    subject.connect_server("may-chu.example", "")
    problems = heard.last("problems_found")
    assert isinstance(problems, dict)
    assert set(problems) == {"address", "code"}
    province.reachable = True
    subject.connect_server("https://may-chu.example", code)
    assert heard.of("connected") == [()]
    facts = heard.last("facts_changed")
    assert isinstance(facts, OfficeFacts)
    assert facts.address == "https://may-chu.example"
    assert Lane.NETWORK in jobs.lanes
