"""Signing many at once in the view: ticks, progress, last try, PIN pad, and a preview that is what is signed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clerkdesk.domain.errors import TokenGone
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.reading import Box
from clerkdesk.domain.tokens import PinState, SignatureOrder, UnusableModule
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.outgoing.presentation_note import PresentationNote, PresentationPresenter
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.shell.window import MainWindow
from clerkdesk.ui.sign.pin_field import PinField
from clerkdesk.ui.sign.presenter import SignPresenter
from clerkdesk.ui.sign.view import SignView
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import FakeOffice
from tests.fakes.tokens import LEADER


@pytest.fixture
def open_view(office: FakeOffice, qtbot: QtBot) -> Callable[[], SignView]:
    def opened() -> SignView:
        sign = workplaces.workplace(workplaces.SIGN, QWidget)
        window = MainWindow([sign], office="UBND xã", memory=SessionMemory())
        qtbot.addWidget(window)
        jobs, desk = InstantJobs(), office.desk()
        presenter = SignPresenter(desk, jobs)
        note = PresentationNote(PresentationPresenter(desk, jobs))
        made = SignView(presenter, jobs, window, note)
        qtbot.addWidget(made)
        made.show()
        return made

    return opened


def states(office: FakeOffice, documents: list[Outgoing]) -> list[OutgoingState]:
    return [office.store.outgoing.get(one.uid).state for one in documents]


def test_ctrl_a_and_one_pin_sign_all_that_wait_for_the_leader(
    office: FakeOffice, open_view: Callable[[], SignView]
) -> None:
    pile = [office.approved(f"{number}.docx") for number in range(5)]
    numbered = office.numbered()
    view = open_view()
    view.show_document(pile[0].uid)
    QTest.keyClick(view.table.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert {one.uid for one in view.table.ticked()} == {one.uid for one in pile}
    view.token.pin.put(office.tokens.pin)
    view._act_now()
    assert states(office, pile) == [OutgoingState.SIGNED] * 5
    assert states(office, [numbered]) == [OutgoingState.NUMBERED]
    assert office.tokens.tries == 2  # one while the numbered one was made
    assert view.batch.summary() == "Đã ký 5 văn bản."


def test_a_batch_that_breaks_off_says_how_many_are_left(
    office: FakeOffice, open_view: Callable[[], SignView]
) -> None:
    pile = [office.approved(f"{number}.docx") for number in range(4)]
    office.tokens.error, office.tokens.error_after = TokenGone(), 3
    view = open_view()
    view.show_document(pile[0].uid)
    view.table.tick_all()
    view.token.pin.put(office.tokens.pin)
    view._act_now()
    assert states(office, pile).count(OutgoingState.SIGNED) == 3
    assert view.batch.summary() == "Đã ký 3 văn bản, còn 1 văn bản chưa ký giữ nguyên."
    office.tokens.error = None
    (rest,) = [one for one in pile if states(office, [one]) == [OutgoingState.APPROVED]]
    view.show_document(rest.uid)
    view.token.pin.put(office.tokens.pin)
    view._act_now()
    assert states(office, pile) == [OutgoingState.SIGNED] * 4


def test_a_refused_file_is_named_with_its_reason_when_the_batch_is_over(
    office: FakeOffice, open_view: Callable[[], SignView]
) -> None:
    pile = [office.approved(f"{number}.docx") for number in range(3)]
    office.tokens.refused = ["Dự thảo 1.pdf"]
    view = open_view()
    view.show_document(pile[0].uid)
    view.table.tick_all()
    view.token.pin.put(office.tokens.pin)
    view._act_now()
    assert "còn 1 văn bản chưa ký" in view.batch.summary()
    assert "bị từ chối trong thử nghiệm" in view.batch._left_out.text()


def test_ticks_of_documents_that_wait_for_another_signature_go(
    office: FakeOffice, open_view: Callable[[], SignView]
) -> None:
    first, numbered = office.approved(), office.numbered()
    view = open_view()
    rows = [one.uid for one in view.table.rows()]
    view.table.toggle(rows.index(first.uid))
    view.table.toggle(rows.index(numbered.uid))
    assert [one.uid for one in view.table.ticked()] == [numbered.uid]


def test_the_last_try_needs_consent_and_a_locked_token_is_not_asked(
    office: FakeOffice, open_view: Callable[[], SignView]
) -> None:
    document = office.approved()
    office.tokens.plugged_in[0] = replace(LEADER, pin_state=PinState.LAST_TRY)
    view = open_view()
    view.show_document(document.uid)
    view.token.pin.put(office.tokens.pin)
    view._act_now()
    assert office.tokens.tries == 0
    assert states(office, [document]) == [OutgoingState.APPROVED]
    view.token._sure.setChecked(True)
    view._act_now()
    assert states(office, [document]) == [OutgoingState.SIGNED]
    office.tokens.plugged_in[0] = replace(LEADER, pin_state=PinState.LOCKED)
    other = office.approved("khac.docx")
    view._presenter.find_tokens()
    view.show_document(other.uid)
    view.token.pin.put(office.tokens.pin)
    view._act_now()
    assert office.tokens.tries == 1


def test_a_pin_pad_needs_no_pin_here(office: FakeOffice, open_view: Callable[[], SignView]) -> None:
    document = office.approved()
    office.tokens.plugged_in[0] = replace(LEADER, has_pin_pad=True)
    office.tokens.pin = ""
    view = open_view()
    view.show_document(document.uid)
    assert not view.token.pin.isEnabled()
    view._act_now()
    assert states(office, [document]) == [OutgoingState.SIGNED]


@pytest.mark.parametrize(
    ("days", "words", "look"),
    [
        (100, "Còn hạn đến", ""),
        (45, "Sắp hết hạn: còn 45 ngày", "warn"),
        (5, "Sắp hết hạn: còn 5 ngày", "bad"),
        (-2, "ĐÃ HẾT HẠN", "bad"),
    ],
)
def test_a_certificate_that_ends_soon_warns_ever_more_urgently(
    office: FakeOffice, open_view: Callable[[], SignView], days: int, words: str, look: str
) -> None:
    ends = datetime.now(UTC) + timedelta(days=days, hours=1)
    office.tokens.plugged_in = [replace(LEADER, not_after=ends)]
    office.approved()
    view = open_view()
    assert words in view.token._facts.text()
    assert (view.token._facts.property("state") or "") == look


def test_of_two_certificates_of_one_name_the_one_that_holds_stands_chosen_and_both_are_told_apart(
    office: FakeOffice, open_view: Callable[[], SignView]
) -> None:
    now = datetime.now(UTC)
    old = replace(LEADER, certificate_id="fake:old", not_after=now - timedelta(days=3))
    new = replace(LEADER, certificate_id="fake:new", not_after=now + timedelta(days=700))
    office.tokens.plugged_in = [old, new]
    first, second = office.approved(), office.approved("khac.docx")
    view = open_view()
    view.show_document(first.uid)
    box = view.token.certificate
    assert box.currentData() == "fake:new"
    words = [box.itemText(index) for index in range(box.count())]
    assert len(set(words)) == 2
    assert all("hạn" in one for one in words)
    box.setCurrentIndex(0)
    box.activated.emit(0)  # the clerk's own choice is not taken back behind his back
    view.show_document(second.uid)
    assert box.currentData() == "fake:old"
    view._presenter.find_tokens()
    assert box.currentData() == "fake:old"


def test_a_32_bit_library_is_told_where_no_token_is_found(
    office: FakeOffice, open_view: Callable[[], SignView]
) -> None:
    office.tokens.plugged_in = []
    office.tokens.unusable_modules = (UnusableModule("C:/x/gclib.dll", "thư viện là bản 32 bit"),)
    view = open_view()
    assert "bản 32 bit" in view.token._facts.text()


def test_what_was_shown_is_what_is_signed_to_the_second(
    office: FakeOffice, open_view: Callable[[], SignView]
) -> None:
    document = office.approved()
    shown: list[SignatureOrder] = []
    signed: list[SignatureOrder] = []
    preview, sign = office.tokens.preview, office.tokens._signed

    def previewed(order: SignatureOrder, *level: object) -> bytes:
        shown.append(order)
        return preview(order)

    office.tokens.preview = previewed  # type: ignore[method-assign,assignment] # watches
    office.tokens._signed = lambda order, stamps: signed.append(order) or sign(order, stamps)  # type: ignore[method-assign,func-returns-value] # watches
    view = open_view()
    view.show_document(document.uid)
    office.clock.now += timedelta(seconds=90)
    view.token.pin.put(office.tokens.pin)
    view._act_now()
    assert replace(signed[0], certificate_id="") in shown


def test_a_picture_that_was_moved_is_shown_anew_and_signed_there(
    office: FakeOffice, open_view: Callable[[], SignView], qtbot: QtBot
) -> None:
    document = office.approved()
    view = open_view()
    view.show_document(document.uid)
    there = Box(100, 500, 213, 557)
    view._presenter.move(document.uid, there)
    qtbot.waitUntil(lambda: view.pages.placement(document.uid).box == there)
    assert view.pages.placement(document.uid).drawn


# --- the PIN field


@pytest.fixture
def pin(qtbot: QtBot) -> PinField:
    field = PinField()
    qtbot.addWidget(field)
    return field


def test_keys_go_into_bytes_and_only_dots_into_the_text(pin: PinField) -> None:
    QTest.keyClicks(pin, "12ab")
    QTest.keyClick(pin, Qt.Key.Key_Backspace)
    assert set(pin.text()) == {"●"}
    assert pin.take() == bytearray(b"12a")
    assert pin.is_empty()
    assert pin.text() == ""


def test_letters_of_more_than_a_byte_go_whole(pin: PinField) -> None:
    pin.put("aồ")
    QTest.keyClick(pin, Qt.Key.Key_Backspace)
    assert pin.take() == bytearray(b"a")


def test_nothing_can_be_pasted_undone_or_copied_out(pin: PinField) -> None:
    pin.put("1234")
    for key in (Qt.Key.Key_V, Qt.Key.Key_Z, Qt.Key.Key_C, Qt.Key.Key_X):
        QTest.keyClick(pin, key, Qt.KeyboardModifier.ControlModifier)
    assert pin.take() == bytearray(b"1234")


def test_a_pin_that_was_left_is_forgotten(
    office: FakeOffice, open_view: Callable[[], SignView]
) -> None:
    office.approved()
    view = open_view()
    view.token.pin.put("1234")
    view.hide()
    assert view.token.pin.is_empty()
