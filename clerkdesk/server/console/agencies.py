"""Agencies, their desks and books: when each was last heard, what waits for it, and the first person's word."""

from datetime import timedelta
from urllib.parse import quote

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.books import Book
from clerkdesk.domain.errors import ReasonMissing
from clerkdesk.domain.holding import NOBODY
from clerkdesk.domain.texts import _
from clerkdesk.domain.two_persons import ActKind, Proposal
from clerkdesk.server.console.page import (
    Cell,
    Column,
    Html,
    button,
    card,
    field,
    form,
    heading,
    hidden,
    link,
    moment,
    paragraph,
    respond,
    show,
    state,
    table,
)
from clerkdesk.server.console.session import Sent, Session, SignedIn, to
from clerkdesk.server.keys import code_digest, new_code
from clerkdesk.server.problems import INVALID, NOT_FOUND, Problem
from clerkdesk.server.province import Here, Province
from clerkdesk.server.store.acts import key_name
from clerkdesk.server.store.overview import AgencyLine, DeskLine

router = APIRouter(include_in_schema=False)
HERE = "/admin/agencies"
_CODE_LIFE = timedelta(hours=72)
_SILENT = timedelta(days=1)
_LINE = 500


@router.get("/admin/agencies")
def agencies(here: Here, session: SignedIn, note: str = "") -> HTMLResponse:
    """Every agency of the province, and a form for one more."""
    rows = [_agency_row(here, agency) for agency in here.overview.agencies()]
    columns = [
        Column(_("Mã định danh")),
        Column(_("Cơ quan")),
        Column(_("Số máy"), number=True),
        Column(_("Liên lạc gần nhất")),
        Column(_("Mục nhật ký"), number=True),
        Column(_("Tình trạng")),
    ]
    add = form(
        HERE,
        session.token,
        [field("code", _("Mã định danh")), field("name", _("Tên cơ quan"), size=40)],
        _("Thêm cơ quan"),
    )
    empty = _("Chưa có cơ quan nào. Thêm cơ quan đầu tiên ở dưới.")
    return respond(
        _("Cơ quan"),
        [table(columns, rows, empty), heading(_("Thêm vào danh bạ")), card(add)],
        here=HERE,
        token=session.token,
        note=_("Đã ghi danh bạ.") if note == "added" else "",
    )


@router.post("/admin/agencies")
def add_agency(here: Here, session: SignedIn, sent: Sent) -> Response:
    """Add an agency, or change the name of a known one."""
    code, name = _line(sent, "code"), _line(sent, "name")
    here.desks.put_agency(Agency(code, name), here.now())
    here.audit.note(session.who.login, "agency", f"{code} {name}", here.now())
    return to(f"{HERE}?note=added")


@router.get("/admin/agencies/{agency_id}")
def agency(here: Here, session: SignedIn, agency_id: int, note: str = "") -> HTMLResponse:
    """One agency: desks, books, quarantine."""
    return _agency_page(here, session, agency_id, note=_NOTES().get(note, ""))


@router.post("/admin/agencies/{agency_id}/code")
def enrolment_code(here: Here, session: SignedIn, agency_id: int, _sent: Sent) -> HTMLResponse:
    """Make a one-time code; it is shown on this page only."""
    found = _agency(here, agency_id)
    code = new_code()
    expires = here.now() + _CODE_LIFE
    here.desks.add_code(found.code, code_digest(code), int(expires.timestamp()))
    here.audit.note(session.who.login, "enrolment code", found.code, here.now())
    shown = Html(
        f'<div class="card"><p class="empty">{_("Mã ghi danh một máy, dùng một lần trong 72 giờ; chỉ hiện lần này:")}'
        f'<br><span class="code">{code}</span></p></div>'
    )
    return _agency_page(here, session, agency_id, first=[shown])


