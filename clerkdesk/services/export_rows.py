"""Write what a list shows as a file: xlsx, docx, pdf or csv, with who took it and when (F6h, F6k)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.errors import ExportStopped, TooManyRows
from clerkdesk.domain.people import Person
from clerkdesk.domain.texts import N_, _
from clerkdesk.ports.list_files import FileKind, FileTable, TableFiles
from clerkdesk.ports.registers import Page
from clerkdesk.ports.store import Store

_READ_ROWS = 500
_TELL_ROWS = 100
MOST_ROWS = {
    FileKind.XLSX: 1_000_000,
    FileKind.CSV: 5_000_000,
    FileKind.DOCX: 20_000,
    FileKind.PDF: 20_000,
}
"""What programs that open such a file can bear; Excel ends at 1,048,576 lines."""
KIND_NAMES = {
    FileKind.XLSX: N_("Excel"),
    FileKind.DOCX: N_("Word"),
    FileKind.PDF: N_("PDF"),
    FileKind.CSV: N_("CSV"),
}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ExportColumn(Generic[T]):
    """A column of the file: its title, its share of the width, and its text in each row."""

    title: str
    width: float
    text: Callable[[T], str]


@dataclass(frozen=True, slots=True)
class ExportWish(Generic[T]):
    """What is written: a list with its columns; `rows` reads it from the store as it goes."""

    title: str
    columns: Sequence[ExportColumn[T]]
    rows: Callable[[], Iterator[T]]
    total: int


class ExportRows:
    """Anybody may take out what he may see; the file says who did."""

    def __init__(self, store: Store, files: TableFiles, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._files = files
        self._clock = clock

    def __call__(
        self,
        wish: ExportWish[T],
        kind: FileKind,
        by: Person,
        *,
        progress: Callable[[int], None],
        stop: Callable[[], bool],
    ) -> bytes:
        """The file; `progress` is told how many rows were written.

        Raises:
            TooManyRows: no program could open such a file.
            ExportStopped: `stop` said so; there is no file.
        """
        most = MOST_ROWS[kind]
        if wish.total > most:
            raise TooManyRows(_thousands(wish.total), _thousands(most), _(KIND_NAMES[kind]))
        rows = _told(wish, most, kind, progress, stop)
        return self._files.write(
            kind,
            FileTable(
                wish.title,
                self._store.settings.office().name,
                [column.title for column in wish.columns],
                [column.width for column in wish.columns],
                rows,
                self._mark(by),
            ),
        )

    def _mark(self, by: Person) -> str:
        """F6k: what is printed from the system says so, with person and time."""
        now = self._clock().astimezone(VIETNAM_TIME)
        return _("In từ hệ thống ClerkDesk — {person}, {time}").format(
            person=by.full_name, time=f"{now:%H:%M %d/%m/%Y}"
        )


def every_row(
    find: Callable[[Page], Sequence[T]],
    first: Page,
    after: Callable[[T], Page] | None,
) -> Iterator[T]:
    """Every row that `find` has, run by run; `after` a row the next run begins, where the order
    allows it, for passing over many rows is slow."""
    page = Page(_READ_ROWS, skip=first.skip, sort=first.sort, descending=first.descending)
    read = 0
    while rows := find(page):
        yield from rows
        read += len(rows)
        if len(rows) < _READ_ROWS:
            return
        page = (
            after(rows[-1])
            if after is not None
            else Page(_READ_ROWS, skip=read, sort=first.sort, descending=first.descending)
        )


def _told(
    wish: ExportWish[T],
    most: int,
    kind: FileKind,
    progress: Callable[[int], None],
    stop: Callable[[], bool],
) -> Iterator[Sequence[str]]:
    for number, row in enumerate(wish.rows(), start=1):
        if stop():
            raise ExportStopped
        if number > most:
            raise TooManyRows(_thousands(number), _thousands(most), _(KIND_NAMES[kind]))
        if number % _TELL_ROWS == 0:
            progress(number)
        yield [column.text(row) for column in wish.columns]


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")
