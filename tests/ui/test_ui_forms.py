"""Forms come from field specs and give back what was put in."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clerkdesk.domain.fields import problems
from clerkdesk.domain.incoming import Channel, Urgency
from clerkdesk.domain.outgoing import Recipient
from clerkdesk.domain.register_fields import INCOMING, OUTGOING, incoming_problems
from clerkdesk.domain.vietnamese import fold, nfc
from clerkdesk.ui.cards import button, scrolled
from clerkdesk.ui.forms.dates import DateEditor, moved, read_date, show_date
from clerkdesk.ui.forms.editors import FoldedFilter, SuggestEditor
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.forms.recipients import RecipientsEditor

# offscreen cannot grab keys for a popup; a real screen can
pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)

TODAY = date(2026, 11, 22)
DIRECTORY = (
    Recipient("Sở Tài chính", "H13.12"),
    Recipient("Sở Nội vụ", "H13.07"),
    Recipient("UBND thành phố Cần Thơ", "H13.00"),
)
GOOD = {
    "arrival_number": None,
    "arrival_date": date(2026, 11, 20),
    "channel": "paper",
    "issuing_org": "UBND tỉnh Sóc Trăng",
    "doc_type": "Quyết định",
    "code": "15/2016/QĐ-UBND",
    "issued_date": date(2016, 7, 14),
    "field": "Công nghệ thông tin",
    "subject": "Ban hành Quy định trao đổi, lưu trữ, xử lý văn bản điện tử",
    "signer_name": "Ngô Hùng",
    "signer_position": "KT. Chủ tịch, Phó Chủ tịch",
    "urgency": "0",
    "sheet_count": 9,
    "due_date": date(2026, 11, 30),
    "storage_location": "Hồ sơ 02-VT/2016",
    "note": "",
}


def find(text: str) -> list[Recipient]:
    return [r for r in DIRECTORY if fold(text) in fold(f"{r.name} {r.code}")]


def type_in(widget: QWidget | None, text: str) -> None:
    """Type as an input method does; QTest's own keys abort on letters beyond Latin-1."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def incoming(qtbot: QtBot) -> FieldForm:
    form = FieldForm(INCOMING, suggestions={"doc_type": ["Quyết định", "Công văn"]}, today=TODAY)
    qtbot.addWidget(form)
    form.show()
    return form


def line(form: FieldForm, name: str) -> QLineEdit:
    found = form.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def test_an_incoming_document_goes_in_and_comes_out(qtbot: QtBot) -> None:
    form = incoming(qtbot)
    form.set_values(GOOD)
    assert form.values() == GOOD
    assert incoming_problems(form.values(), TODAY) == {}


def test_choices_take_the_values_of_the_domain(qtbot: QtBot) -> None:
    form = incoming(qtbot)
    form.set_values({"urgency": Urgency.EXPRESS, "channel": Channel.MAIL})
    assert (form.values()["urgency"], form.values()["channel"]) == ("3", "mail")


def test_an_outgoing_document_goes_in_and_comes_out(qtbot: QtBot) -> None:
    form = FieldForm(OUTGOING, recipients=lambda: RecipientsEditor(find), today=TODAY)
    qtbot.addWidget(form)
    values = {**form.values(), "recipients": DIRECTORY[:2], "subject": "Xin kinh phí", "copies": 3}
    form.set_values(values)
    assert form.values() == values


def test_clearing_empties_every_field(qtbot: QtBot) -> None:
    form = incoming(qtbot)
    form.set_values(GOOD)
    form.set_machine_read("subject", 0.5, True)
    form.clear()
    assert not any(form.values().values())
    assert form.flagged() == []


def test_every_field_has_its_name_and_can_be_read_aloud(qtbot: QtBot) -> None:
    form = incoming(qtbot)
    for field in INCOMING:
        widget = form.editor(field.name).widget()
        assert widget.objectName() == field.name
        assert widget.accessibleName() == field.label


