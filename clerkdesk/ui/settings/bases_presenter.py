"""What Căn cứ và quy chế shows, and what the administrator changes there."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.errors import ClerkError, InvalidEntry
from clerkdesk.domain.legal_bases import LegalBasis
from clerkdesk.domain.rights import Right, may
from clerkdesk.process.named_files import read_file
from clerkdesk.services.desk import Desk
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.page_view.sheets import LoadPage

T = TypeVar("T")


class BasesPresenter(QObject):
    """Reads, changes and takes out lines; undo puts the list before back."""

    changed = Signal(object, str)  # Sequence[LegalBasis], id of the one to choose
    removed = Signal(object)  # LegalBasis
    problems_found = Signal(object)  # field name -> sentence
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._before: Sequence[LegalBasis] = ()

    @property
    def allowed(self) -> bool:
        """Whether this account may change the list; everyone may read it."""
        return may(self._desk.person, Right.SETTINGS)

    @property
    def today(self) -> date:
        """The day by which a text is in force."""
        return self._desk.today

    def refresh(self, chosen: str = "") -> None:
        """Read the list again."""
        self._jobs.run(
            Lane.STORE,
            self._desk.legal_bases.all,
            done=lambda bases: self.changed.emit(bases, chosen),
            failed=self.failed.emit,
        )

    def put(self, basis: LegalBasis | None, values: dict[str, object]) -> None:
        """Keep a line; a new one where `basis` is None."""
        name = basis.basis_id if basis else uuid4().hex
        self._act(
            lambda: self._desk.legal_bases.put(name, values, self._desk.person),
            lambda kept: self.refresh(kept.basis_id),
        )

    def put_file(self, basis: LegalBasis, file: Path) -> None:
        """Keep the PDF of a line."""
        self._act(
            lambda: self._desk.legal_bases.put_file(
                basis.basis_id, file.name, read_file(file), self._desk.person
            ),
            lambda kept: self.refresh(kept.basis_id),
        )

    def remove(self, basis: LegalBasis) -> None:
        """Take a line out."""

        def taken_out(before: Sequence[LegalBasis]) -> None:
            self._before = before
            self.removed.emit(basis)
            self.refresh()

        self._act(
            lambda: self._desk.legal_bases.remove(basis.basis_id, self._desk.person), taken_out
        )

    def undo(self) -> None:
        """Put the list back as it was before the last line was taken out."""
        before = self._before
        self._act(
            lambda: self._desk.legal_bases.restore(before, self._desk.person),
            lambda _nothing: self.refresh(),
        )

    def open_file(self, file: Attachment, opened: Callable[[int, LoadPage], None]) -> None:
        """Count the pages of a text; `opened` is told how many, and how one is drawn."""
        store, pdf_desk = self._desk.store, self._desk.devices.pdf_desk

        def load(page: int, dpi: int) -> bytes:
            return pdf_desk.render(file.name, store.files.get(file.sha256), page, dpi)

        self._jobs.run(
            Lane.PDF,
            lambda: pdf_desk.facts(file.name, store.files.get(file.sha256)).pages,
            done=lambda count: opened(count, load),
            failed=self.failed.emit,
        )

    def _act(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._jobs.run(Lane.STORE, work, done=done, failed=self._failed)

    def _failed(self, error: ClerkError) -> None:
        if isinstance(error, InvalidEntry):
            self.problems_found.emit(error.problems)
        else:
            self.failed.emit(error)
