"""How far documents have come: trên máy, đã lên tỉnh, đã đến nơi, đã mở."""

from collections.abc import Mapping, Sequence

from clerkdesk.domain.exchange_state import Reach, reach_of_incoming, reach_of_outgoing
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.ports.store import Store


class HowFar:
    """Reads once for all documents that are on the screen."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def outgoing(self, documents: Sequence[Outgoing]) -> Mapping[str, Reach]:
        """By uid."""
        known = self._store.moving.standing("outgoing", [d.uid for d in documents])
        return {
            d.uid: reach_of_outgoing(d, at_province=known[d.uid].at_province) for d in documents
        }

    def incoming(self, documents: Sequence[Incoming]) -> Mapping[str, Reach]:
        """By uid."""
        known = self._store.moving.standing("incoming", [d.uid for d in documents])
        return {
            d.uid: reach_of_incoming(
                d, at_province=known[d.uid].at_province, elsewhere=known[d.uid].elsewhere
            )
            for d in documents
        }
