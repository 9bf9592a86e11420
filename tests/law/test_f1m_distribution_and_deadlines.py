"""F1m (NĐ 30 Phụ lục VI, Điều 23.2): an authorised person distributes documents and tracks deadlines."""

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.domain.assignments import Part
from clerkdesk.domain.errors import NotAllowed
from clerkdesk.ui.incoming.handling_presenter import HandlingPresenter
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.my_work.presenter import MyWorkPresenter
from clerkdesk.ui.my_work.rows import ASSIGNED, TO_COMMENT
from clerkdesk.ui.my_work.view import MyWorkView
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.shell.window import MainWindow
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import LEADER_PERSON, SPECIALIST, FakeOffice
from tests.fakes.sample_documents import CLERK, TODAY, incoming_entry

LEADER, AN = "Chủ tịch Nguyễn Văn Mẫu", "Công chức Phạm Văn Chuyên"


@pytest.fixture
def office() -> FakeOffice:
    made = FakeOffice()
    for person in (LEADER_PERSON, SPECIALIST):
        made.store.accounts.add(person, "mật khẩu đủ dài")
    uid = made.store.incoming.add(incoming_entry(), CLERK.login).uid
    made.desk().forward(uid, LEADER, TODAY + timedelta(days=3), "", CLERK)
    return made


def view_of(qtbot: QtBot, office: FakeOffice, person: object) -> MyWorkView:
    jobs, desk = InstantJobs(), office.desk(person)  # type: ignore[arg-type] # a Person
    shell = MainWindow(
        [workplaces.workplace(key, QPushButton) for key in workplaces.TITLES],
        office="UBND xã",
        memory=SessionMemory(),
    )
    qtbot.addWidget(shell)
    presenter, handling = MyWorkPresenter(desk, jobs), HandlingPresenter(desk, jobs)
    view = MyWorkView(presenter, handling, jobs, shell, SessionMemory())
    for each in (presenter, handling):
        each.setParent(view)
    handling.read_people()
    shell.stack.addWidget(view)
    shell.stack.setCurrentWidget(view)
    shell.show()
    qtbot.waitExposed(shell)
    return view


def press(view: MyWorkView, name: str) -> None:
    found = view.handling.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    assert not found.isHidden()
    found.click()


def test_a_leader_writes_the_opinion_and_names_the_parts_in_one_place(
    qtbot: QtBot, office: FakeOffice
) -> None:
    view = view_of(qtbot, office, LEADER_PERSON)
    assert view.section() == TO_COMMENT
    view.table.row_opened.emit(view.table.chosen())
    form = view.handling.form
    assert form.values()["opinion_by"] == LEADER
    form.set_values(
        {
            "to_person": AN,
            "cooperate": "Phòng Kinh tế 24/11",
            "inform": "Toàn cơ quan",
            "due_date": date(2026, 11, 25),
            "instruction": "Giao tham mưu trả lời.",
        }
    )
    press(view, "forward")
    (document,) = office.store.incoming.rows
    made = document.assignments[-1]
    assert [(p.name, p.part) for p in made.people] == [
        (AN, Part.LEAD),
        ("Phòng Kinh tế", Part.COOPERATE),
        ("Toàn cơ quan", Part.INFORM),
    ]
    assert (made.opinion_by, made.instruction) == (LEADER, "Giao tham mưu trả lời.")
    assert document.due_date == date(2026, 11, 25)
    assert view.table.rows() in ([], ())  # nothing waits for an opinion any more


def test_a_specialist_reports_and_finishes_by_the_reply_from_the_register(
    qtbot: QtBot, office: FakeOffice
) -> None:
    uid = office.store.incoming.rows[0].uid
    office.desk().forward(uid, AN, TODAY + timedelta(days=2), "trả lời", LEADER_PERSON)
    reply = office.numbered()
    view = view_of(qtbot, office, SPECIALIST)
    assert view.section() == ASSIGNED
    (row,) = view.table.rows()
    assert row.detail.startswith("chủ trì · ")
    press(view, "receive")
    press(view, "progress")
    view.handling.deed_form.text.set_value("đã dự thảo công văn")
    view.handling.deed_form.sent.emit(view.handling.deed_form.deed, "đã dự thảo công văn", "")
    assert "đã dự thảo công văn" in view.handling.timeline.text()
    press(view, "settle")
    finish = view.handling.finish_form
    finish.search.setText("kinh phí")
    finish.search.textEdited.emit("kinh phí")
    assert finish.results.count() == 1
    press(view, "finish")
    (document,) = office.store.incoming.rows
    assert document.ending is not None
    assert document.ending.reply_uid == reply.uid
    assert document.ending.reply_code == reply.code
    assert view.table.rows() in ([], ())


def test_a_specialist_distributes_nothing(office: FakeOffice) -> None:
    with pytest.raises(NotAllowed):
        office.desk().forward(office.store.incoming.rows[0].uid, AN, None, "", SPECIALIST)
