"""Văn bản đi: the fields of Điều 11.1.d and the order of steps that the law gives (NĐ 30, Điều 14)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from clerkdesk.domain.attachments import Attachment, main_file
from clerkdesk.domain.corrections import Correction
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import StepNotAllowed
from clerkdesk.domain.incoming import Channel, Urgency
from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.paper_dispatch import PaperDispatch
from clerkdesk.domain.relations import Relation
from clerkdesk.domain.status_marks import StatusMark
from clerkdesk.domain.texts import N_, _


class OutgoingState(StrEnum):
    """Where an outgoing document stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    SIGNED = "signed"
    SIGNED_ON_PAPER = "signed_on_paper"
    NUMBERED = "numbered"
    NUMBERED_ON_PAPER = "numbered_on_paper"
    STAMPED = "stamped"
    SEALED = "sealed"
    ISSUED = "issued"
    CORRECTED = "corrected"
    REPLACED = "replaced"
    RECALLED = "recalled"
    VOID = "void"
    CANCELLED = "cancelled"


OUTGOING_STATE_NAMES = {
    OutgoingState.DRAFT: N_("Dự thảo"),
    OutgoingState.SUBMITTED: N_("Chờ duyệt"),
    OutgoingState.RETURNED: N_("Bị trả lại"),
    OutgoingState.APPROVED: N_("Chờ lãnh đạo ký"),
    OutgoingState.SIGNED: N_("Chờ cấp số"),
    OutgoingState.SIGNED_ON_PAPER: N_("Đã ký tay, chờ số"),
    OutgoingState.NUMBERED: N_("Chờ ký số cơ quan"),
    OutgoingState.NUMBERED_ON_PAPER: N_("Chờ đóng dấu"),
    OutgoingState.STAMPED: N_("Chờ gắn bản quét"),
    OutgoingState.SEALED: N_("Chờ phát hành"),
    OutgoingState.ISSUED: N_("Đã phát hành"),
    OutgoingState.CORRECTED: N_("Đã đính chính"),
    OutgoingState.REPLACED: N_("Đã bị thay thế"),
    OutgoingState.RECALLED: N_("Đã thu hồi"),
    OutgoingState.VOID: N_("Đã hủy số"),
    OutgoingState.CANCELLED: N_("Đã hủy"),
}

OPEN_DRAFT = frozenset({OutgoingState.DRAFT, OutgoingState.RETURNED})
"""Its author may still change it."""
CHANGEABLE = OPEN_DRAFT | {OutgoingState.SUBMITTED}
"""Its entry may still be changed; before the leader, by the leader (Phụ lục VI, F1n)."""
IN_FORCE = frozenset({OutgoingState.ISSUED, OutgoingState.CORRECTED})
"""It has left the office and holds."""
OUT_OF_USE = frozenset({OutgoingState.VOID, OutgoingState.CANCELLED})
"""Its number was made void, or the old register that it came with was taken out again."""
FROZEN = frozenset({OutgoingState.REPLACED, OutgoingState.RECALLED}) | OUT_OF_USE
"""Document and metadata stay as they are (Phụ lục VI, F8a); its number stays too."""
UNISSUED = tuple(s for s in OutgoingState if s not in IN_FORCE | FROZEN)
"""Still in the office."""


