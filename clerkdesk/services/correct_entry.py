"""Correct an entry after its number: old value kept, reason, who, when; and edit ordinary fields."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Protocol

from clerkdesk.domain.clock import local_date
from clerkdesk.domain.corrected import different, legal_fields, ordinary_fields, text_of
from clerkdesk.domain.correction_words import register_field
from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.people import Person
from clerkdesk.domain.register_fields import incoming_problems
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import Store
from clerkdesk.services.approve import given


class _Register(Protocol):
    """What both registers can do with an entry."""

    def correct(
        self, uid: str, changes: Mapping[str, str], reason: str, by: str
    ) -> Incoming | Outgoing: ...

    def amend(self, uid: str, changes: Mapping[str, str], by: str) -> Incoming | Outgoing: ...


class CorrectEntry:
    """Legal fields change only by a correction act; the number itself never does."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def __call__(
        self, document: Incoming | Outgoing, values: Mapping[str, object], reason: str, by: Person
    ) -> Incoming | Outgoing:
        """Correct what differs of `values`; fields that are not legal are left out.

        Raises:
            InvalidEntry: no reason, a value that is none, or a number that would change.
            NotAllowed, StepNotAllowed: it is frozen, cancelled, or not numbered yet.
            DiskFull: the entry stands as it was.
        """
        demand(by, Right.CORRECT)
        changes = different(document, values, legal_fields(document))
        if not changes:
            return document
        self._check(document, values, changes)
        return self._register(document).correct(document.uid, changes, given(reason), by.login)

    def amend(
        self, document: Incoming | Outgoing, values: Mapping[str, object], by: Person
    ) -> tuple[Incoming | Outgoing, dict[str, str]]:
        """Change ordinary fields; the second value gives them back what they were (undo).

        Raises:
            InvalidEntry, NotAllowed, StepNotAllowed, DiskFull: the entry stands as it was.
        """
        demand(by, Right.CORRECT)
        changes = different(document, values, ordinary_fields(document))
        if not changes:
            return document, {}
        self._check(document, values, changes)
        before = {name: text_of(document, name) for name in changes}
        return self._register(document).amend(document.uid, changes, by.login), before

    def undo(
        self, document: Incoming | Outgoing, before: Mapping[str, str], by: Person
    ) -> Incoming | Outgoing:
        """Take an edit of ordinary fields back; that is recorded too.

        Raises:
            NotAllowed, StepNotAllowed, DiskFull
        """
        demand(by, Right.CORRECT)
        return self._register(document).amend(document.uid, before, by.login)

    def _register(self, document: Incoming | Outgoing) -> _Register:
        if isinstance(document, Incoming):
            return self._store.incoming
        return self._store.outgoing

    def _check(
        self,
        document: Incoming | Outgoing,
        values: Mapping[str, object],
        changes: Mapping[str, str],
    ) -> None:
        entity = "incoming" if isinstance(document, Incoming) else "outgoing"
        wrong = {
            name: problem
            for name in changes
            if (problem := register_field(entity, name).problem(values[name])) is not None
        }
        if isinstance(document, Incoming):
            dates = ("arrival_date", "issued_date", "due_date")
            typed = {name: getattr(document.entry, name) for name in dates} | dict(values)
            between = incoming_problems(typed, local_date(self._clock()))
            wrong |= {name: said for name, said in between.items() if name in changes}
        issued = values.get("issued_date")
        if isinstance(issued, date) and issued > local_date(self._clock()):
            wrong.setdefault("issued_date", _("«Ngày ban hành» không được sau hôm nay."))
        if wrong:
            raise InvalidEntry(wrong)
