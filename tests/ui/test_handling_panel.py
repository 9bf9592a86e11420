"""Handling a document in place: names in one line, keys, and who sees which button."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.domain.assignments import Deed
from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.people import Person
from clerkdesk.services.forward import Others
from clerkdesk.ui.forms.names_editor import NamesEditor
from clerkdesk.ui.incoming.handling_panel import HandlingPanel
from clerkdesk.ui.incoming.handling_presenter import HandlingPresenter
from clerkdesk.ui.incoming.receipt_notice import tell_receipts
from clerkdesk.ui.my_work.periods import periods
from clerkdesk.ui.shell.window import MainWindow
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import LEADER_PERSON, SPECIALIST, FakeOffice
from tests.fakes.sample_documents import CLERK, TODAY, incoming_entry

LEADER, AN = "Chủ tịch Nguyễn Văn Mẫu", "Công chức Phạm Văn Chuyên"
BUTTONS = ("receive", "progress", "return", "settle", "reopen", "forward", "sheet")


@pytest.fixture
def office() -> FakeOffice:
    made = FakeOffice()
    for person in (LEADER_PERSON, SPECIALIST):
        made.store.accounts.add(person, "mật khẩu đủ dài")
    return made


def panel_of(qtbot: QtBot, office: FakeOffice, person: Person, document: Incoming) -> HandlingPanel:
    presenter = HandlingPresenter(office.desk(person), InstantJobs())
    panel = HandlingPanel(presenter)
    presenter.setParent(panel)
    qtbot.addWidget(panel)
    presenter.read_people()
    presenter.changed.connect(panel.show_document)
    panel.show_document(document)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def shown(panel: HandlingPanel) -> list[str]:
    buttons = {name: panel.findChild(QPushButton, name) for name in BUTTONS}
    return [name for name, made in buttons.items() if made is not None and not made.isHidden()]


def registered(office: FakeOffice) -> Incoming:
    return office.store.incoming.add(incoming_entry(), CLERK.login)


def test_each_account_sees_what_it_may_do(qtbot: QtBot, office: FakeOffice) -> None:
    document = registered(office)
    assert shown(panel_of(qtbot, office, CLERK, document)) == ["forward", "sheet"]
    document = office.desk().forward(document.uid, AN, None, "", CLERK, Others("Phòng Kinh tế"))
    every = ["receive", "progress", "return", "settle", "forward", "sheet"]
    assert shown(panel_of(qtbot, office, CLERK, document)) == every
    assert shown(panel_of(qtbot, office, SPECIALIST, document)) == [
        name for name in every if name != "forward"
    ]
    other = office.desk().forward(registered(office).uid, LEADER, None, "", CLERK)
    assert shown(panel_of(qtbot, office, SPECIALIST, other)) == ["sheet"]
    done = office.desk().settle(document.uid, CLERK, reason="lưu")
    assert shown(panel_of(qtbot, office, SPECIALIST, done)) == ["receive", "reopen", "sheet"]


def test_from_the_keyboard_a_forwarding_is_a_name_and_two_keys(
    qtbot: QtBot, office: FakeOffice
) -> None:
    panel = panel_of(qtbot, office, CLERK, registered(office))
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    qtbot.keyClick(panel, Qt.Key.Key_F7)
    assert panel.form.isVisible()
    panel.form.set_values({"to_person": AN})
    qtbot.keyClick(panel, Qt.Key.Key_F7)
    (document,) = office.store.incoming.rows
    assert document.assignments[0].to_person == AN
    assert document.due_date is not None
    assert not panel.form_is_open()


def test_the_clerk_chooses_who_signed_on_paper(qtbot: QtBot, office: FakeOffice) -> None:
    uid = registered(office).uid
    document = office.desk().forward(uid, AN, None, "", CLERK, Others("Phòng Kinh tế"))
    panel = panel_of(qtbot, office, CLERK, document)
    panel._open_deed(Deed.RECEIVE)
    form = panel.deed_form
    assert [form.person.itemText(n) for n in range(form.person.count())] == [AN, "Phòng Kinh tế"]
    form.person.setCurrentIndex(1)
    form._send()
    (act,) = office.store.incoming.get(uid).acts
    assert (act.person, act.on_paper) == ("Phòng Kinh tế", True)
    assert "trên giấy" in panel.timeline.text()


def test_a_return_without_a_reason_is_said_where_it_is_typed(
    qtbot: QtBot, office: FakeOffice
) -> None:
    document = office.desk().forward(registered(office).uid, AN, None, "", CLERK)
    panel = panel_of(qtbot, office, SPECIALIST, document)
    panel._open_deed(Deed.RETURN)
    panel.deed_form._send()
    assert panel.deed_form._problem.text() == "Ghi lý do trả lại."
    assert panel.form_is_open()


def test_finishing_without_a_reply_needs_a_reason(qtbot: QtBot, office: FakeOffice) -> None:
    document = office.desk().forward(registered(office).uid, AN, None, "", CLERK)
    panel = panel_of(qtbot, office, SPECIALIST, document)
    panel._open_finish()
    panel.finish_form._send()
    assert "Chọn văn bản trả lời" in panel.finish_form._problem.text()
    panel.finish_form.search.setText("không có")
    panel.finish_form._send()
    assert "Không có văn bản đi" in panel.finish_form._problem.text()
    panel.finish_form.search.clear()
    panel.finish_form.reason.set_value("để biết")
    panel.finish_form._send()
    assert office.store.incoming.get(document.uid).state is IncomingState.DONE


def test_the_text_of_strangers_is_no_markup_in_the_timeline(
    qtbot: QtBot, office: FakeOffice
) -> None:
    due = TODAY + timedelta(days=1)
    document = office.desk().forward(registered(office).uid, "<b>An</b>", due, "<i>x</i>", CLERK)
    panel = panel_of(qtbot, office, CLERK, document)
    assert "<b>An</b>" not in panel.timeline.text()
    assert "&lt;b&gt;An&lt;/b&gt;" in panel.timeline.text()


def test_only_the_last_name_is_completed(qtbot: QtBot) -> None:
    editor = NamesEditor(["Lê Văn An", "Trần Thị Bình"])
    qtbot.addWidget(editor)
    editor.setText("Lê Văn An, binh")
    editor.textEdited.emit(editor.text())
    completer = editor.completer()
    assert completer is not None
    model = completer.model()
    assert [model.index(n, 0).data() for n in range(model.rowCount())] == ["Trần Thị Bình"]
    assert completer.pathFromIndex(model.index(0, 0)) == "Lê Văn An, Trần Thị Bình"


def test_periods_end_with_their_last_day() -> None:
    found = {name: (first, last) for name, first, last in periods(TODAY)}
    assert next(iter(found)) == "Tháng 11/2026"
    assert found["Tháng 02/2026"][1].day == 28
    assert found["Quý IV/2026"] == (TODAY.replace(month=10, day=1), TODAY.replace(month=12, day=31))
    assert found["Năm 2025"][0].year == 2025


def test_a_slip_of_the_hand_is_withdrawn_from_the_notice(
    qtbot: QtBot, office: FakeOffice, window: MainWindow
) -> None:
    document = office.desk().forward(registered(office).uid, AN, None, "", CLERK)
    panel = panel_of(qtbot, office, SPECIALIST, document)
    tell_receipts(panel._presenter, window)
    panel._open_deed(Deed.RECEIVE)
    assert window.notice.action.text() == "Hoàn tác"
    window.notice.action.click()
    acts = office.store.incoming.get(document.uid).acts
    assert [act.deed for act in acts] == [Deed.RECEIVE, Deed.UNRECEIVE]
    assert "rút ký nhận" in panel.timeline.text()
    assert "receive" in shown(panel)
