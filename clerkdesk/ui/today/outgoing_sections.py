"""What Hôm nay says of what goes out: what must leave today, on paper too, and what came back."""

from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.incoming import URGENCY_NAMES
from clerkdesk.domain.outgoing import (
    IN_FORCE,
    OPEN_DRAFT,
    OUTGOING_STATE_NAMES,
    UNISSUED,
    ChangeAnswer,
    Delivery,
    Outgoing,
    OutgoingState,
)
from clerkdesk.domain.texts import _
from clerkdesk.ports.registers import OutgoingFilter, Page
from clerkdesk.ui.outgoing.words import AT_THE_TOKENS, STATE_COLOUR, code_text
from clerkdesk.ui.theme import State
from clerkdesk.ui.today.section import Moment, Open, Rows, TodayRow

_READ = 500
_OUTSIDE = (*IN_FORCE, OutgoingState.RECALLED)
_UNSIGNED = (OutgoingState.SUBMITTED, OutgoingState.APPROVED)
_LEAVING = tuple(state for state in UNISSUED if state not in OPEN_DRAFT)


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
    failed = (DeliveryStatus.REFUSED, DeliveryStatus.UNDELIVERED)
    return way.status in failed or way.answer is ChangeAnswer.DECLINED


def _returned_row(document: Outgoing) -> TodayRow | None:
    refused = [way for way in document.deliveries if _is_refused(way)]
    if not refused:
        return None
    names = ", ".join(delivery.recipient.name for delivery in refused)
    reason = refused[0].answer_text or refused[0].description
    words = _("{names} từ chối: {reason}")
    if refused[0].status is DeliveryStatus.UNDELIVERED:
        words = _("{names} chưa nhận được thư: {reason}")
    return TodayRow(
        lead=document.code,
        title=document.entry.subject,
        detail=words.format(names=names, reason=reason or "—"),
        badge=_("Bị trả lại"),
        state=State.BAD,
        open=lambda ways: ways.show_outgoing(document),
        urgency=document.entry.urgency,
    )


# --- thông báo tiếp nhận, năm mới -------------------------------------------------------------------
