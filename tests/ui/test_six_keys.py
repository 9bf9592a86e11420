"""From an open scan that was read well to a registered, forwarded document: six key presses."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerkdesk.domain.incoming import IncomingState
from clerkdesk.domain.reading import Box, ReadField
from clerkdesk.domain.scans import ScanSettings
from clerkdesk.ui.office import OfficeWindow
from tests.fakes.documents import PNG
from tests.fakes.office import LEADER_PERSON, FakeOffice
from tests.fakes.office_window import open_window
from tests.fakes.pages import FakePageWorkshop
from tests.fakes.sample_documents import TODAY
from tests.fakes.scanner import DEVICE

Key, Hold = Qt.Key, Qt.KeyboardModifier
READ: dict[str, object] = {
    "issuing_org": "UBND tỉnh Sóc Trăng",
    "doc_type": "Quyết định",
    "code_number": "15",
    "code_notation": "2016/QĐ-UBND",
    "issued_date": TODAY,
    "subject": "Ban hành Quy chế tiếp nhận văn bản điện tử",
}


class Workshop(FakePageWorkshop):
    """Its small pictures are pictures."""

    def thumbnail(self, image: object, height: int) -> bytes:
        return PNG


class Hand:
    """Presses keys where the cursor is, and counts them."""

    def __init__(self, window: OfficeWindow, qtbot: QtBot) -> None:
        self._window = window.window
        self._bot = qtbot
        self.pressed = 0

    def press(self, key: Qt.Key, hold: Qt.KeyboardModifier = Hold.NoModifier) -> None:
        popup = QApplication.activePopupWidget()
        if popup is None:  # no window manager here gives the keys back when a list closes
            self._window.activateWindow()
            self._bot.waitUntil(self._window.isActiveWindow)
        target = popup or self._window.focusWidget() or self._window
        self.pressed += 1
        self._bot.keyClick(target, key, hold)
        QApplication.processEvents()


def test_six_keys_lead_from_the_page_to_the_leader(qtbot: QtBot) -> None:
    fields = {name: ReadField(value, 0.97, 1, Box(9, 9, 90, 20)) for name, value in READ.items()}
    office = FakeOffice(workshop=Workshop(fields=fields))
    office.store.accounts.add(LEADER_PERSON, "mat khau dai 1")
    batch = office.desk().scan(DEVICE, ScanSettings(), saved=lambda _p: None, stop=lambda: False)
    assert batch is not None
    window = open_window(office, qtbot)
    window.register_batch(batch)
    assert window.incoming().entry.is_read()
    hand = Hand(window, qtbot)
    hand.press(Key.Key_Return, Hold.ControlModifier)  # registered, the number is shown
    (document,) = office.store.incoming.rows
    assert document.state is IncomingState.TO_FORWARD
    hand.press(Key.Key_F7)  # to forwarding, with the cursor in «Chuyển đến»
    hand.press(Key.Key_Down)  # the leader is proposed first
    hand.press(Key.Key_Return)
    hand.press(Key.Key_F7)
    forwarded = office.store.incoming.get(document.uid)
    assert forwarded.state is IncomingState.FORWARDED
    assert forwarded.assignments[-1].to_person == "Chủ tịch Nguyễn Văn Mẫu"
    assert hand.pressed <= 6
