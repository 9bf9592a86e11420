"""Columns of the two lists of «Gửi giấy»."""

from dataclasses import dataclass

from clerkdesk.domain.dispatch_forms import PaperSent
from clerkdesk.domain.incoming import URGENCY_NAMES, Urgency
from clerkdesk.domain.paper_dispatch import PAPER_WAY_NAMES, PaperWay
from clerkdesk.domain.paper_due import PaperDue
from clerkdesk.domain.texts import _
from clerkdesk.ui.incoming.words import date_text
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.theme import State


@dataclass(frozen=True, slots=True)
class TickedDue:
    """A line of what waits, and whether the clerk has ticked it."""

    due: PaperDue
    ticked: bool = False


def waiting_columns() -> list[Column[TickedDue]]:
    """What must leave on paper."""
    return [
        Column(
            "tick",
            "✓",
            40,
            lambda row: "☑" if row.ticked else "☐",
            Look.SIGN,
            state=lambda row: State.ACCENT if row.ticked else State.NEUTRAL,
        ),
        Column("code", _("SỐ, KÝ HIỆU"), 118, lambda row: row.due.document.code, Look.NUMBER),
        Column(
            "subject",
            _("TRÍCH YẾU"),
            200,
            lambda row: row.due.document.entry.subject,
            Look.SUMMARY,
            tooltip=lambda row: row.due.document.entry.subject,
            stretches=True,
        ),
        Column(
            "place",
            _("NƠI NHẬN"),
            190,
            lambda row: row.due.recipient.name,
            Look.SUMMARY,
            tooltip=lambda row: row.due.recipient.address or row.due.recipient.name,
        ),
        Column("copies", _("SỐ BẢN"), 76, lambda row: str(row.due.copies), right=True),
        Column(
            "urgency",
            _("ĐỘ KHẨN"),
            104,
            lambda row: _(URGENCY_NAMES[row.due.document.entry.urgency]),
            Look.BADGE,
            state=lambda row: _urgent(row.due.document.entry.urgency),
        ),
    ]


def sent_columns() -> list[Column[PaperSent]]:
    """What has left on paper."""
    return [
        Column("day", _("NGÀY CHUYỂN"), 96, lambda row: date_text(row.paper.sent_on)),
        Column("code", _("SỐ, KÝ HIỆU"), 118, lambda row: row.document.code, Look.NUMBER),
        Column(
            "place",
            _("NƠI NHẬN"),
            200,
            lambda row: row.paper.name,
            Look.SUMMARY,
            tooltip=lambda row: row.paper.address or row.paper.name,
            stretches=True,
        ),
        Column("copies", _("SỐ BẢN"), 76, lambda row: str(row.paper.copies), right=True),
        Column(
            "way",
            _("CÁCH GỬI"),
            136,
            lambda row: (
                _("Đã hủy ghi") if row.paper.cancelled else _(PAPER_WAY_NAMES[row.paper.way])
            ),
            Look.BADGE,
            state=_way_state,
        ),
        Column(
            "proof",
            _("SỐ BƯU GỬI · KÝ NHẬN"),
            170,
            lambda row: row.paper.tracking or row.paper.received_by or row.paper.note,
            Look.SUMMARY,
        ),
    ]


def _urgent(urgency: Urgency) -> State:
    return State.NEUTRAL if urgency is Urgency.NORMAL else State.BAD


def _way_state(row: PaperSent) -> State:
    if row.paper.cancelled:
        return State.BAD
    return State.NEUTRAL if row.paper.way is PaperWay.NOT_NEEDED else State.GOOD
