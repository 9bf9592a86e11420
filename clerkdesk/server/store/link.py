"""What the statements of this folder ask of a database: SQLite and PostgreSQL answer alike.

Statements are written once, in what both understand: `:named` values, `RETURNING`, `ON CONFLICT`,
and `FOR UPDATE` where a row must stay as it was read (SQLite has one writer and leaves it out).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from importlib import resources
from sqlite3 import complete_statement
from typing import Any, Protocol


class StorageFull(Exception):
    """The storage takes no more or is away; nothing of the transaction was kept."""


class Row(Protocol):
    """One row, by column name."""

    def __getitem__(self, name: str, /) -> Any: ...


class Result(Protocol):
    """What a statement found or changed."""

    @property
    def rowcount(self) -> int:
        """Rows changed."""
        ...

    def fetchone(self) -> Row | None:
        """The next row."""
        ...

    def __iter__(self) -> Iterator[Row]: ...


class Link(Protocol):
    """One transaction."""

    def execute(self, statement: str, values: Mapping[str, object] | None = None) -> Result:
        """Run one statement."""
        ...

    def one(self, statement: str, values: Mapping[str, object] | None = None) -> Row:
        """The row of a statement that always finds one."""
        ...

    def texts(self, statement: str, values: Mapping[str, object] | None = None) -> list[bytes]:
        """What a statement with one column of text finds, in UTF-8 and nothing in between."""
        ...

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Add many rows the fastest way there is."""
        ...


class Database(Protocol):
    """Transactions on one database."""

    def writing(self) -> AbstractContextManager[Link]:
        """One transaction, durable when the block ends; nothing is kept if it raises.

        Raises:
            StorageFull: the storage took no more.
        """
        ...

    def reading(self) -> AbstractContextManager[Link]:
        """One snapshot: every statement of the block sees the same state."""
        ...

    def glancing(self) -> AbstractContextManager[Link]:
        """For one statement alone, which needs no snapshot with others."""
        ...

    def close(self) -> None:
        """Close every connection."""
        ...


def numbered_scripts() -> Iterator[tuple[int, str]]:
    """The migrations, in order, with their texts."""
    folder = resources.files("clerkdesk.server.store") / "migrations"
    for script in sorted(folder.iterdir(), key=lambda script: script.name):
        if script.name[:1].isdigit():
            yield int(script.name.partition("_")[0]), script.read_text("utf-8")


def statements(script: str) -> Iterator[str]:
    """Split a script into its statements."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            yield statement
            statement = ""
