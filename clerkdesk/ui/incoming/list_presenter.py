"""What the incoming register shows: rows by filter and search, and the document beside them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.attachments import PDF, Attachment, FileRole
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.verdicts import SignatureCheck
from clerkdesk.ports.registers import HistoryLine, IncomingFilter, Page
from clerkdesk.ports.store import Arrival
from clerkdesk.process.named_files import write_file
from clerkdesk.services.desk import Desk
from clerkdesk.ui.incoming.handling_presenter import HandlingPresenter
from clerkdesk.ui.jobs import Jobs, Lane

PREVIEW_DPI = 60
PAGE_ROWS = 200


@dataclass(frozen=True, slots=True)
class Rows:
    """What the list holds now, and how many there are in all."""

    documents: Sequence[Incoming]
    total: int
    overdue: int
    arrivals: Sequence[Arrival]


@dataclass(frozen=True, slots=True)
class Preview:
    """The document beside the list."""

    document: Incoming
    history: Sequence[HistoryLine]
    check: SignatureCheck | None

    @property
    def picture(self) -> Attachment | None:
        """The PDF whose first page is shown: the copy with the ĐẾN stamp where there is one."""
        shown = {file.role: file for file in self.document.entry.attachments}
        file = shown.get(FileRole.ARRIVAL_COPY) or shown.get(FileRole.MAIN)
        return file if file is not None and file.media_type == PDF else None

    @property
    def picture_of(self) -> str:
        """Hash of `picture`; empty where there is none."""
        return self.picture.sha256 if self.picture else ""


class IncomingListPresenter(QObject):
    """Finds documents, shows one, forwards it."""

    rows_changed = Signal(object)  # Rows
    more_rows = Signal(object)  # Sequence[Incoming]
    preview_changed = Signal(object)  # Preview
    picture_ready = Signal(str, object)  # uid, PNG bytes
    forwarded = Signal(object)  # Incoming
    settled = Signal(object)  # Incoming whose work is done
    register_ready = Signal(object)  # PDF bytes of the register as it is listed
    exported = Signal(object)  # Path that was written
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self.handling = HandlingPresenter(desk, jobs)
        self.handling.setParent(self)
        self.handling.changed.connect(self._changed)
        self.handling.forwarded.connect(self.forwarded)
        self.handling.settled.connect(self.settled)
        self.handling.failed.connect(self.failed)
        self._filter = IncomingFilter()
        self._selected = ""
        self._picture_of = ""

    @property
    def today(self) -> date:
        """The date by which rows are late."""
        return self._desk.today

    def show(self, wanted: IncomingFilter) -> None:
        """List documents by `wanted`."""
        self._filter = wanted
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        wanted, store, today = self._filter, self._desk.store, self._desk.today

        def find() -> Rows:
            return Rows(
                documents=store.incoming.find(wanted, Page(PAGE_ROWS)),
                total=store.incoming.count(wanted),
                overdue=store.incoming.count(IncomingFilter(overdue_on=today)),
                arrivals=store.exchange.arrivals(),
            )

        self._jobs.run(Lane.STORE, find, done=self._found(wanted), failed=self.failed.emit)

    def more(self, last: Incoming) -> None:
        """Read the rows that come after `last`."""
        wanted, page = self._filter, Page(PAGE_ROWS, last.arrival_number, last.year, last.series)
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.store.incoming.find(wanted, page),
            done=self.more_rows.emit,
            failed=self.failed.emit,
        )

    def print_register(self) -> None:
        """Make the statutory register of what is listed; it comes as `register_ready`."""
        wanted = self._filter
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.print_register.incoming(wanted),
            done=self.register_ready.emit,
            failed=self.failed.emit,
        )

    def export(self, file: Path) -> None:
        """Write what is listed as a CSV file; the clerk chose where."""
        wanted = self._filter

        def write() -> Path:
            write_file(file, self._desk.print_register.incoming_csv(wanted))
            return file

        self._jobs.run(Lane.STORE, write, done=self.exported.emit, failed=self.failed.emit)

    def select(self, uid: str) -> None:
        """Show one document beside the list."""
        self._selected = uid
        store = self._desk.store

        def look() -> Preview:
            document = store.incoming.get(uid)
            main = [f for f in document.entry.attachments if f.role is FileRole.MAIN]
            check = store.checks.latest(main[0].sha256) if main else None
            return Preview(document, store.ops.history("incoming", uid), check)

        self._jobs.run(Lane.STORE, look, done=self._looked, failed=self.failed.emit)

    def put_aside(self, arrival: Arrival) -> None:
        """The clerk has read an arrival that cannot be registered; its packet stays in the store."""
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.store.exchange.settle(arrival.arrival_id, "seen"),
            done=lambda _nothing: self.refresh(),
            failed=self.failed.emit,
        )

    def forward(self, uid: str, to_person: str, due_date: date | None, instruction: str) -> None:
        """Put the document before a leader, or hand it on."""
        values = {"to_person": to_person, "due_date": due_date, "instruction": instruction}
        self.handling.forward(uid, values)

    def reopen(self, uid: str) -> None:
        """Take «hoàn thành» back."""
        self.handling.reopen(uid)

    def _changed(self, document: Incoming) -> None:
        self.refresh()
        self.select(document.uid)

    def _found(self, wanted: IncomingFilter) -> Callable[[Rows], None]:
        def show(rows: Rows) -> None:
            if wanted == self._filter:  # a later search has overtaken this one
                self.rows_changed.emit(rows)

        return show

    def _looked(self, preview: Preview) -> None:
        if preview.document.uid != self._selected:
            return
        self.preview_changed.emit(preview)
        file = preview.picture
        if file is None:
            return
        store, pdf_desk = self._desk.store, self._desk.devices.pdf_desk
        uid = preview.document.uid
        wanted = self._picture_of = file.sha256

        def show(png: bytes) -> None:
            if wanted == self._picture_of:  # else a newer version of the page is on its way
                self.picture_ready.emit(uid, png)

        self._jobs.run(
            Lane.PDF,
            lambda: pdf_desk.render(file.name, store.files.get(file.sha256), 0, PREVIEW_DPI),
            done=show,
            failed=self.failed.emit,
        )
