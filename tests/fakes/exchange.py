"""A packet codec without XML: what was written can be read, anything else is a bad packet."""

import hashlib

from clerkdesk.domain.errors import BadPacket
from clerkdesk.domain.packets import DocumentPacket, Packet


class FakeCodec:
    """Remembers what it wrote; the bytes are only a ticket."""

    def __init__(self) -> None:
        self.written: dict[bytes, Packet] = {}

    def write(self, packet: Packet) -> bytes:
        if isinstance(packet, DocumentPacket) and not packet.subject:
            raise BadPacket(packet.document_id, "thiếu trích yếu")
        ticket = b"<fake>" + hashlib.sha256(repr(packet).encode()).hexdigest().encode()
        self.written[ticket] = packet
        return ticket

    def read(self, name: str, content: bytes) -> Packet:
        if content not in self.written:
            raise BadPacket(name, "không phải gói tin")
        return self.written[content]
