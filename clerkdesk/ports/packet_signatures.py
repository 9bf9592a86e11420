"""Signatures on edXML packets, and a signing service that runs beside this program."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from clerkdesk.domain.packet_seals import PacketSignatureState


@dataclass(frozen=True, slots=True)
class PacketSignature:
    """A check of a packet; `certificates` (DER) are those it carries, the signer's first."""

    state: PacketSignatureState
    certificates: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class UnsignedPacket:
    """A packet that lacks the signature's value; `to_sign` goes to the token."""

    name: str
    content: bytes
    to_sign: bytes


class PacketSignatures(Protocol):
    """XML-DSig on packets; the key stays where it is."""

    def prepare(self, name: str, content: bytes, certificate: bytes) -> UnsignedPacket:
        """Put the signature in, all but its value.

        Raises:
            BadPacket, UnfitPacket: it is no packet, or is signed already.
        """
        ...

    def finish(self, packet: UnsignedPacket, signature: bytes, chain: Sequence[bytes]) -> bytes:
        """Fill in the token's answer (RSA, or ECDSA as DER) and the certificates; checked.

        Raises:
            UnfitPacket: the signature does not hold.
        """
        ...

    def check(self, name: str, content: bytes) -> PacketSignature:
        """Whether the packet's own signature holds.

        Raises:
            BadPacket: it is no packet.
        """
        ...


class LocalSigningService(Protocol):
    """VGCA Sign Service (wss://127.0.0.1:8987, DOMAIN 3.4): signs with its own windows and PIN.

    A port only: no class of this program speaks to it yet. Each call blocks until the person has
    signed in the service's window or has given up.
    """

    def is_running(self) -> bool:
        """Whether the service answers on this machine."""
        ...

    def sign_approved(self, name: str, pdf: bytes) -> bytes:
        """The leader's signature on a draft.

        Raises:
            CannotSign: the person gave up, or the service refused.
        """
        ...

    def sign_issued(self, name: str, pdf: bytes, number: str, issued: str) -> bytes:
        """Number, date and the organisation's signature.

        Raises:
            CannotSign: as in `sign_approved`.
        """
        ...

    def sign_copy(self, name: str, pdf: bytes) -> bytes:
        """The text block of an electronic copy.

        Raises:
            CannotSign: as in `sign_approved`.
        """
        ...

    def sign_xml(self, name: str, content: bytes) -> bytes:
        """XML-DSig on a packet.

        Raises:
            CannotSign: as in `sign_approved`.
        """
        ...
