"""Take in what the province delivers: documents wait for the clerk, statuses settle themselves."""

import hashlib
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.errors import BadPacket, UnfitPacket
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.packets import PacketKind, StatusPacket
from clerkdesk.domain.status_marks import MARK_NAMES, StatusMark
from clerkdesk.domain.texts import _
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.exchange import PacketCodec
from clerkdesk.ports.store import Arrival, Store
from clerkdesk.services.apply_status import SYSTEM, ApplyStatus
from clerkdesk.services.arrival_packets import is_mail_name
from clerkdesk.services.notify_receipt import NotifyReceipt

__all__ = ["SYSTEM", "TakeIn", "Taken"]

_ASKED_BACK = "13"
"""The sender's status «yêu cầu lấy lại văn bản»: the clerk answers it like a recall."""


class Taken(StrEnum):
    """What became of a packet that came in."""

    WAITS = "waits"
    """In the inbox, for the clerk."""
    RECORDED = "recorded"
    """A status, on the document that it is about."""
    UNREADABLE = "unreadable"
    """In the inbox, with what is wrong with it."""
    KNOWN = "known"
    """It was here before; nothing changed."""


class TakeIn:
    """Keeps every packet as it came; the same packet twice changes nothing."""

    def __init__(self, store: Store, codec: PacketCodec, notify: NotifyReceipt) -> None:
        self._store = store
        self._codec = codec
        self._notify = notify
        self._apply = ApplyStatus(store)

    def __call__(
        self,
        header: PacketHeader,
        content: bytes,
        received_at: datetime,
        sent_at: datetime | None,
    ) -> Taken:
        """Keep the bytes, read them, and put a document into the inbox or apply a status.

        A packet that cannot be read is kept and shown with whatever can be made out of it, never
        dropped; one that was shredded is not kept again.

        Args:
            received_at: automatic entry into this system (Điều 12.2).
            sent_at: when the province took it from the sender (Điều 12.1).
        """
        if self._store.exchange.shredded(header.sha256):
            return Taken.KNOWN
        if is_mail_name(header.name):  # a packet is never opened as a mail, whatever it is called
            header = replace(header, name=f"{header.name}.edxml")
        self._store.files.put(content)
        try:
            packet = self._codec.read(header.name, content)
        except BadPacket as problem:
            remains = self._codec.remains(content)
            kept = self._keep(
                header,
                remains.kind,
                remains.subject or _("(không đọc được trích yếu)"),
                remains.code,
                received_at,
                sent_at,
                str(problem),
            )
            return Taken.UNREADABLE if kept else Taken.KNOWN
        if isinstance(packet, StatusPacket):
            return self._take_status(packet, header, received_at)
        code = str(PrintedCode(packet.code_number, packet.code_notation))
        subject = packet.subject
        if packet.kind is not PacketKind.NEW and packet.reason:
            subject = _("{subject} · lý do: {reason}").format(subject=subject, reason=packet.reason)
        new = self._keep(
            header, packet.kind, subject, code, received_at, sent_at, "", packet.urgency
        )
        if new and packet.kind is PacketKind.NEW:
            with suppress(UnfitPacket):  # it has come, whatever can be said of it
                self._notify.arrived(packet, header.sender)
        return Taken.WAITS if new else Taken.KNOWN

    def _take_status(
        self, packet: StatusPacket, header: PacketHeader, received_at: datetime
    ) -> Taken:
        code = str(PrintedCode(packet.about.code_number, packet.about.code_notation))
        if packet.status_code == _ASKED_BACK:
            kept = self._keep(
                header, PacketKind.RECALL, packet.description, code, received_at, None, ""
            )
            return Taken.WAITS if kept else Taken.KNOWN
        if self._apply(packet, header.sender, received_at) and packet.status_code in MARK_NAMES:
            return Taken.RECORDED
        mark = StatusMark(packet.status_code, packet.at, packet.description)
        at = f"{packet.at.astimezone(VIETNAM_TIME):%H:%M %d/%m/%Y}"
        name = ": ".join(part for part in (mark.name, packet.description) if part)
        words = _("{name} ({sender}, {at})").format(name=name, sender=packet.sender.name, at=at)
        kept = self._keep(header, PacketKind.STATUS, words, code, received_at, None, "")
        return Taken.WAITS if kept else Taken.KNOWN

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


def _arrival_id(header: PacketHeader) -> str:
    """The same packet from the same sender has the same id, however often it comes."""
    parts = (header.sender, header.kind, header.document_id, header.sha256)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
