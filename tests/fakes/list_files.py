"""Files of lists that a test can read: the rows themselves."""

from dataclasses import dataclass

from clerkdesk.ports.list_files import FileKind, FileTable


@dataclass(frozen=True)
class Written:
    """One file that was written."""

    kind: FileKind
    title: str
    titles: list[str]
    rows: list[list[str]]
    mark: str


class FakeTableFiles:
    """Keeps what was written in `written`; a file is its rows as text."""

    def __init__(self) -> None:
        self.written: list[Written] = []

    def write(self, kind: FileKind, table: FileTable) -> bytes:
        rows = [list(row) for row in table.rows]
        self.written.append(Written(kind, table.title, list(table.titles), rows, table.mark))
        return "\n".join(" | ".join(row) for row in [list(table.titles), *rows]).encode()
