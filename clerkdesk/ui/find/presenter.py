"""What «Tra cứu» finds: one text over both registers, with filters, sorted, and where it stands."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.found_in import Piece, excerpt
from clerkdesk.domain.search_query import SearchQuery, read_query
from clerkdesk.ports.registers import Found as Counted
from clerkdesk.ports.registers import Page
from clerkdesk.services.desk import Desk
from clerkdesk.services.export_rows import ExportColumn, ExportWish, every_row
from clerkdesk.ui.find.filters import Wish, of_incoming, of_outgoing
from clerkdesk.ui.find.hits import Document, Hit, hit, in_order
from clerkdesk.ui.jobs import Jobs, Lane

LIMIT = 500
"""Of each register at first; each «Xem thêm» doubles it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for `wish`, and how many there are in all.

    Args:
        exact: False where there are more than `total`.
        corrected: what was searched instead, where a word was found nowhere.
    """

    wish: Wish
    hits: Sequence[Hit]
    total: int
    exact: bool = True
    corrected: str = ""

    @property
    def text(self) -> str:
        """What was typed."""
        return self.wish.text


@dataclass(frozen=True, slots=True)
class Seen:
    """The hit beside the list: the words around what was found on its pages."""

    hit: Hit
    excerpt: Sequence[Piece]


class FindPresenter(QObject):
    """Searches; a later search overtakes an earlier one."""

    found = Signal(object)  # Found
    seen = Signal(object)  # Seen
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._wish = Wish()
        self._limit = LIMIT
        self._found = Found(Wish(), (), 0)
        self._selected = ""

    @property
    def today(self) -> date:
        """The date by which years are offered."""
        return self._desk.today

    @property
    def wish(self) -> Wish:
        """What is searched now."""
        return self._wish

    def search(self, text: str) -> None:
        """Find documents whose fields or pages hold `text`, without diacritics."""
        self.ask(replace(self._wish, text=text))

    def ask(self, wish: Wish) -> None:
        """Search with filters and an order."""
        if wish != self._wish:
            self._limit = LIMIT
        self._wish = wish

        def show(found: Found) -> None:
            if found.wish == self._wish:
                self._found = found
                self.found.emit(found)

        limit = self._limit
        self._jobs.run(
            Lane.STORE, lambda: self._search(wish, limit), done=show, failed=self.failed.emit
        )

    def more(self) -> None:
        """Show twice as many of what was found."""
        self._limit *= 2
        self.ask(self._wish)

    def refresh(self) -> None:
        """Search again: documents may have come."""
        if not self._wish.is_empty:
            self.ask(self._wish)

    def select(self, chosen: Hit | None) -> None:
        """Show where on its pages a hit has what was searched."""
        self._selected = chosen.document.uid if chosen else ""
        if chosen is None:
            return
        query = self._query(self._found)

        def look() -> Seen:
            look_at, person = self._desk.look_at, self._desk.person
            document: Document = (
                look_at.incoming(chosen.document.uid, person)
                if chosen.is_incoming
                else look_at.outgoing(chosen.document.uid, person)
            )
            return Seen(chosen, excerpt(document.entry.full_text, query))

        def show(seen: Seen) -> None:
            if seen.hit.document.uid == self._selected:
                self.seen.emit(seen)

        self._jobs.run(Lane.STORE, look, done=show, failed=self.failed.emit)

    def export_wish(self, title: str, columns: Sequence[ExportColumn[Hit]]) -> ExportWish[Hit]:
        """What was found, all of it: in the order of the list where the list has all."""
        found = self._found
        is_whole = found.exact and len(found.hits) >= found.total

        def rows() -> Iterator[Hit]:
            return iter(found.hits) if is_whole else self._every_hit(found)

        return ExportWish(title, columns, rows, found.total)

    def _search(self, wish: Wish, limit: int) -> Found:
        if wish.is_empty:
            return Found(wish, (), 0)
        page = Page(limit, sort=wish.sort, descending=wish.descending)
        having = [(counted, find) for counted, find in self._both(wish) if counted.count]
        # a word that one register has is right, though the other had to guess
        corrected = min((counted.corrected for counted, _find in having), default="")
        kept = [(counted, find) for counted, find in having if counted.corrected == corrected]
        query = read_query(corrected or wish.text)
        hits = in_order(
            [hit(document, query) for _counted, find in kept for document in find(page)],
            wish.sort,
            descending=wish.descending,
        )
        total = max(sum(counted.count for counted, _find in kept), len(hits))
        return Found(wish, hits, total, all(counted.exact for counted, _find in kept), corrected)

    def _both(self, wish: Wish) -> Iterator[tuple[Counted, Callable[[Page], Sequence[Document]]]]:
        """How much each register has, and how its rows are read."""
        store = self._desk.store
        came, went = of_incoming(wish.text, wish.values), of_outgoing(wish.text, wish.values)
        if came is not None:
            yield store.incoming.found(came), lambda page: store.incoming.find(came, page)
        if went is not None:
            yield store.outgoing.found(went), lambda page: store.outgoing.find(went, page)

    def _every_hit(self, found: Found) -> Iterator[Hit]:
        """One register after the other, to the end."""
        first = Page(sort=found.wish.sort, descending=found.wish.descending)
        for counted, find in self._both(found.wish):
            if counted.count and counted.corrected == found.corrected:
                query = self._query(found)
                yield from (hit(document, query) for document in every_row(find, first, None))

    def _query(self, found: Found) -> SearchQuery:
        return read_query(found.corrected or found.text)
