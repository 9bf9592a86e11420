"""What the scanning screen decides, on fakes."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from clerkdesk.domain.errors import FeederEmpty, FilesLeftOut, NoScanner, PaperJam, PdfIsDocument
from clerkdesk.domain.page_findings import PageFindings
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.scan_profiles import ScanRules, usual_profiles
from clerkdesk.domain.scans import Aside, ScanBatch, ScannedPage, ScanSettings, files_device
from clerkdesk.services.scan_profiles import ChangeScanRules
from clerkdesk.ui.jobs import Lane
from clerkdesk.ui.scan.presenter import ScanPresenter
from clerkdesk.ui.scan.run import WayOn
from tests.fakes.heard import Heard
from tests.fakes.jobs import InstantJobs, WaitingJobs
from tests.fakes.office import FakeOffice
from tests.fakes.scanner import DEVICE, FakeScanner

SIGNALS = (
    "devices_changed",
    "batches_changed",
    "thumbnail_ready",
    "page_saved",
    "busy_changed",
    "undo_changed",
    "rules_changed",
    "remarked",
    "broken_off",
    "documents_found",
    "failed",
)


def presenter(office: FakeOffice, jobs: InstantJobs | None = None) -> tuple[ScanPresenter, Heard]:
    subject = ScanPresenter(office.desk(), jobs or InstantJobs())
    return subject, Heard(subject, *SIGNALS)


def batches(heard: Heard) -> Sequence[ScanBatch]:
    found = heard.last("batches_changed")
    assert isinstance(found, list)
    return found


def test_devices_are_looked_for_in_the_scanners_lane() -> None:
    jobs = InstantJobs()
    subject, heard = presenter(FakeOffice(), jobs)
    subject.find_devices()
    assert heard.last("devices_changed") == (DEVICE,)
    assert jobs.lanes == [Lane.STORE, Lane.SCANNER]


def test_pages_are_counted_as_they_become_safe() -> None:
    office = FakeOffice()
    subject, heard = presenter(office)
    subject.scan(DEVICE, ScanSettings())
    assert heard.of("page_saved") == [(1,), (2,), (3,)]
    assert heard.of("busy_changed") == [(True,), (False,)]
    (batch,) = batches(heard)
    assert len(batch.pages) == 3
    assert not subject.scanning


def test_a_blank_page_goes_into_the_tray_after_the_run_and_comes_back_by_one_act() -> None:
    office = FakeOffice()
    subject, heard = presenter(office)
    subject.scan(DEVICE, ScanSettings())
    first = batches(heard)[0].pages[0]
    office.workshop.findings = {office.store.spool.image(first): PageFindings(blank=True)}
    other, heard = presenter(office)  # a desk that has not looked yet
    other.scan(DEVICE, ScanSettings(), into=batches_of(office)[0].batch_id)
    page = batches(heard)[0].pages[0]
    assert (page.dropped, page.aside) == (True, Aside.BLANK)
    other.set_dropped(page, False)
    assert batches(heard)[0].pages[0].dropped is False


def batches_of(office: FakeOffice) -> Sequence[ScanBatch]:
    return office.store.spool.batches()


def test_scanning_on_adds_to_the_batch() -> None:
    office = FakeOffice()
    subject, heard = presenter(office)
    subject.scan(DEVICE, ScanSettings())
    subject.scan(DEVICE, ScanSettings(), batches(heard)[0].batch_id)
    assert [len(batch.pages) for batch in batches(heard)] == [6]


@pytest.mark.parametrize(
    ("scanner", "kept"),
    [
        pytest.param(FakeScanner([b"one", b"two"], PaperJam(3)), 2, id="a jam on the third"),
        pytest.param(FakeScanner(), 0, id="no paper"),
    ],
)
def test_a_fault_is_said_and_pages_that_came_are_shown(scanner: FakeScanner, kept: int) -> None:
    subject, heard = presenter(FakeOffice(scanner=scanner))
    subject.scan(DEVICE, ScanSettings())
    error, way = heard.of("broken_off")[-1]
    assert isinstance(error, PaperJam | FeederEmpty)
    assert isinstance(way, WayOn)
    assert way.next_page == kept + 1
    assert (way.batch_id is None) == (kept == 0)
    assert sum(len(batch.pages) for batch in batches(heard)) == kept
    assert heard.last("busy_changed") is False


def test_without_a_scanner_nothing_is_started() -> None:
    jobs = InstantJobs()
    subject, heard = presenter(FakeOffice(), jobs)
    subject.scan(None, ScanSettings())
    assert heard.names() == ["failed"]
    assert isinstance(heard.last("failed"), NoScanner)
    assert jobs.lanes == []


def test_one_run_at_a_time() -> None:
    jobs = WaitingJobs()
    subject, heard = presenter(FakeOffice(), jobs)
    subject.scan(DEVICE, ScanSettings())
    subject.scan(DEVICE, ScanSettings())
    assert len(jobs.waiting) == 1
    assert heard.of("busy_changed") == [(True,)]


def test_stopping_keeps_what_came() -> None:
    jobs = WaitingJobs()
    office = FakeOffice()
    subject, heard = presenter(office, jobs)
    subject.stop()  # nothing runs: nothing happens
    subject.scan(DEVICE, ScanSettings())
    subject.stop()
    jobs.go()
    assert heard.last("busy_changed") is False
    assert office.store.spool.batches() == []


def test_turning_and_dropping_are_taken_back_in_order() -> None:
    office = FakeOffice()
    subject, heard = presenter(office)
    subject.scan(DEVICE, ScanSettings())
    page = batches(heard)[0].pages[0]
    subject.turn(page)
    subject.turn(page, 270)
    subject.turn(page)
    subject.set_dropped(page, True)
    first = batches(heard)[0].pages[0]
    assert (first.turned, first.dropped) == (90, True)
    assert len(batches(heard)[0].kept) == 2
    seen = []
    for _step in range(4):
        subject.undo()
        first = batches(heard)[0].pages[0]
        seen.append((first.turned, first.dropped))
    assert seen == [(90, False), (0, False), (90, False), (0, False)]
    assert heard.last("undo_changed") is False
    said = len(heard.said)
    subject.undo()  # nothing left
    assert len(heard.said) == said


def test_a_discarded_batch_is_gone_and_cannot_be_undone() -> None:
    office = FakeOffice()
    subject, heard = presenter(office)
    subject.scan(DEVICE, ScanSettings())
    batch = batches(heard)[0]
    subject.turn(batch.pages[0])
    subject.discard(batch)
    assert batches(heard) == []
    assert heard.last("undo_changed") is False
    subject.undo()
    assert heard.of("failed") == []


def test_a_small_picture_says_for_which_turn_it_is() -> None:
    office = FakeOffice()
    subject, heard = presenter(office)
    subject.scan(DEVICE, ScanSettings())
    subject.turn(batches(heard)[0].pages[0])
    page = batches(heard)[0].pages[0]
    subject.want_thumbnail(page)
    page_id, turned, picture = heard.of("thumbnail_ready")[-1]
    assert (page_id, turned) == (page.page_id, 90)
    assert isinstance(picture, bytes)


def test_sheets_counted_by_hand_are_compared_with_the_pages() -> None:
    subject, heard = presenter(FakeOffice())
    subject.scan(DEVICE, ScanSettings(), sheets=3)
    assert heard.of("remarked") == []
    subject.scan(DEVICE, ScanSettings(), sheets=4)
    (words,) = heard.of("remarked")[-1]
    assert "4 tờ" in words


def test_the_page_of_a_jam_counts_on_from_the_batch_it_was_added_to() -> None:
    office = FakeOffice()
    subject, heard = presenter(office)
    subject.scan(DEVICE, ScanSettings())
    batch = batches(heard)[0].batch_id
    scanner = office.desk().devices.scanner
    assert isinstance(scanner, FakeScanner)
    scanner.pages, scanner.error = [b"four"], PaperJam(2)
    subject.scan(DEVICE, ScanSettings(), batch)
    error, way = heard.of("broken_off")[-1]
    assert isinstance(error, PaperJam)
    assert isinstance(way, WayOn)
    assert (error.page, way.next_page, way.batch_id) == (5, 5, batch)


def test_dropped_files_become_a_batch_and_a_signed_pdf_is_offered_as_a_document() -> None:
    office = FakeOffice()
    subject, heard = presenter(office)
    scanner = office.desk().devices.scanner
    assert isinstance(scanner, FakeScanner)
    scanner.listed = (*scanner.listed, files_device(["/tmp/a.jpg"], "a.jpg"))
    subject.add_files([Path("/tmp/a.jpg")], ScanSettings())
    assert len(batches(heard)) == 1
    scanner.pages, scanner.error = [], PdfIsDocument("a.jpg", "/tmp/a.jpg")
    subject.add_files([Path("/tmp/a.jpg")], ScanSettings())
    error, paths = heard.of("documents_found")[-1]
    assert isinstance(error, PdfIsDocument)
    assert paths == [Path("/tmp/a.jpg")]


def test_some_files_that_are_no_pages_leave_the_others_tidied_and_open_as_documents() -> None:
    office = FakeOffice()
    subject, heard = presenter(office)
    scanner = office.desk().devices.scanner
    assert isinstance(scanner, FakeScanner)
    names = ["/tmp/a.jpg", "/tmp/b.pdf"]
    scanner.listed = (*scanner.listed, files_device(names, "2 tệp"))
    scanner.pages = [b"white"]
    scanner.error = FilesLeftOut(1, "«b.pdf»", "Có chữ ký", ["b.pdf"], ["/tmp/b.pdf"])
    office.workshop.findings = {b"white": PageFindings(blank=True)}
    subject.add_files([Path(name) for name in names], ScanSettings())
    assert heard.of("documents_found")[-1][1] == [Path("/tmp/b.pdf")]
    ((page,),) = [batch.pages for batch in batches(heard)]
    assert page.aside == Aside.BLANK


def test_files_given_while_the_scanner_runs_come_in_after_it() -> None:
    office, jobs = FakeOffice(), WaitingJobs()
    subject, heard = presenter(office, jobs)
    scanner = office.desk().devices.scanner
    assert isinstance(scanner, FakeScanner)
    scanner.listed = (*scanner.listed, files_device(["/tmp/a.jpg"], "a.jpg"))
    subject.scan(DEVICE, ScanSettings())
    subject.add_files([Path("/tmp/a.jpg")], ScanSettings())
    assert "1 tệp" in str(heard.last("remarked"))
    while jobs.waiting:
        jobs.go()
    assert len(batches_of(office)) == 2
    assert not subject.scanning


def test_a_defect_in_the_scanner_does_not_leave_the_page_busy() -> None:
    office = FakeOffice()
    subject, heard = presenter(office)

    def broken(*_asked: object, **_more: object) -> None:
        raise KeyError("HEIF")

    office.desk().devices.scanner.scan = broken  # type: ignore[method-assign, assignment]
    with pytest.raises(KeyError):
        subject.scan(DEVICE, ScanSettings())
    assert heard.of("busy_changed") == [(True,), (False,)]
    assert not subject.scanning


def test_a_pasted_page_becomes_a_batch() -> None:
    office = FakeOffice()
    subject, heard = presenter(office)
    subject.add_page(ScannedPage(1, b"png", "image/png", 300, 100, 100))
    assert [len(batch.pages) for batch in batches(heard)] == [1]


def test_addresses_of_the_office_are_asked_and_profiles_shown() -> None:
    office = FakeOffice()
    rules = ScanRules(usual_profiles(), ("192.168.1.20",))
    admin = Person("qt", "Quản trị", "", frozenset({Role.ADMIN}))
    ChangeScanRules(office.store.settings)(rules, admin)
    subject, heard = presenter(office)
    subject.find_devices()
    assert heard.last("rules_changed") == rules
    scanner = office.desk().devices.scanner
    assert isinstance(scanner, FakeScanner)
    assert scanner.addresses == ("192.168.1.20",)
