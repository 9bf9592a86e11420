"""Differences between desks, in a list that a test fills."""

from collections.abc import Sequence

from clerkdesk.domain.conflicts import Conflict
from clerkdesk.domain.errors import NotFound
from clerkdesk.domain.ops import OpKind
from tests.fakes.store.shared import Shared


class FakeConflicts:
    """Set `rows`; what is settled leaves them, and an op says so."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self.rows: list[Conflict] = []
        self.settled: dict[int, tuple[str, bool, str]] = {}

    def open(self) -> Sequence[Conflict]:
        return [row for row in self.rows if row.conflict_id not in self.settled]

    def count(self) -> int:
        return len(self.open())

    def settle(self, conflict_id: int, by: str, *, take_other: bool, reason: str = "") -> None:
        self._shared.refuse_if_told()
        found = [row for row in self.rows if row.conflict_id == conflict_id]
        if not found:
            raise NotFound("chỗ khác nhau này")
        if conflict_id in self.settled:
            return
        self.settled[conflict_id] = (by, take_other, reason)
        took = take_other and found[0].choosable
        values: dict[str, object] = {
            "settled": {"field": found[0].field, "ops": [], "took": took, "reason": reason}
        }
        if took:
            values[found[0].field] = found[0].other.value
        self._shared.record(found[0].entity, found[0].key, OpKind.SETTLE, by, values)
