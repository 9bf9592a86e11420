"""A pile with printed cover sheets at the real window: fed, seen, taken apart, bound, attached, found."""

from collections.abc import Sequence
from pathlib import Path

import pymupdf
import pytest

from clerkdesk.adapters.pages.separator_sheets import cover_sheet
from clerkdesk.adapters.scanner.demo_documents import demo_documents
from clerkdesk.adapters.scanner.demo_pages import scanned_sheets
from clerkdesk.domain.page_findings import CoverSheet
from clerkdesk.ports.registers import IncomingFilter, Page
from clerkdesk.ui.scan.view import ScanView
from clerkdesk.ui.shell import workplaces
from tests.fakes.real_office import drop, real_office
from tests.fakes.sample_documents import TODAY, incoming_entry

pytestmark = pytest.mark.usefixtures("qapp")
DPI = 200


def printed(cover: CoverSheet, file: Path) -> Path:
    """A cover sheet as it comes off the glass, a little skewed."""
    with pymupdf.open(stream=cover_sheet(cover), filetype="pdf") as document:
        matrix = pymupdf.Matrix(DPI / 72, DPI / 72).prerotate(1.0)
        picture = document[0].get_pixmap(matrix=matrix)
        picture.set_dpi(DPI, DPI)
        picture.save(file)
    return file


def letter(folder: Path) -> Sequence[Path]:
    """The pages of the demo's urgent letter."""
    made = []
    for number, sheet in enumerate(scanned_sheets(demo_documents()["letter"], DPI)):
        made.append(folder / f"letter-{number}.jpg")
        sheet.convert("RGB").save(made[-1], dpi=(DPI, DPI))
    return made


def test_a_pile_files_itself(tmp_path: Path) -> None:
    with real_office(tmp_path / "office") as office:
        document = office.store.incoming.add(
            incoming_entry(attachments=(), subject="x", issuing_org="y"), "vanthu"
        )
        known = CoverSheet("incoming", TODAY.year, document.shown_number, document.series)
        unknown = CoverSheet("incoming", TODAY.year, "999")
        pages = letter(tmp_path)[:2]
        pile = [
            printed(known, tmp_path / "a.png"),
            *pages,
            printed(unknown, tmp_path / "b.png"),
            pages[0],
        ]
        view = office.office.window.go_to(workplaces.SCAN)
        assert isinstance(view, ScanView)
        drop(view, *pile)
        office.hand.wait("both covers seen", lambda: view._piles.offering)
        view._accept()
        office.hand.wait("the summary", view.summary.isVisible)
        assert view.summary.words.text() == "1 văn bản đã vào sổ, 1 tập còn chờ."
        (file,) = office.store.incoming.get(document.uid).entry.attachments
        with pymupdf.open(stream=office.store.files.get(file.sha256), filetype="pdf") as bound:
            assert len(bound) == len(pages)
            assert "2418/SNV-VTLT" in bound[0].get_text()
        found = office.store.incoming.find(IncomingFilter(text="2418/SNV-VTLT"), Page())
        assert [row.uid for row in found] == [document.uid]
        (batch,) = office.store.spool.batches()
        assert (len(batch.kept), batch.cover) == (1, unknown.as_code())
        assert view.is_ready()
