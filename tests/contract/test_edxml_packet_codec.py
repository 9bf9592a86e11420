"""Every packet codec gives back what it wrote, and answers nonsense with BadPacket."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from clerkdesk.adapters.exchange.codec import EdxmlCodec
from clerkdesk.domain.errors import BadPacket
from clerkdesk.domain.packet_remains import PacketRemains
from clerkdesk.domain.packets import DocumentPacket, Packet
from clerkdesk.ports.exchange import PacketCodec
from tests.fakes.exchange import FakeCodec
from tests.fakes.packets import EVERY_KIND, NEW, RECALL


@pytest.fixture(params=["edxml", "fake"])
def codec(request: pytest.FixtureRequest) -> PacketCodec:
    if request.param == "fake":
        return FakeCodec()
    return EdxmlCodec(lambda: datetime(2026, 11, 22, 3, 0, tzinfo=UTC))


@pytest.mark.parametrize("packet", EVERY_KIND, ids=lambda packet: str(packet.kind))
def test_what_was_written_is_read_back_equal(codec: PacketCodec, packet: Packet) -> None:
    assert codec.read("goi.edxml", codec.write(packet)) == packet


def test_nonsense_is_a_bad_packet_that_names_the_file(codec: PacketCodec) -> None:
    with pytest.raises(BadPacket, match=r"goi\.edxml"):
        codec.read("goi.edxml", b"khong phai goi tin")


def test_a_document_without_subject_is_not_written(codec: PacketCodec) -> None:
    with pytest.raises(BadPacket, match="trích yếu"):
        codec.write(replace(NEW, subject=""))


@pytest.mark.parametrize("packet", [NEW, RECALL], ids=["new", "recall"])
def test_of_a_torn_packet_it_is_still_known_whose_it_is(
    codec: PacketCodec, packet: DocumentPacket
) -> None:
    whole = codec.write(packet)
    torn = whole[: len(whole) * 9 // 10]
    with pytest.raises(BadPacket):
        codec.read("goi.edxml", torn)
    remains = codec.remains(torn)
    assert remains.kind is packet.kind
    assert (remains.sender_code, remains.sender_name) == (packet.sender.code, packet.sender.name)
    assert (remains.document_id, remains.code) == (packet.document_id, "41/TTr-UBND")
    assert remains.issued_date == packet.issued_date
    assert remains.subject == packet.subject


def test_of_what_never_was_a_packet_nothing_remains(codec: PacketCodec) -> None:
    assert codec.remains(b"\x00\xff torn off in the mid") == PacketRemains()
