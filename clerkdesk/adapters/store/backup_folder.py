"""What lies in a place of backups: databases with their slots and manifests, and files that all share.

ClerkDesk-1a2b3c4d/20261122-175500.db           the database, as encrypted as at home
                   20261122-175500.slots.json   the key slots of that day
                   20261122-175500.json         the manifest, written last: without it, no backup
                   files/ab/ab12…               sealed files by name, copied once
                   spool/…                      scanned pages that waited
"""

import hashlib
import hmac
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from clerkdesk.adapters.store.durable import make_folder, write_durably
from clerkdesk.domain.backups import Backup
from clerkdesk.domain.errors import BackupDamaged, BackupNoRoom, BackupPlaceGone, DiskFull
from clerkdesk.domain.ops import canonical_json
from clerkdesk.domain.plain import from_plain, plain_fields

FILES, SPOOL = "files", "spool"
_PART = ".part"
_STEP = 4 << 20
_PREFIX = "ClerkDesk-"


class BackupFolder:
    """The folder of one store in `place`."""

    def __init__(self, place: Path, store_id: str) -> None:
        self._place = place
        self.folder = place / f"{_PREFIX}{store_id[:8]}"
        self._store_id = store_id

    def database(self, backup: Backup) -> Path:
        """The database file of a backup."""
        return self.folder / f"{backup.name}.db"

    def slots(self, backup: Backup) -> Path:
        """The key slots of a backup."""
        return self.folder / f"{backup.name}.slots.json"

    def manifest(self, backup: Backup) -> Path:
        """The manifest of a backup."""
        return self.folder / f"{backup.name}.json"

    def found(self) -> Sequence[Backup]:
        """Backups whose manifest is here, newest first; anything else is litter of a kill."""
        try:
            manifests = sorted(self.folder.glob("*.json"), reverse=True)
        except OSError:
            return []
        found = (read_manifest(file) for file in manifests if ".slots." not in file.name)
        return [one for one in found if one is not None and one.store_id == self._store_id]

    def demand(self) -> None:
        """Do nothing where the place is there.

        Raises:
            BackupPlaceGone
        """
        if not self._place.is_dir():
            raise BackupPlaceGone(str(self._place))

    def sweep(self) -> None:
        """Remove what a kill left: parts, and files of a backup that never got its manifest."""
        whole = {one.name for one in self.found()}
        for file in self.folder.iterdir():
            if file.is_file() and (
                file.name.endswith(_PART) or file.name.partition(".")[0] not in whole
            ):
                file.unlink(missing_ok=True)

    def write_manifest(self, backup: Backup, key: bytes) -> None:
        """Make it a backup."""
        body = plain_fields(backup)
        message = {"version": 1, "backup": body, "mac": _mac(key, body)}
        write_durably(self.manifest(backup), json.dumps(message, indent=1).encode())

    def demand_own(self, backup: Backup, key: bytes) -> None:
        """Do nothing where the manifest was written by whoever has the store's key.

        Raises:
            BackupDamaged
        """
        try:
            message = json.loads(self.manifest(backup).read_bytes())
            good = hmac.compare_digest(str(message["mac"]), _mac(key, message["backup"]))
        except (OSError, ValueError, KeyError, TypeError):
            good = False
        if not good:
            raise BackupDamaged(backup.name)

    def remove(self, backup: Backup) -> None:
        """Forget a backup: first what makes it one."""
        for file in (self.manifest(backup), self.slots(backup), self.database(backup)):
            file.unlink(missing_ok=True)


def backups_in(place: Path) -> Sequence[tuple[BackupFolder, Backup]]:
    """Every backup of any store in `place`, newest first; `place` may also be the store's own folder
    in it, as a clerk may well choose that one."""
    try:
        folders = [one for one in place.iterdir() if one.is_dir() and one.name.startswith(_PREFIX)]
    except OSError:
        return []
    if place.name.startswith(_PREFIX):
        folders, place = [place], place.parent
    found = []
    for folder in folders:
        stores = {
            backup.store_id
            for file in folder.glob("*.json")
            if (backup := read_manifest(file)) is not None
        }
        for store_id in stores:
            of_store = BackupFolder(place, store_id)
            if of_store.folder == folder:
                found += [(of_store, backup) for backup in of_store.found()]
    return sorted(found, key=lambda pair: pair[1].made_at, reverse=True)


def read_manifest(file: Path) -> Backup | None:
    """The backup that a manifest tells of; None where the file is none, or torn."""
    try:
        message = json.loads(file.read_bytes())
        if message["version"] != 1:
            return None
        return from_plain(Backup, message["backup"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def copy_sealed(source: Path, target: Path) -> int:
    """Copy one sealed file unless it is there; its bytes, 0 for one that has gone meanwhile."""
    if target.exists():
        return target.stat().st_size
    if not source.is_file():
        return 0
    make_folder(target.parent)
    part = target.with_name(target.name + _PART)
    try:
        with source.open("rb") as from_, part.open("wb") as to:
            shutil.copyfileobj(from_, to, _STEP)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return target.stat().st_size


def hashed(file: Path) -> Iterator[tuple[bytes, int]]:
    """Pieces of a file."""
    with file.open("rb") as handle:
        while piece := handle.read(_STEP):
            yield piece, len(piece)


def sealed_name(folder: Path, name: str) -> Path:
    """Where a sealed file lies under `folder`."""
    return folder / name[:2] / name


def flush_all(files: Iterable[Path]) -> None:
    """Let copied files survive a power cut: one call where the system has it."""
    if hasattr(os, "sync"):
        os.sync()
        return
    for file in files:
        with file.open("rb+") as handle:
            os.fsync(handle.fileno())


@contextmanager
def place_is_said(place: Path) -> Iterator[None]:
    """Turn what a full or pulled-out medium does into what the clerk is told."""
    try:
        yield
    except DiskFull as error:
        raise BackupNoRoom(str(place)) from error
    except OSError as error:
        if not place.is_dir() or error.errno in _PULLED:
            raise BackupPlaceGone(str(place)) from error
        if error.errno in _FULL:
            raise BackupNoRoom(str(place)) from error
        raise


_FULL = {28, 122}  # ENOSPC, EDQUOT
_PULLED = {5, 19, 30, 107, 116}  # EIO, ENODEV, EROFS, ENOTCONN, ESTALE


def _mac(key: bytes, body: object) -> str:
    return hmac.digest(key, canonical_json(body), hashlib.sha256).hex()
