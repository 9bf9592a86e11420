"""Lists show rows, remember their columns, ask for more at the end and say what to do when empty."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from clerkdesk.ui import theme
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.model import SECOND_ROLE, STATE_ROLE, RowsModel
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
    model.replace(rows(0, 5), has_more=True)
    model.append(rows(5, 9))
    model.change(0, Row(99, "Khác"))
    model.append([])
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


def test_more_is_asked_once_when_the_end_is_seen(qtbot: QtBot, table: RegisterTable[Row]) -> None:
    asked: list[bool] = []
    table.more_wanted.connect(lambda: asked.append(True))
    table.set_rows(rows(0, 50), has_more=True)
    table.view.scrollToBottom()
    qtbot.waitUntil(lambda: len(asked) == 1)
    table.view.scrollToTop()
    table.view.scrollToBottom()
    assert len(asked) == 1
    table.append_rows(rows(50, 60))
    assert len(table.rows()) == 60
    assert table.chosen() == rows(0, 1)[0]


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
