"""Blobs, and the packets that are made of them, from agency to agency."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Header, Path, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import StreamingResponse

from clerkdesk.domain.wire import PacketHeader
from clerkdesk.server.blobs.whole import Cut, Superseded, TooLong, WrongHash, WrongOffset
from clerkdesk.server.messages import PacketMessage, Sent
from clerkdesk.server.problems import (
    BLOB_MISSING,
    FORBIDDEN,
    HASH_MISMATCH,
    INVALID,
    NOT_FOUND,
    STORAGE,
    SUPERSEDED,
    TOO_LARGE,
    UNKNOWN_RECIPIENT,
    WRONG_OFFSET,
    Problem,
)
from clerkdesk.server.province import AskingDesk, Here, refusals
from clerkdesk.server.store.desks import code_key
from clerkdesk.server.store.packets import HeldBlob, UnknownRecipients

router = APIRouter(tags=["packets"])
Sha = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$", description="SHA-256, lower-case hex")]
_BINARY = "application/octet-stream"
_OFFSET = "application/offset+octet-stream"


@router.head("/v1/blobs/{sha}", responses=refusals(401, 404, 422, 429, 503))
async def has_blob(here: Here, desk: AskingDesk, sha: Sha) -> Response:
    """Whether the desk's agency may read this content: uploaded by it or delivered to it.

    A 404 names in `Upload-Offset` how much of an unfinished upload of the agency is held.
    """
    blob = await run_in_threadpool(here.packets.readable, desk.agency_id, sha)
    if blob is None:
        held = await here.blobs.held(desk.agency_id, sha)
        raise Problem(NOT_FOUND, headers={"Upload-Offset": str(held)})
    return Response(headers={"Content-Length": str(blob.size)}, media_type=_BINARY)


@router.put(
    "/v1/blobs/{sha}",
    status_code=201,
    responses=refusals(401, 413, 422, 429, 503),
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


@router.patch(
    "/v1/blobs/{sha}",
    status_code=201,
    responses={
        204: {"description": "The stream ended early; `Upload-Offset` says what is held"},
        **refusals(401, 409, 413, 422, 429, 503),
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {_OFFSET: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
async def resume_blob(
    here: Here,
    desk: AskingDesk,
    sha: Sha,
    request: Request,
    offset: Annotated[int, Header(alias="Upload-Offset", ge=0, le=2**53)],
    total: Annotated[int, Header(alias="Upload-Length", ge=0, le=2**53)],
) -> Response:
    """Upload the rest of a content as one stream, from `Upload-Offset` to `Upload-Length`.

    What came before a cut is kept every 256 KiB, for seven days: HEAD tells how much. An offset
    that is not held is refused (409) with the right one. The newest request of a desk goes on, an
    older one of the same content ends. The blob exists when all is there and its hash is right.
    """
    if total > here.settings.blob_bytes:
        raise Problem(TOO_LARGE, f"at most {here.settings.blob_bytes} bytes")
    if offset > total:
        raise Problem(INVALID, "the offset lies behind the end")
    if await run_in_threadpool(here.packets.readable, desk.agency_id, sha):
        return Response(status_code=201)
    try:
        size = await here.blobs.resume(desk.agency_id, sha, offset, total, _stream(request))
    except WrongOffset as error:
        held = str(error.here)
        raise Problem(WRONG_OFFSET, str(error), headers={"Upload-Offset": held}) from None
    except WrongHash:
        raise Problem(HASH_MISMATCH) from None
    except TooLong:
        raise Problem(TOO_LARGE, f"{total} bytes were announced") from None
    except Superseded:
        raise Problem(SUPERSEDED) from None
    if size < total:
        until = here.now() + timedelta(days=here.settings.part_days)
        expires = until.strftime("%a, %d %b %Y %H:%M:%S GMT")
        return Response(
            status_code=204, headers={"Upload-Offset": str(size), "Upload-Expires": expires}
        )
    blob = HeldBlob(desk.agency_id, sha, size)
    await run_in_threadpool(here.packets.add_blob, blob, here.now())
    return Response(status_code=201)


async def _stream(request: Request) -> AsyncIterator[bytes]:
    try:
        async for chunk in request.stream():
            yield chunk
    except ClientDisconnect:
        raise Cut from None


@router.get(
    "/v1/blobs/{sha}",
    response_class=StreamingResponse,
    responses={
        200: {"content": {_BINARY: {"schema": {"type": "string", "format": "binary"}}}},
        206: {"content": {_BINARY: {"schema": {"type": "string", "format": "binary"}}}},
        **refusals(401, 404, 422, 429, 503),
    },
)
async def get_blob(
    here: Here,
    desk: AskingDesk,
    sha: Sha,
    wanted: Annotated[
        str | None, Header(alias="Range", description="«bytes=N-»: go on with a cut download")
    ] = None,
) -> Response:
    """Download content that the agency uploaded or that was delivered to it."""
    blob = await run_in_threadpool(here.packets.readable, desk.agency_id, sha)
    if blob is None:
        raise Problem(NOT_FOUND)
    start = _start(wanted, blob.size)
    try:
        chunks = await here.blobs.get(blob.agency_id, sha, start)
    except FileNotFoundError:
        raise Problem(STORAGE, "the object store does not have it") from None
    headers = {"Content-Length": str(blob.size - start), "Accept-Ranges": "bytes"}
    if start:
        headers["Content-Range"] = f"bytes {start}-{blob.size - 1}/{blob.size}"
    return StreamingResponse(chunks, 206 if start else 200, headers, media_type=_BINARY)


def _start(wanted: str | None, size: int) -> int:
    """Where the wanted range begins; any but «from here to the end» is answered with everything."""
    found = re.fullmatch(r"bytes=([0-9]{1,15})-", wanted or "")
    start = int(found[1]) if found else 0
    return start if start < size else 0


@router.post(
    "/v1/packets", status_code=201, responses=refusals(400, 401, 403, 409, 413, 422, 429, 503)
)
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
