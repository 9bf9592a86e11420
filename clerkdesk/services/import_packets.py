"""Take in edXML packets that came as files: dropped on the window, or carried on a USB stick (S14, S16)."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from clerkdesk.domain.errors import BadPacket, OwnPacket
from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.exchange import PacketCodec
from clerkdesk.ports.store import Arrival, Store
from clerkdesk.services.notify_receipt import reference_of
from clerkdesk.services.take_in import TakeIn, Taken

PACKET_SUFFIX = ".edxml"
_HEAD_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file."""

    name: str
    taken: Taken
    arrival: Arrival | None = None
    """Where it waits for the clerk."""


def is_packet(name: str, head: bytes) -> bool:
    """Whether a file is meant for the exchange: by its name, or an XML file by what is in it."""
    lower = name.lower()
    if lower.endswith(PACKET_SUFFIX):
        return True
    return lower.endswith(".xml") and b"messageheader" in head[:_HEAD_BYTES].lower()


class ImportPackets:
    """The same door as the province's: a file taken in twice, or also sent by network, is one arrival."""

    def __init__(
        self, store: Store, codec: PacketCodec, take_in: TakeIn, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._codec = codec
        self._take_in = take_in
        self._clock = clock

    def __call__(self, name: str, content: bytes, by: Person) -> Imported:
        """Take in one packet; it is received now, for no system noted an earlier time (Điều 12.2).

        When it was sent stays unknown: what stands in the packet is its sender's own word.

        Raises:
            OwnPacket: this office sent it itself.
            NotAllowed, DiskFull
        """
        demand(by, Right.REGISTER)
        header = self._header(name, content)
        own = self._store.settings.office().code.strip().casefold()
        if own and header.sender.casefold() == own:
            raise OwnPacket(name)
        taken = self._take_in(header, content, self._clock(), None)
        waiting = self._store.exchange.arrivals()
        found = [one for one in waiting if one.header.sha256 == header.sha256]
        return Imported(name, taken, found[0] if found else None)

    def _header(self, name: str, content: bytes) -> PacketHeader:
        try:
            packet = self._codec.read(name, content)
        except BadPacket:
            remains = self._codec.remains(content)
            sender, identifier, kind = remains.sender_code, remains.document_id, remains.kind
        else:
            sender, kind = packet.sender.code, PacketKind(packet.kind)
            identifier = reference_of(packet).document_id
        return PacketHeader(
            sender=sender.strip(),
            recipients=(self._store.settings.office().code,),
            document_id=identifier,
            kind=kind.value,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            name=name,
        )
