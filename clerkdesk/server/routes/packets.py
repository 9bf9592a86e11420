"""Blobs, and the packets that are made of them, from agency to agency."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from clerkdesk.domain.wire import PacketHeader
from clerkdesk.server.blobs import TooLong, WrongHash
from clerkdesk.server.messages import PacketMessage, Sent
from clerkdesk.server.problems import (
    BLOB_MISSING,
    FORBIDDEN,
    HASH_MISMATCH,
    INVALID,
    NOT_FOUND,
    STORAGE,
    TOO_LARGE,
    UNKNOWN_RECIPIENT,
    Problem,
)
from clerkdesk.server.province import AskingDesk, Here, refusals
from clerkdesk.server.store.desks import code_key
from clerkdesk.server.store.packets import HeldBlob, UnknownRecipients

router = APIRouter(tags=["packets"])
Sha = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$", description="SHA-256, lower-case hex")]
_BINARY = "application/octet-stream"


@router.head("/v1/blobs/{sha}", responses=refusals(401, 404, 422))
def has_blob(here: Here, desk: AskingDesk, sha: Sha) -> Response:
    """Whether the desk's agency may read this content: uploaded by it or delivered to it."""
    blob = here.packets.readable(desk.agency_id, sha)
    if blob is None:
        raise Problem(NOT_FOUND)
    return Response(headers={"Content-Length": str(blob.size)}, media_type=_BINARY)


@router.put(
    "/v1/blobs/{sha}",
    status_code=201,
    responses=refusals(401, 413, 422),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {_BINARY: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
async def put_blob(here: Here, desk: AskingDesk, sha: Sha, request: Request) -> Response:
    """Upload content as one stream; it exists when its hash is right, or not at all."""
    try:
        size = await here.blobs.put(desk.agency_id, sha, request.stream(), here.settings.blob_bytes)
    except WrongHash:
        raise Problem(HASH_MISMATCH) from None
    except TooLong:
        raise Problem(TOO_LARGE, f"at most {here.settings.blob_bytes} bytes") from None
    blob = HeldBlob(desk.agency_id, sha, size)
    await run_in_threadpool(here.packets.add_blob, blob, here.now())
    return Response(status_code=201)


@router.get(
    "/v1/blobs/{sha}",
    response_class=StreamingResponse,
    responses={
        200: {"content": {_BINARY: {"schema": {"type": "string", "format": "binary"}}}},
        **refusals(401, 404, 422),
    },
)
async def get_blob(here: Here, desk: AskingDesk, sha: Sha) -> Response:
    """Download content that the agency uploaded or that was delivered to it."""
    blob = await run_in_threadpool(here.packets.readable, desk.agency_id, sha)
    if blob is None:
        raise Problem(NOT_FOUND)
    try:
        chunks = await here.blobs.get(blob.agency_id, sha)
    except FileNotFoundError:
        raise Problem(STORAGE, "the object store does not have it") from None
    return StreamingResponse(chunks, headers={"Content-Length": str(blob.size)}, media_type=_BINARY)


@router.post("/v1/packets", status_code=201, responses=refusals(400, 401, 403, 409, 413, 422))
def send(here: Here, desk: AskingDesk, packet: PacketMessage) -> Sent:
    """Put a packet into the feed of every recipient, in one durable transaction.

    A packet is known by sender, document, kind and content; sent again it reaches only those
    who do not have it yet.
    """
    if code_key(packet.sender) != code_key(desk.agency_code):
        raise Problem(FORBIDDEN, "the sender is another agency")
    blob = here.packets.readable(desk.agency_id, packet.sha256)
    if blob is None:
        raise Problem(BLOB_MISSING, "upload the blob first")
    if blob.size != packet.size:
        raise Problem(INVALID, f"the blob has {blob.size} bytes")
    header = PacketHeader(
        sender=desk.agency_code,
        recipients=tuple(packet.recipients),
        document_id=packet.document_id,
        kind=packet.kind,
        sha256=packet.sha256,
        size=packet.size,
        name=packet.name,
    )
    try:
        routed = here.packets.route(desk, header, blob, here.now())
    except UnknownRecipients as error:
        raise Problem(UNKNOWN_RECIPIENT, str(error), unknown=error.codes) from None
    here.bell.ring(routed.agencies)
    return Sent(at=routed.at)
