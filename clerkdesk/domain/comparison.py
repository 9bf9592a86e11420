"""What changed between two texts, word by word."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from clerkdesk.domain.vietnamese import nfc


class Change(Enum):
    """What became of a piece of text."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with one fate."""

    change: Change
    text: str


def compared(older: str, newer: str) -> Sequence[Piece]:
    """The pieces that lead from `older` to `newer`; broken lines alone are no change.

    The words of SAME and DELETED pieces are those of `older`; SAME and INSERTED are `newer`.
    """
    old, new = _words(older), _words(newer)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece(Change.SAME, " ".join(new[new_from:new_to])))
            continue
        if old_to > old_from:
            pieces.append(Piece(Change.DELETED, " ".join(old[old_from:old_to])))
        if new_to > new_from:
            pieces.append(Piece(Change.INSERTED, " ".join(new[new_from:new_to])))
    return pieces


def changed_words(pieces: Sequence[Piece]) -> tuple[int, int]:
    """How many words were taken out, and how many put in."""
    return (_count(pieces, Change.DELETED), _count(pieces, Change.INSERTED))


def _words(text: str) -> list[str]:
    return nfc(text).split()


def _count(pieces: Sequence[Piece], change: Change) -> int:
    return sum(len(piece.text.split()) for piece in pieces if piece.change is change)