def test_text_is_stored_precomposed_and_trimmed(qtbot: QtBot) -> None:
    form = incoming(qtbot)
    loose = "  Ngo\u0302 Hu\u0300ng "
    form.set_values({"signer_name": loose, "subject": f"{loose}\n{loose}"})
    assert form.values()["signer_name"] == nfc("Ngô Hùng")
    assert form.values()["subject"] == "Ngô Hùng Ngô Hùng"


def test_a_code_has_no_blanks_around_its_strokes(qtbot: QtBot) -> None:
    form = incoming(qtbot)
    type_in(line(form, "code"), "15 / 2016/ QĐ - UBND")
    assert form.values()["code"] == "15/2016/QĐ-UBND"


def test_a_number_or_date_that_is_none_is_named_by_the_check(qtbot: QtBot) -> None:
    form = incoming(qtbot)
    form.set_values(GOOD)
    line(form, "sheet_count").setText("chín")
    line(form, "issued_date").setText("31/02/2026")
    found = problems(INCOMING, form.values())
    assert set(found) == {"sheet_count", "issued_date"}
    assert "31/12/2026" in found["issued_date"]


def test_problems_stand_under_their_fields_and_the_cursor_goes_to_the_first(qtbot: QtBot) -> None:
    form = incoming(qtbot)
    qtbot.waitExposed(form)
    form.activateWindow()
    form.show_problems({"subject": "Chưa nhập «Trích yếu nội dung».", "note": "Dài quá."})
    assert form.sentence("subject") == "Chưa nhập «Trích yếu nội dung»."
    assert form.editor("subject").widget().property("problem") == "true"
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    form.show_problems({})
    assert form.sentence("subject") == ""
    assert form.editor("subject").widget().property("problem") == ""


def test_a_doubtful_reading_is_coloured_until_the_clerk_edits_it(qtbot: QtBot) -> None:
    form = incoming(qtbot)
    form.set_values({"code": "15/2016/QĐ-UBND"})
    form.set_machine_read("code", 0.71, True)
    form.set_machine_read("issued_date", 0.97, False)
    assert form.sentence("code") == "Đọc được 71 % — kiểm tra lại"
    assert form.editor("code").widget().property("machine") == "flagged"
    assert form.editor("issued_date").widget().property("machine") == "read"
    assert form.sentence("issued_date") == ""
    assert form.flagged() == ["code"]
    with qtbot.waitSignal(form.changed) as got:
        qtbot.keyClicks(line(form, "code"), "X")
    assert got.args == ["code"]
    assert form.flagged() == []
    assert form.editor("code").widget().property("machine") == ""


def test_a_field_that_is_read_as_right_can_be_confirmed(qtbot: QtBot) -> None:
    form = incoming(qtbot)
    form.set_machine_read("signer_name", 0.5, True)
    form.confirm_read("signer_name")
    assert form.flagged() == []
    assert form.sentence("signer_name") == ""


def test_filling_by_program_is_not_an_edit(qtbot: QtBot) -> None:
    form = incoming(qtbot)
    with qtbot.assertNotEmitted(form.changed):
        form.set_values(GOOD)


def test_the_form_says_which_field_has_the_cursor(qtbot: QtBot) -> None:
    form = incoming(qtbot)
    form.activateWindow()
    with qtbot.waitSignal(form.field_focused) as got:
        form.focus_field("code")
    assert got.args == ["code"]


