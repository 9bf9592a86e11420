"""Tell the sender at once what became of its document: status packets 01, 02, 03 (Điều 13)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import BadPacket, NotFound
from clerkdesk.domain.incoming import Incoming
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

_LONGEST_ADDRESS = 100
"""Longer is no code of an agency, whatever it is (QĐ 20/2020: at most 35 characters)."""


def status_name(code: str) -> str:
    """How a packet that says `code` is called."""
    return f"status-{code}.edxml"


REFUSED_NAME = status_name(DeliveryStatus.REFUSED.value)
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
        about = replace(about, organ_code=about.organ_code or sender)
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
        self._queue(
            DeliveryStatus.ACCEPTED.value,
            self.reference(arrival),
            arrival.header.sender,
            by.full_name,
            description,
            about=document.uid,
            confirmed_at=confirmed_at,
        )

    def can_answer(self, arrival: Arrival) -> bool:
        """Whether an answer would find its sender: whose packet it is and of which document."""
        if arrival.by_mail:
            return bool(arrival.header.sender) and not arrival.problem
        return _known(self.reference(arrival), arrival.header.sender)

    def refused(self, arrival: Arrival, reason: str, by: Person) -> None:
        """02: not taken in, with the reason (Điều 4.1.c); a packet that cannot be read is answered
        by its routing header and whatever can be made out of it."""
        if arrival.by_mail:
            self._mails.refused(arrival, reason, by)
            return
        self._queue(
            DeliveryStatus.REFUSED.value,
            self.reference(arrival),
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
        """15 or 16: what the clerk said to a recall, an update or a replacement; 04 to 06: how a
        registered document fares."""
        self._queue(code, reference, to, by.full_name, description, about=about)

    def reference(self, arrival: Arrival) -> DocumentReference:
        """The document of which an arrival speaks, as an answer names it.

        Where the packet itself does not say so, its routing header does.
        """
        header = arrival.header
        try:
            content = self._store.files.get(header.sha256)
        except NotFound:
            content = b""
        try:
            about = reference_of(self._codec.read(header.name, content))
        except BadPacket:
            return self._codec.remains(content).reference(header.document_id, header.sender)
        return replace(
            about,
            document_id=about.document_id or header.document_id,
            organ_code=about.organ_code or header.sender,
        )

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
        """Nothing is queued where nobody knows to whom or of what, for the packet did not say so; nor
        by an office that has no code yet."""
        office = self._store.settings.office()
        if not office.code or not _known(reference, to):
            return
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
            name=status_name(status),
        )
        self._store.exchange.queue(header, about, confirmed_at)


def _known(about: DocumentReference, to: str) -> bool:
    return bool(0 < len(to) <= _LONGEST_ADDRESS and about.document_id and about.organ_code)


def reference_of(packet: Packet) -> DocumentReference:
    """The document of which a packet speaks, as answers name it."""
    if isinstance(packet, StatusPacket):
        return packet.about
    return DocumentReference(
        document_id=packet.changes_id or packet.document_id,
        code_number=packet.code_number,
        code_notation=packet.code_notation,
        organ_code=packet.sender.code,
        issued_date=packet.issued_date,
    )
