"""Bundles on a stick: the file, and what the store gives to and takes from it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from clerkdesk.domain.access import Register
from clerkdesk.domain.bundles import BundleHead, BundleRow, DeskCard, Heads
from clerkdesk.domain.ops import Op


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a bundle: a run of ops, or one file; exactly one of the two."""

    ops: tuple[Op, ...] = ()
    content: bytes | None = None


class OpenBundle(Protocol):
    """A bundle whose signature holds; its parts are read when they are asked for."""

    @property
    def head(self) -> BundleHead:
        """What stands on the outside."""
        ...

    @property
    def heads(self) -> Heads:
        """How far its writer knew each chain."""
        ...

    def parts(self) -> Iterator[Part]:
        """Ops first, then files."""
        ...


class BundleFiles(Protocol):
    """Writes and opens the files themselves.

    Keys are the 32 private bytes of a desk; both of its key pairs are made from them.
    """

    def card(self, device: str, private: bytes) -> DeskCard:
        """The public card of a desk."""
        ...

    def write(
        self,
        place: Path,
        head: BundleHead,
        heads: Heads,
        parts: Iterable[Part],
        private: bytes,
        readers: Sequence[DeskCard],
    ) -> Path:
        """Write a bundle whole or not at all, and read it back.

        Raises:
            BundleNotWritten: nothing is there.
        """
        ...

    def peek(self, file: Path) -> BundleHead:
        """What a bundle says of itself, not yet checked.

        Raises:
            FileNotRead, NotABundle, BundleTorn
        """
        ...

    def open(self, file: Path, writer: DeskCard, reader: str, private: bytes) -> OpenBundle:
        """Check the whole file before the first part is read.

        Raises:
            FileNotRead, NotABundle
            BundleTorn: the signature of `writer` does not hold.
            BundleNotForHere: `reader` is not among those for whom it was written.
        """
        ...


class Carrying(Protocol):
    """What the store gives to bundles and takes from them."""

    def cards(self) -> Sequence[DeskCard]:
        """Desks of the office that are known here, this one included once it has a card."""
        ...

    def keep_card(self, card: DeskCard, by: str) -> None:
        """Know a desk from now on; an op, so that the others know it too."""
        ...

    def heads(self) -> Heads:
        """How far each chain is known here."""
        ...

    def province_heads(self) -> Heads:
        """How far the province surely knows each chain: what it acknowledged and what its feed brought."""
        ...

    def besides_feed(self) -> int:
        """Ops of other desks that came by hand, or from a colleague, and not by the feed so far."""
        ...

    def heard_by(self, desk: str) -> Heads:
        """How far a desk knew each chain when it wrote its newest bundle; empty for never."""
        ...

    def lacking(
        self, heads: Heads, hidden: frozenset[Register], at_once: int
    ) -> Iterator[Sequence[Op]]:
        """Runs of ops, in the order in which they were heard of here, that such a desk lacks."""
        ...

    def hashes_of(self, ops: Iterable[Op]) -> Sequence[str]:
        """Files here that documents of these ops name, newest document first."""
        ...

    def take(self, ops: Iterable[Op]) -> int:
        """Apply ops that came by hand, in one transaction; how many were new.

        Raises:
            BundleForked: nothing was taken.
        """
        ...

    def next_number(self) -> int:
        """The number of the next bundle of this life."""
        ...

    def note(self, row: BundleRow, heads: Heads | None = None) -> None:
        """A bundle was written or read; `heads` are its writer's, taken only from the newest."""
        ...

    def rows(self) -> Sequence[BundleRow]:
        """Bundles written and read here, newest first."""
        ...
