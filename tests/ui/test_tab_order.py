"""Tab walks through a page as it is read."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerkdesk.ui.office import OfficeWindow
from tests.fakes.busy_office import BOTH, BusyOffice
from tests.fakes.faces import FACES
from tests.fakes.office_window import open_window


@pytest.fixture(scope="module")
def office() -> BusyOffice:
    return BusyOffice()


def walked(window: OfficeWindow, qtbot: QtBot) -> list[tuple[int, int]]:
    """Where the widgets stand to which Tab goes, from the search box on until it comes back."""
    page = window.window.stack.currentWidget()
    with qtbot.waitActive(window.window):
        window.window.activateWindow()
    qtbot.keyClick(window.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    found: list[tuple[int, int]] = []
    while (widget := QApplication.focusWidget()) is not None and page.isAncestorOf(widget):
        place = widget.mapTo(page, widget.rect().center())
        if (place.y(), place.x()) in found:
            break
        found.append((place.y(), place.x()))
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    return found


HEAD, ROW = 45, 95
"""Above these heights stand the head of a page and the row of filters or tabs under it."""


@pytest.mark.parametrize("name", ["incoming", "outgoing", "side-books", "find"])
def test_head_then_filters_then_the_list_and_what_is_beside_it(
    name: str, office: BusyOffice, qtbot: QtBot
) -> None:
    window = open_window(office, qtbot, person=BOTH)
    FACES[name](window, office)
    rooms = [0 if y < HEAD else 1 if y < ROW else 2 for y, _x in walked(window, qtbot)]
    assert rooms == sorted(rooms)
    assert set(rooms) == {0, 1, 2}
