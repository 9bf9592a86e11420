"""What this desk answers colleagues' desks in the office's network; who asks has proven who it is."""

from collections.abc import Callable, Sequence
from hashlib import sha256

from clerkdesk.domain.access import DESK_SCOPES, Register, read_scopes
from clerkdesk.domain.bundles import Heads
from clerkdesk.domain.office_network import DeskFacts, OpsPage, Reading
from clerkdesk.domain.ops import Op
from clerkdesk.ports.store import Store

_ALL = 1 << 31


class AnswerDesks:
    """`ports.office_network.Answering` over the store.

    Args:
        person: who sits here, as colleagues see it.
        news: is told that something new came, in the thread of the question.
    """

    def __init__(
        self, store: Store, person: str, news: Callable[[], object] = lambda: None
    ) -> None:
        self._store = store
        self._person = person
        self.news = news

    def facts(self) -> DeskFacts:
        """What this desk says of itself."""
        return DeskFacts(self._store.device, self._store.ops.life[0], self._person)

    def heads(self) -> Heads:
        """How far it knows each chain."""
        return self._store.carrying.heads()

    def ops(self, asker: str, reading: Reading, heads: Heads) -> OpsPage:
        """Its list after a place, without registers that are kept from the asker."""
        return self._store.colleagues.page(reading, hidden_from(self._store, asker), heads)

    def take(self, asker: str, ops: Sequence[Op]) -> int:  # noqa: ARG002 - whoever brings it
        """Ops from a colleague's desk: the same as by the province, once.

        Raises:
            BundleForked: nothing was taken.
        """
        new = self._store.carrying.take(ops) if ops else 0
        if new:
            self.news()
        return new

    def lacks(self) -> Sequence[str]:
        """Files that are wanted here, urgent ones first."""
        return [each.sha256 for each in self._store.moving.to_fetch(PIECES)]

    def file(self, asker: str, sha256: str) -> bytes | None:
        """A file of a document that the asker may see."""
        if not self._store.colleagues.may_see(sha256, hidden_from(self._store, asker)):
            return None
        return self._store.files.get(sha256) if self._store.files.has(sha256) else None

    def take_file(self, asker: str, sha256: str, content: bytes) -> bool:  # noqa: ARG002 - as `take`
        """Keep a file that was lacking; what nothing names, and what was shredded, stays outside."""
        return keep_wanted(self._store, sha256, content)


PIECES = 200
"""Files that are asked for in one go."""


def keep_wanted(store: Store, name: str, content: bytes) -> bool:
    """Keep the content where a document here lacks it and it is what its name says."""
    if sha256(content).hexdigest() != name:
        return False
    if all(each.sha256 != name for each in store.moving.to_fetch(_ALL)):
        return False
    store.files.put(content)
    return True


def hidden_from(store: Store, desk: str) -> frozenset[Register]:
    """Registers that none of the accounts at a desk may see."""
    return read_scopes(store.settings.get(DESK_SCOPES)).get(desk, frozenset())
