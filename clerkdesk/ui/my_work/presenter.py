"""Reads what waits for this account, the pages of what is chosen, and reminds who is late."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.attachments import PDF, Attachment, FileRole
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, may
from clerkdesk.services.desk import Desk
from clerkdesk.services.my_work import Work
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.my_work.rows import Row


@dataclass(frozen=True, slots=True)
class Pages:
    """The file of a row that is looked at."""

    uid: str
    file: Attachment
    count: int


class MyWorkPresenter(QObject):
    """Decides what is listed; it knows no widget."""

    changed = Signal(object)  # Work
    pages_ready = Signal(object)  # Pages
    document_read = Signal(object)  # Incoming under the cursor, as it is now
    reminded = Signal(int)  # how many documents
    list_ready = Signal(object)  # PDF bytes of what is late
    book_ready = Signal(object)  # PDF bytes of sổ theo dõi giải quyết
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._selected = ""

    @property
    def person(self) -> Person:
        """Whose work it is."""
        return self._desk.person

    @property
    def today(self) -> date:
        """The date in Viet Nam."""
        return self._desk.today

    @property
    def may_remind(self) -> bool:
        """Whether this account follows the work of the others."""
        return may(self._desk.person, Right.FORWARD)

    def refresh(self) -> None:
        """Read every list again."""
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.my_work(self._desk.person),
            done=self._show,
            failed=self.failed.emit,
        )

    def select(self, row: Row | None) -> None:
        """Look at the document of a row: first itself, then its pages."""
        self._selected = row.uid if row else ""
        if row is None:
            return
        if row.incoming is not None:
            uid = row.uid
            self._jobs.run(
                Lane.STORE,
                lambda: self._desk.look_at.incoming(uid, self._desk.person),
                done=self._read,
                failed=self.failed.emit,
            )
        file = _shown(row)
        if file is not None:
            self._look(row.uid, file)

    def load(self, pages: Pages) -> Callable[[int, int], bytes]:
        """Makes the picture of a page, in the lane of the viewer."""
        files, pdf_desk, file = self._desk.store.files, self._desk.devices.pdf_desk, pages.file
        return lambda page, dpi: pdf_desk.render(file.name, files.get(file.sha256), page, dpi)

    def remind(self, documents: Sequence[Incoming]) -> None:
        """Record that those who are late with these were reminded."""
        uids = [document.uid for document in documents]
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.remind(uids, self._desk.person),
            done=self._reminded,
            failed=self.failed.emit,
        )

    def print_overdue(self) -> None:
        """Make the list of what is late; it comes as `list_ready`."""
        remind, today = self._desk.remind, self._desk.today
        self._jobs.run(
            Lane.STORE,
            lambda: remind.print_list(remind.overdue(today)),
            done=self.list_ready.emit,
            failed=self.failed.emit,
        )

    def print_book(self, first: date, last: date) -> None:
        """Make sổ theo dõi giải quyết văn bản đến of a period; it comes as `book_ready`."""
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.follow_up(first, last),
            done=self.book_ready.emit,
            failed=self.failed.emit,
        )

    def _show(self, work: Work) -> None:
        self.changed.emit(work)

    def _read(self, document: Incoming) -> None:
        if document.uid == self._selected:
            self.document_read.emit(document)

    def _reminded(self, done: list[Incoming]) -> None:
        self.reminded.emit(len(done))
        self.refresh()

    def _look(self, uid: str, file: Attachment) -> None:
        files, pdf_desk = self._desk.store.files, self._desk.devices.pdf_desk

        def count() -> Pages:
            facts = pdf_desk.facts(file.name, files.get(file.sha256))
            return Pages(uid, file, facts.pages)

        def show(pages: Pages) -> None:
            if pages.uid == self._selected:
                self.pages_ready.emit(pages)

        self._jobs.run(Lane.PDF, count, done=show, failed=self.failed.emit)


def _shown(row: Row) -> Attachment | None:
    document = row.incoming or row.outgoing
    if document is None:
        return None
    by_role = {file.role: file for file in document.entry.attachments}
    file = by_role.get(FileRole.ARRIVAL_COPY) or by_role.get(FileRole.MAIN)
    return file if file is not None and file.media_type == PDF else None
