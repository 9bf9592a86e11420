"""A document that may become văn bản đến: from a scan, a file or a packet, with what is known of it."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.attachments import PDF, Attachment, FileRole, is_pdf, main_file
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.errors import (
    DamagedFile,
    DangerousFile,
    FormatRefused,
    HelperCrashed,
    HelperSilent,
    LockedFile,
    NotFound,
    UnsupportedFile,
)
from clerkdesk.domain.formats import XML
from clerkdesk.domain.incoming import Channel, Urgency
from clerkdesk.domain.mails import MAIL_FILE
from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.office_hours import arrival_day
from clerkdesk.domain.packets import DocumentPacket
from clerkdesk.domain.piles import sheet_count
from clerkdesk.domain.reading import ReadDocument
from clerkdesk.domain.registry_checks import Seen, packet_findings, weight_of
from clerkdesk.domain.revisions import Progress
from clerkdesk.domain.scans import ScanBatch
from clerkdesk.domain.secrecy import refuse_secret, stamped_secret
from clerkdesk.domain.texts import _
from clerkdesk.domain.verdicts import SignatureCheck, SignatureResult, Weight
from clerkdesk.ports.exchange import PacketCodec
from clerkdesk.ports.pages import PageWorkshop
from clerkdesk.ports.store import Arrival, Store
from clerkdesk.services.admit_file import AdmitFile
from clerkdesk.services.arrival_packets import Letter, letter_of, mail_sender, mail_values
from clerkdesk.services.check_packet import CheckPacket
from clerkdesk.services.check_signatures import CheckSignatures
from clerkdesk.services.office_rules import OfficeRules
from clerkdesk.services.registry_seen import SeeDocument
from clerkdesk.services.search_packet import SearchPacket
from clerkdesk.services.stored_file import stored

_NOTHING = Seen()
"""An appendix has no letterhead of its own to be held against its signatures."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known before the clerk has looked: form values, files, and the recorded check.

    `values` are keyed by field name of `domain.fields.INCOMING`. `batch` is set where the pages are
    still to be bound to a PDF, `arrival` where it came as a packet.
    """

    channel: Channel
    received_at: datetime
    values: Mapping[str, object] = field(default_factory=dict)
    signature_result: SignatureResult = SignatureResult.PAPER
    check: SignatureCheck | None = None
    appendix_checks: tuple[SignatureCheck, ...] = ()
    """Of the appendices that are PDFs; recorded together with `check`."""
    files: tuple[Attachment, ...] = ()
    reading: ReadDocument = field(default_factory=ReadDocument)
    batch: ScanBatch | None = None
    arrival: Arrival | None = None
    sender_code: str = ""
    file_warnings: tuple[str, ...] = ()
    """What is odd about its files, Vietnamese; programs in a packet are left out and named here."""
    letter: Letter | None = None
    """The mail with which it came."""

    @property
    def main_file(self) -> Attachment | None:
        """The file that is looked at beside the form."""
        return main_file(self.files)

    @property
    def by_hand(self) -> bool:
        """Whether nothing but its paper came: no page was scanned, no file is here."""
        return self.batch is None and self.arrival is None and not self.files

    @property
    def checks(self) -> tuple[SignatureCheck, ...]:
        """All verdicts on its files, which are recorded once nothing of it can turn out to be secret."""
        return (*((self.check,) if self.check is not None else ()), *self.appendix_checks)

    @property
    def is_paper(self) -> bool:
        """Whether it lies before the clerk on paper, scanned or not."""
        return self.arrival is None and not self.files

    @property
    def secret(self) -> bool:
        """Whether a stamp of secrecy stands on its pages, as far as they are read."""
        locked = self.arrival is not None and self.arrival.secret
        return locked or bool(stamped_secret(self.reading.pages))


class CandidateFromBatch:
    """Paper that was scanned; reading it fills the form later, page by page."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def __call__(self, batch: ScanBatch) -> Candidate:
        """The candidate, its pages not yet read."""
        now = self._clock()
        values = {
            "arrival_date": local_date(now),
            "channel": Channel.PAPER.value,
            "urgency": str(Urgency.NORMAL.value),
            "sheet_count": sheet_count(batch),
        }
        return Candidate(Channel.PAPER, now, values, batch=batch)


