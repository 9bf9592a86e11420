"""F6h, F6k (Phụ lục VI): results go out as Word, PDF, Excel; what is printed is marked with the system."""

from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pymupdf
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from clerkdesk.adapters.office_files.row_files import OfficeTableFiles
from clerkdesk.adapters.printing.printer import StoryPrinter
from clerkdesk.ports.list_files import FileKind, FileTable
from clerkdesk.ui.find.view import FindView
from tests.fakes.list_files import FakeTableFiles
from tests.fakes.office import FakeOffice
from tests.fakes.office_window import open_window
from tests.fakes.sample_documents import CLERK, incoming_entry


class RealFiles(FakeTableFiles):
    """What the product writes."""

    def write(self, kind: FileKind, table: FileTable) -> bytes:
        return OfficeTableFiles(StoryPrinter()).write(kind, table)


@pytest.fixture
def office() -> FakeOffice:
    made = FakeOffice(table_files=RealFiles())
    made.store.incoming.add(incoming_entry(subject="Kiểm kê đất đai"), CLERK.login)
    made.draft(subject="Báo cáo kiểm kê đất đai")
    return made


def text_of(kind: str, content: bytes) -> str:
    if kind == "pdf":
        with pymupdf.open(stream=content) as document:
            return " ".join(" ".join(page.get_text().split()) for page in document)
    if kind == "docx":
        word = docx.Document(BytesIO(content))
        cells = [cell.text for row in word.tables[0].rows for cell in row.cells]
        return " ".join([*cells, word.sections[0].footer.paragraphs[0].text])
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet is not None
    values = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    return " ".join([*values, str(sheet.oddFooter.center.text)])


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
def test_results_of_a_search_are_written_with_the_mark_of_the_system(
    office: FakeOffice, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
) -> None:
    window = open_window(office, qtbot)
    window.search("kiem ke dat dai")
    view = window.window.stack.currentWidget()
    assert isinstance(view, FindView)
    file = tmp_path / f"ket-qua.{kind}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(file), ""))
    view.exports.wanted.emit(True, kind)
    text = text_of(kind, file.read_bytes())
    assert "Báo cáo kiểm kê đất đai" in text
    assert "UBND tỉnh Sóc Trăng" in text
    assert f"In từ hệ thống ClerkDesk — {CLERK.full_name}" in text
