"""S05, S15 (Điều 4.1.b, 7.1.b, 16.4): legal bases and own rules are rows of the office, with their text."""

from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clerkdesk.domain.errors import InvalidEntry, NotAllowed, UnsupportedFile
from clerkdesk.domain.legal_bases import SEAL_CARE, BasisKind
from clerkdesk.domain.side_book_forms import SideBookKey
from clerkdesk.domain.side_books import SideEntry
from clerkdesk.ui.jobs import ThreadJobs
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.settings.bases_page import BasesPage
from clerkdesk.ui.settings.bases_presenter import BasesPresenter
from clerkdesk.ui.shell.window import MainWindow
from clerkdesk.ui.shell.workplaces import SETTINGS, workplace
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import PDF_FILE, FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK, TODAY

NEW_DECREE: dict[str, object] = {
    "name": "Nghị định số 99/2027/NĐ-CP của Chính phủ",
    "kind": "law",
    "valid_from": date(2026, 1, 1),
    "topic": SEAL_CARE,
}
OWN: dict[str, object] = {"name": "Quy chế công tác văn thư của xã", "kind": "own_rule"}
HAND_OVER = {
    "day": TODAY,
    "thing": "Con dấu",
    "giver": "Hoa",
    "taker": "Hai",
    "permission": "Giấy ủy quyền 12/GUQ-UBND",
}


def printed_bases(office: FakeOffice) -> str:
    desk = office.desk()
    record = desk.keep_side_book(SideEntry(SideBookKey.HAND_OVERS, HAND_OVER), CLERK)
    desk.print_side_book.hand_over(record.uid)
    _template, values = office.printer.printed[-1]
    assert isinstance(values, dict)
    return str(values["bases"])


def test_a_form_cites_what_is_in_force_on_its_day() -> None:
    office = FakeOffice()
    assert "Nghị định số 30/2020/NĐ-CP" in printed_bases(office)
    bases = office.desk().legal_bases
    (old,) = [basis for basis in bases.all() if basis.topic == SEAL_CARE]
    ended = {"name": old.name, "kind": "law", "valid_to": date(2025, 12, 31), "topic": SEAL_CARE}
    bases.put(old.basis_id, ended, ADMIN)
    bases.put("nd99", NEW_DECREE, ADMIN)
    assert printed_bases(office) == "Căn cứ Nghị định số 99/2027/NĐ-CP của Chính phủ;"


def test_an_own_rule_keeps_its_text_for_everyone_to_read() -> None:
    office = FakeOffice()
    bases = office.desk().legal_bases
    bases.put("qc", OWN, ADMIN)
    kept = bases.put_file("qc", "quy-che.pdf", PDF_FILE, ADMIN)
    assert kept.kind is BasisKind.OWN_RULE
    assert kept.file is not None
    assert office.store.files.get(kept.file.sha256) == PDF_FILE
    with pytest.raises(UnsupportedFile):
        bases.put_file("qc", "quy-che.exe", b"MZ", ADMIN)


def test_only_the_administrator_changes_the_list() -> None:
    bases = FakeOffice().desk().legal_bases
    with pytest.raises(NotAllowed):
        bases.put("qc", OWN, CLERK)
    with pytest.raises(InvalidEntry):
        bases.put("qc", {**OWN, "valid_from": TODAY, "valid_to": date(2020, 1, 1)}, ADMIN)
    assert [basis.basis_id for basis in bases.all()] == ["nd30", "qd15", "qd28"]


def test_a_line_that_was_taken_out_comes_back(qtbot: QtBot) -> None:
    office, memory = FakeOffice(), SessionMemory()
    presenter = BasesPresenter(office.desk(ADMIN), InstantJobs())
    window = MainWindow([workplace(SETTINGS, QWidget)], office="UBND xã", memory=memory)
    jobs = ThreadJobs()
    page = BasesPage(presenter, jobs, window, memory)
    presenter.setParent(page)
    qtbot.addWidget(window)
    qtbot.addWidget(page)
    page.refresh()
    page._take_out()
    assert len(office.desk().legal_bases.all()) == 2
    window.notice.action.click()
    assert len(page.table.rows()) == 3
    jobs.close()
