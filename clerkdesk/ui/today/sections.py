"""What Hôm nay consists of: one value a section, one value a number on top."""

from collections.abc import Sequence
from datetime import date, timedelta

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.incoming import URGENCY_NAMES, Incoming, IncomingState, Urgency
from clerkdesk.domain.office_hours import forward_by
from clerkdesk.domain.outgoing import (
    IN_FORCE,
    OPEN_DRAFT,
    OUTGOING_STATE_NAMES,
    UNISSUED,
    ChangeAnswer,
    Delivery,
    DeliveryStatus,
    Outgoing,
    OutgoingState,
)
from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.receipt_notices import ReceiptNotice
from clerkdesk.domain.scans import ScanBatch
from clerkdesk.domain.texts import N_, _
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter, Page
from clerkdesk.ports.store import Arrival
from clerkdesk.ui.alerts.office_alerts import age_text
from clerkdesk.ui.outgoing.words import AT_THE_TOKENS, STATE_COLOUR, code_text
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.sign.presenter import WAITING
from clerkdesk.ui.theme import State
from clerkdesk.ui.today.fallen import fallen
from clerkdesk.ui.today.section import Moment, Open, Rows, Side, TodayRow, TodaySection, TodayTile

_READ = 500
_SOON = timedelta(days=7)
_YEAR_END = (12, 15)
CHANGE_WORDS = {
    PacketKind.RECALL: N_("Nơi gửi thu hồi"),
    PacketKind.UPDATE: N_("Nơi gửi cập nhật"),
}
"""What the clerk answers in the arrivals bar; a replacing document is registered like a new one."""
_OUTSIDE = (*IN_FORCE, OutgoingState.RECALLED)
_UNSIGNED = (OutgoingState.SUBMITTED, OutgoingState.APPROVED)
_LEAVING = tuple(state for state in UNISSUED if state not in OPEN_DRAFT)
_OPEN = (IncomingState.TO_FORWARD, IncomingState.FORWARDED, IncomingState.IN_WORK)


# --- chờ tiếp nhận ---------------------------------------------------------------------------------


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
    if arrival.kind in CHANGE_WORDS and not arrival.problem:
        return TodayRow(
            lead=_("Trục"),
            title=f"{arrival.code} · {arrival.subject}",
            detail=_("đến lúc {time} · {age} trước").format(time=f"{time:%H:%M %d/%m}", age=age),
            badge=_(CHANGE_WORDS[arrival.kind]),
            state=State.BAD,
            open=lambda ways: ways.show_incoming(None),
            urgency=urgency,
        )
    return TodayRow(
        lead=_("Trục"),
        title=arrival.problem or f"{arrival.code} · {arrival.subject}",
        detail=_("đến lúc {time} · {age} trước").format(time=f"{time:%H:%M %d/%m}", age=age),
        badge=_("Không đọc được") if arrival.problem else badge,
        state=State.BAD if arrival.problem or urgency >= Urgency.EXPRESS else State.WARN,
        open=lambda ways: ways.open_arrival(arrival),
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
        lead=_("Đến {n}").format(n=document.arrival_number),
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
        lead=_("Đến {n}").format(n=document.arrival_number),
        title=document.entry.subject,
        detail=_("{who} · hạn {day}").format(who=who, day=f"{due:%d/%m}"),
        badge=_("quá {n} ngày").format(n=-days) if days < 0 else words,
        state=State.BAD if days < 0 else State.WARN,
        open=lambda ways: ways.show_incoming(document),
    )


# --- văn bản đi ------------------------------------------------------------------------------------


def leaving(moment: Moment) -> Rows:
    """What must leave today: signed but not issued first, then what waits to be signed."""
    wanted = OutgoingFilter(states=_LEAVING)
    register = moment.desk.store.outgoing
    found = register.find(wanted, Page(_READ))
    order = {state: place for place, state in enumerate(reversed(_LEAVING))}
    rows = sorted(
        found, key=lambda document: (-document.entry.urgency, order.get(document.state, 0))
    )
    return Rows([_leaving_row(document) for document in rows], register.count(wanted))


