"""The SQLCipher database: opening it safely, one write at a time, each commit on the disk."""

import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2 as sqlcipher

from clerkdesk.adapters.store.deflated import deflate
from clerkdesk.domain.errors import (
    ClerkError,
    DiskFull,
    StoreDamaged,
    StoreExists,
    StoreLocked,
    StoreMissing,
    StoreNotEncrypted,
    StoreTooNew,
)
from clerkdesk.domain.register_order import number_order
from clerkdesk.domain.vietnamese import fold

if TYPE_CHECKING:
    # sqlcipher3 has no types of its own; its interface is that of the standard module.
    from sqlite3 import Connection
else:
    Connection = sqlcipher.Connection

__all__ = ["Connection", "Database", "classify", "give_key", "said_in_vietnamese"]

KEY_LENGTH = 32
_PLAIN_HEADER = b"SQLite format 3\x00"
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "cell_size_check = ON",
    "wal_autocheckpoint = 200",
    "temp_store = MEMORY",
    "secure_delete = FAST",
    "busy_timeout = 5000",
    "cache_size = -81920",  # KiB: the narrow rows of a million documents stay decrypted
)
_MUST_HOLD: dict[str, object] = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "cell_size_check": 1,
    "wal_autocheckpoint": 200,
    "temp_store": 2,
    "secure_delete": 2,
    "busy_timeout": 5000,
    "locking_mode": "exclusive",
    "cipher_status": "1",
    "cipher_use_hmac": "1",
}
"""What each pragma must say after opening; `cipher_status` that pages are encrypted at all."""
_LITTLE_ROOM = 128 * 1024
_STEP, _OTHERS_TURN = 512, 0.0005
"""Pages that a copy takes at a time (2 MiB), and seconds in which others have their turn."""
_MIGRATION = re.compile(r"(\d{4})_\w+\.sql")


