"""The clerk's answer to a recall or an update that came in."""

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.errors import SecretDocument
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.secrecy import StampSearch
from clerkdesk.ports.store import Arrival
from clerkdesk.services.desk import Desk
from clerkdesk.ui.incoming.entry_words import searching_words
from clerkdesk.ui.jobs import Jobs, Lane, Stop


class ChangeAnswers(QObject):
    """«Đồng ý» cancels or updates the registered document; «Từ chối» leaves it, with the reason."""

    agreed = Signal(object, object)  # Arrival, Incoming or None where it was not registered
    declined = Signal(object)  # Arrival
    searching = Signal(str)  # which file is searched for a stamp of secrecy, Vietnamese
    locked = Signal(object)  # SecretDocument: a file of the packet bears the stamp
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs

    def agree(self, arrival: Arrival) -> None:
        """Do what the sender asks for, and tell it so; its files are searched first, off the store's lane."""
        desk = self._desk
        say = self._jobs.bring_home(self.searching.emit)
        stop = Stop()
        self._jobs.run(
            Lane.PAGES,
            lambda: desk.search_packet(
                arrival,
                told=lambda name, place, of: say(searching_words(name, place, of)),
                stop=stop,
            ),
            done=lambda found: self._searched(arrival, found),
            failed=self.failed.emit,
            stop=stop,
        )

    def _searched(self, arrival: Arrival, found: StampSearch) -> None:
        if found.mark:
            self.locked.emit(SecretDocument())
        elif found.whole:
            self._agree(arrival)

    def _agree(self, arrival: Arrival) -> None:
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
