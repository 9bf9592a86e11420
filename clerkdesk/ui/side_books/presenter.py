"""What «Sổ khác» shows: the lines of one small book, and the line that is written."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.errors import ClerkError, InvalidEntry
from clerkdesk.domain.people import Person
from clerkdesk.domain.side_book_forms import SIDE_BOOKS, SideBook, SideBookKey
from clerkdesk.domain.side_books import SideEntry, SideRecord
from clerkdesk.ports.side_books import SideFilter
from clerkdesk.services.desk import Desk
from clerkdesk.ui.jobs import Jobs, Lane


class SideBooksPresenter(QObject):
    """Finds, writes, changes and strikes out lines."""

    rows_changed = Signal(object)  # Sequence[SideRecord]
    written = Signal(object)  # SideRecord, new
    changed = Signal(object, object)  # SideRecord as it was, and as it is
    cancelled = Signal(object)  # SideRecord
    problems_found = Signal(object)  # field name -> sentence
    pdf_ready = Signal(str, object)  # name, PDF bytes
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._wanted = SideFilter(SideBookKey.PETITIONS)

    @property
    def book(self) -> SideBook:
        """The book that is open."""
        return SIDE_BOOKS[self._wanted.book]

    @property
    def today(self) -> date:
        """The day that new lines carry."""
        return self._desk.today

    def show(self, wanted: SideFilter) -> None:
        """List lines by `wanted`."""
        self._wanted = wanted
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        wanted = self._wanted

        def show(rows: object) -> None:
            if wanted == self._wanted:  # another book was opened meanwhile
                self.rows_changed.emit(rows)

        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.store.side_books.find(wanted),
            done=show,
            failed=self.failed.emit,
        )

    def write(self, values: Mapping[str, object], about: str = "") -> None:
        """Write a new line in the open book."""
        entry = SideEntry(self._wanted.book, values, about)
        self._act(lambda by: self._desk.keep_side_book(entry, by), self.written.emit)

    def change(self, before: SideRecord, values: Mapping[str, object]) -> None:
        """Write other values on a line."""
        self._act(
            lambda by: self._desk.keep_side_book.change(before.uid, values, by),
            lambda record: self.changed.emit(before, record),
        )

    def cancel(self, uid: str, reason: str) -> None:
        """Strike a line out."""
        self._act(lambda by: self._desk.keep_side_book.cancel(uid, reason, by), self.cancelled.emit)

    def print_book(self) -> None:
        """Make the PDF of what is listed."""
        wanted, name = self._wanted, self.book.title
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.print_side_book(wanted),
            done=lambda pdf: self.pdf_ready.emit(name, pdf),
            failed=self.failed.emit,
        )

    def print_hand_over(self, uid: str) -> None:
        """Make the PDF of the record of one hand-over."""
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.print_side_book.hand_over(uid),
            done=lambda pdf: self.pdf_ready.emit("biên bản bàn giao", pdf),
            failed=self.failed.emit,
        )

    def _act(
        self, work: Callable[[Person], SideRecord], done: Callable[[SideRecord], object]
    ) -> None:
        def finished(record: SideRecord) -> None:
            done(record)
            self.refresh()

        self._jobs.run(
            Lane.STORE, lambda: work(self._desk.person), done=finished, failed=self._failed
        )

    def _failed(self, error: ClerkError) -> None:
        if isinstance(error, InvalidEntry):
            self.problems_found.emit(error.problems)
        else:
            self.failed.emit(error)