def _leaving_row(document: Outgoing) -> TodayRow:
    signed = document.state not in _UNSIGNED
    urgency = document.entry.urgency
    name = _(OUTGOING_STATE_NAMES[document.state])
    parts = [document.entry.doc_type, document.entry.drafting_unit]
    if signed:
        parts.append(_("đã ký, phải phát hành trong ngày"))
    return TodayRow(
        lead=code_text(document),
        title=document.entry.subject,
        detail=" · ".join(part for part in parts if part),
        badge=f"{_(URGENCY_NAMES[urgency])} · {name}" if urgency else name,
        state=State.BAD if urgency else STATE_COLOUR[document.state],
        open=_at_tokens(document)
        if document.state in AT_THE_TOKENS
        else lambda ways: ways.show_outgoing(document),
        urgency=urgency,
    )


def _at_tokens(document: Outgoing) -> Open:
    return lambda ways: ways.show_sign(document)


def papers(moment: Moment) -> Rows:
    """Issued documents of which the paper has not left; all of them are sent from one list."""
    count = moment.desk.store.outgoing.count(OutgoingFilter(paper_waiting=True))
    if not count:
        return Rows(())
    row = TodayRow(
        lead=_("Giấy"),
        title=_("{count} văn bản có bản giấy chưa gửi").format(count=count),
        detail=_("ghi gửi bưu điện, ký nhận; in bì, nhãn, danh sách chuyển giao"),
        badge=_("Cần gửi"),
        state=State.WARN,
        open=lambda ways: ways.show_dispatch(),
    )
    return Rows([row], count)


def returned(moment: Moment) -> Rows:
    """What came back: refused by its receiver, not given back by one, or returned by the leader."""
    register = moment.desk.store.outgoing
    drafts = register.find(OutgoingFilter(states=(OutgoingState.RETURNED,)), Page(_READ))
    issued = register.find(OutgoingFilter(states=_OUTSIDE), Page(_READ))
    rows = [_returned_row(document) for document in issued]
    return Rows([*map(_returned_draft, drafts), *(row for row in rows if row is not None)])


def _returned_draft(document: Outgoing) -> TodayRow:
    return TodayRow(
        lead=document.entry.doc_type,
        title=document.entry.subject,
        detail=document.reason,
        badge=_(OUTGOING_STATE_NAMES[document.state]),
        state=State.BAD,
        open=lambda ways: ways.show_outgoing(document),
        urgency=document.entry.urgency,
    )


def _is_refused(way: Delivery) -> bool:
    """Whether a recipient did not take the document in, or will not give it back."""
    return way.status is DeliveryStatus.REFUSED or way.answer is ChangeAnswer.DECLINED


def _returned_row(document: Outgoing) -> TodayRow | None:
    refused = [way for way in document.deliveries if _is_refused(way)]
    if not refused:
        return None
    names = ", ".join(delivery.recipient.name for delivery in refused)
    reason = refused[0].answer_text or refused[0].description
    return TodayRow(
        lead=document.code,
        title=document.entry.subject,
        detail=_("{names} từ chối: {reason}").format(names=names, reason=reason or "—"),
        badge=_("Bị trả lại"),
        state=State.BAD,
        open=lambda ways: ways.show_outgoing(document),
        urgency=document.entry.urgency,
    )


# --- thông báo tiếp nhận, năm mới -------------------------------------------------------------------


def receipts(moment: Moment) -> Rows:
    """Notices of receipt that have not left; late ones first (Điều 13)."""
    limit = moment.desk.receipts.limit()
    rows = [
        _receipt_row(notice, moment, late=notice.late(moment.now, limit))
        for notice in moment.desk.receipts.pending()
    ]
    return Rows(sorted(rows, key=lambda row: row.state is not State.BAD))


def _receipt_row(notice: ReceiptNotice, moment: Moment, *, late: bool) -> TodayRow:
    what = _("Từ chối") if notice.refused else _("Tiếp nhận")
    return TodayRow(
        lead=what,
        title=_("Báo cho {to}: {document}").format(to=notice.to, document=notice.code),
        detail=notice.problem or _("gửi ngay khi có mạng · ↵ để gửi lại"),
        badge=_("chậm {age}" if late else "chờ {age}").format(
            age=age_text(notice.delay(moment.now))
        ),
        state=State.BAD if late else State.WARN,
        open=lambda ways: ways.send(),
    )


