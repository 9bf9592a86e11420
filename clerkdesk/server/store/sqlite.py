"""The embedded database: one writer at a time, readers beside it."""

import queue
import re
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from clerkdesk.server.store.link import Link, Row, StorageFull, numbered_scripts, statements

_BUSY_SECONDS = 10.0
_LOCK = re.compile(r"FOR UPDATE(?: OF [a-z]+)?")


class SqliteLink:
    """A transaction of SQLite."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def execute(self, statement: str, values: Mapping[str, object] | None = None) -> sqlite3.Cursor:
        """Run one statement."""
        return self.connection.execute(_plain(statement), values or {})

    def one(self, statement: str, values: Mapping[str, object] | None = None) -> Row:
        """The row of a statement that always finds one."""
        row: Row | None = self.execute(statement, values).fetchone()
        assert row is not None, statement
        return row

    def texts(self, statement: str, values: Mapping[str, object] | None = None) -> list[bytes]:
        """The one column of each row in UTF-8."""
        return [row[0].encode() for row in self.execute(statement, values)]

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Add many rows."""
        places = ", ".join("?" * len(columns))
        names = ", ".join(columns)
        self.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)


@lru_cache(maxsize=256)
def _plain(statement: str) -> str:
    """Without row locks: the writer is alone."""
    return _LOCK.sub("", statement)


class SqliteDatabase:
    """The database file `file`, created and brought up to date where needed."""

    def __init__(self, file: Path) -> None:
        file.touch(mode=0o600)  # SQLite gives the WAL beside it the same rights
        self._file = file
        self._idle: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        self._turn = threading.Lock()
        self._writer = self._connect()
        self._migrate()

    @contextmanager
    def writing(self) -> Iterator[Link]:
        """One transaction, durable when the block ends; nothing is kept if it raises.

        Raises:
            StorageFull: the disk took no more.
        """
        with self._turn:
            try:
                self._writer.execute("BEGIN IMMEDIATE")
                yield SqliteLink(self._writer)
                self._writer.execute("COMMIT")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
                    raise StorageFull from error
                raise
            finally:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")

    @contextmanager
    def reading(self) -> Iterator[Link]:
        """One snapshot: every statement of the block sees the same state."""
        try:
            link = self._idle.get_nowait()
        except queue.Empty:
            link = self._connect()
        try:
            link.execute("BEGIN")
            yield SqliteLink(link)
        finally:
            link.execute("COMMIT")
            self._idle.put(link)

    @contextmanager
    def glancing(self) -> Iterator[Link]:
        """For one statement alone."""
        with self.reading() as link:
            yield link

    def close(self) -> None:
        """Close every connection; the last one folds the WAL into the file."""
        while not self._idle.empty():
            self._idle.get_nowait().close()
        self._writer.close()

    def _connect(self) -> sqlite3.Connection:
        link = sqlite3.connect(
            self._file, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        link.row_factory = sqlite3.Row
        link.execute("PRAGMA journal_mode = WAL")
        link.execute("PRAGMA synchronous = FULL")
        link.execute("PRAGMA foreign_keys = ON")
        return link

    def _migrate(self) -> None:
        with self.writing() as link:
            link.execute("CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY)")
            done = {row["number"] for row in link.execute("SELECT number FROM migration")}
            for number, script in numbered_scripts():
                if number in done:
                    continue
                for statement in statements(script):  # executescript would commit at once
                    link.execute(statement)
                link.execute("INSERT INTO migration (number) VALUES (:number)", {"number": number})
