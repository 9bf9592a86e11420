"""Whether the server works, for proxies and people, and its figures for the machine that watches."""

from datetime import timedelta

from fastapi import APIRouter
from starlette.responses import PlainTextResponse

from clerkdesk import __version__
from clerkdesk.server.messages import Health
from clerkdesk.server.province import Here, refusals

router = APIRouter(tags=["health"])
_FORMAT = "text/plain; version=0.0.4; charset=utf-8"


@router.get("/healthz", responses=refusals(503))
def health(here: Here) -> Health:
    """The server answers and its database reads."""
    return Health(status="ok", version=__version__, generation=here.desks.generation())


@router.get("/metrics", response_class=PlainTextResponse, responses=refusals(503))
def metrics(here: Here) -> PlainTextResponse:
    """Figures in Prometheus' text format; they name no agency, no desk and no person."""
    day_ago = (here.now() - timedelta(days=1)).isoformat()
    figures = here.overview.figures(day_ago)
    return PlainTextResponse(here.metrics.text(figures), media_type=_FORMAT)
