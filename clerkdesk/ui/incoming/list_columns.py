"""The columns of the incoming register; those that are not shown wait in the header's menu."""

from collections.abc import Callable
from datetime import date

from clerkdesk.domain.exchange_state import Reach
from clerkdesk.domain.incoming import (
    CHANNEL_NAMES,
    INCOMING_STATE_NAMES,
    URGENCY_NAMES,
    Incoming,
    Urgency,
)
from clerkdesk.domain.texts import _
from clerkdesk.ui.incoming.words import RESULT_STATE, STATE_COLOUR, date_text, result_text
from clerkdesk.ui.registers.reach_words import (
    REACH_TITLE,
    reach_state,
    reach_text,
    reach_tooltip,
)
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.theme import State


def incoming_columns(
    today: Callable[[], date], reach: Callable[[Incoming], Reach | None] = lambda _row: None
) -> list[Column[Incoming]]:
    """Số đến, ngày, ký hiệu, trích yếu …; `today` says what is late, `reach` how far it has come."""

    def due_state(document: Incoming) -> State | None:
        return State.BAD if document.overdue(today()) else None

    def due_words(document: Incoming) -> str:
        return _("Quá hạn") if document.overdue(today()) else ""

    return [
        Column(
            "number",
            _("SỐ ĐẾN"),
            70,
            lambda d: d.shown_number,
            Look.NUMBER,
            sort="arrival_number",
        ),
        Column(
            "date",
            _("NGÀY ĐẾN"),
            92,
            lambda d: date_text(d.entry.arrival_date),
            sort="arrival_date",
        ),
        Column("code", _("SỐ, KÝ HIỆU"), 122, lambda d: d.code, Look.SUMMARY, sort="code"),
        Column(
            "subject",
            _("TRÍCH YẾU · CƠ QUAN BAN HÀNH"),
            260,
            lambda d: d.entry.subject,
            Look.SUMMARY,
            second=lambda d: d.entry.issuing_org,
            mark=lambda d: urgency_mark(d.entry.urgency),
            tooltip=lambda d: f"{d.entry.subject}\n{d.entry.issuing_org}",
            stretches=True,
            sort="subject",
            parts=(
                (_("Trích yếu nội dung"), lambda d: d.entry.subject),
                (_("Cơ quan ban hành"), lambda d: d.entry.issuing_org),
            ),
        ),
        Column(
            "signature",
            _("CHỮ KÝ SỐ"),
            120,
            lambda d: result_text(d.entry.signature_result),
            Look.SIGN,
            state=lambda d: RESULT_STATE[d.entry.signature_result],
            sort="signature_result",
        ),
        Column(
            "state",
            _("TRẠNG THÁI"),
            112,
            lambda d: _(INCOMING_STATE_NAMES[d.state]),
            Look.BADGE,
            state=lambda d: STATE_COLOUR[d.state],
            sort="state",
        ),
        Column(
            "due",
            _("HẠN"),
            90,
            lambda d: date_text(d.due_date),
            Look.SIGN,
            state=due_state,
            second=due_words,
            parts=((_("Thời hạn giải quyết"), lambda d: date_text(d.due_date)),),
            second_state=due_state,
            sort="due_date",
        ),
        Column(
            "reach",
            _(REACH_TITLE),
            112,
            lambda d: reach_text(reach(d)),
            Look.BADGE,
            state=lambda d: reach_state(reach(d)),
            tooltip=lambda d: reach_tooltip(reach(d)),
            shown=False,
        ),
        *_further(),
    ]


def urgency_mark(urgency: Urgency) -> tuple[str, State] | None:
    """Khẩn is amber, hỏa tốc red; ordinary ones have no sign."""
    if urgency is Urgency.NORMAL:
        return None
    red = urgency in (Urgency.EXPRESS, Urgency.EXPRESS_TIMED)
    return _(URGENCY_NAMES[urgency]), State.BAD if red else State.WARN


def _further() -> list[Column[Incoming]]:
    return [
        Column("doc_type", _("LOẠI VĂN BẢN"), 120, lambda d: d.entry.doc_type, Look.SUMMARY,
               sort="doc_type", shown=False),
        Column("issuing_org", _("CƠ QUAN BAN HÀNH"), 160, lambda d: d.entry.issuing_org,
               Look.SUMMARY, sort="issuing_org", shown=False),
        Column("issued_date", _("NGÀY BAN HÀNH"), 116, lambda d: date_text(d.entry.issued_date),
               sort="issued_date", shown=False),
        Column("field", _("LĨNH VỰC"), 110, lambda d: d.entry.field, Look.SUMMARY, shown=False),
        Column("signer", _("NGƯỜI KÝ"), 130, lambda d: d.entry.signer_name, Look.SUMMARY,
               second=lambda d: d.entry.signer_position, shown=False,
               parts=((_("Người ký"), lambda d: d.entry.signer_name),
                      (_("Chức vụ"), lambda d: d.entry.signer_position))),
        Column("urgency", _("MỨC ĐỘ KHẨN"), 116, lambda d: _(URGENCY_NAMES[d.entry.urgency]),
               Look.BADGE, state=_urgency_state, sort="urgency", shown=False),
        Column("channel", _("NGUỒN ĐẾN"), 118, lambda d: _(CHANNEL_NAMES[d.entry.channel]),
               Look.SUMMARY, shown=False),
        Column("receiver", _("NGƯỜI NHẬN"), 140, _receiver, Look.SUMMARY, shown=False),
        Column("storage", _("NƠI LƯU"), 110, lambda d: d.entry.storage_location, Look.SUMMARY,
               shown=False),
        Column("sheets", _("SỐ TỜ"), 70, lambda d: str(d.entry.sheet_count or ""), right=True,
               shown=False),
        Column("registered_by", _("NGƯỜI VÀO SỔ"), 116, lambda d: d.registered_by, Look.SUMMARY,
               shown=False),
        Column("note", _("GHI CHÚ"), 140, lambda d: d.entry.note, Look.SUMMARY, shown=False),
    ]  # fmt: skip


def _urgency_state(document: Incoming) -> State:
    mark = urgency_mark(document.entry.urgency)
    return mark[1] if mark else State.NEUTRAL


def _receiver(document: Incoming) -> str:
    return document.assignments[-1].to_person if document.assignments else ""
