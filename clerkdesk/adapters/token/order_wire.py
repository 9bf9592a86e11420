"""Orders and stamps as they go over the child's pipe."""

from collections.abc import Sequence
from datetime import datetime

from clerkdesk.domain.reading import Box
from clerkdesk.domain.tokens import Appearance, SignatureKind, SignatureLevel, SignatureOrder
from clerkdesk.ports.signing import Stamps
from clerkdesk.process.line import Message


def written_order(order: SignatureOrder) -> Message:
    """The order; its PDF and its picture travel as bytes."""
    box = order.appearance.box
    return Message(
        {
            "name": order.name,
            "kind": order.kind.value,
            "certificate_id": order.certificate_id,
            "page": order.appearance.page,
            "box": [box.x0, box.y0, box.x1, box.y1],
            "text": order.appearance.text,
            "signed_at": order.signed_at.isoformat(),
            "reason": order.reason,
        },
        (order.pdf, order.appearance.image),
    )


def read_order(message: Message) -> SignatureOrder:
    """The order that `written_order` wrote."""
    values, (pdf, image) = message.values, message.blobs
    box = values["box"]
    assert isinstance(box, list)
    return SignatureOrder(
        name=str(values["name"]),
        pdf=pdf,
        kind=SignatureKind(str(values["kind"])),
        certificate_id=str(values["certificate_id"]),
        appearance=Appearance(int(str(values["page"])), Box(*box), image, str(values["text"])),
        signed_at=datetime.fromisoformat(str(values["signed_at"])),
        reason=str(values["reason"]),
    )


def written_stamps(stamps: Stamps) -> tuple[dict[str, object], Sequence[bytes]]:
    """The stamps, and the bytes that travel with them."""
    values: dict[str, object] = {
        "level": stamps.level.value,
        "authorities": list(stamps.authorities),
        "certificates": len(stamps.certificates),
    }
    return values, (*stamps.certificates, *stamps.revocation_lists)


def read_stamps(values: object, blobs: Sequence[bytes]) -> Stamps:
    """The stamps that `written_stamps` wrote."""
    assert isinstance(values, dict)
    count = values["certificates"]
    return Stamps(
        SignatureLevel(values["level"]),
        tuple(values["authorities"]),
        tuple(blobs[:count]),
        tuple(blobs[count:]),
    )
