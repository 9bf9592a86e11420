"""Who sits before the console: a signed cookie, and a token in each form that only the page knows."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends, Request
from starlette.responses import RedirectResponse, Response

from clerkdesk.server.keys import NotProven
from clerkdesk.server.problems import FORBIDDEN, INVALID, Problem
from clerkdesk.server.province import Here, Province
from clerkdesk.server.store.administrators import Administrator

COOKIE = "clerkdesk_console"
LOGIN = "/admin/login"
_LIFE = timedelta(hours=8)


class NotSignedIn(Exception):
    """There is no session, or it is over."""


@dataclass(frozen=True, slots=True)
class Session:
    """One person's session; `token` stands in each form."""

    who: Administrator
    token: str


def sign_in(here: Province, who: Administrator) -> Response:
    """Begin a session and go to the first page."""
    token, now = secrets.token_urlsafe(16), here.now()
    response = to("/admin/agencies")
    response.set_cookie(
        COOKIE,
        here.key.session(who.login, token, now, now + _LIFE),
        max_age=int(_LIFE.total_seconds()),
        path="/admin",
        secure=all(url.startswith("https:") for url in here.settings.addresses),
        httponly=True,
        samesite="strict",
    )
    return response


def sign_out() -> Response:
    """End the session in this browser."""
    response = to(LOGIN)
    response.delete_cookie(COOKIE, path="/admin")
    return response


def to(address: str) -> RedirectResponse:
    """Go on to a page; after a form, so that a reload sends nothing twice."""
    return RedirectResponse(address, 303)


async def _form(request: Request) -> dict[str, str]:
    try:
        fields = parse_qs(
            (await request.body()).decode(), keep_blank_values=True, max_num_fields=400
        )
    except ValueError as error:
        raise Problem(INVALID, "not a form") from error
    return {name: values[0] for name, values in fields.items()}


Form = Annotated[dict[str, str], Depends(_form)]


def _session(here: Here, request: Request) -> Session:
    try:
        login, token, begun = here.key.session_of(request.cookies.get(COOKIE, ""), here.now())
    except NotProven:
        raise NotSignedIn from None
    who = here.administrators.of_session(login, datetime.fromtimestamp(begun, UTC))
    if who is None:
        raise NotSignedIn
    return Session(who, token)


SignedIn = Annotated[Session, Depends(_session)]


def _sent(session: SignedIn, form: Form) -> dict[str, str]:
    if not secrets.compare_digest(form.get("token", "").encode(), session.token.encode()):
        raise Problem(FORBIDDEN, "the form is not of this session")
    return form


Sent = Annotated[dict[str, str], Depends(_sent)]
"""The fields of a form that this session's own page has sent."""
