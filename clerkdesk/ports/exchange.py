"""The province server, and the packets that travel through it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.books import Book, BookKey, Epoch
from clerkdesk.domain.bundles import DeskCard
from clerkdesk.domain.ops import Op
from clerkdesk.domain.packet_remains import PacketRemains
from clerkdesk.domain.packets import Packet
from clerkdesk.domain.province_log import Leaf
from clerkdesk.domain.wire import FeedPage, HandedIn, Heard, PacketHeader, Pushed, RootsPage


class Hub(Protocol):
    """The province server as a desk sees it.

    Every method may raise ServerUnreachable (try later) or ServerRefused (the server said no).
    """

    def enrol(self, code: str, device: str, agency: Agency) -> None:
        """Introduce this desk once, with a one-time code of the administrator."""
        ...

    def push(self, incarnation: int, ops: Sequence[Op]) -> Pushed:
        """Hand over ops of this desk, in order.

        Raises:
            DeskFenced: the server has another history of this desk.
        """
        ...

    def pull(self, generation: int, since: int, *, wait: int = 0, own: bool = False) -> FeedPage:
        """Entries of the agency's feed after `since`; waits up to `wait` seconds for the first.

        Args:
            own: with the ops of this desk itself, for one that was put back.
        """
        ...

    def has_blob(self, sha256: str) -> bool:
        """Whether the agency's blobs hold this content."""
        ...

    def put_blob(self, sha256: str, content: bytes) -> None:
        """Upload content; the server checks the hash."""
        ...

    def put_blobs(self, contents: Iterable[tuple[str, Callable[[], bytes]]]) -> Iterator[str]:
        """Upload what the server lacks of many contents, so that a line with a long way stays full;
        yields each hash that the server holds, about in order.

        Args:
            contents: hash and reader, called here in turn, shortly before the content is sent.

        Raises:
            ServerUnreachable, ServerRefused: what was not yielded goes another time.
        """
        ...

    def get_blob(self, sha256: str) -> bytes:
        """Download content, checked against its hash."""
        ...

    def send(self, header: PacketHeader) -> str:
        """Route an uploaded packet; returns the server's time of receipt, ISO 8601."""
        ...

    def server_time(self) -> datetime | None:
        """What time it is by the server; None before it has said so."""
        ...

    def agencies(self) -> Sequence[Agency]:
        """The province's directory."""
        ...

    def trust_list(self) -> bytes | None:
        """The province's signed trust list; None where the server has none."""
        ...

    def ask_for_book(self, key: BookKey, knows: Epoch) -> Book | None:
        """The right to number in a book, as the server gives it; None: wait, its holder is told.

        Args:
            knows: the newest grant of which this desk has heard; Epoch(0, 0) for none.
        """
        ...

    def declare(self, incarnation: int, head: int, marks: Mapping[str, int]) -> Heard:
        """Say how far this desk's log goes and which numbers it remembers outside its store."""
        ...

    def offer(self, ops: Sequence[Op]) -> int:
        """Hand over ops heard from other desks, which a server that was put back may lack; at most
        `PUSH_LIMIT`. Returns how many were new to it."""
        ...

    def roots(self, after: int) -> RootsPage:
        """The province's signed roots of the agency's feed beyond its first `after` entries."""
        ...

    def leaves(self, since: int, limit: int) -> Sequence[Leaf]:
        """The entries of the feed after `since` as the roots cover them, at most `limit`."""
        ...

    def listen(self, generation: int, since: int, wait: int) -> bool:
        """Whether the feed goes on after `since`; waits up to `wait` seconds, for a thread of its own."""
        ...

    def hang_up(self) -> None:
        """End a `listen` of another thread, now; the connection is of no more use."""
        ...

    def province_card(self) -> DeskCard | None:
        """By what bundles are written for the province; None for a server that takes none."""
        ...

    def hand_in(self, bundle: bytes) -> HandedIn:
        """Give a bundle from a stick, of any desk, to the province.

        Raises:
            ServerRefused: nothing of it was taken.
        """
        ...

    def close(self) -> None:
        """Close the connection."""
        ...


class PacketCodec(Protocol):
    """edXML bytes and packets."""

    def write(self, packet: Packet) -> bytes:
        """Write strictly (dates yyyy/MM/dd, NFC).

        Raises:
            UnfitPacket: a value does not fit the format (lengths, missing fields).
        """
        ...

    def read(self, name: str, content: bytes) -> Packet:
        """Read tolerantly; oddities become `warnings`.

        Raises:
            BadPacket: it cannot be read; `reason` says why in Vietnamese.
        """
        ...

    def remains(self, content: bytes) -> PacketRemains:
        """What can be made out of a packet that cannot be read; never raises."""
        ...
