"""Push of a desk's ops, and the feed of its agency."""

import asyncio
import hashlib
import logging
from typing import Annotated

from fastapi import APIRouter, Query, Response
from starlette.concurrency import run_in_threadpool

from clerkdesk.domain.ops import canonical_json
from clerkdesk.domain.push_rule import Forked, Gap, PushedOp
from clerkdesk.domain.wire import PUSH_LIMIT
from clerkdesk.server.messages import FeedMessage, Push, PushAnswer
from clerkdesk.server.problems import (
    BROKEN_CHAIN,
    FENCED,
    FORBIDDEN,
    GAP,
    GENERATION,
    INVALID,
    Problem,
)
from clerkdesk.server.province import AskingDesk, Here, refusals
from clerkdesk.server.store.log import OtherGeneration, Page, entry_text

router = APIRouter(tags=["log"])
_log = logging.getLogger(__name__)


@router.post("/v1/ops", responses=refusals(400, 401, 403, 409, 410, 413, 422))
def push(here: Here, desk: AskingDesk, batch: Push) -> PushAnswer:
    """Take in a run of ops: all of it or nothing, in one durable transaction.

    Ops that are applied already must be the same ones, else the desk is fenced (410): its store
    was copied or put back. Missing ops are named by `expected_seq` (409).
    """
    if batch.device != desk.name:
        raise Problem(FORBIDDEN, "ops of another desk")
    ops = _checked(batch)
    try:
        acked = here.log.push(desk, batch.incarnation, batch.first_seq, ops, here.now())
    except Gap as error:
        raise Problem(GAP, str(error), expected_seq=error.expected) from None
    except Forked:
        _log.warning("desk %s of agency %s has another history", desk.id, desk.agency_id)
        raise Problem(FENCED) from None
    if ops:
        here.bell.ring([desk.agency_id])
    return PushAnswer(acked_seq=acked)


@router.get("/v1/feed", response_model=FeedMessage, responses=refusals(401, 410, 422))
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
    with here.bell.listen(desk.agency_id) as rung:
        while True:
            rung.clear()
            try:
                page = await run_in_threadpool(here.log.page, desk, gen, since, limit, own=own)
            except OtherGeneration as error:
                raise Problem(GENERATION, str(error), generation=error.generation) from None
            left = until - loop.time()
            if page.rows or left <= 0 or here.bell.closed:
                return Response(_page_text(page), media_type="application/json")
            gen, since = page.generation, page.last
            try:
                await asyncio.wait_for(rung.wait(), left)
            except TimeoutError:
                until = loop.time()


def _checked(batch: Push) -> list[PushedOp]:
    """Check that the ops are one desk's, without a gap, each naming the hash before it."""
    ops: list[PushedOp] = []
    for place, message in enumerate(batch.ops):
        if (message.device, message.incarnation) != (batch.device, batch.incarnation):
            raise Problem(INVALID, f"op {place} is of another desk or incarnation")
        if message.seq != batch.first_seq + place:
            raise Problem(INVALID, f"op {place} is not seq {batch.first_seq + place}")
        if ops and message.prev_hash != ops[-1].digest:
            raise Problem(BROKEN_CHAIN, f"op {place} does not follow the one before it")
        try:
            text = canonical_json(message.model_dump())
        except (ValueError, RecursionError) as error:
            raise Problem(INVALID, f"op {place} is not JSON that can be hashed") from error
        digest = hashlib.sha256(text).hexdigest()
        ops.append(PushedOp(message.seq, message.prev_hash, digest, text.decode()))
    return ops


def _page_text(page: Page) -> str:
    entries = ", ".join(entry_text(row) for row in page.rows)
    return f'{{"generation": {page.generation}, "last": {page.last}, "entries": [{entries}]}}'
