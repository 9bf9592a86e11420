"""Văn bản đến: the 16 fields of Điều 10.1.b and the states."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum

from clerkdesk.domain.assignments import Act, Assignment, Deed, active_rounds
from clerkdesk.domain.attachments import Attachment, main_file
from clerkdesk.domain.corrections import Correction
from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.old_numbers import shown_number
from clerkdesk.domain.texts import N_
from clerkdesk.domain.verdicts import SignatureResult

__all__ = [
    "CHANNEL_NAMES",
    "INCOMING_STATE_NAMES",
    "URGENCY_NAMES",
    "Assignment",
    "Channel",
    "Incoming",
    "IncomingEntry",
    "IncomingState",
    "Urgency",
]


class Urgency(IntEnum):
    """Mức độ khẩn, numbered as in edXML «Priority» (DOMAIN §2.3)."""

    NORMAL = 0
    URGENT = 1
    VERY_URGENT = 2
    EXPRESS = 3
    EXPRESS_TIMED = 4


URGENCY_NAMES = {
    Urgency.NORMAL: N_("Thường"),
    Urgency.URGENT: N_("Khẩn"),
    Urgency.VERY_URGENT: N_("Thượng khẩn"),
    Urgency.EXPRESS: N_("Hỏa tốc"),
    Urgency.EXPRESS_TIMED: N_("Hỏa tốc hẹn giờ"),
}


class Channel(StrEnum):
    """By which way a document came or goes (Điều 7); S13 makes it a field of every document."""

    SYSTEM = "system"
    MAIL = "mail"
    ONE_STOP = "one_stop"
    PORTAL = "portal"
    PAPER = "paper"


CHANNEL_NAMES = {
    Channel.SYSTEM: N_("Trục liên thông"),
    Channel.MAIL: N_("Thư điện tử"),
    Channel.ONE_STOP: N_("Một cửa"),
    Channel.PORTAL: N_("Cổng thông tin"),
    Channel.PAPER: N_("Giấy"),
}


class IncomingState(StrEnum):
    """Where a registered document stands."""

    TO_FORWARD = "to_forward"
    FORWARDED = "forwarded"
    IN_WORK = "in_work"
    DONE = "done"
    CANCELLED = "cancelled"


INCOMING_STATE_NAMES = {
    IncomingState.TO_FORWARD: N_("Chờ chuyển"),
    IncomingState.FORWARDED: N_("Đã chuyển"),
    IncomingState.IN_WORK: N_("Đang xử lý"),
    IncomingState.DONE: N_("Hoàn thành"),
    IncomingState.CANCELLED: N_("Đã hủy"),
}


@dataclass(frozen=True, slots=True)
class IncomingEntry:
    """What the clerk enters for one incoming document; the number comes with saving.

    Names as in DOMAIN §8.2 A. `received_at_actual` is the system time of arrival,
    `received_at_legal` the time by Điều 12.2. `packet_id` names the edXML document it came in.
    """

    arrival_date: date
    received_at_actual: datetime
    received_at_legal: datetime
    issuing_org: str
    doc_type: str
    subject: str
    channel: Channel
    signature_result: SignatureResult
    code_number: str = ""
    code_notation: str = ""
    issued_date: date | None = None
    field: str = ""
    urgency: Urgency = Urgency.NORMAL
    sheet_count: int | None = None
    page_count: int | None = None
    due_date: date | None = None
    attachments: tuple[Attachment, ...] = ()
    signer_name: str = ""
    signer_position: str = ""
    storage_location: str = ""
    note: str = ""
    issuing_org_code: str = ""
    packet_id: str = ""
    full_text: str = ""
    """Text of the pages, for searching; not a field of the register."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A registered incoming document."""

    uid: str
    arrival_number: int
    year: int
    entry: IncomingEntry
    state: IncomingState
    assignments: tuple[Assignment, ...] = ()
    registered_by: str = ""
    series: str = "den"
    """The sổ đến in which it stands; an office has one, or a second for HĐND."""
    corrections: tuple[Correction, ...] = ()
    """What was corrected in its entry, oldest first."""
    acts: tuple[Act, ...] = ()
    """What was done after forwarding, oldest first."""

    @property
    def shown_number(self) -> str:
        """Số đến as the book has it; a line of an old register may have a letter («12a»)."""
        return shown_number(self.arrival_number)

    @property
    def code(self) -> str:
        """Số, ký hiệu as printed on the document, e.g. «15/2016/QĐ-UBND»."""
        return str(PrintedCode(self.entry.code_number, self.entry.code_notation))

    @property
    def main_file(self) -> Attachment | None:
        """The document as it was received, or as it was bound from its pages."""
        return main_file(self.entry.attachments)

    @property
    def due_date(self) -> date | None:
        """The date by which it must be settled: of the last round that holds, else the entry's."""
        rounds = active_rounds(self.assignments, self.acts)
        dates = [given.due_date for given in rounds if given.due_date]
        return dates[-1] if dates else self.entry.due_date

    @property
    def ending(self) -> Act | None:
        """How it was finished, last: with a reply or for a reason."""
        endings = [act for act in self.acts if act.deed is Deed.FINISH]
        return endings[-1] if endings else None

    def overdue(self, today: date) -> bool:
        """Whether it is still open after its date."""
        closed = self.state in (IncomingState.DONE, IncomingState.CANCELLED)
        return self.due_date is not None and not closed and self.due_date < today
