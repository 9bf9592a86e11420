"""The search for a stamp of secrecy beside the open form: everything that came is looked at before it is saved."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.secrecy import StampSearch
from clerkdesk.services.candidates import Candidate
from clerkdesk.services.desk import Desk
from clerkdesk.ui.incoming.entry_words import searching_words, waiting_words
from clerkdesk.ui.jobs import Jobs, Lane, Stop


class EntrySearch(QObject):
    """One search at a time: that of the candidate in the form."""

    told = Signal(str)  # how far it is, Vietnamese; empty = it has ended
    clean = Signal(object)  # StampSearch without a stamp, perhaps with parts that stayed closed
    ready_to_save = Signal()  # saving was asked for meanwhile
    stamp_found = Signal()
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._running = False
        self._wanted: Callable[[], object] | None = None

    def run(self, candidate: Candidate, stop: Stop) -> None:
        """Search while the clerk looks at the form; `stop` is set when it is left."""
        self._running = True

        def tell(words: str) -> None:
            if not stop():
                self.told.emit(waiting_words() if self._wanted is not None else words)

        say = self._jobs.bring_home(tell)
        self._jobs.run(
            Lane.PAGES,
            lambda: self._desk.search(
                candidate,
                told=lambda name, place, of: say(searching_words(name, place, of)),
                stop=stop,
            ),
            done=lambda found: None if stop() else self._found(found),
            failed=lambda error: None if stop() else self._could_not(error),
            stop=stop,
        )

    def leave(self) -> None:
        """The form is left; the search ends by its `stop`."""
        self._running, self._wanted = False, None

    def holds_back(self, act: Callable[[], object] | None = None) -> bool:
        """Whether saving (or `act`) must wait; it is asked for again when the search has ended."""
        if self._running:
            self._wanted = act or self.ready_to_save.emit
            self.told.emit(waiting_words())
        return self._running

    def _found(self, found: StampSearch) -> None:
        wanted = self._wanted
        self._end()
        if found.mark:
            self.stamp_found.emit()
            return
        self.clean.emit(found)
        if wanted is not None:
            wanted()

    def _could_not(self, error: ClerkError) -> None:
        """Saving searches again: nothing passes because a search has failed."""
        self._end()
        self.failed.emit(error)

    def _end(self) -> None:
        self.leave()
        self.told.emit("")
