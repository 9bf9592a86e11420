"""The directory of agencies, as use cases need it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from clerkdesk.domain.agencies import Agency


@dataclass(frozen=True, slots=True)
class DirectoryImport:
    """One import of the directory: from which file, by whom, and what it did."""

    import_id: str
    name: str
    by: str
    at: datetime
    added: int = 0
    changed: int = 0


class Directory(Protocol):
    """Agencies to write to; entries are merged or taken back, never deleted."""

    def agencies(self, text: str = "") -> Sequence[Agency]:
        """Entries that `text` names without diacritics: by name, short name, alias or code of
        theirs, or of one that came before them. By name."""
        ...

    def all(self) -> Sequence[Agency]:
        """Every entry with its history, merged and taken back ones too."""
        ...

    def get(self, key: str) -> Agency | None:
        """The entry under `key` (`Agency.key`), whatever became of it."""
        ...

    def named(self, name: str) -> Agency | None:
        """The entry with exactly this name, alias or code; of a merged one, what it leads to."""
        ...

    def put(self, agency: Agency, by: str) -> None:
        """Add or change an agency, by key; the same facts again change nothing."""
        ...

    def rename_key(self, key: str, agency: Agency, by: str) -> None:
        """Change the entry under `key` to `agency`, whose code or name gives it another key; the old
        key then leads to the new one.

        Raises:
            NotFound: nothing stands under `key`.
        """
        ...

    def merge(self, duplicate: str, stays: str, by: str) -> Agency:
        """Let the entry `duplicate` lead to `stays`, which takes over its names; returns it.

        Raises:
            NotFound: one of them is not here, or both are one.
        """
        ...

    def import_all(
        self,
        name: str,
        agencies: Sequence[Agency],
        by: str,
        step: Callable[[int], None] = ...,
    ) -> DirectoryImport:
        """Add or change all of `agencies`, by key, in one transaction.

        `step` hears how many are done; what it raises undoes all of them.
        """
        ...

    def last_import(self) -> DirectoryImport | None:
        """The last import of this desk that was not undone."""
        ...

    def undo_import(self, import_id: str, by: str) -> tuple[int, int]:
        """Put back what stood there before: (put back, left as they were changed since)."""
        ...
