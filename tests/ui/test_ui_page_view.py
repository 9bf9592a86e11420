"""The viewer loads what is looked at, marks places, and lets things be moved over the page."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from clerkdesk.domain.errors import DamagedFile, HelperCrashed
from clerkdesk.domain.reading import Box
from clerkdesk.domain.stamps import POINTS_PER_MM
from clerkdesk.ui.jobs import Lane, ThreadJobs
from clerkdesk.ui.page_view.page_view import PageView
from clerkdesk.ui.page_view.sheets import A4, MarkedBox, Placement, Sheet, read_image
from clerkdesk.ui.theme import State
from tests.fakes.jobs import InstantJobs, WaitingJobs


def png(width: int = 60, height: int = 80, colour: str = "white") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


class Pages:
    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []

    def __call__(self, page: int, dpi: int) -> bytes:
        self.asked.append((page, dpi))
        return png()


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PageView]:
    made = PageView(InstantJobs())
    qtbot.addWidget(made)
    made.resize(500, 600)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.hide()


def test_only_the_page_that_is_looked_at_is_loaded(view: PageView) -> None:
    pages = Pages()
    view.show_pages([A4] * 100, pages)
    assert {page for page, _dpi in pages.asked} == {0}
    view.go_to_page(7)
    assert {page for page, _dpi in pages.asked} == {0, 7}
    before = len(pages.asked)
    view.go_to_page(0)
    assert len(pages.asked) == before


def test_work_runs_in_the_lane_that_was_given(qtbot: QtBot) -> None:
    jobs = InstantJobs()
    view = PageView(jobs, lane=Lane.STORE)
    qtbot.addWidget(view)
    view.show_pages([A4], Pages())
    assert set(jobs.lanes) == {Lane.STORE}


def test_page_keys_and_ends(qtbot: QtBot, view: PageView) -> None:
    view.show_pages([A4] * 2, Pages())
    with qtbot.waitSignal(view.page_changed) as got:
        qtbot.keyClick(view.canvas, Qt.Key.Key_PageDown)
    assert got.args == [1]
    qtbot.keyClick(view.canvas, Qt.Key.Key_PageDown)
    assert view.page() == 1
    view.go_to_page(99)
    assert view.page() == 1


def test_zooming_asks_for_a_finer_image_and_fitting_goes_back(qtbot: QtBot, view: PageView) -> None:
    pages = Pages()
    view.show_pages([A4], pages)
    whole = view.zoom()
    view.set_zoom(2.0)
    assert view.zoom() == pytest.approx(2.0)
    assert pages.asked[-1][1] > pages.asked[0][1]
    qtbot.keyClick(view.canvas, Qt.Key.Key_Minus)
    assert view.zoom() == pytest.approx(2.0 / 1.2)
    qtbot.keyClick(view.canvas, Qt.Key.Key_0)
    assert view.zoom() == pytest.approx(whole)
    view.fit_width()
    assert view.zoom() > whole
    view.set_zoom(1000)
    assert view.zoom() == pytest.approx(5.0)


def test_an_answer_for_pages_that_are_gone_is_dropped(qtbot: QtBot) -> None:
    jobs = WaitingJobs()
    view = PageView(jobs)
    qtbot.addWidget(view)
    view.resize(400, 500)
    view.show()
    view.show_pages([A4, A4], lambda _page, _dpi: png(colour="red"))
    view.clear("Không có trang.")
    jobs.go()
    assert view.page_count() == 0
    assert view.empty.label.text() == "Không có trang."


def test_a_page_that_cannot_be_loaded_is_told(qtbot: QtBot, view: PageView) -> None:
    def crash(_page: int, _dpi: int) -> bytes:
        raise HelperCrashed("xem trang")

    with qtbot.waitSignal(view.failed) as got:
        view.show_pages([A4], crash)
    assert isinstance(got.args[0], HelperCrashed)
    with qtbot.waitSignal(view.failed) as torn:
        view.show_pages([A4], lambda _page, _dpi: b"torn")
    assert isinstance(torn.args[0], DamagedFile)


def test_a_turned_page_lies_on_its_side() -> None:
    assert Sheet(100, 200, 90).shown == (200, 100)
    assert Sheet(100, 200, 180).shown == (100, 200)
    image = read_image(png(60, 80), 90)
    assert (image.width(), image.height()) == (80, 60)


def test_turning_loads_the_page_again_turned(view: PageView) -> None:
    pages = Pages()
    view.show_pages([A4], pages)
    before = len(pages.asked)
    view.turn_page(0, 90)
    assert len(pages.asked) > before
    view.turn_page(0, 360)
    assert view.page() == 0


def test_boxes_are_clicked_and_lit_on_their_page(qtbot: QtBot, view: PageView) -> None:
    view.show_pages([A4, A4], Pages())
    view.set_boxes(
        {
            "code": MarkedBox(0, Box(100, 100, 200, 120)),
            "signer_name": MarkedBox(1, Box(400, 600, 480, 620), State.WARN, "Người ký"),
        }
    )
    with qtbot.waitSignal(view.box_clicked) as got:
        spot = view.canvas.mapFromScene(QPointF(150, 110))
        qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert got.args == ["code"]
    view.highlight("signer_name")
    assert view.page() == 1
    view.highlight("unknown")
    assert view.page() == 1
    assert not view.grab().isNull()


def test_arrows_move_the_seal_by_half_a_millimetre(qtbot: QtBot, view: PageView) -> None:
    view.show_pages([A4], Pages())
    start = Box(300, 500, 402, 602)
    view.set_placements({"seal": Placement(0, start, png(), "Dấu")})
    view.focus_placement("seal")
    with qtbot.waitSignal(view.placed) as got:
        qtbot.keyClick(view.canvas, Qt.Key.Key_Right)
    name, page, box = got.args
    assert (name, page) == ("seal", 0)
    assert box.x0 - start.x0 == pytest.approx(0.5 * POINTS_PER_MM)
    assert box.y0 == pytest.approx(start.y0)
    qtbot.keyClick(view.canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.placement("seal").box.y0 - start.y0 == pytest.approx(5 * POINTS_PER_MM)
    assert view.placement("seal").box.x1 - view.placement("seal").box.x0 == pytest.approx(102)


def test_the_seal_never_leaves_the_page(qtbot: QtBot, view: PageView) -> None:
    view.show_pages([A4], Pages())
    view.set_placements({"seal": Placement(0, Box(0, 0, 100, 100))})
    view.focus_placement("seal")
    for _turn in range(3):
        qtbot.keyClick(view.canvas, Qt.Key.Key_Left)
    assert view.placement("seal").box.x0 == 0
    view.set_placements({"seal": Placement(0, Box(490, 730, 590, 830))})
    view.focus_placement("seal")
    for _turn in range(10):
        qtbot.keyClick(view.canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.placement("seal").box.y1 == pytest.approx(A4.height)


def test_the_mouse_drags_the_seal(qtbot: QtBot, view: PageView) -> None:
    view.show_pages([A4], Pages())
    view.set_placements({"seal": Placement(0, Box(100, 100, 200, 200))})
    port = view.canvas.viewport()
    start = view.canvas.mapFromScene(QPointF(150, 150))
    end = view.canvas.mapFromScene(QPointF(250, 300))
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    for share in (0.3, 0.7, 1.0):
        spot = QPoint(
            int(start.x() + (end.x() - start.x()) * share),
            int(start.y() + (end.y() - start.y()) * share),
        )
        qtbot.mouseMove(port, spot)
    with qtbot.waitSignal(view.placed):
        qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)
    box = view.placement("seal").box
    assert box.x0 == pytest.approx(200, abs=3)
    assert box.y0 == pytest.approx(250, abs=3)


def test_thumbnails_choose_the_page(qtbot: QtBot) -> None:
    view = PageView(InstantJobs(), thumbnails=True)
    qtbot.addWidget(view)
    view.resize(500, 600)
    view.show()
    view.show_pages([A4] * 3, Pages())
    assert view.thumbs.count() == 3
    view.thumbs.setCurrentRow(2)
    assert view.page() == 2
    view.go_to_page(1)
    assert view.thumbs.currentRow() == 1


def test_real_threads_bring_the_image_home(qtbot: QtBot) -> None:
    jobs = ThreadJobs()
    view = PageView(jobs, thumbnails=True)
    qtbot.addWidget(view)
    view.resize(500, 600)
    view.show()
    pages = Pages()
    view.show_pages([A4] * 3, pages)
    qtbot.waitUntil(lambda: not view.thumbs.item(2).icon().isNull())
    assert {page for page, _dpi in pages.asked} == {0, 1, 2}
    jobs.close()


def test_thumbnails_are_asked_one_at_a_time_and_a_torn_one_does_not_stop_the_rest(
    qtbot: QtBot,
) -> None:
    jobs = WaitingJobs()
    view = PageView(jobs, thumbnails=True)
    qtbot.addWidget(view)
    view.resize(500, 600)
    view.show()

    def load(page: int, _dpi: int) -> bytes:
        return b"torn" if page == 1 else png()

    view.show_pages([A4] * 4, load)
    assert len(jobs.waiting) <= 3
    for _turn in range(6):
        jobs.go()
    drawn = [not view.thumbs.item(page).icon().isNull() for page in range(4)]
    assert drawn == [True, False, True, True]


def test_a_listener_may_replace_what_was_pressed(qtbot: QtBot, view: PageView) -> None:
    view.show_pages([A4, A4], Pages())
    view.set_boxes({"code": MarkedBox(0, Box(100, 100, 200, 120))})
    view.box_clicked.connect(lambda _name: view.go_to_page(1))
    spot = view.canvas.mapFromScene(QPointF(150, 110))
    qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: view.page() == 1)
    view.set_placements({"seal": Placement(1, Box(100, 100, 200, 200))})
    view.placed.connect(
        lambda name, page, box: view.set_placements({name: Placement(page, box)}) if page else None
    )
    view.focus_placement("seal")
    with qtbot.waitSignal(view.placed):
        qtbot.keyClick(view.canvas, Qt.Key.Key_Right)
    assert view.placement("seal").box.x0 > 100


def test_an_answer_for_a_view_that_is_gone_is_dropped(qtbot: QtBot) -> None:
    jobs = WaitingJobs()
    view = PageView(jobs, thumbnails=True)
    view.resize(400, 500)
    view.show()
    view.show_pages([A4, A4], Pages())
    assert jobs.waiting
    delete(view)
    jobs.go()
    assert jobs.waiting == []
