"""Văn bản đi: the fields of Điều 11.1.d and the order of steps that the law gives (NĐ 30, Điều 14)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from clerkdesk.domain.attachments import Attachment, main_file
from clerkdesk.domain.errors import StepNotAllowed
from clerkdesk.domain.incoming import Channel, Urgency
from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.paper_dispatch import PaperDispatch
from clerkdesk.domain.texts import N_, _


class OutgoingState(StrEnum):
    """Where an outgoing document stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    SIGNED = "signed"
    NUMBERED = "numbered"
    SEALED = "sealed"
    ISSUED = "issued"
    VOID = "void"
    CANCELLED = "cancelled"


OUTGOING_STATE_NAMES = {
    OutgoingState.DRAFT: N_("Dự thảo"),
    OutgoingState.APPROVED: N_("Chờ lãnh đạo ký"),
    OutgoingState.SIGNED: N_("Chờ cấp số"),
    OutgoingState.NUMBERED: N_("Chờ ký số cơ quan"),
    OutgoingState.SEALED: N_("Chờ phát hành"),
    OutgoingState.ISSUED: N_("Đã phát hành"),
    OutgoingState.VOID: N_("Đã hủy số"),
    OutgoingState.CANCELLED: N_("Đã hủy"),
}


class Step(StrEnum):
    """A step of an outgoing document; each leads from exactly one state to the next."""

    APPROVE = "approve"
    SIGN_PERSON = "sign_person"
    ALLOT_NUMBER = "allot_number"
    SIGN_ORGANISATION = "sign_organisation"
    ISSUE = "issue"
    RETURN = "return"
    VOID_NUMBER = "void_number"


STEP_NAMES = {
    Step.APPROVE: N_("duyệt"),
    Step.SIGN_PERSON: N_("ký số của lãnh đạo"),
    Step.ALLOT_NUMBER: N_("cấp số"),
    Step.SIGN_ORGANISATION: N_("ký số cơ quan"),
    Step.ISSUE: N_("phát hành"),
    Step.RETURN: N_("trả lại"),
    Step.VOID_NUMBER: N_("hủy số"),
}

_TRANSITIONS = {
    (Step.APPROVE, OutgoingState.DRAFT): OutgoingState.APPROVED,
    (Step.SIGN_PERSON, OutgoingState.APPROVED): OutgoingState.SIGNED,
    (Step.ALLOT_NUMBER, OutgoingState.SIGNED): OutgoingState.NUMBERED,
    (Step.SIGN_ORGANISATION, OutgoingState.NUMBERED): OutgoingState.SEALED,
    (Step.ISSUE, OutgoingState.SEALED): OutgoingState.ISSUED,
    (Step.RETURN, OutgoingState.APPROVED): OutgoingState.DRAFT,
    (Step.VOID_NUMBER, OutgoingState.NUMBERED): OutgoingState.VOID,
    (Step.VOID_NUMBER, OutgoingState.SEALED): OutgoingState.VOID,
}


def after(step: Step, state: OutgoingState) -> OutgoingState:
    """The state to which `step` leads from `state`.

    Source: NĐ 30/2020, Điều 14 (order of work), 15.2 (number after the person's signature), 17.2.

    Raises:
        StepNotAllowed: the law's order does not have this step here.
    """
    try:
        return _TRANSITIONS[step, state]
    except KeyError:
        raise StepNotAllowed(_(STEP_NAMES[step]), _(OUTGOING_STATE_NAMES[state])) from None


def lawful(step: Step, state: OutgoingState) -> bool:
    """Whether the law's order has `step` in `state`."""
    return (step, state) in _TRANSITIONS


class DeliveryStatus(StrEnum):
    """How far a document has come to one recipient; edXML status codes where they exist (§2.4)."""

    WAITING = "waiting"
    SENT = "sent"
    ARRIVED = "01"
    REFUSED = "02"
    ACCEPTED = "03"
    ASSIGNED = "04"
    PROCESSING = "05"
    FINISHED = "06"


DELIVERY_STATUS_NAMES = {
    DeliveryStatus.WAITING: N_("Chờ gửi"),
    DeliveryStatus.SENT: N_("Đã gửi"),
    DeliveryStatus.ARRIVED: N_("Đã đến"),
    DeliveryStatus.REFUSED: N_("Từ chối tiếp nhận"),
    DeliveryStatus.ACCEPTED: N_("Đã tiếp nhận"),
    DeliveryStatus.ASSIGNED: N_("Đã phân công"),
    DeliveryStatus.PROCESSING: N_("Đang xử lý"),
    DeliveryStatus.FINISHED: N_("Hoàn thành"),
}

