"""What an act makes of a document: pure functions from the old value to the new one."""

from dataclasses import replace
from datetime import date

from clerkdesk.domain.assignments import Assignment
from clerkdesk.domain.attachments import Attachment, FileRole
from clerkdesk.domain.errors import StepNotAllowed
from clerkdesk.domain.incoming import (
    URGENCY_NAMES,
    Incoming,
    Urgency,
)
from clerkdesk.domain.numbering import PrintedCode, print_number
from clerkdesk.domain.old_numbers import plain_number
from clerkdesk.domain.outgoing import (
    OUTGOING_STATE_NAMES,
    STEP_NAMES,
    Delivery,
    Outgoing,
    OutgoingState,
    Recipient,
    Step,
    after,
    further,
)
from clerkdesk.domain.search_query import day_word
from clerkdesk.domain.series import DocumentType, Series, compose_code
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.vietnamese import nfc

_CHANGE_DRAFT = N_("sửa dự thảo")


def attached(document: Incoming, attachment: Attachment) -> Incoming:
    """The document with one more file; attaching the same file again changes nothing."""
    entry = document.entry
    if attachment in entry.attachments:
        return document
    return replace(document, entry=replace(entry, attachments=(*entry.attachments, attachment)))


def require_draft(document: Outgoing) -> None:
    """Refuse a change of the entry after approval.

    Raises:
        StepNotAllowed: it is no longer a draft.
    """
    if document.state is not OutgoingState.DRAFT:
        raise StepNotAllowed(_(_CHANGE_DRAFT), _(OUTGOING_STATE_NAMES[document.state]))


def with_main(document: Outgoing, main_file: Attachment) -> Outgoing:
    """The document with a new main file; the one before stays as a VERSION."""
    main_file = replace(main_file, role=FileRole.MAIN)
    earlier = tuple(
        replace(file, role=FileRole.VERSION) if file.role is FileRole.MAIN else file
        for file in document.entry.attachments
        if file != main_file
    )
    return replace(document, entry=replace(document.entry, attachments=(main_file, *earlier)))


def stepped(document: Outgoing, step: Step, main_file: Attachment | None) -> Outgoing:
    """The document after `step`; a number is given and made void by acts of their own.

    Raises:
        StepNotAllowed: not lawful from the present state, or the step is one of those.
    """
    state = after(step, document.state)
    if step in (Step.ALLOT_NUMBER, Step.VOID_NUMBER):
        raise StepNotAllowed(_(STEP_NAMES[step]), _(OUTGOING_STATE_NAMES[document.state]))
    moved = replace(document, state=state)
    return with_main(moved, main_file) if main_file else moved


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
    return replace(document, deliveries=(*deliveries, delivery))


def _later(old: Delivery, new: Delivery) -> Delivery:
    if further(old.status, new.status) is not new.status:
        return old
    return replace(new, recipient=old.recipient, sent_at=new.sent_at or old.sent_at)


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
