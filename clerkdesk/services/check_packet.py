"""Check the signature on a packet as a whole: does it hold, and whose is it (QĐ 15/2016, Điều 10.1.a)."""

from datetime import datetime

from clerkdesk.domain.errors import BadPacket, HelperCrashed, HelperSilent
from clerkdesk.domain.packet_seals import UNSEALED, PacketSeal, PacketSignatureState
from clerkdesk.ports.packet_signatures import PacketSignatures
from clerkdesk.ports.signing import SignatureChecker


class CheckPacket:
    """Judges XML-DSig by the office's own trust, like the signatures in PDFs."""

    def __init__(self, signatures: PacketSignatures, checker: SignatureChecker) -> None:
        self._signatures = signatures
        self._checker = checker

    def __call__(self, name: str, content: bytes, received_at: datetime) -> PacketSeal:
        """What the packet's own signature says; a certificate that breaks the checker is unknown.

        Args:
            received_at: by then the signature was there, so that the certificate is judged then.
        """
        try:
            found = self._signatures.check(name, content)
        except BadPacket:
            return UNSEALED
        if found.state is not PacketSignatureState.INTACT or not found.certificates:
            return PacketSeal(found.state)
        try:
            return PacketSeal(found.state, self._checker.signer(found.certificates, received_at))
        except (HelperCrashed, HelperSilent):
            return PacketSeal(found.state)
