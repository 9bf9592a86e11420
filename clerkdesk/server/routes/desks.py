"""Enrolment of a desk and its access tokens."""

import hashlib
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Request, Response

from clerkdesk.domain.wire import ASSERTION_TYPE
from clerkdesk.server.keys import (
    ACCESS_SECONDS,
    NotProven,
    check_proof,
    code_digest,
    named_key,
    thumbprint,
)
from clerkdesk.server.messages import AccessToken, AgencyMessage, Directory, Enrolled, Enrolment
from clerkdesk.server.problems import (
    ASSERTION_REFUSED,
    CODE_REFUSED,
    INVALID,
    KEY_IN_USE,
    Problem,
)
from clerkdesk.server.province import (
    AskingDesk,
    Here,
    Province,
    address_of,
    demand_patience,
    refusals,
)
from clerkdesk.server.store.desks import CodeRefused, KeyInUse
from clerkdesk.server.store.quarantine import enrolment_mark

router = APIRouter(tags=["desks"])
_FORM = "application/x-www-form-urlencoded"


@router.post(
    "/v1/desks", status_code=201, responses=refusals(400, 401, 403, 409, 413, 422, 429, 503)
)
def enrol(here: Here, enrolment: Enrolment, request: Request) -> Enrolled:
    """Enrol a desk with a one-time code; the same request again is answered alike.

    A new code gives a desk that is known by its name a new key; the old key ends.
    """
    stranger = address_of(request)
    demand_patience(here.failures.wait(stranger))
    try:
        key_id = thumbprint(enrolment.public_key)
        _spend(here, enrolment.proof, enrolment.public_key)
        here.desks.enrol(
            code_digest=code_digest(enrolment.code),
            agency_code=enrolment.agency,
            name=enrolment.device,
            key_id=key_id,
            public_key=enrolment.public_key,
            at=here.now(),
        )
        mark = enrolment_mark(
            enrolment.agency, enrolment.device, key_id, enrolment.public_key, here.now()
        )
        who = f"{enrolment.agency}/{enrolment.device}"
        here.blobs.mark(f"desks/{hashlib.sha256(who.casefold().encode()).hexdigest()}", mark)
        here.audit.note(who, "enrol", key_id, here.now())
    except NotProven as error:
        here.failures.spend(stranger)
        raise Problem(ASSERTION_REFUSED, str(error)) from None
    except CodeRefused:
        here.failures.spend(stranger)
        raise Problem(CODE_REFUSED) from None
    except KeyInUse:
        raise Problem(KEY_IN_USE) from None
    return Enrolled(key_id=key_id)


async def _form(request: Request) -> dict[str, str]:
    try:
        fields = parse_qs((await request.body()).decode("ascii"), max_num_fields=10)
    except ValueError as error:
        raise Problem(INVALID, f"not {_FORM}") from error
    return {name: values[0] for name, values in fields.items()}


@router.post(
    "/v1/token",
    responses=refusals(400, 401, 413, 422, 429, 503),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                _FORM: {
                    "schema": {
                        "type": "object",
                        "required": ["grant_type", "client_assertion_type", "client_assertion"],
                        "properties": {
                            "grant_type": {"const": "client_credentials"},
                            "client_assertion_type": {"const": ASSERTION_TYPE},
                            "client_assertion": {"type": "string"},
                        },
                    }
                }
            },
        }
    },
)
def token(
    here: Here,
    form: Annotated[dict[str, str], Depends(_form)],
    request: Request,
    response: Response,
) -> AccessToken:
    """Give an access token for a client assertion (RFC 7523).

    The assertion is a JWT signed by the desk's key: `alg` Ed25519; `kid`, `iss` and `sub` are the
    thumbprint of the key; `aud` is this server's base URL; `exp` at most 5 minutes ahead; `jti`
    never used before.
    """
    if (form.get("grant_type"), form.get("client_assertion_type")) != (
        "client_credentials",
        ASSERTION_TYPE,
    ):
        raise Problem(INVALID, "grant_type and client_assertion_type are fixed")
    proof = form.get("client_assertion", "")
    stranger = address_of(request)
    demand_patience(here.failures.wait(stranger))
    try:
        desk = here.desks.by_key(named_key(proof))
        if desk is None:
            raise NotProven("no desk has this key")
        key_id = _spend(here, proof, desk.public_key)
    except NotProven as error:
        here.failures.spend(stranger)
        raise Problem(ASSERTION_REFUSED, str(error)) from None
    response.headers["Cache-Control"] = "no-store"
    return AccessToken(
        access_token=here.key.access_token(key_id, here.now()),
        token_type="Bearer",
        expires_in=ACCESS_SECONDS,
    )


@router.get("/v1/agencies", responses=refusals(401, 422, 429, 503))
def agencies(here: Here, _desk: AskingDesk) -> Directory:
    """The province's directory."""
    return Directory(
        agencies=[
            AgencyMessage(
                code=agency.code, name=agency.name, email=agency.email, parent=agency.parent
            )
            for agency in here.desks.agencies()
        ]
    )


def _spend(here: Province, proof: str, public_key: str) -> str:
    now = here.now()
    digest, end = check_proof(proof, public_key, here.settings.addresses, now)
    if not here.desks.spend_assertion(digest, end, int(now.timestamp())):
        raise NotProven("the proof was used before")
    return thumbprint(public_key)
