"""Backup, drill and restore of a large store: how long until the registers can be used again.

20 GB where the disk has room for it twice over, else as much as it has, which the figure says.
`CLERKDESK_BENCH_GB` sets another size.
"""

import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

from clerkdesk.adapters.store.backup_folder import FILES, sealed_name
from clerkdesk.adapters.store.sealed import new_key, seal
from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.ports.registers import IncomingFilter, Page
from clerkdesk.ports.vault import PaperKey
from tests.bench.figures import Figure, at_least, at_most, at_most_times
from tests.fakes.real_office import make_store, places_in, vault_in
from tests.fakes.sample_documents import CLERK, PASSWORDS, incoming_entry

_FOLDER = Path("build/bench/store")
_GB = 10**9
_OF_DATABASE = 0.4
"""So much of a store of a million documents is the database (8,7 of about 20 GB measured)."""
_FILE = 2 << 20
_MINUTES_5 = 300.0


def measure() -> Mapping[str, Figure]:
    """Build, back up, lose the PC, restore, follow."""
    shutil.rmtree(_FOLDER, ignore_errors=True)
    _FOLDER.mkdir(parents=True)
    try:
        return _measure(_size())
    finally:
        shutil.rmtree(_FOLDER)


def _measure(size: float) -> dict[str, Figure]:
    pc, stick = places_in(_FOLDER / "pc"), _FOLDER / "usb"
    stick.mkdir()
    store = make_store(pc)
    assert isinstance(store, SqlStore)
    for number in range(200):
        store.incoming.add(incoming_entry(subject=f"Văn bản thứ {number}"), "vanthu")
    _fill_database(store, int(size * _OF_DATABASE * _GB))
    files = int(size * (1 - _OF_DATABASE) * _GB) // _FILE
    _fill_files(store, pc.store, files)
    began = time.perf_counter()
    backup = store.backups.make(stick)
    made = time.perf_counter() - began
    began = time.perf_counter()
    proof = store.backups.prove(stick, backup)
    proved = time.perf_counter() - began
    assert proof.good, proof.problem
    store.close()
    database = next(stick.rglob("*.db"))
    plain = _copied(database, _FOLDER / "copy")
    shutil.rmtree(pc.store)  # the PC is lost
    _forget_cache(stick)
    new = places_in(_FOLDER / "new")
    began = time.perf_counter()
    key = PaperKey(login=CLERK.login, password=PASSWORDS[CLERK])
    restored = vault_in(new).restore(stick, backup, key)
    rows = restored.incoming.find(IncomingFilter(), Page(limit=50))
    usable = time.perf_counter() - began
    assert len(rows) == 50
    began = time.perf_counter()
    assert restored.backups.follow() == 0
    followed = time.perf_counter() - began
    restored.close()
    told = f"of a backup of {backup.size / _GB:.1f} GB ({backup.files} files)"
    return {
        f"restore until registers are usable, {told}": at_most(
            usable, unit="s", must=_MINUTES_5, aim=60.0
        ),
        "the same for 20 GB, in proportion": at_most(
            usable * 20 * _GB / backup.size, unit="s", must=_MINUTES_5, aim=60.0
        ),
        "restore": at_most_times(
            usable,
            plain,
            unit="s",
            against="plain copy of the database file and flush",
            must=4.0,
            aim=2.0,
        ),
        "backup, opened and checked": at_least(
            backup.size / made / 1e6, unit="MB/s", must=20.0, aim=60.0
        ),
        "drill": at_least(backup.database_size / proved / 1e6, unit="MB/s", must=20.0, aim=60.0),
        "files that follow": at_least(
            backup.files_size / followed / 1e6, unit="MB/s", must=20.0, aim=60.0
        ),
    }


def _size() -> float:
    """Gigabytes: what was asked for, else 20, else what there is room for."""
    asked = os.environ.get("CLERKDESK_BENCH_GB")
    free = shutil.disk_usage(_FOLDER).free / _GB
    return float(asked) if asked else min(20.0, round(free / 5, 1))


def _fill_database(store: SqlStore, wanted: int) -> None:
    """Random pages, as encrypted ones are: nothing of them is compressed or skipped."""
    with store._database.writing() as link:
        link.execute("CREATE TABLE bench_filler (content BLOB)")
    step = 64 << 20
    for _part in range(max(1, wanted // step)):
        with store._database.writing() as link:
            link.executemany(
                "INSERT INTO bench_filler VALUES (?)",
                ((os.urandom(1 << 20),) for _row in range(step >> 20)),
            )


def _fill_files(store: SqlStore, folder: Path, count: int) -> None:
    noise = os.urandom(_FILE)
    with store._database.writing() as link:
        for number in range(count):
            content = number.to_bytes(8) + noise[8:]
            name, key = secrets.token_hex(32), new_key()
            file = sealed_name(folder / FILES, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(seal(key, content))
            link.execute(
                "INSERT INTO blob (sha256, file_name, key, size) VALUES (?, ?, ?, ?)",
                (hashlib.sha256(content).hexdigest(), name, key, len(content)),
            )


def _copied(source: Path, target: Path) -> float:
    _forget_cache(source)
    began = time.perf_counter()
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())
    took = time.perf_counter() - began
    target.unlink()
    return took


def _forget_cache(place: Path) -> None:
    """As on a PC that has just been plugged to the stick: nothing of it is in memory."""
    for file in [place] if place.is_file() else place.rglob("*"):
        if file.is_file():
            handle = os.open(file, os.O_RDONLY)
            os.fsync(handle)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(handle)
