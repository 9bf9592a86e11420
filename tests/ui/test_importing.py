"""The import wizard as a clerk goes through it, on fakes: file, columns, check, import, undo."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clerkdesk.adapters.office_files.row_files import OfficeTableFiles
from clerkdesk.domain.agency_table import TARGETS as AGENCY_TARGETS
from clerkdesk.domain.books import Direction
from clerkdesk.domain.errors import ImportStopped
from clerkdesk.domain.old_register import TARGETS
from clerkdesk.domain.table_columns import find_headings, guess
from clerkdesk.ports.list_files import FileKind, FileTable
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter, Page
from clerkdesk.ports.tables import Sheet
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.ui.directory.page import DirectoryPage
from clerkdesk.ui.exports.wish import written
from clerkdesk.ui.importing.presenter import ImportPresenter
from clerkdesk.ui.importing.register_task import RegisterTask
from clerkdesk.ui.importing.view import ImportView
from clerkdesk.ui.incoming.list_columns import incoming_columns
from clerkdesk.ui.lists import read_lists
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.sync_presenter import SyncPresenter
from tests.fakes.documents import FakeFormPrinter
from tests.fakes.heard import Heard
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.jobs import InstantJobs, WaitingJobs
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import CLERK, TODAY
from tests.unit.test_services_imports import row
from tests.unit.test_table_reading import STATUTORY_IN, STATUTORY_OUT


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


def register_file(office: FakeOffice, folder: Path, *rows: list[object]) -> Path:
    file = folder / "so-den.xlsx"
    cells = [[None if cell is None else str(cell) for cell in one] for one in rows]
    file.write_bytes(office.tables.write_xlsx("Sổ", STATUTORY_IN, cells))
    return file


def wizard(window: OfficeWindow) -> ImportView:
    made = window.incoming().wizard
    assert made is not None
    return made


def test_an_old_register_comes_in_from_the_empty_register(
    window: OfficeWindow, office: FakeOffice, tmp_path: Path
) -> None:
    file = register_file(office, tmp_path, row(1), row("x"), row("12a"))
    window.incoming().listing.table.empty.other.click()
    view = wizard(window)
    assert window.incoming().currentWidget() is view
    view._presenter.open_file(file)
    assert view.steps.currentWidget() is view.columns
    assert [box.currentData() for box in view.columns.boxes][:3] == [
        *("arrival_date", "arrival_number", "issuing_org"),
    ]
    view.columns.next.click()
    assert view.steps.currentWidget() is view.result
    assert (view.result.good.number.text(), view.result.bad.number.text()) == ("2", "1")
    assert [problem.row for problem in view.result.table.rows()] == [3]
    assert office.store.incoming.count(IncomingFilter()) == 0
    view.result.bring_in.click()
    assert office.store.incoming.count(IncomingFilter()) == 2
    assert window.window.notice.happened.text() == "Đã nhập 2 văn bản từ «so-den.xlsx»."
    window.window.notice.action.click()
    assert "Đã hủy nhập 2 văn bản." in window.window.notice.happened.text()
    view.close_button.click()
    assert window.incoming().currentWidget() is window.incoming().listing


def test_a_dropped_spreadsheet_opens_the_wizard_and_columns_can_be_changed(
    window: OfficeWindow, office: FakeOffice, tmp_path: Path
) -> None:
    window.incoming().open_files([register_file(office, tmp_path, row(1))])
    columns = wizard(window).columns
    box = columns.boxes[2]
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert not columns.next.isEnabled()
    assert columns.note.text() == "Còn thiếu cột: Cơ quan ban hành. Chọn ở hàng trên cùng của bảng."
    note = columns.boxes[9]
    note.setCurrentIndex(note.findData("issuing_org"))
    note.activated.emit(note.currentIndex())
    assert columns.next.isEnabled()
    box.setCurrentIndex(box.findData("issuing_org"))
    box.activated.emit(box.currentIndex())
    assert note.currentData() == ""  # a field is one column only


def test_wrong_rows_are_written_out(
    window: OfficeWindow, office: FakeOffice, tmp_path: Path
) -> None:
    window.incoming().open_import(register_file(office, tmp_path, row("x")))
    view = wizard(window)
    view.columns.next.click()
    assert not view.result.bring_in.isEnabled()
    view._presenter.export_errors(tmp_path / "loi.xlsx")
    rows = office.tables.read("loi.xlsx", (tmp_path / "loi.xlsx").read_bytes()).fullest.rows
    assert rows[1][0] == 2


def test_the_book_of_this_year_goes_on_by_its_button(
    window: OfficeWindow, office: FakeOffice, tmp_path: Path
) -> None:
    presenter = ImportPresenter(RegisterTask(office.desk(), Direction.INCOMING), InstantJobs())
    heard = Heard(presenter, "started", "said", "failed")
    presenter.open_file(register_file(office, tmp_path, row(8, f"{TODAY:%d/%m/%Y}")))
    presenter.check()
    presenter.bring_in()
    presenter.start()
    (offer,) = office.desk().import_register.continuations()
    assert offer.last == 8
    (made,) = RegisterTask(office.desk(), Direction.INCOMING).earlier()[1]
    presenter.take(made)
    assert heard.last("said") == "Sổ «Văn bản đến 2026» cấp tiếp từ số 9."
    assert office.desk().import_register.continuations() == []


def test_what_is_stopped_leaves_nothing(office: FakeOffice, tmp_path: Path) -> None:
    jobs = WaitingJobs()
    presenter = ImportPresenter(RegisterTask(office.desk(), Direction.INCOMING), jobs)
    heard = Heard(presenter, "columns_ready", "checked", "failed", "done")
    presenter.open_file(register_file(office, tmp_path, row(1)))
    jobs.go()
    presenter.check()
    jobs.go()
    presenter.bring_in()
    assert presenter.busy
    presenter.stop()
    jobs.go()
    assert isinstance(heard.last("failed"), ImportStopped)
    assert not presenter.busy
    assert office.store.incoming.count(IncomingFilter()) == 0


def test_a_spreadsheet_dropped_on_outgoing_is_an_old_outgoing_register(
    window: OfficeWindow, office: FakeOffice, tmp_path: Path
) -> None:
    file = tmp_path / "di.csv"
    cells = ["7/QĐ-UBND", "1/2/2024", "Quyết định về khen thưởng", "Mẫu", "Các thôn"]
    file.write_bytes(office.tables.write_csv(STATUTORY_OUT, [cells]))
    page = window.outgoing()
    page.open_import(file)
    assert page.wizard is not None
    page.wizard.columns.next.click()
    page.wizard.result.bring_in.click()
    assert office.store.outgoing.count(OutgoingFilter("khen thuong")) == 1


def test_a_directory_comes_in_and_its_import_is_undone(
    window: OfficeWindow, office: FakeOffice, tmp_path: Path
) -> None:
    file = tmp_path / "danh-ba.csv"
    labels = [target.label for target in AGENCY_TARGETS[:2]]
    file.write_bytes(office.tables.write_csv(labels, [["H13.5", "Sở Nội vụ"]]))
    window.show_directory()
    shown = window.window.stack.currentWidget()
    page = shown.findChild(DirectoryPage) if shown else None
    assert page is not None
    view = page.open_import(file)
    view.columns.next.click()
    assert view.result.words.text() == "1 mục mới, 0 mục thay đổi, 0 mục đã có như vậy"
    view.result.bring_in.click()
    assert [agency.name for agency in office.store.directory.agencies()] == ["Sở Nội vụ"]
    window.window.notice.action.click()
    assert list(office.store.directory.agencies()) == []


def test_a_file_that_is_no_table_is_refused_in_words(window: OfficeWindow, tmp_path: Path) -> None:
    file = tmp_path / "anh.xlsx"
    file.write_bytes(b"\x00\x01")
    window.incoming().open_import(file)
    assert "anh.xlsx" in window.window.notice.happened.text()
    assert wizard(window).steps.currentIndex() == 0


@pytest.mark.parametrize("kind", [FileKind.XLSX, FileKind.CSV])
def test_what_was_imported_goes_out_and_comes_in_again_the_same(kind: FileKind) -> None:
    one, other = FakeOffice(), FakeOffice()
    rows = [row(n, **{"Ghi chú": f"=tờ {n}", STATUTORY_IN[2]: f"Sở {n}"}) for n in range(1, 30)]
    brought = Sheet("Sổ", [list(STATUTORY_IN), *rows])
    bring_in(one, brought)
    documents = one.store.incoming.find(IncomingFilter(), Page())
    columns = written(incoming_columns(lambda: TODAY))
    table = FileTable(
        "Sổ văn bản đến",
        "UBND xã",
        [column.title for column in columns],
        [column.width for column in columns],
        [[column.text(document) for column in columns] for document in documents],
        "In từ hệ thống",
    )
    content = OfficeTableFiles(FakeFormPrinter()).write(kind, table)
    bring_in(other, other.tables.read("so", content).fullest)

    def entries(office: FakeOffice) -> list[object]:
        found = office.store.incoming.find(IncomingFilter(), Page())
        return [(d.arrival_number, d.entry, d.assignments[0].to_person) for d in found]

    assert len(entries(one)) == 29
    assert entries(one) == entries(other)


def bring_in(office: FakeOffice, sheet: Sheet) -> None:
    targets = TARGETS[Direction.INCOMING]
    headings = find_headings(sheet.rows, targets)
    mapping = guess(headings.titles, targets)
    use = office.desk().import_register
    found = use.check(sheet, Direction.INCOMING, mapping, headings.first_data_row)
    assert [problem.reason for problem in found.problems] == []
    use("so", found, CLERK)
