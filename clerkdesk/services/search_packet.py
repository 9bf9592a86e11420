"""Search everything that came with a document for a stamp of secrecy, before it may be registered (Điều 1.2)."""

from collections.abc import Callable

from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.errors import BadPacket, SecretDocument
from clerkdesk.domain.packets import DocumentPacket
from clerkdesk.domain.secrecy import StampSearch
from clerkdesk.ports.exchange import PacketCodec
from clerkdesk.ports.pages import PageWorkshop
from clerkdesk.ports.store import Arrival, Store

Searched = Callable[[str, int, int], object]
"""Is told of each file before it is searched: name, place (from 1), how many there are."""


class SearchPacket:
    """Looks into main file and enclosures; what was found is kept with the packet.

    A packet whose files could all be read is searched once; one with a part that stayed closed is
    searched again after the next start, so that the clerk is told again.
    """

    def __init__(self, store: Store, codec: PacketCodec, workshop: PageWorkshop) -> None:
        self._store = store
        self._codec = codec
        self._workshop = workshop
        self._known: dict[str, StampSearch] = {}

    def __call__(
        self,
        arrival: Arrival,
        *,
        told: Searched = lambda _name, _place, _of: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> StampSearch:
        """Search until the first stamp; the packet is locked when there is one.

        Args:
            stop: ends early; nothing is noted then, and the result is not whole.

        Raises:
            NotFound: its bytes are gone from the store.
            DiskFull: what was found could not be noted.
        """
        if arrival.secret:
            return StampSearch(arrival.searched)
        if arrival.searched:
            return StampSearch()
        if (known := self._known.get(arrival.arrival_id)) is not None:
            return known
        found = self._search(arrival, told, stop)
        if found.mark:
            self.lock(arrival, found.mark)
        elif found.whole:
            self._known[arrival.arrival_id] = found
            if not found.unread:
                self._store.exchange.note_search(arrival.arrival_id, "")
        return found

    def lock(self, arrival: Arrival, mark: str) -> Arrival:
        """The stamp stands on its pages: from now on it can only be shredded."""
        self._known.pop(arrival.arrival_id, None)
        return self._store.exchange.note_search(arrival.arrival_id, mark)

    def of_file(
        self,
        file: Attachment,
        *,
        told: Searched = lambda _name, _place, _of: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> StampSearch:
        """Search a file that the clerk has dropped, every page of it.

        Raises:
            NotFound: its bytes are gone from the store.
        """
        if (known := self._known.get(file.sha256)) is not None:
            return known
        told(file.name, 1, 1)
        content = self._store.files.get(file.sha256)
        found = self._workshop.find_stamp(file.name, content, stop=stop)
        if found.whole:
            self._known[file.sha256] = found
        return found

    def demand_file(self, file: Attachment) -> None:
        """Let no file pass that was not searched to the end.

        Raises:
            SecretDocument: it bears a stamp.
        """
        if self.of_file(file).mark:
            raise SecretDocument

    def demand(self, arrival: Arrival) -> None:
        """Let no packet pass that was not searched to the end.

        Raises:
            SecretDocument: it bears a stamp; it is locked now.
        """
        if self(arrival).mark:
            raise SecretDocument

    def _search(self, arrival: Arrival, told: Searched, stop: Callable[[], bool]) -> StampSearch:
        unread: list[str] = []
        try:
            content = self._store.files.get(arrival.header.sha256)
            packet = self._codec.read(arrival.header.name, content)
        except BadPacket:
            return StampSearch()  # nobody can register it
        files = packet.files if isinstance(packet, DocumentPacket) else ()
        for place, file in enumerate(files, 1):
            if stop():
                return StampSearch(unread=tuple(unread), whole=False)
            told(file.name, place, len(files))
            found = self._workshop.find_stamp(file.name, file.content, stop=stop)
            unread += found.unread
            if found.mark or not found.whole:
                return StampSearch(found.mark, tuple(unread), found.whole)
        return StampSearch(unread=tuple(unread))
