"""Backups of the open store: made online, opened before they count, thinned; and files that follow home."""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from sqlcipher3 import dbapi2 as sqlcipher

from clerkdesk.adapters.store.backup_copy import SavedDatabase
from clerkdesk.adapters.store.backup_folder import (
    FILES,
    SPOOL,
    BackupFolder,
    copy_sealed,
    flush_all,
    hashed,
    place_is_said,
    sealed_name,
)
from clerkdesk.adapters.store.database import Database, give_key, said_in_vietnamese
from clerkdesk.adapters.store.durable import disk_full_is_said, make_folder, write_durably
from clerkdesk.adapters.store.life import FOLLOW_FROM, desk_text
from clerkdesk.adapters.store.sealed import unseal
from clerkdesk.adapters.store.slot_file import SLOTS
from clerkdesk.domain.backups import Backup, Proof, kept
from clerkdesk.domain.errors import (
    BackupDamaged,
    BackupPlaceGone,
    BackupPlaceUnfit,
    BackupStopped,
    ClerkError,
    DiskFull,
    StoreDamaged,
)
from clerkdesk.domain.texts import _
from clerkdesk.ports.backups import Stop, Told, never, untold

_READ_ALL = 1 << 30
_READ_NEWEST = 200
"""A drill reads every file up to so many bytes, else so many of the newest."""


