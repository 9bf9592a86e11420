"""Take in what the province delivers: documents wait for the clerk, statuses settle themselves."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from clerkdesk.domain.errors import BadPacket
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.outgoing import ChangeAnswer, Delivery, DeliveryStatus, Outgoing
from clerkdesk.domain.packets import PacketKind, StatusPacket
from clerkdesk.domain.texts import _
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.exchange import PacketCodec
from clerkdesk.ports.store import Arrival, Store
from clerkdesk.services.arrival_packets import is_mail_name
from clerkdesk.services.notify_receipt import NotifyReceipt

_ASKED_BACK = "13"
"""The sender's status «yêu cầu lấy lại văn bản»: the clerk answers it like a recall."""
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

        A packet that cannot be read is kept and shown, never dropped; one that was shredded is not
        kept again.

        Args:
            received_at: automatic entry into this system (Điều 12.2).
            sent_at: when the province took it from the sender (Điều 12.1).
        """
        if self._store.exchange.shredded(header.sha256):
            return
        if is_mail_name(header.name):  # a packet is never opened as a mail, whatever it is called
            header = replace(header, name=f"{header.name}.edxml")
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
        subject = packet.subject
        if packet.kind is not PacketKind.NEW and packet.reason:
            subject = _("{subject} · lý do: {reason}").format(subject=subject, reason=packet.reason)
        new = self._keep(
            header, packet.kind, subject, code, received_at, sent_at, "", packet.urgency
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
        if packet.status_code == _ASKED_BACK:
            code = str(PrintedCode(packet.about.code_number, packet.about.code_notation))
            self._keep(header, PacketKind.RECALL, packet.description, code, received_at, None, "")
            return
        document = self._store.outgoing.by_code(
            packet.about.code_number, packet.about.code_notation, packet.about.issued_date
        )
        known = _change(packet)
        if document is None or known is None or not self._record(document, header, known):
            name = f"{packet.status_code}: {packet.description}"
            code = str(PrintedCode(packet.about.code_number, packet.about.code_notation))
            self._keep(header, PacketKind.STATUS, name, code, received_at, None, "")

    def _record(
        self, document: Outgoing, header: PacketHeader, change: Callable[[Delivery], Delivery]
    ) -> bool:
        """Whether the document went to the sender of the status, so that it could be recorded."""
        found = False
        for delivery in document.deliveries:
            if delivery.recipient.code.casefold() == header.sender.casefold():
                found = True
                self._store.outgoing.set_delivery(document.uid, change(delivery), SYSTEM)
        return found


def _arrival_id(header: PacketHeader) -> str:
    """The same packet from the same sender has the same id, however often it comes."""
    parts = (header.sender, header.kind, header.document_id, header.sha256)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _change(packet: StatusPacket) -> Callable[[Delivery], Delivery] | None:
    """What a status makes of the delivery to its sender; None where the code is not known."""
    status, said = _status(packet.status_code), packet.description
    if status is not None:
        return lambda way: replace(way, status=status, status_at=packet.at, description=said)
    if packet.status_code in (ChangeAnswer.AGREED, ChangeAnswer.DECLINED):
        answer = ChangeAnswer(packet.status_code)
        return lambda way: replace(way, answer=answer, answer_at=packet.at, answer_text=said)
    return None


def _status(code: str) -> DeliveryStatus | None:
    """The status of an edXML code; «waiting» and «sent» are this desk's own words, not codes."""
    return next((s for s in DeliveryStatus if s.value == code and code.isdigit()), None)
