"""Gửi giấy in the window: ticking, recording and taking back by keyboard; prints of what is meant."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.outgoing import PaperDecision, Recipient
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.ui.dispatch.rules_page import RulesPage
from clerkdesk.ui.dispatch.view import DispatchView
from clerkdesk.ui.lists import read_lists
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.settings.view import SettingsView
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.sync_presenter import SyncPresenter
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import DRAFT_VALUES, NEXT_DOOR, FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK

CITIZEN = Recipient("Ông Trần Văn Dân", channel=Channel.PAPER, address="Ấp 3")


@pytest.fixture
def office() -> FakeOffice:
    office = FakeOffice()
    for subject in ("xin kinh phí", "xin vật tư"):
        sealed = office.sealed(subject=subject, recipients=(NEXT_DOOR, CITIZEN))
        office.desk().issue(sealed.uid, CLERK)
    return office


def opened(office: FakeOffice, qtbot: QtBot, *, admin: bool = False) -> OfficeWindow:
    desk, jobs = office.desk(ADMIN if admin else CLERK), InstantJobs()
    hub = FakeHub(FakeProvince(office.office.agency), office.office.code, office.store.device)
    connect = ConnectServer(office.store, lambda *_anything: hub, lambda: bytes(32))
    sync = SyncPresenter(lambda: None, lambda: 0, jobs)
    window = OfficeWindow(desk, jobs, SessionMemory(), sync, connect, read_lists(desk))
    qtbot.addWidget(window.window)
    window.open()
    qtbot.waitExposed(window.window)
    return window


@pytest.fixture
def view(office: FakeOffice, qtbot: QtBot) -> DispatchView:
    window = opened(office, qtbot)
    window.show_dispatch()
    return window.outgoing().dispatch


def key(
    qtbot: QtBot, widget: QWidget, name: Qt.Key, held: Qt.KeyboardModifier | None = None
) -> None:
    qtbot.keyClick(widget, name, held or Qt.KeyboardModifier.NoModifier)


def ticked(view: DispatchView) -> list[bool]:
    return [row.ticked for row in view.table.rows()]


def test_the_space_bar_ticks_and_goes_on(view: DispatchView, qtbot: QtBot) -> None:
    assert ticked(view) == [False] * 4
    key(qtbot, view.table.view, Qt.Key.Key_Space)
    key(qtbot, view.table.view, Qt.Key.Key_Space)
    assert ticked(view) == [True, True, False, False]
    assert view.sending.meant.text() == "2 dòng đã đánh dấu"
    key(qtbot, view.table.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert ticked(view) == [True] * 4
    key(qtbot, view.table.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert ticked(view) == [False] * 4


def test_what_is_ticked_is_recorded_and_can_be_taken_back(
    office: FakeOffice, view: DispatchView, qtbot: QtBot
) -> None:
    key(qtbot, view.table.view, Qt.Key.Key_Space)
    view.sending.record.click()
    assert len(view.table.rows()) == 3
    sent = office.desk().send_paper.sent(view._presenter.first, view._presenter.last)
    assert [(one.document.code, one.paper.name) for one in sent] == [("01/TTr-UBND", "Sở Nội vụ")]
    view._other_list()
    assert view.sent.isVisible()
    assert len(view.sent.table.rows()) == 1
    view.sent.take_back.click()
    assert view.sent.table.rows()[0].paper.cancelled
    assert not view.sent.take_back.isEnabled()
    view._other_list()
    assert len(view.table.rows()) == 4


def test_a_wrong_field_is_named_and_the_ticks_stay(view: DispatchView, qtbot: QtBot) -> None:
    key(qtbot, view.table.view, Qt.Key.Key_Space)
    view.sending.form.set_values({"way": "hand"})
    view.sending.record.click()
    assert view.sending.form.sentence("received_by") == "Ghi tên người ký nhận."
    assert ticked(view) == [True, False, False, False]


def test_envelopes_are_printed_for_what_is_ticked_else_for_the_chosen_line(
    office: FakeOffice, view: DispatchView, qtbot: QtBot
) -> None:
    view._presenter.pdf_ready.disconnect()  # no printer dialog
    view.sending.envelopes_wanted.emit()
    _size, envelopes = office.printer.printed[-1]
    assert isinstance(envelopes, tuple)
    assert [one.recipient for one in envelopes] == ["Sở Nội vụ"]
    key(qtbot, view.table.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    view.sending.labels_wanted.emit()
    sheet, labels = office.printer.printed[-1]
    assert isinstance(labels, tuple)
    assert sheet == "2x7"
    assert labels[0] == 1
    assert [one.codes for one in labels[1:]] == [("01/TTr-UBND", "02/TTr-UBND")] * 2


def test_the_draft_shows_the_proposal_and_keeps_an_override(
    office: FakeOffice, qtbot: QtBot
) -> None:
    page = opened(office, qtbot).outgoing()
    page.new_draft()
    page.draft.form.set_values(DRAFT_VALUES)
    page.draft.form.changed.emit("subject")
    line = page.draft.paper
    assert "chỉ gửi điện tử nếu ký số công vụ hợp lệ (Điều 5.4 và 9.2)" in line.sentence.text()
    line.choice.setCurrentIndex(line.choice.findData(PaperDecision.WITH_PAPER.value))
    assert line.values() == {"paper_decision": "with_paper", "paper_reason": ""}
    line.show_problems({"paper_reason": "Ghi lý do khi gửi khác với đề xuất."})
    assert line.problem.text() == "Ghi lý do khi gửi khác với đề xuất."
    line.reason.setText("nơi nhận lưu giấy")
    assert line.values()["paper_reason"] == "nơi nhận lưu giấy"
    draft = office.draft(**line.values())
    page._edit(draft)
    assert line.values() == {"paper_decision": "with_paper", "paper_reason": "nơi nhận lưu giấy"}
    page.new_draft()
    assert line.values() == {"paper_decision": None, "paper_reason": ""}


def test_an_administrator_adds_a_row_and_takes_one_out(office: FakeOffice, qtbot: QtBot) -> None:
    window = opened(office, qtbot, admin=True)
    settings = window.window.go_to(workplaces.SETTINGS)
    assert isinstance(settings, SettingsView)
    page = settings.show_section("paper")
    assert isinstance(page, RulesPage)
    before = len(office.desk().paper_rules.rows())
    page._new()
    page.form.set_values({"title": "Giấy mời họp", "doc_types": "Giấy mời; Lịch"})
    page._keep()
    assert page.form.sentence("basis") == "Chưa nhập «Căn cứ»."
    page.form.set_values({"basis": "Công văn 12/UBND-VX"})
    page._keep()
    rows = office.desk().paper_rules.rows()
    assert len(rows) == before + 1
    (mine,) = [row for row in rows if row.title == "Giấy mời họp"]
    assert mine.doc_types == {"Giấy mời", "Lịch"}
    assert page.table.chosen() == mine
    page._take_out()
    assert len(office.desk().paper_rules.rows()) == before
    page._presenter.undo()
    assert len(office.desk().paper_rules.rows()) == before + 1


def test_a_group_is_kept_renamed_and_removed(office: FakeOffice, qtbot: QtBot) -> None:
    window = opened(office, qtbot)
    settings = window.window.go_to(workplaces.SETTINGS)
    assert isinstance(settings, SettingsView)
    page = settings.show_section("paper")
    assert isinstance(page, RulesPage)
    card = page.groups
    card.name.setText("Các nơi")
    card.save.click()
    assert card.problem.text() == "Nhóm chưa có nơi nhận nào."
    card.editor.set_value((NEXT_DOOR, CITIZEN))
    card.save.click()
    assert office.desk().paper_rules.groups() == {"Các nơi": (NEXT_DOOR, CITIZEN)}
    card.name.setText("Các nơi gần")
    card.save.click()
    assert list(office.desk().paper_rules.groups()) == ["Các nơi gần"]
    card.remove.click()
    assert office.desk().paper_rules.groups() == {}
