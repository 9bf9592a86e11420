"""What the scanning screen decides: devices, runs, and the pages of waiting batches."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.errors import (
    ClerkError,
    DamagedFile,
    FileNotRead,
    LockedFile,
    NoScanner,
    PdfIsDocument,
)
from clerkdesk.domain.scan_profiles import ScanRules, count_problem
from clerkdesk.domain.scans import (
    BatchPage,
    ScanBatch,
    ScannedPage,
    ScannerDevice,
    ScanSettings,
    files_device,
)
from clerkdesk.domain.texts import _
from clerkdesk.ports.pages import PageImage
from clerkdesk.services.desk import Desk
from clerkdesk.services.scan_batch import PageSaved
from clerkdesk.services.scan_profiles import read_scan_rules
from clerkdesk.ui.jobs import Jobs, Lane, Stop

THUMBNAIL_HEIGHT = 280
"""Pixels; twice what is shown, so that 150 % scaling stays sharp."""


@dataclass(frozen=True, slots=True)
class _Undo:
    """How to take back the last change of a page."""

    page_id: str
    degrees: int = 0
    dropped: bool | None = None


@dataclass(frozen=True, slots=True)
class WayOn:
    """Where a run that broke off can go on: its batch, None where no page came at all."""

    batch_id: str | None
    next_page: int


class ScanPresenter(QObject):
    """Runs the scanner and keeps the batches as the clerk wants them."""

    devices_changed = Signal(object)  # Sequence[ScannerDevice]
    batches_changed = Signal(object)  # Sequence[ScanBatch]
    thumbnail_ready = Signal(str, int, object)  # page_id, turned, PNG or JPEG bytes
    page_saved = Signal(int)  # pages of this run that are safe
    busy_changed = Signal(bool)
    undo_changed = Signal(bool)
    rules_changed = Signal(object)  # ScanRules
    remarked = Signal(str)  # what the scanner did otherwise than asked
    broken_off = Signal(object, object)  # ClerkError, WayOn
    document_found = Signal(object, object)  # ClerkError, Path
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._stop: Stop | None = None
        self._undo: list[_Undo] = []
        self._saved = 0
        self._into: str | None = None
        self._remarks: set[str] = set()

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
    ) -> None:
        """Feed pages into a new batch, or into the batch `into`.

        Args:
            sheets: how many were counted by hand; 0 if nobody did.
        """
        if self._stop is not None:
            return
        if device is None:
            self.failed.emit(NoScanner())
            return
        stop = self._stop = Stop()
        self._saved, self._into = 0, into
        self._remarks.clear()
        saved = self._jobs.bring_home(self._page_saved)
        self.busy_changed.emit(True)
        self._jobs.run(
            Lane.SCANNER,
            lambda: self._desk.scan(device, settings, into=into, saved=saved, stop=stop),
            done=lambda batch: self._ended(batch, sheets, settings.duplex),
            failed=self._broken_off,
            stop=stop,
        )

    def add_files(self, paths: Sequence[Path], settings: ScanSettings) -> None:
        """Make a batch of the pages of files."""
        title = paths[0].name if len(paths) == 1 else _("{n} tệp").format(n=len(paths))
        self.scan(files_device([str(path) for path in paths], title), settings)

    def add_page(self, page: ScannedPage) -> None:
        """Make a batch of one page."""
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.scan.add(page),
            done=lambda _batch: self.refresh(),
            failed=self.failed.emit,
        )

    def stop(self) -> None:
        """End the run after the page under way; pages that came stay."""
        if self._stop is not None:
            self._stop.stop()

    def turn(self, page: BatchPage, degrees: int = 90) -> None:
        """Turn a page clockwise."""
        self._remember(_Undo(page.page_id, degrees=-degrees))
        self._change(lambda: self._desk.store.spool.turn(page.page_id, degrees))

    def set_dropped(self, page: BatchPage, dropped: bool) -> None:
        """Take a page out, or put it back."""
        self._remember(_Undo(page.page_id, dropped=not dropped))
        self._change(lambda: self._desk.store.spool.set_dropped(page.page_id, dropped))

    def undo(self) -> None:
        """Take back the last turn or drop."""
        if not self._undo:
            return
        last = self._undo.pop()
        self.undo_changed.emit(bool(self._undo))
        spool = self._desk.store.spool
        if last.dropped is not None:
            dropped = last.dropped
            self._change(lambda: spool.set_dropped(last.page_id, dropped))
        else:
            self._change(lambda: spool.turn(last.page_id, last.degrees))

    def discard(self, batch: ScanBatch) -> None:
        """Forget a batch; the screen has asked before."""
        self._undo.clear()
        self.undo_changed.emit(False)
        self._change(lambda: self._desk.store.spool.discard(batch.batch_id))

    def want_thumbnail(self, page: BatchPage) -> None:
        """Ask for the small picture of a page; it comes as `thumbnail_ready`."""

        def make() -> bytes:
            image = PageImage(self._desk.store.spool.image(page), page.dpi, page.turned)
            return self._desk.devices.workshop.thumbnail(image, THUMBNAIL_HEIGHT)

        self._jobs.run(
            Lane.PDF,
            make,
            done=lambda picture: self.thumbnail_ready.emit(page.page_id, page.turned, picture),
            failed=self.failed.emit,
        )

    def _change(self, work: Callable[[], object]) -> None:
        self._jobs.run(Lane.STORE, work, done=lambda _page: self.refresh(), failed=self.failed.emit)

    def _remember(self, undo: _Undo) -> None:
        self._undo.append(undo)
        self.undo_changed.emit(True)

    def _show(self, batches: Sequence[ScanBatch]) -> None:
        self.batches_changed.emit(batches)

    def _read_rules(self, done: Callable[[ScanRules], None]) -> None:
        settings = self._desk.store.settings
        self._jobs.run(
            Lane.STORE, lambda: read_scan_rules(settings), done=done, failed=self.failed.emit
        )

    def _page_saved(self, saved: PageSaved) -> None:
        self._saved += 1
        self._into = saved.batch_id
        self.page_saved.emit(self._saved)
        if saved.remark and saved.remark not in self._remarks:
            self._remarks.add(saved.remark)
            self.remarked.emit(saved.remark)
        self.refresh()

    def _ended(self, batch: ScanBatch | None, sheets: int, duplex: bool) -> None:
        stopped = self._stop is not None and self._stop()
        self._stop = None
        if not stopped and (words := count_problem(sheets, self._saved, duplex)):
            self.remarked.emit(words)
        self.busy_changed.emit(False)
        self.refresh()
        if batch is not None:
            self._tidy(batch)

    def _tidy(self, batch: ScanBatch) -> None:
        """Blank pages and separators into the tray, pages upright; the clerk goes on meanwhile."""
        self._jobs.run(
            Lane.PDF,
            lambda: self._desk.tidy(batch),
            done=lambda _batch: self.refresh(),
            failed=self.failed.emit,
        )

    def _broken_off(self, error: ClerkError) -> None:
        self._stop = None
        self.busy_changed.emit(False)
        self.refresh()
        match error:
            case PdfIsDocument():
                self.document_found.emit(error, Path(error.path))
            case DamagedFile() | LockedFile() | FileNotRead():
                self.failed.emit(error)  # scanning the same file again would not mend it
            case _:
                self._say_way_on(error)

    def _say_way_on(self, error: ClerkError) -> None:
        into = self._into

        def count() -> WayOn:
            pages = self._desk.store.spool.batch(into).pages if into else ()
            return WayOn(into, len(pages) + 1)

        self._jobs.run(
            Lane.STORE,
            count,
            done=lambda way: self.broken_off.emit(error, way),
            failed=lambda _gone: self.broken_off.emit(error, WayOn(None, 1)),
        )
