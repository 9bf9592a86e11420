"""The clerk's answer to a recall or an update that came in."""

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.incoming import Incoming
from clerkdesk.ports.store import Arrival
from clerkdesk.services.desk import Desk
from clerkdesk.ui.jobs import Jobs, Lane


class ChangeAnswers(QObject):
    """«Đồng ý» cancels or updates the registered document; «Từ chối» leaves it, with the reason."""

    agreed = Signal(object, object)  # Arrival, Incoming or None where it was not registered
    declined = Signal(object)  # Arrival
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs

    def agree(self, arrival: Arrival) -> None:
        """Do what the sender asks for, and tell it so."""
        desk = self._desk

        def done(document: Incoming | None) -> None:
            self.agreed.emit(arrival, document)

        self._jobs.run(
            Lane.STORE,
            lambda: desk.answer_change.agree(arrival, desk.person),
            done=done,
            failed=self.failed.emit,
        )

    def decline(self, arrival: Arrival, reason: str) -> None:
        """Leave everything as it is, and say why."""
        desk = self._desk
        self._jobs.run(
            Lane.STORE,
            lambda: desk.answer_change.decline(arrival, reason, desk.person),
            done=lambda _nothing: self.declined.emit(arrival),
            failed=self.failed.emit,
        )
