"""Small pictures of hundreds of pages: what is kept, what is made first, and how long it holds the window."""

from collections.abc import Iterator
from time import perf_counter, thread_time

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from clerkdesk.domain.scans import BatchPage, ScanBatch
from clerkdesk.ui.scan.batch_row import BatchRow
from clerkdesk.ui.scan.page_pictures import PagePictures
from tests.fakes.sample_documents import NOW

ROOM = QSize(84, 116)


def page(number: int, turned: int = 0) -> BatchPage:
    return BatchPage(f"p{number}", number, "", "image/jpeg", 300, 2480, 3508, turned)


def jpeg(level: int = 200) -> bytes:
    image = QImage(198, 280, QImage.Format.Format_RGB32)
    image.fill(QColor(level, level, level))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG")  # type: ignore[call-overload] # PySide's stub knows bytes only
    return bytes(buffer.data().data())


class Made:
    """Notes which pages are asked for, and makes their pictures when told to."""

    def __init__(self, pictures: PagePictures) -> None:
        self.asked: list[BatchPage] = []
        self.drawn: list[str] = []
        self._pictures = pictures
        pictures.missing.connect(self.asked.append)
        pictures.changed.connect(self.drawn.append)

    def give(self, picture: bytes) -> None:
        asked = self.asked.pop(0)
        self._pictures.take(asked.page_id, asked.turned, picture)


@pytest.fixture
def pictures(qtbot: QtBot) -> Iterator[PagePictures]:
    made = PagePictures(packed_bytes=20_000, unpacked_bytes=10 * 84 * 116 * 4)
    yield made
    made.deleteLater()


def test_a_page_is_drawn_once_its_picture_was_made_and_unpacked(
    pictures: PagePictures, qtbot: QtBot
) -> None:
    made = Made(pictures)
    pictures.expect(page(1))
    qtbot.waitUntil(lambda: len(made.asked) == 1)
    made.give(jpeg())
    assert pictures.has(page(1))
    assert pictures.of(page(1), ROOM) is None  # nothing is unpacked while a tile is painted
    qtbot.waitUntil(lambda: made.drawn.count("p1") == 2)
    drawn = pictures.of(page(1), ROOM)
    assert drawn is not None
    assert drawn.height() == 116  # as large as it is shown, not as it came


def test_what_is_in_sight_is_made_before_what_only_has_come(
    pictures: PagePictures, qtbot: QtBot
) -> None:
    made = Made(pictures)
    for number in range(1, 51):
        pictures.expect(page(number))
    qtbot.waitUntil(lambda: len(made.asked) == 2)
    pictures.of(page(40), ROOM)
    pictures.of(page(41), ROOM)
    qtbot.wait(20)
    for _page in range(2):
        made.give(b"")
    qtbot.waitUntil(lambda: len(made.asked) == 2)
    assert {asked.page_id for asked in made.asked} == {"p40", "p41"}


def test_a_page_turned_shows_its_new_picture_only(pictures: PagePictures, qtbot: QtBot) -> None:
    made = Made(pictures)
    pictures.take("p1", 0, jpeg())
    pictures.of(page(1), ROOM)
    qtbot.waitUntil(lambda: pictures.of(page(1), ROOM) is not None)
    assert pictures.of(page(1, 90), ROOM) is None
    qtbot.waitUntil(lambda: [asked.turned for asked in made.asked] == [90])


def test_a_page_without_a_picture_is_not_asked_for_again(
    pictures: PagePictures, qtbot: QtBot
) -> None:
    made = Made(pictures)
    pictures.take("p1", 0, b"")
    assert pictures.of(page(1), ROOM) is None
    qtbot.wait(30)
    assert not made.asked
    assert not pictures.has(page(1))


def test_of_very_many_pages_only_some_are_kept_and_others_are_made_again(
    pictures: PagePictures, qtbot: QtBot
) -> None:
    made = Made(pictures)
    packed = jpeg()
    for number in range(100):
        pictures.take(f"p{number}", 0, packed)
    assert pictures.packed_bytes <= 20_000
    assert not pictures.has(page(0))
    pictures.of(page(0), ROOM)
    qtbot.waitUntil(lambda: made.asked == [page(0)])


