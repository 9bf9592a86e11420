"""Ops of newer desks: of what this version does not understand the place is kept, and an update reads it again.

An op of an unknown kind, or with a field that no record here has, is kept and forwarded as it came. Once a
newer version knows the kind, or the field, what was left unread is applied in the order in which it came.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, replace

from clerkdesk.adapters.store.database import Connection
from clerkdesk.domain.incoming import Incoming, IncomingEntry
from clerkdesk.domain.ops import Op, OpKind, read_op
from clerkdesk.domain.outgoing import Outgoing, OutgoingEntry

_IN_THE_LOG = {("desk", OpKind.CHANGE)}
"""Kinds that are read where they stand."""


def _named(*kinds: type) -> frozenset[str]:
    return frozenset(field.name for kind in kinds for field in fields(kind))


FIELDS: Mapping[str, frozenset[str]] = {
    "incoming": _named(Incoming, IncomingEntry)
    | {"import", "undone", "late", "despite", "assignment", "act", "judged", "settled", "row"},
    "outgoing": _named(Outgoing, OutgoingEntry)
    | {"import", "undone", "late", "despite", "delivery", "paper", "step", "remark", "settled"}
    | {"asks", "main_file", "row"},
}
"""What ops on documents may say, by entity; of other entities every field is known or none."""


def unread_fields(op: Op) -> frozenset[str]:
    """Fields of the op that no document here has."""
    known = FIELDS.get(op.entity)
    return frozenset() if known is None else frozenset(op.fields) - known


def note_unread(link: Connection, op: Op, names: frozenset[str] = frozenset()) -> None:
    """These fields of `op` wait for a newer version; none named: all of it does."""
    if (op.entity, op.kind) not in _IN_THE_LOG:
        link.execute(
            """
            INSERT INTO op_unread (position, fields)
            SELECT position, :fields FROM op WHERE op_id = :op_id
            ON CONFLICT DO UPDATE SET fields = excluded.fields
            """,
            {"op_id": op.op_id, "fields": json.dumps(sorted(names))},
        )


def has_unread(link: Connection) -> bool:
    """Whether something waits for a newer version."""
    return bool(link.execute("SELECT EXISTS (SELECT 1 FROM op_unread)").fetchone()[0])


def read_again(
    link: Connection, apply: Callable[[Connection, Op], None], knows_kind: Callable[[Op], bool]
) -> int:
    """Apply what an earlier version could not read and this one can; how many ops."""
    rows = link.execute(
        "SELECT position, fields, message FROM op_unread JOIN op USING (position) ORDER BY position"
    ).fetchall()
    ready: list[Op] = []
    for row in rows:
        op, names = read_op(json.loads(row["message"])), frozenset(json.loads(row["fields"]))
        now = names - unread_fields(op)
        if not (now if names else knows_kind(op)):
            continue
        link.execute(
            "DELETE FROM op_unread WHERE position = :position", {"position": row["position"]}
        )
        ready.append(_only(op, now) if names else op)
        if names - now:
            note_unread(link, op, names - now)
    for op in ready:
        _forget_revisions(link, op)
    for op in ready:
        apply(link, op)
    return len(ready)


def _only(op: Op, names: frozenset[str]) -> Op:
    """What was left of an op whose other fields were applied when it came."""
    left = {name: change for name, change in op.fields.items() if name in names}
    return replace(op, kind=OpKind.CHANGE.value, fields=left)


def _forget_revisions(link: Connection, op: Op) -> None:
    """Nobody here has written these fields: they are merged as on a desk that knew them all along."""
    link.executemany(
        "DELETE FROM field_revision WHERE entity = :entity AND key = :key AND field = :field",
        [{"entity": op.entity, "key": op.key, "field": name} for name in op.fields],
    )
