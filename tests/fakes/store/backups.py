"""Backups and journal in memory; set `error`, or take a place away by `gone`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from pathlib import Path

from clerkdesk.domain.backups import Backup, Proof, kept
from clerkdesk.domain.errors import BackupDamaged, BackupPlaceGone, BackupStopped, ClerkError
from clerkdesk.ports.backups import Stop, Told, never, untold
from tests.fakes.store.shared import Shared


class FakeBackups:
    """Backups by place; `harmed` ones fail their drill."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self.places: dict[Path, list[Backup]] = {}
        self.harmed: set[Backup] = set()
        self.left_behind = 0
        self.error: ClerkError | None = None

    def make(self, place: Path, *, told: Told = untold, stop: Stop = never) -> Backup:
        self._refuse(place)
        told(50, 100)
        if stop():
            raise BackupStopped
        at = self._shared.clock().astimezone(UTC).replace(microsecond=0)
        head = len(self._shared.log)
        made = Backup("kho", at, self._shared.device, 1, head, "ab" * 32, 40 << 20, 12, 9 << 20)
        found = self.places.setdefault(place, [])
        self.places[place] = list(kept([made, *(b for b in found if b.name != made.name)]))
        return made

    def found(self, place: Path) -> Sequence[Backup]:
        return self.places.get(place, []) if place.is_dir() else []

    def prove(
        self, place: Path, backup: Backup, *, told: Told = untold, stop: Stop = never
    ) -> Proof:
        self._refuse(place)
        if stop():
            raise BackupStopped
        told(100, 100)
        proof = Proof(backup.made_at, self._shared.clock(), str(place), backup.head, backup.files)
        if backup in self.harmed:
            return replace(proof, files_read=0, problem=str(BackupDamaged(backup.name)))
        return proof

    def follow(self, *, told: Told = untold, stop: Stop = never) -> int:
        if self.error is not None:
            raise self.error
        for done in range(self.left_behind):
            told(done + 1, self.left_behind)
        self.left_behind = 0
        return 0

    def missing(self) -> int:
        return self.left_behind

    def _refuse(self, place: Path) -> None:
        if self.error is not None:
            raise self.error
        if not place.is_dir():
            raise BackupPlaceGone(str(place))


class FakeJournal:
    """Only where it is, and whether its medium is away."""

    def __init__(self) -> None:
        self.place = ""
        self.behind = False

    def move(self, place: str) -> None:
        if place and not Path(place).is_dir():
            raise BackupPlaceGone(place)
        self.place, self.behind = place, False
