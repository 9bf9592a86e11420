"""F6đ, F6e, F6g (Phụ lục VI): the user chooses the fields of a result, keeps a search to use it again, sorts."""

import pytest
from pytestqt.qtbot import QtBot

from clerkdesk.ui.find.view import FindView
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.office import OfficeWindow
from tests.fakes.office import FakeOffice
from tests.fakes.office_window import open_window
from tests.fakes.sample_documents import CLERK, incoming_entry


@pytest.fixture
def office() -> FakeOffice:
    made = FakeOffice()
    for number, subject in (("9", "họp tổ dân phố"), ("15", "họp giao ban"), ("101", "họp báo")):
        entry = incoming_entry(subject=subject, code_number=number, code_notation="GM-UBND")
        made.store.incoming.add(entry, CLERK.login)
    return made


def find(window: OfficeWindow, text: str) -> FindView:
    window.search(text)
    view = window.window.stack.currentWidget()
    assert isinstance(view, FindView)
    return view


def codes(view: FindView) -> list[str]:
    return [hit.document.code for hit in view.table.rows()]


def test_f6d_the_fields_that_are_shown_are_chosen_and_remembered(
    office: FakeOffice, qtbot: QtBot
) -> None:
    memory = SessionMemory()
    view = find(open_window(office, qtbot, memory), "hop")
    menu = view.table.header.menu()
    boxes = {action.text(): action for action in menu.actions() if action.isCheckable()}
    boxes["Người ký"].trigger()
    boxes["Trạng thái"].trigger()
    again = find(open_window(office, qtbot, memory), "hop")
    shown = [column.key for column in again.table.shown_columns()]
    assert "signer" in shown
    assert "state" not in shown


def test_f6e_a_search_is_kept_for_the_person_on_every_desk_of_the_office(
    office: FakeOffice, qtbot: QtBot
) -> None:
    view = find(open_window(office, qtbot), "hop giao ban")
    view.saved.name.setText("Giấy mời giao ban")
    view.saved.save_button.click()
    assert "setting" in {op.entity for op in office.store.ops.pending(100)}
    other_day = find(open_window(office, qtbot), "")
    assert other_day.saved.list.item(0).text() == "Giấy mời giao ban"
    other_day.saved.list.setCurrentRow(0)
    other_day.saved.list.itemClicked.emit(other_day.saved.list.item(0))
    assert codes(other_day) == ["15/GM-UBND"]


def test_f6g_results_are_sorted_by_number_as_numbers(office: FakeOffice, qtbot: QtBot) -> None:
    view = find(open_window(office, qtbot), "hop")
    view.table.header.sort("code", descending=False)
    assert codes(view) == ["9/GM-UBND", "15/GM-UBND", "101/GM-UBND"]
    view.table.header.sort("code", descending=True)
    assert codes(view) == ["101/GM-UBND", "15/GM-UBND", "9/GM-UBND"]
