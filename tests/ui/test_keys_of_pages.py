"""No key means two things on one face, and everything that takes the cursor has a name."""

from collections import Counter
from collections.abc import Iterable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from clerkdesk.ui.office import OfficeWindow
from tests.fakes.busy_office import BOTH, BusyOffice
from tests.fakes.faces import FACES
from tests.fakes.office_window import open_window

INPUTS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)


@pytest.fixture(scope="module")
def office() -> BusyOffice:
    return BusyOffice()


def shown(name: str, office: BusyOffice, qtbot: QtBot) -> OfficeWindow:
    window = open_window(office, qtbot, person=BOTH)
    FACES[name](window, office)
    return window


def live_keys(window: QWidget) -> Iterable[tuple[str, QWidget]]:
    """Keys that would answer now, with the widget in which they work."""
    shortcuts: Iterable[QShortcut] = window.findChildren(QShortcut)
    for shortcut in shortcuts:
        place = shortcut.parent()
        if not isinstance(place, QWidget) or not shortcut.isEnabled():
            continue
        if shortcut.context() is not Qt.ShortcutContext.WindowShortcut:
            continue  # it needs the cursor in its widget
        if place.isVisible() and place.isEnabled():
            yield shortcut.key().toString(), place


@pytest.mark.parametrize("name", FACES)
def test_a_key_has_one_meaning_on_each_face(name: str, office: BusyOffice, qtbot: QtBot) -> None:
    window = shown(name, office, qtbot).window
    keys = Counter(key for key, _place in live_keys(window))
    twice = {key for key, count in keys.items() if count > 1} - {"Ctrl+K"}  # asked for ambiguity
    assert not twice, [
        (k, p.objectName() or p.accessibleName(), type(p))
        for k, p in live_keys(window)
        if k in twice
    ]


@pytest.mark.parametrize("name", FACES)
def test_what_takes_the_cursor_says_its_name(name: str, office: BusyOffice, qtbot: QtBot) -> None:
    window = shown(name, office, qtbot).window
    widgets: Iterable[QWidget] = window.findChildren(QWidget)
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in widgets
        if isinstance(widget, INPUTS)
        and widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget.parent(), QComboBox)
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert not nameless
