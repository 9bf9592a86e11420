"""Shift and the mouse draw a box on a page, in points of the page."""

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from clerkdesk.domain.reading import Box
from clerkdesk.ui.page_view.page_view import PageView
from clerkdesk.ui.page_view.sheets import A4
from tests.fakes.jobs import InstantJobs


def test_a_drawn_box_is_told_with_its_page(qtbot: QtBot) -> None:
    view = PageView(InstantJobs())
    qtbot.addWidget(view)
    view.resize(500, 700)
    view.show()
    view.show_pages([A4, A4], lambda _page, _dpi: b"", page=1)
    port, canvas = view.canvas.viewport(), view.canvas
    first, last = canvas.mapFromScene(100, 120), canvas.mapFromScene(300, 160)
    shift, left = Qt.KeyboardModifier.ShiftModifier, Qt.MouseButton.LeftButton
    with qtbot.waitSignal(view.region_drawn, timeout=2000) as drawn:
        qtbot.mousePress(port, left, shift, first)
        qtbot.mouseMove(port, last)
        qtbot.mouseRelease(port, left, shift, last)
    page, box = drawn.args
    assert page == 1
    assert isinstance(box, Box)
    for side, wanted in zip((box.x0, box.y0, box.x1, box.y1), (100, 120, 300, 160), strict=True):
        assert abs(side - wanted) < 4


def test_a_slip_of_the_hand_draws_nothing(qtbot: QtBot) -> None:
    view = PageView(InstantJobs())
    qtbot.addWidget(view)
    view.resize(500, 700)
    view.show()
    view.show_pages([A4], lambda _page, _dpi: b"")
    spot = QPoint(200, 200)
    with qtbot.assertNotEmitted(view.region_drawn):
        qtbot.mousePress(
            view.canvas.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.ShiftModifier,
            spot,
        )
        qtbot.mouseRelease(
            view.canvas.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.ShiftModifier,
            spot,
        )
