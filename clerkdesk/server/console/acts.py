"""What waits for a second person: who stated what, and the word that does it."""

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.two_persons import ActKind, SamePerson
from clerkdesk.server.console.page import (
    Cell,
    Column,
    Html,
    button,
    moment,
    paragraph,
    respond,
    state,
    table,
)
from clerkdesk.server.console.session import Sent, Session, SignedIn, to
from clerkdesk.server.province import Here
from clerkdesk.server.store.acts import DONE, NoSuchAct, WaitingAct

router = APIRouter(include_in_schema=False)
HERE = "/admin/acts"
_NOTES = {
    "done": N_("Đã thực hiện."),
    "outrun": N_(
        "Không thực hiện: sổ hoặc máy không còn như lúc đề nghị. Xem lại rồi đề nghị mới."
    ),
    "refused": N_("Đã bỏ đề nghị."),
    "same": N_("Người đề nghị không tự xác nhận được: cần một quản trị viên khác."),
    "gone": N_("Đề nghị này đã được quyết định rồi."),
}
_BAD = {"outrun", "same", "gone"}


@router.get("/admin/acts")
def acts(here: Here, session: SignedIn, note: str = "") -> HTMLResponse:
    """The proposals, oldest first."""
    columns = [
        Column(_("Cơ quan")),
        Column(_("Việc")),
        Column(_("Lý do")),
        Column(_("Người đề nghị")),
        Column(_("Lúc")),
        Column(""),
    ]
    rows = [_row(session, act) for act in here.acts.waiting()]
    text = _(_NOTES[note]) if note in _NOTES else ""
    return respond(
        _("Chờ người thứ hai"),
        [
            paragraph(
                _("Trước khi xác nhận, người thứ hai tự đọc số cuối trên sổ giấy của cơ quan.")
            ),
            table(columns, rows, _("Không có việc nào chờ xác nhận.")),
        ],
        here=HERE,
        token=session.token,
        note="" if note in _BAD else text,
        bad=text if note in _BAD else "",
    )


@router.post("/admin/acts/{act_id}/confirm")
def confirm(here: Here, session: SignedIn, act_id: int, _sent: Sent) -> Response:
    """Do it, as the second person."""
    try:
        outcome = here.acts.confirm(act_id, session.who.login, here.now())
    except SamePerson:
        return to(f"{HERE}?note=same")
    except NoSuchAct:
        return to(f"{HERE}?note=gone")
    return to(f"{HERE}?note={'done' if outcome == DONE else 'outrun'}")


@router.post("/admin/acts/{act_id}/refuse")
def refuse(here: Here, session: SignedIn, act_id: int, _sent: Sent) -> Response:
    """Leave it undone."""
    try:
        here.acts.refuse(act_id, session.who.login, here.now())
    except NoSuchAct:
        return to(f"{HERE}?note=gone")
    return to(f"{HERE}?note=refused")


def _row(session: Session, act: WaitingAct) -> list[Cell]:
    own = act.proposed_by == session.who.login
    confirm_it: Html = (
        state(_("chờ người khác"), "muted")
        if own
        else button(f"{HERE}/{act.act_id}/confirm", session.token, _("Xác nhận"), plain=False)
    )
    leave = button(f"{HERE}/{act.act_id}/refuse", session.token, _("Bỏ"))
    return [
        act.agency,
        _told(act),
        act.reason,
        act.proposed_by,
        moment(act.proposed_at),
        Html(confirm_it.text + leave.text),
    ]


def _told(act: WaitingAct) -> str:
    facts = act.facts
    match act.kind:
        case ActKind.TAKE_OVER:
            return _("Lấy lại sổ {book} từ máy {holder}; số cuối trên sổ giấy: {last}").format(
                book=facts["title"], holder=facts["holder"], last=facts["last"]
            )
        case ActKind.GIVE_UP:
            return _("Coi máy {desk} là đã mất").format(desk=facts["desk"])
    papers = facts["papers"]
    assert isinstance(papers, dict)
    read = "; ".join(f"{book}: {last}" for book, last in papers.items())
    return _("Kết thúc chờ sau khôi phục, theo sổ giấy: {read}").format(read=read or "–")
