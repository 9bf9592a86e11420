"""A picture of a signature that is torn: said before anything is signed, and no defect."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from clerkdesk.adapters.token.prepare import prepare
from clerkdesk.domain.errors import CannotSign
from clerkdesk.domain.reading import Box
from clerkdesk.domain.tokens import Appearance, SignatureKind, SignatureOrder
from tests.fakes.verify_authority import NOW, page


def png(width: int = 300, height: int = 200) -> bytes:
    picture = BytesIO()
    Image.effect_noise((width, height), 80).save(picture, "PNG")
    return picture.getvalue()


def endless() -> bytes:
    content = bytearray(png())
    content[16:24] = struct.pack(">II", 60_000, 60_000)
    content[29:33] = struct.pack(">I", zlib.crc32(bytes(content[12:29])))
    return bytes(content)


@pytest.mark.parametrize(
    "picture",
    [b"\x89PNG\r\n\x1a\n", png()[:2000], endless(), b"GIF89a"],
    ids=["head only", "torn", "endless", "another kind"],
)
def test_a_torn_picture_stops_the_signature_with_a_reason(picture: bytes) -> None:
    appearance = Appearance(0, Box(300, 300, 400, 360), picture)
    kind = SignatureKind.PERSON
    order = SignatureOrder("to-trinh.pdf", page(), kind, "token:01", appearance, NOW)
    with pytest.raises(CannotSign, match="Thiết lập"):
        prepare(order)
