"""What an import wizard decides: file, sheet, columns, check, import with progress, undo."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.errors import ClerkError, ImportStopped, NoColumnsFound
from clerkdesk.domain.table_columns import Headings, Target, find_headings, guess, missing
from clerkdesk.domain.texts import _
from clerkdesk.ports.tables import Sheet, Workbook
from clerkdesk.process.named_files import write_file
from clerkdesk.ui.importing.task import Checked, Done, Earlier, ImportTask, Offer, Step
from clerkdesk.ui.jobs import Jobs, Lane, Stop

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Columns:
    """What the second screen shows: a sheet, its headings, and which field each column is."""

    name: str
    sheets: Sequence[str]
    chosen: int
    headings: Headings
    sheet: Sheet
    mapping: Mapping[int, str]

    @property
    def data_rows(self) -> int:
        """How many rows stand under the headings."""
        return len(self.sheet.rows) - self.headings.first_data_row


class ImportPresenter(QObject):
    """One import from file to undo."""

    started = Signal(object, object)  # Sequence[Earlier], Sequence[Offer]
    columns_ready = Signal(object)  # Columns
    checked = Signal(object)  # Checked
    progress = Signal(int, int)  # done, of all
    done = Signal(object)  # Done
    said = Signal(str)  # what an act did
    imported = Signal()  # registers or directory have changed
    working = Signal(str)
    failed = Signal(object)  # ClerkError

    def __init__(self, task: ImportTask, jobs: Jobs) -> None:
        super().__init__()
        self.task = task
        self._jobs = jobs
        self._stop = Stop()
        self._book: Workbook | None = None
        self._columns: Columns | None = None
        self._checked: Checked | None = None
        self._mapping: dict[int, str] = {}
        self._busy = False
        self.convert = True
        self.year: int | None = None

    @property
    def targets(self) -> Sequence[Target]:
        """The fields that columns may be."""
        return self.task.targets

    @property
    def busy(self) -> bool:
        """Whether something runs that the clerk must stop first."""
        return self._busy

    def start(self) -> None:
        """Show the first screen."""
        self.stop()
        self._book = self._columns = self._checked = None
        self._jobs.run(
            Lane.STORE,
            self.task.earlier,
            done=lambda found: self.started.emit(*found),
            failed=self.failed.emit,
        )

    def open_file(self, path: Path) -> None:
        """Read a file and guess its columns."""
        if self._busy:
            return
        step = self._step(0)
        self._run(Lane.PDF, _("Đang đọc tệp…"), lambda: self.task.read(path, step), self._opened)

    def choose_sheet(self, number: int) -> None:
        """Another sheet of the file."""
        if self._book is not None and 0 <= number < len(self._book.sheets):
            self._show_columns(self._book, number)

    def set_column(self, column: int, name: str) -> None:
        """Say which field a column is; empty leaves it out. A field is one column only."""
        self._mapping = {c: n for c, n in self._mapping.items() if c != column and n != name}
        if name:
            self._mapping[column] = name

    def mapping(self) -> Mapping[int, str]:
        """Column -> field as it stands."""
        return dict(sorted(self._mapping.items()))

    def lacking(self) -> list[str]:
        """Labels of the fields that still need a column."""
        return missing(self._mapping, self.targets)

    def check(self) -> None:
        """Read every row and tell what is wrong; nothing is stored."""
        columns, mapping = self._columns, self.mapping()
        if columns is None or self._busy:
            return
        if lacking := self.lacking():
            self.failed.emit(NoColumnsFound(", ".join(f"«{label}»" for label in lacking)))
            return
        step = self._step(columns.data_rows)
        convert, year = self.convert, self.year
        self._run(
            Lane.STORE,
            _("Đang kiểm tra từng dòng…"),
            lambda: self.task.check(
                columns.name,
                columns.sheet,
                mapping,
                columns.headings.first_data_row,
                convert=convert,
                year=year,
                step=step,
            ),
            self._was_checked,
        )

    def back_to_columns(self) -> None:
        """Choose columns again."""
        if self._columns is not None and not self._busy:
            self.columns_ready.emit(self._columns)

    def bring_in(self) -> None:
        """Import every good row, all or nothing."""
        checked = self._checked
        if checked is None or not checked.good or self._busy:
            return
        step = self._step(checked.good)
        self._run(
            Lane.STORE,
            _("Đang nhập {n} dòng…").format(n=checked.good),
            lambda: checked.bring_in(step),
            self._was_imported,
        )

    def undo(self, import_id: str) -> None:
        """Take an import back."""
        if self._busy:
            return
        step = self._step(0)
        self._run(
            Lane.STORE,
            _("Đang hoàn tác…"),
            lambda: self.task.undo(import_id, step),
            self._acted,
        )

    def take(self, offer: Offer) -> None:
        """Do what is offered after an import; the clerk has pressed its button."""
        if not self._busy:
            self._run(Lane.STORE, "", offer.act, self._acted)

    def stop(self) -> None:
        """End what runs; nothing of it is kept."""
        self._stop.stop()
        self._stop = Stop()

    def export_errors(self, file: Path) -> None:
        """Write the wrong rows with their reasons; the clerk chose where."""
        checked, columns = self._checked, self._columns
        if checked is None or columns is None:
            return

        def write() -> str:
            write_file(file, self.task.errors(columns.headings.titles, checked.problems))
            return _("Đã ghi các dòng lỗi vào {file}.").format(file=file)

        self._jobs.run(Lane.PDF, write, done=self.said.emit, failed=self.failed.emit)

    # --- steps -----------------------------------------------------------------------------------

    def _opened(self, book: Workbook) -> None:
        self._book = book
        sizes = [len(sheet.rows) for sheet in book.sheets]
        self._show_columns(book, sizes.index(max(sizes)))

    def _show_columns(self, book: Workbook, number: int) -> None:
        sheet = book.sheets[number]
        headings = find_headings(sheet.rows, self.targets)
        self._mapping = guess(headings.titles, self.targets)
        self._columns = Columns(
            book.name,
            [one.title for one in book.sheets],
            number,
            headings,
            sheet,
            dict(self._mapping),
        )
        self.columns_ready.emit(self._columns)

    def _was_checked(self, checked: Checked) -> None:
        self._checked = checked
        self.checked.emit(checked)

    def _was_imported(self, done: Done) -> None:
        self._checked = None
        self.done.emit(done)
        self.imported.emit()

    def _acted(self, words: str) -> None:
        self.said.emit(words)
        self.imported.emit()
        self.start()

    def _step(self, of_all: int) -> Step:
        """Called by work from its thread: reports how far it is, ends it when it was stopped."""
        stop, report = self._stop, self._jobs.bring_home(lambda n: self.progress.emit(n, of_all))

        def step(count: int) -> None:
            if stop():
                raise ImportStopped
            report(count)

        return step

    def _run(
        self, lane: Lane, words: str, work: Callable[[], T], done: Callable[[T], None]
    ) -> None:
        stop = self._stop
        self._busy = True
        self.working.emit(words)

        def finished(result: T) -> None:
            self._rest()
            if lane is Lane.STORE or not stop():  # what is stored is told, however late the stop
                done(result)
            else:
                self.start()

        def failed(error: ClerkError) -> None:
            self._rest()
            self.failed.emit(error)
            if self._columns is None:
                self.start()
            else:
                self.columns_ready.emit(self._columns)

        self._jobs.run(lane, work, done=finished, failed=failed, stop=stop)

    def _rest(self) -> None:
        self._busy = False
        self.working.emit("")


__all__ = ["Columns", "Earlier", "ImportPresenter"]
