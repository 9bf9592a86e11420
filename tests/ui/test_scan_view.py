"""The scanning page and the section of its profiles, as a clerk uses them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from clerkdesk.domain.errors import NotAllowed, PaperJam
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.scan_profiles import ScanProfile, ScanRules, usual_profiles
from clerkdesk.domain.scans import PaperSize, ScanSettings, files_device
from clerkdesk.services.scan_profiles import ChangeScanRules, read_scan_rules
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.scan.button_listener import ButtonListener
from clerkdesk.ui.scan.piles_presenter import PilesPresenter
from clerkdesk.ui.scan.presenter import ScanPresenter
from clerkdesk.ui.scan.profiles_page import ProfilesPage
from clerkdesk.ui.scan.profiles_presenter import ProfilesPresenter
from clerkdesk.ui.scan.view import ScanView
from clerkdesk.ui.shell.window import MainWindow
from clerkdesk.ui.shell.workplaces import SCAN, workplace
from tests.fakes.documents import PNG
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import FakeOffice
from tests.fakes.pages import FakePageWorkshop
from tests.fakes.scanner import DEVICE, FakeScanner

ADMIN = Person("qt", "Quản trị", "", frozenset({Role.ADMIN}))


class PictureWorkshop(FakePageWorkshop):
    def thumbnail(self, image: object, height: int) -> bytes:
        return PNG


@pytest.fixture
def scanner() -> FakeScanner:
    return FakeScanner([b"one", b"two"])


@pytest.fixture
def office(scanner: FakeScanner) -> FakeOffice:
    return FakeOffice(workshop=PictureWorkshop(), scanner=scanner)


def shown(office: FakeOffice, memory: SessionMemory, qtbot: QtBot) -> tuple[ScanView, MainWindow]:
    views: list[ScanView] = []

    def build() -> ScanView:
        presenter = ScanPresenter(office.desk(), InstantJobs())
        piles = PilesPresenter(office.desk(), InstantJobs(), presenter)
        listener = ButtonListener(office.desk(), InstantJobs())
        views.append(ScanView(presenter, piles, listener, window, memory))
        piles.setParent(views[0])
        listener.setParent(views[0])
        piles.failed.connect(window.show_error)
        presenter.setParent(views[0])
        return views[0]

    window = MainWindow([workplace(SCAN, build)], office="UBND xã", memory=memory)
    qtbot.addWidget(window)
    window.show()
    window.go_to(SCAN)
    return views[0], window


@pytest.fixture
def view(office: FakeOffice, memory: SessionMemory, qtbot: QtBot) -> ScanView:
    made, _window = shown(office, memory, qtbot)
    return made


def test_one_key_takes_a_profile_and_the_run_uses_it(
    office: FakeOffice, scanner: FakeScanner, memory: SessionMemory, qtbot: QtBot
) -> None:
    view, window = shown(office, memory, qtbot)
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(view, Qt.Key.Key_2)
    assert view.settings.settings().duplex
    qtbot.keyClick(view, Qt.Key.Key_4)
    view._scan.click()
    (asked,) = scanner.settings
    assert (asked.paper, asked.duplex, asked.dpi) == (PaperSize.A3, False, 300)


def test_what_was_used_last_is_there_again(
    office: FakeOffice, memory: SessionMemory, qtbot: QtBot
) -> None:
    first, _window = shown(office, memory, qtbot)
    first.settings.choose_profile(3)
    first.settings.duplex.setChecked(True)
    first._scan.click()
    again, _other = shown(office, memory, qtbot)
    assert again.settings.profile.currentData() == usual_profiles()[2].name
    assert again.settings.settings() == first.settings.settings()
    assert again.settings.settings().duplex


def test_a_locked_profile_is_used_as_it_is(
    office: FakeOffice, memory: SessionMemory, qtbot: QtBot
) -> None:
    locked = ScanProfile("Công văn đến", dpi=250, locked=True)
    ChangeScanRules(office.store.settings)(ScanRules((locked,)), ADMIN)
    view, _window = shown(office, memory, qtbot)
    assert view.settings.settings().dpi == 250
    assert not view.settings.dpi.isEnabled()
    assert not view.settings.duplex.isEnabled()


def test_after_a_jam_one_button_goes_on_from_that_page(
    office: FakeOffice, scanner: FakeScanner, memory: SessionMemory, qtbot: QtBot
) -> None:
    view, window = shown(office, memory, qtbot)
    scanner.error = PaperJam(3)
    view._scan.click()
    scanner.error = None
    button = next(
        b
        for b in window.findChildren(type(view._scan))
        if b.isVisible() and "Quét tiếp từ trang 3" in b.text()
    )
    button.click()
    (batch,) = office.store.spool.batches()
    assert len(batch.pages) == 4


def test_a_picture_in_the_clipboard_is_pasted_as_a_page(view: ScanView, office: FakeOffice) -> None:
    picture = QImage(1240, 1754, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    QGuiApplication.clipboard().setImage(picture)
    view.paste()
    (batch,) = office.store.spool.batches()
    assert [(p.media_type, p.width, p.height) for p in batch.pages] == [("image/png", 1240, 1754)]


def test_files_in_the_clipboard_become_pages_and_word_files_documents(
    view: ScanView, office: FakeOffice, scanner: FakeScanner
) -> None:
    pages, document = Path("/tmp/trang.jpg"), Path("/tmp/du-thao.docx")
    scanner.listed = (DEVICE, files_device([str(pages)], "trang.jpg"))
    found = QMimeData()
    found.setUrls([QUrl.fromLocalFile(str(path)) for path in (pages, document)])
    QGuiApplication.clipboard().setMimeData(found)
    opened: list[object] = []
    view.files_dropped.connect(opened.append)
    view.paste()
    assert opened == [[document]]
    (batch,) = office.store.spool.batches()
    assert batch.device == "trang.jpg"
    assert scanner.settings == [view.settings.settings()]


def profiles_page(
    office: FakeOffice, person: Person | None, memory: SessionMemory, qtbot: QtBot
) -> ProfilesPage:
    desk = office.desk(person) if person is not None else office.desk()
    presenter = ProfilesPresenter(desk, InstantJobs())
    window = MainWindow([], office="UBND xã", memory=memory)
    qtbot.addWidget(window)
    page = ProfilesPage(presenter, window, memory)
    presenter.setParent(page)
    qtbot.addWidget(page)
    page.refresh()
    return page


def test_a_profile_is_made_moved_removed_and_taken_back(
    office: FakeOffice, memory: SessionMemory, qtbot: QtBot
) -> None:
    page = profiles_page(office, None, memory, qtbot)
    page._new()
    page.name.setText("Hồ sơ đất đai")
    page.duplex.setChecked(True)
    page._save.click()
    names = [profile.name for profile in read_scan_rules(office.store.settings).profiles]
    assert names[-1] == "Hồ sơ đất đai"
    page._move(-1)
    assert read_scan_rules(office.store.settings).profiles[-2].duplex
    page._remove()
    assert len(read_scan_rules(office.store.settings).profiles) == 4
    page._presenter.undo()
    page._presenter.undo()
    assert [p.name for p in read_scan_rules(office.store.settings).profiles] == names


def test_a_name_that_is_taken_is_said_beside_the_form(
    office: FakeOffice, memory: SessionMemory, qtbot: QtBot
) -> None:
    page = profiles_page(office, None, memory, qtbot)
    page._new()
    page.name.setText("công văn đến")
    page._save.click()
    assert "Đã có" in page.problem.text()
    assert len(read_scan_rules(office.store.settings).profiles) == 4


def test_a_clerk_cannot_change_a_locked_profile_nor_lock_one(
    office: FakeOffice, memory: SessionMemory, qtbot: QtBot
) -> None:
    rules = ScanRules((ScanProfile("Khóa", locked=True), ScanProfile("Của tôi")))
    ChangeScanRules(office.store.settings)(rules, ADMIN)
    page = profiles_page(office, None, memory, qtbot)
    assert not page._save.isEnabled()
    assert not page.locked.isEnabled()
    page._choose(rules.profiles[1])
    assert page._save.isEnabled()
    assert page.addresses.isReadOnly()


def test_nothing_to_paste_is_said(view: ScanView, office: FakeOffice) -> None:
    QGuiApplication.clipboard().clear()
    view.paste()
    assert office.store.spool.batches() == []
    assert view.settings.settings() == ScanSettings(source="Khay nạp giấy")


def test_the_count_of_sheets_holds_for_one_run(view: ScanView) -> None:
    view.settings.sheets.setText("12")
    assert view.settings.take_sheets() == 12
    assert view.settings.take_sheets() == 0


def test_the_pages_of_a_profile_are_stored_as_it_says(
    office: FakeOffice, memory: SessionMemory, qtbot: QtBot
) -> None:
    page = profiles_page(office, None, memory, qtbot)
    page._choose(usual_profiles()[0])
    page.archive.setCurrentIndex(page.archive.findData("plain"))
    page._save.click()
    view, _window = shown(office, memory, qtbot)
    view._scan.click()
    (batch,) = office.store.spool.batches()
    office.desk().bind(batch, "15.pdf", "Quyết định")
    assert office.workshop.profiles[-1].name == "plain"
    view.settings.choose_profile(2)
    view._scan.click()
    office.desk().bind(office.store.spool.batches()[-1], "16.pdf", "Quyết định")
    assert office.workshop.profiles[-1].name == "archive"


def test_how_a_locked_profile_is_stored_only_an_administrator_changes(
    office: FakeOffice, memory: SessionMemory, qtbot: QtBot
) -> None:
    locked = ScanProfile("Khóa", archive="fine", locked=True)
    ChangeScanRules(office.store.settings)(ScanRules((locked,)), ADMIN)
    page = profiles_page(office, None, memory, qtbot)
    assert page.archive.currentData() == "fine"
    assert not page.archive.isEnabled()
    rules = ScanRules((ScanProfile("Khóa", archive="plain", locked=True),))
    with pytest.raises(NotAllowed):
        ChangeScanRules(office.store.settings)(rules, office.desk().person)
    assert profiles_page(office, ADMIN, memory, qtbot).archive.isEnabled()


def test_while_the_scanner_works_no_button_offers_another_run(
    view: ScanView, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert view.batches.empty.button.isEnabled()
    monkeypatch.setattr(view, "is_ready", lambda: False)
    view._allow()
    assert not view.batches.empty.button.isEnabled()
    assert not view._scan.isEnabled()
