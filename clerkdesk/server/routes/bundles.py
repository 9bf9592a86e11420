"""Bundles from a stick: by what desks write for the province, and the door through which one is handed in."""

import tempfile
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from clerkdesk.domain.errors import (
    BundleForked,
    BundleGap,
    BundleNotEnrolled,
    BundleNotForHere,
    BundleTorn,
    ClerkError,
    NotABundle,
)
from clerkdesk.domain.texts import N_
from clerkdesk.server.messages import BundleTaken, CardMessage
from clerkdesk.server.problems import TOO_LARGE, Problem, ProblemKind
from clerkdesk.server.province import AskingDesk, Here, refusals
from clerkdesk.server.take_bundle import card_of, take_bundle

router = APIRouter(tags=["bundles"])
_BINARY = "application/octet-stream"
_REFUSALS: dict[type[ClerkError], ProblemKind] = {
    BundleTorn: ProblemKind(
        "urn:clerkdesk:bundle-torn", 422, N_("gói không nguyên vẹn: chép chưa xong hoặc đã bị sửa")
    ),
    NotABundle: ProblemKind(
        "urn:clerkdesk:not-a-bundle", 422, N_("tệp không phải gói chuyển tay mà tỉnh đọc được")
    ),
    BundleNotEnrolled: ProblemKind(
        "urn:clerkdesk:bundle-not-enrolled",
        422,
        N_("máy ghi gói chưa ghi danh ở tỉnh, hoặc đã đổi khóa"),
    ),
    BundleNotForHere: ProblemKind(
        "urn:clerkdesk:bundle-not-for-here", 422, N_("gói không ghi cho máy chủ tỉnh này")
    ),
    BundleForked: ProblemKind(
        "urn:clerkdesk:bundle-forked",
        409,
        N_("gói có nhật ký khác với nhật ký tỉnh đã có; báo quản trị"),
    ),
    BundleGap: ProblemKind(
        "urn:clerkdesk:bundle-gap",
        409,
        N_("gói thiếu phần trước; trên máy đã ghi, ghi gói mới với «Ghi lại từ đầu»"),
    ),
}


@router.get("/v1/card", responses=refusals(401))
def card(here: Here, desk: AskingDesk) -> CardMessage:  # noqa: ARG001 - only a desk may ask
    """The province as a reader of bundles: keys in hex."""
    own = card_of(here.key)
    return CardMessage(sign=own.sign, seal=own.seal)


@router.post(
    "/v1/bundles",
    responses=refusals(401, 409, 413, 422),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {_BINARY: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
async def hand_in(here: Here, desk: AskingDesk, request: Request) -> BundleTaken:  # noqa: ARG001
    """Hand in a bundle of any desk, of any agency: its own signature is checked, not the bearer's.

    All of its ops are taken in one transaction or none is; handed in again, nothing is new.
    """
    with tempfile.TemporaryDirectory(dir=here.settings.folder) as folder:
        file, size = Path(folder) / "bundle", 0
        with file.open("wb") as stream:
            async for chunk in request.stream():
                size += len(chunk)
                if size > here.settings.blob_bytes:
                    raise Problem(TOO_LARGE, f"at most {here.settings.blob_bytes} bytes")
                stream.write(chunk)
        try:
            taken = await run_in_threadpool(take_bundle, here, file)
        except ClerkError as error:
            kind = _REFUSALS.get(type(error))
            if kind is None:
                raise
            raise Problem(kind, str(error)) from None
    return BundleTaken(
        device=taken.device, ops=taken.ops, files=taken.files, left_out=taken.left_out
    )
