"""What Hôm nay says of what comes in: what waits to be taken in, what must be forwarded, what is late."""

from datetime import date, timedelta

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.incoming import URGENCY_NAMES, Incoming, IncomingState, Urgency
from clerkdesk.domain.office_hours import forward_by
from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.scans import ScanBatch
from clerkdesk.domain.texts import N_, _
from clerkdesk.ports.registers import IncomingFilter, Page
from clerkdesk.ports.store import Arrival
from clerkdesk.ui.alerts.office_alerts import age_text
from clerkdesk.ui.theme import State
from clerkdesk.ui.today.section import Moment, Rows, TodayRow

_READ = 500
_SOON = timedelta(days=7)
CHANGE_WORDS = {
    PacketKind.RECALL: N_("Nơi gửi thu hồi"),
    PacketKind.UPDATE: N_("Nơi gửi cập nhật"),
}
"""What the clerk answers in the arrivals bar; a replacing document is registered like a new one."""
_OPEN = (IncomingState.TO_FORWARD, IncomingState.FORWARDED, IncomingState.IN_WORK)


def arrivals(moment: Moment) -> Rows:
    """Packets and scanned pages that wait for the clerk, the most urgent first."""
    store = moment.desk.store
    packets = [_arrival_row(arrival, moment) for arrival in store.exchange.arrivals()]
    batches = [_batch_row(batch) for batch in store.spool.batches()]
    return Rows(sorted([*packets, *batches], key=lambda row: -row.urgency))


def _arrival_row(arrival: Arrival, moment: Moment) -> TodayRow:
    time = arrival.received_at.astimezone(VIETNAM_TIME)
    urgency = Urgency(arrival.urgency)
    badge = _(URGENCY_NAMES[urgency]) if urgency else _("Chờ kiểm tra")
    age = age_text(moment.now - arrival.received_at)
    closed = _("Có độ mật") if arrival.secret else ""
    if arrival.problem:
        closed = _("Không đọc được")
    lead = _("Thư") if arrival.by_mail else _("Trục")
    only_seen = arrival.by_mail and (bool(arrival.problem) or arrival.kind is PacketKind.STATUS)
    if arrival.kind in CHANGE_WORDS and not arrival.problem and not arrival.secret:
        return TodayRow(
            lead=lead,
            title=arrival.title,
            detail=_("đến lúc {time} · {age} trước").format(time=f"{time:%H:%M %d/%m}", age=age),
            badge=_(CHANGE_WORDS[arrival.kind]),
            state=State.BAD,
            open=lambda ways: ways.show_incoming(None),
            urgency=urgency,
        )
    return TodayRow(
        lead=lead,
        title=arrival.title,
        detail=_("đến lúc {time} · {age} trước").format(time=f"{time:%H:%M %d/%m}", age=age),
        badge=closed or badge,
        state=State.BAD if closed or urgency >= Urgency.EXPRESS else State.WARN,
        open=lambda ways: ways.show_incoming(None) if only_seen else ways.open_arrival(arrival),
        urgency=urgency,
    )


def _batch_row(batch: ScanBatch) -> TodayRow:
    time = batch.started_at.astimezone(VIETNAM_TIME)
    return TodayRow(
        lead=_("Quét"),
        title=_("{count} trang chưa vào sổ").format(count=len(batch.kept)),
        detail=_("{title} · quét lúc {time}").format(title=batch.title, time=f"{time:%H:%M %d/%m}"),
        badge=_("Chưa vào sổ"),
        state=State.WARN,
        open=lambda ways: ways.register_batch(batch),
    )


# --- sắp và đã quá hạn -----------------------------------------------------------------------------


def late(moment: Moment) -> Rows:
    """What must be forwarded now, what is overdue, and what falls due within a week."""
    register = moment.desk.store.incoming
    rows: dict[str, TodayRow] = {}
    due = [
        (document.due_date, document)
        for state in _OPEN
        for document in register.find(IncomingFilter(state=state), Page(_READ))
        if document.due_date is not None and document.due_date <= moment.today + _SOON
    ]
    for day, document in sorted(due, key=lambda pair: pair[0]):
        rows[document.uid] = _due_row(document, day, moment)
    waiting = IncomingFilter(state=IncomingState.TO_FORWARD)
    for document in register.find(waiting, Page(_READ)):
        row = _forward_row(document, moment)
        if row is not None and (document.uid not in rows or row.urgency):
            rows[document.uid] = row
    overdue = register.count(IncomingFilter(overdue_on=moment.today))
    unread = max(overdue - sum(day < moment.today for day, _document in due), 0)
    ordered = sorted(rows.values(), key=lambda row: (-row.urgency, row.state is not State.BAD))
    return Rows(ordered, len(ordered) + unread)


def _forward_row(document: Incoming, moment: Moment) -> TodayRow | None:
    """Only what cannot wait: urgent (NĐ 30, Điều 4.2.c), or past its last day (Điều 23.1)."""
    last = forward_by(document.entry.received_at_legal, moment.calendar)
    urgency = document.entry.urgency
    if urgency is Urgency.NORMAL and last > moment.today:
        return None
    words = _("chuyển chậm nhất {day}").format(day=f"{last:%d/%m}")
    badge = _("Phải chuyển hôm nay") if last >= moment.today else _("Chậm chuyển")
    return TodayRow(
        lead=_("Đến {n}").format(n=document.shown_number),
        title=document.entry.subject,
        detail=_("phải chuyển lãnh đạo ngay")
        if urgency
        else _("chưa chuyển lãnh đạo · {words}").format(words=words),
        badge=_(URGENCY_NAMES[urgency]) if urgency else badge,
        state=State.BAD if urgency or last < moment.today else State.WARN,
        open=lambda ways: ways.show_incoming(document),
        urgency=urgency,
    )


def _due_row(document: Incoming, due: date, moment: Moment) -> TodayRow:
    days = (due - moment.today).days
    words = {0: _("hôm nay"), 1: _("ngày mai")}.get(days, _("{n} ngày").format(n=days))
    who = document.assignments[-1].to_person if document.assignments else _("chưa chuyển")
    return TodayRow(
        lead=_("Đến {n}").format(n=document.shown_number),
        title=document.entry.subject,
        detail=_("{who} · hạn {day}").format(who=who, day=f"{due:%d/%m}"),
        badge=_("quá {n} ngày").format(n=-days) if days < 0 else words,
        state=State.BAD if days < 0 else State.WARN,
        open=lambda ways: ways.show_incoming(document),
    )


# --- văn bản đi ------------------------------------------------------------------------------------
