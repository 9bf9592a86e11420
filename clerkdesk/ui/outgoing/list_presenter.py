"""What the outgoing register shows: rows, the document beside them, and its next step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.attachments import PDF
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.ports.registers import HistoryLine, OutgoingFilter, Page
from clerkdesk.process.named_files import write_file
from clerkdesk.services.desk import Desk
from clerkdesk.ui.jobs import Jobs, Lane

PREVIEW_DPI = 60


@dataclass(frozen=True, slots=True)
class OutgoingRows:
    """What the list holds now, and how many there are in all."""

    documents: Sequence[Outgoing]
    total: int


@dataclass(frozen=True, slots=True)
class OutgoingPreview:
    """The document beside the list."""

    document: Outgoing
    history: Sequence[HistoryLine]


class OutgoingListPresenter(QObject):
    """Finds outgoing documents, shows one, and takes the steps that need no token."""

    rows_changed = Signal(object)  # OutgoingRows
    preview_changed = Signal(object)  # OutgoingPreview
    picture_ready = Signal(str, object)  # uid, PNG bytes
    step_taken = Signal(object)  # Outgoing
    register_ready = Signal(object)  # PDF bytes of the register as it is listed
    exported = Signal(object)  # Path that was written
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._filter = OutgoingFilter()
        self._selected = ""
        self._picture_of = ""

    def show(self, wanted: OutgoingFilter) -> None:
        """List documents by `wanted`."""
        self._filter = wanted
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        wanted, register = self._filter, self._desk.store.outgoing

        def show(rows: OutgoingRows) -> None:
            if wanted == self._filter:  # a later search has overtaken this one
                self.rows_changed.emit(rows)

        self._jobs.run(
            Lane.STORE,
            lambda: OutgoingRows(register.find(wanted, Page()), register.count(wanted)),
            done=show,
            failed=self.failed.emit,
        )

    def print_register(self) -> None:
        """Make the statutory register of what is listed; it comes as `register_ready`."""
        wanted = self._filter
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.print_register.outgoing(wanted),
            done=self.register_ready.emit,
            failed=self.failed.emit,
        )

    def export(self, file: Path) -> None:
        """Write what is listed as a CSV file; the clerk chose where."""
        wanted = self._filter

        def write() -> Path:
            write_file(file, self._desk.print_register.outgoing_csv(wanted))
            return file

        self._jobs.run(Lane.STORE, write, done=self.exported.emit, failed=self.failed.emit)

    def select(self, uid: str) -> None:
        """Show one document beside the list."""
        self._selected = uid
        store = self._desk.store
        self._jobs.run(
            Lane.STORE,
            lambda: OutgoingPreview(store.outgoing.get(uid), store.ops.history("outgoing", uid)),
            done=self._looked,
            failed=self.failed.emit,
        )

    def approve(self, uid: str) -> None:
        """Record the leader's approval of a draft."""
        self._step(lambda: self._desk.approve(uid, self._desk.person))

    def give_back(self, uid: str, reason: str) -> None:
        """Return a document to its author, with the reason."""
        self._step(lambda: self._desk.approve.give_back(uid, reason, self._desk.person))

    def issue(self, uid: str) -> None:
        """Put the sealed document into the outbox."""
        self._step(lambda: self._desk.issue(uid, self._desk.person))

    def _step(self, work: Callable[[], Outgoing]) -> None:
        self._jobs.run(Lane.STORE, work, done=self._stepped, failed=self.failed.emit)

    def _stepped(self, document: Outgoing) -> None:
        self.step_taken.emit(document)
        self.refresh()
        self.select(document.uid)

    def _looked(self, preview: OutgoingPreview) -> None:
        if preview.document.uid != self._selected:
            return
        self.preview_changed.emit(preview)
        main = preview.document.main_file
        if main is None or main.media_type != PDF:
            return
        store, pdf_desk, uid = self._desk.store, self._desk.devices.pdf_desk, self._selected
        wanted = self._picture_of = main.sha256

        def show(png: bytes) -> None:
            if wanted == self._picture_of:  # else a newer version of the page is on its way
                self.picture_ready.emit(uid, png)

        self._jobs.run(
            Lane.PDF,
            lambda: pdf_desk.render(main.name, store.files.get(main.sha256), 0, PREVIEW_DPI),
            done=show,
            failed=self.failed.emit,
        )