def new_year(moment: Moment) -> Rows:
    """From mid-December on: the books of the next year are not open yet (NĐ 30, Điều 15, 22.2)."""
    day = moment.today
    if (day.month, day.day) < _YEAR_END:
        return Rows(())
    if any(book.key.year == day.year + 1 for book in moment.desk.store.books.all()):
        return Rows(())
    return Rows(
        [
            TodayRow(
                lead=str(day.year + 1),
                title=_("Chuẩn bị sổ năm {year}: số bắt đầu lại từ 01").format(year=day.year + 1),
                detail=_("In sổ năm {year}, nhập ngày nghỉ năm sau trong Thiết lập").format(
                    year=day.year
                ),
                badge=_("còn {n} ngày").format(n=(date(day.year + 1, 1, 1) - day).days),
                state=State.WARN,
                open=lambda ways: ways.show_incoming(None),
            )
        ]
    )


SECTIONS: tuple[TodaySection, ...] = (
    TodaySection("fallen", N_("Chữ ký số không còn hợp lệ"), fallen, Side.LEFT),
    TodaySection("returned", N_("Bị trả lại"), returned, Side.LEFT),
    TodaySection(
        "arrivals",
        N_("Chờ tiếp nhận"),
        arrivals,
        Side.LEFT,
        N_("Không có gì chờ tiếp nhận.\nBấm F9 để quét văn bản giấy vừa đến."),
        more=lambda ways: ways.show_incoming(None),
    ),
    TodaySection(
        "late",
        N_("Phải chuyển, sắp và đã quá hạn"),
        late,
        Side.RIGHT,
        N_("Không có văn bản nào phải chuyển ngay hay sắp đến hạn."),
        more=lambda ways: ways.show_incoming(None),
    ),
    TodaySection(
        "leaving",
        N_("Phải đi hôm nay"),
        leaving,
        Side.RIGHT,
        N_("Không có văn bản đi nào đang chờ.\nBấm F3 để soạn văn bản mới."),
        more=lambda ways: ways.show_outgoing(None),
    ),
    TodaySection("papers", N_("Bản giấy phải gửi"), papers, Side.RIGHT),
    TodaySection(
        "receipts", N_("Thông báo tiếp nhận chưa gửi được"), receipts, Side.RIGHT, shown=2
    ),
    TodaySection("new_year", N_("Năm mới"), new_year, Side.RIGHT),
)
"""In the order in which rows get their keys."""


def _forwarding(moment: Moment) -> int:
    return moment.desk.store.incoming.count(IncomingFilter(state=IncomingState.TO_FORWARD))


def _overdue(moment: Moment) -> int:
    return moment.desk.store.incoming.count(IncomingFilter(overdue_on=moment.today))


def _to_issue(moment: Moment) -> int:
    return moment.desk.store.outgoing.count(OutgoingFilter(states=WAITING))


TILES: tuple[TodayTile, ...] = (
    TodayTile(
        "arrivals",
        N_("chờ tiếp nhận"),
        State.ACCENT,
        lambda moment: arrivals(moment).count,
        lambda ways: ways.show_incoming(None),
    ),
    TodayTile(
        "to_forward",
        N_("chờ chuyển lãnh đạo"),
        State.WARN,
        _forwarding,
        lambda ways: ways.show_incoming(None),
    ),
    TodayTile(
        "overdue",
        N_("quá hạn xử lý"),
        State.BAD,
        _overdue,
        lambda ways: ways.show_incoming(None),
    ),
    TodayTile(
        "to_issue",
        N_("văn bản đi đang chờ"),
        State.WARN,
        _to_issue,
        lambda ways: ways.show_outgoing(None),
    ),
    TodayTile(
        "returned",
        N_("bị trả lại"),
        State.BAD,
        lambda moment: returned(moment).count,
        lambda ways: ways.show_outgoing(None),
    ),
    TodayTile(
        "unsent",
        N_("chờ gửi khi có mạng"),
        State.NEUTRAL,
        lambda moment: len(moment.desk.store.exchange.waiting()),
        lambda ways: ways.send(),
    ),
)


def rail_counters(moment: Moment) -> Sequence[tuple[str, int]]:
    """The numbers beside the workplaces."""
    store = moment.desk.store
    before_issue = OutgoingFilter(states=UNISSUED)
    return (
        (workplaces.INCOMING, len(store.exchange.arrivals()) + _forwarding(moment)),
        (workplaces.OUTGOING, store.outgoing.count(before_issue)),
        (workplaces.SCAN, len(store.spool.batches())),
        (workplaces.SIGN, _to_issue(moment)),
    )
