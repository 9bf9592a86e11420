"""Desks of the office in its own network, and what the store keeps for them."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from clerkdesk.domain.access import Register
from clerkdesk.domain.bundles import Heads
from clerkdesk.domain.office_network import DeskFacts, NumberAsked, OpsPage, Reading
from clerkdesk.domain.ops import Op


class Neighbour(Protocol):
    """A colleague's desk, spoken to as one whose key is known and which knows ours.

    Every method may raise ColleagueNotReached or ColleagueRefused; repeating is always safe.
    """

    def facts(self) -> DeskFacts:
        """What it says of itself."""
        ...

    def heads(self) -> Heads:
        """How far it knows each chain."""
        ...

    def ops(self, reading: Reading, heads: Heads) -> OpsPage:
        """What stands in its list after `reading.heard`, without what `heads` have; the same place
        again where nothing does."""
        ...

    def tell(self, ops: Sequence[Op]) -> int:
        """Hand over ops; how many were new to it."""
        ...

    def lacks(self) -> Sequence[str]:
        """Hashes of files that its documents name and that are not there."""
        ...

    def file(self, sha256: str) -> bytes | None:
        """A file of a document, checked against its hash; None where it has none or keeps it."""
        ...

    def give(self, sha256: str, content: bytes) -> None:
        """Hand over a file that it lacks."""
        ...

    def close(self) -> None:
        """Speak no more."""
        ...


class Answering(Protocol):
    """What this desk answers; each question comes from a desk that proved who it is."""

    def facts(self) -> DeskFacts:
        """What this desk says of itself."""
        ...

    def heads(self) -> Heads:
        """How far it knows each chain."""
        ...

    def ops(self, asker: str, reading: Reading, heads: Heads) -> OpsPage:
        """Its list after a place."""
        ...

    def take(self, asker: str, ops: Sequence[Op]) -> int:
        """Ops from a colleague's desk.

        Raises:
            BundleForked: nothing was taken.
        """
        ...

    def lacks(self) -> Sequence[str]:
        """Files that are wanted here."""
        ...

    def file(self, asker: str, sha256: str) -> bytes | None:
        """A file that this desk may see."""
        ...

    def take_file(self, asker: str, sha256: str, content: bytes) -> bool:
        """Keep a file that was lacking; False for one that nothing names."""
        ...


class OfficeNetwork(Protocol):
    """Finds the office's desks, and lets itself be found."""

    @property
    def is_open(self) -> bool:
        """Whether this desk answers and looks for others."""
        ...

    def open(self, believed: Mapping[str, str], answering: Answering) -> None:
        """Answer desks with these keys and no others; open already, only the keys change."""
        ...

    def seen(self) -> Sequence[str]:
        """Believed desks that say they are there, by name."""
        ...

    def neighbour(self, device: str) -> Neighbour | None:
        """A seen desk; None where it has gone."""
        ...

    def close(self) -> None:
        """Answer no more, and end every conversation."""
        ...


class ColleaguesLog(Protocol):
    """What the store keeps for colleagues' desks."""

    def page(self, reading: Reading, hidden: frozenset[Register], heads: Heads) -> OpsPage:
        """Ops after place `reading.heard` of this desk's list, without those of `hidden` registers and
        those that `heads` have; nothing leaves before the mark outside stands at it."""
        ...

    def end(self) -> int:
        """The last place in this desk's list."""
        ...

    def reading(self, desk: str) -> Reading:
        """How far this desk and that one have told each other."""
        ...

    def note(self, desk: str, reading: Reading) -> None:
        """They have come so far."""
        ...

    def begin_again(self) -> None:
        """Read everyone's list from its start: this desk may see more now."""
        ...

    def may_see(self, sha256: str, hidden: frozenset[Register]) -> bool:
        """Whether a document outside `hidden` registers names the file."""
        ...

    def ask_number(self, uid: str, by: str) -> None:
        """Ask the holder of its book to number a document; an op, once for each document."""
        ...

    def asked(self) -> Sequence[NumberAsked]:
        """Documents that wait for a number that was asked for, oldest first."""
        ...
