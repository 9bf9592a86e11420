"""What most tests of screens start from; a test file that needs another office or window makes its own."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.process.resources import shipped_fonts
from clerkdesk.ui import theme
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.shell.window import MainWindow
from tests.fakes.office import FakeOffice


@pytest.fixture
def office() -> FakeOffice:
    """An office with nothing in its books."""
    return FakeOffice()


@pytest.fixture
def memory() -> SessionMemory:
    """Sizes and columns, remembered while the test runs."""
    return SessionMemory()


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    """The frame around a page under test: a rail whose workplaces are empty."""
    made = MainWindow(
        [workplaces.workplace(key, QPushButton) for key in workplaces.TITLES],
        office="UBND xã Thạnh Mẫu",
        memory=SessionMemory(),
    )
    qtbot.addWidget(made)
    return made


@pytest.fixture(scope="session", autouse=True)
def _look(qapp: QApplication) -> None:
    """Every screen stands in the program's own look and type: sizes are those that a clerk sees."""
    theme.apply(qapp, shipped_fonts())
