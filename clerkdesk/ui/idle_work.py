"""What the store has to do by and by, done while nobody waits for it."""

from PySide6.QtCore import QObject, QTimer

from clerkdesk.domain.errors import ClerkError
from clerkdesk.ports.store import Store
from clerkdesk.ui.jobs import Jobs, Lane

FIRST_MS, PAUSE_MS, AGAIN_MS = 20_000, 1_000, 5 * 60_000


class IdleWork(QObject):
    """Improves the search index in short steps with pauses; where nothing is left, it looks again later."""

    def __init__(self, store: Store, jobs: Jobs) -> None:
        super().__init__()
        self._store = store
        self._jobs = jobs
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.step)

    def start(self) -> None:
        """Begin, when the window has been there for a while."""
        self._timer.start(FIRST_MS)

    def stop(self) -> None:
        """No further step."""
        self._timer.stop()

    @property
    def pause(self) -> int:
        """Milliseconds until the next step; 0 where none will follow."""
        return self._timer.interval() if self._timer.isActive() else 0

    def step(self) -> None:
        """One step, then a pause; it waits behind whatever the clerk asked of the store."""
        self._jobs.run(Lane.STORE, self._store.improve_search, done=self._done, failed=self._failed)

    def _done(self, more: bool) -> None:
        self._timer.start(PAUSE_MS if more else AGAIN_MS)

    def _failed(self, _error: ClerkError) -> None:
        """A locked store or a full disk: tried again after a while, and nothing is lost meanwhile."""
        self._timer.start(FIRST_MS)