def test_tab_goes_from_field_to_field_in_their_order(qtbot: QtBot) -> None:
    form = incoming(qtbot)
    form.activateWindow()
    form.focus_first()
    seen = []
    for _turn in range(4):
        seen.append(form.focusWidget().property("field_name"))
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
    assert seen == ["arrival_date", "channel", "issuing_org", "doc_type"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("31/12/2026", date(2026, 12, 31), id="full"),
        pytest.param("311226", date(2026, 12, 31), id="six digits"),
        pytest.param("31122026", date(2026, 12, 31), id="eight digits"),
        pytest.param("3112", date(2026, 12, 31), id="day and month"),
        pytest.param("1-2", date(2026, 2, 1), id="short day and month"),
        pytest.param("1.2.98", date(1998, 2, 1), id="last century"),
        pytest.param("01/02/46", date(2046, 2, 1), id="twenty years ahead"),
        pytest.param("01/02/47", date(1947, 2, 1), id="more is long ago"),
        pytest.param(" 5 / 6 / 2026 ", date(2026, 6, 5), id="blanks"),
        pytest.param("29/02/2026", None, id="no such day"),
        pytest.param("2026-11-22", None, id="year first is no date of a clerk"),
        pytest.param("hôm qua", None, id="words"),
        pytest.param("", None, id="empty"),
    ],
)
def test_dates_are_understood(typed: str, expected: date | None) -> None:
    assert read_date(typed, TODAY) == expected


