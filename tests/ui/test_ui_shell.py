"""The frame: rail and keys, notices and errors, chips, geometry, the crash dialog."""

import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QSplitter, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clerkdesk.domain.errors import PaperJam, ScannerBusy
from clerkdesk.ui.cards import LargeNumber, NumberTile, button
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.shell import status
from clerkdesk.ui.shell.crash import CrashHook, crash_report
from clerkdesk.ui.shell.window import MainWindow, remember_splitter
from clerkdesk.ui.shell.workplaces import INCOMING, SCAN, SETTINGS, TITLES, TODAY, Shell, workplace
from clerkdesk.ui.task_card import Task, TaskCard
from clerkdesk.ui.theme import State


def page(title: str) -> QWidget:
    made = QWidget()
    down = QVBoxLayout(made)
    down.addWidget(QLabel(title))
    box = QLineEdit()
    box.setObjectName("box")
    down.addWidget(box)
    return made


def make(qtbot: QtBot, memory: SessionMemory | None = None) -> MainWindow:
    window = MainWindow(
        [workplace(key, lambda key=key: page(key)) for key in TITLES],
        office="UBND xã Thạnh Mẫu",
        memory=memory or SessionMemory(),
    )
    qtbot.addWidget(window)
    return window


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = make(qtbot)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.go_to(TODAY)
    yield made
    made.close()


def test_the_rail_lists_every_workplace_in_order(window: MainWindow) -> None:
    assert window.rail.order() == list(TITLES)
    assert [window.rail.row(key).text() for key in TITLES][:3] == [
        "Hôm nay",
        "Việc của tôi",
        "Văn bản đến",
    ]
    assert "UBND xã Thạnh Mẫu" in window.windowTitle()


def test_pages_are_built_when_first_shown_and_once(window: MainWindow) -> None:
    assert not window.is_built(INCOMING)
    first = window.go_to(INCOMING)
    window.go_to(TODAY)
    assert window.go_to(INCOMING) is first
    assert window.stack.currentWidget() is first


@pytest.mark.parametrize(
    "modifier", [Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier]
)
def test_number_keys_choose_a_workplace_even_from_a_text_box(
    qtbot: QtBot, window: MainWindow, modifier: Qt.KeyboardModifier
) -> None:
    box = window.stack.currentWidget().findChild(QLineEdit, "box")
    assert isinstance(box, QLineEdit)
    box.setFocus()
    with qtbot.waitSignal(window.workplace_shown) as got:
        fourth = list(TITLES)[3]
        qtbot.keyClick(box, Qt.Key.Key_4, modifier)
    assert got.args == [fourth]
    assert window.rail.row(fourth).isChecked()
    qtbot.keyClick(window, Qt.Key.Key_0, modifier)
    assert window.current() == SETTINGS


