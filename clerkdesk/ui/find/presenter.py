"""What «Tra cứu» finds: one text over both registers."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter, Page
from clerkdesk.services.desk import Desk
from clerkdesk.ui.jobs import Jobs, Lane

LIMIT = 100


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for `text`, and how many there are in all."""

    text: str
    documents: Sequence[Incoming | Outgoing]
    total: int


class FindPresenter(QObject):
    """Searches; a later search overtakes an earlier one."""

    found = Signal(object)  # Found
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._text = ""

    def search(self, text: str) -> None:
        """Find documents whose fields or pages hold `text`, without diacritics."""
        self._text = text
        store = self._desk.store

        def find() -> Found:
            if not text:
                return Found(text, (), 0)
            came, went = IncomingFilter(text=text), OutgoingFilter(text=text)
            return Found(
                text,
                [*store.incoming.find(came, Page(LIMIT)), *store.outgoing.find(went, Page(LIMIT))],
                store.incoming.count(came) + store.outgoing.count(went),
            )

        def show(found: Found) -> None:
            if found.text == self._text:
                self.found.emit(found)

        self._jobs.run(Lane.STORE, find, done=show, failed=self.failed.emit)
