"""The log of accesses to documents."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from clerkdesk.domain.access_log import Access


class AccessLog(Protocol):
    """Only grows; of this desk alone, for what is read here is read here."""

    def record(self, access: Access) -> None:
        """Write an access down; the same act on the same document by the same person within a
        minute is one."""
        ...

    def of_document(self, entity: str, uid: str, limit: int = 200) -> Sequence[Access]:
        """Accesses to one document, the latest first."""
        ...

    def find(
        self, text: str = "", first: date | None = None, last: date | None = None, limit: int = 2000
    ) -> Sequence[Access]:
        """Accesses whose login or document holds `text`, without diacritics, the latest first."""
        ...

    def counts(self, first: date, last: date) -> tuple[int, int]:
        """Accesses, and documents that were accessed, from `first` to `last` (F6b)."""
        ...
