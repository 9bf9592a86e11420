"""Following the work on incoming documents: the 7-column book, who is late, the reminder list.

Source: NĐ 30/2020, Phụ lục IV (sổ theo dõi giải quyết văn bản đến) and Điều 24.
"""

from collections.abc import Sequence
from datetime import date

from clerkdesk.domain.assignments import (
    PART_NAMES,
    STANDING_NAMES,
    Act,
    Assignee,
    Assignment,
    Deed,
    Part,
    Standing,
    active_rounds,
    awaits,
    everyone,
    standing_of,
)
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.incoming import INCOMING_STATE_NAMES, Incoming, IncomingState
from clerkdesk.domain.register_forms import FormColumn, shown
from clerkdesk.domain.texts import N_, _

FOLLOW_UP_FORM = (
    FormColumn(1, N_("Số đến"), 14),
    FormColumn(2, N_("Tên loại, số và ký hiệu, ngày tháng và tên cơ quan, tổ chức ban hành"), 72),
    FormColumn(3, N_("Đơn vị hoặc người nhận"), 46),
    FormColumn(4, N_("Thời hạn giải quyết"), 28),
    FormColumn(5, N_("Tiến độ giải quyết"), 58),
    FormColumn(6, N_("Số, ký hiệu văn bản trả lời"), 30),
    FormColumn(7, N_("Ghi chú"), 25),
)
"""Sổ theo dõi giải quyết văn bản đến (NĐ 30/2020, Phụ lục IV)."""

REMINDER_FORM = (
    FormColumn(1, N_("Số đến"), 14),
    FormColumn(2, N_("Số, ký hiệu, cơ quan ban hành"), 56),
    FormColumn(3, N_("Trích yếu nội dung"), 76),
    FormColumn(4, N_("Đơn vị hoặc người còn nợ việc"), 48),
    FormColumn(5, N_("Thời hạn"), 22),
    FormColumn(6, N_("Quá (ngày)"), 16),
    FormColumn(7, N_("Đã nhắc"), 35),
)


def receivers(document: Incoming) -> str:
    """Who has the document now: everyone of the last round that holds, with part."""
    rounds = active_rounds(document.assignments, document.acts)
    return everyone(rounds[-1]) if rounds else ""


def follow_up_row(document: Incoming) -> list[str]:
    """One line of the book, a text a column."""
    entry = document.entry
    parts = (entry.doc_type, document.code, shown(entry.issued_date), entry.issuing_org)
    ending = document.ending if document.state is IncomingState.DONE else None
    return [
        document.shown_number,
        "; ".join(part for part in parts if part),
        receivers(document),
        deadlines(document),
        progress(document),
        ending.reply_code if ending else "",
        entry.note,
    ]


def deadlines(document: Incoming) -> str:
    """The date that holds, and each one's own where it differs."""
    rounds = active_rounds(document.assignments, document.acts)
    lines = [shown(document.due_date)]
    if rounds:
        lines += [
            f"{person.name}: {shown(person.due_date)}"
            for person in rounds[-1].people
            if person.due_date and person.due_date != document.due_date
        ]
    return "\n".join(line for line in lines if line)


def progress(document: Incoming) -> str:
    """Where it stands, with the last thing that was said about it."""
    state = _(INCOMING_STATE_NAMES[document.state])
    if document.state is IncomingState.DONE:
        ending = document.ending
        if ending is None:
            return state
        day = f"{state} {shown(local_date(ending.at))}"
        return f"{day}: {ending.text}" if ending.text else day
    said = [act for act in document.acts if act.deed in (Deed.PROGRESS, Deed.RETURN)]
    if not said:
        return state
    last = said[-1]
    words = _("trả lại: {text}").format(text=last.text) if last.deed is Deed.RETURN else last.text
    return f"{state}. {shown(local_date(last.at))} {last.person}: {words}"


def standings(document: Incoming) -> list[tuple[Assignment, Assignee, Standing]]:
    """How far everyone is, round by round."""
    return [
        (
            given,
            person,
            standing_of(given, person.name, document.assignments, document.acts),
        )
        for given in document.assignments
        for person in given.people
    ]


def late_people(document: Incoming, today: date) -> list[str]:
    """Whose turn it is although the date is past; those of the last round where none has a date."""
    waiting = [
        (given, person)
        for given, person, standing in standings(document)
        if awaits(standing) and person.part is not Part.INFORM
    ]
    late = [
        person.name
        for given, person in waiting
        if (due := given.due_of(person) or document.due_date) is not None and due < today
    ]
    return list(dict.fromkeys(late or [person.name for _given, person in waiting]))


def reminders(document: Incoming) -> Sequence[Act]:
    """Every reminder, oldest first."""
    return [act for act in document.acts if act.deed is Deed.REMIND]


def reminder_row(document: Incoming, today: date) -> list[str]:
    """One line of the list of what is late."""
    due = document.due_date
    told = reminders(document)
    said = ""
    if told:
        words = _("{n} lần, lần cuối {day}")
        said = words.format(n=len(told), day=shown(local_date(told[-1].at)))
    return [
        document.shown_number,
        "; ".join(part for part in (document.code, document.entry.issuing_org) if part),
        document.entry.subject,
        "; ".join(late_people(document, today)) or _("Chưa chuyển"),
        shown(due),
        str((today - due).days) if due and due < today else "",
        said,
    ]


def standing_text(given: Assignment, person: Assignee, standing: Standing) -> str:
    """«chủ trì · hạn 25/11/2026 · đang xử lý»; that it was received is said with its time."""
    parts = [_(PART_NAMES[person.part])]
    if person.due_date and person.due_date != given.due_date:
        parts.append(_("hạn {day}").format(day=shown(person.due_date)))
    told = person.part is Part.INFORM and standing is Standing.GIVEN
    if not told and standing is not Standing.RECEIVED:
        parts.append(_(STANDING_NAMES[standing]))
    return " · ".join(parts)