class SqlBackups:
    """`ports.backups.Backups` of the store in `folder`."""

    def __init__(
        self,
        database: Database,
        folder: Path,
        store_id: str,
        keys: Callable[[str], bytes],
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._folder = folder
        self._store_id = store_id
        self._keys = keys
        self._clock = clock

    def make(self, place: Path, *, told: Told = untold, stop: Stop = never) -> Backup:
        """Copy, open the copy, check it; only then is it a backup.

        Raises:
            BackupPlaceGone, BackupPlaceUnfit, BackupNoRoom, BackupStopped, BackupDamaged
        """
        if place.resolve().is_relative_to(self._folder.resolve()):
            raise BackupPlaceUnfit(str(place))
        there = BackupFolder(place, self._store_id)
        there.demand()
        at = self._clock().astimezone(UTC).replace(microsecond=0)
        before = [one for one in there.found() if one.name == f"{at:%Y%m%d-%H%M%S}"]
        if before:
            return before[0]  # two clicks in one second
        with place_is_said(place):
            make_folder(there.folder)
            there.sweep()
            made = self._make(there, at, told, stop)
            self._thin(there)
        return made

    def _make(self, there: BackupFolder, at: datetime, told: Told, stop: Stop) -> Backup:
        draft = Backup(self._store_id, at, "", 0, 0, "", 0, 0, 0)
        part = there.database(draft).with_name(there.database(draft).name + ".part")
        try:
            self._copy_database(part, told, stop)
            with SavedDatabase(part, self._keys("database")) as saved:
                self._check_pages(saved, draft)
                device, incarnation, head = saved.life()
                names = saved.names()
            files, size = self._copy_files(there, names, part.stat().st_size, told, stop)
            backup = Backup(
                self._store_id,
                at,
                device,
                incarnation,
                head,
                sha256_of(part, stop),
                part.stat().st_size,
                files,
                size,
            )
            write_durably(there.slots(backup), (self._folder / SLOTS).read_bytes())
            part.replace(there.database(backup))
            there.write_manifest(backup, self._keys("backup"))
        except BaseException:
            for left in (part, there.slots(draft), there.database(draft)):
                left.unlink(missing_ok=True)
            raise
        return backup

    def _copy_database(self, part: Path, told: Told, stop: Stop) -> None:
        part.unlink(missing_ok=True)

        def between(done: int, total: int) -> None:
            told(done * 4096, total * 4096)
            if stop():
                raise BackupStopped

        with _medium_is_said(part.parent), said_in_vietnamese(part):
            target = sqlcipher.connect(str(part), isolation_level=None, check_same_thread=False)
            try:
                give_key(target, self._keys("database"))
                # The place is the clerk's stick: no journal of its own, one flush at the end.
                target.execute("PRAGMA synchronous = OFF")
                self._database.copy_to(target, between)
                # Rolled into one file: a backup on a read-only medium can be opened.
                target.execute("PRAGMA journal_mode = DELETE")
            finally:
                target.close()
        with part.open("rb+") as handle:
            os.fsync(handle.fileno())

    @staticmethod
    def _check_pages(saved: SavedDatabase, backup: Backup) -> None:
        if saved.damage():
            raise BackupDamaged(backup.name)

    def _copy_files(
        self,
        there: BackupFolder,
        names: Sequence[tuple[str, str]],
        before: int,
        told: Told,
        stop: Stop,
    ) -> tuple[int, int]:
        count, size, total = 0, 0, before + sum(self._sizes(names))
        new = []
        for kind, name in names:
            if stop():
                raise BackupStopped
            target = sealed_name(there.folder / kind, name)
            if not target.exists():
                new.append(target)
            with disk_full_is_said():
                copied = copy_sealed(self._here(kind, name), target)
            count, size = count + bool(copied), size + copied
            told(before + size, total)
        flush_all(file for file in new if file.exists())
        return count, size

    def _here(self, kind: str, name: str) -> Path:
        """A sealed file at home, or where it still follows from."""
        file, source = sealed_name(self._folder / kind, name), self._follow_from()
        return file if source is None or file.exists() else sealed_name(source / kind, name)

    def _sizes(self, names: Sequence[tuple[str, str]]) -> list[int]:
        sizes = []
        for kind, name in names:
            file = self._here(kind, name)
            sizes.append(file.stat().st_size if file.exists() else 0)
        return sizes

    def found(self, place: Path) -> Sequence[Backup]:
        """Backups of this store in `place`, newest first."""
        return BackupFolder(place, self._store_id).found()

    def prove(
        self, place: Path, backup: Backup, *, told: Told = untold, stop: Stop = never
    ) -> Proof:
        """Open a backup and read in it, as after a loss.

        Raises:
            BackupPlaceGone, BackupStopped
        """
        there = BackupFolder(place, self._store_id)
        there.demand()
        ops = read = 0
        problem = ""
        try:
            with place_is_said(place):
                there.demand_own(backup, self._keys("backup"))
                if sha256_of(there.database(backup), stop, told) != backup.sha256:
                    raise BackupDamaged(backup.name)
                with SavedDatabase(there.database(backup), self._keys("database")) as saved:
                    self._check_pages(saved, backup)
                    ops = saved.check_chain()
                    read = self._read_files(there, saved, backup, told, stop)
        except (BackupPlaceGone, BackupStopped):
            raise
        except FileNotFoundError:
            problem = str(BackupDamaged(backup.name))
        except (BackupDamaged, StoreDamaged) as error:
            problem = str(error)
        except DiskFull:
            problem = _("Nơi sao lưu không còn chỗ để mở thử.")
        return Proof(backup.made_at, self._clock(), str(place), ops, read, problem)

    @staticmethod
    def _read_files(
        there: BackupFolder, saved: SavedDatabase, backup: Backup, told: Told, stop: Stop
    ) -> int:
        sealed = saved.sealed_files()
        if backup.files_size > _READ_ALL:
            sealed = sealed[:_READ_NEWEST]
        done, total = 0, sum(size for _name, _key, _sha, size in sealed)
        for name, key, sha256, size in sealed:
            if stop():
                raise BackupStopped
            try:
                content = unseal(key, sealed_name(there.folder / FILES, name).read_bytes())
            except (FileNotFoundError, InvalidTag):
                raise BackupDamaged(backup.name) from None
            if hashlib.sha256(content).hexdigest() != sha256:
                raise BackupDamaged(backup.name)
            done += size
            told(done, total)
        return len(sealed)

    def follow(self, *, told: Told = untold, stop: Stop = never) -> int:
        """Bring files home that a restore has left in its backup, newest first; how many are missing.

        Raises:
            BackupPlaceGone, DiskFull, BackupStopped
        """
        source = self._follow_from()
        if source is None:
            return 0
        if not source.is_dir():
            raise BackupPlaceGone(str(source))
        missing, rest = self._missing(), 0
        for done, (kind, name) in enumerate(missing):
            if stop():
                raise BackupStopped
            with disk_full_is_said():
                rest += not copy_sealed(
                    sealed_name(source / kind, name), sealed_name(self._folder / kind, name)
                )
            told(done + 1, len(missing))
        flush_all([])
        if not rest:
            with self._database.writing() as link:
                link.execute("DELETE FROM desk_setting WHERE name = :name", {"name": FOLLOW_FROM})
        return rest

    def missing(self) -> int:
        """How many files are still where the store was restored from."""
        return len(self._missing()) if self._follow_from() is not None else 0

    def _missing(self) -> list[tuple[str, str]]:
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT 'spool' AS kind, file_name FROM scan_page
                UNION ALL
                SELECT 'files', file_name FROM (
                    SELECT b.file_name, max(a.uid) AS newest FROM blob AS b
                    LEFT JOIN attachment AS a ON a.sha256 = b.sha256
                    GROUP BY b.sha256 ORDER BY newest DESC
                )
                """
            ).fetchall()
        names = [(row["kind"], row["file_name"]) for row in rows]
        return [
            (kind, name)
            for kind, name in names
            if not sealed_name(self._folder / kind, name).exists()
        ]

    def _follow_from(self) -> Path | None:
        place = desk_text(self._database, FOLLOW_FROM)
        return Path(place) if place else None

    def _thin(self, there: BackupFolder) -> None:
        """Let old backups go, then files that no backup names any more."""
        found = there.found()
        stay = kept(found)
        gone = [one for one in found if one not in stay]
        for one in gone:
            there.remove(one)
        if not gone:
            return
        try:
            named = {
                pair
                for one in stay
                for pair in SavedDatabase.names_in(there.database(one), self._keys("database"))
            }
        except ClerkError:
            return  # one of them cannot be read: then nothing is removed
        for kind in (FILES, SPOOL):
            for file in (there.folder / kind).glob("*/*"):
                if (kind, file.name) not in named:
                    file.unlink(missing_ok=True)


@contextmanager
def _medium_is_said(place: Path) -> Iterator[None]:
    """A medium that fails under SQLCipher is one that was pulled out."""
    try:
        yield
    except sqlcipher.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (
            sqlcipher.SQLITE_IOERR,
            sqlcipher.SQLITE_CANTOPEN,
            sqlcipher.SQLITE_READONLY,
        ):
            raise BackupPlaceGone(str(place)) from error
        raise


def sha256_of(file: Path, stop: Stop, told: Told = untold) -> str:
    """The hash of a file.

    Raises:
        BackupStopped
    """
    total, done, digest = file.stat().st_size, 0, hashlib.sha256()
    for piece, size in hashed(file):
        if stop():
            raise BackupStopped
        digest.update(piece)
        done += size
        told(done, total)
    return digest.hexdigest()
