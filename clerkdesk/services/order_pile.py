"""Put the pages of waiting batches in order; every act gives back how it is undone."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from clerkdesk.domain.piles import believable_sheets, moved, turned_round, with_backs
from clerkdesk.domain.scans import Aside, BatchPage, ScanBatch
from clerkdesk.domain.texts import _
from clerkdesk.ports.scanner import PageSpool

Undo = Callable[[], None]
"""Takes an act back.

Raises:
    PileChanged, NotFound: pages came, or a document was made of them, meanwhile.
"""


class OrderPile:
    """Looks at each pile as it is now, not as a screen showed it."""

    def __init__(self, spool: PageSpool) -> None:
        self._spool = spool

    def join_backs(self, backs_id: str) -> Undo:
        """Put each back behind its front; the batch of the backs is gone after it.

        Raises:
            NotFound: fronts or backs became a document or were discarded.
        """
        backs = self._spool.batch(backs_id)
        fronts = self._spool.batch(backs.backs_of)
        return self._arrange([fronts, backs], [with_backs(fronts, backs), replace(backs, pages=())])

    def keep_apart(self, backs_id: str) -> Undo:
        """The backs become a batch like any other."""
        backs = self._spool.batch(backs_id)
        return self._arrange([backs], [replace(backs, backs_of="")])

    def turn_round(self, batch_id: str, page_ids: Collection[str] = ()) -> Undo:
        """The last sheet first; only `page_ids` among themselves where some are given."""
        batch = self._spool.batch(batch_id)
        only = [page for page in batch.pages if page.page_id in page_ids]
        return self._arrange([batch], [turned_round(batch, only)])

    def move(self, batch_id: str, page_id: str, by: int) -> Undo:
        """One page some places further.

        Raises:
            NotFound: it is gone.
        """
        batch = self._spool.batch(batch_id)
        return self._arrange([batch], [moved(batch, page_id, by)])

    def part(
        self, batch: ScanBatch, portions: Sequence[ScanBatch]
    ) -> tuple[Sequence[ScanBatch], Undo]:
        """Make several batches of one, the first under its id.

        Raises:
            PileChanged: its pages are no longer those of `portions`.
        """
        made = self._spool.arrange(portions)
        return made, self._back([batch], made)

    def split_at(self, batch_id: str, page_id: str) -> Undo:
        """Make a batch of its own of a page and all behind it; nothing where it is the first."""
        batch = self._spool.batch(batch_id)
        ids = [page.page_id for page in batch.pages]
        here = ids.index(page_id) if page_id in ids else 0
        if here == 0:
            return _nothing
        rest = replace(
            batch,
            batch_id="",
            title=_("{title} (tách)").format(title=batch.title),
            pages=batch.pages[here:],
            cover="",
            sheets=0,
        )
        return self._arrange([batch], [replace(batch, pages=batch.pages[:here], sheets=0), rest])

    def count_again(self, batch_id: str) -> Undo:
        """Take the sheets as they were captured: those counted by hand were counted wrongly."""
        batch = self._spool.batch(batch_id)
        self._spool.note_sheets(batch_id, believable_sheets(batch))
        return lambda: self._spool.note_sheets(batch_id, batch.sheets)

    def set_aside(self, pages: Sequence[BatchPage], aside: Aside | None = None) -> Undo:
        """Take pages out of their documents, for the program's reason or the clerk's (None)."""
        taken = [page for page in pages if not page.dropped]
        for page in taken:
            self._spool.set_dropped(page.page_id, True, aside=aside)

        def undo() -> None:
            for page in taken:
                self._spool.set_dropped(page.page_id, False)

        return undo

    def _arrange(self, before: Sequence[ScanBatch], after: Sequence[ScanBatch]) -> Undo:
        return self._back(before, self._spool.arrange(after))

    def _back(self, before: Sequence[ScanBatch], made: Sequence[ScanBatch]) -> Undo:
        known = {batch.batch_id for batch in before}
        emptied = [replace(batch, pages=()) for batch in made if batch.batch_id not in known]

        def undo() -> None:
            self._spool.arrange([*before, *emptied])

        return undo


def _nothing() -> None:
    """There was nothing to do, so there is nothing to undo."""
