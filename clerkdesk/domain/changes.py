"""What an act makes of a document: pure functions from the old value to the new one."""

from dataclasses import replace
from datetime import date, datetime

from clerkdesk.domain.assignments import Assignment
from clerkdesk.domain.attachments import Attachment, FileRole
from clerkdesk.domain.copies import is_electronic_copy
from clerkdesk.domain.delivery_status import PROGRESS, DeliveryStatus
from clerkdesk.domain.errors import StepNotAllowed
from clerkdesk.domain.incoming import (
    INCOMING_STATE_NAMES,
    URGENCY_NAMES,
    Incoming,
    IncomingState,
    Urgency,
)
from clerkdesk.domain.numbering import PrintedCode, print_number
from clerkdesk.domain.old_numbers import plain_number
from clerkdesk.domain.outgoing import (
    CHANGEABLE,
    FROZEN,
    IN_FORCE,
    OUTGOING_STATE_NAMES,
    STEP_NAMES,
    Delivery,
    Outgoing,
    OutgoingState,
    Recipient,
    Step,
    after,
)
from clerkdesk.domain.search_query import day_word
from clerkdesk.domain.series import DocumentType, Series, compose_code
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.vietnamese import nfc

_CHANGE_DRAFT = N_("sửa dự thảo")
_CHANGE_ENTRY = N_("sửa mục đã vào sổ")
_CHANGE_FILE = N_("thay tệp của văn bản")
_SEAL_TIME = N_("gắn dấu thời gian")
_SIGNED = IN_FORCE | {
    OutgoingState.SIGNED,
    OutgoingState.NUMBERED,
    OutgoingState.SEALED,
}
"""A signature stands in the main file, and the document is neither frozen nor out of use."""
_CHANGE_CANCELLED = N_("thay đổi văn bản")


def cancelled(document: Incoming, note: str) -> Incoming:
    """The document after its sender took it back; row, number and note stay (Phụ lục VI, F8b)."""
    if document.state is IncomingState.CANCELLED:
        return document
    joined = f"{document.entry.note}; {note}" if document.entry.note else note
    return replace(
        document, state=IncomingState.CANCELLED, entry=replace(document.entry, note=joined)
    )


def attached(document: Incoming, attachment: Attachment, text: str = "") -> Incoming:
    """The document with one more file; attaching the same file again changes nothing.

    Args:
        text: of the file's pages; joins what is searched.
    """
    entry = document.entry
    if attachment in entry.attachments:
        return document
    full_text = "\n".join(part for part in (entry.full_text, text) if part)
    files = (*entry.attachments, attachment)
    return replace(document, entry=replace(entry, attachments=files, full_text=full_text))


def detached(document: Incoming, attachment: Attachment, text: str = "") -> Incoming:
    """The document without a file that was attached by mistake; `text` as it was attached with."""
    entry = document.entry
    if attachment not in entry.attachments:
        return document
    files = tuple(file for file in entry.attachments if file != attachment)
    full_text = entry.full_text.removesuffix(text).rstrip("\n") if text else entry.full_text
    return replace(document, entry=replace(entry, attachments=files, full_text=full_text))


def require_draft(document: Outgoing) -> None:
    """Refuse a change of the entry after approval.

    Raises:
        StepNotAllowed: it is no longer a draft.
    """
    if document.state not in CHANGEABLE:
        raise StepNotAllowed(_(_CHANGE_DRAFT), _(OUTGOING_STATE_NAMES[document.state]))


def require_live(document: Incoming) -> None:
    """Refuse every change of a cancelled document (Phụ lục VI, F8b).

    Raises:
        StepNotAllowed: it was recalled by its sender, or cancelled.
    """
    if document.state is IncomingState.CANCELLED:
        raise StepNotAllowed(_(_CHANGE_CANCELLED), _(INCOMING_STATE_NAMES[document.state]))


def require_registered(document: Outgoing) -> None:
    """Refuse a correction of what is not in the register yet, or is frozen (F8a).

    Raises:
        StepNotAllowed: it has no number, or was recalled or replaced.
    """
    if document.outgoing_number is None or document.state in FROZEN:
        raise StepNotAllowed(_(_CHANGE_ENTRY), _(OUTGOING_STATE_NAMES[document.state]))


