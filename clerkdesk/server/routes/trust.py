"""The province's signed trust list, handed to every desk that asks."""

from fastapi import APIRouter, Response

from clerkdesk.server.problems import NOT_FOUND, Problem
from clerkdesk.server.province import AskingDesk, Here, refusals

TRUST_FILE = "trust.cdtrust"
"""In the server's folder; the administrator puts it there, and a newer one in its place."""

router = APIRouter(tags=["trust"])
_BINARY = "application/octet-stream"


@router.get(
    "/v1/trust",
    response_class=Response,
    responses={
        200: {"content": {_BINARY: {"schema": {"type": "string", "format": "binary"}}}},
        **refusals(401, 404, 422, 429, 503),
    },
)
def trust_list(here: Here, desk: AskingDesk) -> Response:  # noqa: ARG001 - only a desk may ask
    """The list as it was signed; the desk checks it by the key that its office has pinned."""
    try:
        content = (here.settings.folder / TRUST_FILE).read_bytes()
    except FileNotFoundError:
        raise Problem(NOT_FOUND) from None
    return Response(content, media_type=_BINARY)
