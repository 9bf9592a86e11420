"""Register an incoming document: number, row, op in one commit, then the ĐẾN copy and the notice."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from clerkdesk.domain.attachments import PDF, Attachment, FileRole
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.errors import DiskFull, InvalidEntry
from clerkdesk.domain.incoming import Channel, Incoming, IncomingEntry, IncomingState, Urgency
from clerkdesk.domain.numbering import parse_code
from clerkdesk.domain.office_hours import forward_by, legal_receipt
from clerkdesk.domain.people import Person
from clerkdesk.domain.register_fields import incoming_problems
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.secrecy import refuse_secret
from clerkdesk.domain.stamps import ArrivalStamp
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.documents import PdfDesk
from clerkdesk.ports.store import Store
from clerkdesk.services.answer_change import AnswerChange
from clerkdesk.services.candidates import Candidate
from clerkdesk.services.check_signatures import CheckSignatures
from clerkdesk.services.directory import GrowDirectory
from clerkdesk.services.guard_clock import GuardClock
from clerkdesk.services.notify_receipt import NotifyReceipt
from clerkdesk.services.office_rules import OfficeRules
from clerkdesk.services.search_packet import SearchPacket
from clerkdesk.services.stored_file import stored
from clerkdesk.services.typed_values import day, text, whole_number

_NO_FILE = N_("Văn bản điện tử phải kèm tệp: kéo tệp vào sổ để kiểm tra chữ ký số trước.")


@dataclass(frozen=True, slots=True)
class Registered:
    """What the clerk is told after saving."""

    document: Incoming
    forward_by: date


class RegisterIncoming:
    """Registers what the clerk has checked; a signature result is part of every candidate."""

    def __init__(
        self,
        store: Store,
        notify: NotifyReceipt,
        clock: Callable[[], datetime],
        answer: AnswerChange,
        guard: GuardClock,
        search: SearchPacket,
        check: CheckSignatures,
    ) -> None:
        self._store = store
        self._notify = notify
        self._answer = answer
        self._clock = clock
        self._guard = guard
        self._search = search
        self._check = check

    def __call__(
        self,
        candidate: Candidate,
        values: Mapping[str, object],
        by: Person,
        bound: Attachment | None = None,
        *,
        series: str = "",
        despite: str = "",
    ) -> Registered:
        """Give the next số đến and record everything; the sender is told at once (Điều 13).

        Args:
            values: the form's values by field name.
            bound: the PDF made of the candidate's scanned pages.
            series: the sổ đến, where the office has more than one; empty = that of the agency.
            despite: why it is registered although its date is before the last entry's.

        Raises:
            ClockFarOff: nobody has said that the PC's date is right; nothing was stored.
            DateBeforeLast: nobody has said why; nothing was stored.
            SecretDocument: a stamp of secrecy stands on a page or in an enclosure; nothing was stored.
            InvalidEntry: fields break their rules; nothing was stored.
            NotAllowed, NotHolder, BookLocked: nothing was stored.
            DiskFull: nothing was stored; or, for a packet, its number stands and saving again
                finishes it under the same number.
        """
        demand(by, Right.REGISTER)
        refuse_secret(candidate.reading.pages)
        now = self._clock()
        if wrong := incoming_problems(values, local_date(now)):
            raise InvalidEntry(wrong)
        if candidate.by_hand and text(values, "channel") != Channel.PAPER:
            raise InvalidEntry({"channel": _(_NO_FILE)})
        rules = OfficeRules(self._store.settings)
        calendar = rules.calendar()
        entry = _entry(values, candidate, legal_receipt(candidate.received_at, calendar), bound)
        earlier = self._of_same_packet(candidate)
        if earlier is None:
            self._guard.demand()
            self._search_whole(candidate)
        document = earlier or self._store.incoming.add(
            entry, by.login, series=series or rules.incoming_series(), despite=despite
        )
        with suppress(DiskFull):  # the number stands; the name can join with the next document
            GrowDirectory(self._store.directory)(document.entry, by.login)
        if candidate.batch is not None:
            # The number stands; pages that a full disk keeps here are seen and dropped later.
            with suppress(DiskFull):
                self._store.spool.discard(candidate.batch.batch_id)
        if candidate.arrival is not None:
            confirmed = self._registered_at(earlier) if earlier is not None else now
            self._notify.accepted(candidate.arrival, document, by, confirmed)
            self._answer.replaced(candidate.arrival, document, by)
            self._store.exchange.settle(candidate.arrival.arrival_id, "registered")
        return Registered(document, forward_by(candidate.received_at, calendar))

    def _search_whole(self, candidate: Candidate) -> None:
        """Every page of every file, enclosures too; what the form has searched already takes no time."""
        if candidate.arrival is not None:
            self._search.demand(candidate.arrival)
        elif candidate.batch is None and candidate.main_file is not None:
            self._search.demand_file(candidate.main_file)
        for check in candidate.checks:
            self._check.keep(check)

    def _of_same_packet(self, candidate: Candidate) -> Incoming | None:
        """What these packet bytes became before a break that came before they were settled; a number
        that was made void since is none for them."""
        if candidate.arrival is None:
            return None
        header = candidate.arrival.header
        found = self._store.incoming.by_packet(header.document_id)
        if found is None or found.state is IncomingState.CANCELLED:
            return None
        hashes = {file.sha256 for file in found.entry.attachments if file.role is FileRole.PACKET}
        return found if header.sha256 in hashes else None

    def _registered_at(self, document: Incoming) -> datetime:
        """When a document got its number before a break; the notice is late since then."""
        return self._store.ops.history("incoming", document.uid)[0].at


class StampArrival:
    """Makes «bản có dấu đến»: a copy with the ĐẾN stamp; the received bytes stay the record."""

    def __init__(self, store: Store, pdf_desk: PdfDesk) -> None:
        self._store = store
        self._pdf_desk = pdf_desk

    def __call__(self, document: Incoming, by: Person) -> Incoming:
        """Attach the stamped copy; a document without a PDF stays as it is.

        Raises:
            NotAllowed: `by` may not register.
            DamagedFile, LockedFile, DiskFull, HelperCrashed: the registration stands without it.
        """
        demand(by, Right.REGISTER)
        main = document.main_file
        if main is None or main.media_type != PDF:
            return document
        stamp = self.stamp(document)
        stamped = self._pdf_desk.stamp_arrival(self._store.files.get(main.sha256), stamp)
        name = f"{main.name.removesuffix('.pdf')} (dấu đến {stamp.number}).pdf"
        copy = stored(self._store.files, name, PDF, FileRole.ARRIVAL_COPY, stamped)
        return self._store.incoming.attach(document.uid, copy, by.login)

    def label(self, document: Incoming) -> bytes:
        """The stamp as a PDF for the label printer."""
        return self._pdf_desk.arrival_label(self.stamp(document))

    def stamp(self, document: Incoming) -> ArrivalStamp:
        """The lines of this document's stamp."""
        return ArrivalStamp(
            organisation=self._store.settings.office().name,
            number=document.shown_number,
            arrival_date=document.entry.arrival_date,
            forwarded_to=document.assignments[-1].to_person if document.assignments else "",
        )


