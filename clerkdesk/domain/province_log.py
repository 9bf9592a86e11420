"""What the province signs every day about an agency's feed, and how a desk checks it.

The server cannot rewrite the feed alone: each desk keeps the tree up to which it has checked, takes
the leaves after it, and compares with the signed root of each day. Source: SYNC.md C «Audit log».
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from clerkdesk.domain.merkle import Tree, leaf_hash
from clerkdesk.domain.ops import FIRST_HASH, canonical_json

CheckSignature = Callable[[str, bytes, str], bool]
"""(public key, text, signature) -> whether it holds."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One entry of the feed, as its hash covers it. `device` is empty for a packet."""

    seq: int
    at: str
    digest: str
    device: str = ""
    incarnation: int = 0
    op_seq: int = 0

    @property
    def hash(self) -> bytes:
        """What the tree holds."""
        return leaf_hash(canonical_json([self.seq, self.at, self.digest]))


@dataclass(frozen=True, slots=True)
class SignedRoot:
    """The province's word on an agency's feed up to `size`; `previous` chains it to the day before."""

    agency: str
    generation: int
    day: str
    size: int
    root: str
    previous: str
    signature: str = ""

    @property
    def text(self) -> bytes:
        """What is signed."""
        return canonical_json(
            {
                "clerkdesk": "root/1",
                "agency": self.agency,
                "generation": self.generation,
                "day": self.day,
                "size": self.size,
                "root": self.root,
                "previous": self.previous,
            }
        )

    @property
    def digest(self) -> str:
        """What the next one names as `previous`."""
        return leaf_hash(self.text).hex()


class BreakKind(StrEnum):
    """What does not fit."""

    SIGNATURE = "signature"
    KEY = "key"
    ORDER = "order"
    ROOT = "root"
    CHAIN = "chain"
    CONTENT = "content"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class LogBreak:
    """One thing that does not fit, and where: a day, or an op of a desk."""

    kind: BreakKind
    day: str = ""
    device: str = ""
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """How far a desk has checked the province's log."""

    generation: int = 0
    key: str = ""
    """The province's public key, kept from the first check on."""
    tree: Tree = field(default_factory=Tree)
    previous: str = FIRST_HASH
    ends: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """(incarnation, seq) of each desk's last op within the tree."""


def begun(state: Checked, generation: int) -> Checked:
    """The state for `generation`: a server that was put back has another feed, checked from its start."""
    if generation == state.generation:
        return state
    return Checked(generation=generation, key=state.key)


def check_day(
    state: Checked,
    signed: SignedRoot,
    key: str,
    leaves: Sequence[Leaf],
    *,
    agency: str,
    known: Callable[[str, int, int], str | None],
    holds: CheckSignature,
) -> tuple[Checked, tuple[LogBreak, ...]]:
    """Check one day; the state goes on only where nothing breaks.

    Args:
        leaves: the entries after those checked, up to the day's size.
        known: hash of an op (device, incarnation, seq) that this desk holds; None where it does not.
    """
    day = signed.day
    if state.key and key != state.key:
        return state, (LogBreak(BreakKind.KEY, day),)
    if signed.agency.casefold() != agency.casefold() or not holds(
        key, signed.text, signed.signature
    ):
        return state, (LogBreak(BreakKind.SIGNATURE, day),)
    if (
        signed.generation != state.generation
        or signed.previous != state.previous
        or signed.size != state.tree.size + len(leaves)
    ):
        return state, (LogBreak(BreakKind.ORDER, day),)
    breaks: list[LogBreak] = []
    ends = dict(state.ends)
    for place, leaf in enumerate(leaves, start=state.tree.size + 1):
        if leaf.seq != place:
            breaks.append(LogBreak(BreakKind.ORDER, day, leaf.device, leaf.op_seq))
        if not leaf.device:
            continue
        incarnation, last = ends.get(leaf.device, (0, 0))
        follows = (incarnation, last + 1) if leaf.incarnation == incarnation else None
        if (leaf.incarnation, leaf.op_seq) != (follows or (leaf.incarnation, 1)):
            breaks.append(LogBreak(BreakKind.CHAIN, day, leaf.device, leaf.op_seq))
        mine = known(leaf.device, leaf.incarnation, leaf.op_seq)
        if mine is not None and mine != leaf.digest:
            breaks.append(LogBreak(BreakKind.CONTENT, day, leaf.device, leaf.op_seq))
        if leaf.incarnation >= incarnation:
            ends[leaf.device] = (leaf.incarnation, leaf.op_seq)
    tree = state.tree.grown(leaf.hash for leaf in leaves)
    if tree.root.hex() != signed.root:
        breaks.append(LogBreak(BreakKind.ROOT, day))
    if breaks:
        return state, tuple(breaks)
    return replace(state, key=key, tree=tree, previous=signed.digest, ends=ends), ()
