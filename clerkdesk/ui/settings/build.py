"""Builds Thiết lập."""

from PySide6.QtWidgets import QApplication

from clerkdesk.domain.books import Direction
from clerkdesk.services.change_settings import ChangeSettings
from clerkdesk.ui import theme
from clerkdesk.ui.memory import DARK, UiMemory
from clerkdesk.ui.settings.presenter import SettingsPresenter
from clerkdesk.ui.settings.view import SettingsView
from clerkdesk.ui.surroundings import Surroundings


def build_settings(around: Surroundings) -> SettingsView:
    """What the office and this clerk can change."""
    desk, window = around.desk, around.window
    presenter = SettingsPresenter(desk, ChangeSettings(desk.store), around.server, around.jobs)
    dark = around.memory.get(DARK) is True
    view = SettingsView(presenter, desk.person, window, dark=dark)
    presenter.setParent(view)
    presenter.facts_changed.connect(lambda facts: window.set_office(facts.office.short_name))
    presenter.connected.connect(around.ways.connected)
    ways, imports = around.ways, view.imports
    imports.incoming_wanted.connect(lambda: ways.import_register(Direction.INCOMING))
    imports.outgoing_wanted.connect(lambda: ways.import_register(Direction.OUTGOING))
    imports.directory_wanted.connect(ways.show_directory)
    view.dark_wanted.connect(lambda dark: _set_dark(around.memory, dark))
    return view


def _set_dark(memory: UiMemory, dark: bool) -> None:
    memory.put(DARK, dark)
    application = QApplication.instance()
    if isinstance(application, QApplication):
        theme.apply(application, dark=dark)
