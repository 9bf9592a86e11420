"""The columns of the outgoing register; those that are not shown wait in the header's menu."""

from collections.abc import Callable

from clerkdesk.domain.exchange_state import Reach
from clerkdesk.domain.incoming import URGENCY_NAMES
from clerkdesk.domain.outgoing import OUTGOING_STATE_NAMES, Outgoing
from clerkdesk.domain.texts import _
from clerkdesk.ui.incoming.list_columns import urgency_mark
from clerkdesk.ui.incoming.words import date_text
from clerkdesk.ui.outgoing.words import STATE_COLOUR, code_text, delivery_state, delivery_text
from clerkdesk.ui.registers.reach_words import (
    REACH_TITLE,
    reach_state,
    reach_text,
    reach_tooltip,
)
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.theme import State


def outgoing_columns(
    reach: Callable[[Outgoing], Reach | None] = lambda _row: None,
) -> list[Column[Outgoing]]:
    """Số, ký hiệu, ngày, trích yếu …; `reach` says how far it has come."""
    return [
        Column("code", _("SỐ, KÝ HIỆU"), 122, code_text, Look.NUMBER, sort="code"),
        Column("date", _("NGÀY"), 92, lambda d: date_text(d.issued_date), sort="issued_date"),
        Column(
            "subject",
            _("TÊN LOẠI · TRÍCH YẾU"),
            260,
            lambda d: d.entry.subject,
            Look.SUMMARY,
            second=lambda d: f"{d.entry.doc_type} · {d.entry.drafting_unit}",
            mark=lambda d: urgency_mark(d.entry.urgency),
            tooltip=lambda d: d.entry.subject,
            stretches=True,
            sort="subject",
            parts=(
                (_("Loại văn bản"), lambda d: d.entry.doc_type),
                (_("Trích yếu nội dung"), lambda d: d.entry.subject),
            ),
        ),
        Column(
            "signer",
            _("NGƯỜI KÝ"),
            132,
            lambda d: d.entry.signer_name,
            Look.SUMMARY,
            sort="signer_name",
        ),
        Column(
            "state",
            _("TRẠNG THÁI"),
            140,
            lambda d: _(OUTGOING_STATE_NAMES[d.state]),
            Look.BADGE,
            state=lambda d: STATE_COLOUR[d.state],
            sort="state",
        ),
        Column("delivery", _("TIẾN ĐỘ GỬI"), 112, delivery_text, Look.SIGN, state=delivery_state),
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


def _further() -> list[Column[Outgoing]]:
    return [
        Column("doc_type", _("LOẠI VĂN BẢN"), 120, lambda d: d.entry.doc_type, Look.SUMMARY,
               sort="doc_type", shown=False),
        Column("unit", _("BỘ PHẬN SOẠN THẢO"), 140, lambda d: d.entry.drafting_unit, Look.SUMMARY,
               sort="drafting_unit", shown=False),
        Column("recipients", _("NƠI NHẬN"), 180, _recipients, Look.SUMMARY, shown=False),
        Column("field", _("LĨNH VỰC"), 110, lambda d: d.entry.field, Look.SUMMARY, shown=False),
        Column("position", _("CHỨC VỤ"), 130, lambda d: d.entry.signer_position,
               Look.SUMMARY, shown=False),
        Column("urgency", _("MỨC ĐỘ KHẨN"), 116, lambda d: _(URGENCY_NAMES[d.entry.urgency]),
               Look.BADGE, state=_urgency_state, sort="urgency", shown=False),
        Column("competence", _("THẨM QUYỀN"), 104, lambda d: d.entry.competence, shown=False),
        Column("issuer", _("CƠ QUAN BAN HÀNH"), 150, lambda d: d.entry.issuing_org_name,
               Look.SUMMARY, shown=False),
        Column("register_date", _("NGÀY ĐĂNG KÝ"), 112, lambda d: date_text(d.entry.register_date),
               shown=False),
        Column("due", _("HẠN TRẢ LỜI"), 104, lambda d: date_text(d.entry.due_date),
               sort="due_date", shown=False),
        Column("copies", _("SỐ BẢN"), 76, lambda d: str(d.entry.copies or ""), right=True,
               shown=False),
        Column("sheets", _("SỐ TỜ"), 70, lambda d: str(d.entry.sheet_count or ""), right=True,
               shown=False),
        Column("storage", _("NƠI LƯU"), 110, lambda d: d.entry.storage_location, Look.SUMMARY,
               shown=False),
        Column("note", _("GHI CHÚ"), 140, lambda d: d.entry.note, Look.SUMMARY, shown=False),
    ]  # fmt: skip


def _urgency_state(document: Outgoing) -> State:
    mark = urgency_mark(document.entry.urgency)
    return mark[1] if mark else State.NEUTRAL


def _recipients(document: Outgoing) -> str:
    return "; ".join(recipient.name for recipient in document.entry.recipients)
