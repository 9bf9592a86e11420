"""A backup put in the place of a store: built beside it, swapped in one step, the old one set aside."""

import hashlib
import json
import secrets
import shutil
from datetime import datetime
from pathlib import Path

from clerkdesk.adapters.store.backup_folder import BackupFolder, hashed, place_is_said
from clerkdesk.adapters.store.database import Database
from clerkdesk.adapters.store.durable import (
    disk_full_is_said,
    make_folder,
    sync_folder,
    write_durably,
)
from clerkdesk.adapters.store.life import FOLLOW_FROM, JOURNAL_PLACE, RESTORED, desk_text
from clerkdesk.adapters.store.one_writer import OneWriter
from clerkdesk.adapters.store.slot_file import DATABASE, READY, SLOTS
from clerkdesk.adapters.store.store_key import StoreKey
from clerkdesk.domain.backups import Backup
from clerkdesk.domain.errors import BackupDamaged, BackupStopped
from clerkdesk.ports.backups import Stop, Told

LOCK = "in-use.lock"


def put_in_place(
    there: BackupFolder,
    backup: Backup,
    folder: Path,
    now: datetime,
    key: StoreKey,
    told: Told,
    stop: Stop,
) -> None:
    """Copy database and slots of `backup` to `folder`; files stay where they are and follow.

    The copy is checked against the manifest while it is made: a page that was altered on the medium
    comes to nobody's eyes.

    Raises:
        BackupDamaged, BackupPlaceGone, BackupStopped, DiskFull, StoreInUse: `folder` is as before.
    """
    make_folder(folder.parent)
    building = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.new")
    for ending in ("new", READY):
        for left_by_a_kill in folder.parent.glob(f".{folder.name}.*.{ending}"):
            shutil.rmtree(left_by_a_kill, ignore_errors=True)
    try:
        make_folder(building)
        _copy_checked(there, backup, building / DATABASE, told, stop)
        write_durably(building / SLOTS, there.slots(backup).read_bytes())
        _note_where_files_are(building / DATABASE, there, key)
        building = building.replace(building.with_suffix(f".{READY}"))
        _swap(building, folder, now)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def _copy_checked(
    there: BackupFolder, backup: Backup, target: Path, told: Told, stop: Stop
) -> None:
    digest, done = hashlib.sha256(), 0
    pieces = hashed(there.database(backup))
    with target.open("wb") as to:
        while True:
            with place_is_said(there.folder.parent):
                piece, size = next(pieces, (b"", 0))
            if not size:
                break
            if stop():
                raise BackupStopped
            digest.update(piece)
            done += size
            with disk_full_is_said():
                to.write(piece)
            told(done, backup.database_size)
        with disk_full_is_said():
            to.flush()
    if digest.hexdigest() != backup.sha256:
        raise BackupDamaged(backup.name)


def _note_where_files_are(file: Path, there: BackupFolder, key: StoreKey) -> None:
    """The restored desk asks for its files there, and begins a new life when it is first opened."""
    database = Database.open(file, key("database"))
    try:
        notes = {FOLLOW_FROM: str(there.folder), RESTORED: there.folder.name}
        if (place := desk_text(database, JOURNAL_PLACE)) and not Path(place).is_dir():
            # Drive letters differ on a new PC; the backup's own medium is the likeliest place.
            notes[JOURNAL_PLACE] = str(there.folder.parent)
        with database.writing() as link:
            link.executemany(
                """
                INSERT INTO desk_setting (name, value) VALUES (?, ?)
                ON CONFLICT DO UPDATE SET value = excluded.value
                """,
                [(name, json.dumps(value)) for name, value in notes.items()],
            )
    finally:
        database.close()


def _swap(building: Path, folder: Path, now: datetime) -> None:
    """The new one in, the old one set aside under a name that says when; never removed."""
    if folder.exists() and any(folder.iterdir()):
        lock = OneWriter(folder / LOCK)
        lock.release()
        aside = folder.with_name(f"{folder.name}-cu-{now:%Y%m%d-%H%M%S}")
        folder.replace(aside)
    elif folder.exists():
        folder.rmdir()
    with disk_full_is_said():
        building.replace(folder)
    sync_folder(folder.parent)