def test_a_click_and_enter_on_the_rail_choose(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.mouseClick(window.rail.row(INCOMING), Qt.MouseButton.LeftButton)
    assert window.current() == INCOMING
    qtbot.keyClick(window.rail.row(SCAN), Qt.Key.Key_Return)
    assert window.current() == SCAN


def test_window_keys_work_unless_the_page_uses_them(qtbot: QtBot, window: MainWindow) -> None:
    pressed: list[str] = []
    window.add_key("F9", lambda: pressed.append("window"))
    shown = window.stack.currentWidget()
    box = shown.findChild(QLineEdit, "box")
    assert isinstance(box, QLineEdit)
    qtbot.keyClick(box, Qt.Key.Key_F9)
    assert pressed == ["window"]
    layout = shown.layout()
    assert layout is not None
    layout.addWidget(button("Quét", lambda: pressed.append("page"), key="F9"))
    qtbot.wait(10)
    qtbot.keyClick(box, Qt.Key.Key_F9)
    assert pressed == ["window", "page"]


def test_counters_are_shown_and_read_aloud(window: MainWindow) -> None:
    window.set_counter(INCOMING, 7)
    assert window.rail.row(INCOMING).accessibleName() == "Văn bản đến, 7 việc chờ"
    window.set_counter(INCOMING, 0)
    assert window.rail.row(INCOMING).accessibleName() == "Văn bản đến"
    window.set_counter(INCOMING, 12345)
    assert not window.rail.grab().isNull()


def test_an_error_shows_both_sentences_and_stays(qtbot: QtBot, window: MainWindow) -> None:
    shell: Shell = window
    error = PaperJam(3)
    again: list[bool] = []
    shell.show_error(error, action="Quét thêm", pressed=lambda: again.append(True))
    assert window.notice.isVisible()
    assert window.notice.happened.text() == "Máy quét bị kẹt giấy ở trang 3."
    assert window.notice.advice.text() == error.advice
    assert "trang 3" in window.notice.accessibleName()
    window.notice.action.click()
    assert again == [True]
    assert not window.notice.isVisible()


def test_a_notice_goes_by_itself_and_can_undo(qtbot: QtBot, window: MainWindow) -> None:
    undone: list[bool] = []
    window.show_notice("Đã chuyển.", action="Hoàn tác", pressed=lambda: undone.append(True))
    window.notice.action.click()
    assert undone == [True]
    window.show_notice("Đã lưu.", State.GOOD, seconds=0.02)
    assert window.notice.advice.isHidden()
    qtbot.waitUntil(window.notice.isHidden)


def test_an_error_after_a_notice_does_not_go_with_the_notices_time(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.show_notice("Đã lưu.", seconds=0.02)
    window.show_error(ScannerBusy("Canon"))
    qtbot.wait(60)
    assert window.notice.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.notice.isHidden()


def test_status_chips_have_words_and_go_when_empty(window: MainWindow) -> None:
    window.set_chip(status.SYNC, "● Ngoại tuyến — 12 thay đổi chờ gửi", State.WARN, "Sẽ tự gửi")
    chip = window.status.chip(status.SYNC)
    assert chip.isVisible()
    assert chip.property("badge") == "warn"
    window.set_chip(status.SYNC, "", State.NEUTRAL)
    assert not chip.isVisible()
    window.set_key_hints(("F2", "Đăng ký"), ("F9", "Quét"))
    assert window.status.hints.text() == "F2 Đăng ký   ·   F9 Quét"


def test_geometry_and_splitters_are_remembered(qtbot: QtBot) -> None:
    memory = SessionMemory()
    first = make(qtbot, memory)
    first.show()
    first.resize(880, 650)  # the offscreen screen is small
    with qtbot.waitSignal(first.closing):
        first.close()
    assert isinstance(memory.get("window.geometry"), str)
    assert make(qtbot, memory).size() == first.size()
    memory.put("window.geometry", "nonsense")
    assert make(qtbot, memory).width() == 1366
    splitter = QSplitter()
    qtbot.addWidget(splitter)
    for _n in range(2):
        splitter.addWidget(QWidget())
    splitter.resize(500, 100)
    memory.put("splitter.incoming", [300, 200])
    remember_splitter(splitter, "incoming", memory)
    assert splitter.sizes()[0] > splitter.sizes()[1]


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720), (1024, 600), (911, 512)])
def test_the_window_fits_small_screens_without_cutting_the_rail(
    window: MainWindow, size: tuple[int, int]
) -> None:
    window.resize(*size)
    assert (window.width(), window.height()) == size
    rail = window.rail
    last = rail.row(SETTINGS)
    assert last.y() + last.height() <= rail.height()
    hint = rail.row(INCOMING).fontMetrics().horizontalAdvance("Văn bản đến") + 24 + 40
    assert hint <= rail.row(INCOMING).width()


def test_search_waits_for_the_last_key_and_enter_does_not_wait(qtbot: QtBot) -> None:
    header = PageHeader("Sổ văn bản đến", search="Tìm")
    qtbot.addWidget(header)
    header.show()
    assert header.search is not None
    said: list[str] = []
    header.searched.connect(said.append)
    qtbot.keyClicks(header.search, "bao cao")
    assert said == []
    qtbot.keyClick(header.search, Qt.Key.Key_Return)
    assert said == ["bao cao"]
    qtbot.keyClicks(header.search, " x")
    qtbot.waitUntil(lambda: said == ["bao cao", "bao cao x"])


def test_header_chips_are_replaced(qtbot: QtBot) -> None:
    header = PageHeader("Quét")
    qtbot.addWidget(header)
    header.set_chips(("24 trang", State.ACCENT), ("", State.BAD))
    header.set_chips(("25 trang", State.ACCENT))
    assert [chip.text() for chip in header.chips()] == ["25 trang"]


def test_the_number_just_given_is_shown_large(qtbot: QtBot) -> None:
    panel = LargeNumber()
    qtbot.addWidget(panel)
    panel.show()
    panel.show_number("Số đến", "1285", "Chuyển trước 23/11/2026.")
    assert panel.number.text() == "1285"
    assert panel.accessibleName() == "Số đến 1285. Chuyển trước 23/11/2026."
    with qtbot.waitSignal(panel.again):
        panel.again_button.click()


