"""Push of a desk's ops, and the feed of its agency."""

import asyncio
import json
import logging
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from clerkdesk.domain.push_rule import Forked, Gap
from clerkdesk.domain.wire import PUSH_LIMIT
from clerkdesk.server.messages import FeedMessage, Push, PushAnswer
from clerkdesk.server.problems import (
    FENCED,
    FORBIDDEN,
    GAP,
    GENERATION,
    LOST,
    Problem,
)
from clerkdesk.server.province import AskingDesk, Here, Province, refusals
from clerkdesk.server.pushed import checked_push
from clerkdesk.server.store.acts import key_name
from clerkdesk.server.store.desks import Desk
from clerkdesk.server.store.log import DeskLost, OtherGeneration, Page
from clerkdesk.server.strict_json import StrictRoute

router = APIRouter(tags=["log"], route_class=StrictRoute)
_log = logging.getLogger(__name__)


@router.post("/v1/ops", responses=refusals(400, 401, 403, 409, 410, 413, 422, 429, 503))
def push(here: Here, desk: AskingDesk, batch: Push, request: Request) -> PushAnswer:
    """Take in a run of ops: all of it or nothing, in one durable transaction.

    Ops that are applied already must be the same ones, else the desk is fenced (410): its store
    was copied or put back. Missing ops are named by `expected_seq` (409).
    """
    if batch.device != desk.name:
        raise Problem(FORBIDDEN, "ops of another desk")
    ops = checked_push(batch, request)
    try:
        acked = here.log.push(desk, batch.incarnation, batch.first_seq, ops, here.now())
    except Gap as error:
        raise Problem(GAP, str(error), expected_seq=error.expected) from None
    except Forked:
        _log.warning("desk %s of agency %s has another history", desk.id, desk.agency_id)
        here.log.note_fork(desk, here.now())
        raise Problem(FENCED) from None
    except DeskLost:
        here.bell.ring([desk.agency_id])
        raise Problem(LOST) from None
    if ops:
        here.bell.ring([desk.agency_id])
    return PushAnswer(acked_seq=acked)


@router.get("/v1/feed", response_model=FeedMessage, responses=refusals(401, 410, 422, 429, 503))
async def feed(
    here: Here,
    desk: AskingDesk,
    gen: Annotated[int, Query(ge=0, le=2**53, description="0 with since=0: none known yet")] = 0,
    since: Annotated[int, Query(ge=0, le=2**53)] = 0,
    limit: Annotated[int, Query(ge=1, le=PUSH_LIMIT)] = PUSH_LIMIT,
    wait: Annotated[int, Query(ge=0, le=600, description="seconds; long poll")] = 0,
    own: Annotated[bool, Query(description="with the asking desk's own ops")] = False,
) -> Response:
    """What is new for the desk's agency after `since`, in order.

    With `wait` the answer comes when there is something, at the latest after that time. When
    numbers of another generation are asked for (410) start again with the `generation` named.
    """
    loop = asyncio.get_running_loop()
    until = loop.time() + min(wait, here.settings.wait_seconds)
    here.presence.heard(desk.id, here.now(), since)
    heard = False
    with here.bell.listen(desk.agency_id) as rung:
        while True:
            rung.clear()
            try:
                page, text = await run_in_threadpool(
                    _written, here, desk, (gen, since, limit), own=own
                )
            except OtherGeneration as error:
                raise Problem(GENERATION, str(error), generation=error.generation) from None
            left = until - loop.time()
            if page.entries or (heard and page.wanted) or left <= 0 or here.bell.closed:
                return Response(text, media_type="application/json")
            gen, since = page.generation, page.last
            try:
                await asyncio.wait_for(rung.wait(), left)
                heard = True
            except TimeoutError:
                until = loop.time()


def _written(
    here: Province, desk: Desk, asked: tuple[int, int, int], *, own: bool
) -> tuple[Page, bytes]:
    """A page, and its JSON; in a worker thread, both."""
    page = here.log.page(desk, *asked, own=own)
    wanted = json.dumps([key_name(key) for key in page.wanted])
    head = (
        f'{{"generation": {page.generation}, "last": {page.last}, "wanted": {wanted}, "entries": ['
    )
    return page, b"".join((head.encode(), b", ".join(page.entries), b"]}"))
