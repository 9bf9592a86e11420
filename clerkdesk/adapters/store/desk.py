"""This desk: the name under which it writes, its clock, and names for new records."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from clerkdesk.domain.clock import local_date
from clerkdesk.domain.identity import uuid7


@dataclass(frozen=True, slots=True)
class Desk:
    """Who writes into this store. `agency` names its books and never changes."""

    device: str
    incarnation: int
    agency: str
    clock: Callable[[], datetime]

    def new_id(self) -> str:
        """A name for a new record that no other desk will give."""
        milliseconds = int(self.clock().timestamp() * 1000)
        return uuid7(milliseconds, secrets.token_bytes(10))

    @property
    def year(self) -> int:
        """The present year in Viet Nam."""
        return local_date(self.clock()).year
