"""Whether what stands in the registration form is registered already, asked for as it is typed."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.incoming import Incoming
from clerkdesk.services.candidates import Candidate
from clerkdesk.services.desk import Desk
from clerkdesk.ui.jobs import Jobs, Lane

_NAMED = ("code", "issuing_org", "issued_date", "arrival_date")
"""What makes two documents one."""


class EarlierSearch(QObject):
    """Asks once for what is typed; an answer to what is no longer there is dropped."""

    found = Signal(object)  # Incoming that is registered already; None: there is none
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._looked_for: tuple[object, ...] = ()

    def look(self, candidate: Candidate, values: Mapping[str, object]) -> None:
        """Look for the document that the form's values name."""
        wanted = tuple(values.get(name) for name in _NAMED)
        if wanted == self._looked_for:
            return
        self._looked_for = wanted
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.find_earlier(candidate, values),
            done=lambda earlier: self._found(earlier, wanted),
            failed=self.failed.emit,
        )

    def leave(self) -> None:
        """The form is left."""
        self._looked_for = ()

    def _found(self, earlier: Incoming | None, wanted: tuple[object, ...]) -> None:
        if wanted == self._looked_for:
            self.found.emit(earlier)
