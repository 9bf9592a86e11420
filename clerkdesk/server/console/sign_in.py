"""Login and logout of the console, and its style."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from clerkdesk.domain.texts import _
from clerkdesk.server.console.page import STYLE, Html, card, respond
from clerkdesk.server.console.session import Form, Sent, SignedIn, sign_in, sign_out, to
from clerkdesk.server.province import Here, address_of, demand_patience

router = APIRouter(include_in_schema=False)
_GUESS = 15
"""What a wrong password costs of what a stranger may fail a minute."""


@router.get("/admin")
def console(_session: SignedIn) -> Response:
    """The first page."""
    return to("/admin/agencies")


@router.get("/admin/style.css")
def style() -> Response:
    """One style for all pages."""
    return Response(STYLE, media_type="text/css")


@router.get("/admin/login")
def login_page() -> HTMLResponse:
    """Ask who it is."""
    return _page()


@router.post("/admin/login")
def login(here: Here, form: Form, request: Request) -> Response:
    """Begin a session; failures are counted by address."""
    stranger = address_of(request)
    demand_patience(here.failures.wait(stranger, _GUESS))
    given = form.get("login", "")
    who = here.administrators.check(given, form.get("password", ""))
    if who is None:
        here.failures.spend(stranger, _GUESS)
        here.audit.note(given[:80], "login refused", stranger, here.now())
        return _page(_("Tên đăng nhập hoặc mật khẩu không đúng."))
    here.audit.note(who.login, "login", stranger, here.now())
    return sign_in(here, who)


@router.post("/admin/logout")
def logout(here: Here, session: SignedIn, _form: Sent) -> Response:
    """End the session."""
    here.audit.note(session.who.login, "logout", "", here.now())
    return sign_out()


def _page(bad: str = "") -> HTMLResponse:
    inner = (
        '<form class="row" method="post" action="/admin/login">'
        f'<label>{_("Tên đăng nhập")}<br><input name="login" autocomplete="username" required autofocus></label>'
        f'<label>{_("Mật khẩu")}<br><input name="password" type="password" autocomplete="current-password" required></label>'
        f"<button>{_('Đăng nhập')}</button></form>"
    )
    return respond(_("Đăng nhập"), [card(Html(inner))], bad=bad, status=401 if bad else 200)