class Step(StrEnum):
    """A step of an outgoing document."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    RETURN = "return"
    SIGN_PERSON = "sign_person"
    SIGN_BY_HAND = "sign_by_hand"
    PERMIT_COPY = "permit_copy"
    ALLOT_NUMBER = "allot_number"
    SIGN_ORGANISATION = "sign_organisation"
    STAMP = "stamp"
    ATTACH_SCAN = "attach_scan"
    ISSUE = "issue"
    CORRECT = "correct"
    REPLACE = "replace"
    RECALL = "recall"
    VOID_NUMBER = "void_number"


STEP_NAMES = {
    Step.SUBMIT: N_("trình lãnh đạo"),
    Step.WITHDRAW: N_("rút lại văn bản đã trình"),
    Step.APPROVE: N_("duyệt"),
    Step.RETURN: N_("trả lại"),
    Step.SIGN_PERSON: N_("ký số của lãnh đạo"),
    Step.SIGN_BY_HAND: N_("ghi nhận đã ký tay trên giấy"),
    Step.PERMIT_COPY: N_("cho phép sao điện tử"),
    Step.ALLOT_NUMBER: N_("cấp số"),
    Step.SIGN_ORGANISATION: N_("ký số cơ quan"),
    Step.STAMP: N_("ghi nhận đã đóng dấu"),
    Step.ATTACH_SCAN: N_("gắn bản quét"),
    Step.ISSUE: N_("phát hành"),
    Step.CORRECT: N_("đính chính"),
    Step.REPLACE: N_("thay thế"),
    Step.RECALL: N_("thu hồi"),
    Step.VOID_NUMBER: N_("hủy số"),
}

NEEDS_REASON = frozenset({Step.RETURN, Step.CORRECT, Step.REPLACE, Step.RECALL})
"""Nobody takes these without saying why."""

_TRANSITIONS = {
    (Step.SUBMIT, OutgoingState.DRAFT): OutgoingState.SUBMITTED,
    (Step.SUBMIT, OutgoingState.RETURNED): OutgoingState.SUBMITTED,
    (Step.WITHDRAW, OutgoingState.SUBMITTED): OutgoingState.DRAFT,
    (Step.APPROVE, OutgoingState.SUBMITTED): OutgoingState.APPROVED,
    # In an office of one PC the leader says yes at the clerk's desk, and the clerk records it.
    (Step.APPROVE, OutgoingState.DRAFT): OutgoingState.APPROVED,
    (Step.APPROVE, OutgoingState.RETURNED): OutgoingState.APPROVED,
    (Step.RETURN, OutgoingState.SUBMITTED): OutgoingState.RETURNED,
    (Step.RETURN, OutgoingState.APPROVED): OutgoingState.RETURNED,
    (Step.SIGN_PERSON, OutgoingState.APPROVED): OutgoingState.SIGNED,
    (Step.SIGN_BY_HAND, OutgoingState.APPROVED): OutgoingState.SIGNED_ON_PAPER,
    # Nobody signs an electronic copy but the organisation; that it is made is decided (Điều 25, 27).
    (Step.PERMIT_COPY, OutgoingState.DRAFT): OutgoingState.SIGNED,
    (Step.PERMIT_COPY, OutgoingState.SUBMITTED): OutgoingState.SIGNED,
    (Step.PERMIT_COPY, OutgoingState.RETURNED): OutgoingState.SIGNED,
    (Step.ALLOT_NUMBER, OutgoingState.SIGNED): OutgoingState.NUMBERED,
    (Step.ALLOT_NUMBER, OutgoingState.SIGNED_ON_PAPER): OutgoingState.NUMBERED_ON_PAPER,
    (Step.SIGN_ORGANISATION, OutgoingState.NUMBERED): OutgoingState.SEALED,
    (Step.STAMP, OutgoingState.NUMBERED_ON_PAPER): OutgoingState.STAMPED,
    (Step.ATTACH_SCAN, OutgoingState.STAMPED): OutgoingState.SEALED,
    (Step.ISSUE, OutgoingState.SEALED): OutgoingState.ISSUED,
    (Step.CORRECT, OutgoingState.ISSUED): OutgoingState.CORRECTED,
    (Step.CORRECT, OutgoingState.CORRECTED): OutgoingState.CORRECTED,
    (Step.REPLACE, OutgoingState.ISSUED): OutgoingState.REPLACED,
    (Step.REPLACE, OutgoingState.CORRECTED): OutgoingState.REPLACED,
    (Step.RECALL, OutgoingState.ISSUED): OutgoingState.RECALLED,
    (Step.RECALL, OutgoingState.CORRECTED): OutgoingState.RECALLED,
    (Step.VOID_NUMBER, OutgoingState.NUMBERED): OutgoingState.VOID,
    (Step.VOID_NUMBER, OutgoingState.NUMBERED_ON_PAPER): OutgoingState.VOID,
    (Step.VOID_NUMBER, OutgoingState.STAMPED): OutgoingState.VOID,
    (Step.VOID_NUMBER, OutgoingState.SEALED): OutgoingState.VOID,
}

_BEFORE_SIGNATURE = (
    OutgoingState.DRAFT,
    OutgoingState.SUBMITTED,
    OutgoingState.APPROVED,
    OutgoingState.RETURNED,
)
_AFTER_SIGNATURE = (
    OutgoingState.SIGNED_ON_PAPER,
    OutgoingState.SIGNED,
    OutgoingState.NUMBERED_ON_PAPER,
    OutgoingState.NUMBERED,
    OutgoingState.STAMPED,
    OutgoingState.SEALED,
    OutgoingState.ISSUED,
    OutgoingState.CORRECTED,
    OutgoingState.REPLACED,
    OutgoingState.RECALLED,
    OutgoingState.VOID,
    OutgoingState.CANCELLED,
)


def after(step: Step, state: OutgoingState) -> OutgoingState:
    """The state to which `step` leads from `state`.

    Source: NĐ 30/2020, Điều 14 (order of work), 15.2 (number after the person's signature), 17
    (seal, or the organisation's signature), 18.3-18.4 (correcting, replacing, recalling).

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


def steps_from(state: OutgoingState) -> tuple[Step, ...]:
    """Every step that is lawful in `state`, in the order of the law."""
    return tuple(step for step in Step if (step, state) in _TRANSITIONS)


def standing(state: OutgoingState, rounds: int) -> tuple[int, int, int]:
    """How far a document has come, for desks that hear of steps in any order: the furthest holds.

    Before the signature a later round (it went to the leader again) is further than an earlier
    one, and within a round a return beats an approval. A draft that was withdrawn begins a round, so
    that nobody signs what its author took back meanwhile. A signature is never undone.
    """
    if state in _BEFORE_SIGNATURE:
        return (0, rounds, _BEFORE_SIGNATURE.index(state))
    return (1, 0, _AFTER_SIGNATURE.index(state))


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


class ChangeAnswer(StrEnum):
    """What a recipient says to a recall, an update or a replacement; edXML codes (§2.4)."""

    NONE = ""
    AGREED = "15"
    DECLINED = "16"


CHANGE_ANSWER_NAMES = {
    ChangeAnswer.NONE: N_("Chưa trả lời"),
    ChangeAnswer.AGREED: N_("Đồng ý"),
    ChangeAnswer.DECLINED: N_("Không đồng ý"),
}


@dataclass(frozen=True, slots=True)
class Delivery:
    """The way of one document to one recipient; `sent_at` by Điều 12.1, not the click."""

    recipient: Recipient
    status: DeliveryStatus = DeliveryStatus.WAITING
    sent_at: datetime | None = None
    status_at: datetime | None = None
    description: str = ""
    answer: ChangeAnswer = ChangeAnswer.NONE
    """To the last recall, update or replacement."""
    answer_at: datetime | None = None
    answer_text: str = ""
    marks: tuple[StatusMark, ...] = ()
    """Everything that was said about it, in the order of its times."""


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
    relations: tuple[Relation, ...] = ()
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
    rounds: int = 1
    """How often it has gone to the leader; grows when it was withdrawn, and when a returned one
    goes on."""
    reason: str = ""
    """Why it was returned, corrected, replaced or recalled last; empty else."""
    corrections: tuple[Correction, ...] = ()
    """What was corrected in its entry, oldest first."""
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
