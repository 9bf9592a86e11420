"""Ops at the door: each is written canonically, hashed, and follows the one before it."""

import hashlib
from collections.abc import Sequence

from fastapi import Request

from clerkdesk.domain.push_rule import PushedOp
from clerkdesk.server.canonical import canonical
from clerkdesk.server.messages import Offers, OpMessage, Push
from clerkdesk.server.problems import BROKEN_CHAIN, INVALID, Problem
from clerkdesk.server.store.log import OfferedOp
from clerkdesk.server.strict_json import has_floats, read_exactly

_MEMBERS = len(OpMessage.__annotations__)
_WHOLE = frozenset({str, int, bool, type(None)})


def _exact(messages: Sequence[OpMessage], request: Request) -> tuple[Sequence[OpMessage], bool]:
    """The ops of a body as their desk hashed them, and whether there are floats among their values."""
    if not any(map(_may_hold_floats, messages)):
        return messages, False
    body = read_exactly(request)
    assert isinstance(body, dict)
    return body["ops"], True


def _may_hold_floats(message: OpMessage) -> bool:
    """What the model names is no float; values and members of a later version may be."""
    if len(message) != _MEMBERS:
        return has_floats(message)
    for change in message["fields"].values():
        if (type(change["v"]) not in _WHOLE or len(change) != 2) and has_floats(change):
            return True
    return False


def checked_push(batch: Push, request: Request) -> list[PushedOp]:
    """Check that the ops are one desk's, without a gap, each naming the hash before it."""
    ops: list[PushedOp] = []
    messages, floats = _exact(batch.ops, request)
    for place, message in enumerate(messages):
        if (message["device"], message["incarnation"]) != (batch.device, batch.incarnation):
            raise Problem(INVALID, f"op {place} is of another desk or incarnation")
        if message["seq"] != batch.first_seq + place:
            raise Problem(INVALID, f"op {place} is not seq {batch.first_seq + place}")
        if ops and message["prev_hash"] != ops[-1].digest:
            raise Problem(BROKEN_CHAIN, f"op {place} does not follow the one before it")
        ops.append(_pushed(place, message, floats))
    return ops


def checked_run(offers: Offers, request: Request) -> list[OfferedOp]:
    """Ops of any desks, hashed; whether they follow is for the log to see."""
    messages, floats = _exact(offers.ops, request)
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
