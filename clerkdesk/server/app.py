"""The web application: endpoints, problems and limits around one province."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clerkdesk import __version__
from clerkdesk.server.console import acts, agencies, sign_in, watch
from clerkdesk.server.console.session import LOGIN, NotSignedIn
from clerkdesk.server.daily import keep_daily
from clerkdesk.server.metrics import Measured
from clerkdesk.server.problems import TOO_LARGE, answer_with_problems, problem_response
from clerkdesk.server.province import open_province, ring_between_processes
from clerkdesk.server.routes import (
    books,
    bundles,
    desks,
    health,
    log,
    packets,
    reference,
    roots,
    trust,
)
from clerkdesk.server.settings import ServerSettings

_DESCRIPTION = """
The province's side of ClerkDesk: desks push their ops and pull their agency's feed; agencies send
each other edXML packets, which the server routes by their header and never opens.

A desk enrols once (`/v1/desks`), takes an access token (`/v1/token`) and repeats any request whose
answer was lost: every request may be repeated. Refusals are RFC 9457 problem details; `type` is
stable, `retryable` says whether the same request can succeed later.
"""
_STREAMED = ("/v1/blobs/", "/v1/bundles")


def create_app(settings: ServerSettings) -> FastAPI:
    """Open the province of `settings` and put the API around it."""
    province = open_province(settings)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        province.bell.start()
        ring = ring_between_processes(province)
        daily = asyncio.create_task(keep_daily(province))
        gc.collect()
        gc.freeze()  # what the start made stays: no look at it in the middle of a push
        yield
        gc.unfreeze()
        daily.cancel()
        await asyncio.gather(daily, return_exceptions=True)
        if ring is not None:
            await asyncio.to_thread(ring.close)
        province.database.close()

    app = FastAPI(
        title="ClerkDesk province server",
        version=__version__,
        description=_DESCRIPTION,
        lifespan=lifespan,
        redirect_slashes=False,
        docs_url=None,  # FastAPI's own page loads its scripts from the internet
        redoc_url=None,
    )
    app.state.province = province
    answer_with_problems(app)
    app.add_exception_handler(NotSignedIn, _ask_who)
    routers = (
        desks.router,
        log.router,
        packets.router,
        books.router,
        roots.router,
        trust.router,
        bundles.router,
        health.router,
    )
    consoles = (sign_in.router, agencies.router, acts.router, watch.router)
    for router in (*routers, reference.router, *consoles):
        app.include_router(router)
    app.add_middleware(BodyLimit, limit=settings.body_bytes)
    app.add_middleware(Measured, metrics=province.metrics)
    return app


def _ask_who(_request: Request, _error: Exception) -> Response:
    return RedirectResponse(LOGIN, 303)


class BodyLimit:
    """Refuses bodies longer than `limit`; blobs are streamed and count for themselves."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 413."""
        if scope["type"] != "http" or scope["path"].startswith(_STREAMED):
            await self._app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > self._limit:
            await problem_response(TOO_LARGE, f"at most {self._limit} bytes")(scope, receive, send)
            return
        size = 0

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > self._limit:
                raise HTTPException(TOO_LARGE.status, f"at most {self._limit} bytes")
            return message

        await self._app(scope, counted, send)
