"""The op: one recorded change. The op log is outbox, audit trail and restore witness at once."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

FIRST_HASH = "0" * 64
"""What the first op of a device's log names as the hash before it."""


class OpKind(StrEnum):
    """What an op does to its entity; an unknown kind of a newer desk is kept and forwarded."""

    REGISTER = "register"
    CHANGE = "change"
    STEP = "step"
    ALLOT = "allot"
    FORWARD = "forward"
    DELIVERY = "delivery"
    REFUSE = "refuse"
    COMMENT = "comment"
    CORRECT = "correct"
    AMEND = "amend"
    ACCEPT_BOOK = "acc"
    RELEASE_BOOK = "release"
    ATTEST_BOOK = "attest"
    CLOSE_BOOK = "close_book"
    VOID = "void"
    SETTING = "setting"
    SETTLE = "settle"
    OFFER = "offer"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """The new value of one field and the revision on which it was based."""

    value: object
    base_revision: int = 0


@dataclass(frozen=True, slots=True)
class Op:
    """One change, chained by hash to the one before it on the same device.

    `seq` is contiguous from 1 on each `device` and `incarnation` (grows on every restore); `actor`
    is the account that did it. `epoch` is set where a number of a book was allotted. Field values
    are JSON values.
    """

    device: str
    incarnation: int
    seq: int
    op_id: str
    previous: str
    entity: str
    key: str
    kind: str
    actor: str
    at: datetime
    fields: Mapping[str, FieldChange] = field(default_factory=dict)
    epoch: tuple[int, int] | None = None

    def message(self) -> dict[str, object]:
        """The op as a JSON object: what is hashed, stored and sent."""
        return {
            "device": self.device,
            "incarnation": self.incarnation,
            "seq": self.seq,
            "id": self.op_id,
            "prev_hash": self.previous,
            "entity": self.entity,
            "key": self.key,
            "kind": str(self.kind),
            "actor": self.actor,
            "at": self.at.isoformat(),
            "fields": {
                name: {"v": change.value, "base_rev": change.base_revision}
                for name, change in self.fields.items()
            },
            "book_epoch": list(self.epoch) if self.epoch else None,
        }

    @property
    def digest(self) -> str:
        """SHA-256 over the canonical JSON of the op, which includes the hash before it."""
        return hashlib.sha256(canonical_json(self.message())).hexdigest()


def canonical_json(value: object) -> bytes:
    """JSON with sorted keys, no spaces and UTF-8: equal values give equal bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def read_op(message: Mapping[str, object]) -> Op:
    """Make the op that `message` holds.

    Raises:
        KeyError, TypeError, ValueError: the message is not an op.
    """
    changes, epoch = message["fields"], message["book_epoch"]
    if not isinstance(changes, Mapping):
        raise TypeError("fields of an op are an object")
    return Op(
        device=str(message["device"]),
        incarnation=int(str(message["incarnation"])),
        seq=int(str(message["seq"])),
        op_id=str(message["id"]),
        previous=str(message["prev_hash"]),
        entity=str(message["entity"]),
        key=str(message["key"]),
        kind=str(message["kind"]),
        actor=str(message["actor"]),
        at=datetime.fromisoformat(str(message["at"])),
        fields={
            str(name): FieldChange(change["v"], int(change["base_rev"]))
            for name, change in changes.items()
        },
        epoch=None if epoch is None else _epoch(epoch),
    )


def _epoch(value: object) -> tuple[int, int]:
    if not isinstance(value, list):
        raise TypeError("the epoch of an op is a list of two numbers")
    generation, grant = value
    return int(generation), int(grant)


def first_break(ops: list[Op]) -> int | None:
    """Return the seq of the first op that does not follow the one before it; None if all do."""
    previous, seq = FIRST_HASH, 0
    for op in ops:
        if op.previous != previous or op.seq != seq + 1:
            return op.seq
        previous, seq = op.digest, op.seq
    return None
