"""A locked session or sleep: the window is locked, and the store closed until the password is typed."""

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.errors import ClerkError
from clerkdesk.services.desk import Desk
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.lock.session import SessionWatch
from clerkdesk.ui.lock.window_lock import WindowLock
from clerkdesk.ui.shell.window import MainWindow


class SessionLock(QObject):
    """`shut` and `reopened` say that the store was closed and is back: who watches it must rest."""

    shut = Signal()
    reopened = Signal()

    def __init__(
        self,
        lock: WindowLock,
        window: MainWindow,
        desk: Desk,
        jobs: Jobs,
        watch: SessionWatch | None = None,
    ) -> None:
        super().__init__(window)
        self._lock, self._window, self._desk, self._jobs = lock, window, desk, jobs
        self.watch = watch or SessionWatch()
        self.watch.setParent(self)
        self.closed_store = False
        self.watch.leaving.connect(self.leave)
        lock.unlocked.connect(self._back)

    def start(self) -> None:
        """Listen from now on."""
        self.watch.start(self._window)

    def leave(self) -> None:
        """Lock the window, and close the store after what is under way in its lane; the key goes."""
        if self.closed_store or not self._window.isVisible():
            return
        self.closed_store = True
        self._lock.lock()
        self._lock.check = self._desk.store.open_again
        self.shut.emit()
        self._jobs.run(
            Lane.STORE,
            self._desk.store.shut,
            done=lambda _nothing: None,
            failed=self._not_shut,
        )

    def _not_shut(self, error: ClerkError) -> None:
        self._lock.page.show_error(error)

    def _back(self) -> None:
        if not self.closed_store:
            return
        self.closed_store = False
        self._lock.check = self._desk.store.accounts.check
        self._window.clear_notice()  # of what asked the closed store meanwhile
        self.reopened.emit()
