"""Scan a pile of sheets: every page is safe on disk before anyone sees it."""

from collections.abc import Callable
from dataclasses import dataclass

from clerkdesk.domain.errors import DoubleFeed, PaperJam, ScannerFailed, ScannerSilent
from clerkdesk.domain.scans import (
    FILES_DRIVER,
    BatchPage,
    Oddity,
    ScanBatch,
    ScannedPage,
    ScannerDevice,
    ScanSettings,
    is_two_sided,
)
from clerkdesk.domain.texts import _
from clerkdesk.ports.scanner import PageSpool, Scanner


@dataclass(frozen=True, slots=True)
class PageSaved:
    """A page that is durable now, and the batch it is in."""

    batch_id: str
    page: BatchPage
    remark: str = ""
    """What the scanner did otherwise than asked, as a Vietnamese sentence."""
    oddities: tuple[Oddity, ...] = ()
    """What of it can be mended."""


@dataclass(frozen=True, slots=True)
class NewPile:
    """What a new batch is: the backs of another, and the archive profile it is stored by."""

    backs_of: str = ""
    archive: str = ""


USUAL_PILE = NewPile()


class ScanPages:
    """Feeds pages from a scanner into a batch."""

    def __init__(self, scanner: Scanner, spool: PageSpool) -> None:
        self._scanner = scanner
        self._spool = spool

    def __call__(
        self,
        device: ScannerDevice,
        settings: ScanSettings,
        *,
        into: str | None = None,
        new: NewPile = USUAL_PILE,
        sheets: int = 0,
        saved: Callable[[PageSaved], None],
        stop: Callable[[], bool],
    ) -> ScanBatch | None:
        """Scan until the feeder is empty; returns the batch, None where no page came.

        Args:
            into: batch to continue («Quét thêm»); None starts one with its first page.
            new: what that one is.
            sheets: of this run, as they were counted by hand; 0 if nobody did.
            saved: called after each page, once it is flushed to disk.

        Raises:
            ClerkError: what the scanner or the disk met; pages saved before stay in the batch.
        """
        batch_id = into
        before = len(self._spool.batch(into).pages) if into else 0
        try:
            for scanned in self._scanner.scan(device.device_id, settings, stop=stop):
                if batch_id is None:
                    batch_id = self._open(device, settings, scanned, new, sheets)
                elif sheets and batch_id == into:
                    self._count_more(batch_id, sheets)
                sheets = 0  # counted once, with the first page
                page = self._spool.add(batch_id, scanned)
                saved(PageSaved(batch_id, page, scanned.remark, scanned.oddities))
        except (PaperJam, DoubleFeed, ScannerFailed, ScannerSilent) as error:
            error.page += before  # the clerk counts the sheets of the pile, not of the run
            raise
        return self._spool.batch(batch_id) if batch_id else None

    def add(self, page: ScannedPage, new: NewPile = USUAL_PILE) -> ScanBatch:
        """Make a batch of one page that came otherwise, such as out of the clipboard.

        Raises:
            DiskFull: it was not kept.
        """
        title, device = self._title(), _("Bộ nhớ tạm")
        batch_id = self._spool.open_batch(title, device, archive=new.archive).batch_id
        self._spool.add(batch_id, page)
        return self._spool.batch(batch_id)

    def _open(
        self,
        device: ScannerDevice,
        settings: ScanSettings,
        first: ScannedPage,
        new: NewPile,
        sheets: int,
    ) -> str:
        """Start a batch, whose first page tells what the scanner makes of the settings."""
        batch = self._spool.open_batch(
            self._title(),
            device.title,
            backs_of=new.backs_of,
            two_sided=device.driver != FILES_DRIVER and is_two_sided(settings, first.oddities),
            archive=new.archive,
            sheets=sheets,
        )
        return batch.batch_id

    def _count_more(self, batch_id: str, sheets: int) -> None:
        """More sheets of a pile; where those before were not counted, the whole is not known."""
        batch = self._spool.batch(batch_id)
        if batch.sheets or not batch.pages:
            self._spool.note_sheets(batch_id, batch.sheets + sheets)

    def _title(self) -> str:
        count = len(self._spool.batches()) + 1
        return _("Văn bản {count}").format(count=count)
