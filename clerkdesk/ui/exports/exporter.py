"""Writes a list as a file in the background, says how far it is, and can be stopped."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.errors import ClerkError, ExportStopped
from clerkdesk.ports.list_files import FileKind
from clerkdesk.process.named_files import write_file
from clerkdesk.services.desk import Desk
from clerkdesk.services.export_rows import ExportWish
from clerkdesk.ui.jobs import Jobs, Lane, Stop

RowT = TypeVar("RowT")


class Exporter(QObject):
    """One file at a time."""

    progressed = Signal(int, int)  # rows written, rows in all
    exported = Signal(object)  # Path
    stopped = Signal()
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._stop: Stop | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a file is being written."""
        return self._stop is not None

    def export(self, wish: ExportWish[RowT], file: Path) -> None:
        """Write `wish` to `file`, whose ending says as what; an unknown one is a spreadsheet."""
        if self._stop is not None:
            return
        kind = kind_of(file)
        stop = self._stop = Stop()
        told = self._jobs.bring_home(lambda rows: self.progressed.emit(rows, wish.total))

        def write() -> Path:
            content = self._desk.export_rows(
                wish, kind, self._desk.person, progress=told, stop=stop
            )
            write_file(file, content)
            return file

        self.progressed.emit(0, wish.total)
        self._jobs.run(Lane.FILES, write, done=self._done, failed=self._failed, stop=stop)

    def stop(self) -> None:
        """Write no further; no file is left."""
        if self._stop is not None:
            self._stop.stop()

    def _done(self, file: Path) -> None:
        self._stop = None
        self.exported.emit(file)

    def _failed(self, error: ClerkError) -> None:
        self._stop = None
        if isinstance(error, ExportStopped):
            self.stopped.emit()
        else:
            self.failed.emit(error)


def kind_of(file: Path) -> FileKind:
    """As what a file is written, by its ending."""
    endings: Iterator[FileKind] = (kind for kind in FileKind if file.suffix.lower() == f".{kind}")
    return next(endings, FileKind.XLSX)
