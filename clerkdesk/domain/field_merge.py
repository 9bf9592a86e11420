"""Two desks changed one field: which value stands, on every desk alike, and whether a person hears of it."""

from dataclasses import dataclass

from clerkdesk.domain.ops import canonical_json


@dataclass(frozen=True, slots=True)
class Merged:
    """What becomes of a field."""

    take: bool
    """Their value stands; else the one that is here."""
    tell: bool
    """A person must look at the value that lost."""
    revision: int


def merge_field(known: int, base: int, mine: object, theirs: object) -> Merged:
    """Judge a change of another desk, based on revision `base`, where the field has `known` here.

    The greater pair of (revision, value) stands: the greatest of a set is the same in whatever order
    its members come, so all desks end alike, by server, LAN or USB stick. The clock has no say.

    Source: SYNC.md B.2 «Merge» (nobody changed it: apply; equal: nothing to do; else the clerk is told).
    """
    revision = max(known, base + 1)
    if base >= known:
        return Merged(take=True, tell=False, revision=revision)
    mine_json, theirs_json = canonical_json(mine), canonical_json(theirs)
    take = base + 1 == known and theirs_json > mine_json
    return Merged(take, tell=mine_json != theirs_json, revision=revision)
