"""The server's database: one writer at a time, readers beside it, numbered migrations.

SQLite is the embedded default. Another dialect brings its own `Database` and migrations; the
statements in this folder keep to what both understand.
"""

import queue
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

_BUSY_SECONDS = 10.0


class StorageFull(Exception):
    """The disk of the server is full or fails; nothing of the transaction was kept."""


class Database:
    """The database file `file`, created and brought up to date where needed."""

    def __init__(self, file: Path) -> None:
        file.touch(mode=0o600)  # SQLite gives the WAL beside it the same rights
        self._file = file
        self._idle: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        self._turn = threading.Lock()
        self._writer = self._connect()
        self._migrate()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, durable when the block ends; nothing is kept if it raises.

        Raises:
            StorageFull: the disk took no more.
        """
        with self._turn:
            try:
                self._writer.execute("BEGIN IMMEDIATE")
                yield self._writer
                self._writer.execute("COMMIT")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
                    raise StorageFull from error
                raise
            finally:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One snapshot: every statement of the block sees the same state."""
        try:
            link = self._idle.get_nowait()
        except queue.Empty:
            link = self._connect()
        try:
            link.execute("BEGIN")
            yield link
        finally:
            link.execute("COMMIT")
            self._idle.put(link)

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
        folder = resources.files("clerkdesk.server.store") / "migrations"
        with self.writing() as link:
            link.execute("CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY)")
            done = {row["number"] for row in link.execute("SELECT number FROM migration")}
            for script in sorted(folder.iterdir(), key=lambda script: script.name):
                number = int(script.name.partition("_")[0]) if script.name[:1].isdigit() else 0
                if not number or number in done:
                    continue
                for statement in _statements(script.read_text("utf-8")):
                    link.execute(statement)
                link.execute("INSERT INTO migration (number) VALUES (:number)", {"number": number})


def _statements(script: str) -> Iterator[str]:
    """Split `script`; `executescript` would commit before the first statement."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
