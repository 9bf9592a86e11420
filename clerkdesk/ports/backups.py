"""Backups of the open store, and what is in a place before any store is open."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from clerkdesk.domain.backups import Backup, Proof

Told = Callable[[int, int], None]
"""Called with (bytes done, bytes in all) now and then."""
Stop = Callable[[], bool]


def never() -> bool:
    """A `stop` that never asks."""
    return False


def untold(_done: int, _total: int) -> None:
    """A `told` that nobody hears."""


class Backups(Protocol):
    """Encrypted copies of the open store in folders outside it."""

    def make(self, place: Path, *, told: Told = untold, stop: Stop = never) -> Backup:
        """Copy database, key slots and every file that `place` lacks, while work goes on; then open
        the copy and check every page. Only then is it a backup, and old ones are thinned.

        Raises:
            BackupPlaceGone, BackupPlaceUnfit, BackupNoRoom, BackupStopped: the backups of before
                are untouched.
            BackupDamaged: what was read back differs from what was written.
        """
        ...

    def found(self, place: Path) -> Sequence[Backup]:
        """Backups of this store in `place`, newest first; none where the place is not there."""
        ...

    def prove(
        self, place: Path, backup: Backup, *, told: Told = untold, stop: Stop = never
    ) -> Proof:
        """Open a backup and read in it, as after a loss.

        Raises:
            BackupPlaceGone, BackupStopped
        """
        ...

    def follow(self, *, told: Told = untold, stop: Stop = never) -> int:
        """Bring files home that a restore has left in its backup, newest documents first; how many
        are still missing.

        Raises:
            BackupPlaceGone, DiskFull, BackupStopped
        """
        ...

    def missing(self) -> int:
        """How many files are still where the store was restored from."""
        ...


class Journal(Protocol):
    """Every op once more on a second medium, so that the newest documents survive the disk."""

    @property
    def place(self) -> str:
        """Its folder; empty where there is none."""
        ...

    @property
    def behind(self) -> bool:
        """Whether ops could not be written (the stick was pulled); they follow when it is back."""
        ...

    def move(self, place: str) -> None:
        """Write to another folder from now on; empty for none.

        Raises:
            BackupPlaceGone, BackupNoRoom
        """
        ...
