"""Issue a sealed document: the edXML packet goes into the outbox and leaves when there is a line."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.attachments import PDF, FileRole
from clerkdesk.domain.corrected import as_issued
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.fields import problems
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.outgoing import FROZEN, Delivery, Outgoing, Recipient, Step, after
from clerkdesk.domain.packets import (
    DocumentPacket,
    PacketFile,
    PacketKind,
    Replacement,
    document_id,
)
from clerkdesk.domain.paper_due import reached_by
from clerkdesk.domain.people import Person
from clerkdesk.domain.register_fields import OUTGOING
from clerkdesk.domain.relations import COPYING, Relation, RelationKind
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.exchange import PacketCodec
from clerkdesk.ports.store import Store
from clerkdesk.services.decide_paper import DecidePaper
from clerkdesk.services.office_rules import OfficeRules
from clerkdesk.services.write_mails import WriteMails

Seal = Callable[[str, bytes], bytes]
"""Signs a packet as a whole: its name and bytes give the signed bytes."""


class Issue:
    """Phát hành: one packet to all recipients of the province's system."""

    def __init__(
        self,
        store: Store,
        codec: PacketCodec,
        clock: Callable[[], datetime],
        decide_paper: DecidePaper,
        mails: WriteMails,
    ) -> None:
        self._mails = mails
        self._store = store
        self._decide_paper = decide_paper
        self._codec = codec
        self._clock = clock

    def __call__(self, uid: str, by: Person, *, seal: Seal | None = None) -> Outgoing:
        """Queue the packet and record the issue; sending itself is the sync's work.

        What it replaces or corrects (Điều 18.3) is marked so in the same go.

        Args:
            seal: signs the packet before it is queued; what it raises leaves everything as it was.

        Raises:
            StepNotAllowed, NotAllowed: it is not sealed, or `by` may not issue.
            InvalidEntry: a field that law demands, the main file or the recipients are missing.
            UnfitPacket: a value does not fit the format; nothing was queued.
        """
        demand(by, Right.ISSUE)
        document = self._store.outgoing.get(uid)
        after(Step.ISSUE, document.state)
        if wrong := _missing(document):
            raise InvalidEntry(wrong)
        decided = self._decide_paper.at_issue(document)
        recipients = [
            reached_by(decided.paper_decision, place) for place in document.entry.recipients
        ]
        replaced = self._replaced(document)
        # Deliveries before the packet: the sync may send it as soon as it is queued, and notes so there.
        queue = self._ready(document, tuple(through_system(recipients)), replaced, by, seal)
        self._store.outgoing.decide_paper(uid, decided, by.login)
        for recipient in recipients:
            self._store.outgoing.set_delivery(uid, Delivery(recipient), by.login)
        if queue is not None:
            queue()
        # Mails go into the outbox in the same commit: issued without them, or they without it, is not.
        mails = self._mails.of_document(document, recipients, by)
        issued = self._store.outgoing.take_step(uid, Step.ISSUE, by.login, mails=mails)
        self._settle_relations(issued, by)
        return issued

    def queue(
        self,
        document: Outgoing,
        recipients: tuple[Agency, ...],
        kind: PacketKind,
        reason: str,
        by: Person,
    ) -> None:
        """Put a recall or an update of an issued document into the outbox.

        Raises:
            UnfitPacket: nothing was queued.
        """
        packet = replace(
            self.packet(document, recipients),
            kind=kind,
            reason=reason,
            staff=by.full_name,
            department=_("Văn thư"),
            information_changed=kind is PacketKind.UPDATE,
        )
        if kind is PacketKind.RECALL:  # what is taken back is not sent once more
            packet = replace(packet, files=())
        self._prepared(document, packet)()

    def packet(self, document: Outgoing, recipients: tuple[Agency, ...]) -> DocumentPacket:
        """The document as an edXML packet, its signed PDF first."""
        office = self._store.settings.office()
        assert document.issued_date is not None  # a sealed document has its number and date
        sent = (FileRole.MAIN, FileRole.APPENDIX)
        files = sorted(
            (file for file in document.entry.attachments if file.role in sent),
            key=lambda file: sent.index(file.role),
        )
        entry = document.entry
        return DocumentPacket(
            kind=PacketKind.NEW,
            document_id=self._identifier(document),
            sender=self._agency(document),
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
        self,
        document: Outgoing,
        recipients: tuple[Agency, ...],
        replaced: tuple[Replacement, ...],
        by: Person,
        seal: Seal | None,
    ) -> Callable[[], object] | None:
        """Write the packet; what is returned queues it. None where nobody gets one, or where a
        crash, before the step was recorded, came after it was queued."""
        waits = any(parcel.about == document.uid for parcel in self._store.exchange.waiting())
        left = any(d.status is not DeliveryStatus.WAITING for d in document.deliveries)
        if waits or left or not recipients:
            return None
        packet = self.packet(document, recipients)
        if replaced:
            packet = replace(
                packet,
                kind=PacketKind.REPLACE,
                replaces=replaced,
                reason="; ".join(r.reason for r in _of_kind(document, RelationKind.REPLACES)),
                staff=by.full_name,
                department=_("Văn thư"),
            )
        return self._prepared(document, packet, seal)

    def _prepared(
        self, document: Outgoing, packet: DocumentPacket, seal: Seal | None = None
    ) -> Callable[[], object]:
        name = document.code.replace("/", "-") + ".edxml"
        content = self._codec.write(packet)
        if seal is not None:
            content = seal(name, content)
        header = PacketHeader(
            sender=self._store.settings.office().code,
            recipients=tuple(agency.code for agency in packet.recipients),
            document_id=packet.document_id,
            kind=packet.kind.value,
            sha256=self._store.files.put(content),
            size=len(content),
            name=name,
        )
        return lambda: self._store.exchange.queue(header, document.uid)

    def _identifier(self, document: Outgoing) -> str:
        """The id under which it was issued, whatever its entry was corrected to afterwards."""
        issued = as_issued(document)
        assert issued.issued_date is not None
        return document_id(self._agency(document).code, issued.issued_date, issued.code)

    def _agency(self, document: Outgoing) -> Agency:
        """The issuer as others know it: the office, or a body that issues at its desk."""
        office = self._store.settings.office()
        issuer = OfficeRules(self._store.settings).issuer_of(document.entry.issuing_org_name)
        return replace(office.agency, code=issuer.code or office.code, name=issuer.name)

    def _replaced(self, document: Outgoing) -> tuple[Replacement, ...]:
        """The replaced documents that recipients hold from the province's system."""
        found = []
        for relation in _of_kind(document, RelationKind.REPLACES):
            old = self._store.outgoing.get(relation.about)
            if codes := tuple(agency.code for agency in through_system(reached(old))):
                found.append(Replacement(self._identifier(old), codes))
        return tuple(found)

    def _settle_relations(self, issued: Outgoing, by: Person) -> None:
        words = {
            RelationKind.REPLACES: (Step.REPLACE, _("Thay thế bằng {code}: {reason}")),
            RelationKind.CORRECTS: (Step.CORRECT, _("Đính chính tại {code}: {reason}")),
        }
        for relation in issued.entry.relations:
            if relation.kind in COPYING:
                continue  # what is copied stays as it is
            if self._store.outgoing.get(relation.about).state in FROZEN:
                continue  # recalled meanwhile: it holds no more, and stays as it is
            step, said = words[relation.kind]
            reason = said.format(code=issued.code, reason=relation.reason).rstrip(": ")
            self._store.outgoing.take_step(relation.about, step, by.login, reason=reason)


def through_system(recipients: Sequence[Recipient]) -> list[Agency]:
    """Those that get packets."""
    return [
        Agency(recipient.code, recipient.name, recipient.email)
        for recipient in recipients
        if recipient.channel is Channel.SYSTEM and recipient.code
    ]


def reached(document: Outgoing) -> list[Recipient]:
    """The recipients of an issued document by the way on which each was reached."""
    return [way.recipient for way in document.deliveries] or list(document.entry.recipients)


def _of_kind(document: Outgoing, kind: RelationKind) -> list[Relation]:
    return [relation for relation in document.entry.relations if relation.kind is kind]


def _missing(document: Outgoing) -> dict[str, str]:
    """What law demands and the document does not have (Điều 11.1.c, 11.1.d)."""
    entry = document.entry
    values = {field.name: getattr(entry, field.name) for field in OUTGOING}
    wrong = problems(OUTGOING, {**values, "urgency": str(entry.urgency.value)})
    if not entry.recipients:
        wrong["recipients"] = _("Chưa có nơi nhận.")
    if document.main_file is None or document.main_file.media_type != PDF:
        wrong["file"] = _("Chưa có tệp PDF của văn bản.")
    return wrong
