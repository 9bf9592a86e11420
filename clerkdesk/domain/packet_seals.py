"""The signature on a packet as a whole, apart from those in its files, and what it tells the clerk.

The exchange axis of 2026 proposes XML-DSig on packets (QCVN 102:2016, DOMAIN §2.3, §3.4). A packet
without one is as good as ever: the law asks for signatures on the document. One that does not hold
says that somebody changed the packet on its way (QĐ 15/2016/QĐ-UBND, Điều 10.1.a).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from clerkdesk.domain.texts import _
from clerkdesk.domain.verdicts import (
    CertificateState,
    Finding,
    Revocation,
    SignatureReport,
    Weight,
)

PACKET_CHANGED, PACKET_UNCHECKED = "packet-changed", "packet-signature-unknown"
PACKET_REVOKED, PACKET_UNTRUSTED = "packet-signer-revoked", "packet-signer-untrusted"
PACKET_OTHER, PACKET_WHOLE = "packet-signed-by-other", "packet-signed"

PACKET_WEIGHTS = {
    PACKET_CHANGED: Weight.DOUBT,
    PACKET_REVOKED: Weight.DOUBT,
    PACKET_OTHER: Weight.DOUBT,
    PACKET_UNTRUSTED: Weight.NOTE,
    PACKET_UNCHECKED: Weight.NOTE,
    PACKET_WHOLE: Weight.NOTE,
}
"""What each of these findings weighs."""


class PacketSignatureState(StrEnum):
    """What a packet's own signature says, without any trust in its signer."""

    NONE = "none"
    INTACT = "intact"
    CHANGED = "changed"
    UNKNOWN = "unknown"
    """Not over the whole packet, or by means that are not checked here."""


@dataclass(frozen=True, slots=True)
class PacketSeal:
    """A packet's own signature and whose it is; `signer` is known where it holds."""

    state: PacketSignatureState = PacketSignatureState.NONE
    signer: SignatureReport | None = None


UNSEALED = PacketSeal()


def seal_findings(seal: PacketSeal, *, from_sender: bool, sender: str) -> Sequence[Finding]:
    """What the clerk is told; nothing of a packet without a signature.

    Args:
        from_sender: the signer is the agency that the packet names as its sender.
    """
    match seal.state:
        case PacketSignatureState.NONE:
            return ()
        case PacketSignatureState.CHANGED:
            words = _(
                "Chữ ký số của gói tin không khớp: gói tin đã bị sửa sau khi ký. Gọi nơi gửi hỏi lại."
            )
            return (Finding(PACKET_CHANGED, words),)
        case PacketSignatureState.UNKNOWN:
            words = _("Gói tin có chữ ký số nhưng không phải loại kiểm tra được ở đây.")
            return (Finding(PACKET_UNCHECKED, words),)
    signer = seal.signer
    if signer is None:
        words = _("Gói tin nguyên vẹn theo chữ ký số, nhưng không đọc được chứng thư của người ký.")
        return (Finding(PACKET_UNTRUSTED, words),)
    who = signer.signer or signer.organisation
    if signer.revocation is Revocation.REVOKED:
        words = _("Gói tin do «{who}» ký bằng chứng thư đã bị thu hồi. Gọi nơi gửi hỏi lại.")
        return (Finding(PACKET_REVOKED, words.format(who=who)),)
    if not from_sender:
        words = _("Gói tin ghi nơi gửi là «{sender}» nhưng do «{who}» ký số.")
        return (Finding(PACKET_OTHER, words.format(sender=sender, who=who)),)
    if signer.certificate is not CertificateState.GOOD or signer.revocation is not Revocation.GOOD:
        words = _("Gói tin nguyên vẹn theo chữ ký số của «{who}»; chứng thư chưa xác định được.")
        return (Finding(PACKET_UNTRUSTED, words.format(who=who)),)
    words = _("Gói tin nguyên vẹn theo chữ ký số của «{who}», chứng thư hợp lệ.")
    return (Finding(PACKET_WHOLE, words.format(who=who)),)
