"""Sao văn bản in the window: from either register to the copy's own next step, by keys."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.errors import CannotCopy, ClerkError
from clerkdesk.domain.outgoing import OutgoingState
from clerkdesk.ui.copies.panel import CopyPanel
from clerkdesk.ui.copies.presenter import CopyPresenter
from clerkdesk.ui.copies.view import CopyView
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.outgoing.acts import acts_of, is_next
from clerkdesk.ui.print_made import PrintMade
from tests.fakes.copies import COPY_VALUES, came, came_on_paper, copying_office, went_out
from tests.fakes.heard import Heard
from tests.fakes.jobs import InstantJobs, WaitingJobs
from tests.fakes.office import LEADER_PERSON, SPECIALIST
from tests.fakes.office_window import open_window
from tests.fakes.program import VALID
from tests.fakes.sample_documents import CLERK


def press(window: OfficeWindow, name: str) -> None:
    """Press the offered button of this name."""
    buttons = window.window.findChildren(QPushButton, name)
    (offered,) = [made for made in buttons if not made.isHidden()]
    offered.click()


def opened(window: OfficeWindow, uid: str) -> CopyView:
    page = window.incoming()
    page.listing.show_document(uid)
    press(window, "copy-document")
    view = page.currentWidget()
    assert isinstance(view, CopyView)
    return view


def test_a_copy_of_an_incoming_paper_is_made_in_the_window_and_shown_with_its_next_step(
    qtbot: QtBot,
) -> None:
    office = copying_office()
    office.pdf_desk.pages = 3
    source = came_on_paper(office)
    window = open_window(office, qtbot)
    view = opened(window, source.uid)
    assert "như bản chính" in view.note.text()
    assert "chỉ có chữ, không có hình" in view.note.text()
    view.form.set_values({**COPY_VALUES, "copy_kind": "extract", "pages": "2"})
    view._look()
    assert "nên lấy cả trang 1 và trang 3" in view.note.text()
    press(window, "save-copy")
    (copy,) = office.store.outgoing.relating(source.uid)
    assert copy.entry.page_count == 1
    preview = window.outgoing().listing.preview
    assert preview.shown_state() is OutgoingState.DRAFT
    step = preview.findChild(QPushButton, "next-step")
    assert isinstance(step, QPushButton)
    assert step.accessibleName() == "Cho phép sao"
    step.click()
    assert office.store.outgoing.get(copy.uid).state is OutgoingState.SIGNED


def test_what_the_law_does_not_know_is_said_while_it_is_chosen_and_named_when_saved(
    qtbot: QtBot,
) -> None:
    office = copying_office()
    source = came(office, check=VALID)
    window = open_window(office, qtbot)
    view = opened(window, source.uid)
    assert view.form.values()["medium"] == "paper"  # an electronic original is printed
    view.form.set_values(COPY_VALUES)
    view._look()
    assert "gửi chính tệp đó" in view.note.text()
    press(window, "save-copy")
    assert "gửi chính tệp đó" in view.form.sentence("medium")
    assert office.store.outgoing.relating(source.uid) == []


def test_missing_fields_and_pages_are_named_and_nothing_is_made(qtbot: QtBot) -> None:
    office = copying_office()
    source = came_on_paper(office)
    view = opened(open_window(office, qtbot), source.uid)
    view.form.set_values({**COPY_VALUES, "recipients": ()})
    view._save_now()
    assert view.form.sentence("recipients") == "Chưa nhập «Nơi nhận»."
    view.form.set_values({**COPY_VALUES, "copy_kind": "extract", "pages": "7"})
    view._save_now()
    assert view.form.sentence("pages").startswith("Nhập trang từ 1 đến 1")
    assert office.store.outgoing.relating(source.uid) == []


def test_escape_leads_back_to_the_register(qtbot: QtBot) -> None:
    office = copying_office()
    window = open_window(office, qtbot)
    view = opened(window, came_on_paper(office).uid)
    view._give_up()
    assert window.incoming().currentWidget() is window.incoming().listing


def test_an_issued_document_is_copied_from_its_register_and_a_draft_is_not(qtbot: QtBot) -> None:
    office = copying_office()
    draft, issued = office.draft(), went_out(office)
    window = open_window(office, qtbot)
    page = window.outgoing()

    def offers() -> bool:
        buttons = page.listing.findChildren(QPushButton, "copy-document")
        return any(not made.isHidden() for made in buttons)

    page.listing.show_document(draft.uid)
    assert not offers()
    page.listing.show_document(issued.uid)
    assert offers()


def test_a_paper_copy_says_its_worth_and_is_printed(qtbot: QtBot) -> None:
    office = copying_office()
    source = came_on_paper(office)
    copy = office.desk().make_copy(source, {**COPY_VALUES, "medium": "paper"}, CLERK)
    window = open_window(office, qtbot)
    window.outgoing().listing.show_document(copy.uid)
    (panel,) = [
        made
        for made in window.window.findChildren(QPushButton, "print-copy")
        if not made.isHidden()
    ]
    assert panel.accessibleName() == "In bản sao giấy"
    said = [label.text() for label in window.outgoing().listing.preview.findChildren(QLabel)]
    assert any("bản sao y giấy của 15/2016/QĐ-UBND, như bản chính" in text for text in said)


def test_the_print_of_a_paper_copy_carries_its_block(qtbot: QtBot) -> None:
    office = copying_office()
    desk = office.desk()
    copy = desk.make_copy(came_on_paper(office), {**COPY_VALUES, "medium": "paper"}, CLERK)
    printed: list[bytes] = []
    jobs = InstantJobs()

    def failed(error: ClerkError) -> None:
        pytest.fail(str(error))

    print_made = PrintMade(jobs, lambda _name, pdf: printed.append(pdf), failed)
    panel = CopyPanel(desk, jobs, print_made, failed, may_copy=True)
    qtbot.addWidget(panel)
    panel.show_document(copy)
    panel.print.click()
    assert b"% SAO Y" in printed[0]


def test_the_document_that_was_copied_lists_its_copies(qtbot: QtBot) -> None:
    office = copying_office()
    source, desk = came_on_paper(office), office.desk()
    copy = desk.make_copy(source, COPY_VALUES, CLERK)
    desk.approve.permit_copy(copy.uid, CLERK)
    desk.allot(copy.uid, CLERK)
    window = open_window(office, qtbot)
    window.incoming().listing.show_document(source.uid)
    said = [label.text() for label in window.incoming().listing.preview.findChildren(QLabel)]
    assert "Đã sao: 01/SY-UBND" in said


def test_what_cannot_be_copied_says_why(qtbot: QtBot) -> None:
    office = copying_office()
    source = came_on_paper(office)
    presenter = CopyPresenter(office.desk(), InstantJobs())
    heard = Heard(presenter, "failed")
    main = source.main_file
    assert main is not None
    picture = replace(main, media_type="image/jpeg", role=FileRole.MAIN)
    presenter.open(replace(source, entry=replace(source.entry, attachments=(picture,))))
    assert isinstance(heard.last("failed"), CannotCopy)


def test_a_document_that_was_turned_away_from_opens_no_form(qtbot: QtBot) -> None:
    office = copying_office()
    jobs = WaitingJobs()
    presenter = CopyPresenter(office.desk(), jobs)
    heard = Heard(presenter, "opened")
    presenter.open(came_on_paper(office))
    presenter.leave()
    jobs.go()
    assert heard.names() == []


def test_who_may_decide_permits_and_who_may_not_submits() -> None:
    office = copying_office()
    copy = office.desk().make_copy(came_on_paper(office), COPY_VALUES, CLERK)
    for person, name in (
        (CLERK, "permit_copy"),
        (LEADER_PERSON, "permit_copy"),
        (SPECIALIST, "submit"),
    ):
        acts = acts_of(copy, person)
        assert [act.name for act in acts if is_next(act, copy.state)] == [name]
        assert "sign" not in {act.name for act in acts}
