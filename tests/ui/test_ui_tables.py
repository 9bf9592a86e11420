"""Lists show rows, remember their columns, ask for more at the end and say what to do when empty."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from clerkdesk.ui import theme
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.model import KEPT, SECOND_ROLE, STATE_ROLE, RowsModel
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.theme import State


@dataclass(frozen=True)
class Row:
    number: int
    subject: str


COLUMNS: list[Column[Row]] = [
    Column("number", "Số đến", 70, lambda r: str(r.number), Look.NUMBER, right=True),
    Column("subject", "Trích yếu", 200, lambda r: r.subject, Look.SUMMARY, stretches=True,
           second=lambda _r: "UBND xã"),
    Column("state", "Trạng thái", 100, lambda _r: "Quá hạn", Look.BADGE, state=lambda _r: State.BAD,
           tooltip=lambda r: f"hạn của {r.number}"),
]  # fmt: skip


def rows(first: int, last: int) -> list[Row]:
    return [Row(n, f"Văn bản {n} " + "rất dài " * 30) for n in range(first, last)]


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[RegisterTable[Row]]:
    made = RegisterTable(
        COLUMNS,
        memory=SessionMemory(),
        memory_key="incoming",
        empty="Chưa có văn bản đến.",
        empty_button="Đăng ký",
    )
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    yield made
    made.hide()


def test_the_model_obeys_qt_while_it_changes(qtbot: QtBot) -> None:
    model = RowsModel(COLUMNS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.replace(rows(0, 5))
    model.change(0, Row(99, "Khác"))
    model.renew(1_000, 0, rows(0, 200))
    model.put(400, rows(400, 600))
    model.renew(300, 200, rows(200, 300))
    model.put(900, rows(900, 950))
    assert model.row(250) == rows(250, 251)[0]
    assert (model.rowCount(), model.row(0), model.missing(0, 5)) == (300, None, 0)
    model.renew(0, 0, [])
    model.replace([])
    assert tester.model() is model
    assert model.rowCount() == 0
    assert model.columnCount() == 3


def test_cells_say_what_their_columns_say(qtbot: QtBot) -> None:
    model = RowsModel(COLUMNS)
    model.replace(rows(7, 8))
    assert model.index(0, 0).data() == "7"
    assert model.index(0, 2).data(STATE_ROLE) == "bad"
    assert model.index(0, 1).data(SECOND_ROLE) == "UBND xã"
    assert model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole) == "hạn của 7"
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole).startswith("Trích yếu: ")
    assert model.headerData(0, Qt.Orientation.Horizontal) == "SỐ ĐẾN"
    assert model.data(QModelIndex()) is None


def test_the_first_row_is_chosen_and_keys_move_and_open(
    qtbot: QtBot, table: RegisterTable[Row]
) -> None:
    with qtbot.waitSignal(table.row_chosen) as got:
        table.set_rows(rows(0, 10))
    assert got.args == [rows(0, 1)[0]]
    qtbot.keyClick(table.view, Qt.Key.Key_Down)
    assert table.chosen() == rows(1, 2)[0]
    with qtbot.waitSignal(table.row_opened) as opened:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert opened.args == [rows(1, 2)[0]]


def test_a_row_can_be_asked_for_and_changed_in_place(
    qtbot: QtBot, table: RegisterTable[Row]
) -> None:
    table.set_rows(rows(0, 10), choose=lambda r: r.number == 4)
    assert table.chosen() == rows(4, 5)[0]
    with qtbot.waitSignal(table.row_chosen) as got:
        table.change_row(lambda r: r.number == 4, Row(4, "Đã chuyển"))
    assert got.args == [Row(4, "Đã chuyển")]
    assert table.rows()[4] == Row(4, "Đã chuyển")


@pytest.fixture
def long_table(table: RegisterTable[Row]) -> tuple[RegisterTable[Row], list[tuple[int, int]]]:
    asked: list[tuple[int, int]] = []
    table.window_wanted.connect(lambda first, count: asked.append((first, count)))
    table.show_window(1_000_000, 0, rows(0, 200))
    return table, asked


def test_a_million_rows_can_be_scrolled_and_only_those_looked_at_are_asked_for(
    qtbot: QtBot, long_table: tuple[RegisterTable[Row], list[tuple[int, int]]]
) -> None:
    table, asked = long_table
    assert table.model.rowCount() == 1_000_000
    bar = table.view.verticalScrollBar()
    for place in range(0, bar.maximum(), bar.maximum() // 50):
        bar.setValue(place)  # a drag over the whole list
    bar.setValue(bar.maximum() // 2)
    qtbot.waitUntil(lambda: bool(asked))
    assert len(asked) == 1
    ((first, count),) = asked
    assert first < table.seen()[0] < table.seen()[1] < first + count
    assert table.model.index(table.seen()[0], 1).data() is None  # a placeholder stands there
    table.put_rows(first, rows(first, first + count))
    assert table.model.index(table.seen()[0], 0).data() == str(table.seen()[0])
    assert table.chosen() == rows(0, 1)[0]
    qtbot.wait(60)
    assert len(asked) == 1


def test_ctrl_end_and_home_reach_the_ends_and_the_last_row_is_said_when_it_has_come(
    qtbot: QtBot, long_table: tuple[RegisterTable[Row], list[tuple[int, int]]]
) -> None:
    table, asked = long_table
    chosen: list[object] = []
    table.row_chosen.connect(chosen.append)
    qtbot.keyClick(table.view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert chosen == [None]  # nothing may be done to a row that is not here
    qtbot.waitUntil(lambda: bool(asked))
    first, count = asked[-1]
    table.put_rows(first, rows(first, min(first + count, 1_000_000)))
    assert chosen[-1] == rows(999_999, 1_000_000)[0]
    qtbot.keyClick(table.view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert table.view.currentIndex().row() == 0


def test_rows_that_come_on_top_do_not_move_the_row_under_the_cursor(
    qtbot: QtBot, long_table: tuple[RegisterTable[Row], list[tuple[int, int]]]
) -> None:
    table, _asked = long_table
    table.choose(40)
    kept = table.chosen()
    before = table.view.visualRect(table.view.currentIndex()).top()
    newer = [Row(-n, "mới") for n in (3, 2, 1)] + rows(0, 197)
    table.show_window(1_000_003, 0, newer, choose=lambda row: row == kept, keep=True)
    assert table.chosen() == kept
    assert table.view.currentIndex().row() == 43
    assert table.view.visualRect(table.view.currentIndex()).top() == before


def test_only_rows_near_the_place_looked_at_stay_in_memory(
    long_table: tuple[RegisterTable[Row], list[tuple[int, int]]],
) -> None:
    table, _asked = long_table
    for first in range(0, 20_000, 200):
        table.put_rows(first, rows(first, first + 200))
    assert len(table.rows()) <= KEPT + 200
    assert table.model.row(19_900) is not None


def test_an_empty_list_says_what_to_do_first(qtbot: QtBot, table: RegisterTable[Row]) -> None:
    assert table.empty.isVisible()
    assert table.empty.label.text() == "Chưa có văn bản đến."
    with qtbot.waitSignal(table.empty_action):
        table.empty.button.click()
    table.set_rows(rows(0, 2))
    assert table.view.isVisible()
    with qtbot.waitSignal(table.row_chosen) as got:
        table.set_rows([])
    assert got.args == [None]
    assert table.chosen() is None


def test_column_widths_are_remembered(qtbot: QtBot) -> None:
    memory = SessionMemory()

    def make() -> RegisterTable[Row]:
        made = RegisterTable(COLUMNS, memory=memory, memory_key="x", empty="Trống")
        qtbot.addWidget(made)
        return made

    first = make()
    first.view.horizontalHeader().resizeSection(0, 133)
    assert memory.get("columns.x") == {"number": 133, "state": 100}
    second = make()
    assert second.view.horizontalHeader().sectionSize(0) == 133


def test_nonsense_in_memory_is_left_aside(qtbot: QtBot) -> None:
    memory = SessionMemory()
    memory.put("columns.x", {"number": "wide"})
    made = RegisterTable(COLUMNS, memory=memory, memory_key="x", empty="Trống")
    qtbot.addWidget(made)
    assert made.view.horizontalHeader().sectionSize(0) == 70


def test_rows_have_one_height_and_every_look_paints(
    qtbot: QtBot, table: RegisterTable[Row]
) -> None:
    table.set_rows(rows(0, 3))
    assert table.view.rowHeight(1) == theme.ROW_HEIGHT
    assert not table.grab().isNull()


def test_a_right_click_asks_for_a_menu_on_its_row(qtbot: QtBot, table: RegisterTable[Row]) -> None:
    table.set_rows(rows(0, 5))
    spot = table.view.visualRect(table.model.index(2, 0)).center()
    with qtbot.waitSignal(table.menu_wanted) as got:
        table.view.customContextMenuRequested.emit(spot)
    assert got.args[0] == rows(2, 3)[0]


SORTABLE: list[Column[Row]] = [
    Column("number", "Số đến", 70, lambda r: str(r.number), Look.NUMBER, sort="arrival_number"),
    Column("subject", "Trích yếu", 200, lambda r: r.subject, Look.SUMMARY, stretches=True),
    Column("field", "Lĩnh vực", 110, lambda _r: "Y tế", sort="field", shown=False),
]


def sortable_table(qtbot: QtBot, memory: SessionMemory) -> RegisterTable[Row]:
    made = RegisterTable(SORTABLE, memory=memory, memory_key="x", empty="Trống")
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    made.set_rows(rows(0, 3))
    return made


def test_a_click_on_a_title_sorts_and_a_second_one_turns_it_round(qtbot: QtBot) -> None:
    table = sortable_table(qtbot, SessionMemory())
    sorted_by: list[tuple[str, bool]] = []
    table.sort_wanted.connect(lambda key, falling: sorted_by.append((key, falling)))
    across = table.view.horizontalHeader()
    spot = QPoint(across.sectionViewportPosition(0) + 20, 15)
    qtbot.mouseClick(across.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseClick(across.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    other = QPoint(across.sectionViewportPosition(1) + 20, 15)
    qtbot.mouseClick(across.viewport(), Qt.MouseButton.LeftButton, pos=other)  # it cannot be sorted
    assert sorted_by == [("number", False), ("number", True)]
    assert table.model.headerData(0, Qt.Orientation.Horizontal) == "↓ SỐ ĐẾN"


def test_columns_are_chosen_in_the_menu_moved_and_put_back(qtbot: QtBot) -> None:
    memory = SessionMemory()
    table = sortable_table(qtbot, memory)
    assert table.header.shown() == ["number", "subject"]
    menu = table.header.menu()
    boxes = {action.text(): action for action in menu.actions() if action.isCheckable()}
    assert not boxes["Trích yếu"].isEnabled()  # one column always stays
    boxes["Lĩnh vực"].trigger()
    table.view.horizontalHeader().moveSection(2, 0)
    again = sortable_table(qtbot, memory)
    assert again.header.shown() == ["field", "number", "subject"]
    assert [column.title for column in again.shown_columns()] == ["Lĩnh vực", "Số đến", "Trích yếu"]
    next(a for a in again.header.menu().actions() if a.text() == "Đặt lại cột").trigger()
    assert again.header.shown() == ["number", "subject"]
    assert sortable_table(qtbot, memory).header.shown() == ["number", "subject"]


def test_the_menu_sorts_by_keyboard(qtbot: QtBot) -> None:
    table = sortable_table(qtbot, SessionMemory())
    with qtbot.waitSignal(table.sort_wanted) as got:
        menu = table.header.menu()
        (by,) = menu.findChildren(QMenu)
        next(a for a in by.actions() if a.text() == "Số đến").trigger()
    assert got.args == ["number", False]
