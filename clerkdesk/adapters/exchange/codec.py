"""edXML bytes and packets: strict when it writes, tolerant when it reads, BadPacket for all else."""

from collections.abc import Callable
from datetime import datetime

from clerkdesk.adapters.exchange import enclosures, writer, xml_guard
from clerkdesk.adapters.exchange.reader import NotEdxml, Reader
from clerkdesk.adapters.exchange.remains import remains_of
from clerkdesk.adapters.exchange.schema import MAX_UNPACKED_BYTES
from clerkdesk.domain.clock import VIETNAM_TIME, local_date
from clerkdesk.domain.errors import BadPacket, UnfitPacket
from clerkdesk.domain.packet_remains import PacketRemains
from clerkdesk.domain.packets import DocumentPacket, Packet
from clerkdesk.domain.texts import _


def _now() -> datetime:
    return datetime.now(VIETNAM_TIME)


class EdxmlCodec:
    """The `PacketCodec` of QCVN 102:2016; holds no state and may be used from any thread.

    Args:
        now: aware time, for «not in the future» and for a status that names no time.
    """

    def __init__(self, now: Callable[[], datetime] = _now) -> None:
        self._now = now

    def write(self, packet: Packet) -> bytes:
        """Write strictly: order and lengths of the norm, yyyy/MM/dd, NFC, one ZIP a file.

        Raises:
            UnfitPacket: a value does not fit the format.
        """
        try:
            if isinstance(packet, DocumentPacket):
                return writer.write_document(packet, local_date(self._now()))
            return writer.write_status(packet)
        except writer.Unfit as error:
            raise UnfitPacket(_name(packet), str(error)) from error

    def read(self, name: str, content: bytes) -> Packet:
        """Read tolerantly; every oddity is a warning in the packet.

        Raises:
            BadPacket: it cannot be read.
        """
        try:
            return Reader(xml_guard.parse(content), self._now()).packet()
        except (xml_guard.Refused, NotEdxml) as error:
            raise BadPacket(name, str(error)) from error
        except enclosures.TooMuch as error:
            limit = MAX_UNPACKED_BYTES // 2**20
            reason = _("tệp đính kèm giải nén ra quá {limit} MB").format(limit=limit)
            raise BadPacket(name, reason) from error

    def remains(self, content: bytes) -> PacketRemains:
        """What can be made out of a packet that cannot be read; never raises."""
        return remains_of(content)


def _name(packet: Packet) -> str:
    if isinstance(packet, DocumentPacket):
        return f"{packet.code_number}/{packet.code_notation}"
    return packet.about.document_id
