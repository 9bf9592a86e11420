"""What correcting an entry decides: what differs, whether a reason is wanted, and undo."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.corrected import different, legal_fields, ordinary_fields, text_of
from clerkdesk.domain.correction_words import register_field
from clerkdesk.domain.errors import ClerkError, InvalidEntry
from clerkdesk.domain.fields import Field
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.services.desk import Desk
from clerkdesk.ui.jobs import Jobs, Lane

Entry = Incoming | Outgoing


def entity_of(document: Entry) -> str:
    """Which register it stands in."""
    return "incoming" if isinstance(document, Incoming) else "outgoing"


def legal(document: Entry) -> tuple[Field, ...]:
    """The fields that a correction act changes."""
    return tuple(register_field(entity_of(document), name) for name in legal_fields(document))


def ordinary(document: Entry) -> tuple[Field, ...]:
    """The fields that are simply edited."""
    return tuple(register_field(entity_of(document), name) for name in ordinary_fields(document))


class CorrectionPresenter(QObject):
    """One entry at a time."""

    saved = Signal(object)  # Incoming or Outgoing as it reads now
    edited = Signal(object, object)  # the same, and what its ordinary fields were (for undo)
    problems_found = Signal(dict)
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs

    def values_of(self, document: Entry) -> dict[str, object]:
        """What the form shows at first."""
        values: dict[str, object] = {}
        for field in (*legal(document), *ordinary(document)):
            own = field.name in ("code", "issued_date") and isinstance(document, Outgoing)
            source = document if own or field.name == "code" else document.entry
            value = getattr(source, field.name)
            choice = field.choices is not None
            values[field.name] = text_of(document, field.name) if choice else value
        return values

    def is_legal_change(self, document: Entry, values: Mapping[str, object]) -> bool:
        """Whether saving would be a correction act, which wants a reason."""
        return bool(different(document, values, legal_fields(document)))

    def save(self, document: Entry, values: Mapping[str, object], reason: str) -> None:
        """Correct what is legal, edit what is ordinary; or name what is wrong."""
        desk, by = self._desk, self._desk.person

        def work() -> tuple[Entry, dict[str, str]]:
            corrected = desk.correct_entry(document, values, reason, by)
            return desk.correct_entry.amend(corrected, values, by)

        self._jobs.run(Lane.STORE, work, done=self._saved, failed=self._failed)

    def undo(self, document: Entry, before: Mapping[str, str], done: Callable[[], None]) -> None:
        """Take an edit of ordinary fields back."""
        desk, by = self._desk, self._desk.person
        self._jobs.run(
            Lane.STORE,
            lambda: desk.correct_entry.undo(document, before, by),
            done=lambda _document: done(),
            failed=self.failed.emit,
        )

    def _saved(self, outcome: tuple[Entry, dict[str, str]]) -> None:
        document, before = outcome
        if before:
            self.edited.emit(document, before)
        self.saved.emit(document)

    def _failed(self, error: ClerkError) -> None:
        if isinstance(error, InvalidEntry):
            self.problems_found.emit(error.problems)
        else:
            self.failed.emit(error)
