"""S25: paper that is not scanned has its số đến, too; «lưu, thêm mới» and «lưu, giữ thông tin» go on at once."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.scans import ScanBatch, ScanSettings
from clerkdesk.domain.verdicts import SignatureResult
from clerkdesk.ports.pages import PageImage
from clerkdesk.ui.cards import ChoiceBox
from clerkdesk.ui.office import OfficeWindow
from tests.fakes.documents import PNG
from tests.fakes.office import INCOMING_VALUES, PDF_FILE, FakeOffice
from tests.fakes.office_window import open_window
from tests.fakes.pages import FakePageWorkshop
from tests.fakes.sample_documents import CLERK
from tests.fakes.scanner import DEVICE

TYPED = {name: INCOMING_VALUES[name] for name in ("issuing_org", "doc_type", "code", "subject")}
SHIFT, CONTROL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


class PicturedWorkshop(FakePageWorkshop):
    """Pages that a window can draw."""

    def thumbnail(self, image: PageImage, height: int) -> bytes:
        return PNG


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice(workshop=PicturedWorkshop())


@pytest.fixture
def window(office: FakeOffice, qtbot: QtBot) -> OfficeWindow:
    made = open_window(office, qtbot)
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made.window)
    made.incoming()
    return made


def press(key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    where = QApplication.focusWidget() or QApplication.activeWindow()
    assert where is not None
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(where, key, held)


def scanned(office: FakeOffice) -> ScanBatch:
    batch = office.desk().scan(DEVICE, ScanSettings(), saved=lambda _page: None, stop=lambda: False)
    assert batch is not None
    return batch


def test_s25_paper_without_a_scan_is_registered_by_keys_alone(
    office: FakeOffice, window: OfficeWindow
) -> None:
    entry = window.incoming().entry
    press(Qt.Key.Key_F2, SHIFT)
    assert entry.isVisible()
    assert [chip.text() for chip in entry._header.chips()] == ["Bản giấy · không quét"]
    assert entry.form.values()["channel"] == "paper"
    entry.form.set_values(TYPED)
    press(Qt.Key.Key_Return, CONTROL)
    (document,) = office.store.incoming.rows
    assert document.arrival_number == 1
    assert document.entry.attachments == ()
    assert document.entry.signature_result is SignatureResult.PAPER
    assert "dấu đến" not in entry._number.detail.text(), "there is no file that could bear it"


def test_s25_save_and_add_opens_an_empty_form(office: FakeOffice, window: OfficeWindow) -> None:
    entry = window.incoming().entry
    press(Qt.Key.Key_F2, SHIFT)
    entry.form.set_values(TYPED)
    press(Qt.Key.Key_Return, CONTROL, SHIFT)
    assert len(office.store.incoming.rows) == 1
    assert "số đến 1." in window.window.notice.happened.text()
    assert entry.isVisible()
    assert entry.document is None
    assert not entry.form.values()["subject"]
    entry.form.set_values({**TYPED, "code": "16/2016/QĐ-UBND"})
    press(Qt.Key.Key_Return, CONTROL)
    assert [row.arrival_number for row in office.store.incoming.rows] == [1, 2]
    assert entry.document is not None, "plain «Lưu» shows its number"


def test_s25_save_and_keep_begins_the_next_form_with_what_stood_in_the_last(
    office: FakeOffice, window: OfficeWindow
) -> None:
    entry = window.incoming().entry
    press(Qt.Key.Key_F2, SHIFT)
    entry.form.set_values({**TYPED, "signer_name": "Trần Văn Ký", "sheet_count": 3})
    press(Qt.Key.Key_Return, ALT)
    assert len(office.store.incoming.rows) == 1
    begun = entry.form.values()
    assert begun["issuing_org"] == TYPED["issuing_org"]
    assert begun["subject"] == TYPED["subject"]
    assert begun["signer_name"] == "Trần Văn Ký"
    assert not begun["code"], "no two documents have one số, ký hiệu"
    assert begun["sheet_count"] is None


def test_s25_what_stops_saving_is_mended_in_the_same_form(
    office: FakeOffice, window: OfficeWindow
) -> None:
    entry = window.incoming().entry
    press(Qt.Key.Key_F2, SHIFT)
    entry.form.set_values({**TYPED, "subject": ""})
    press(Qt.Key.Key_Return, CONTROL, SHIFT)
    assert office.store.incoming.rows == []
    assert "Chưa nhập" in entry.form.sentence("subject")
    assert entry.form.values()["issuing_org"] == TYPED["issuing_org"]


def test_s25_after_a_scan_the_next_pile_follows(office: FakeOffice, window: OfficeWindow) -> None:
    first, second = scanned(office), scanned(office)
    page = window.incoming()
    page.open_batch(first)
    page.entry.form.set_values(TYPED)
    press(Qt.Key.Key_Return, CONTROL, SHIFT)
    assert len(office.store.incoming.rows) == 1
    candidate = page._presenter.candidate
    assert candidate is not None
    assert candidate.batch is not None
    assert candidate.batch.batch_id == second.batch_id


def test_s25_of_dropped_files_the_next_one_follows(
    office: FakeOffice, window: OfficeWindow, tmp_path: Path
) -> None:
    files = [tmp_path / name for name in ("mot.pdf", "hai.pdf")]
    for number, file in enumerate(files):
        file.write_bytes(PDF_FILE + b"%d" % number)
    page = window.incoming()
    page.open_files(files)
    page.entry.form.set_values(TYPED)
    press(Qt.Key.Key_Return, CONTROL, SHIFT)
    candidate = page._presenter.candidate
    assert candidate is not None
    assert [file.name for file in candidate.files] == ["hai.pdf"]


def test_s25_an_electronic_document_is_not_registered_without_its_file(office: FakeOffice) -> None:
    desk = office.desk()
    with pytest.raises(InvalidEntry) as wrong:
        desk.register(desk.by_hand({}), {**INCOMING_VALUES, "channel": "mail"}, CLERK)
    assert "kèm tệp" in wrong.value.problems["channel"]
    assert office.store.incoming.rows == []


def test_s25_a_form_that_is_open_is_not_thrown_away(
    office: FakeOffice, window: OfficeWindow
) -> None:
    page = window.incoming()
    press(Qt.Key.Key_F2, SHIFT)
    page.entry.form.set_values(TYPED)
    page.setCurrentWidget(page.listing)
    page.listing.table.setFocus()
    press(Qt.Key.Key_F2, SHIFT)
    assert page.entry.isVisible()
    assert page.entry.form.values()["subject"] == TYPED["subject"]


def pressed(window: OfficeWindow, name: str) -> QPushButton:
    found = window.incoming().entry.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def test_s01_a_stamp_that_only_the_clerk_sees_locks_the_form_and_shreds_the_pages(
    office: FakeOffice, window: OfficeWindow
) -> None:
    page = window.incoming()
    page.open_batch(scanned(office))
    choice = page.entry.findChild(ChoiceBox, "secrecy")
    assert isinstance(choice, ChoiceBox)
    choice.setFocus()
    press(Qt.Key.Key_Down)
    assert choice.currentText() == "MẬT"
    assert "Văn bản mật" in window.window.notice.happened.text()
    assert not pressed(window, "save").isEnabled()
    assert not page.entry.form.values()["subject"]
    press(Qt.Key.Key_Return, CONTROL, SHIFT)
    assert office.store.incoming.rows == []
    pressed(window, "discard").click()
    assert office.store.spool.batches() == []


def test_s01_a_level_chosen_by_mistake_is_taken_back_by_leaving(
    office: FakeOffice, window: OfficeWindow
) -> None:
    page, batch = window.incoming(), scanned(office)
    page.open_batch(batch)
    choice = page.entry.findChild(ChoiceBox, "secrecy")
    assert isinstance(choice, ChoiceBox)
    choice.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Escape)
    assert office.store.spool.batches() == [batch]
    page.open_batch(batch)
    assert choice.currentText() == "Không mật"
    assert choice.isEnabled()
    assert pressed(window, "save").isEnabled()
