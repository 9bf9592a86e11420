"""Look through a scanned pile: blank pages into the tray, pages turned upright, the pile taken apart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clerkdesk.domain.errors import DamagedFile
from clerkdesk.domain.page_findings import SEPARATORS, CoverSheet, PageFindings, portions
from clerkdesk.domain.scans import Aside, BatchPage, ScanBatch
from clerkdesk.ports.pages import PageImage, PageWorkshop
from clerkdesk.ports.scanner import PageSpool


@dataclass(frozen=True, slots=True)
class TidyPortion:
    """Pages that are one document, and the entry of a register that their cover sheet names."""

    pages: tuple[BatchPage, ...]
    cover: CoverSheet | None


class TidyBatch:
    """Looks at each page once; what the clerk changed himself is not changed back."""

    def __init__(self, spool: PageSpool, workshop: PageWorkshop) -> None:
        self._spool = spool
        self._workshop = workshop
        self._seen: dict[str, PageFindings] = {}

    def __call__(self, batch: ScanBatch, *, stop: Callable[[], bool] = lambda: False) -> ScanBatch:
        """Put blank pages and separators aside and turn pages upright; returns the batch as it is now.

        A page that cannot be looked at stays as it is.

        Raises:
            HelperCrashed, HelperSilent: pages looked at before are settled.
            NotFound: the batch was registered or discarded meanwhile.
        """
        for page in batch.pages:
            if stop():
                break
            if page.page_id not in self._seen:
                self._settle(page)
        return self._spool.batch(batch.batch_id)

    def portions(self, batch: ScanBatch, *, sheets_each: int = 0) -> Sequence[TidyPortion]:
        """How the pile comes apart; pages that were not looked at are taken as print, and so are
        separators that the clerk took into the document."""
        findings = [
            PageFindings()
            if page.aside in SEPARATORS and not page.dropped
            else self._seen.get(page.page_id, PageFindings())
            for page in batch.pages
        ]
        return [
            TidyPortion(tuple(batch.pages[place] for place in one.pages), one.cover)
            for one in portions(findings, sheets_each=sheets_each)
        ]

    def _settle(self, page: BatchPage) -> None:
        try:
            found = self._workshop.examine(
                PageImage(self._spool.image(page), page.dpi, page.turned)
            )
        except DamagedFile:
            found = PageFindings()
        self._seen[page.page_id] = found
        if page.dropped or page.turned or page.aside is not None:
            return
        if found.aside is not None:
            self._spool.set_dropped(page.page_id, True, aside=found.aside)
        elif found.turn:
            self._spool.turn(page.page_id, found.turn)


def blanks(batch: ScanBatch) -> int:
    """Pages that lie in the tray as blank."""
    return sum(page.dropped and page.aside is Aside.BLANK for page in batch.pages)
