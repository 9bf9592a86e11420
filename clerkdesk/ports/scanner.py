"""Scanners, and the pages that wait in a batch."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from clerkdesk.domain.scans import (
    Aside,
    BatchPage,
    ScanBatch,
    ScannedPage,
    ScannerDevice,
    ScanSettings,
)


class Scanner(Protocol):
    """All scanner drivers of this machine, behind a child process."""

    def devices(self, addresses: Sequence[str] = ()) -> Sequence[ScannerDevice]:
        """List the scanners that answer now; empty where there is none.

        Args:
            addresses: network scanners to ask besides those that announce themselves.
        """
        ...

    def scan(
        self, device_id: str, settings: ScanSettings, *, stop: Callable[[], bool]
    ) -> Iterator[ScannedPage]:
        """Yield each page as soon as the device gave it; ends when the feeder is empty.

        Raises:
            NoScanner: `device_id` does not answer.
            FeederEmpty: there was no paper at all.
            PaperJam, DoubleFeed, CoverOpen, ScannerBusy, ScannerSilent, ScannerFailed,
            HelperCrashed, HelperSilent: pages already yielded stay valid.
        """
        ...

    def listen(self, device_id: str, *, stop: Callable[[], bool]) -> Iterator[None]:
        """Yield at each press of the scanner's own button, until `stop` says so.

        Ends at once where the device tells none. Nothing else can be asked of scanners meanwhile,
        and other programs may find the device busy.

        Raises:
            NoScanner, ScannerBusy, ScannerFailed, ScannerSilent, HelperCrashed, HelperSilent
        """
        ...

    def close(self) -> None:
        """End the child process."""
        ...


class PageSpool(Protocol):
    """Scanned pages, safe on disk before anyone sees them, until they become a document."""

    def open_batch(
        self,
        title: str,
        device: str,
        *,
        backs_of: str = "",
        two_sided: bool = False,
        archive: str = "",
        sheets: int = 0,
    ) -> ScanBatch:
        """Start a batch; what the words after `device` mean stands in `ScanBatch`."""
        ...

    def add(self, batch_id: str, page: ScannedPage) -> BatchPage:
        """Write one page, flushed and encrypted, before returning.

        Raises:
            DiskFull: the page was not kept; pages before it are.
        """
        ...

    def batches(self) -> Sequence[ScanBatch]:
        """Batches that wait, oldest first; after a crash they are all still here."""
        ...

    def batch(self, batch_id: str) -> ScanBatch:
        """One batch.

        Raises:
            NotFound: it was registered or discarded.
        """
        ...

    def image(self, page: BatchPage) -> bytes:
        """The image as it was captured (`turned` not applied)."""
        ...

    def turn(self, page_id: str, degrees: int) -> BatchPage:
        """Turn a page clockwise by a multiple of 90 degrees."""
        ...

    def set_dropped(self, page_id: str, dropped: bool, *, aside: Aside | None = None) -> BatchPage:
        """Take a page out of the document, or back in; `aside` tells why the program did it."""
        ...

    def arrange(self, batches: Sequence[ScanBatch]) -> Sequence[ScanBatch]:
        """Let these batches have these pages in this order, at once or not at all; gives them back.

        Of a page only its place changes. A batch left without a page goes, one that is gone comes
        back, one with an empty `batch_id` is new; title, `backs_of`, `two_sided`, `archive`,
        `cover` and `sheets` become as given.

        Raises:
            PileChanged: their pages are not those that wait in them now, each once.
            DiskFull: nothing was changed.
        """
        ...

    def note_sheets(self, batch_id: str, sheets: int) -> None:
        """Remember how many sheets were counted by hand.

        Raises:
            NotFound: it was registered or discarded.
        """
        ...

    def note_bound(self, batch_id: str, bound: str) -> None:
        """Remember durably to what file a batch was bound.

        Raises:
            NotFound: it was registered or discarded.
        """
        ...

    def put_away(self, batch_id: str, uid: str) -> None:
        """Its pages are in the document `uid`: it waits no longer, but can be taken back until the
        store is closed.

        Raises:
            NotFound: it was registered or discarded.
        """
        ...

    def take_back(self, batch_id: str) -> ScanBatch:
        """Let a batch that was put away wait again.

        Raises:
            NotFound: it is gone for good.
        """
        ...

    def discard(self, batch_id: str) -> None:
        """Forget a batch whose pages are in a registered document, or unwanted."""
        ...
