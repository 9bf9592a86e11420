"""F1l (NĐ 30 Phụ lục VI): statistics, tracking and urging of the handling of incoming documents."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.ui.incoming.handling_presenter import HandlingPresenter
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.my_work.presenter import MyWorkPresenter
from clerkdesk.ui.my_work.rows import OVERDUE
from clerkdesk.ui.my_work.view import MyWorkView
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.shell.window import MainWindow
from tests.fakes.heard import Heard
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import LEADER_PERSON, SPECIALIST, FakeOffice
from tests.fakes.sample_documents import CLERK, TODAY, incoming_entry

AN = "Công chức Phạm Văn Chuyên"


@pytest.fixture
def office() -> FakeOffice:
    made = FakeOffice()
    for person in (LEADER_PERSON, SPECIALIST):
        made.store.accounts.add(person, "mật khẩu đủ dài")
    late = made.store.incoming.add(incoming_entry(subject="Báo cáo trễ"), CLERK.login)
    made.desk().forward(late.uid, AN, TODAY + timedelta(days=1), "", CLERK)
    made.store.incoming.add(incoming_entry(subject="Không hạn"), CLERK.login)
    made.clock.now += timedelta(days=4)
    return made


def test_the_clerk_sees_what_is_late_reminds_and_prints_the_list(
    qtbot: QtBot, office: FakeOffice
) -> None:
    jobs, desk = InstantJobs(), office.desk()
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
    shell.stack.addWidget(view)
    shell.stack.setCurrentWidget(view)
    shell.show()
    qtbot.waitExposed(shell)
    heard = Heard(presenter, "list_ready", "failed")
    view.show_section(OVERDUE)
    (row,) = view.table.rows()
    assert (row.title, row.detail, row.badge) == ("Báo cáo trễ", AN, "quá 3 ngày")
    remind = view.findChild(QPushButton, "remind")
    assert isinstance(remind, QPushButton)
    remind.click()
    (row,) = view.table.rows()
    assert row.detail == f"{AN} · đã nhắc 1 lần"
    line = office.store.ops.history("incoming", row.uid)[-1]
    assert (line.what, line.by) == (f"Nhắc {AN}", CLERK.login)
    printed = view.findChild(QPushButton, "print_late")
    assert isinstance(printed, QPushButton)
    printed.click()
    assert heard.last("list_ready")
    assert office.printer.printed[-1][0] == "DANH SÁCH VĂN BẢN ĐẾN QUÁ HẠN GIẢI QUYẾT"
    assert heard.of("failed") == []


def test_who_does_not_follow_others_has_no_such_list(qtbot: QtBot, office: FakeOffice) -> None:
    work = office.desk(SPECIALIST).my_work(SPECIALIST)
    assert list(work.overdue) == []
    (task,) = work.assigned
    assert task.overdue(work.today)
