"""The web application: endpoints, problems and limits around one province."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clerkdesk import __version__
from clerkdesk.server.problems import TOO_LARGE, answer_with_problems, problem_response
from clerkdesk.server.province import open_province
from clerkdesk.server.routes import bundles, desks, health, log, packets, reference, trust
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
        yield
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
    routers = (desks.router, log.router, packets.router, trust.router, health.router)
    for router in (*routers, bundles.router, reference.router):
        app.include_router(router)
    app.add_middleware(BodyLimit, limit=settings.body_bytes)
    return app


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