def with_main(document: Outgoing, main_file: Attachment) -> Outgoing:
    """The document with a new main file; the one before stays as a VERSION."""
    main_file = replace(main_file, role=FileRole.MAIN)
    earlier = tuple(
        replace(file, role=FileRole.VERSION) if file.role is FileRole.MAIN else file
        for file in document.entry.attachments
        if file != main_file
    )
    return replace(document, entry=replace(document.entry, attachments=(main_file, *earlier)))


def stepped(
    document: Outgoing, step: Step, main_file: Attachment | None, reason: str = ""
) -> Outgoing:
    """The document after `step`; a number is given and made void by acts of their own.

    Raises:
        StepNotAllowed: not lawful from the present state; the step is one of those acts; a scan is
            attached that is none; or it would be issued without its file (Điều 11.1.c).
    """
    state = after(step, document.state)
    demand_of_copy(document, step)
    no_file = (step is Step.ATTACH_SCAN and main_file is None) or (
        step is Step.ISSUE and (main_file or document.main_file) is None
    )
    if step in (Step.ALLOT_NUMBER, Step.VOID_NUMBER) or no_file:
        raise StepNotAllowed(_(STEP_NAMES[step]), _(OUTGOING_STATE_NAMES[document.state]))
    again = document.state is OutgoingState.RETURNED or step is Step.WITHDRAW
    if state is document.state and document.reason:  # corrected once more: both are said
        reason = f"{document.reason}; {reason}"
    moved = replace(document, state=state, reason=nfc(reason), rounds=document.rounds + again)
    return with_main(moved, main_file) if main_file else moved


def demand_of_copy(document: Outgoing, step: Step) -> None:
    """Refuse steps that an electronic copy does not take, and its own step to anything else.

    Source: NĐ 30/2020, Điều 25.1.c and 27.1: it is decided upon, and signed by the agency alone.

    Raises:
        StepNotAllowed
    """
    if (step is Step.PERMIT_COPY) != (is_electronic_copy(document) and step in _UP_TO_SIGNATURE):
        raise StepNotAllowed(_(STEP_NAMES[step]), _(OUTGOING_STATE_NAMES[document.state]))


_UP_TO_SIGNATURE = frozenset({Step.PERMIT_COPY, Step.APPROVE, Step.SIGN_PERSON, Step.SIGN_BY_HAND})


def require_open(document: Outgoing) -> None:
    """Refuse another file for what has left the office.

    Raises:
        StepNotAllowed: it was issued.
    """
    if document.state in IN_FORCE | FROZEN:
        raise StepNotAllowed(_(_CHANGE_FILE), _(OUTGOING_STATE_NAMES[document.state]))


def require_signed(document: Outgoing) -> None:
    """Refuse a time stamp on what nobody has signed.

    Raises:
        StepNotAllowed: there is no signature to seal.
    """
    if document.state not in _SIGNED:
        raise StepNotAllowed(_(_SEAL_TIME), _(OUTGOING_STATE_NAMES[document.state]))


def numbered(
    document: Outgoing,
    number: int,
    series: Series,
    doc_type: DocumentType,
    org: str,
    unit: str,
    issued: date,
    suffix: str = "",
) -> Outgoing:
    """The document with its số, ký hiệu and date (NĐ 30/2020, Điều 15).

    Raises:
        StepNotAllowed: the person has not signed yet.
    """
    code = compose_code(number, series, doc_type, org, unit, year=issued.year, suffix=suffix)
    return replace(
        document,
        state=after(Step.ALLOT_NUMBER, document.state),
        series=series.series_id,
        outgoing_number=number,
        year=issued.year,
        code_number=code.code_number,
        code_notation=code.code_notation,
        issued_date=issued,
    )


def voided(document: Outgoing) -> Outgoing:
    """The document whose number is never used: it keeps it, and goes no further.

    Raises:
        StepNotAllowed: it has no number yet, or was issued: what was issued is recalled.
    """
    return replace(document, state=after(Step.VOID_NUMBER, document.state))


def delivered(document: Outgoing, delivery: Delivery) -> Outgoing:
    """The document with the news about one recipient; a status never moves backwards."""
    deliveries = list(document.deliveries)
    for index, old in enumerate(deliveries):
        if same_recipient(old.recipient, delivery.recipient):
            deliveries[index] = _later(old, delivery)
            return replace(document, deliveries=tuple(deliveries))
    return replace(document, deliveries=(*deliveries, _later(delivery, delivery)))


