"""The parts of one running server, and how an endpoint gets at them and at the desk that asks."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import ceil
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.concurrency import run_in_threadpool

from clerkdesk.server.bell import Bell
from clerkdesk.server.blobs.place import open_blobs
from clerkdesk.server.blobs.whole import Blobs
from clerkdesk.server.keys import NotProven, RootKey, ServerKey
from clerkdesk.server.limits import Buckets
from clerkdesk.server.messages import ProblemMessage
from clerkdesk.server.metrics import Metrics
from clerkdesk.server.presence import Presence
from clerkdesk.server.problems import MEDIA_TYPE, TOO_MANY, UNAUTHENTICATED, Problem
from clerkdesk.server.settings import ServerSettings
from clerkdesk.server.store.acts import Acts
from clerkdesk.server.store.administrators import Administrators
from clerkdesk.server.store.audit import Audit
from clerkdesk.server.store.books import Books
from clerkdesk.server.store.database import open_database
from clerkdesk.server.store.desks import Desk, Desks
from clerkdesk.server.store.link import Database
from clerkdesk.server.store.log import Log
from clerkdesk.server.store.overview import Overview
from clerkdesk.server.store.packets import Packets
from clerkdesk.server.store.quarantine import Quarantines
from clerkdesk.server.store.roots import Roots

if TYPE_CHECKING:
    from clerkdesk.server.store.ring import PostgresRing

ROOT_KEY_FILE = "root-key.json"
KEY_FILE = "server-key.json"
BLOB_FOLDER = "blobs"


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Province:
    """Everything an endpoint needs."""

    settings: ServerSettings
    database: Database
    desks: Desks
    log: Log
    packets: Packets
    blobs: Blobs
    key: ServerKey
    root_key: RootKey
    roots: Roots
    books: Books
    quarantines: Quarantines
    acts: Acts
    audit: Audit
    overview: Overview
    administrators: Administrators
    limits: Buckets
    failures: Buckets
    metrics: Metrics = field(default_factory=Metrics)
    presence: Presence = field(default_factory=Presence)
    bell: Bell = field(default_factory=Bell)
    now: Callable[[], datetime] = _now


def open_province(settings: ServerSettings) -> Province:
    """Open (or begin) the province in the settings' folder."""
    settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = open_database(settings.folder, settings.database)
    return Province(
        settings=settings,
        database=database,
        desks=Desks(database),
        log=Log(database),
        packets=Packets(database),
        blobs=open_blobs(settings.folder / BLOB_FOLDER, settings.bucket),
        key=ServerKey(settings.folder / KEY_FILE),
        root_key=RootKey(settings.folder / ROOT_KEY_FILE),
        roots=Roots(database),
        books=Books(database),
        quarantines=Quarantines(database),
        acts=Acts(database),
        audit=Audit(database),
        overview=Overview(database),
        administrators=Administrators(database),
        limits=Buckets(settings.requests_a_second, settings.burst),
        failures=Buckets(settings.strangers_a_minute / 60, settings.strangers_a_minute),
    )


def ring_between_processes(province: Province) -> "PostgresRing | None":
    """Carry rings to other processes, where the database is one that they can share."""
    if not province.settings.database:
        return None
    from clerkdesk.server.store.ring import PostgresRing

    ring = PostgresRing(province.settings.database, province.bell.heard)
    province.bell.carry = ring.ring
    return ring


async def _province(request: Request) -> Province:
    province = request.app.state.province
    assert isinstance(province, Province)
    return province


Here = Annotated[Province, Depends(_province)]

_bearer = HTTPBearer(auto_error=False, description="Access token of /v1/token")


async def _asking_desk(
    here: Here, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Desk:
    if given is None:
        raise Problem(UNAUTHENTICATED, "an access token is needed")
    try:
        key_id = here.key.desk_of(given.credentials, here.now())
    except NotProven as error:
        raise Problem(UNAUTHENTICATED, str(error)) from None
    desk = here.desks.known(key_id) or await run_in_threadpool(here.desks.by_key, key_id)
    if desk is None:
        raise Problem(UNAUTHENTICATED, "the desk is no longer enrolled")
    demand_patience(here.limits.take(desk.id))
    here.presence.heard(desk.id, here.now())
    return desk


def address_of(request: Request) -> str:
    """Where a request comes from; a proxy on this machine is believed about it."""
    return request.client.host if request.client else ""


def demand_patience(seconds: float) -> None:
    """Refuse a request that comes too early.

    Raises:
        Problem: it may be asked again after `seconds`.
    """
    if seconds > 0:
        raise Problem(TOO_MANY, headers={"Retry-After": str(ceil(seconds))})


AskingDesk = Annotated[Desk, Depends(_asking_desk)]


def refusals(*statuses: int) -> dict[int | str, dict[str, object]]:
    """The problem answers of an endpoint, for its OpenAPI text."""
    schema = json.loads(json.dumps(ProblemMessage.model_json_schema()))
    return {
        status: {"description": "Problem", "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in statuses
    }