def _entry(
    values: Mapping[str, object], candidate: Candidate, legal: datetime, bound: Attachment | None
) -> IncomingEntry:
    """The form's values and what the candidate brought; the code is split at its first «/»."""
    printed = text(values, "code")
    code = parse_code(printed)
    arrival_date = values["arrival_date"]
    assert isinstance(arrival_date, date)  # checked by incoming_problems
    return IncomingEntry(
        arrival_date=arrival_date,
        received_at_actual=candidate.received_at,
        received_at_legal=legal,
        issuing_org=text(values, "issuing_org"),
        issuing_org_code=candidate.sender_code,
        doc_type=text(values, "doc_type"),
        subject=text(values, "subject"),
        channel=Channel(text(values, "channel")),
        signature_result=candidate.signature_result,
        code_number=code.code_number if code else "",
        code_notation=code.code_notation if code else printed,
        issued_date=day(values, "issued_date"),
        field=text(values, "field"),
        urgency=Urgency(int(text(values, "urgency") or Urgency.NORMAL)),
        sheet_count=whole_number(values, "sheet_count"),
        page_count=len(candidate.reading.pages) or None,
        due_date=day(values, "due_date"),
        attachments=(*((bound,) if bound else ()), *candidate.files),
        signer_name=text(values, "signer_name"),
        signer_position=text(values, "signer_position"),
        storage_location=text(values, "storage_location"),
        note=text(values, "note"),
        packet_id=candidate.arrival.header.document_id if candidate.arrival else "",
        full_text=nfc(candidate.reading.text),
    )
