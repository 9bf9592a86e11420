"""From program start to an open office: first start or login, then the main window."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clerkdesk.domain.people import Role
from clerkdesk.ports.store import NewStore, OpenedStore, Store
from clerkdesk.ui.jobs import Jobs
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.setup.login_presenter import LoginPresenter
from clerkdesk.ui.setup.login_view import LoginView
from clerkdesk.ui.setup.setup_presenter import CreateStore, SetupPresenter
from clerkdesk.ui.setup.setup_view import SetupView

LAST_LOGIN = "login.last"


@dataclass(frozen=True, slots=True)
class StoreDoor:
    """How a store is made and opened; may raise what `ports.store.Vault` says."""

    exists: bool
    folder: Path
    create: CreateStore
    unlock: Callable[[str, str], OpenedStore]
    unlock_with_recovery_key: Callable[[str], Store]


class Opening(QObject):
    """Shows the window that fits: `opened` carries an OpenedStore."""

    opened = Signal(object)
    print_wanted = Signal(str, str)  # recovery key, office name

    def __init__(self, door: StoreDoor, jobs: Jobs, memory: UiMemory) -> None:
        super().__init__()
        self._memory = memory
        self.view: QWidget = self._login(door, jobs) if door.exists else self._setup(door, jobs)

    def _login(self, door: StoreDoor, jobs: Jobs) -> QWidget:
        presenter = LoginPresenter(door.unlock, door.unlock_with_recovery_key, jobs)
        last = self._memory.get(LAST_LOGIN)
        view = LoginView(presenter, login=last if isinstance(last, str) else "")
        presenter.setParent(view)
        presenter.opened.connect(self._opened)
        return view

    def _setup(self, door: StoreDoor, jobs: Jobs) -> QWidget:
        presenter = SetupPresenter(door.create, jobs)
        view = SetupView(presenter, door.folder)
        presenter.setParent(view)
        view.print_wanted.connect(self.print_wanted)
        presenter.finished.connect(self._made)
        return view

    def _opened(self, opened: OpenedStore) -> None:
        self._memory.put(LAST_LOGIN, opened.person.login)
        self.opened.emit(opened)

    def _made(self, made: NewStore) -> None:
        """First start ends at the clerk's desk; the administrator logs in when needed."""
        clerks = [p for p in made.store.accounts.people() if Role.CLERK in p.roles]
        self._opened(OpenedStore(made.store, clerks[0]))
