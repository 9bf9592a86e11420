"""Ops at the door: each is written canonically, hashed, and follows the one before it."""

import hashlib
from collections.abc import Sequence

from clerkdesk.domain.push_rule import PushedOp
from clerkdesk.server.canonical import canonical
from clerkdesk.server.messages import OpMessage, Push
from clerkdesk.server.problems import BROKEN_CHAIN, INVALID, Problem
from clerkdesk.server.store.log import OfferedOp


def checked_push(batch: Push, *, floats: bool) -> list[PushedOp]:
    """Check that the ops are one desk's, without a gap, each naming the hash before it."""
    ops: list[PushedOp] = []
    for place, message in enumerate(batch.ops):
        if (message["device"], message["incarnation"]) != (batch.device, batch.incarnation):
            raise Problem(INVALID, f"op {place} is of another desk or incarnation")
        if message["seq"] != batch.first_seq + place:
            raise Problem(INVALID, f"op {place} is not seq {batch.first_seq + place}")
        if ops and message["prev_hash"] != ops[-1].digest:
            raise Problem(BROKEN_CHAIN, f"op {place} does not follow the one before it")
        ops.append(_pushed(place, message, floats))
    return ops


def checked_run(messages: Sequence[OpMessage], *, floats: bool) -> list[OfferedOp]:
    """Ops of any desks, hashed; whether they follow is for the log to see."""
    return [
        OfferedOp(message["device"], message["incarnation"], _pushed(place, message, floats))
        for place, message in enumerate(messages)
    ]


def _pushed(place: int, message: OpMessage, floats: bool) -> PushedOp:
    try:
        text = canonical(message, floats=floats)
    except (ValueError, RecursionError) as error:
        raise Problem(INVALID, f"op {place} is not JSON that can be hashed") from error
    digest = hashlib.sha256(text).hexdigest()
    return PushedOp(message["seq"], message["prev_hash"], digest, text.decode(), message)
