"""Which of a desk's ops the server takes in: its chain goes on where it ended, or the desk is fenced.

Source: SYNC.md B.2 «Push». The server keeps one position a desk; a hash that does not follow says that
the store was copied or put back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from clerkdesk.domain.ops import FIRST_HASH


@dataclass(frozen=True, slots=True)
class Position:
    """How far the server has come with a desk's chain."""

    incarnation: int
    seq: int
    digest: str


@dataclass(frozen=True, slots=True)
class PushedOp:
    """One op as it came: its place, its hashes, its canonical JSON."""

    seq: int
    previous: str
    digest: str
    text: str
    message: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)
    """What `text` says, where somebody has read it already; else empty."""


class Gap(Exception):
    """Ops are missing between what is applied and what came."""

    def __init__(self, expected: int) -> None:
        super().__init__(f"expected seq {expected}")
        self.expected = expected


class Forked(Exception):
    """The desk has another history than the one that was applied here."""


def end_of_chain(at: Position, incarnation: int) -> Position:
    """Where the chain of `incarnation` ends here; a new one starts empty.

    Raises:
        Forked: an older copy of a store that was restored since.
    """
    if incarnation < at.incarnation:
        raise Forked
    if incarnation > at.incarnation:
        return Position(incarnation, 0, FIRST_HASH)
    return at


def fresh_part(
    at: Position, ops: Sequence[PushedOp], first: int, known: Callable[[int, int], Sequence[str]]
) -> Sequence[PushedOp]:
    """The ops that are not applied yet; whole batch or nothing.

    Args:
        at: end of the chain of this incarnation.
        ops: contiguous from `first`, each naming the hash of the one before.
        known: digests of the applied ops from one seq to another.

    Raises:
        Gap, Forked
    """
    if first > at.seq + 1:
        raise Gap(at.seq + 1)
    old = [op for op in ops if op.seq <= at.seq]
    if old and list(known(old[0].seq, old[-1].seq)) != [op.digest for op in old]:
        raise Forked
    fresh = ops[len(old) :]
    if fresh and fresh[0].previous != at.digest:
        raise Forked
    return fresh