def _later(old: Delivery, new: Delivery) -> Delivery:
    """What two pieces of news about one recipient come to, whichever came first, however often.

    The further status holds, of the same status the later word; of two answers to a recall the
    later one; the first evidence of sending (Điều 12.1); and every mark that either has.
    """
    holds = new if _how_far(new) >= _how_far(old) else old
    said = max(old, new, key=lambda way: (_moment(way.answer_at), way.answer, way.answer_text))
    sent = [way.sent_at for way in (old, new) if way.sent_at is not None]
    marks = sorted({*old.marks, *new.marks}, key=lambda one: (one.at, one.code, one.text))
    return replace(
        holds,
        recipient=old.recipient,
        sent_at=min(sent, default=None),
        answer=said.answer,
        answer_at=said.answer_at,
        answer_text=said.answer_text,
        marks=tuple(marks),
    )


def _how_far(way: Delivery) -> tuple[int, float, str]:
    """Whether a mail was sent or came back, the later of the two says: it may be sent once more."""
    came_back = way.status is DeliveryStatus.UNDELIVERED
    rank = PROGRESS.index(DeliveryStatus.SENT if came_back else way.status)
    return rank, _moment(way.status_at), way.description


def _moment(instant: datetime | None) -> float:
    return instant.timestamp() if instant is not None else float("-inf")


def same_recipient(one: Recipient, other: Recipient) -> bool:
    """Whether both name one place: by code where both have one, else by name and e-mail."""
    if one.code and other.code:
        return one.code.casefold() == other.code.casefold()
    return (nfc(one.name), one.email.casefold()) == (nfc(other.name), other.email.casefold())


def receivers(document: Incoming) -> list[str]:
    """Everyone to whom the document was ever forwarded, in whatever part; each name once."""
    names = [
        name
        for given in document.assignments
        for name in (given.to_person, *(person.name for person in given.people))
    ]
    return list(dict.fromkeys(names))


def searched_incoming(document: Incoming) -> str:
    """Everything by which an incoming document is found, not yet folded."""
    entry = document.entry
    return "\n".join(
        (
            *_numbers(plain_number(document.arrival_number), document.year),
            document.shown_number,
            *_codes(entry.code_number, entry.code_notation),
            entry.issuing_org,
            entry.issuing_org_code,
            entry.doc_type,
            entry.subject,
            entry.field,
            entry.signer_name,
            entry.signer_position,
            entry.storage_location,
            entry.note,
            entry.packet_id,
            document.registered_by,
            _urgency(entry.urgency),
            *map(day_word, (entry.arrival_date, entry.issued_date, document.due_date)),
            *(file.name for file in entry.attachments),
            *(_spoken(given) for given in document.assignments),
            *(f"{act.text} {act.reply_code}" for act in document.acts),
            *(correction.old for correction in document.corrections),
            entry.full_text,
        )
    )


def _spoken(given: Assignment) -> str:
    names = " ".join(person.name for person in given.people)
    return f"{names} {given.opinion_by} {given.instruction}"


def searched_outgoing(document: Outgoing) -> str:
    """Everything by which an outgoing document is found, not yet folded."""
    entry = document.entry
    return "\n".join(
        (
            *_numbers(document.outgoing_number, document.year),
            *_codes(document.code_number, document.code_notation),
            entry.issuing_org_name,
            entry.doc_type,
            entry.subject,
            entry.drafting_unit,
            entry.field,
            entry.signer_name,
            entry.signer_position,
            entry.storage_location,
            entry.note,
            _urgency(entry.urgency),
            *map(day_word, (entry.register_date, document.issued_date, entry.due_date)),
            *(f"{place.name} {place.code} {place.email}" for place in entry.recipients),
            *(file.name for file in entry.attachments),
            *(correction.old for correction in document.corrections),
            *(relation.code for relation in entry.relations),
            document.reason,
            entry.full_text,
        )
    )


def _urgency(urgency: Urgency) -> str:
    return "" if urgency is Urgency.NORMAL else URGENCY_NAMES[urgency]


def _numbers(number: int | None, year: int | None) -> tuple[str, ...]:
    if number is None:
        return ()
    return (str(number), print_number(number), f"{number}/{year}")


def _codes(code_number: str, code_notation: str) -> tuple[str, str]:
    bare = PrintedCode(code_number.lstrip("0"), code_notation)
    return (str(PrintedCode(code_number, code_notation)), str(bare))
