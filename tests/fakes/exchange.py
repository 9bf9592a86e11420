"""A packet codec without XML: what was written can be read, anything else is a bad packet."""

import hashlib
from collections.abc import Sequence

from clerkdesk.domain.errors import BadPacket, UnfitPacket
from clerkdesk.domain.packet_remains import PacketRemains
from clerkdesk.domain.packet_seals import PacketSignatureState
from clerkdesk.domain.packets import DocumentPacket, Packet
from clerkdesk.ports.packet_signatures import PacketSignature, UnsignedPacket

_SIGNED = b" signed by "
_SEEN = 40
"""Bytes of a torn ticket by which it is known."""


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
        ticket = content.partition(_SIGNED)[0]
        if ticket not in self.written:
            raise BadPacket(name, "không phải gói tin")
        return self.written[ticket]

    def remains(self, content: bytes) -> PacketRemains:
        """Of a ticket that was torn: what the packet said."""
        for ticket, packet in self.written.items():
            if content.startswith(ticket[:_SEEN]) and isinstance(packet, DocumentPacket):
                return PacketRemains(
                    packet.kind,
                    packet.sender.code,
                    packet.sender.name,
                    packet.document_id,
                    packet.code_number,
                    packet.code_notation,
                    packet.issued_date,
                    packet.subject,
                )
        return PacketRemains()


class FakePacketSignatures:
    """Writes «signed» and the signer's certificate behind the ticket; a «!» behind that is a change."""

    def prepare(self, name: str, content: bytes, certificate: bytes) -> UnsignedPacket:
        if _SIGNED in content:
            raise UnfitPacket(name, "đã có chữ ký số")
        return UnsignedPacket(name, content, content)

    def finish(self, packet: UnsignedPacket, signature: bytes, chain: Sequence[bytes]) -> bytes:
        assert signature
        return packet.content + _SIGNED + chain[0].hex().encode()

    def check(self, name: str, content: bytes) -> PacketSignature:
        _ticket, signed, rest = content.partition(_SIGNED)
        if not signed:
            return PacketSignature(PacketSignatureState.NONE)
        if rest.endswith(b"!"):
            return PacketSignature(PacketSignatureState.CHANGED)
        return PacketSignature(PacketSignatureState.INTACT, (bytes.fromhex(rest.decode()),))