class Database:
    """One connection for all threads, guarded by a lock: reads and writes take turns.

    A reader in another lane (network, preview) waits for a write to end, which is milliseconds;
    in return nobody ever sees half a transaction, and one cache serves all.
    """

    def __init__(self, file: Path, link: Connection) -> None:
        self._file = file
        self._open: Connection | None = link
        self._turn = threading.RLock()
        self._copying = threading.Lock()
        self._wanted_shut = False
        self._ended: list[Callable[[bool], None]] = []

    @property
    def _link(self) -> Connection:
        """The connection.

        Raises:
            StoreLocked: it was shut until a password is typed.
        """
        if self._open is None:
            raise StoreLocked
        return self._open

    def when_ended(self, hook: Callable[[bool], None]) -> None:
        """Call `hook` after each transaction, with whether it was committed, before anyone is told."""
        self._ended.append(hook)

    @classmethod
    def create(cls, file: Path, key: bytes) -> "Database":
        """Make a new database with the first schema.

        Raises:
            StoreExists: never over an old file.
            DiskFull: there is no room.
        """
        if file.exists():
            raise StoreExists(str(file.parent))
        return cls._connect(file, key)

    @classmethod
    def open(cls, file: Path, key: bytes) -> "Database":
        """Open an existing database, and bring its schema up to date.

        `key` comes from a slot that proves it (AES-GCM), so a first page that does not open
        means damage, not a mistyped password.

        Raises:
            StoreMissing, StoreNotEncrypted, StoreDamaged, StoreTooNew, DiskFull
        """
        classify(file)
        return cls._connect(file, key)

    @classmethod
    def _connect(cls, file: Path, key: bytes) -> "Database":
        if len(key) != KEY_LENGTH:
            raise ValueError(f"the key has {KEY_LENGTH} bytes")
        with said_in_vietnamese(file):
            link = sqlcipher.connect(str(file), isolation_level=None, check_same_thread=False)
        database = cls(file, link)
        try:
            with said_in_vietnamese(file):
                give_key(link, key)
                # One writer process holds the store (one_writer), so the WAL index can live in
                # memory: a full disk cannot tear a shared-memory file under us. Before any read.
                link.execute("PRAGMA locking_mode = EXCLUSIVE")
                link.execute("SELECT count(*) FROM sqlite_master").fetchone()
                for pragma in _PRAGMAS:
                    link.execute(f"PRAGMA {pragma}")
                _assert_durable(link)
                # What migrations need of the domain, to fill columns for rows that are there.
                link.create_function("fold", 1, fold, deterministic=True)
                link.create_function("deflate", 1, deflate, deterministic=True)
                link.create_function("number_order", 2, number_order, deterministic=True)
                _migrate(file, link)
        except BaseException:
            link.close()
            raise
        return database

    @contextmanager
    def writing(self, *, thorough: bool = False) -> Iterator[Connection]:
        """One transaction: all of it is on the disk when this ends, or none of it.

        Args:
            thorough: what is deleted is overwritten, and no earlier state of it stays in the log.

        Raises:
            DiskFull: nothing was kept.
            StoreDamaged: a page does not carry its right checksum.
        """
        with self._turn, said_in_vietnamese(self._file):
            if thorough:
                self._link.execute("PRAGMA secure_delete = ON")
            try:
                yield from self._transaction()
                if thorough:
                    self._link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                if thorough:
                    self._link.execute("PRAGMA secure_delete = FAST")

    def _transaction(self) -> Iterator[Connection]:
        self._link.execute("BEGIN IMMEDIATE")
        try:
            yield self._link
            self._link.execute("COMMIT")
        except BaseException:
            if self._link.in_transaction:
                self._link.execute("ROLLBACK")
            for hook in self._ended:
                hook(False)
            raise
        for hook in self._ended:
            hook(True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The connection, for as long as the rows are fetched.

        Raises:
            StoreDamaged: a page does not carry its right checksum.
        """
        with self._turn, said_in_vietnamese(self._file):
            yield self._link

    def copy_to(self, target: Connection, told: Callable[[int, int], None]) -> None:
        """Copy every page to another connection while work goes on between the steps.

        Args:
            told: called with (pages done, pages in all) between steps; what it raises ends the copy.

        Raises:
            StoreLocked: the store was shut meanwhile.
        """

        def between(_status: int, rest: int, total: int) -> None:
            told(total - rest, total)
            if self._wanted_shut:
                raise StoreLocked
            self._turn.release()
            try:
                time.sleep(_OTHERS_TURN)
            finally:
                self._turn.acquire()

        with self._copying, self._turn:
            self._link.backup(target, pages=_STEP, progress=between, sleep=0)

    def shut(self) -> None:
        """Close the file and forget the key until `open_again`; whoever asks meanwhile is told."""
        self._wanted_shut = True
        try:
            with self._copying, self._turn:
                self.close()
                self._open = None
        finally:
            self._wanted_shut = False

    def open_again(self, key: bytes) -> None:
        """Open the same file after `shut`.

        Raises:
            StoreDamaged, StoreMissing, DiskFull
        """
        with self._turn:
            if self._open is None:
                self._open = Database.open(self._file, key)._open

    def damage(self) -> list[str]:
        """Check every page against its checksum; about a second for 200 MB.

        An empty list is good news; otherwise what SQLCipher says of each bad page.
        """
        with self.reading() as link:
            link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return [str(row[0]) for row in link.execute("PRAGMA cipher_integrity_check")]

    def close(self) -> None:
        """Bring the write-ahead log home and close; closing twice is harmless."""
        with self._turn:
            if self._open is None:
                return
            try:
                self._open.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlcipher.ProgrammingError:
                return  # closed before
            except sqlcipher.Error:
                pass  # no room or damage: the log is kept and read at the next opening
            self._open.close()


def give_key(link: Connection, key: bytes) -> None:
    """Tell a fresh connection the raw key, before anything is read or written."""
    link.row_factory = sqlcipher.Row
    link.execute("PRAGMA cipher_log_level = NONE")
    # PRAGMA key takes no bound value; these are hex digits only.
    link.execute(f"PRAGMA key = \"x'{key.hex()}'\"")


def classify(file: Path) -> None:
    """Say what stands in the way of opening `file`, before any key is tried.

    Raises:
        StoreMissing, StoreNotEncrypted, StoreDamaged
    """
    if not file.exists():
        raise StoreMissing(str(file.parent))
    with file.open("rb") as handle:
        header = handle.read(len(_PLAIN_HEADER))
    if header == _PLAIN_HEADER:
        raise StoreNotEncrypted(file.name)
    if len(header) < len(_PLAIN_HEADER):
        # An empty file would be taken for a new database and silently filled.
        raise StoreDamaged(file.name)


def _assert_durable(link: Connection) -> None:
    for name, wanted in _MUST_HOLD.items():
        found = link.execute(f"PRAGMA {name}").fetchone()[0]
        if found != wanted:
            raise AssertionError(
                f"PRAGMA {name} is {found!r}, not {wanted!r}: numbers could be lost"
            )


def _migrate(file: Path, link: Connection) -> None:
    version = link.execute("PRAGMA user_version").fetchone()[0]
    scripts = _scripts()
    if version > max(scripts):
        raise StoreTooNew(file.name)
    for number in sorted(scripts):
        if number > version:
            try:
                link.executescript(
                    f"BEGIN IMMEDIATE;\n{scripts[number]}\nPRAGMA user_version = {number};\nCOMMIT;"
                )
            except BaseException:
                if link.in_transaction:
                    link.execute("ROLLBACK")
                raise


def _scripts() -> dict[int, str]:
    folder = resources.files("clerkdesk.adapters.store.migrations")
    found = {item: _MIGRATION.fullmatch(item.name) for item in folder.iterdir()}
    return {int(match[1]): item.read_text("utf-8") for item, match in found.items() if match}


@contextmanager
def said_in_vietnamese(file: Path) -> Iterator[None]:
    """The one table from SQLCipher's codes to the clerk's errors; other codes are defects."""
    try:
        yield
    except sqlcipher.Error as error:
        known = _known(getattr(error, "sqlite_errorcode", 0) & 0xFF, file)
        if known is None:
            raise
        raise known from error


def _known(code: int, file: Path) -> ClerkError | None:
    match code:
        case sqlcipher.SQLITE_FULL:
            return DiskFull()
        case sqlcipher.SQLITE_IOERR | sqlcipher.SQLITE_CANTOPEN if _no_room(file):
            return DiskFull()
        case sqlcipher.SQLITE_CORRUPT | sqlcipher.SQLITE_NOTADB:
            return StoreDamaged(file.name)
    return None


def _no_room(file: Path) -> bool:
    """Whether a failed read or write is a full disk under another name (a file cannot be made)."""
    return shutil.disk_usage(file.parent).free < _LITTLE_ROOM