def test_a_date_shows_in_full_when_it_is_left_and_arrows_move_it(qtbot: QtBot) -> None:
    editor, other = DateEditor(TODAY), QLineEdit()
    for widget in (editor, other):
        qtbot.addWidget(widget)
        widget.show()
    editor.setFocus()
    qtbot.keyClicks(editor, "311226")
    qtbot.keyClick(editor, Qt.Key.Key_Up)
    assert editor.text() == "01/01/2027"
    qtbot.keyClick(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert editor.value() == date(2026, 12, 1)
    editor.clear()
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    assert editor.value() == TODAY
    assert show_date(date(2026, 1, 2)) == "02/01/2026"


@pytest.mark.parametrize(
    "modifier", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier]
)
@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("31/12/9999", Qt.Key.Key_Up),
        ("01/01/0001", Qt.Key.Key_Down),
    ],
)
def test_arrows_stay_inside_the_calendar(
    qtbot: QtBot, typed: str, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    editor = DateEditor(date(2026, 11, 22))
    qtbot.addWidget(editor)
    editor.setText(typed)
    QTest.keyClick(editor, key, modifier)
    assert editor.text() == typed
    editor.open_calendar()  # shows the nearest month that it has
    assert editor.text() == typed
    editor.set_value(date(2026, 1, 31))
    QTest.keyClick(editor, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert editor.text() == "28/02/2026"


@given(st.dates(), st.sampled_from([-1, 1]), st.booleans())
def test_a_day_or_month_on_and_back_is_near(day: date, step: int, by_month: bool) -> None:
    there = moved(day, step, by_month=by_month)
    assert abs((there - day).days) <= 31
    back = moved(there, -step, by_month=by_month)
    assert there == day or abs((back - day).days) <= 3


def test_the_calendar_gives_a_date(qtbot: QtBot) -> None:
    from PySide6.QtCore import QDate
    from PySide6.QtWidgets import QCalendarWidget

    editor = DateEditor(TODAY)
    qtbot.addWidget(editor)
    editor.show()
    editor.set_value(date(2026, 5, 1))
    editor.open_calendar()
    calendar = editor.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.selectedDate() == QDate(2026, 5, 1)
    with qtbot.waitSignal(editor.edited):
        calendar.clicked.emit(QDate(2026, 5, 4))
    assert editor.value() == date(2026, 5, 4)


def test_suggestions_are_found_without_diacritics() -> None:
    found = FoldedFilter(["Quyết định", "Công văn", "Đề án", "Công điện"])
    found.want("cong d")
    assert [found.index(n, 0).data() for n in range(found.rowCount())] == ["Công điện"]
    found.want("de")
    assert [found.index(n, 0).data() for n in range(found.rowCount())] == ["Đề án"]
    found.want("")
    assert found.rowCount() == 4


def test_a_suggestion_box_takes_free_text_and_the_wheel_does_not_change_it(qtbot: QtBot) -> None:
    editor = SuggestEditor(["Quyết định"])
    qtbot.addWidget(editor)
    editor.show()
    with qtbot.waitSignal(editor.edited):
        type_in(editor.lineEdit(), "Giấy mời")
    assert editor.value() == "Giấy mời"
    editor.set_suggestions(["Công văn", "Giấy mời"])
    assert editor.value() == "Giấy mời"


def test_recipients_are_found_chosen_and_taken_out(qtbot: QtBot) -> None:
    editor = RecipientsEditor(find)
    qtbot.addWidget(editor)
    editor.show()
    qtbot.keyClicks(editor.box, "so tai chinh")
    qtbot.keyClick(editor.box, Qt.Key.Key_Return)
    qtbot.keyClicks(editor.box, "H13.00")
    qtbot.keyClick(editor.box, Qt.Key.Key_Return)
    assert editor.value() == (DIRECTORY[0], DIRECTORY[2])
    type_in(editor.box, "Ông Mẫu A")
    qtbot.keyClick(editor.box, Qt.Key.Key_Return)
    assert editor.value() == (
        DIRECTORY[0],
        DIRECTORY[2],
        Recipient("Ông Mẫu A", channel=Channel.PAPER),
    )
    qtbot.keyClick(editor.box, Qt.Key.Key_Backspace)
    qtbot.keyClick(editor.box, Qt.Key.Key_Backspace)
    assert editor.value() == (DIRECTORY[0],)


def test_the_same_recipient_is_taken_once(qtbot: QtBot) -> None:
    editor = RecipientsEditor(find)
    qtbot.addWidget(editor)
    for _turn in range(2):
        type_in(editor.box, "Sở Nội vụ")
        qtbot.keyClick(editor.box, Qt.Key.Key_Return)
    assert editor.value() == (DIRECTORY[1],)


def test_fields_of_the_same_width_stand_under_each_other(qtbot: QtBot) -> None:
    form = incoming(qtbot)
    form.resize(490, 620)
    qtbot.wait(10)

    def left(name: str) -> int:
        return form.editor(name).widget().mapTo(form, QPoint(0, 0)).x()

    def width(name: str) -> int:
        return form.editor(name).widget().width()

    assert left("arrival_date") == left("issued_date") == left("sheet_count")
    assert left("channel") == left("doc_type") == left("field") == left("due_date")
    assert width("code") == pytest.approx(width("urgency"), abs=1)
    assert width("storage_location") == pytest.approx(width("note"), abs=1)


def test_a_wrong_field_is_scrolled_into_view(qtbot: QtBot) -> None:
    form = FieldForm(INCOMING, today=TODAY)
    area = scrolled(form)
    qtbot.addWidget(area)
    area.resize(490, 200)
    area.show()
    qtbot.waitExposed(area)
    form.show_problems({"note": "Dài quá."})
    note = form.editor("note").widget()
    top = note.mapTo(area.viewport(), QPoint(0, 0)).y()
    assert 0 <= top <= area.viewport().height() - note.height()


def test_the_save_key_works_inside_the_long_text(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    down = QVBoxLayout(page)
    form = FieldForm(INCOMING, today=TODAY)
    saved: list[bool] = []
    down.addWidget(form)
    down.addWidget(button("Lưu", lambda: saved.append(True), key="Ctrl+Return"))
    page.show()
    page.activateWindow()
    qtbot.waitExposed(page)
    qtbot.waitUntil(page.isActiveWindow)
    form.focus_field("subject")
    qtbot.keyClick(
        form.editor("subject").widget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    assert saved == [True]
    assert form.values()["subject"] == ""


def test_no_label_of_a_form_beside_a_page_is_cut(qtbot: QtBot) -> None:
    form = incoming(qtbot)
    form.resize(490, 640)  # what stays beside the page at 1366 pixels
    qtbot.wait(10)
    for label in form.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap():
            assert label.width() >= label.sizeHint().width(), label.text()


def test_a_row_of_digits_without_end_is_named_not_counted(qtbot: QtBot) -> None:
    form = incoming(qtbot)
    line(form, "sheet_count").setText("9" * 5000)
    assert "sheet_count" in problems(INCOMING, form.values())
