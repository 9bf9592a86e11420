"""«So với bản đã ký»: two pages side by side, what differs boxed, everything by keys."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.domain.attachments import PDF, Attachment, FileRole
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.reading import Box
from clerkdesk.domain.revisions import PageChange, RevisionComparison, SignedRevision
from clerkdesk.domain.verdicts import Integrity
from clerkdesk.services.signed_revisions import may_differ
from clerkdesk.ui.incoming.entry_presenter import EntryPresenter
from clerkdesk.ui.revisions.attach import RevisionButton
from clerkdesk.ui.revisions.presenter import RevisionPresenter, revision_name, summary
from clerkdesk.ui.revisions.view import RevisionView
from clerkdesk.ui.theme import State
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import PDF_FILE, FakeOffice
from tests.fakes.office_window import open_window
from tests.fakes.signed import OFFICIAL_CHECK

_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
A4 = (595.0, 842.0)
SIGNED_AT = datetime(2026, 7, 14, 2, 5, tzinfo=UTC)
LEADER = SignedRevision("ChuKy", "Nguyễn Văn An", SIGNED_AT, 12)
OFFICE = SignedRevision("ConDau", "UBND xã Thử Nghiệm", None, len(PDF_FILE))
AMOUNT = Box(120, 90, 260, 110)
CHANGED = RevisionComparison((A4, A4), (A4, A4), (PageChange(1, (AMOUNT, Box(10, 10, 40, 40))),))
LONGER = RevisionComparison((A4,), (A4, A4), (PageChange(1, ()),))


@pytest.fixture
def office() -> FakeOffice:
    office = FakeOffice()
    office.pdf_desk.pages = 2
    office.checker.revisions = [LEADER, OFFICE]
    office.checker.comparison = CHANGED
    return office


@pytest.fixture
def file(office: FakeOffice) -> Attachment:
    digest = office.store.files.put(PDF_FILE)
    return Attachment("cong-van.pdf", PDF, FileRole.MAIN, digest, len(PDF_FILE))


@pytest.fixture
def view(office: FakeOffice, file: Attachment, qtbot: QtBot) -> RevisionView:
    jobs = InstantJobs()
    made = RevisionView(
        RevisionPresenter(office.desk(), jobs), jobs, open_window(office, qtbot).window
    )
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.open(file)
    return made


def test_both_pages_show_the_first_place_that_differs_boxed(view: RevisionView) -> None:
    assert (view.signed.page(), view.current.page()) == (1, 1)
    assert view.signed._boxes == view.current._boxes
    assert {one.box for one in view.signed._boxes.values()} == {AMOUNT, Box(10, 10, 40, 40)}
    assert "trang 2" in view.note.text()


def test_the_signer_is_named_and_another_revision_can_be_chosen(
    view: RevisionView, office: FakeOffice
) -> None:
    assert view._signed_name.text() == "Bản đã ký: Nguyễn Văn An · 14/07/2026 09:05"
    office.checker.comparison = LONGER
    view.choice.setCurrentIndex(1)
    view.choice.activated.emit(1)
    assert view._signed_name.text() == "Bản đã ký: UBND xã Thử Nghiệm"
    assert "thêm 1 trang" in view.note.text()


def test_one_key_leads_from_place_to_place_and_round_again(
    view: RevisionView, qtbot: QtBot
) -> None:
    first = view._places[view._at]
    qtbot.keyClick(view, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert view._places[view._at] != first
    qtbot.keyClick(view, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert view._places[view._at] == first


def test_turning_a_page_turns_both(view: RevisionView) -> None:
    view.current.go_to_page(0)
    assert view.signed.page() == 0


def test_the_signed_revision_is_seen_alone_and_beside_again(
    view: RevisionView, qtbot: QtBot
) -> None:
    qtbot.keyClick(view, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert not view.current.isVisible()
    assert view.only.accessibleName() == "So hai bản"
    qtbot.keyClick(view, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert view.current.isVisible()


def test_the_signed_revision_is_saved_as_a_file(
    view: RevisionView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "ban-da-ky.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    view.save.click()
    assert target.read_bytes() == PDF_FILE[:12]


def test_escape_goes_back(view: RevisionView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.left):
        qtbot.keyClick(view, Qt.Key.Key_Escape)


def test_a_file_without_a_signature_that_holds_says_so(
    office: FakeOffice, file: Attachment, qtbot: QtBot
) -> None:
    office.checker.revisions = []
    jobs = InstantJobs()
    view = RevisionView(
        RevisionPresenter(office.desk(), jobs), jobs, open_window(office, qtbot).window
    )
    qtbot.addWidget(view)
    view.open(file)
    assert "không có gì để so" in view.note.text()
    assert not view.only.isEnabled()


def test_the_summary_says_what_differs() -> None:
    same = RevisionComparison((A4,), (A4,), ())
    assert summary(same) == ("Mọi trang hiện giống hệt bản đã ký.", State.GOOD)
    fewer = RevisionComparison((A4, A4), (A4,), (PageChange(1, ()),))
    assert summary(fewer) == ("Mất 1 trang đã ký.", State.WARN)
    assert summary(LONGER)[0].startswith("Có thêm 1 trang mà người ký không ký")
    assert revision_name(OFFICE) == "UBND xã Thử Nghiệm"


@pytest.mark.parametrize(
    ("integrity", "offered"),
    [
        (Integrity.INTACT, False),
        (Integrity.UNSIGNED, False),
        (Integrity.ALLOWED_CHANGES, True),
        (Integrity.CHANGED, True),
        (Integrity.BROKEN, True),
    ],
)
def test_it_is_offered_where_a_file_may_differ(
    integrity: Integrity, offered: bool, file: Attachment, qtbot: QtBot
) -> None:
    check = replace(OFFICIAL_CHECK, integrity=integrity)
    assert may_differ(check) is offered
    button = RevisionButton()
    qtbot.addWidget(button.press)
    button.show_file(file, check)
    assert button.press.isHidden() is not offered


def test_while_a_dropped_file_is_compared_the_clerk_sees_how_far_it_is(
    office: FakeOffice, tmp_path: Path
) -> None:
    dropped = tmp_path / "cong-van.pdf"
    dropped.write_bytes(PDF_FILE)
    presenter, told = EntryPresenter(office.desk(), InstantJobs()), list[str]()
    presenter.working.connect(told.append)
    presenter.open_file(dropped, Channel.MAIL)
    assert "Đang kiểm tra chữ ký số: so với bản đã ký, 50 %…" in told
    assert told[-1] == ""
    assert presenter.candidate is not None


def test_from_the_open_form_one_key_leads_there_and_escape_back(
    office: FakeOffice, qtbot: QtBot, tmp_path: Path
) -> None:
    office.checker.otherwise = replace(OFFICIAL_CHECK, integrity=Integrity.CHANGED)
    dropped = tmp_path / "cong-van.pdf"
    dropped.write_bytes(PDF_FILE)
    window = open_window(office, qtbot)
    window.window.show()
    window.window.activateWindow()
    qtbot.waitUntil(window.window.isActiveWindow)
    page = window.incoming()
    page.open_files([dropped])
    entry = page.currentWidget()
    press = page.entry.findChild(QPushButton, "compare-signed")
    assert isinstance(press, QPushButton)
    assert press.isVisible()
    qtbot.keyClick(entry, Qt.Key.Key_B, _CTRL_SHIFT)
    assert isinstance(page.currentWidget(), RevisionView)
    qtbot.keyClick(page.currentWidget(), Qt.Key.Key_Escape)
    assert page.currentWidget() is entry
