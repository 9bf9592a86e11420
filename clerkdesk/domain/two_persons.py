"""What one administrator of the province may not do alone: take a book over, give a desk up, end a quarantine."""

from dataclasses import dataclass
from enum import StrEnum

from clerkdesk.domain.books import demand_reason


class ActKind(StrEnum):
    """Acts that need a second person."""

    TAKE_OVER = "take_over"
    GIVE_UP = "give_up"
    END_QUARANTINE = "end_quarantine"


class SamePerson(Exception):
    """The second person is the first."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the first person stated, with the reason."""

    kind: ActKind
    reason: str
    by: str

    def __post_init__(self) -> None:
        demand_reason(self.reason)


def demand_second(proposed_by: str, by: str) -> None:
    """Refuse the first person's own confirmation.

    Source: SYNC.md B.3 «Lost PC» (authorised take-over by two persons).

    Raises:
        SamePerson: case and blanks make no other person.
    """
    if proposed_by.strip().casefold() == by.strip().casefold():
        raise SamePerson
