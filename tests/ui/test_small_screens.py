"""On 1366×768 pixels at 150 % every face stands whole: nothing scrolls sideways, no button is out of sight."""

from collections.abc import Iterable

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.shell.page_room import PageRoom
from tests.fakes.busy_office import BOTH, BusyOffice
from tests.fakes.faces import FACES
from tests.fakes.office_window import open_window

WIDTH, HEIGHT = 911, 512
LOW = {"incoming-filters"}
"""Opened filters over arrivals over the list: the page scrolls down, as the clerk asked for all three."""


@pytest.fixture(scope="module")
def office() -> BusyOffice:
    return BusyOffice()


@pytest.mark.parametrize("name", FACES)
def test_a_face_fits_a_small_screen(name: str, office: BusyOffice, qtbot: QtBot) -> None:
    window = open_window(office, qtbot, person=BOTH)
    window.window.resize(WIDTH, HEIGHT)
    FACES[name](window, office)
    for _turn in range(6):
        QApplication.processEvents()
    room = window.window.findChildren(PageRoom)[0]
    assert room.horizontalScrollBar().maximum() == 0
    assert name in LOW or room.verticalScrollBar().maximum() == 0
    seen = QRect(room.viewport().mapToGlobal(QPoint(0, 0)), room.viewport().size())
    headers: Iterable[PageHeader] = window.window.findChildren(PageHeader)
    for header in headers:
        buttons: Iterable[QPushButton] = header.findChildren(QPushButton)
        for button in buttons:
            if button.isVisible():
                place = QRect(button.mapToGlobal(QPoint(0, 0)), button.size())
                assert seen.contains(place), button.text()
                assert button.width() >= button.minimumSizeHint().width(), button.text()


@pytest.mark.parametrize("name", ["register-form", "register-arrival", "incoming-forward"])
def test_no_chip_and_no_placeholder_is_cut(name: str, office: BusyOffice, qtbot: QtBot) -> None:
    window = open_window(office, qtbot, person=BOTH)
    window.window.resize(WIDTH, HEIGHT)
    FACES[name](window, office)
    for _turn in range(6):
        QApplication.processEvents()
    for header in window.window.findChildren(PageHeader):
        assert [chip.text() for chip in header.chips() if "…" in chip.text()] == []
    for form in window.window.findChildren(FieldForm):
        for line in form.findChildren(QLineEdit):
            shown = line.isVisible() and bool(line.placeholderText())
            room = line.width() - line.textMargins().left() - 20
            words = line.fontMetrics().horizontalAdvance(line.placeholderText())
            assert not shown or words <= room, line.placeholderText()
