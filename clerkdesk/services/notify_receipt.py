"""Tell the sender at once what became of its document: status packets 01, 02, 03 (Điều 13)."""

from collections.abc import Callable
from datetime import datetime

from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import DeliveryStatus
from clerkdesk.domain.packets import (
    DocumentPacket,
    DocumentReference,
    Packet,
    PacketKind,
    StatusPacket,
)
from clerkdesk.domain.people import Person
from clerkdesk.domain.texts import _
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.exchange import PacketCodec
from clerkdesk.ports.store import Arrival, Store
from clerkdesk.services.write_mails import WriteMails

REFUSED_NAME = f"status-{DeliveryStatus.REFUSED.value}.edxml"
"""How a packet that says 02 is called."""


class NotifyReceipt:
    """Writes status packets, or replies to mails, into the outbox; they leave when the line is there."""

    def __init__(
        self, store: Store, codec: PacketCodec, clock: Callable[[], datetime], mails: WriteMails
    ) -> None:
        self._mails = mails
        self._store = store
        self._codec = codec
        self._clock = clock

    def arrived(self, packet: DocumentPacket, sender: str) -> None:
        """01: the packet is here, the clerk has not seen it yet."""
        status, about = DeliveryStatus.ARRIVED.value, reference_of(packet)
        self._queue(status, about, sender, "ClerkDesk", _("Đã đến"), about="")

    def accepted(
        self, arrival: Arrival, document: Incoming, by: Person, confirmed_at: datetime
    ) -> None:
        """03: registered, with the số đến in the description.

        Args:
            confirmed_at: when the clerk confirmed that it is valid; the delay is measured from here.
        """
        if arrival.by_mail:
            self._mails.accepted(arrival, document, by, confirmed_at)
            return
        description = _("Đã tiếp nhận, số đến {number}").format(number=document.shown_number)
        packet = self._packet(arrival)
        self._queue(
            DeliveryStatus.ACCEPTED.value,
            reference_of(packet),
            arrival.header.sender,
            by.full_name,
            description,
            about=document.uid,
            confirmed_at=confirmed_at,
        )

    def refused(self, arrival: Arrival, reason: str, by: Person) -> None:
        """02: not taken in, with the reason (Điều 4.1.c)."""
        if arrival.by_mail:
            self._mails.refused(arrival, reason, by)
            return
        packet = self._packet(arrival)
        self._queue(
            DeliveryStatus.REFUSED.value,
            reference_of(packet),
            arrival.header.sender,
            by.full_name,
            reason,
            about="",
            confirmed_at=self._clock(),
        )

    def answered(
        self,
        reference: DocumentReference,
        code: str,
        to: str,
        by: Person,
        description: str,
        *,
        about: str,
    ) -> None:
        """15 or 16: what the clerk said to a recall, an update or a replacement."""
        self._queue(code, reference, to, by.full_name, description, about=about)

    def _packet(self, arrival: Arrival) -> DocumentPacket:
        content = self._store.files.get(arrival.header.sha256)
        packet = self._codec.read(arrival.header.name, content)
        assert isinstance(packet, DocumentPacket)  # only documents wait for the clerk
        return packet

    def _queue(
        self,
        status: str,
        reference: DocumentReference,
        to: str,
        staff: str,
        description: str,
        *,
        about: str,
        confirmed_at: datetime | None = None,
    ) -> None:
        office = self._store.settings.office()
        answer = StatusPacket(
            status_code=status,
            about=reference,
            sender=office.agency,
            staff=staff,
            department=_("Văn thư"),
            at=self._clock(),
            description=description,
        )
        content = self._codec.write(answer)
        header = PacketHeader(
            sender=office.code,
            recipients=(to,),
            document_id=reference.document_id,
            kind=PacketKind.STATUS.value,
            sha256=self._store.files.put(content),
            size=len(content),
            name=f"status-{status}.edxml",
        )
        self._store.exchange.queue(header, about, confirmed_at)


def reference_of(packet: Packet) -> DocumentReference:
    """The document of which a packet speaks, as answers name it."""
    if isinstance(packet, StatusPacket):
        return packet.about
    return DocumentReference(
        document_id=packet.document_id,
        code_number=packet.code_number,
        code_notation=packet.code_notation,
        organ_code=packet.sender.code,
        issued_date=packet.issued_date,
    )
