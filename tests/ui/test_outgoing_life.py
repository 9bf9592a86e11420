"""The outgoing workplace as a whole, on fakes: what the preview offers, and where its buttons lead."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.people import Person
from clerkdesk.domain.relations import Relation, RelationKind
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.ui.corrections.view import CorrectionView
from clerkdesk.ui.lists import read_lists
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.outgoing.compare_view import CompareView
from clerkdesk.ui.outgoing.page import OutgoingPage
from clerkdesk.ui.sync_presenter import SyncPresenter
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import DRAFT_VALUES, FakeOffice
from tests.fakes.sample_documents import CLERK


def opened(qtbot: QtBot, office: FakeOffice, person: Person = CLERK) -> OutgoingPage:
    desk, jobs = office.desk(person), InstantJobs()
    hub = FakeHub(FakeProvince(office.office.agency), office.office.code, office.store.device)
    connect = ConnectServer(office.store, lambda *_anything: hub, lambda: bytes(32))
    sync = SyncPresenter(lambda: None, lambda: 0, jobs)
    made = OfficeWindow(desk, jobs, SessionMemory(), sync, connect, read_lists(desk))
    qtbot.addWidget(made.window)
    made.open()
    return made.outgoing()


def shown(page: OutgoingPage, document: Outgoing) -> None:
    page.show_document(document)
    assert page.listing.preview.shown_state() is document.state


def offered(page: OutgoingPage) -> list[QPushButton]:
    bar = page.listing.preview.acts
    seen: list[QPushButton] = bar._holder.findChildren(QPushButton)
    return [b for b in (*seen, *bar.others.offered()) if b.property("act")]


def acts(page: OutgoingPage) -> list[str]:
    return [str(button.property("act")) for button in offered(page)]


def press(page: OutgoingPage, name: str) -> None:
    next(button for button in offered(page) if button.property("act") == name).click()


def give_reason(page: OutgoingPage, reason: str) -> None:
    bar = page.listing.preview.acts.reason
    assert not bar.isHidden()
    bar.box.setText(reason)
    bar._done()


def test_a_draft_goes_to_the_leader_and_back_by_the_buttons(
    qtbot: QtBot, office: FakeOffice
) -> None:
    draft, page = office.draft(), opened(qtbot, office)
    shown(page, draft)
    assert page.listing.preview.offers_step()
    press(page, "submit")
    assert page.listing.preview.shown_state() is OutgoingState.SUBMITTED
    press(page, "return")
    assert office.store.outgoing.get(draft.uid).state is OutgoingState.SUBMITTED
    give_reason(page, "Thiếu dự toán")
    returned = office.store.outgoing.get(draft.uid)
    assert (returned.state, returned.reason) == (OutgoingState.RETURNED, "Thiếu dự toán")
    assert "Thiếu dự toán" in page.listing.preview.reason.text()


def test_a_reason_that_is_not_given_does_nothing(qtbot: QtBot, office: FakeOffice) -> None:
    approved, page = office.approved(), opened(qtbot, office)
    shown(page, approved)
    press(page, "return")
    bar = page.listing.preview.acts.reason
    bar._done()
    assert not bar.isHidden()
    bar.put_away()
    assert office.store.outgoing.get(approved.uid) == approved


def test_what_was_issued_is_recalled_with_a_reason_and_offers_nothing_more(
    qtbot: QtBot, office: FakeOffice
) -> None:
    document = office.desk().issue(office.sealed().uid, CLERK)
    page = opened(qtbot, office)
    shown(page, document)
    assert acts(page) == ["recall", "replace", "correct", "update", "entry"]
    press(page, "recall")
    give_reason(page, "Gửi nhầm nơi nhận")
    assert office.store.outgoing.get(document.uid).state is OutgoingState.RECALLED
    assert acts(page) == []
    assert not page.listing.preview.offers_step()


def test_replacing_opens_a_draft_that_names_the_document(qtbot: QtBot, office: FakeOffice) -> None:
    document = office.desk().issue(office.sealed().uid, CLERK)
    page = opened(qtbot, office)
    shown(page, document)
    press(page, "replace")
    give_reason(page, "Sai số liệu")
    assert page.currentWidget() is page.draft
    assert page.draft.form.values()["subject"] == DRAFT_VALUES["subject"]
    assert "Thay thế 01/TTr-UBND" in page.draft.relation.text()
    presenter = page._presenter
    presenter._files = document.entry.attachments
    page.draft.form.set_values(DRAFT_VALUES)
    page.draft._save_now()
    made = next(row for row in office.store.outgoing.rows if row.uid != document.uid)
    (relation,) = made.entry.relations
    assert relation == Relation(RelationKind.REPLACES, document.uid, "01/TTr-UBND", "Sai số liệu")
    page.new_draft()
    assert page.draft.relation.isHidden()


def test_a_letter_of_correction_begins_with_its_subject(qtbot: QtBot, office: FakeOffice) -> None:
    document = office.desk().issue(office.sealed().uid, CLERK)
    page = opened(qtbot, office)
    shown(page, document)
    press(page, "correct")
    give_reason(page, "Sai ngày")
    values = page.draft.form.values()
    assert values["doc_type"] == "Công văn"
    assert values["subject"] == "Đính chính Tờ trình số 01/TTr-UBND"


def test_an_entry_is_corrected_over_the_register(qtbot: QtBot, office: FakeOffice) -> None:
    document, page = office.numbered(), opened(qtbot, office)
    shown(page, document)
    press(page, "entry")
    form = page.currentWidget()
    assert isinstance(form, CorrectionView)
    form.form.set_values({"subject": "Về việc khác"})
    form.reason.setText("gõ nhầm")
    form._save()
    assert page.currentWidget() is page.listing
    assert office.store.outgoing.get(document.uid).corrections[0].reason == "gõ nhầm"
    assert "<s>" in page.listing.preview.corrections.text()


def test_comments_and_versions_stand_on_their_tabs(qtbot: QtBot, office: FakeOffice) -> None:
    document, page = office.numbered(), opened(qtbot, office)
    shown(page, document)
    preview = page.listing.preview
    preview.show_tab(1)
    preview.talk.box.setText("Đã kiểm tra số liệu")
    preview.talk._send()
    (remark,) = office.store.remarks.of(document.uid)
    assert remark.text == "Đã kiểm tra số liệu"
    assert preview.talk.box.text() == ""
    assert preview._tab_group.button(1).text() == "Ý kiến (1)"
    preview.show_tab(2)
    assert preview.versions.older.count() == 3
    preview.versions.compare.click()
    view = page.currentWidget()
    assert isinstance(view, CompareView)
    assert "giống nhau" in view.text.toPlainText()
    view.left.emit()
    assert page.currentWidget() is page.listing
