"""What the page of two revisions decides: which were signed, how they differ, how their pages come."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.revisions import PageChange, RevisionComparison, SignedRevision
from clerkdesk.domain.texts import _
from clerkdesk.process.named_files import write_file
from clerkdesk.services.desk import Desk
from clerkdesk.services.signed_revisions import SignedRevisions
from clerkdesk.ui.jobs import Jobs, Lane, Stop
from clerkdesk.ui.page_view.sheets import LoadPage
from clerkdesk.ui.theme import State

MANY_PAGES = 6
"""More differing pages than that are not named one by one."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One signed revision beside the file, ready to be looked at."""

    revision: SignedRevision
    comparison: RevisionComparison
    signed: LoadPage
    current: LoadPage


class RevisionPresenter(QObject):
    """One file at a time; what the clerk has left meanwhile is dropped."""

    listed = Signal(object)  # Sequence[SignedRevision]; empty = there is none that holds
    compared = Signal(object)  # Beside
    working = Signal(str)  # Vietnamese; empty = nothing
    said = Signal(str)
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._revisions = SignedRevisions(desk.store, desk.devices.checker)
        self._file: Attachment | None = None
        self._stop = Stop()

    def open(self, file: Attachment) -> None:
        """Find the signed revisions of a file, and compare the first with what it is now."""
        self.close()
        self._file = file
        stop = self._stop
        self.working.emit(_("Đang tìm bản đã ký trong tệp…"))

        def found(revisions: Sequence[SignedRevision]) -> None:
            if stop():
                return
            self.working.emit("")
            self.listed.emit(revisions)
            if revisions:
                self.compare(revisions[0])

        self._jobs.run(
            Lane.PDF,
            lambda: self._revisions.of(file),
            done=found,
            failed=lambda error: self._fail(error, stop),
            stop=stop,
        )

    def compare(self, revision: SignedRevision) -> None:
        """Compare one of them with the file."""
        file, stop = self._file, self._stop
        if file is None:
            return

        def heard(pages: tuple[int, int]) -> None:
            if not stop():
                self._progress(pages)

        tell = self._jobs.bring_home(heard)
        self._progress((0, 0))

        def work() -> RevisionComparison:
            return self._revisions.compare(file, revision, lambda done, of: tell((done, of)))

        def done(comparison: RevisionComparison) -> None:
            if not stop():
                self.working.emit("")
                signed, current = self._loads(file, revision)
                self.compared.emit(Beside(revision, comparison, signed, current))

        self._jobs.run(
            Lane.PDF, work, done=done, failed=lambda error: self._fail(error, stop), stop=stop
        )

    def save(self, revision: SignedRevision, path: Path) -> None:
        """Write what was signed as a file of its own."""
        file = self._file
        if file is None:
            return

        def work() -> str:
            write_file(path, self._revisions.signed(file, revision))
            return path.name

        self._jobs.run(
            Lane.FILES,
            work,
            done=lambda name: self.said.emit(_("Đã ghi {name}.").format(name=name)),
            failed=self.failed.emit,
        )

    def close(self) -> None:
        """The clerk goes back."""
        self._stop.stop()
        self._stop = Stop()
        self._file = None
        self.working.emit("")

    def _progress(self, pages: tuple[int, int]) -> None:
        done, of = pages
        words = _("Đang so với bản đã ký…")
        if of:
            words = _("Đang so với bản đã ký: trang {page}/{all}…").format(page=done, all=of)
        self.working.emit(words)

    def _loads(self, file: Attachment, revision: SignedRevision) -> tuple[LoadPage, LoadPage]:
        """How pages of both are drawn; the bytes are read when a page is, in the lane."""
        draw, revisions = self._desk.devices.pdf_desk.render, self._revisions

        def signed(page: int, dpi: int) -> bytes:
            return draw(file.name, revisions.signed(file, revision), page, dpi)

        def current(page: int, dpi: int) -> bytes:
            return draw(file.name, revisions.current(file), page, dpi)

        return signed, current

    def _fail(self, error: ClerkError, stop: Stop) -> None:
        if not stop():
            self.working.emit("")
            self.failed.emit(error)


def revision_name(revision: SignedRevision) -> str:
    """Who signed it and when, e.g. «Nguyễn Văn An · 14/07/2026 09:05»."""
    parts = [revision.signer or revision.field_name]
    if revision.signed_at is not None:
        parts.append(f"{revision.signed_at.astimezone(VIETNAM_TIME):%d/%m/%Y %H:%M}")
    return " · ".join(parts)


def summary(comparison: RevisionComparison) -> tuple[str, State]:
    """What differs, in a sentence."""
    both = len(comparison.signed_pages)
    lines = []
    changed = [change.page for change in comparison.changes if _on_both(change, comparison)]
    if changed:
        names = ", ".join(str(page + 1) for page in changed[:MANY_PAGES])
        more = "…" if len(changed) > MANY_PAGES else ""
        words = _("Khác bản đã ký ở trang {pages}: xem chỗ khoanh đỏ.")
        lines.append(words.format(pages=names + more))
    if comparison.pages_added > 0:
        words = _("Có thêm {n} trang mà người ký không ký (từ trang {first}).")
        lines.append(words.format(n=comparison.pages_added, first=both + 1))
    elif comparison.pages_added < 0:
        lines.append(_("Mất {n} trang đã ký.").format(n=-comparison.pages_added))
    if not lines:
        return _("Mọi trang hiện giống hệt bản đã ký."), State.GOOD
    return " ".join(lines), State.WARN


def _on_both(change: PageChange, comparison: RevisionComparison) -> bool:
    return change.page < min(len(comparison.signed_pages), len(comparison.current_pages))
