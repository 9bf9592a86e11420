"""A bundle: ops and files carried on a stick where no line comes for weeks; who wrote it, for whom.

Source: issue 6, part 5; the ops are the same ones that go through the province (SYNC.md B.2), so taking
one in twice, or after the line is back, changes nothing.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from clerkdesk.domain.ops import Op

ENDING = ".cdgoi"
PROVINCE = "tinh"
"""The province server among readers and cards; desks are named «may-…»."""
Chain = tuple[str, int]
"""Device, incarnation."""
Heads = Mapping[Chain, int]
"""How far each chain is known somewhere: the highest seq without a gap before it."""


@dataclass(frozen=True, slots=True)
class DeskCard:
    """By what other desks know a desk: keys in hex, `sign` to check what it wrote (Ed25519), `seal` to
    write for it alone (X25519)."""

    device: str
    sign: str
    seal: str

    def __post_init__(self) -> None:
        if not self.device or any(len(bytes.fromhex(key)) != 32 for key in (self.sign, self.seal)):
            raise ValueError("a card names a desk and two keys of 32 bytes")

    @property
    def fingerprint(self) -> str:
        """Twenty digits that two persons read to each other: «12345 67890 …»."""
        digest = hashlib.sha256(f"{self.device}\0{self.sign}\0{self.seal}".encode()).digest()
        digits = f"{int.from_bytes(digest[:16], 'big') % 10**20:020d}"
        return " ".join(digits[place : place + 5] for place in range(0, 20, 5))


@dataclass(frozen=True, slots=True)
class BundleHead:
    """What stands on the outside of a bundle; all of it is signed."""

    writer: DeskCard
    agency: str
    incarnation: int
    number: int
    """Grows with each bundle of this life of the desk."""
    at: datetime
    readers: tuple[str, ...]
    """Desks that can open it."""


@dataclass(frozen=True, slots=True)
class BundleRow:
    """A bundle that was written or read here."""

    device: str
    incarnation: int
    number: int
    outgoing: bool
    at: datetime
    ops: int
    files: int


def lacks(op: Op, heads: Heads) -> bool:
    """Whether whoever knows chains up to `heads` may lack this op."""
    return op.seq > heads.get((op.device, op.incarnation), 0)


def heads_of(ops: Iterable[tuple[str, int, int]]) -> dict[Chain, int]:
    """How far each chain is known without a gap, of (device, incarnation, seq) in rising order.

    What was left out of the feed for a desk's scope is a gap: beyond it everything is carried again.
    """
    heads: dict[Chain, int] = {}
    for device, incarnation, seq in ops:
        chain = (device, incarnation)
        if seq == heads.get(chain, 0) + 1:
            heads[chain] = seq
    return heads


def without(heads: Heads, first_missing: Heads) -> Heads:
    """The same heads, each ending before the first op that is known to be missing there."""
    return {chain: min(seq, first_missing.get(chain, seq + 1) - 1) for chain, seq in heads.items()}


def is_newer(known: tuple[int, int] | None, incarnation: int, number: int) -> bool:
    """Whether a bundle says more of its writer than what is known; an old stick found in a drawer does not."""
    return known is None or (incarnation, number) > known


def bundle_name(head: BundleHead) -> str:
    """What the file is called; the agency's code only in characters that every stick takes."""
    agency = "".join(c if c.isalnum() else "-" for c in head.agency)
    return f"ClerkDesk-{agency}-{head.writer.device}-{head.incarnation}.{head.number:04d}{ENDING}"
