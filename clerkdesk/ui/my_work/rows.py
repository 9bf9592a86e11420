"""The lists of «Việc của tôi» and how a row of each is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clerkdesk.domain.assignments import PART_NAMES, STANDING_NAMES
from clerkdesk.domain.follow_up import late_people, reminders
from clerkdesk.domain.incoming import INCOMING_STATE_NAMES, Incoming
from clerkdesk.domain.outgoing import OUTGOING_STATE_NAMES, Outgoing
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.texts import N_, _
from clerkdesk.services.my_work import Task, Work
from clerkdesk.ui.outgoing.words import STATE_COLOUR, code_text
from clerkdesk.ui.theme import State

TO_COMMENT, TO_APPROVE, TO_SIGN = "to_comment", "to_approve", "to_sign"
ASSIGNED, GIVEN_BACK, OVERDUE, DONE = "assigned", "given_back", "overdue", "done"

TITLES = {
    TO_COMMENT: N_("Chờ cho ý kiến"),
    TO_APPROVE: N_("Chờ duyệt"),
    TO_SIGN: N_("Chờ ký"),
    ASSIGNED: N_("Được giao"),
    GIVEN_BACK: N_("Bị trả lại"),
    OVERDUE: N_("Quá hạn"),
    DONE: N_("Đã xong"),
}
EMPTY = {
    TO_COMMENT: N_("Không có văn bản nào chờ ý kiến.\nVăn thư trình văn bản thì hiện ở đây."),
    TO_APPROVE: N_("Không có dự thảo nào chờ duyệt."),
    TO_SIGN: N_("Không có văn bản nào chờ ký."),
    ASSIGNED: N_("Không có việc nào đang giao.\nVăn bản được chuyển đến thì hiện ở đây."),
    GIVEN_BACK: N_("Không có văn bản nào bị trả lại."),
    OVERDUE: N_("Không có văn bản nào quá hạn."),
    DONE: N_("Chưa có việc nào xong."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list; it is about an incoming or an outgoing document."""

    uid: str
    number: str
    title: str
    detail: str
    due: date | None = None
    badge: str = ""
    state: State = State.NEUTRAL
    late: bool = False
    incoming: Incoming | None = None
    outgoing: Outgoing | None = None


def sections_of(person: Person) -> list[str]:
    """The lists that this account has, in order."""
    keys: list[str] = []
    if Role.LEADER in person.roles:
        keys += [TO_COMMENT, TO_APPROVE, TO_SIGN]
    if person.roles & {Role.LEADER, Role.SPECIALIST, Role.CLERK}:
        keys.append(ASSIGNED)
    if person.roles & {Role.LEADER, Role.CLERK}:
        keys += [GIVEN_BACK, OVERDUE]
    return [*keys, DONE]


def rows_of(work: Work, key: str) -> Sequence[Row]:
    """The rows of one list."""
    match key:
        case "to_comment":
            return [_task_row(task, work.today) for task in work.to_comment]
        case "to_approve":
            return [_outgoing_row(document) for document in work.to_approve]
        case "to_sign":
            return [_outgoing_row(document) for document in work.to_sign]
        case "assigned":
            return [_task_row(task, work.today) for task in work.assigned]
        case "done":
            return [_task_row(task, work.today) for task in work.done]
        case "given_back":
            return [_incoming_row(document, work.today) for document in work.given_back]
    return [_late_row(document, work.today) for document in work.overdue]


def waiting(work: Work) -> int:
    """How much waits for this account: the number beside the workplace."""
    return sum(
        map(len, (work.to_comment, work.to_approve, work.to_sign, work.assigned, work.given_back))
    )


def _task_row(task: Task, today: date) -> Row:
    late = task.overdue(today)
    part = _(PART_NAMES[task.assignee.part])
    words = (part, task.document.code, task.document.entry.issuing_org)
    badge, state = _(STANDING_NAMES[task.standing]), State.ACCENT
    if task.is_done:
        badge, state = _(INCOMING_STATE_NAMES[task.document.state]), State.GOOD
    elif late:
        badge, state = _late(task.due_date, today), State.BAD
    return _row(task.document, words, task.due_date, badge, state, late=late)


def _incoming_row(document: Incoming, today: date) -> Row:
    words = (document.code, document.entry.issuing_org)
    badge = _(INCOMING_STATE_NAMES[document.state])
    late = document.overdue(today)
    return _row(document, words, document.due_date, badge, State.WARN, late=late)


def _late_row(document: Incoming, today: date) -> Row:
    told = len(reminders(document))
    who = "; ".join(late_people(document, today)) or _("chưa chuyển")
    words = (who, _("đã nhắc {n} lần").format(n=told) if told else "")
    due = document.due_date
    return _row(document, words, due, _late(due, today), State.BAD, late=True)


def _row(
    document: Incoming,
    words: Sequence[str],
    due: date | None,
    badge: str,
    state: State,
    *,
    late: bool,
) -> Row:
    return Row(
        uid=document.uid,
        number=document.shown_number,
        title=document.entry.subject,
        detail=" · ".join(word for word in words if word),
        due=due,
        badge=badge,
        state=state,
        late=late,
        incoming=document,
    )


def _outgoing_row(document: Outgoing) -> Row:
    return Row(
        uid=document.uid,
        number=code_text(document) if document.code else "",
        title=document.entry.subject,
        detail=f"{document.entry.doc_type} · {document.entry.drafting_unit}",
        due=document.entry.due_date,
        badge=_(OUTGOING_STATE_NAMES[document.state]),
        state=STATE_COLOUR[document.state],
        outgoing=document,
    )


def _late(due: date | None, today: date) -> str:
    return _("quá {n} ngày").format(n=(today - due).days) if due else ""