@router.post("/admin/agencies/{agency_id}/proposals")
def propose(here: Here, session: SignedIn, agency_id: int, sent: Sent) -> Response:
    """Keep the first person's word; the second person decides on another page."""
    _agency(here, agency_id)
    facts: dict[str, object]
    match sent.get("kind"):
        case ActKind.TAKE_OVER:
            facts = {name: _line(sent, name) for name in ("book", "title", "holder")}
            facts |= {name: _whole(sent, name) for name in ("generation", "grant", "last")}
        case ActKind.GIVE_UP:
            facts = {"desk": _line(sent, "desk")}
        case ActKind.END_QUARANTINE:
            names = [name.removeprefix("last:") for name in sent if name.startswith("last:")]
            facts = {"papers": {name: _whole(sent, f"last:{name}") for name in names}}
        case _:
            raise Problem(INVALID, "no such act")
    try:
        proposal = Proposal(ActKind(sent["kind"]), _line(sent, "reason"), session.who.login)
    except ReasonMissing:
        return to(f"{HERE}/{agency_id}?note=reason")
    here.acts.propose(agency_id, proposal, facts, here.now())
    return to(f"{HERE}/{agency_id}?note=proposed")


def _NOTES() -> dict[str, str]:  # noqa: N802 - a table whose texts are looked up when shown
    return {
        "proposed": _("Đã ghi đề nghị. Cần một quản trị viên khác xác nhận."),
        "reason": _("Chưa ghi: lý do phải nói rõ, ít nhất 5 chữ."),
    }


def _agency_page(
    here: Province,
    session: Session,
    agency_id: int,
    *,
    note: str = "",
    first: list[Html] | None = None,
) -> HTMLResponse:
    found = _agency(here, agency_id)
    address = f"{HERE}/{agency_id}"
    parts = list(first or [])
    parts += [heading(_("Máy văn thư")), _desks(here, session, found, address)]
    parts.append(
        card(button(f"{address}/code", session.token, _("Tạo mã ghi danh một máy"), plain=False))
    )
    books = here.books.of_agency(agency_id)
    if found.quarantine:
        parts += _quarantine(here, session, agency_id, address, books)
    parts += [heading(_("Sổ và quyền cấp số")), *_books(session, address, books, found.quarantine)]
    return respond(f"{found.name} ({found.code})", parts, here=HERE, token=session.token, note=note)


def _desks(here: Province, session: Session, found: AgencyLine, address: str) -> Html:
    columns = [
        Column(_("Máy")),
        Column(_("Ghi danh")),
        Column(_("Liên lạc gần nhất")),
        Column(_("Đã gửi"), number=True),
        Column(_("Chưa nhận"), number=True),
        Column(_("Tình trạng")),
        Column(""),
    ]
    rows = [
        [
            desk.name,
            moment(desk.enrolled_at),
            moment(desk.seen_at),
            desk.acked,
            desk.behind,
            _desk_state(here, desk),
            _give_up(session, address, desk),
        ]
        for desk in here.overview.desks(found.agency_id)
    ]
    return table(
        columns, rows, _("Chưa có máy nào. Tạo mã ghi danh rồi nhập mã trên máy của cơ quan.")
    )


def _desk_state(here: Province, desk: DeskLine) -> Html:
    if desk.lost:
        return state(_("đã mất"), "bad")
    if desk.waiting:
        return state(_("chờ khai báo sau khôi phục"), "warn")
    if not desk.seen_at:
        return state(_("chưa liên lạc"), "muted")
    if desk.seen_at < (here.now() - _SILENT).isoformat():
        return state(_("im lặng hơn một ngày"), "warn")
    return state(_("bình thường"), "good")


def _give_up(session: Session, address: str, desk: DeskLine) -> Cell:
    if desk.lost:
        return ""
    return form(
        f"{address}/proposals",
        session.token,
        [
            hidden("kind", ActKind.GIVE_UP),
            hidden("desk", desk.name),
            field("reason", _("Lý do"), size=18),
        ],
        _("Đề nghị coi là mất"),
        plain=True,
    )


