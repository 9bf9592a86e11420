"""Packets that were made to stop the desk: each is kept and shown, and the next one still comes."""

import base64
import io
import re
import zipfile

import pytest

from clerkdesk.adapters.exchange.codec import EdxmlCodec
from clerkdesk.domain.packets import DocumentPacket
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.services.take_in import TakeIn
from tests.fakes.office import FakeOffice
from tests.fakes.packets import NEW
from tests.fakes.sample_documents import NOW as TIME

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


@pytest.mark.parametrize(
    ("route", "noted"), [("H13.99.1", False), (" h13.99.1", False), ("H13.66", True)]
)
def test_a_packet_in_the_name_of_another_agency_is_shown_with_a_warning(
    route: str, noted: bool
) -> None:
    office = FakeOffice()
    content = office.codec.write(NEW)
    header = PacketHeader(
        sender=route,
        recipients=(office.office.code,),
        document_id=NEW.document_id,
        kind=NEW.kind.value,
        sha256=office.store.files.put(content),
        size=len(content),
        name="goi.edxml",
    )
    TakeIn(office.store, office.codec, office.desk().notify)(header, content, TIME, TIME)
    (arrival,) = office.store.exchange.arrivals()
    note = str(office.desk().from_arrival(arrival).values.get("note", ""))
    assert (route in note and "H13.99.1" in note) is noted
    assert bool(note) is noted
