"""Every refusal of the server: RFC 9457 problem details with a stable type and a Vietnamese title."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from clerkdesk.domain.texts import N_
from clerkdesk.domain.wire import (
    PROBLEM_FENCED,
    PROBLEM_GAP,
    PROBLEM_GENERATION,
    PROBLEM_LOST,
    PROBLEM_OFFSET,
)
from clerkdesk.server.blobs.whole import Cut
from clerkdesk.server.store.link import StorageFull

_log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of refusal; `type` never changes, `title` is what the clerk reads."""

    type: str
    status: int
    title: str
    retryable: bool = False


INVALID = ProblemKind("urn:clerkdesk:invalid", 422, N_("yêu cầu không đúng định dạng"))
BROKEN_CHAIN = ProblemKind(
    "urn:clerkdesk:broken-chain", 422, N_("chuỗi nhật ký của máy không liền mạch")
)
HASH_MISMATCH = ProblemKind(
    "urn:clerkdesk:hash-mismatch", 422, N_("nội dung tệp không khớp mã kiểm tra"), retryable=True
)
UNKNOWN_RECIPIENT = ProblemKind(
    "urn:clerkdesk:unknown-recipient", 422, N_("nơi nhận chưa có trong danh bạ của tỉnh")
)
UNAUTHENTICATED = ProblemKind(
    "urn:clerkdesk:unauthenticated", 401, N_("máy chưa được xác thực"), retryable=True
)
ASSERTION_REFUSED = ProblemKind(
    "urn:clerkdesk:assertion-refused", 401, N_("máy này chưa được ghi danh hoặc khóa không đúng")
)
CODE_REFUSED = ProblemKind(
    "urn:clerkdesk:code-refused", 403, N_("mã ghi danh không đúng, đã dùng hoặc đã hết hạn")
)
KEY_IN_USE = ProblemKind("urn:clerkdesk:key-in-use", 409, N_("khóa của máy đã được ghi danh"))
FORBIDDEN = ProblemKind(
    "urn:clerkdesk:forbidden", 403, N_("máy này không được làm thay máy hoặc cơ quan khác")
)
NOT_FOUND = ProblemKind("urn:clerkdesk:not-found", 404, N_("không có nội dung được yêu cầu"))
METHOD_NOT_ALLOWED = ProblemKind(
    "urn:clerkdesk:method-not-allowed", 405, N_("máy chủ không có chức năng này")
)
BLOB_MISSING = ProblemKind(
    "urn:clerkdesk:blob-missing", 409, N_("tệp của gói tin chưa được gửi lên")
)
WRONG_OFFSET = ProblemKind(
    PROBLEM_OFFSET, 409, N_("máy chủ đang giữ phần khác của tệp"), retryable=True
)
SUPERSEDED = ProblemKind(
    "urn:clerkdesk:superseded", 409, N_("tệp đang được gửi lại bởi một yêu cầu mới hơn")
)
GAP = ProblemKind(PROBLEM_GAP, 409, N_("thiếu nhật ký trước phần vừa gửi"))
FENCED = ProblemKind(PROBLEM_FENCED, 410, N_("lịch sử của máy khác với lịch sử đã gửi"))
LOST = ProblemKind(PROBLEM_LOST, 410, N_("máy này đã được tỉnh xác nhận là mất; phải ghi danh lại"))
GENERATION = ProblemKind(
    PROBLEM_GENERATION, 410, N_("máy chủ đã được khôi phục, phải tải lại từ đầu"), retryable=True
)
TOO_LARGE = ProblemKind("urn:clerkdesk:too-large", 413, N_("nội dung gửi lên quá lớn"))
BAD_REQUEST = ProblemKind("urn:clerkdesk:bad-request", 400, N_("máy chủ không đọc được yêu cầu"))
STORAGE = ProblemKind(
    "urn:clerkdesk:storage", 503, N_("kho của máy chủ tạm thời không ghi được"), retryable=True
)
TOO_MANY = ProblemKind(
    "urn:clerkdesk:too-many", 429, N_("máy gửi yêu cầu quá nhanh, hãy chờ một lát"), retryable=True
)
DEFECT = ProblemKind("urn:clerkdesk:defect", 500, N_("máy chủ gặp lỗi nội bộ"))

_BY_STATUS = {400: BAD_REQUEST, 404: NOT_FOUND, 405: METHOD_NOT_ALLOWED, 413: TOO_LARGE}


class Problem(Exception):
    """A refusal on its way out; `members` are further members of the problem object."""

    def __init__(
        self,
        kind: ProblemKind,
        detail: str = "",
        headers: Mapping[str, str] | None = None,
        **members: object,
    ) -> None:
        super().__init__(detail or kind.type)
        self.kind = kind
        self.detail = detail
        self.headers = headers
        self.members = members


def problem_response(
    kind: ProblemKind,
    detail: str = "",
    members: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Write a refusal as an HTTP response."""
    body = {
        "type": kind.type,
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
        "retryable": kind.retryable,
        **(members or {}),
    }
    more = dict(headers or {})
    if kind is STORAGE:
        more["Retry-After"] = "60"
    if kind.status == 401:
        more["WWW-Authenticate"] = "Bearer"
    # ASCII: what a stranger sent may hold half characters, which UTF-8 cannot carry.
    return Response(json.dumps(body), kind.status, more, MEDIA_TYPE)


def answer_with_problems(app: FastAPI) -> None:
    """Make every error of `app` a problem: ours, those of checks, of routing, and defects."""
    for kind in (
        Problem,
        RequestValidationError,
        HTTPException,
        StorageFull,
        ClientDisconnect,
        Cut,
        Exception,  # only the answer: the server's log has the traceback
    ):
        app.add_exception_handler(kind, _answer)


def _answer(_request: Request, error: Exception) -> Response:
    match error:
        case Problem():
            return problem_response(error.kind, error.detail, error.members, error.headers)
        case RequestValidationError():
            return problem_response(
                INVALID, "the request breaks its schema", _places(error.errors())
            )
        case HTTPException(status_code=status):
            kind = _BY_STATUS.get(status) or ProblemKind(
                f"urn:clerkdesk:http-{status}", status, BAD_REQUEST.title
            )
            return problem_response(kind, str(error.detail), headers=error.headers)
        case StorageFull():
            _log.error("the server's storage takes no more")
            return problem_response(STORAGE)
        case ClientDisconnect() | Cut():
            return problem_response(BAD_REQUEST, "the request ended early")
    return problem_response(DEFECT)


def _places(errors: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """Where the request is wrong; never what it said, which may be personal."""
    places = []
    for error in errors[:20]:
        where = error.get("loc")
        path = [str(part) for part in where] if isinstance(where, tuple) else []
        places.append({"where": "/".join(path), "what": str(error.get("msg"))})
    return {"errors": places}
