"""Advice on presentation beside a draft: counted, listed on demand, looked at off the GUI thread."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.domain.errors import DamagedFile
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.presentation import PageLayout, PdfLayout, TextLine
from clerkdesk.domain.reading import Box
from clerkdesk.ui.jobs import Lane
from clerkdesk.ui.outgoing.presentation_note import PresentationNote, PresentationPresenter
from clerkdesk.ui.sign.view import SignView
from tests.fakes.copies import COPY_VALUES, came_on_paper, copying_office
from tests.fakes.heard import Heard
from tests.fakes.jobs import InstantJobs, WaitingJobs
from tests.fakes.office import FakeOffice
from tests.fakes.office_window import open_window
from tests.fakes.sample_documents import CLERK

SIGNS = ("looking", "found", "nothing", "failed")


def letter(office: FakeOffice, document: Outgoing) -> None:
    """The PDF of `document` is not A4 and has one line of text only."""
    assert document.main_file is not None
    pdf = office.store.files.get(document.main_file.sha256)
    line = TextLine("Tờ trình", Box(90, 90, 200, 104), 13, bold=False)
    page = PageLayout(216, 279, (line,), {13.0: 8})
    office.pdf_desk.layouts[pdf] = PdfLayout((page,), {"Arial": False})


def shown(note: PresentationNote, document: Outgoing | None) -> None:
    note.show_document(document)
    if note._presenter._timer.isActive():
        note._presenter.look()


def test_the_count_stands_in_a_line_and_the_list_opens_under_it(
    office: FakeOffice, qtbot: QtBot
) -> None:
    draft = office.draft()
    letter(office, draft)
    jobs = InstantJobs()
    note = PresentationNote(PresentationPresenter(office.desk(), jobs))
    qtbot.addWidget(note)
    shown(note, draft)
    assert jobs.lanes == [Lane.PDF]
    assert note.words.text() == f"Thể thức: {len(note.advice())} điều nên xem lại (Phụ lục I)."
    assert len(note.advice()) >= 2
    assert all("NĐ 30" in sentence for sentence in note.advice())
    assert note.area.isHidden()
    note.more.click()
    assert not note.area.isHidden()
    assert note.more.text() == "Ẩn"
    note.more.click()
    assert note.area.isHidden()


def test_it_is_looked_at_again_when_asked_and_not_when_the_same_file_is_shown(
    office: FakeOffice, qtbot: QtBot
) -> None:
    draft = office.draft()
    jobs = InstantJobs()
    note = PresentationNote(PresentationPresenter(office.desk(), jobs))
    qtbot.addWidget(note)
    shown(note, draft)
    shown(note, draft)
    assert len(jobs.lanes) == 1
    letter(office, draft)
    before = len(note.advice())
    note.again.click()
    assert len(jobs.lanes) == 2
    assert len(note.advice()) > before


def test_a_numbered_document_a_copy_and_none_at_all_are_not_advised_on(qtbot: QtBot) -> None:
    office = copying_office()
    desk = office.desk()
    copy = desk.make_copy(came_on_paper(office), COPY_VALUES, CLERK)
    note = PresentationNote(PresentationPresenter(desk, InstantJobs()))
    qtbot.addWidget(note)
    for document in (office.numbered(), copy, None):
        shown(note, office.draft())
        assert not note.isHidden()
        shown(note, document)
        assert note.isHidden()


def test_a_file_that_cannot_be_looked_at_is_said_and_stops_nothing(
    office: FakeOffice, qtbot: QtBot
) -> None:
    draft = office.draft()

    def torn(name: str, _pdf: bytes) -> PdfLayout:
        raise DamagedFile(name)

    office.pdf_desk.layout = torn  # type: ignore[method-assign] # a child that breaks on it
    note = PresentationNote(PresentationPresenter(office.desk(), InstantJobs()))
    qtbot.addWidget(note)
    shown(note, draft)
    assert note.words.text().startswith("Chưa kiểm tra được thể thức:")
    assert not note.again.isHidden()


def test_advice_on_a_document_that_was_left_is_not_shown_beside_another(
    office: FakeOffice, qtbot: QtBot
) -> None:
    first, second = office.draft(), office.draft("khac.docx", subject="việc khác")
    jobs = WaitingJobs()
    presenter = PresentationPresenter(office.desk(), jobs)
    heard = Heard(presenter, *SIGNS)
    presenter.show_document(first)
    presenter.look()
    presenter.show_document(second)
    jobs.go()
    assert "found" not in heard.names()


def test_walking_over_rows_looks_at_none_of_them_until_the_clerk_stops(
    office: FakeOffice, qtbot: QtBot
) -> None:
    drafts = [office.draft(f"{n}.docx", subject=f"việc {n}") for n in range(5)]
    jobs = InstantJobs()
    presenter = PresentationPresenter(office.desk(), jobs)
    heard = Heard(presenter, *SIGNS)
    for draft in drafts:
        presenter.show_document(draft)
    assert jobs.lanes == []
    qtbot.waitUntil(lambda: "found" in heard.names())
    assert len(jobs.lanes) == 1


def test_the_register_the_form_and_the_signing_screen_show_it(
    office: FakeOffice, qtbot: QtBot
) -> None:
    draft = office.draft()
    letter(office, draft)
    window = open_window(office, qtbot)
    window.show_outgoing(draft)
    page = window.outgoing()

    def note_of(widget: object) -> PresentationNote:
        found = widget.findChild(PresentationNote)  # type: ignore[attr-defined] # any QWidget
        assert isinstance(found, PresentationNote)
        return found

    beside = note_of(page.listing.preview)
    qtbot.waitUntil(lambda: "điều nên xem lại" in beside.words.text())
    page._edit(draft)
    qtbot.waitUntil(lambda: "điều nên xem lại" in page.draft.advice.words.text())
    office.desk().approve(draft.uid, CLERK)
    window.show_sign(office.store.outgoing.get(draft.uid))
    view = window.window.findChild(SignView)
    assert isinstance(view, SignView)
    qtbot.waitUntil(lambda: "điều nên xem lại" in view.advice.words.text())
    act = view.findChild(QPushButton, "act")
    assert isinstance(act, QPushButton)
    assert act.isEnabled()  # advice stops nobody
