"""Nơi nhận by keyboard: groups, lines of Word, one recipient opened, what is warned of."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.outgoing import PaperDecision, Recipient, RecipientKind
from clerkdesk.ui.forms.recipients import RecipientsEditor

HOME = Recipient("Sở Nội vụ", "H13.01")
OLD = Recipient("UBND huyện Cũ", "H51.09")
HAMLETS = tuple(Recipient(f"Trưởng ấp {n}", channel=Channel.PAPER) for n in (1, 2, 3))


def find(text: str) -> list[Recipient]:
    return [place for place in (HOME, OLD) if text.casefold() in place.name.casefold()]


class Kept:
    """Remembers the group that was kept."""

    def __init__(self) -> None:
        self.groups: dict[str, Sequence[Recipient]] = {}

    def __call__(self, name: str, members: Sequence[Recipient]) -> None:
        self.groups[name] = members


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def editor(qtbot: QtBot, kept: Kept) -> RecipientsEditor:
    made = RecipientsEditor(
        find,
        groups=lambda: {"Cac ap": HAMLETS},
        save_group=kept,
        expired=lambda place: f"«{place.name}» đã hết hiệu lực." if place == OLD else "",
    )
    qtbot.addWidget(made)
    made.resize(480, 300)
    made.show()
    qtbot.waitExposed(made)
    made.box.setFocus()
    return made


def test_the_name_of_a_group_adds_all_of_it(qtbot: QtBot, editor: RecipientsEditor) -> None:
    qtbot.keyClicks(editor.box, "cac ap")
    with qtbot.waitSignal(editor.edited):
        qtbot.keyClick(editor.box, Qt.Key.Key_Return)
    assert editor.value() == HAMLETS
    qtbot.keyClicks(editor.box, "cac ap")
    qtbot.keyClick(editor.box, Qt.Key.Key_Return)
    assert editor.value() == HAMLETS
    assert editor.note.text() == "Đã có trong nơi nhận."


def test_lines_of_word_are_pasted_as_recipients(qtbot: QtBot, editor: RecipientsEditor) -> None:
    QGuiApplication.clipboard().setText("- Như Điều 3;\n- Sở Nội vụ;\n- Ông A;\n- Lưu: VT.")
    qtbot.keyClick(editor.box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert editor.value() == (HOME, Recipient("Ông A", channel=Channel.PAPER))
    assert editor.note.text() == "Không đưa vào nơi nhận: Như Điều 3; Lưu: VT."
    assert editor.box.text() == ""


def test_one_line_is_pasted_as_text(qtbot: QtBot, editor: RecipientsEditor) -> None:
    QGuiApplication.clipboard().setText("Sở Nội vụ")
    qtbot.keyClick(editor.box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert editor.box.text() == "Sở Nội vụ"
    assert editor.value() == ()


def test_arrows_walk_over_the_chips_and_enter_opens_one(
    qtbot: QtBot, editor: RecipientsEditor
) -> None:
    editor.set_value((HOME, HAMLETS[0]))
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(editor.box, key)
    qtbot.keyClick(editor.box, Qt.Key.Key_Return)
    assert editor.panel.isVisible()
    form = editor.panel.form
    assert form.values()["name"] == HOME.name
    form.set_values({"channel": "mail", "email": "sai@", "kind": "organisation"})
    email = form.editor("email").widget()
    assert isinstance(email, QLineEdit)
    qtbot.keyClick(email, Qt.Key.Key_Return)
    assert "không đúng" in form.sentence("email")
    form.set_values({"email": "snv@vidu.vn", "address": "Số 1", "paper_copies": 2})
    with qtbot.waitSignal(editor.edited):
        qtbot.keyClick(email, Qt.Key.Key_Return)
    assert not editor.panel.isVisible()
    changed = Recipient(
        HOME.name, HOME.code, Channel.MAIL, "snv@vidu.vn", 2, RecipientKind.ORGANISATION, "Số 1"
    )
    assert editor.value() == (changed, HAMLETS[0])


def test_a_place_cannot_become_another_that_is_there(
    qtbot: QtBot, editor: RecipientsEditor
) -> None:
    editor.set_value(HAMLETS[:2])
    qtbot.keyClick(editor.box, Qt.Key.Key_Left)
    qtbot.keyClick(editor.box, Qt.Key.Key_F4)
    editor.panel.form.set_values({"name": HAMLETS[0].name})
    editor.panel._take()
    assert "hai lần" in editor.panel.form.sentence("name")
    editor.panel.left.emit()
    assert editor.value() == HAMLETS[:2]


def test_the_marked_chip_is_taken_out(qtbot: QtBot, editor: RecipientsEditor) -> None:
    editor.set_value(HAMLETS)
    qtbot.keyClick(editor.box, Qt.Key.Key_Left)
    qtbot.keyClick(editor.box, Qt.Key.Key_Left)
    qtbot.keyClick(editor.box, Qt.Key.Key_Delete)
    assert editor.value() == (HAMLETS[0], HAMLETS[2])


def test_an_expired_agency_is_warned_of(qtbot: QtBot, editor: RecipientsEditor) -> None:
    editor._take(OLD.name)
    assert editor.note.text() == "«UBND huyện Cũ» đã hết hiệu lực."
    assert "hết hiệu lực" in editor._chips[0].toolTip()


def test_the_chosen_ones_are_kept_as_a_group(
    qtbot: QtBot, editor: RecipientsEditor, kept: Kept
) -> None:
    editor.set_value((HOME,))
    assert editor.as_group.isHidden()
    editor.set_value(HAMLETS)
    editor.as_group.click()
    qtbot.keyClicks(editor.group_name, "Ba ap")
    qtbot.keyClick(editor.group_name, Qt.Key.Key_Return)
    assert kept.groups == {"Ba ap": HAMLETS}
    assert "Đã lưu nhóm «Ba ap»" in editor.note.text()


def test_chips_say_how_much_paper_is_proposed(editor: RecipientsEditor) -> None:
    editor.set_value((HOME, HAMLETS[0]))
    assert "bản giấy" not in editor._chips[0].toolTip()
    editor.set_paper_decision(PaperDecision.WITH_PAPER)
    assert "1 bản giấy" in editor._chips[0].toolTip()
    assert "1 bản giấy" in editor._chips[1].toolTip()
