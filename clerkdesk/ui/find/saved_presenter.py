"""The searches that the person at the desk keeps: save, open, delete, take back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.errors import ClerkError, InvalidEntry
from clerkdesk.services.desk import Desk
from clerkdesk.services.saved_searches import SavedSearch
from clerkdesk.ui.find.filters import Wish, find_filters
from clerkdesk.ui.jobs import Jobs, Lane


class SavedPresenter(QObject):
    """Each person's own list; it comes along to other desks."""

    changed = Signal(object)  # Sequence[SavedSearch]
    kept = Signal(str)  # name
    forgotten = Signal(object)  # SavedSearch
    problem_found = Signal(str)  # sentence about the name
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs

    def refresh(self) -> None:
        """Read the list."""
        self._run(lambda: self._desk.saved_searches(self._desk.person), self.changed.emit)

    def keep(self, name: str, wish: Wish) -> None:
        """Keep what is searched now under `name`."""
        filters = {
            key: value.isoformat() if isinstance(value, date) else str(value)
            for key, value in wish.values.items()
        }
        search = SavedSearch(name, wish.text, filters, wish.sort, wish.descending)

        def done(searches: Sequence[SavedSearch]) -> None:
            self.changed.emit(searches)
            self.kept.emit(name)

        self._run(lambda: self._desk.saved_searches.keep(search, self._desk.person), done)

    def forget(self, search: SavedSearch) -> None:
        """Delete a search; `take_back` is the way back."""

        def done(searches: Sequence[SavedSearch]) -> None:
            self.changed.emit(searches)
            self.forgotten.emit(search)

        self._run(lambda: self._desk.saved_searches.forget(search.name, self._desk.person), done)

    def take_back(self, search: SavedSearch) -> None:
        """Keep a search again that was deleted."""
        self._run(
            lambda: self._desk.saved_searches.keep(search, self._desk.person), self.changed.emit
        )

    def wish_of(self, search: SavedSearch) -> Wish:
        """What a saved search asks for."""
        values: Mapping[str, object] = find_filters(self._desk.today).recalled(search.filters)
        return Wish(search.text, values, search.sort, search.descending)

    def _run(
        self,
        work: Callable[[], Sequence[SavedSearch]],
        done: Callable[[Sequence[SavedSearch]], None],
    ) -> None:
        self._jobs.run(Lane.STORE, work, done=done, failed=self._failed)

    def _failed(self, error: ClerkError) -> None:
        if isinstance(error, InvalidEntry):
            self.problem_found.emit(" ".join(error.problems.values()))
        else:
            self.failed.emit(error)
