"""The columns of what was found, for documents of either register."""

from clerkdesk.domain.incoming import INCOMING_STATE_NAMES, URGENCY_NAMES, Incoming
from clerkdesk.domain.outgoing import OUTGOING_STATE_NAMES
from clerkdesk.domain.texts import _
from clerkdesk.ui.find.hits import Hit
from clerkdesk.ui.incoming.list_columns import urgency_mark
from clerkdesk.ui.incoming.words import STATE_COLOUR as INCOMING_COLOUR
from clerkdesk.ui.incoming.words import date_text
from clerkdesk.ui.outgoing.words import STATE_COLOUR as OUTGOING_COLOUR
from clerkdesk.ui.outgoing.words import code_text
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.theme import State


def find_columns() -> list[Column[Hit]]:
    """Sổ, số đến, ký hiệu, ngày, trích yếu, where it was found, state."""
    return [
        Column("book", _("SỔ"), 52, lambda h: _("Đến") if h.is_incoming else _("Đi")),
        Column("number", _("SỐ ĐẾN"), 70, _number, Look.NUMBER),
        Column("code", _("SỐ, KÝ HIỆU"), 126, _code, Look.SUMMARY, sort="code"),
        Column("date", _("NGÀY VĂN BẢN"), 112, _date, sort="issued_date"),
        Column(
            "subject",
            _("TRÍCH YẾU"),
            260,
            lambda h: h.document.entry.subject,
            Look.SUMMARY,
            second=_agency,
            mark=lambda h: urgency_mark(h.document.entry.urgency),
            tooltip=lambda h: f"{h.document.entry.subject}\n{_agency(h)}",
            stretches=True,
            sort="subject",
            parts=(
                (_("Trích yếu"), lambda h: h.document.entry.subject),
                (_("Cơ quan ban hành, nơi nhận"), _agency),
            ),
        ),
        Column("where", _("TÌM THẤY Ở"), 112, lambda h: h.where, Look.SUMMARY),
        Column("state", _("TRẠNG THÁI"), 128, _state, Look.BADGE, state=_colour),
        Column("doc_type", _("LOẠI VĂN BẢN"), 120, lambda h: h.document.entry.doc_type,
               Look.SUMMARY, sort="doc_type", shown=False),
        Column("field", _("LĨNH VỰC"), 110, lambda h: h.document.entry.field, Look.SUMMARY,
               shown=False),
        Column("signer", _("NGƯỜI KÝ"), 130, lambda h: h.document.entry.signer_name, Look.SUMMARY,
               shown=False),
        Column("urgency", _("MỨC ĐỘ KHẨN"), 116, lambda h: _(URGENCY_NAMES[h.document.entry.urgency]),
               sort="urgency", shown=False),
        Column("due", _("HẠN"), 92, _due, sort="due_date", shown=False),
        Column("storage", _("NƠI LƯU"), 110, lambda h: h.document.entry.storage_location,
               Look.SUMMARY, shown=False),
        Column("note", _("GHI CHÚ"), 140, lambda h: h.document.entry.note, Look.SUMMARY,
               shown=False),
    ]  # fmt: skip


def _number(found: Hit) -> str:
    document = found.document
    return document.shown_number if isinstance(document, Incoming) else ""


def _code(found: Hit) -> str:
    document = found.document
    return document.code if isinstance(document, Incoming) else code_text(document)


def _date(found: Hit) -> str:
    document = found.document
    if isinstance(document, Incoming):
        return date_text(document.entry.issued_date)
    return date_text(document.issued_date)


def _due(found: Hit) -> str:
    document = found.document
    if isinstance(document, Incoming):
        return date_text(document.due_date)
    return date_text(document.entry.due_date)


def _agency(found: Hit) -> str:
    document = found.document
    if isinstance(document, Incoming):
        return document.entry.issuing_org
    return ", ".join(recipient.name for recipient in document.entry.recipients)


def _state(found: Hit) -> str:
    document = found.document
    if isinstance(document, Incoming):
        return _(INCOMING_STATE_NAMES[document.state])
    return _(OUTGOING_STATE_NAMES[document.state])


def _colour(found: Hit) -> State:
    document = found.document
    if isinstance(document, Incoming):
        return INCOMING_COLOUR[document.state]
    return OUTGOING_COLOUR[document.state]
