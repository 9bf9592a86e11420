"""Take in what the province delivers: documents wait for the clerk, statuses settle themselves."""

import hashlib
from dataclasses import replace
from datetime import datetime

from clerkdesk.domain.errors import BadPacket
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.outgoing import DeliveryStatus, Outgoing
from clerkdesk.domain.packets import PacketKind, StatusPacket
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.exchange import PacketCodec
from clerkdesk.ports.store import Arrival, Store
from clerkdesk.services.notify_receipt import NotifyReceipt

SYSTEM = "hệ thống"
"""Who ops name as actor for what no person did."""


class TakeIn:
    """Keeps every packet as it came; the same packet twice changes nothing."""

    def __init__(self, store: Store, codec: PacketCodec, notify: NotifyReceipt) -> None:
        self._store = store
        self._codec = codec
        self._notify = notify

    def __call__(
        self,
        header: PacketHeader,
        content: bytes,
        received_at: datetime,
        sent_at: datetime | None,
    ) -> None:
        """Keep the bytes, read them, and put a document into the inbox or apply a status.

        A packet that cannot be read is kept and shown, never dropped.

        Args:
            received_at: automatic entry into this system (Điều 12.2).
            sent_at: when the province took it from the sender (Điều 12.1).
        """
        self._store.files.put(content)
        try:
            packet = self._codec.read(header.name, content)
        except BadPacket as problem:
            self._keep(header, PacketKind.NEW, "", "", received_at, sent_at, str(problem))
            return
        if isinstance(packet, StatusPacket):
            self._apply(packet, header, received_at)
            return
        code = str(PrintedCode(packet.code_number, packet.code_notation))
        new = self._keep(
            header, packet.kind, packet.subject, code, received_at, sent_at, "", packet.urgency
        )
        if new and packet.kind is PacketKind.NEW:
            self._notify.arrived(packet, header.sender)

    def _keep(
        self,
        header: PacketHeader,
        kind: PacketKind,
        subject: str,
        code: str,
        received_at: datetime,
        sent_at: datetime | None,
        problem: str,
        urgency: Urgency = Urgency.NORMAL,
    ) -> bool:
        arrival = Arrival(
            arrival_id=_arrival_id(header),
            header=header,
            kind=kind,
            subject=subject,
            code=code,
            received_at=received_at,
            sent_at=sent_at,
            problem=problem,
            urgency=urgency,
        )
        return self._store.exchange.receive(arrival)

    def _apply(self, packet: StatusPacket, header: PacketHeader, received_at: datetime) -> None:
        document = self._store.outgoing.by_code(
            packet.about.code_number, packet.about.code_notation, packet.about.issued_date
        )
        status = _status(packet.status_code)
        if document is None or status is None or not self._record(document, header, status, packet):
            name = f"{packet.status_code}: {packet.description}"
            code = str(PrintedCode(packet.about.code_number, packet.about.code_notation))
            self._keep(header, PacketKind.STATUS, name, code, received_at, None, "")

    def _record(
        self, document: Outgoing, header: PacketHeader, status: DeliveryStatus, packet: StatusPacket
    ) -> bool:
        """Whether the document went to the sender of the status, so that it could be recorded."""
        found = False
        for delivery in document.deliveries:
            if delivery.recipient.code.casefold() == header.sender.casefold():
                found = True
                moved = replace(
                    delivery, status=status, status_at=packet.at, description=packet.description
                )
                self._store.outgoing.set_delivery(document.uid, moved, SYSTEM)
        return found


def _arrival_id(header: PacketHeader) -> str:
    """The same packet from the same sender has the same id, however often it comes."""
    parts = (header.sender, header.kind, header.document_id, header.sha256)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _status(code: str) -> DeliveryStatus | None:
    """The status of an edXML code; «waiting» and «sent» are this desk's own words, not codes."""
    return next((s for s in DeliveryStatus if s.value == code and code.isdigit()), None)
