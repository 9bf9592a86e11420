"""Time-stamp authorities by RFC 3161: a list that is tried in turn, within five seconds altogether."""

# pyHanko's time-stamp classes carry no types.
# mypy: disable-error-code="no-untyped-call"

import logging
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import httpx
from asn1crypto import cms, core, tsp
from pyhanko.sign.timestamps import TimeStamper

from clerkdesk.adapters.token.failures import REFUSALS, StampRefused, reason
from clerkdesk.adapters.token.signing import stamp_holds
from clerkdesk.domain.errors import NoTimeStamp
from clerkdesk.domain.texts import N_, _

_log = logging.getLogger(__name__)
PATIENCE_SECONDS = 5.0
"""For all authorities together; then the signature goes without, and its time stamp follows."""
_CLOCK_TOLERANCE = timedelta(hours=24)
_LARGEST = 1 << 20
REFUSED = N_("máy chủ dấu thời gian từ chối yêu cầu")


class Authorities(TimeStamper):
    """The first authority of the list that answers as it must; what it answers is checked.

    Raises:
        NoTimeStamp: none does, or the list is empty.
    """

    def __init__(self, addresses: Sequence[str]) -> None:
        super().__init__()
        self._addresses = addresses

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """A time stamp over `message_digest` by the first authority that gives a good one."""
        reasons = [_("chưa khai báo máy chủ cấp dấu thời gian (TSA)")]
        share = PATIENCE_SECONDS / max(1, len(self._addresses))
        for address in self._addresses:
            try:
                return await _Authority(address, share).async_timestamp(
                    message_digest, md_algorithm
                )
            except (OSError, ValueError, TypeError, AttributeError, httpx.HTTPError) as error:
                _log.info("%s gave no time stamp", address, exc_info=error)
                reasons.append(reason(error))
        raise NoTimeStamp(reasons[-1])


class _Authority(TimeStamper):
    def __init__(self, address: str, seconds: float) -> None:
        super().__init__()
        self._address = address
        self._seconds = seconds

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        token = await super().async_timestamp(message_digest, md_algorithm)
        _demand_good(token, message_digest)
        return token

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Ask by HTTP POST; the whole exchange has `seconds`, however slowly bytes come.

        Raises:
            httpx.HTTPError, ValueError: it cannot be reached, is too slow, or answers nonsense.
        """
        until = time.monotonic() + self._seconds
        content = bytearray()
        with httpx.stream(
            "POST",
            self._address,
            content=req.dump(),
            headers={"Content-Type": "application/timestamp-query"},
            timeout=self._seconds,
        ) as answer:
            answer.raise_for_status()
            for part in answer.iter_raw():
                content += part
                if time.monotonic() > until:
                    raise httpx.ReadTimeout("the answer did not end in time")
                if len(content) > _LARGEST:
                    raise ValueError("no time stamp is that large")
        answered = Answer.load(bytes(content), strict=True)
        answered.native  # noqa: B018 - parses it whole: garbage shows here
        _demand_granted(answered, req)
        return tsp.TimeStampResp.load(bytes(content))


class Answer(core.Sequence):  # type: ignore[misc] # asn1crypto carries no types
    """TimeStampResp as RFC 3161 has it; in asn1crypto a refusal, which has no token, is no answer."""

    _fields: ClassVar = [
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


def _demand_granted(answered: Answer, asked: tsp.TimeStampReq) -> None:
    status = answered["status"]
    if status["status"].native != "granted":
        said = [*(status["fail_info"].native or ()), status["status"].native]
        raise StampRefused(next((REFUSALS[one] for one in said if one in REFUSALS), REFUSED))
    stamp = answered["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
    if stamp["nonce"].native != asked["nonce"].native:
        raise StampRefused(N_("dấu thời gian trả lời một yêu cầu khác"))


def _demand_good(token: cms.ContentInfo, digest: bytes) -> None:
    """A stamp that does not hold is worse than none.

    Raises:
        StampRefused: signature, digest or time are wrong.
    """
    signed = token["content"]
    stamp = signed["encap_content_info"]["content"].parsed
    if stamp["message_imprint"]["hashed_message"].native != digest:
        raise StampRefused(N_("dấu thời gian không phải của văn bản này"))
    if not stamp_holds(signed, digest):
        raise StampRefused(N_("chữ ký của dấu thời gian không đúng"))
    if abs(stamp["gen_time"].native - datetime.now(UTC)) > _CLOCK_TOLERANCE:
        raise StampRefused(N_("giờ của máy chủ dấu thời gian và của máy này lệch nhau"))
