"""Backs, order and documents of a pile, in the scanning window as a clerk uses it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.errors import PaperJam
from clerkdesk.domain.page_findings import CoverSheet, PageFindings
from clerkdesk.domain.scans import Aside, Oddity, ScannedPage, ScannerDevice
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.print_made import PrintMade
from clerkdesk.ui.scan.batch_row import BatchRow
from clerkdesk.ui.scan.button_listener import ButtonListener
from clerkdesk.ui.scan.cover_button import CoverButton, cover_for
from clerkdesk.ui.scan.page_tile import PageTile
from clerkdesk.ui.scan.piles_presenter import PilesPresenter
from clerkdesk.ui.scan.presenter import ScanPresenter
from clerkdesk.ui.scan.view import ScanView
from clerkdesk.ui.shell.window import MainWindow
from clerkdesk.ui.shell.workplaces import SCAN, workplace
from tests.fakes.documents import PNG
from tests.fakes.jobs import InstantJobs, WaitingJobs
from tests.fakes.office import INCOMING_VALUES, FakeOffice
from tests.fakes.pages import FakePageWorkshop
from tests.fakes.sample_documents import CLERK, TODAY
from tests.fakes.scanner import FakeScanner


class PictureWorkshop(FakePageWorkshop):
    def thumbnail(self, image: object, height: int) -> bytes:
        return PNG


class Place:
    """The scanning window over a fake office."""

    def __init__(self, qtbot: QtBot, jobs: InstantJobs | None = None) -> None:
        self.scanner = FakeScanner([b"1a", b"2a", b"3a"])
        self.office = FakeOffice(workshop=PictureWorkshop(), scanner=self.scanner)
        self.jobs = jobs or InstantJobs()
        self.qtbot = qtbot
        memory = SessionMemory()
        self.window = MainWindow([workplace(SCAN, self._build)], office="UBND xã", memory=memory)
        self._memory = memory
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.go_to(SCAN)

    def _build(self) -> ScanView:
        desk = self.office.desk()
        presenter = ScanPresenter(desk, self.jobs)
        piles = PilesPresenter(desk, self.jobs, presenter)
        listener = ButtonListener(desk, self.jobs)
        self.view = ScanView(presenter, piles, listener, self.window, self._memory)
        for made in (presenter, piles, listener):
            made.setParent(self.view)
            made.failed.connect(self.window.show_error)
        return self.view

    def scan(self, *pages: bytes, odd: tuple[Oddity, ...] = ()) -> None:
        self.feed(*pages, odd=odd)
        self.view._scan.click()

    def feed(self, *pages: bytes, odd: tuple[Oddity, ...] = ()) -> None:
        self.scanner.pages, self.scanner.oddities = pages, odd

    def key(self, key: Qt.Key, on: PageTile | None = None) -> None:
        control = Qt.KeyboardModifier.ControlModifier
        with self.qtbot.waitActive(self.window):
            self.window.activateWindow()
        self.qtbot.keyClick(on or self.view, key, control)

    def contents(self) -> list[str]:
        """The pages of every waiting batch; one in the tray stands in brackets."""
        spool = self.office.store.spool
        return [
            " ".join(
                f"({spool.image(page).decode()})" if page.dropped else spool.image(page).decode()
                for page in batch.pages
            )
            for batch in spool.batches()
        ]

    def shown(self) -> list[str]:
        """What stands on the tiles, in the order of the screen."""
        spool = self.office.store.spool
        return [spool.image(tile.page).decode() for tile in self.view.tiles()]

    def row(self, number: int = 0) -> BatchRow:
        QApplication.processEvents()  # a new row is seen with the next event
        return list(self.view.batches.rows.values())[number]

    def press(self, words: str) -> None:
        QApplication.processEvents()
        found = [
            button
            for button in self.window.findChildren(QPushButton)
            if button.isVisible() and words in button.text()
        ]
        found[0].click()

    def notice(self) -> str:
        return self.window.notice.happened.text() if self.window.notice.isVisible() else ""


@pytest.fixture
def place(qtbot: QtBot) -> Place:
    return Place(qtbot)


def test_fronts_then_backs_of_the_turned_pile_become_one_document(place: Place) -> None:
    place.scan(b"1a", b"2a", b"3a")
    place.feed(b"3b", b"2b", b"1b")
    place.key(Qt.Key.Key_F9)
    assert place.contents() == ["1a 1b 2a 2b 3a 3b"]
    assert place.shown() == ["1a", "1b", "2a", "2b", "3a", "3b"]
    assert "Đã ghép" in place.notice()
    place.key(Qt.Key.Key_Z)
    assert place.contents() == ["1a 2a 3a", "3b 2b 1b"]


def test_a_scanner_without_duplex_offers_the_backs_by_one_key(place: Place) -> None:
    place.view.settings.duplex.setChecked(True)
    place.scan(b"1a", b"2a", odd=(Oddity.NO_DUPLEX,))
    assert "Lật cả chồng giấy" in place.notice()
    place.feed(b"2b", b"1b")
    place.key(Qt.Key.Key_Return)
    assert place.contents() == ["1a 1b 2a 2b"]
    assert [settings.duplex for settings in place.scanner.settings] == [True, False]


def test_too_few_backs_are_told_both_are_kept_and_the_rest_is_scanned(place: Place) -> None:
    place.scan(b"1a", b"2a", b"3a")
    place.feed(b"3b", b"2b")
    place.key(Qt.Key.Key_F9)
    assert "thiếu 1 mặt sau" in place.notice()
    assert place.contents() == ["1a 2a 3a", "3b 2b"]
    backs = place.row(1)
    assert "thiếu 1 mặt sau" in backs.backs_note.text()
    assert backs.backs_note.isVisible()
    assert not backs.register_button.isVisible()
    place.feed(b"1b")
    place.press("Quét thêm mặt sau")
    assert place.contents() == ["1a 1b 2a 2b 3a 3b"]


def test_too_many_backs_wait_until_the_double_is_taken_out(place: Place) -> None:
    place.scan(b"1a", b"2a")
    place.feed(b"2b", b"2b'", b"1b")
    place.key(Qt.Key.Key_F9)
    assert "thừa 1 mặt sau" in place.notice()
    backs = place.row(1)
    double = list(backs.tiles.values())[1]
    place.qtbot.keyClick(double, Qt.Key.Key_Delete)
    assert backs.join_button.text() == "Ghép hai mặt"
    backs.join_button.click()
    assert place.contents() == ["1a 1b 2a 2b (2b')"]


def test_all_backs_are_scanned_again_and_the_first_ones_stay_in_the_tray(place: Place) -> None:
    place.scan(b"1a", b"2a")
    place.feed(b"2b")
    place.key(Qt.Key.Key_F9)
    place.feed(b"2B", b"1B")
    place.press("Quét lại mặt sau")
    assert place.contents() == ["1a 1B 2a (2b) 2B"]


def test_backs_may_be_joined_in_spite_of_the_count_or_stay_apart(place: Place) -> None:
    place.scan(b"1a", b"2a")
    place.feed(b"2b")
    place.key(Qt.Key.Key_F9)
    place.press("Vẫn ghép hai mặt")
    assert place.contents() == ["1a 2a 2b"]
    place.view.undo()
    place.press("Để thành tập riêng")
    assert place.contents() == ["1a 2a", "2b"]
    assert place.row(1).register_button.isVisible()
    place.view.undo()
    assert not place.row(1).register_button.isVisible()


def test_a_pile_fed_from_the_last_sheet_is_turned_round_by_one_key(place: Place) -> None:
    place.scan(b"3", b"2", b"1", odd=(Oddity.LAST_PAGE_FIRST,))
    assert "thứ tự ngược" in place.notice()
    place.key(Qt.Key.Key_Return)
    assert place.contents() == ["1 2 3"]
    assert place.shown() == ["1", "2", "3"]
    place.key(Qt.Key.Key_Z)
    assert place.contents() == ["3 2 1"]


def test_backs_that_nobody_asked_for_go_into_the_tray_by_one_key(place: Place) -> None:
    place.scan(b"1a", b"1b", b"2a", b"2b", odd=(Oddity.DUPLEX_UNASKED,))
    assert "Để riêng 2 mặt sau" in place.window.notice.action.text()
    place.key(Qt.Key.Key_Return)
    assert place.contents() == ["1a (1b) 2a (2b)"]
    (batch,) = place.office.store.spool.batches()
    assert [page.aside for page in batch.pages] == [None, Aside.BACK, None, Aside.BACK]
    place.key(Qt.Key.Key_Z)
    assert place.contents() == ["1a 1b 2a 2b"]


def test_two_oddities_are_mended_one_after_the_other(place: Place) -> None:
    odd = (Oddity.DUPLEX_UNASKED, Oddity.LAST_PAGE_FIRST)
    place.scan(b"2a", b"2b", b"1a", b"1b", odd=odd)
    place.key(Qt.Key.Key_Return)
    assert place.contents() == ["1a 1b 2a 2b"]
    place.key(Qt.Key.Key_Return)
    assert len(place.office.store.spool.batches()[0].kept) == 2


def test_only_the_pages_of_this_run_are_turned_round(place: Place) -> None:
    place.scan(b"1", b"2")
    place.feed(b"4", b"3", odd=(Oddity.LAST_PAGE_FIRST,))
    place.view._more.click()
    place.key(Qt.Key.Key_Return)
    assert place.contents() == ["1 2 3 4"]


def test_pages_are_moved_and_a_pile_is_split_by_keys(place: Place) -> None:
    place.scan(b"1", b"2", b"3")
    tile = place.view.tiles()[0]
    place.key(Qt.Key.Key_Right, tile)
    assert place.shown() == ["2", "1", "3"]
    assert place.view.tiles()[1] is tile
    place.qtbot.keyClick(tile, Qt.Key.Key_T)
    assert place.contents() == ["2", "1 3"]
    assert place.shown() == ["2", "1", "3"]
    place.view.undo()
    place.view.undo()
    assert place.contents() == ["1 2 3"]


def test_the_batch_of_the_chosen_page_is_the_one_that_is_turned_round(place: Place) -> None:
    place.scan(b"1", b"2")
    place.scan(b"3", b"4")
    place.view.tiles()[0].setFocus()
    place.key(Qt.Key.Key_R)
    assert place.contents() == ["2 1", "3 4"]


def with_covers(place: Place) -> str:
    """A document that was registered by hand, and a pile with its cover and one of no document."""
    desk, spool = place.office.desk(), place.office.store.spool
    batch = spool.open_batch("x", "máy")
    spool.add(batch.batch_id, ScannedPage(1, b"x", "image/png", 300, 10, 10))
    candidate = desk.from_batch(spool.batch(batch.batch_id))
    uid = desk.register(candidate, INCOMING_VALUES, CLERK).document.uid
    for number in ("1", "77"):
        cover = CoverSheet("incoming", TODAY.year, number)
        place.office.workshop.findings[f"bìa {number}".encode()] = PageFindings(cover=cover)
    return uid


def test_a_pile_with_cover_sheets_files_itself_by_one_key_and_says_what_went_where(
    place: Place,
) -> None:
    uid = with_covers(place)
    place.scan("bìa 1".encode(), b"a", b"b", "bìa 77".encode(), b"c")
    assert "2 tờ bìa" in place.notice()
    place.key(Qt.Key.Key_Return)
    (file,) = place.office.store.incoming.get(uid).entry.attachments
    assert file.role is FileRole.MAIN
    assert place.contents() == ["(bìa 77) c"]
    assert place.view.summary.isVisible()
    assert place.view.summary.words.text() == "1 văn bản đã vào sổ, 1 tập còn chờ."
    place.qtbot.keyClick(place.view.summary.away, Qt.Key.Key_Escape)
    assert not place.view.summary.isVisible()
    place.view.undo()
    assert place.office.store.incoming.get(uid).entry.attachments == ()
    assert sorted(place.contents()) == ["(bìa 1) a b", "(bìa 77) c"]


def test_plain_separators_make_batches_and_that_is_undone(place: Place) -> None:
    place.office.workshop.findings[b"T"] = PageFindings(is_patch=True)
    place.scan(b"1", b"T", b"2", b"3")
    assert "2 văn bản" in place.notice()
    place.key(Qt.Key.Key_Return)
    assert place.contents() == ["1", "(T) 2 3"]
    place.view.undo()
    assert place.contents() == ["1 (T) 2 3"]


def test_a_count_of_sheets_takes_the_pile_apart(place: Place) -> None:
    place.scan(b"1", b"2", b"3")
    place.key(Qt.Key.Key_T)
    assert "Tách sau mỗi" in place.notice()
    place.view.settings.sheets_each.setText("2")
    place.key(Qt.Key.Key_T)
    assert place.contents() == ["1 2", "3"]


def test_filing_shows_how_far_it_is_and_can_be_stopped(qtbot: QtBot) -> None:
    place = Place(qtbot)
    uid = with_covers(place)
    place.scan("bìa 1".encode(), b"a", "bìa 77".encode(), b"c")
    waiting = WaitingJobs()
    place.view._piles._jobs = waiting
    place.press("Xếp theo tờ bìa")
    assert place.view._progress.isVisible()
    assert not place.view._scan.isEnabled()
    place.view._stop.click()
    while waiting.waiting:
        waiting.go()
    assert place.office.store.incoming.get(uid).entry.attachments == ()
    assert place.contents() == ["(bìa 1) a (bìa 77) c"]
    assert place.view._scan.isEnabled()


def test_a_break_leaves_parts_that_know_where_they_belong(place: Place) -> None:
    uid = with_covers(place)
    place.scan("bìa 1".encode(), b"a", "bìa 77".encode(), b"c")
    batch = place.office.store.spool.batches()[0]
    place.office.desk().file_by_covers.part(batch.batch_id)
    place.view._presenter.refresh()
    assert "→ số đến 1/" in place.row(0)._title.text()
    place.row(0).file_button.click()
    assert len(place.office.store.incoming.get(uid).entry.attachments) == 1
    assert place.contents() == ["(bìa 77) c"]


def test_a_document_that_took_the_fronts_leaves_the_backs_a_batch_of_their_own(
    place: Place,
) -> None:
    place.scan(b"1a")
    fronts = place.office.store.spool.batches()[0]
    backs = place.office.store.spool.open_batch("hai", "máy", backs_of=fronts.batch_id)
    place.office.store.spool.add(backs.batch_id, ScannedPage(1, b"1b", "image/png", 300, 1, 1))
    place.office.store.spool.discard(fronts.batch_id)
    place.view._presenter.refresh()
    assert place.row(0).register_button.isVisible()
    place.row(0).join_wanted.emit(backs)
    assert place.notice()
    assert place.contents() == ["1b"]


def test_a_cover_sheet_is_printed_beside_the_document_where_pages_may_join(
    place: Place, qtbot: QtBot
) -> None:
    uid = with_covers(place)
    printed: list[tuple[str, bytes]] = []
    desk = place.office.desk()
    print_made = PrintMade(
        place.jobs, lambda name, pdf: printed.append((name, pdf)), place.window.show_error
    )
    cover = CoverButton(desk, print_made)
    qtbot.addWidget(cover.press)
    document = place.office.store.incoming.get(uid)
    cover.show_document(document)
    cover.press.click()
    ((name, pdf),) = printed
    assert name == f"tờ bìa số đến 1/{TODAY.year}"
    assert f"CLERKDESK-BIA/1|incoming|{TODAY.year}|1|den".encode() in pdf
    cover.show_document(place.office.store.incoming.cancel(uid, "gửi nhầm", CLERK.login))
    assert cover.press.isHidden()
    stamped = place.office.numbered()
    assert cover_for(stamped) is None


TWAIN = ScannerDevice("twain:fi", "fi-8170", "twain", ("Khay nạp giấy",), is_feeder=True)


def with_button(place: Place) -> None:
    place.scanner.listed = (TWAIN,)
    place.view._presenter.find_devices()
    QApplication.processEvents()


def test_the_button_of_the_scanner_starts_the_profile_that_is_chosen(place: Place) -> None:
    with_button(place)
    place.scanner.presses = 1
    assert place.contents() == []
    place.view.settings.choose_profile(3)
    place.view.settings.button.setChecked(True)
    assert place.contents() == ["1a 2a 3a"]
    assert place.scanner.settings[-1].dpi == 200
    assert place.scanner.listened  # and it listens again


def test_nobody_holds_a_scanner_whose_button_is_not_wanted(place: Place) -> None:
    with_button(place)
    assert place.view.settings.button.isVisible()
    assert place.scanner.listened == []
    place.view.settings.button.setChecked(True)
    assert "không báo nút bấm" in place.notice()
    assert len(place.scanner.listened) == 1


def test_a_page_out_of_sight_gives_the_scanner_free(qtbot: QtBot) -> None:
    place = Place(qtbot)
    with_button(place)
    waiting = WaitingJobs()
    place.view._listener._jobs = waiting
    place.view.settings.button.setChecked(True)
    assert place.view._listener.listening
    place.view.hide()
    assert not place.view._listener.listening
    place.scanner.presses = 1
    waiting.go()
    assert place.contents() == []
    assert place.notice() == ""


def test_a_jam_among_the_backs_goes_on_with_the_backs(place: Place) -> None:
    place.scan(b"1a", b"2a")
    place.feed()
    place.scanner.error = PaperJam(1)
    place.view.settings.duplex.setChecked(True)
    place.key(Qt.Key.Key_F9)
    place.feed(b"2b")
    place.scanner.error = PaperJam(2)
    place.press("Quét lại")
    assert place.contents() == ["1a 2a", "2b"]
    place.scanner.error = None
    place.feed(b"1b")
    place.press("Quét tiếp từ trang 2")
    assert place.contents() == ["1a 1b 2a 2b"]
    assert not any(settings.duplex for settings in place.scanner.settings)