def _books(session: Session, address: str, books: list[Book], quarantine: bool) -> list[Html]:
    columns = [
        Column(_("Sổ")),
        Column(_("Máy giữ")),
        Column(_("Lần giao"), number=True),
        Column(_("Số cuối"), number=True),
        Column(_("Lấy lại khi máy giữ bị mất")),
    ]
    rows: list[list[Cell]] = []
    for book in books:
        free = book.holder == NOBODY
        take = "" if free or quarantine else _take_over(session, address, book)
        holder = state(_("chưa giao"), "muted") if free else Html(f"<b>{show(book.holder)}</b>")
        epoch = f"{book.epoch.generation}.{book.epoch.grant}"
        rows.append([book.title, holder, epoch, book.last, take])
    return [
        table(columns, rows, _("Máy chủ chưa nghe tới sổ nào của cơ quan này.")),
        paragraph(
            _(
                "Lấy lại sổ cần hai người: người thứ nhất ghi số cuối đọc trên sổ giấy, người thứ hai "
                "đọc lại sổ rồi xác nhận ở mục «Chờ người thứ hai»."
            )
        ),
    ]


def _take_over(session: Session, address: str, book: Book) -> Html:
    return form(
        f"{address}/proposals",
        session.token,
        [
            hidden("kind", ActKind.TAKE_OVER),
            hidden("book", key_name(book.key)),
            hidden("title", book.title),
            hidden("holder", book.holder),
            hidden("generation", book.epoch.generation),
            hidden("grant", book.epoch.grant),
            field("last", _("Số cuối trên sổ giấy"), str(book.last), "number", 8),
            field("reason", _("Lý do"), size=18),
        ],
        _("Đề nghị lấy lại"),
        plain=True,
    )


def _quarantine(
    here: Province, session: Session, agency_id: int, address: str, books: list[Book]
) -> list[Html]:
    now = here.quarantines.of_agency(agency_id)
    waiting = ", ".join(sorted(now.waiting)) or _("không còn máy nào")
    parts = [
        heading(_("Máy chủ vừa được khôi phục")),
        paragraph(
            _("Chưa giao sổ nào cho tới khi mọi máy đã khai báo. Còn chờ: {who}.").format(
                who=waiting
            )
        ),
    ]
    if not now.waiting and now.needs_paper:
        fields = [hidden("kind", ActKind.END_QUARANTINE)]
        fields += [
            field(f"last:{key_name(book.key)}", book.title, str(book.last), "number", 8)
            for book in books
        ]
        fields.append(field("reason", _("Lý do"), size=24))
        label = _("Đề nghị kết thúc theo sổ giấy")
        parts.append(
            paragraph(_("Có máy đã mất hoặc nhớ số cao hơn: ghi số cuối của từng sổ theo sổ giấy."))
        )
        parts.append(card(form(f"{address}/proposals", session.token, fields, label)))
    return parts


def _agency_row(here: Province, line: AgencyLine) -> list[Cell]:
    if line.quarantine:
        standing = state(_("chờ khai báo sau khôi phục"), "warn")
    elif line.conflicts:
        standing = state(_("{count} xung đột").format(count=line.conflicts), "bad")
    elif not line.desks:
        standing = state(_("chưa có máy"), "muted")
    elif line.seen_at < (here.now() - _SILENT).isoformat():
        standing = state(_("im lặng hơn một ngày"), "warn")
    else:
        standing = state(_("bình thường"), "good")
    address = f"{HERE}/{quote(str(line.agency_id))}"
    return [
        line.code,
        link(address, line.name),
        line.desks,
        moment(line.seen_at),
        line.entries,
        standing,
    ]


def _agency(here: Province, agency_id: int) -> AgencyLine:
    for line in here.overview.agencies():
        if line.agency_id == agency_id:
            return line
    raise Problem(NOT_FOUND)


def _line(sent: dict[str, str], name: str) -> str:
    text = " ".join(sent.get(name, "").split())
    if not text or len(text) > _LINE or not text.isprintable():
        raise Problem(INVALID, f"{name} is missing or no line of text")
    return text


def _whole(sent: dict[str, str], name: str) -> int:
    text = sent.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Problem(INVALID, f"{name} is a number")
    return int(text)
