"""No part of a page stands on the screen by itself, not even for a moment: it would take the keys away."""

import traceback

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.busy_office import BOTH, BusyOffice
from tests.fakes.faces import FACES
from tests.fakes.office_window import open_window

_POPUPS = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)


class _Strays(QObject):
    """Hears of every widget that is shown before it has a place in a window."""

    def __init__(self, known: QWidget) -> None:
        super().__init__()
        self._known = known
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if (
            event.type() is QEvent.Type.Show
            and isinstance(watched, QWidget)
            and self._stray(watched)
        ):
            where = [line.strip() for line in traceback.format_stack()[-4:-1]]
            self.seen.append(f"{type(watched).__name__}: {where}")
        return False

    def _stray(self, widget: QWidget) -> bool:
        own = widget is self._known or widget.windowType() in _POPUPS
        return widget.isWindow() and not own


@pytest.fixture(scope="module")
def office() -> BusyOffice:
    return BusyOffice()


@pytest.mark.parametrize("name", FACES)
def test_a_face_is_built_without_a_stray_window(
    name: str, office: BusyOffice, qtbot: QtBot
) -> None:
    window = open_window(office, qtbot, person=BOTH)
    strays = _Strays(window.window)
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(strays)
    try:
        FACES[name](window, office)
        for _turn in range(6):
            QApplication.processEvents()
    finally:
        app.removeEventFilter(strays)
    assert not strays.seen
