"""Sổ gửi văn bản đi bưu điện and the hand-over list: their columns, and what stands in each line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.paper_dispatch import PaperDispatch, PaperWay
from clerkdesk.domain.paper_due import PaperDue
from clerkdesk.domain.register_forms import FormColumn, shown
from clerkdesk.domain.texts import N_, _

POST_BOOK = (
    FormColumn(1, N_("Ngày chuyển"), 26),
    FormColumn(2, N_("Số, ký hiệu văn bản"), 52),
    FormColumn(3, N_("Nơi nhận văn bản"), 78),
    FormColumn(4, N_("Số lượng bì"), 20),
    FormColumn(5, N_("Ký nhận và dấu bưu điện"), 55),
    FormColumn(6, N_("Ghi chú"), 36),
)
"""Sổ gửi văn bản đi bưu điện (NĐ 30/2020, Phụ lục IV)."""

HAND_OVER = (
    FormColumn(1, N_("TT"), 10),
    FormColumn(2, N_("Số, ký hiệu"), 34),
    FormColumn(3, N_("Tên loại và trích yếu nội dung"), 80),
    FormColumn(4, N_("Nơi nhận"), 56),
    FormColumn(5, N_("Số bản"), 14),
    FormColumn(6, N_("Ngày, giờ nhận"), 28),
    FormColumn(7, N_("Người nhận (ký, ghi rõ họ tên)"), 45),
)
"""Danh sách chuyển giao: who receives paper by hand signs for it (NĐ 30/2020, Điều 18, 23.3)."""


@dataclass(frozen=True, slots=True)
class PaperSent:
    """Paper that left, with its document."""

    document: Outgoing
    paper: PaperDispatch


def post_book_rows(sent: Sequence[PaperSent]) -> list[list[str]]:
    """One line an envelope, by day: what lay together is one bì with several numbers."""
    envelopes: dict[str, list[PaperSent]] = {}
    for one in sorted(sent, key=_when):
        if one.paper.way is PaperWay.POST and not one.paper.cancelled:
            name = one.paper.envelope or one.paper.dispatch_id
            envelopes.setdefault(name, []).append(one)
    return [_post_line(inside) for inside in envelopes.values()]


def _when(one: PaperSent) -> tuple[date, datetime, str, int]:
    paper, number = one.paper, one.document.outgoing_number
    return paper.sent_on, paper.at, paper.name, number or 0


def _post_line(inside: Sequence[PaperSent]) -> list[str]:
    first = inside[0].paper
    remarks = [first.tracking and _("Số bưu gửi {n}").format(n=first.tracking), first.note]
    return [
        shown(first.sent_on),
        ", ".join(dict.fromkeys(one.document.code for one in inside)),
        "\n".join(part for part in (first.name, first.address) if part),
        str(first.envelopes),
        "",
        "; ".join(part for part in remarks if part),
    ]


def hand_over_rows(rows: Sequence[PaperDue | PaperSent]) -> list[list[str]]:
    """One line a document and place, place by place; what was received already says by whom."""
    ordered = sorted(rows, key=lambda row: (_place(row), row.document.code))
    return [[str(number), *_hand_line(row)] for number, row in enumerate(ordered, start=1)]


def _place(row: PaperDue | PaperSent) -> str:
    return row.recipient.name if isinstance(row, PaperDue) else row.paper.name


def _hand_line(row: PaperDue | PaperSent) -> list[str]:
    entry = row.document.entry
    what = [row.document.code, f"{entry.doc_type} {entry.subject}", _place(row)]
    if isinstance(row, PaperDue):
        return [*what, str(row.copies), "", ""]
    return [*what, str(row.paper.copies), shown(row.paper.sent_on), row.paper.received_by]