def test_unpacked_pictures_never_take_more_than_their_room(
    pictures: PagePictures, qtbot: QtBot
) -> None:
    for number in range(15):
        pictures.take(f"p{number}", 0, jpeg(number))
        pictures.of(page(number), ROOM)
    qtbot.wait(100)
    assert 0 < pictures.unpacked_bytes <= 10 * 84 * 116 * 4
    assert pictures.of(page(14), ROOM) is None or pictures.of(page(0), ROOM) is None


def test_pages_that_are_gone_take_no_memory(pictures: PagePictures, qtbot: QtBot) -> None:
    for number in (1, 2):
        pictures.take(f"p{number}", 0, jpeg())
        pictures.of(page(number), ROOM)
    qtbot.waitUntil(lambda: pictures.of(page(1), ROOM) is not None)
    pictures.keep_only({"p2"})
    assert not pictures.has(page(1))
    assert pictures.has(page(2))
    pictures.keep_only(set())
    assert (pictures.packed_bytes, pictures.unpacked_bytes) == (0, 0)


def test_scrolling_through_500_pages_never_holds_the_window_and_fills_what_is_in_sight(
    qtbot: QtBot,
) -> None:
    pictures = PagePictures()
    pages = tuple(page(number) for number in range(1, 501))
    batch = ScanBatch("b", "Văn bản 1", NOW, "máy quét", pages)
    row = BatchRow(batch, pictures)
    pictures.changed.connect(lambda page_id: row.tiles[page_id].update())
    picture = jpeg()
    row.show_batch(batch)
    for one in pages:
        pictures.take(one.page_id, 0, picture)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(row)
    area.resize(900, 560)
    qtbot.addWidget(area)
    area.show()
    qtbot.waitExposed(area)
    bar = area.verticalScrollBar()

    def in_sight_is_drawn() -> bool:
        seen = [tile for tile in row.tiles.values() if not tile.visibleRegion().isEmpty()]
        return bool(seen) and all(
            pictures.of(tile.page, ROOM * tile.devicePixelRatioF()) is not None for tile in seen
        )

    waits: list[float] = []
    for place in range(0, bar.maximum(), area.height()):
        bar.setValue(place)
        began = perf_counter()
        qtbot.waitUntil(in_sight_is_drawn, timeout=2000)
        waits.append(perf_counter() - began)
    assert sorted(waits)[len(waits) // 2] < 0.15
    assert pictures.unpacked_bytes <= 12 << 20


def test_one_more_page_of_500_is_laid_out_in_no_time(qtbot: QtBot) -> None:
    pages = tuple(page(number) for number in range(1, 511))
    row = BatchRow(ScanBatch("b", "Văn bản 1", NOW, "máy quét"), PagePictures())
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(row)
    area.resize(900, 560)
    qtbot.addWidget(area)
    area.show()
    row.show_batch(ScanBatch("b", "Văn bản 1", NOW, "máy quét", pages[:500]))
    qtbot.waitUntil(lambda: row.tiles["p500"].y() > 0)
    times: list[float] = []
    for count in range(501, 511):
        row.show_batch(ScanBatch("b", "Văn bản 1", NOW, "máy quét", pages[:count]))
        began = thread_time()
        QApplication.processEvents()
        times.append(thread_time() - began)
    assert sorted(times)[5] < 0.010
    places = [(tile.y(), tile.x()) for tile in row.tiles.values()]
    assert places == sorted(places)
    assert len(set(places)) == 510


def test_tiles_that_change_places_or_go_leave_no_hole(qtbot: QtBot) -> None:
    pages = tuple(page(number) for number in range(1, 31))
    row = BatchRow(ScanBatch("b", "Văn bản 1", NOW, "máy quét"), PagePictures())
    row.resize(420, 900)
    qtbot.addWidget(row)
    row.show()
    for now in (pages, pages[::-1], pages[5:], (*pages[5:], pages[0])):
        row.show_batch(ScanBatch("b", "Văn bản 1", NOW, "máy quét", now))
        QApplication.processEvents()
        QApplication.processEvents()
        first = row.tiles[now[0].page_id]
        for number, one in enumerate(now):
            tile = row.tiles[one.page_id]
            line, place = divmod(number, 4)
            assert (tile.x() - first.x(), tile.y() - first.y()) == (place * 102, line * 150)
