"""Issue a sealed document: the edXML packet goes into the outbox and leaves when there is a line."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.outgoing import Delivery, DeliveryStatus, Outgoing, Step, after
from clerkdesk.domain.packets import DocumentPacket, PacketFile, PacketKind, document_id
from clerkdesk.domain.paper_due import reached_by
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.exchange import PacketCodec
from clerkdesk.ports.store import Store
from clerkdesk.services.decide_paper import DecidePaper
from clerkdesk.services.office_rules import OfficeRules


class Issue:
    """Phát hành: one packet to all recipients of the province's system."""

    def __init__(
        self,
        store: Store,
        codec: PacketCodec,
        clock: Callable[[], datetime],
        decide_paper: DecidePaper,
    ) -> None:
        self._store = store
        self._decide_paper = decide_paper
        self._codec = codec
        self._clock = clock

    def __call__(self, uid: str, by: Person) -> Outgoing:
        """Queue the packet and record the issue; sending itself is the sync's work.

        Raises:
            StepNotAllowed, NotAllowed: it is not sealed, or `by` may not issue.
            InvalidEntry: nobody is to receive it.
            UnfitPacket: a value does not fit the format; nothing was queued.
        """
        demand(by, Right.ISSUE)
        document = self._store.outgoing.get(uid)
        after(Step.ISSUE, document.state)
        if not document.entry.recipients:
            raise InvalidEntry({"recipients": _("Chưa có nơi nhận.")})
        decided = self._decide_paper.at_issue(document)
        recipients = [
            reached_by(decided.paper_decision, place) for place in document.entry.recipients
        ]
        through_system = [
            Agency(recipient.code, recipient.name, recipient.email)
            for recipient in recipients
            if recipient.channel is Channel.SYSTEM and recipient.code
        ]
        # Deliveries before the packet: the sync may send it as soon as it is queued, and notes so there.
        queue = self._ready(document, tuple(through_system)) if through_system else None
        self._store.outgoing.decide_paper(uid, decided, by.login)
        for recipient in recipients:
            self._store.outgoing.set_delivery(uid, Delivery(recipient), by.login)
        if queue is not None:
            queue()
        return self._store.outgoing.take_step(uid, Step.ISSUE, by.login)

    def packet(self, document: Outgoing, recipients: tuple[Agency, ...]) -> DocumentPacket:
        """The document as an edXML packet, its signed PDF first."""
        office = self._store.settings.office()
        issuer = OfficeRules(self._store.settings).issuer_of(document.entry.issuing_org_name)
        agency = replace(office.agency, code=issuer.code or office.code, name=issuer.name)
        assert document.issued_date is not None  # a sealed document has its number and date
        sent = (FileRole.MAIN, FileRole.APPENDIX)
        files = sorted(
            (file for file in document.entry.attachments if file.role in sent),
            key=lambda file: sent.index(file.role),
        )
        entry = document.entry
        return DocumentPacket(
            kind=PacketKind.NEW,
            document_id=document_id(agency.code, document.issued_date, document.code),
            sender=agency,
            recipients=recipients,
            code_number=document.code_number,
            code_notation=document.code_notation,
            issued_date=document.issued_date,
            place=office.place,
            doc_type=entry.doc_type,
            edxml_type=OfficeRules(self._store.settings).doc_type(entry.doc_type).edxml_type,
            subject=entry.subject,
            signer_name=entry.signer_name,
            signer_position=entry.signer_position,
            competence=entry.competence,
            due_date=entry.due_date,
            urgency=entry.urgency,
            page_count=entry.page_count,
            sent_at=self._clock(),
            files=tuple(
                PacketFile(file.name, file.media_type, self._store.files.get(file.sha256))
                for file in files
            ),
        )

    def _ready(
        self, document: Outgoing, recipients: tuple[Agency, ...]
    ) -> Callable[[], object] | None:
        """Write the packet; what is returned queues it. None where a crash, before the step was
        recorded, came after it was queued."""
        waits = any(parcel.about == document.uid for parcel in self._store.exchange.waiting())
        left = any(d.status is not DeliveryStatus.WAITING for d in document.deliveries)
        if waits or left:
            return None
        packet = self.packet(document, recipients)
        content = self._codec.write(packet)
        header = PacketHeader(
            sender=self._store.settings.office().code,
            recipients=tuple(agency.code for agency in recipients),
            document_id=packet.document_id,
            kind=packet.kind.value,
            sha256=self._store.files.put(content),
            size=len(content),
            name=document.code.replace("/", "-") + ".edxml",
        )
        return lambda: self._store.exchange.queue(header, document.uid)
