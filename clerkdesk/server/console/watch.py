"""What the administrators watch: conflicts that people must settle, statistics of the year, the audit."""

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from clerkdesk.domain.clock import local_date
from clerkdesk.domain.texts import N_, _
from clerkdesk.server.console.page import (
    Cell,
    Column,
    button,
    link,
    moment,
    paragraph,
    respond,
    table,
)
from clerkdesk.server.console.session import Sent, SignedIn, to
from clerkdesk.server.province import Here

router = APIRouter(include_in_schema=False)
_KINDS = {
    "two holders": N_("hai máy cùng mở một sổ"),
    "number beyond its grant": N_("số cấp sau khi quyền giữ sổ đã hết"),
    "another history": N_("máy có lịch sử khác với lịch sử đã gửi"),
}


@router.get("/admin/conflicts")
def conflicts(here: Here, session: SignedIn) -> HTMLResponse:
    """What waits for people, oldest first."""
    columns = [
        Column(_("Cơ quan")),
        Column(_("Lúc")),
        Column(_("Việc")),
        Column(_("Về")),
        Column(""),
    ]
    rows: list[list[Cell]] = []
    for line in here.overview.conflicts():
        kind = _(_KINDS[line.kind]) if line.kind in _KINDS else line.kind
        done = button(f"/admin/conflicts/{line.conflict_id}", session.token, _("Đã giải quyết"))
        rows.append([line.agency, moment(line.at), kind, line.about, done])
    empty = _("Không có xung đột nào.")
    return respond(
        _("Xung đột"), [table(columns, rows, empty)], here="/admin/conflicts", token=session.token
    )


@router.post("/admin/conflicts/{conflict_id}")
def settle(here: Here, session: SignedIn, conflict_id: int, _sent: Sent) -> Response:
    """People have decided it at the agency; the line stays in the database."""
    here.overview.settle(conflict_id, session.who.login, here.now().isoformat())
    here.audit.note(session.who.login, "settled", f"conflict {conflict_id}", here.now())
    return to("/admin/conflicts")


@router.get("/admin/statistics")
def statistics(here: Here, session: SignedIn, year: int = 0) -> HTMLResponse:
    """What each agency registered and exchanged in a year."""
    this_year = local_date(here.now()).year
    year = year if 1945 <= year <= this_year else this_year
    lines = here.overview.year(year)
    columns = [
        Column(_("Cơ quan")),
        Column(_("Văn bản đến"), number=True),
        Column(_("Văn bản đi"), number=True),
        Column(_("Gói tin gửi"), number=True),
        Column(_("Gói tin nhận"), number=True),
    ]
    rows: list[list[Cell]] = [
        [line.name, line.incoming, line.outgoing, line.sent, line.received] for line in lines
    ]
    if rows:
        rows.append(
            [
                _("Toàn tỉnh"),
                sum(line.incoming for line in lines),
                sum(line.outgoing for line in lines),
                sum(line.sent for line in lines),
                sum(line.received for line in lines),
            ]
        )
    before = link(f"/admin/statistics?year={year - 1}", _("Năm {year}").format(year=year - 1))
    return respond(
        _("Thống kê năm {year}").format(year=year),
        [
            paragraph(_("Theo số cuối của các sổ mà máy chủ đã nghe, và gói tin đã chuyển.")),
            table(columns, rows, _("Chưa có cơ quan nào.")),
            before,
        ],
        here="/admin/statistics",
        token=session.token,
    )


@router.get("/admin/audit")
def audit(here: Here, session: SignedIn) -> HTMLResponse:
    """The newest lines of the audit."""
    columns = [Column(_("Lúc")), Column(_("Ai")), Column(_("Việc")), Column(_("Về"))]
    rows = [
        [moment(entry.at), entry.who, entry.what, entry.about] for entry in here.audit.newest(300)
    ]
    return respond(
        _("Nhật ký"),
        [table(columns, rows, _("Chưa có việc nào."))],
        here="/admin/audit",
        token=session.token,
    )
