"""The signed revisions inside a file, and how the file as it is now differs from one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from clerkdesk.domain.reading import Box

Progress = Callable[[int, int], None]
"""How many pages have been compared, of how many."""


@dataclass(frozen=True, slots=True)
class SignedRevision:
    """The first `length` bytes of a file: what one signature was put on."""

    field_name: str
    signer: str
    signed_at: datetime | None
    """As the signer's own machine says."""
    length: int


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page (from 0) that looks different now, with the places (PDF points, from the top left)."""

    page: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class RevisionComparison:
    """A signed revision beside the file as it is: page sizes in PDF points, and what differs."""

    signed_pages: tuple[tuple[float, float], ...]
    current_pages: tuple[tuple[float, float], ...]
    changes: tuple[PageChange, ...]

    @property
    def pages_added(self) -> int:
        """How many pages there are now that were not signed; negative: so many are gone."""
        return len(self.current_pages) - len(self.signed_pages)
