"""Answer a recall, an update or a replacement that came in: 15 agreed, 16 refused (QĐ 28/2018)."""

from collections.abc import Callable
from datetime import datetime

from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.corrected import different
from clerkdesk.domain.corrections import INCOMING_LEGAL, INCOMING_ORDINARY
from clerkdesk.domain.errors import DangerousFile, FormatRefused, NotTheSender, SecretDocument
from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.outgoing import ChangeAnswer
from clerkdesk.domain.packets import DocumentPacket, DocumentReference, Packet, PacketKind
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.ports.exchange import PacketCodec
from clerkdesk.ports.store import Arrival, Store
from clerkdesk.services.admit_file import AdmitFile
from clerkdesk.services.approve import given
from clerkdesk.services.candidates import packet_values
from clerkdesk.services.notify_receipt import NotifyReceipt, reference_of
from clerkdesk.services.search_packet import SearchPacket
from clerkdesk.services.stored_file import stored

_LONGEST_NOTE = 500


class AnswerChange:
    """Does what the sender asks for, or declines; the packet and the answer stay as evidence."""

    def __init__(
        self,
        store: Store,
        codec: PacketCodec,
        notify: NotifyReceipt,
        search: SearchPacket,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._codec = codec
        self._notify = notify
        self._search = search
        self._clock = clock
        self._admit = AdmitFile(store.settings)

    def about(self, arrival: Arrival) -> Incoming | None:
        """The registered document that the arrival speaks of.

        Raises:
            BadPacket: it cannot be read.
        """
        return self._document(arrival, reference_of(self._packet(arrival)))

    def agree(self, arrival: Arrival, by: Person) -> Incoming | None:
        """Cancel the document (its row and số đến stay), or take the update over; tell the sender.

        Raises:
            NotTheSender: another agency asks than the one that sent the document.
            SecretDocument: a file of the update bears a stamp of secrecy; nothing was stored.
            NotAllowed, BadPacket, DiskFull
        """
        demand(by, Right.REGISTER)
        packet = self._packet(arrival)
        self._search.demand(arrival)
        document = self._document(arrival, reference_of(packet))
        if document is not None:
            document = self._done(arrival, packet, document, by)
        elif arrival.kind is PacketKind.RECALL:
            self._settle_unregistered(arrival, reference_of(packet).document_id)
        number = document.shown_number if document else ""
        said = (
            _("Đồng ý; số đến {number} giữ nguyên").format(number=number)
            if number
            else _("Đồng ý; văn bản chưa vào sổ")
        )
        self._answer(arrival, reference_of(packet), ChangeAnswer.AGREED, said, by, document)
        self._store.exchange.settle(arrival.arrival_id, "agreed")
        return document

    def decline(self, arrival: Arrival, reason: str, by: Person) -> None:
        """Leave everything as it is and say why; one that cannot be read is answered too.

        Raises:
            InvalidEntry: no reason was given.
            SecretDocument: it bears a stamp of secrecy and can only be shredded.
            NotAllowed, DiskFull
        """
        demand(by, Right.REGISTER)
        if arrival.secret:
            raise SecretDocument
        why, reference = given(reason), self._notify.reference(arrival)
        document = self._document(arrival, reference)
        self._answer(arrival, reference, ChangeAnswer.DECLINED, why, by, document)
        self._store.exchange.settle(arrival.arrival_id, "declined")

    def replaced(self, arrival: Arrival, new: Incoming, by: Person) -> None:
        """The replacing document is registered: those that it replaces are cancelled, and the
        sender hears that. Does nothing for an arrival that replaces none."""
        packet = self._packet(arrival)
        if not isinstance(packet, DocumentPacket) or packet.kind is not PacketKind.REPLACE:
            return
        note = _("Được thay thế bằng {code}, số đến {number}").format(
            code=new.code, number=new.shown_number
        )
        for old in packet.replaces:
            document = self._store.incoming.by_packet(old.document_id)
            if document is not None and document.uid != new.uid and _sent_by(arrival, document):
                self._store.incoming.cancel(document.uid, note, by.login)
        said = _("Đồng ý thay thế, số đến {number}").format(number=new.shown_number)
        self._answer(arrival, reference_of(packet), ChangeAnswer.AGREED, said, by, new)

    def _document(self, arrival: Arrival, about: DocumentReference) -> Incoming | None:
        """By its identifier; else by số, ký hiệu and date among what the same agency sent, for some
        systems give a recall an identifier of its own."""
        register = self._store.incoming
        found = register.by_packet(about.document_id)
        if found is not None or not about.code_number:
            return found
        sender = arrival.header.sender.strip().casefold()
        same = [
            document
            for document in register.by_code(PrintedCode(about.code_number, about.code_notation))
            if document.entry.issuing_org_code.strip().casefold() == sender != ""
            and document.entry.issued_date == about.issued_date
        ]
        return same[-1] if same else None

    def _done(self, arrival: Arrival, packet: Packet, document: Incoming, by: Person) -> Incoming:
        if not _sent_by(arrival, document):
            raise NotTheSender(document.code, arrival.header.sender)
        if document.state is IncomingState.CANCELLED:
            return document
        day = f"{local_date(self._clock()):%d/%m/%Y}"
        if arrival.kind is PacketKind.RECALL:
            note = _("Đã thu hồi ngày {day} theo yêu cầu của nơi gửi: {reason}").format(
                day=day, reason=_reason(packet)
            )
            return self._store.incoming.cancel(document.uid, note, by.login)
        if not isinstance(packet, DocumentPacket):
            return document
        own = self._store.settings.office().code.casefold()
        if any(c.organ_code.casefold() == own and not c.added for c in packet.receiver_changes):
            note = _("Nơi gửi bỏ khỏi nơi nhận ngày {day}: {reason}").format(
                day=day, reason=packet.reason
            )
            return self._store.incoming.cancel(document.uid, note, by.login)
        return self._updated(arrival, packet, document, by)

    def _updated(
        self, arrival: Arrival, packet: DocumentPacket, document: Incoming, by: Person
    ) -> Incoming:
        """Corrected by an act that names the sender's reason; new files join, none is replaced.

        What the sender leaves out stays as the clerk has it, such as a deadline of the office.
        """
        values = {name: said for name, said in packet_values(packet, arrival).items() if said}
        for own in ("arrival_date", "channel", "note"):
            values.pop(own, None)
        register = self._store.incoming
        if changes := different(document, values, INCOMING_LEGAL):
            reason = _("Nơi gửi cập nhật: {reason}").format(reason=packet.reason)
            document = register.correct(document.uid, changes, reason, by.login)
        if changes := different(document, values, INCOMING_ORDINARY):
            document = register.amend(document.uid, changes, by.login)
        return self._with_files(document, packet, by)

    def _with_files(self, document: Incoming, packet: DocumentPacket, by: Person) -> Incoming:
        """Files join as at registration: by their content, and no program among them."""
        register = self._store.incoming
        known = {file.sha256 for file in document.entry.attachments}
        left_out = []
        for part in packet.files:
            try:
                admitted = self._admit(part.name, part.content)
            except (DangerousFile, FormatRefused) as refused:
                left_out.append(str(refused))
                continue
            name = _("Bản cập nhật {name}").format(name=admitted.name)
            file = stored(
                self._store.files, name, admitted.media_type, FileRole.APPENDIX, part.content
            )
            if file.sha256 not in known:
                document = register.attach(document.uid, file, by.login)
        if not left_out:
            return document
        note = "; ".join(filter(None, (document.entry.note, *left_out)))[:_LONGEST_NOTE]
        return register.amend(document.uid, {"note": note}, by.login)

    def _settle_unregistered(self, arrival: Arrival, document_id: str) -> None:
        """What was recalled before it was registered waits no longer."""
        for waiting in self._store.exchange.arrivals():
            same = waiting.header.document_id == document_id or waiting.code == arrival.code != ""
            from_sender = waiting.header.sender.casefold() == arrival.header.sender.casefold()
            if same and from_sender and waiting.kind is PacketKind.NEW:
                self._store.exchange.settle(waiting.arrival_id, "recalled")

    def _answer(
        self,
        arrival: Arrival,
        reference: DocumentReference,
        answer: ChangeAnswer,
        said: str,
        by: Person,
        document: Incoming | None,
    ) -> None:
        self._notify.answered(
            reference,
            answer.value,
            arrival.header.sender,
            by,
            said,
            about=document.uid if document else "",
        )

    def _packet(self, arrival: Arrival) -> Packet:
        content = self._store.files.get(arrival.header.sha256)
        return self._codec.read(arrival.header.name, content)


def _sent_by(arrival: Arrival, document: Incoming) -> bool:
    """Whether the agency that asks is the one whose document it is."""
    known = document.entry.issuing_org_code.strip().casefold()
    return not known or known == arrival.header.sender.strip().casefold()


def _reason(packet: Packet) -> str:
    return packet.reason if isinstance(packet, DocumentPacket) else packet.description