def test_a_number_tile_can_be_pressed_by_key(qtbot: QtBot) -> None:
    tile = NumberTile("quá hạn", State.BAD)
    qtbot.addWidget(tile)
    tile.show_number(2)
    assert tile.accessibleName() == "2 quá hạn"
    with qtbot.waitSignal(tile.pressed):
        qtbot.keyClick(tile, Qt.Key.Key_Return)


def broken() -> None:
    secret = "Nguyễn Văn Mẫu"
    try:
        raise KeyError(secret)
    except KeyError as error:
        raise ValueError(f"không rõ {secret}") from error


def test_a_crash_report_has_places_and_versions_but_no_values() -> None:
    with pytest.raises(ValueError, match="không rõ") as met:
        broken()
    report = crash_report(met.value)
    assert "builtins.ValueError" in report
    assert "caused by:\nbuiltins.KeyError" in report
    assert "test_ui_shell.py" in report
    assert "broken" in report
    assert "PySide 6.8.3" in report
    assert "Nguyễn" not in report
    assert "/work" not in report
    assert "/home" not in report


def test_a_defect_shows_the_dialog_and_its_report_can_be_copied(
    qtbot: QtBot, window: MainWindow, expect_log: Callable[[str], None]
) -> None:
    expect_log("unexpected error")
    hook = CrashHook(lambda: window, window.show_error)
    hook.install()
    try:
        try:
            broken()
        except ValueError as error:
            sys.excepthook(type(error), error, error.__traceback__)
        qtbot.waitUntil(lambda: hook.dialog is not None and hook.dialog.isVisible())
        dialog = hook.dialog
        assert dialog is not None
        dialog.copy_button.click()
        assert "ValueError" in QApplication.clipboard().text()
        dialog.close_button.click()
        assert not dialog.isVisible()
    finally:
        hook.remove()
    assert sys.excepthook is not hook._caught


def test_an_error_of_the_clerk_that_got_lost_becomes_a_banner(
    qtbot: QtBot, window: MainWindow, expect_log: Callable[[str], None]
) -> None:
    expect_log("unexpected error")
    hook = CrashHook(lambda: window, window.show_error)
    hook.install()
    try:
        error = PaperJam(2)
        sys.excepthook(PaperJam, error, None)
        qtbot.waitUntil(window.notice.isVisible)
    finally:
        hook.remove()
    assert hook.dialog is None
    assert window.notice.happened.text() == str(error)


def test_tasks_are_replaced_and_opened(qtbot: QtBot) -> None:
    card = TaskCard("Chờ tiếp nhận", empty="Không có gì chờ.")
    qtbot.addWidget(card)
    card.show()
    assert card.empty.isVisible()
    card.set_tasks([Task("a", "1280", "Rà soát cư trú", "Công an xã", "quá 2 ngày", State.BAD)])
    card.set_tasks([Task("b", "1281", "Khác"), Task("c", "1282", "Nữa")])
    assert [row.accessibleName() for row in card.rows()] == ["1281 Khác", "1282 Nữa"]
    assert not card.empty.isVisible()
    with qtbot.waitSignal(card.opened) as got:
        card.rows()[1].button.click()
    assert got.args == ["c"]
    qtbot.keyClick(card.rows()[0].button, Qt.Key.Key_Return)
    card.set_tasks([])
    assert card.empty.isVisible()


def test_keys_give_way_to_chips_and_a_long_token_name_does_not_widen_the_window(
    window: MainWindow,
) -> None:
    window.set_key_hints(("F2", "Đăng ký"))
    window.resize(1024, 600)
    window.set_chip(status.TOKEN, "USB token: " + "ỦY BAN NHÂN DÂN " * 20, State.GOOD)
    assert window.width() == 1024
    assert window.minimumSizeHint().width() <= 1024
    assert window.status.hints.isHidden()
    window.set_chip(status.TOKEN, "USB token", State.GOOD)
    assert not window.status.hints.isHidden()


def test_a_long_remark_gives_way_and_can_be_read_as_a_tooltip(qtbot: QtBot) -> None:
    header = PageHeader("Hôm nay")
    qtbot.addWidget(header)
    header.resize(300, 36)
    header.show()
    header.set_remark("rất dài " * 40)
    header.grab()
    assert header.width() == 300
    assert header.remark.toolTip() == "rất dài " * 40
