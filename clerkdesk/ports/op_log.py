"""The chain of a desk's ops, and what it says of one record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from clerkdesk.domain.ops import Op


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act on a document: when, who, what (Vietnamese)."""

    at: datetime
    by: str
    what: str


@dataclass(frozen=True, slots=True)
class OpPlace:
    """Where an op stands: desk, life, number."""

    device: str
    incarnation: int
    seq: int


class OpLog(Protocol):
    """The chain of this desk's ops, and the feed of the other desks' (SYNC.md B.2)."""

    @property
    def life(self) -> tuple[int, int]:
        """(incarnation, seq of the last op)."""
        ...

    def offer_former(self) -> int:
        """Write into this life what former lives of this desk wrote and the feed, which was just
        read to its end, does not have; how many ops. An old chain takes no more ops itself."""
        ...

    def pending(self, limit: int) -> Sequence[Op]:
        """Ops that the server has not acknowledged, in order."""
        ...

    def acknowledge(self, seq: int) -> None:
        """The server has applied everything up to `seq`."""
        ...

    def cursor(self) -> tuple[int, int]:
        """(server generation, feed seq) up to which the feed was applied."""
        ...

    def apply_remote(self, generation: int, last: int, ops: Sequence[Op]) -> None:
        """Apply other desks' ops and advance the cursor, in one transaction; ops of unknown
        entity or kind are kept as they are."""
        ...

    def rewind(self) -> None:
        """Read the feed again from its start: ops that were left out come, those here do nothing."""
        ...

    def history(self, entity: str, key: str) -> Sequence[HistoryLine]:
        """What was done to one record, oldest first."""
        ...

    def of_record(self, entity: str, key: str) -> Sequence[Op]:
        """The ops on one record, oldest first."""
        ...

    def hash_of(self, device: str, incarnation: int, seq: int) -> str | None:
        """The hash of an op of any desk as it is kept here; None where it is not here."""
        ...

    def first_break(self) -> int | None:
        """Seq of the first op whose hash does not follow; None if the chain is whole."""
        ...

    def breaks(self) -> Sequence[OpPlace]:
        """Every op of any desk and life that is not as it was written, or does not follow."""
        ...
