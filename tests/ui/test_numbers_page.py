"""Sổ và số in the real window, on fakes; and acts on numbers beside the documents."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.adapters.pages.doc_types import load_doc_types
from clerkdesk.domain.errors import DateBeforeLast, PaperJam
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.series import usual_series
from clerkdesk.domain.tokens import SignatureKind
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.services.office_rules import OfficeRules
from clerkdesk.ui.incoming.number_questions import BookChoice
from clerkdesk.ui.lists import read_lists
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.numbers import attach
from clerkdesk.ui.numbers.number_panel import NumberPanel
from clerkdesk.ui.numbers.page import NumbersPage
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.sync_presenter import SyncPresenter
from tests.fakes.documents import PNG
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import INCOMING_VALUES, PDF_FILE, FakeOffice
from tests.fakes.sample_documents import CLERK, TODAY, incoming_entry
from tests.ui.test_incoming_page import PictureWorkshop

BOTH = Person("vanthu", "Nguyễn Thị Thư", "Văn thư", frozenset({Role.CLERK, Role.ADMIN}))
DECEMBER = datetime(2026, 12, 28, 3, 0, tzinfo=UTC)
WHY = "văn thư nghỉ, ghi bổ sung"
COUNCIL = "Hội đồng nhân dân xã Thử Nghiệm"
Open = Callable[..., OfficeWindow]


@pytest.fixture
def office() -> FakeOffice:
    made = FakeOffice(workshop=PictureWorkshop())
    rules = OfficeRules(made.store.settings)
    rules.set_doc_types(load_doc_types(), "quantri")
    rules.set_series(usual_series(load_doc_types()), "quantri")
    return made


@pytest.fixture
def opened(office: FakeOffice, qtbot: QtBot) -> Open:
    def make(person: Person = BOTH) -> OfficeWindow:
        desk, jobs = office.desk(person), InstantJobs()
        hub = FakeHub(FakeProvince(office.office.agency), office.office.code, office.store.device)
        connect = ConnectServer(office.store, lambda *_anything: hub, lambda: bytes(32))
        sync = SyncPresenter(lambda: None, lambda: 0, jobs)
        made = OfficeWindow(desk, jobs, SessionMemory(), sync, connect, read_lists(desk))
        qtbot.addWidget(made.window)
        made.open()
        return made

    return make


def numbers(window: OfficeWindow, face: int = 0) -> NumbersPage:
    page = window.window.go_to(workplaces.NUMBERS)
    assert isinstance(page, NumbersPage)
    page.show_face(face)
    return page


def notice(window: OfficeWindow) -> str:
    return window.window.notice.happened.text()


def test_an_empty_office_is_told_that_books_open_by_themselves(opened: Open) -> None:
    page = numbers(opened())
    assert "tự mở" in page.books.table.empty.label.text()
    assert page.books.year.open_button.isHidden()


def test_books_are_listed_with_last_number_holder_and_state(
    office: FakeOffice, opened: Open
) -> None:
    office.numbered(doc_type="Quyết định")
    office.store.incoming.add(incoming_entry(), "vanthu")
    page = numbers(opened())
    assert [(book.title, book.last) for book in page.books.table.rows()] == [
        ("Văn bản đến 2026", 1),
        ("Văn bản đi – Quyết định 2026", 1),
    ]


def test_a_book_is_closed_and_the_notice_takes_it_back(office: FakeOffice, opened: Open) -> None:
    office.store.incoming.add(incoming_entry(), "vanthu")
    window = opened()
    page = numbers(window)
    page.books.close_button.click()
    assert office.store.books.all()[0].closed_on == TODAY
    assert "Đã đóng sổ" in notice(window)
    window.window.notice.action.click()
    assert office.store.books.all()[0].closed_on is None


def test_the_new_year_is_opened_with_the_last_number_of_a_paper_register(
    office: FakeOffice, opened: Open
) -> None:
    office.store.incoming.add(incoming_entry(), "vanthu")
    office.numbered()
    office.clock.now = DECEMBER
    window = opened()
    window.year.check()
    assert "năm 2027" in notice(window)
    window.window.notice.action.click()
    page = window.window.stack.currentWidget()
    assert isinstance(page, NumbersPage)
    card = page.books.year
    rows = card._rows
    assert [book.title for book, _tick, _last in rows] == [
        "Văn bản đến 2027",
        "Văn bản đi – Tờ trình 2027",
    ]
    rows[0][2].setText("bảy")
    card.open_button.click()
    assert "«bảy»" in card._wrong.text()
    rows[0][2].setText("7")
    card.open_button.click()
    opened_books = {book.title: book.last for book in office.store.books.all()}
    assert opened_books["Văn bản đến 2027"] == 7
    assert opened_books["Văn bản đi – Tờ trình 2027"] == 0
    assert card.open_button.isHidden()
    assert page.header.chips() == []


def test_an_entity_founded_within_the_year_needs_its_date(office: FakeOffice, opened: Open) -> None:
    office.numbered()
    page = numbers(opened())
    page.books.founded.set_value(TODAY + timedelta(days=1))
    page.books.found_button.click()
    assert "không sau hôm nay" in page.books._wrong.text()
    page.books.founded.set_value(TODAY)
    page.books.found_button.click()
    series = {book.key.series: book.closed_on for book in office.store.books.all()}
    assert series == {"TTr": TODAY, f"TTr.{TODAY:%Y%m%d}": None}


def test_the_pattern_shows_what_it_makes_while_it_is_typed(opened: Open) -> None:
    face = numbers(opened(), 1).series
    face.table.choose(1)
    assert face.example.text() == "Ví dụ: 05/QĐ-UBND"
    face.pattern.setText("{number}/{year}/{type}-{org}")
    face._show_example()
    assert face.example.text() == "Ví dụ: 05/2026/QĐ-UBND"
    face.pattern.setText("{type} {org}")
    face._show_example()
    assert face.example.text() == ""
    assert "dấu cách" in face._problem.text()


def test_types_are_moved_into_one_series_and_back_again(office: FakeOffice, opened: Open) -> None:
    rules = OfficeRules(office.store.settings)
    before = list(rules.series())
    window = opened()
    face = numbers(window, 1).series
    face.table.choose(1)
    face.types["Chỉ thị"].click()
    face.title.setText("Quyết định, chỉ thị")
    face.save_button.click()
    stored = {series.series_id: series for series in rules.series()}
    assert stored["QĐ"].doc_types == {"Quyết định", "Chỉ thị"}
    assert "CT" not in stored
    window.window.notice.action.click()
    assert list(rules.series()) == before


def test_a_series_that_would_double_a_code_is_refused_in_words(
    office: FakeOffice, opened: Open
) -> None:
    window = opened()
    face = numbers(window, 1).series
    before = list(OfficeRules(office.store.settings).series())
    face.table.choose(1)
    face.pattern.setText("{number}/{org}-{unit}")
    face.save_button.click()
    assert "loạt số" in notice(window)
    assert list(OfficeRules(office.store.settings).series()) == before


def test_a_new_series_is_added_for_chosen_types(office: FakeOffice, opened: Open) -> None:
    page = numbers(opened(), 1)
    page.add_series.click()
    page.series.title.setText("Giấy các loại")
    page.series.save_button.click()
    assert "ít nhất một loại" in page.series._problem.text()
    page.series.types["Giấy mời"].click()
    page.series.types["Giấy giới thiệu"].click()
    page.series.save_button.click()
    added = OfficeRules(office.store.settings).series()[-1]
    assert (added.title, added.doc_types) == ("Giấy các loại", {"Giấy mời", "Giấy giới thiệu"})
    page.series.units.setPlainText("Văn phòng = VP\n\nKinh tế = KT")
    page.series._save_units()
    assert OfficeRules(office.store.settings).unit_signs() == {"Văn phòng": "VP", "Kinh tế": "KT"}


def test_hdnd_is_added_and_chosen_in_the_form(office: FakeOffice, opened: Open) -> None:
    window = opened()
    face = numbers(window, 2).issuers
    face.add_button.click()
    face.form.set_values({"name": COUNCIL, "notation": "HĐND"})
    face.own_book.setChecked(True)
    face.add_button.click()
    assert [issuer.notation for issuer in face.table.rows()] == ["UBND", "HĐND"]
    assert COUNCIL in window._lists.by_field()["issuing_org_name"]
    face.table.choose(1)
    face.drop_button.click()
    assert len(face.table.rows()) == 1
    window.window.notice.action.click()
    assert len(face.table.rows()) == 2


def test_who_may_not_change_series_sees_them_and_is_told(opened: Open) -> None:
    page = numbers(opened(CLERK), 1)
    assert not page.series.save_button.isEnabled()
    assert "quản trị" in page.header.remark.text()
    assert page.books.found_button.isEnabled()


def test_a_gap_is_named_and_said_to_be_void(office: FakeOffice, opened: Open) -> None:
    office.store.incoming.add(incoming_entry(), "vanthu")
    (book,) = office.store.books.all()
    office.store.books.books[book.key] = replace(book, last=3)
    window = opened()
    face = numbers(window, 3).reconcile
    assert next(line.finding.printed for line in face.table.rows() if line.finding) == "02–03"
    assert "Hủy số" in face._to_do.text()
    face.void_button.click()
    face.reason.reason.setText("x")
    face.reason.act.click()
    assert not face.reason.isHidden()
    face.reason.reason.setText(WHY)
    face.reason.act.click()
    assert [act.number for act in office.store.books.acts(book.key)] == [2, 3]
    assert "số liên tiếp" in face._total.text()


def test_the_report_is_printed_and_written_as_pdf(
    office: FakeOffice, opened: Open, tmp_path: Path
) -> None:
    office.numbered()
    window = opened()
    page = numbers(window, 3)
    presenter = page.reconcile._presenter
    presenter.export_report(tmp_path / "doi-soat.pdf")
    assert (tmp_path / "doi-soat.pdf").read_bytes().startswith(b"%PDF")
    assert office.printer.printed[-1][0] == "BẢNG ĐỐI SOÁT SỐ VĂN BẢN"


# --- beside the documents --------------------------------------------------------------------------


def panel(page: object) -> NumberPanel:
    found = page.findChild(NumberPanel)  # type: ignore[attr-defined] # a page is a QWidget
    assert isinstance(found, NumberPanel)
    return found


def test_a_number_is_made_void_beside_its_document(office: FakeOffice, opened: Open) -> None:
    document = office.numbered()
    window = opened()
    page = window.outgoing()
    page.show_document(document)
    subject = panel(page)
    assert subject.late_link.isHidden()
    subject.void_link.click()
    subject.void.reason.setText(WHY)
    subject.void.act.click()
    assert office.store.outgoing.get(document.uid).state.value == "void"
    assert "không cấp lại" in notice(window)
    assert subject.void_link.isHidden()


def test_a_late_number_is_given_beside_its_document(office: FakeOffice, opened: Open) -> None:
    office.numbered()
    office.numbered()
    document = office.sign(office.approved(), SignatureKind.PERSON)
    page = opened().outgoing()
    page.show_document(document)
    subject = panel(page)
    subject.late_link.click()
    subject.late.reason.setText(WHY)
    subject.late.act.click()
    assert "12a" in subject.late._problem.text()
    subject.number.setText("1A")
    subject.day.setText("hôm qua")
    subject.late.act.click()
    assert "ngày" in subject.late._problem.text()
    subject.day.set_value(TODAY)
    subject.late.act.click()
    assert office.store.outgoing.get(document.uid).code == "01a/TTr-UBND"


def test_esc_puts_the_panel_away_and_nothing_is_done(
    qtbot: QtBot, office: FakeOffice, opened: Open
) -> None:
    document = office.store.incoming.add(incoming_entry(), "vanthu")
    window = opened()
    page = window.incoming()
    page.show_document(document)
    subject = panel(page)
    subject.void_link.click()
    qtbot.keyClick(subject.void.reason, Qt.Key.Key_Escape)
    assert subject.void.isHidden()
    assert not subject.void_link.isHidden()
    assert office.store.incoming.get(document.uid) == document


def test_a_date_out_of_order_is_a_question_in_the_form(
    monkeypatch: pytest.MonkeyPatch, office: FakeOffice, opened: Open, tmp_path: Path
) -> None:
    office.store.incoming.add(incoming_entry(), "vanthu")
    window = opened()
    page = window.incoming()
    file = tmp_path / "qd.pdf"
    file.write_bytes(PDF_FILE)
    page.open_files([file])
    early = TODAY - timedelta(days=2)
    page.entry.form.set_values({**INCOMING_VALUES, "arrival_date": early})
    page.entry._save_now()
    assert "Ngày 20/11/2026 trước ngày 22/11/2026" in notice(window)
    assert len(office.store.incoming.rows) == 1
    monkeypatch.setattr(
        attach.QInputDialog, "getText", staticmethod(lambda *_anything: (WHY, True))
    )
    window.window.notice.action.click()
    assert [row.arrival_number for row in office.store.incoming.rows] == [1, 2]
    (act,) = office.store.books.acts(office.store.books.all()[0].key)
    assert act.reason == WHY


def test_only_a_date_is_asked_about(opened: Open) -> None:
    window = opened()
    asked: list[str] = []
    question = attach.DespiteQuestion(window.window, lambda words: asked.append(words) or "", print)
    question.failed(PaperJam(3))
    assert window.window.notice.isHidden()
    question.failed(DateBeforeLast("Sổ", "01/02/2026", 7, "02/02/2026"))
    window.window.notice.action.click()
    assert len(asked) == 1


def test_the_book_of_hdnd_is_chosen_in_the_form_where_there_is_one(
    office: FakeOffice, opened: Open, tmp_path: Path
) -> None:
    office.desk(BOTH).change_series.issuer(
        {"name": COUNCIL, "notation": "HĐND"}, BOTH, body=False, own_incoming=True
    )
    page = opened().incoming()
    file = tmp_path / "qd.pdf"
    file.write_bytes(PDF_FILE)
    page.open_files([file])
    choice = page.findChild(BookChoice)
    assert isinstance(choice, BookChoice)
    assert choice.box.count() == 2
    choice.box.setCurrentIndex(1)
    page.entry.form.set_values(INCOMING_VALUES)
    page.entry._save_now()
    assert office.store.incoming.rows[-1].series == "den-HĐND"


def test_the_seal_of_hdnd_is_kept_under_its_own_name(
    office: FakeOffice, opened: Open, tmp_path: Path
) -> None:
    page = numbers(opened(), 2)
    page.issuers._presenter.add_issuer(
        {"name": COUNCIL, "notation": "HĐND"}, body=False, own_incoming=False
    )
    file = tmp_path / "dau.png"
    file.write_bytes(PNG)
    issuer = page.issuers.table.rows()[1]
    page.issuers._presenter.set_seal(issuer, file)
    assert OfficeRules(office.store.settings).picture("seal:HĐND")
    assert isinstance(page.issuers.seal_button, QPushButton)
