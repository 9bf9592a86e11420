"""What the scanning screen decides: devices, runs, and the pages of waiting batches."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.errors import (
    ClerkError,
    DamagedFile,
    FileNotRead,
    FilesLeftOut,
    LockedFile,
    NoScanner,
    NotFound,
    PdfIsDocument,
    UnsupportedFile,
)
from clerkdesk.domain.scan_profiles import ScanRules, count_problem
from clerkdesk.domain.scans import (
    BatchPage,
    ScanBatch,
    ScannedPage,
    ScannerDevice,
    ScanSettings,
    files_device,
    is_two_sided,
)
from clerkdesk.domain.texts import _
from clerkdesk.ports.pages import PageImage
from clerkdesk.services.desk import Desk
from clerkdesk.services.order_pile import Undo
from clerkdesk.services.scan_batch import USUAL_PILE, NewPile, PageSaved
from clerkdesk.services.scan_profiles import read_scan_rules
from clerkdesk.ui.jobs import Jobs, Lane, Stop
from clerkdesk.ui.scan.run import Run, WayOn

THUMBNAIL_HEIGHT = 280
"""Pixels; twice what is shown, so that 150 % scaling stays sharp."""


class ScanPresenter(QObject):
    """Runs the scanner and keeps the batches as the clerk wants them."""

    devices_changed = Signal(object)  # Sequence[ScannerDevice]
    batches_changed = Signal(object)  # Sequence[ScanBatch]
    thumbnail_ready = Signal(str, int, object)  # page_id, turned, PNG or JPEG; empty: none
    page_saved = Signal(int)  # pages of this run that are safe
    busy_changed = Signal(bool)
    undo_changed = Signal(bool)
    rules_changed = Signal(object)  # ScanRules
    remarked = Signal(str)  # what the scanner did otherwise than asked
    run_ended = Signal(object, object)  # Run, ScanBatch: fed to its end
    pile_seen = Signal(object)  # ScanBatch: its blank pages and separators are put aside
    broken_off = Signal(object, object)  # ClerkError, WayOn
    documents_found = Signal(object, object)  # ClerkError, Sequence[Path]
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._stop: Stop | None = None
        self._undo: list[Undo] = []
        self._run = Run(ScanSettings(), USUAL_PILE, 0)
        self._waiting: list[Callable[[], None]] = []

    @property
    def scanning(self) -> bool:
        """Whether a run is under way."""
        return self._stop is not None

    def read_rules(self) -> None:
        """Show the office's profiles as they are now."""
        self._read_rules(self.rules_changed.emit)

    def find_devices(self) -> None:
        """Look for scanners in the background, those whose address the office knows as well."""

        def look(rules: ScanRules) -> None:
            self.rules_changed.emit(rules)
            self._jobs.run(
                Lane.SCANNER,
                lambda: self._desk.devices.scanner.devices(rules.addresses),
                done=self.devices_changed.emit,
                failed=self.failed.emit,
            )

        self._read_rules(look)

    def refresh(self) -> None:
        """Show the batches that wait."""
        self._jobs.run(
            Lane.STORE,
            self._desk.store.spool.batches,
            done=self._show,
            failed=self.failed.emit,
        )

    def scan(
        self,
        device: ScannerDevice | None,
        settings: ScanSettings,
        into: str | None = None,
        *,
        sheets: int = 0,
        new: NewPile = USUAL_PILE,
    ) -> None:
        """Feed pages into a new batch, or into the batch `into`.

        Args:
            sheets: how many were counted by hand; 0 if nobody did.
            new: what a new batch is.
        """
        if self._stop is not None:
            return
        if device is None:
            self.failed.emit(NoScanner())
            return
        stop = self._stop = Stop()
        run = self._run = Run(settings, new, sheets, into)
        saved = self._jobs.bring_home(self._page_saved)
        given_up = self._jobs.bring_home(self._given_up)

        def work() -> ScanBatch | None:
            defect = True
            try:
                batch = self._desk.scan(
                    device, settings, into=into, new=new, sheets=sheets, saved=saved, stop=stop
                )
                defect = False
            except ClerkError:
                defect = False
                raise
            finally:
                if defect:
                    given_up(run)
            return batch

        self.busy_changed.emit(True)
        self._jobs.run(
            Lane.SCANNER,
            work,
            done=lambda batch: self._ended(run, batch),
            failed=self._broken_off,
            stop=stop,
        )

    def add_files(
        self, paths: Sequence[Path], settings: ScanSettings, new: NewPile = USUAL_PILE
    ) -> None:
        """Make a batch of the pages of files, once the run under way is over."""
        if self._stop is not None:
            self._waiting.append(lambda: self.add_files(paths, settings, new))
            words = _("Đang quét: {n} tệp vừa đưa vào sẽ được lấy ngay khi quét xong.")
            self.remarked.emit(words.format(n=len(paths)))
            return
        title = paths[0].name if len(paths) == 1 else _("{n} tệp").format(n=len(paths))
        self.scan(files_device([str(path) for path in paths], title), settings, new=new)

    def add_page(self, page: ScannedPage, new: NewPile = USUAL_PILE) -> None:
        """Make a batch of one page."""
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.scan.add(page, new),
            done=lambda _batch: self.refresh(),
            failed=self.failed.emit,
        )

    def stop(self) -> None:
        """End the run after the page under way; pages that came stay."""
        if self._stop is not None:
            self._stop.stop()

    def turn(self, page: BatchPage, degrees: int = 90) -> None:
        """Turn a page clockwise."""
        spool = self._desk.store.spool

        def work() -> Undo:
            spool.turn(page.page_id, degrees)
            return lambda: _forget(spool.turn(page.page_id, -degrees))

        self.change(work)

    def set_dropped(self, page: BatchPage, dropped: bool) -> None:
        """Take a page out, or put it back."""
        spool = self._desk.store.spool

        def work() -> Undo:
            spool.set_dropped(page.page_id, dropped)
            return lambda: _forget(spool.set_dropped(page.page_id, not dropped))

        self.change(work)

    def change(self, work: Callable[[], Undo], done: Callable[[], object] = lambda: None) -> None:
        """Do something to waiting pages that can be taken back, and show them.

        Args:
            done: called once it is done, before the pages are shown.
        """

        def changed(undo: Undo) -> None:
            self.remember(undo)
            done()
            self.refresh()

        self._jobs.run(Lane.STORE, work, done=changed, failed=self._not_changed)

    def remember(self, undo: Undo) -> None:
        """Something was done elsewhere that can be taken back here."""
        self._undo.append(undo)
        self.undo_changed.emit(True)

    def undo(self) -> None:
        """Take back the last change."""
        if not self._undo:
            return
        last = self._undo.pop()
        self.undo_changed.emit(bool(self._undo))
        self._jobs.run(
            Lane.STORE, last, done=lambda _nothing: self.refresh(), failed=self._not_changed
        )

    def forget_changes(self) -> None:
        """What was done cannot be taken back any more: pages became a document, or are gone."""
        self._undo.clear()
        self.undo_changed.emit(False)

    def discard(self, batch: ScanBatch) -> None:
        """Forget a batch; the screen has asked before."""
        self.forget_changes()
        spool = self._desk.store.spool
        self._jobs.run(
            Lane.STORE,
            lambda: spool.discard(batch.batch_id),
            done=lambda _nothing: self.refresh(),
            failed=self.failed.emit,
        )

    def want_thumbnail(self, page: BatchPage) -> None:
        """Ask for the small picture of a page; it comes as `thumbnail_ready`."""

        def make() -> bytes:
            image = PageImage(self._desk.store.spool.image(page), page.dpi, page.turned)
            return self._desk.devices.workshop.thumbnail(image, THUMBNAIL_HEIGHT)

        def none(error: ClerkError) -> None:
            if not isinstance(error, NotFound):  # it became a document meanwhile
                self.failed.emit(error)
            self.thumbnail_ready.emit(page.page_id, page.turned, b"")

        self._jobs.run(
            Lane.PICTURES,
            make,
            done=lambda picture: self.thumbnail_ready.emit(page.page_id, page.turned, picture),
            failed=none,
        )

    def _not_changed(self, error: ClerkError) -> None:
        self.failed.emit(error)
        self.refresh()

    def _show(self, batches: Sequence[ScanBatch]) -> None:
        self.batches_changed.emit(batches)

    def _read_rules(self, done: Callable[[ScanRules], None]) -> None:
        settings = self._desk.store.settings
        self._jobs.run(
            Lane.STORE, lambda: read_scan_rules(settings), done=done, failed=self.failed.emit
        )

    def _page_saved(self, saved: PageSaved) -> None:
        is_new = self._run.heard(saved)
        self.page_saved.emit(len(self._run.pages))
        if is_new:
            self.remarked.emit(saved.remark)
        self.refresh()

    def _ended(self, run: Run, batch: ScanBatch | None) -> None:
        stopped = self._stop is not None and self._stop()
        self._stop = None
        duplex = is_two_sided(run.settings, run.oddities)
        if not stopped and (words := count_problem(run.sheets, len(run.pages), duplex)):
            self.remarked.emit(words)
        self.busy_changed.emit(False)
        self.refresh()
        if batch is not None:
            self._tidy(batch)
            if not stopped:
                self.run_ended.emit(run, batch)
        self._take_waiting()

    def _take_waiting(self) -> None:
        """Files that were given meanwhile."""
        if self._waiting and self._stop is None:
            self._waiting.pop(0)()

    def _given_up(self, run: Run) -> None:
        """A defect is told elsewhere; the scanner must not seem to run until the program ends."""
        if run is self._run:
            self._stop = None
            self.busy_changed.emit(False)
            self.refresh()
            self._take_waiting()

    def _tidy(self, batch: ScanBatch) -> None:
        """Blank pages and separators into the tray, pages upright; the clerk goes on meanwhile."""

        def seen(tidied: ScanBatch) -> None:
            self.refresh()
            self.pile_seen.emit(tidied)

        def failed(error: ClerkError) -> None:
            self.refresh()
            if not isinstance(error, NotFound):  # it became part of another, or a document
                self.failed.emit(error)

        stop = Stop()
        self._jobs.run(
            Lane.PILES,
            lambda: self._desk.tidy(batch, stop=stop),
            done=seen,
            failed=failed,
            stop=stop,
        )

    def _broken_off(self, error: ClerkError) -> None:
        self._stop = None
        self.busy_changed.emit(False)
        self.refresh()
        match error:
            case PdfIsDocument():
                self.documents_found.emit(error, [Path(error.path)])
            case FilesLeftOut(documents=[_, *_]):
                self.documents_found.emit(error, [Path(path) for path in error.documents])
                self._tidy_what_came()
            case FilesLeftOut():
                self.failed.emit(error)
                self._tidy_what_came()
            case DamagedFile() | LockedFile() | FileNotRead() | UnsupportedFile():
                self.failed.emit(error)  # scanning the same file again would not mend it
                self._tidy_what_came()
            case _:
                self._say_way_on(error)
        self._take_waiting()

    def _tidy_what_came(self) -> None:
        """No run goes on behind it: the pages that came are the pile."""
        if (into := self._run.into) is not None:
            self._jobs.run(
                Lane.STORE,
                lambda: self._desk.store.spool.batch(into),
                done=self._tidy,
                failed=self.failed.emit,
            )

    def _say_way_on(self, error: ClerkError) -> None:
        into, backs_of = self._run.into, self._run.new.backs_of

        def count() -> WayOn:
            pages = self._desk.store.spool.batch(into).pages if into else ()
            return WayOn(into, len(pages) + 1, backs_of)

        self._jobs.run(
            Lane.STORE,
            count,
            done=lambda way: self.broken_off.emit(error, way),
            failed=lambda _gone: self.broken_off.emit(error, WayOn(None, 1)),
        )


def _forget(_page: BatchPage) -> None:
    """An undo gives nothing back."""