class CandidateByHand:
    """Paper that is not scanned: a book, a map, a parcel, or a day without a scanner."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def __call__(self, values: Mapping[str, object]) -> Candidate:
        """The candidate; `values` stand in its form already, as those of the document before."""
        now = self._clock()
        begun = {
            "arrival_date": local_date(now),
            "channel": Channel.PAPER.value,
            "urgency": str(Urgency.NORMAL.value),
        }
        return Candidate(Channel.PAPER, now, {**begun, **values})


class CandidateFromFile:
    """A PDF that the clerk dropped on the window: read, and its signatures checked; the check is
    recorded with its number."""

    def __init__(
        self,
        store: Store,
        workshop: PageWorkshop,
        check: CheckSignatures,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._workshop = workshop
        self._check = check
        self._see = SeeDocument(store.directory)
        self._clock = clock
        self._admit = AdmitFile(store.settings)

    def __call__(
        self, name: str, content: bytes, channel: Channel, *, progress: Progress | None = None
    ) -> Candidate:
        """Read, check and keep the file; `progress` as of the check.

        Raises:
            UnsupportedFile: not a PDF by its content.
            DamagedFile, LockedFile: it cannot be opened.
            SecretDocument: it bears a stamp of secrecy; nothing of it was kept.
            DangerousFile, FormatRefused: its name or content is none that may enter.
        """
        admitted = self._admit(name, content)
        if not is_pdf(content):
            raise UnsupportedFile(name, "PDF")
        now = self._clock()
        reading = self._workshop.read_pdf(name, content)  # first: what is torn leaves no trace
        refuse_secret(reading.pages)
        check = self._check.judge(name, content, self._see(reading), progress=progress)
        main = stored(self._store.files, admitted.name, PDF, FileRole.MAIN, content)
        values = {
            "arrival_date": local_date(now),
            "channel": channel.value,
            "urgency": str(Urgency.NORMAL.value),
            **form_values(reading),
        }
        return Candidate(
            channel,
            now,
            values,
            check.result,
            check,
            files=(main,),
            reading=reading,
            file_warnings=tuple(word for word in (admitted.warning,) if word),
        )


class CandidateFromArrival:
    """A packet that came through the province: its fields are the sender's, its files are checked."""

    def __init__(
        self,
        store: Store,
        codec: PacketCodec,
        workshop: PageWorkshop,
        check: CheckSignatures,
        check_packet: CheckPacket,
        search: SearchPacket,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._check_packet = check_packet
        self._codec = codec
        self._workshop = workshop
        self._check = check
        self._search = search
        self._clock = clock
        self._see = SeeDocument(store.directory)
        self._admit = AdmitFile(store.settings)

    def __call__(self, arrival: Arrival, *, progress: Progress | None = None) -> Candidate:
        """Open the packet, check its main file, and fill in what the sender wrote.

        Of a document with a stamp of secrecy only the packet comes back: no value, no file. The check
        of one that was not searched to the end is not recorded: see `SearchPacket`.

        Raises:
            BadPacket: it cannot be read; it stays in the inbox.
            NotFound: its bytes are gone from the store.
        """
        if arrival.secret:
            return _locked(arrival)
        header = arrival.header
        content = self._store.files.get(header.sha256)
        packet = self._codec.read(header.name, content)
        if not isinstance(packet, DocumentPacket):
            raise NotFound(_("văn bản trong gói tin"))
        kind = MAIL_FILE if arrival.by_mail else XML
        files = [Attachment(header.name, kind, FileRole.PACKET, header.sha256, len(content))]
        reading = self._read(packet)
        if mark := stamped_secret(reading.pages):
            return _locked(self._search.lock(arrival, mark))
        if arrival.settled == "":
            hashes = [hashlib.sha256(part.content).hexdigest() for part in packet.files]
            self._store.exchange.note_files(arrival.arrival_id, hashes)
        calendar = OfficeRules(self._store.settings).calendar()
        day = arrival_day(arrival.received_at, calendar, local_date(self._clock()))
        result, check = SignatureResult.UNSIGNED, None
        seen = self._seen(arrival, content, packet, reading)
        warnings: list[str] = list(packet.warnings) if arrival.by_mail else []
        appendices: list[SignatureCheck] = []
        for index, part in enumerate(packet.files):
            role = _role(index, files, arrival)
            try:
                admitted = self._admit(part.name, part.content)
            except (DangerousFile, FormatRefused) as refused:
                warnings.append(f"{refused} {_('Tệp chỉ còn trong gói tin gốc.')}")
                continue
            warnings += [admitted.warning] if admitted.warning else []
            files.append(
                stored(self._store.files, admitted.name, admitted.media_type, role, part.content)
            )
            if role is FileRole.MAIN and is_pdf(part.content):
                result, check = self._checked(part.name, part.content, seen, progress)
            elif is_pdf(part.content):
                said, appended = self._of_appendix(part.name, part.content, progress)
                warnings += said
                appendices += appended
        if arrival.sent_at is None and (wrong := self._wrong_place(packet)):
            warnings.append(wrong)  # it came as a file: no system looked to whom it goes
        if check is None:  # else they stand among its findings
            sealed = packet_findings(seen)
            warnings += [one.text for one in sealed if weight_of(one) >= Weight.DOUBT]
        sender, values = self._stated(arrival, packet, reading)
        return Candidate(
            Channel.MAIL if arrival.by_mail else Channel.SYSTEM,
            arrival.received_at,
            {**values, "arrival_date": day},
            result,
            check,
            tuple(appendices),
            files=tuple(files),
            reading=reading,
            arrival=arrival,
            sender_code=sender.code,
            file_warnings=tuple(warnings),
            letter=letter_of(packet) if arrival.by_mail else None,
        )

    def _seen(
        self, arrival: Arrival, content: bytes, packet: DocumentPacket, reading: ReadDocument
    ) -> Seen:
        """What signatures are held against; a mail says nothing of its document that could be."""
        if arrival.by_mail:
            return self._see(reading)
        seal = self._check_packet(arrival.header.name, content, arrival.received_at)
        return self._see(reading, packet, seal)

    def _stated(
        self, arrival: Arrival, packet: DocumentPacket, reading: ReadDocument
    ) -> tuple[Agency, dict[str, object]]:
        """Who sent it, and the form's values: a packet knows better than its pages, a mail does not."""
        read = form_values(reading)
        if not arrival.by_mail:
            return packet.sender, {**read, **packet_values(packet, arrival)}
        sender = mail_sender(self._store.directory.agencies(), packet.sender)
        return sender, {**mail_values(packet, sender), **read}

    def _wrong_place(self, packet: DocumentPacket) -> str:
        """That this office is none of those it is meant for (QĐ 28/2018, Điều 5.4)."""
        rules = OfficeRules(self._store.settings)
        own = {self._store.settings.office().code, *(one.code for one in rules.issuers())}
        places = {place.code.strip().casefold() for place in packet.recipients}
        if not places or places & {code.strip().casefold() for code in own if code}:
            return ""
        names = ", ".join(place.name or place.code for place in packet.recipients[:3])
        return _("Gói tin gửi cho {names}, không phải đơn vị này: kiểm tra trước khi nhận.").format(
            names=names
        )

    def _read(self, packet: DocumentPacket) -> ReadDocument:
        """The main file read; nothing where it is torn, for the verdict says what is wrong with it."""
        main = packet.files[0] if packet.files else None
        if main is not None and is_pdf(main.content):
            with suppress(DamagedFile, LockedFile, HelperCrashed, HelperSilent):
                return self._workshop.read_pdf(main.name, main.content)
        return ReadDocument()

    def _of_appendix(
        self, name: str, pdf: bytes, progress: Progress | None
    ) -> tuple[list[str], list[SignatureCheck]]:
        """Check it like the main file; told where a signature does not hold, or could be trusted no
        more than the file itself. One without a signature is usual."""
        result, check = self._checked(name, pdf, _NOTHING, progress)
        checks = [check] if check is not None else []
        if result is SignatureResult.INVALID:
            words = _("Phụ lục «{name}»: chữ ký số không hợp lệ. Gọi nơi gửi hỏi lại.")
            return [words.format(name=name)], checks
        if result is SignatureResult.INDETERMINATE:
            return [_("Phụ lục «{name}»: chữ ký số chưa xác định.").format(name=name)], checks
        return [], checks

    def _checked(
        self, name: str, pdf: bytes, seen: Seen, progress: Progress | None
    ) -> tuple[SignatureResult, SignatureCheck | None]:
        """Check a file. One that brings the child down or keeps it busy has no verdict and is never
        green; the packet still opens, so that the clerk can refuse it."""
        try:
            check = self._check.judge(name, pdf, seen, progress=progress)
        except (HelperCrashed, HelperSilent):
            return SignatureResult.INDETERMINATE, None
        return check.result, check


def _role(place: int, files: Sequence[Attachment], arrival: Arrival) -> FileRole:
    """A packet names its document first; of a mail it is the first file that may enter."""
    if arrival.by_mail:
        return FileRole.APPENDIX if main_file(files) else FileRole.MAIN
    return FileRole.APPENDIX if place else FileRole.MAIN


def _locked(arrival: Arrival) -> Candidate:
    """What may still be known of a packet with a stamp: that it came."""
    unsure = SignatureResult.INDETERMINATE
    channel = Channel.MAIL if arrival.by_mail else Channel.SYSTEM
    return Candidate(channel, arrival.received_at, signature_result=unsure, arrival=arrival)


def packet_values(packet: DocumentPacket, arrival: Arrival) -> dict[str, object]:
    """Form values that the packet states, and a note where another agency sent it."""
    route, said = arrival.header.sender, packet.sender.code
    warning = _("Gói tin do cơ quan mã «{route}» gửi, nhưng trong gói ghi nơi gửi là «{said}».")
    forged = route.strip().casefold() != said.strip().casefold()
    return {
        **({"note": warning.format(route=route, said=said)} if forged else {}),
        "arrival_date": local_date(arrival.received_at),
        "channel": Channel.SYSTEM.value,
        "issuing_org": packet.sender.name,
        "doc_type": packet.doc_type,
        "code": str(PrintedCode(packet.code_number, packet.code_notation)),
        "issued_date": packet.issued_date,
        "subject": packet.subject,
        "signer_name": packet.signer_name,
        "signer_position": packet.signer_position,
        "urgency": str(packet.urgency.value),
        "due_date": packet.due_date,
    }


def form_values(reading: ReadDocument) -> dict[str, object]:
    """Values of the form that were read off the pages."""
    taken = ("issuing_org", "doc_type", "issued_date", "subject", "signer_name", "signer_position")
    values = {
        name: reading.fields[name].value
        for name in taken
        if name in reading.fields and reading.fields[name].value is not None
    }
    number, notation = (reading.fields.get(n) for n in ("code_number", "code_notation"))
    if number and notation and number.value and notation.value:
        values["code"] = str(PrintedCode(str(number.value), str(notation.value)))
    if (urgency := reading.fields.get("urgency")) and urgency.value is not None:
        values["urgency"] = str(urgency.value)
    return values
