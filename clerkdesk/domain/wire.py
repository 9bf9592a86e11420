"""What desk and province server say to each other (SYNC.md B.2), as values."""

from collections.abc import Mapping
from dataclasses import dataclass

from clerkdesk.domain.ops import Op
from clerkdesk.domain.province_log import SignedRoot

PROBLEM_FENCED = "urn:clerkdesk:fenced"
PROBLEM_GAP = "urn:clerkdesk:gap"
PROBLEM_LOST = "urn:clerkdesk:lost"
PROBLEM_OFFSET = "urn:clerkdesk:offset"
PROBLEM_GENERATION = "urn:clerkdesk:generation"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
"""How a desk names its proof of identity when it asks for a token (RFC 7523, 2.2)."""
PUSH_LIMIT = 500
"""Ops in one push."""


@dataclass(frozen=True, slots=True)
class PacketHeader:
    """The routing header of an edXML packet; the server never opens the packet itself."""

    sender: str
    recipients: tuple[str, ...]
    document_id: str
    kind: str
    sha256: str
    size: int
    name: str

    def message(self) -> dict[str, object]:
        """The header as a JSON object."""
        return {
            "from": self.sender,
            "to": list(self.recipients),
            "document_id": self.document_id,
            "kind": self.kind,
            "sha256": self.sha256,
            "size": self.size,
            "name": self.name,
        }


def read_header(message: Mapping[str, object]) -> PacketHeader:
    """Make the header that `message` holds.

    Raises:
        KeyError, TypeError, ValueError: the message is not a packet header.
    """
    recipients = message["to"]
    if not isinstance(recipients, list):
        raise TypeError("recipients are a list")
    return PacketHeader(
        sender=str(message["from"]),
        recipients=tuple(str(code) for code in recipients),
        document_id=str(message["document_id"]),
        kind=str(message["kind"]),
        sha256=str(message["sha256"]),
        size=int(str(message["size"])),
        name=str(message["name"]),
    )


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One row of an agency's feed: an op of one of its desks, or a packet for it."""

    seq: int
    op: Op | None = None
    packet: PacketHeader | None = None
    at: str = ""
    """When the server took it in, ISO 8601: the send time of Điều 12.1 for a packet."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """The server's answer to a push: everything up to `acked` is applied.

    Lower than the first op pushed: the server was put back and needs the ops after `acked` again.
    """

    acked: int


@dataclass(frozen=True, slots=True)
class RootsPage:
    """What the province has signed of the agency's feed, and its public key."""

    generation: int
    key: str
    roots: tuple[SignedRoot, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """The server's answer to a declaration: how far it has this desk's chain, and whether it waits
    for other desks before it grants a book."""

    acked: int
    quarantine: bool


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A run of the feed and the server generation to which its numbers belong."""

    generation: int
    entries: tuple[FeedEntry, ...]
    last: int
    wanted: tuple[str, ...] = ()
    """Books that this desk holds and another waits for, «direction/series/year»."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What the province took of a bundle that somebody brought."""

    device: str
    ops: int
    files: int
    left_out: int = 0
    """Ops of desks that are not enrolled, or after a gap."""
