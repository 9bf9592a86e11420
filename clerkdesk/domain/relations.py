"""What an outgoing document does to another one: replaces it, corrects it, copies it."""

from dataclasses import dataclass
from enum import StrEnum


class RelationKind(StrEnum):
    """What it does (NĐ 30/2020, Điều 18.3; Điều 25)."""

    REPLACES = "replaces"
    CORRECTS = "corrects"
    COPIES = "copies"
    """An electronic copy of a document that came or went out."""
    COPIES_ON_PAPER = "copies_on_paper"
    """A copy on paper, signed by hand and stamped."""


COPYING = frozenset({RelationKind.COPIES, RelationKind.COPIES_ON_PAPER})
"""The other document stays as it is."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Another document that this one replaces, corrects or copies."""

    kind: RelationKind
    about: str
    """uid of the other document; what is copied may be an incoming one."""
    code: str
    """Its số, ký hiệu."""
    reason: str = ""
    """Why it is replaced or corrected; which pages are copied where not all are."""
