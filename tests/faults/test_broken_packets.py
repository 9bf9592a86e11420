"""Packets that were made to stop the desk: each is kept and shown, and the next one still comes."""

import base64
import io
import re
import zipfile

from clerkdesk.adapters.exchange.codec import EdxmlCodec
from clerkdesk.domain.packets import DocumentPacket
from tests.fakes.packets import NEW

CONTENT = re.compile(rb"(<\w+:ContentTransferEncoded[^>]*>)[^<]*")


def test_an_attachment_whose_zip_names_nothing_does_not_stop_the_reader() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("x"), b"%PDF-1.4 a page")
    nameless = packed.getvalue().replace(b"x%PDF", b"\0%PDF").replace(b"x", b"\0")
    encoded = base64.b64encode(nameless)
    codec = EdxmlCodec()
    content = CONTENT.sub(lambda found: found[1] + encoded, codec.write(NEW))
    packet = codec.read("goi.edxml", content)
    assert isinstance(packet, DocumentPacket)
    assert packet.subject == NEW.subject
    assert [file.content for file in packet.files] == [nameless, nameless]
