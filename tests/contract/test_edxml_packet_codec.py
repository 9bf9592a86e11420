"""Every packet codec gives back what it wrote, and answers nonsense with BadPacket."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from clerkdesk.adapters.exchange.codec import EdxmlCodec
from clerkdesk.domain.errors import BadPacket
from clerkdesk.domain.packets import Packet
from clerkdesk.ports.exchange import PacketCodec
from tests.fakes.exchange import FakeCodec
from tests.fakes.packets import EVERY_KIND, NEW


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
