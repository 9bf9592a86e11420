"""The incoming workplace as a whole, on fakes: what was typed stays, and nothing is opened over it."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clerkdesk.domain.errors import DamagedFile
from clerkdesk.domain.reading import Box, ReadDocument, ReadField
from clerkdesk.domain.scans import ScanBatch, ScanSettings
from clerkdesk.ports.pages import PageImage
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.ui.incoming.page import IncomingPage
from clerkdesk.ui.lists import read_lists
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.scan.view import ScanView
from clerkdesk.ui.sync_presenter import SyncPresenter
from tests.fakes.documents import PNG
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import INCOMING_VALUES, PDF_FILE, FakeOffice
from tests.fakes.pages import FakePageWorkshop
from tests.fakes.scanner import DEVICE


class PictureWorkshop(FakePageWorkshop):
    """Its small pictures are pictures, for the window really shows them."""

    def thumbnail(self, image: PageImage, height: int) -> bytes:
        return PNG


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice(workshop=PictureWorkshop())


@pytest.fixture
def window(office: FakeOffice, qtbot: QtBot) -> OfficeWindow:
    desk, jobs = office.desk(), InstantJobs()
    hub = FakeHub(FakeProvince(office.office.agency), office.office.code, office.store.device)
    connect = ConnectServer(office.store, lambda *_anything: hub, lambda: bytes(32))
    sync = SyncPresenter(lambda: None, lambda: 0, jobs)
    made = OfficeWindow(desk, jobs, SessionMemory(), sync, connect, read_lists(desk))
    qtbot.addWidget(made.window)
    made.open()
    return made


def scanned(office: FakeOffice) -> ScanBatch:
    batch = office.desk().scan(DEVICE, ScanSettings(), saved=lambda _page: None, stop=lambda: False)
    assert batch is not None
    return batch


def read(value: str) -> ReadField:
    return ReadField(value, 0.95, 1, Box(10, 10, 90, 20))


def pdf(folder: Path, name: str) -> Path:
    file = folder / name
    file.write_bytes(PDF_FILE)
    return file


def test_what_the_clerk_has_typed_is_not_overwritten_by_what_is_read_later(
    office: FakeOffice, window: OfficeWindow
) -> None:
    entry = window.incoming().entry
    window.incoming().open_batch(scanned(office))
    entry._edited("subject")
    entry.form.set_values({"subject": "trích yếu do văn thư gõ"})
    values = {"subject": "trích yếu đọc được", "issuing_org": "UBND tỉnh"}
    reading = ReadDocument({name: read(value) for name, value in values.items()})
    entry._show_read(reading, dict(values))
    assert entry.form.values()["subject"] == "trích yếu do văn thư gõ"
    assert entry.form.values()["issuing_org"] == "UBND tỉnh"


def test_files_open_one_after_another_and_a_torn_one_is_passed_over(
    office: FakeOffice, window: OfficeWindow, tmp_path: Path
) -> None:
    page = window.incoming()
    gone, first, second = tmp_path / "mat.pdf", pdf(tmp_path, "1.pdf"), pdf(tmp_path, "2.pdf")
    page.open_files([gone, first, second])
    assert window.window.notice.happened.text().startswith("Không đọc được tệp «mat.pdf»")
    assert page.currentWidget() is page.entry
    page.entry.form.set_values(INCOMING_VALUES)
    page.entry._save_now()
    assert [row.arrival_number for row in office.store.incoming.rows] == [1]
    assert page.entry.document is not None  # its number is shown until the clerk goes on
    page.entry.left.emit()
    assert office.checker.asked == ["1.pdf", "2.pdf"]
    assert page.currentWidget() is page.entry
    assert page.entry.document is None


def test_a_file_dropped_on_a_form_waits_until_the_form_is_done(
    office: FakeOffice, window: OfficeWindow, tmp_path: Path
) -> None:
    page = window.incoming()
    page.open_files([pdf(tmp_path, "1.pdf")])
    page.entry.form.set_values({"note": "đang gõ"})
    page.open_files([pdf(tmp_path, "2.pdf")])
    assert page.entry.form.values()["note"] == "đang gõ"
    assert office.checker.asked == ["1.pdf"]
    page.entry._give_up()
    assert office.checker.asked == ["1.pdf", "2.pdf"]
    assert page.entry.form.values()["note"] == ""
    assert page.currentWidget() is page.entry


def test_after_the_last_file_is_torn_the_list_is_shown(
    office: FakeOffice, window: OfficeWindow, tmp_path: Path
) -> None:
    page = window.incoming()
    office.workshop.error = DamagedFile("1.pdf")
    page.open_files([pdf(tmp_path, "1.pdf")])
    assert page.currentWidget() is page.listing
    office.workshop.error = None
    page.open_files([pdf(tmp_path, "2.pdf")])
    assert page.currentWidget() is page.entry


def test_a_stamp_that_fails_leaves_the_number_on_the_screen(
    office: FakeOffice, window: OfficeWindow
) -> None:
    page = window.incoming()
    page.open_batch(scanned(office))

    def damaged(_pdf: bytes, _stamp: object) -> bytes:
        raise DamagedFile("15-QD.pdf")

    office.pdf_desk.stamp_arrival = damaged  # type: ignore[method-assign,assignment] # it fails
    page.entry.form.set_values(INCOMING_VALUES)
    page.entry._save_now()
    assert page.currentWidget() is page.entry
    assert page.entry.document is not None
    assert page.entry.document.arrival_number == 1
    assert "15-QD.pdf" in window.window.notice.happened.text()


def test_a_batch_without_pages_is_shown_where_they_can_be_put_back(
    office: FakeOffice, window: OfficeWindow
) -> None:
    batch = scanned(office)
    for each in batch.pages:
        office.store.spool.set_dropped(each.page_id, True)
    window.register_batch(office.store.spool.batch(batch.batch_id))
    assert isinstance(window.window.stack.currentWidget(), ScanView)


def test_the_incoming_page_is_one_page(window: OfficeWindow) -> None:
    assert isinstance(window.incoming(), IncomingPage)
    assert window.incoming() is window.incoming()
