"""Sign an edXML packet as a whole (XML-DSig) with the organisation's token."""

from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.ports.packet_signatures import PacketSignatures, UnsignedPacket
from clerkdesk.ports.signing import Tokens


class SignPacket:
    """One packet, one PIN; the packet is checked before it is returned."""

    def __init__(self, tokens: Tokens, signatures: PacketSignatures) -> None:
        self._tokens = tokens
        self._signatures = signatures

    def __call__(
        self,
        name: str,
        content: bytes,
        certificate_id: str,
        pin: bytearray,
        by: Person,
        *,
        last_try: bool = False,
    ) -> bytes:
        """The signed packet; the PIN is wiped.

        Raises:
            NotAllowed, BadPacket, UnfitPacket: the packet stays as it is.
            NoToken, WrongPin, PinLocked, LastTry, TokenGone, TokenRefused: likewise.
        """
        prepared: list[UnsignedPacket] = []

        def to_sign(certificate: bytes) -> bytes:
            prepared.append(self._signatures.prepare(name, content, certificate))
            return prepared[0].to_sign

        try:
            demand(by, Right.SIGN_ORGANISATION)
            raw = self._tokens.sign_bytes(certificate_id, to_sign, pin, last_try=last_try)
        finally:
            pin[:] = bytes(len(pin))
        return self._signatures.finish(prepared[0], raw.signature, raw.chain)
