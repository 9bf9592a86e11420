"""Which registers a desk's feed leaves out; said by the office's own setting, in its ops.

A desk that is itself kept from a register cannot widen its own view: its word is not taken.
"""

import json
from collections.abc import Iterable

from clerkdesk.domain.access import DESK_SCOPES, Register, left_out, read_scopes
from clerkdesk.domain.push_rule import PushedOp
from clerkdesk.server.store.link import Link


def hidden_from(link: Link, desk_id: int) -> frozenset[Register]:
    """The registers that this desk is kept from."""
    return read_hidden(
        link.one("SELECT hidden FROM desk WHERE id = :desk", {"desk": desk_id})["hidden"]
    )


def read_hidden(text: str) -> frozenset[Register]:
    """The registers, as a desk's row names them."""
    return frozenset(Register(name) for name in json.loads(text))


def take_scopes(link: Link, desk_id: int, agency_id: int, ops: Iterable[PushedOp]) -> None:
    """Take over what the ops say of the desks of their agency, in the transaction of the push."""
    texts = [op.text for op in ops if op.message.get("key", DESK_SCOPES) == DESK_SCOPES]
    texts = [text for text in texts if f'"{DESK_SCOPES}"' in text]
    if not texts or hidden_from(link, desk_id):
        return
    for text in texts:
        op = json.loads(text)
        if (op["entity"], op["key"]) != ("setting", DESK_SCOPES):
            continue
        for name, hidden in read_scopes(op["fields"]["value"]["v"]).items():
            link.execute(
                "UPDATE desk SET hidden = :hidden WHERE agency_id = :agency AND name = :name",
                {"hidden": json.dumps(sorted(hidden)), "agency": agency_id, "name": name},
            )


def seen(op: str | None, hidden: frozenset[Register]) -> bool:
    """Whether an entry of the feed goes to a desk that is kept from `hidden`; `op` None = a packet."""
    if not hidden:
        return True
    if op is None:
        return Register.INCOMING not in hidden
    return not left_out(json.loads(op)["entity"], hidden)
