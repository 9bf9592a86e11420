"""The lock of the window: by key, or when nobody has touched it for a while.

Locked, the token's session is closed and its child ended, a batch ends after the document under way, a
typed PIN is forgotten, and nothing of the office is on the screen. The store stays open: the sync goes on.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.people import Person
from clerkdesk.services.desk import Desk
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.lock.page import LockPage
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.shell.window import MainWindow

LOCK_KEY = "Ctrl+Shift+L"
LOCK_MINUTES = "lock.minutes"
USUAL_MINUTES = 15
MINUTES = (5, 10, USUAL_MINUTES, 30, 60, 0)
"""What may be chosen; 0 = only by key."""
_MINUTE = 60_000
_SIGNS_OF_LIFE = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
)


def idle_minutes(memory: UiMemory) -> int:
    """After how many minutes this machine's window locks itself; 0 = never."""
    remembered = memory.get(LOCK_MINUTES)
    return remembered if isinstance(remembered, int) and remembered in MINUTES else USUAL_MINUTES


class WindowLock(QObject):
    """Locks one main window."""

    failed = Signal(object)  # ClerkError, of a token that would not be left
    unlocked = Signal()

    def __init__(self, window: MainWindow, desk: Desk, jobs: Jobs, memory: UiMemory) -> None:
        super().__init__(window)
        self._window, self._desk, self._jobs, self._memory = window, desk, jobs, memory
        self.check: Callable[[str, str], Person] = desk.store.accounts.check
        """Tries login and password; another one while the store is shut."""
        self.page = LockPage(desk.person.full_name)
        self.page.unlock_wanted.connect(self._try)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)
        window.add_key(LOCK_KEY, self.lock)

    def start(self) -> None:
        """Watch for a desk that nobody sits at; after the window is shown."""
        handle = self._window.windowHandle()
        if handle is not None:  # events of the whole window, before any of its widgets
            handle.installEventFilter(self)
        self.look_alive()

    def look_alive(self) -> None:
        """Somebody is here: count from now."""
        minutes = idle_minutes(self._memory)
        if minutes and not self._window.is_covered():
            self._idle.start(minutes * _MINUTE)
        else:
            self._idle.stop()

    def lock(self) -> None:
        """Show nothing, and leave the token."""
        if self._window.is_covered():
            return
        self._idle.stop()
        self._window.cover(self.page)
        self.page.begin()
        # In the token's lane: behind the document that is being signed, before anything else.
        self._jobs.run(
            Lane.TOKEN,
            self._desk.devices.tokens.log_out,
            done=lambda _nothing: None,
            failed=self.failed.emit,
        )

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note that somebody is here; nothing is kept from anyone."""
        if event.type() in _SIGNS_OF_LIFE:
            self.look_alive()
        return False

    def _try(self, password: str) -> None:
        login, check = self._desk.person.login, self.check
        self._jobs.run(
            Lane.STORE,
            lambda: check(login, password),
            done=self._opened,
            failed=self._refused,
        )

    def _opened(self, _person: Person) -> None:
        self.page.begin()
        self._window.uncover()
        self.unlocked.emit()
        self.look_alive()

    def _refused(self, error: ClerkError) -> None:
        self.page.show_error(error)