_PROGRESS = (
    DeliveryStatus.WAITING,
    DeliveryStatus.SENT,
    DeliveryStatus.ARRIVED,
    DeliveryStatus.ACCEPTED,
    DeliveryStatus.ASSIGNED,
    DeliveryStatus.PROCESSING,
    DeliveryStatus.REFUSED,  # ends it: the sender must see it whatever else came (DOMAIN §2.4)
    DeliveryStatus.FINISHED,
)


class RecipientKind(StrEnum):
    """Who receives: the ways of Điều 7.2 and 7.3 differ (S18); values as in the directory."""

    AGENCY = "state"
    ORGANISATION = "organisation"
    BUSINESS = "company"
    CITIZEN = "citizen"


RECIPIENT_KIND_NAMES = {
    RecipientKind.AGENCY: N_("Cơ quan nhà nước"),
    RecipientKind.ORGANISATION: N_("Tổ chức"),
    RecipientKind.BUSINESS: N_("Doanh nghiệp"),
    RecipientKind.CITIZEN: N_("Công dân"),
}


class PaperDecision(StrEnum):
    """Whether the document goes by network, on paper, or both (Điều 8 and 9)."""

    ELECTRONIC_ONLY = "electronic"
    WITH_PAPER = "with_paper"
    PAPER_ONLY = "paper_only"


PAPER_DECISION_NAMES = {
    PaperDecision.ELECTRONIC_ONLY: N_("chỉ gửi điện tử"),
    PaperDecision.WITH_PAPER: N_("gửi điện tử kèm giấy"),
    PaperDecision.PAPER_ONLY: N_("chỉ gửi giấy"),
}


@dataclass(frozen=True, slots=True)
class Recipient:
    """One place to which the document goes; `paper_copies` 0 leaves the paper to the rule."""

    name: str
    code: str = ""
    channel: Channel = Channel.SYSTEM
    email: str = ""
    paper_copies: int = 0
    kind: RecipientKind = RecipientKind.AGENCY
    address: str = ""
    """Where paper is carried to; printed on the envelope."""

    @property
    def electronic(self) -> bool:
        """Whether it can be reached by network."""
        return self.channel is not Channel.PAPER


@dataclass(frozen=True, slots=True)
class Delivery:
    """The way of one document to one recipient; `sent_at` by Điều 12.1, not the click."""

    recipient: Recipient
    status: DeliveryStatus = DeliveryStatus.WAITING
    sent_at: datetime | None = None
    status_at: datetime | None = None
    description: str = ""


def further(old: DeliveryStatus, new: DeliveryStatus) -> DeliveryStatus:
    """Of two statuses that may arrive in any order, the one that holds, whichever came first."""
    return max(old, new, key=_PROGRESS.index)


@dataclass(frozen=True, slots=True)
class OutgoingEntry:
    """What is entered for one outgoing document; names as in DOMAIN §8.2 B."""

    issuing_org_name: str
    doc_type: str
    subject: str
    drafting_unit: str
    signer_name: str
    signer_position: str
    recipients: tuple[Recipient, ...]
    register_date: date
    competence: str = ""
    field: str = ""
    storage_location: str = ""
    note: str = ""
    urgency: Urgency = Urgency.NORMAL
    sheet_count: int | None = None
    page_count: int | None = None
    due_date: date | None = None
    copies: int | None = None
    attachments: tuple[Attachment, ...] = ()
    full_text: str = ""
    paper_decision: PaperDecision | None = None
    """The clerk's choice against the rule while it is drafted; what holds once it is issued."""
    paper_proposed: PaperDecision | None = None
    """What the rule said when it was issued."""
    paper_basis: str = ""
    paper_reason: str = ""
    """Why the clerk departed from the rule; empty where the rule holds."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An outgoing document; number, notation and date are empty until they are allotted."""

    uid: str
    entry: OutgoingEntry
    state: OutgoingState
    series: str = ""
    outgoing_number: int | None = None
    year: int | None = None
    code_number: str = ""
    code_notation: str = ""
    issued_date: date | None = None
    deliveries: tuple[Delivery, ...] = ()
    papers: tuple[PaperDispatch, ...] = ()
    """Paper that has left, in the order in which it was recorded."""
    issued_at: datetime | None = None
    changed: int = 0
    """Place in the order of changes on this desk; grows with every change, not part of the record."""

    @property
    def code(self) -> str:
        """Số, ký hiệu, e.g. «41/TTr-UBND»; empty before allotment."""
        return str(PrintedCode(self.code_number, self.code_notation))

    @property
    def main_file(self) -> Attachment | None:
        """The PDF that is signed and sent."""
        return main_file(self.entry.attachments)
