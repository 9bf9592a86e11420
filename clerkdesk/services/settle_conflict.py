"""Empty the list of what desks wrote differently: keep what stands, or take the other value."""

from collections.abc import Sequence

from clerkdesk.domain.conflicts import Conflict, ConflictKind
from clerkdesk.domain.errors import ReasonMissing
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.ports.store import Store


class SettleConflict:
    """Who corrects entries settles differences; each decision is an op, and holds on every desk."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self) -> Sequence[Conflict]:
        """What waits for a person, oldest first."""
        return self._store.conflicts.open()

    def count(self) -> int:
        """How many wait."""
        return self._store.conflicts.count()

    def __call__(
        self, conflict: Conflict, by: Person, *, take_other: bool, reason: str = ""
    ) -> None:
        """Settle one; what is not a choice between two values wants a reason.

        Raises:
            NotAllowed, NotFound
            ReasonMissing: two documents have one number, or a change could not be applied.
        """
        demand(by, Right.CORRECT)
        reason = " ".join(reason.split())
        if conflict.kind is not ConflictKind.FIELD and not reason:
            raise ReasonMissing
        self._store.conflicts.settle(
            conflict.conflict_id, by.login, take_other=take_other, reason=reason
        )
