"""What Hôm nay consists of: one value a section, one value a number on top."""

from collections.abc import Sequence
from datetime import date

from clerkdesk.domain.incoming import IncomingState
from clerkdesk.domain.outgoing import (
    UNISSUED,
)
from clerkdesk.domain.receipt_notices import ReceiptNotice
from clerkdesk.domain.texts import N_, _
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter
from clerkdesk.ui.alerts.office_alerts import age_text
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.sign.presenter import WAITING
from clerkdesk.ui.theme import State
from clerkdesk.ui.today.conflict_section import conflicts
from clerkdesk.ui.today.fallen import fallen
from clerkdesk.ui.today.incoming_sections import arrivals, late
from clerkdesk.ui.today.outgoing_sections import leaving, papers, returned
from clerkdesk.ui.today.section import Moment, Rows, Side, TodayRow, TodaySection, TodayTile

_YEAR_END = (12, 15)


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
    TodaySection(
        "conflicts",
        N_("Khác nhau giữa các máy"),
        conflicts,
        Side.LEFT,
        shown=3,
        more=lambda ways: ways.show_conflicts(),
    ),
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
        (workplaces.NUMBERS, moment.desk.settle_conflict.count()),
    )
