"""Read names against those that the office knows: its directory, its books, its corrections."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from clerkdesk.domain.reading import KnownNames, ReadField
from clerkdesk.domain.vietnamese import fold

_NEAR = 0.88
_SAME_LETTERS, _SAME, _LIKE = 0.9, 0.97, 0.7
"""Trust in a name that differs in its marks only, not at all, or by a letter or two."""


def with_known(fields: Mapping[str, ReadField], known: KnownNames) -> dict[str, ReadField]:
    """The fields with names spelt as the office spells them.

    A name with the same letters takes the known marks; one that is only like a known name is
    offered in the known spelling and stays to be looked at.
    """
    lists = {
        "issuing_org": known.agencies,
        "parent_org": known.agencies,
        "signer_name": known.signers,
        "signer_position": known.positions,
    }
    return {
        name: _respelt(read, lists[name]) if lists.get(name) else read
        for name, read in fields.items()
    }


def _respelt(read: ReadField, names: Sequence[str]) -> ReadField:
    text = str(read.value or "")
    by_letters = {fold(name): name for name in names}
    near = get_close_matches(fold(text), by_letters, 1, _NEAR)
    if not near:
        return read
    name = by_letters[near[0]]
    in_capitals = name.upper() if text.isupper() else name
    if in_capitals == text:
        return replace(read, confidence=max(read.confidence, _SAME))
    if near[0] == fold(text):
        return replace(read, value=in_capitals, confidence=max(read.confidence, _SAME_LETTERS))
    if read.flagged:
        return replace(read, value=in_capitals, confidence=min(read.confidence, _LIKE))
    return read  # surely read, and another agency may be called nearly so: «… SỐ 1», «… SỐ 2»
