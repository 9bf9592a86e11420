"""What the line was used for today, and whether a file may go now (MB a day on metered lines)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from clerkdesk.domain.clock import local_date
from clerkdesk.domain.data_budget import DataBudget, LineUse, may_move, read_budget
from clerkdesk.domain.people import Person
from clerkdesk.domain.plain import plain_fields
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.sync_pace import MovingFile
from clerkdesk.ports.store import Store

BUDGET = "sync.budget"
"""Setting of this desk alone: each has its own line."""


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What the clerk sees of the line."""

    budget: DataBudget
    use: LineUse
    limit: int | None
    """Bytes for files today; None where they are not limited."""
    to_send: int
    """Files that the province lacks; `to_fetch` those that this desk lacks. At most a few hundred."""
    to_fetch: int
    ops_waiting: int
    packets_waiting: int
    conflicts: int


class LineMeter:
    """`system_says` is told by the window: whether the operating system calls the line metered."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self.system_says: bool | None = None

    @property
    def budget(self) -> DataBudget:
        """What was decided for this desk."""
        return read_budget(self._store.settings.get(BUDGET))

    @property
    def limit(self) -> int | None:
        """Bytes for files today; None where they are not limited."""
        return self.budget.limit(local_date(self._clock()), metered=self.system_says)

    def may_move(self, file: MovingFile) -> bool:
        """Whether a file may go now."""
        limit = self.limit
        return limit is None or may_move(file, self.use().files, limit)

    def use(self) -> LineUse:
        """Bytes today."""
        return self._store.moving.use(local_date(self._clock()))

    def note(self, *, ops: int = 0, files: int = 0) -> None:
        """So many bytes have left or come."""
        if ops or files:
            self._store.moving.note_use(local_date(self._clock()), ops=ops, files=files)

    def facts(self) -> LineFacts:
        """Everything at one moment."""
        moving = self._store.moving
        return LineFacts(
            budget=self.budget,
            use=self.use(),
            limit=self.limit,
            to_send=len(moving.to_send(500)),
            to_fetch=len(moving.to_fetch(500)),
            ops_waiting=len(self._store.ops.pending(1000)),
            packets_waiting=len(self._store.exchange.waiting()),
            conflicts=self._store.conflicts.count(),
        )

    def choose(self, budget: DataBudget, by: Person) -> None:
        """Decide how much files may use.

        Raises:
            NotAllowed
        """
        demand(by, Right.ISSUE)
        self._store.settings.keep_here(BUDGET, plain_fields(budget))

    def lift_today(self, by: Person) -> None:
        """Let everything go today; tomorrow the amount holds again.

        Raises:
            NotAllowed
        """
        self.choose(replace(self.budget, lifted_on=local_date(self._clock())), by)
