"""Whether the server works, for proxies and people."""

from fastapi import APIRouter

from clerkdesk import __version__
from clerkdesk.server.messages import Health
from clerkdesk.server.province import Here

router = APIRouter(tags=["health"])


@router.get("/healthz")
def health(here: Here) -> Health:
    """The server answers and its database reads."""
    return Health(status="ok", version=__version__, generation=here.desks.generation())
