"""Where signature, seal, number and date stand on an outgoing page (NĐ 30/2020, Phụ lục I)."""

from dataclasses import dataclass

from clerkdesk.domain.reading import Box
from clerkdesk.domain.stamps import POINTS_PER_MM

SIGNATURE_MM = (40.0, 20.0)
"""Width and height given to the picture of a person's signature (our choice; the law gives none)."""
SEAL_MM = 36.0
"""Diameter of a commune's round seal, «kích thước thực tế» (II.8.a)."""
SHARE_COVERED = 1 / 3
"""Share of the person's signature that the seal covers, on its left (II.8.a; Điều 33)."""


@dataclass(frozen=True, slots=True)
class SignaturePlaces:
    """The two pictures on the last page, in PDF points from its top left."""

    page: int
    signature: Box
    seal: Box


def signature_places(page: int, title: Box, name: Box) -> SignaturePlaces:
    """Place the person's signature between title and name, the seal over its left third.

    Source: NĐ 30/2020, Phụ lục I, II.7.d (signature centred between chức vụ and họ tên), II.8.a.

    Args:
        page: page index from 0.
        title: box of the last line of chức vụ.
        name: box of the signer's name under it.
    """
    centre = (name.x0 + name.x1) / 2
    width, height = (side * POINTS_PER_MM for side in SIGNATURE_MM)
    room = max(name.y0 - title.y1, 1.0)
    scale = min(1.0, room / height)
    width, height = width * scale, height * scale
    top = title.y1 + (room - height) / 2
    signature = Box(centre - width / 2, top, centre + width / 2, top + height)
    side = SEAL_MM * POINTS_PER_MM
    right = signature.x0 + width * SHARE_COVERED
    middle = (signature.y0 + signature.y1) / 2
    seal = Box(right - side, middle - side / 2, right, middle + side / 2)
    return SignaturePlaces(page, signature, seal)
