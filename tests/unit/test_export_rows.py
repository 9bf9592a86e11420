"""Lists as files: every kind opens, says who took it, holds what was shown, and stops when told."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO, StringIO

import docx
import openpyxl
import pymupdf
import pytest

from clerkdesk.adapters.office_files.row_files import OfficeTableFiles
from clerkdesk.adapters.printing.printer import StoryPrinter
from clerkdesk.domain.errors import ExportStopped, TooManyRows
from clerkdesk.ports.list_files import FileKind
from clerkdesk.ports.registers import Page
from clerkdesk.services.export_rows import ExportColumn, ExportRows, ExportWish, every_row
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import CLERK

NOW = datetime(2026, 11, 22, 3, 2, tzinfo=UTC)
MARK = f"In từ hệ thống ClerkDesk — {CLERK.full_name}, 10:02 22/11/2026"
ROWS = [
    ("12", "07", "22/11/2026", "Ban hành Quy chế; «đ» và ươ"),
    ("13", "15/2016", "31/02/2026", '=HYPERLINK("http://x","bấm")'),
    ("14", "", "", "hai\ndòng \x07 và & <b>"),
]
TITLES = (("Số đến", 60), ("Số", 90), ("Ngày", 90), ("Trích yếu", 300))


def column(number: int) -> ExportColumn[tuple[str, ...]]:
    title, width = TITLES[number]
    return ExportColumn(title, width, lambda row: row[number])


COLUMNS = [column(number) for number in range(len(TITLES))]


def wish(rows: list[tuple[str, ...]] | None = None) -> ExportWish[tuple[str, ...]]:
    held = ROWS if rows is None else rows
    return ExportWish("Sổ văn bản đến", COLUMNS, lambda: iter(held), len(held))


@pytest.fixture
def export() -> ExportRows:
    return ExportRows(FakeOffice().store, OfficeTableFiles(StoryPrinter()), lambda: NOW)


def written(export: ExportRows, kind: FileKind) -> bytes:
    return export(wish(), kind, CLERK, progress=lambda _rows: None, stop=lambda: False)


def test_a_workbook_has_dates_and_numbers_and_no_formula(export: ExportRows) -> None:
    sheet = openpyxl.load_workbook(BytesIO(written(export, FileKind.XLSX))).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert rows[0] == ["Số đến", "Số", "Ngày", "Trích yếu"]
    assert rows[1] == [12, "07", datetime(2026, 11, 22), "Ban hành Quy chế; «đ» và ươ"]
    assert rows[2][2] == "31/02/2026"  # no such day: it stays as it was typed
    assert sheet.cell(5, 4).data_type == "s"
    assert rows[3][3] == "hai\ndòng  và & <b>"
    assert sheet.freeze_panes == "A4"
    assert sheet.oddFooter.center.text == MARK


def test_a_word_file_has_the_table_and_the_mark(export: ExportRows) -> None:
    document = docx.Document(BytesIO(written(export, FileKind.DOCX)))
    assert document.paragraphs[0].text == "Sổ văn bản đến"
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[1] == list(ROWS[0])
    assert cells[3][3] == "hai\ndòng  và & <b>"
    assert document.sections[0].footer.paragraphs[0].text.startswith(MARK)
    assert document.sections[0].page_width > document.sections[0].page_height  # type: ignore[operator] # both are set


def test_a_pdf_has_the_rows_and_the_mark_on_every_page(export: ExportRows) -> None:
    long = wish([(str(n), "07", "22/11/2026", "Ban hành Quy chế") for n in range(200)])
    pdf = export(long, FileKind.PDF, CLERK, progress=lambda _rows: None, stop=lambda: False)
    with pymupdf.open(stream=pdf) as document:
        assert document.page_count > 3
        for page in document:
            assert MARK in page.get_text().replace("\n", " ")
        assert "Ban hành Quy chế" in document[0].get_text()


def test_a_csv_is_read_back_and_its_formulas_are_dead(export: ExportRows) -> None:
    text = written(export, FileKind.CSV).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text)))
    assert rows[1] == list(ROWS[0])
    assert rows[2][3].startswith("'=")


def test_how_far_it_is_is_told_and_stop_leaves_no_file() -> None:
    office = FakeOffice()
    export = ExportRows(office.store, office.table_files, lambda: NOW)
    told: list[int] = []
    many = wish([("1", "2", "3", "4")] * 450)
    export(many, FileKind.XLSX, CLERK, progress=told.append, stop=lambda: False)
    assert told == [100, 200, 300, 400]
    with pytest.raises(ExportStopped):
        export(many, FileKind.XLSX, CLERK, progress=told.append, stop=lambda: len(told) > 5)
    assert len(office.table_files.written) == 1


def test_a_list_that_word_cannot_bear_is_refused_before_it_is_read() -> None:
    office = FakeOffice()
    export = ExportRows(office.store, office.table_files, lambda: NOW)

    def rows() -> Iterator[tuple[str, ...]]:
        raise AssertionError

    huge = ExportWish("Sổ", COLUMNS, rows, 1_000_001)
    for kind in (FileKind.DOCX, FileKind.PDF, FileKind.XLSX):
        with pytest.raises(TooManyRows):
            export(huge, kind, CLERK, progress=lambda _rows: None, stop=lambda: False)


def test_every_row_is_read_run_by_run() -> None:
    held = list(range(1_203))
    asked: list[Page] = []

    def find(page: Page) -> list[int]:
        asked.append(page)
        return held[page.skip : page.skip + page.limit]

    assert list(every_row(find, Page(sort="subject", descending=False), None)) == held
    assert [page.skip for page in asked] == [0, 500, 1_000]
    assert {page.sort for page in asked} == {"subject"}
