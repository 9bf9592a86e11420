"""Differences between desks, until a person has emptied the list."""

from collections.abc import Sequence
from typing import Protocol

from clerkdesk.domain.conflicts import Conflict


class Conflicts(Protocol):
    """What two desks wrote differently; settling one is an op, so that it is settled everywhere."""

    def open(self) -> Sequence[Conflict]:
        """What waits for a person, oldest first."""
        ...

    def count(self) -> int:
        """How many wait."""
        ...

    def settle(self, conflict_id: int, by: str, *, take_other: bool, reason: str = "") -> None:
        """A person has decided; with `take_other` the value that lost stands from now on.

        One that is settled already, here or by another desk, stays as it was settled.

        Raises:
            NotFound: there is no such conflict.
        """
        ...
