"""Locks and unlocks the desk: the window is hidden, and after a locked session the store is closed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.errors import ClerkError, WrongPassword
from clerkdesk.domain.people import Person
from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.lock.idle import IdleWatch
from clerkdesk.ui.lock.session import SessionWatch
from clerkdesk.ui.lock.view import LockView
from clerkdesk.ui.shell.window import MainWindow

IDLE_MINUTES = "lock.idle_minutes"
"""Setting of this desk (int); 0 = never."""
USUAL_MINUTES = 10


class DeskLock(QObject):
    """`shut` and `reopened` say that the store was closed and is back: who watches it must rest."""

    shut = Signal()
    reopened = Signal()

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        window: MainWindow,
        office: str,
        session: SessionWatch | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._window = window
        self.idle = IdleWatch(USUAL_MINUTES)
        self.session = session or SessionWatch()
        self.view = LockView(desk.person, office)
        self.locked = False
        self.closed_store = False
        for part in (self.idle, self.session):
            part.setParent(self)
        self.idle.idle.connect(self.lock)
        self.session.leaving.connect(self.lock_and_shut)
        self.view.unlock_wanted.connect(self._unlock)
        self.view.leave_wanted.connect(self._leave)
        window.closing.connect(self._end)

    def start(self) -> None:
        """Watch from now on."""
        self.session.start(self._window)
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.store.settings.get(IDLE_MINUTES),
            done=self._take_minutes,
            failed=lambda _error: None,
        )

    def lock(self) -> None:
        """Hide the window; the store stays open for sync and alerts."""
        if self.locked or not self._window.isVisible():
            return
        self.locked = True
        self.view.resize(self._window.size())
        self.view.show_locked(shut=False)
        self.view.show()
        self._window.hide()

    def lock_and_shut(self) -> None:
        """Hide the window and close the store; its key is forgotten."""
        self.lock()
        if not self.locked or self.closed_store:
            return
        self.closed_store = True
        self.view.show_locked(shut=True)
        self.shut.emit()
        self._jobs.run(
            Lane.STORE,
            self._desk.store.shut,
            done=lambda _nothing: None,
            failed=lambda error: self.view.show_problem(str(error)),
        )

    def _unlock(self, password: str) -> None:
        self.view.show_busy(True)
        store, login = self._desk.store, self._desk.person.login
        check: Callable[[str, str], Person] = (
            store.open_again if self.closed_store else store.accounts.check
        )
        self._jobs.run(
            Lane.STORE, lambda: check(login, password), done=self._opened, failed=self._refused
        )

    def _opened(self, _person: Person) -> None:
        was_shut, self.closed_store, self.locked = self.closed_store, False, False
        self.view.show_busy(False)
        self._window.show()
        self.view.put_away()
        self.idle.touched()
        if was_shut:
            self._window.clear_notice()  # what asked the closed store meanwhile
            self.reopened.emit()

    def _refused(self, error: ClerkError) -> None:
        self.view.show_busy(False)
        self.view.show_problem(
            _("Mật khẩu không đúng.")
            if isinstance(error, WrongPassword)
            else f"{error} {error.advice}"
        )

    def _take_minutes(self, stored: object) -> None:
        self.idle.set_minutes(stored if isinstance(stored, int) else USUAL_MINUTES)
        self.idle.start()

    def _leave(self) -> None:
        if self.locked:
            self.locked = False
            self._window.close()
            self.view.put_away()

    def _end(self) -> None:
        self.idle.stop()
