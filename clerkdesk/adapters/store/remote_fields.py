"""Fields that two desks changed, what is told to people, and ops that came before their record."""

import json
from collections.abc import Mapping, Sequence

from clerkdesk.adapters.store.database import Connection
from clerkdesk.domain.field_merge import merge_field
from clerkdesk.domain.ops import Op, canonical_json, read_op
from clerkdesk.domain.plain import to_plain


def taken_fields(
    link: Connection, op: Op, mine: Mapping[str, object], theirs: Mapping[str, object]
) -> dict[str, object]:
    """The values to take over; where this desk changed one meanwhile, the same stands on both.

    The value that loses is written down as a conflict, for the clerk. A field that is not in
    `mine` has a rule of its own and is always handed on.
    """
    taken = dict(theirs)
    for name in theirs:
        base = op.fields[name].base_revision
        row = link.execute(
            """
            SELECT revision FROM field_revision
            WHERE entity = :entity AND key = :key AND field = :field
            """,
            {"entity": op.entity, "key": op.key, "field": name},
        ).fetchone()
        known = row["revision"] if row is not None else base
        merged = merge_field(known, base, to_plain(mine.get(name)), to_plain(theirs[name]))
        if name in mine:
            if merged.tell:
                conflict(link, op, name, mine[name], theirs[name])
            if not merged.take:
                del taken[name]
        link.execute(
            """
            INSERT INTO field_revision (entity, key, field, revision)
            VALUES (:entity, :key, :field, :revision)
            ON CONFLICT DO UPDATE SET revision = max(revision, excluded.revision)
            """,
            {"entity": op.entity, "key": op.key, "field": name, "revision": merged.revision},
        )
    return taken


def conflict(link: Connection, op: Op, field: str, mine: object, theirs: object) -> None:
    """Write down what of `op` was not taken, until a person has looked at it; another desk's person
    may have done so before the op came here."""
    settled = link.execute(
        "SELECT by, at FROM settled_op WHERE op_id = :op_id AND field = :field",
        {"op_id": op.op_id, "field": field},
    ).fetchone()
    link.execute(
        """
        INSERT INTO conflict (op_id, entity, key, field, mine, theirs, settled_by, settled_at)
        VALUES (:op_id, :entity, :key, :field, :mine, :theirs, :by, :at)
        """,
        {
            "by": settled["by"] if settled else "",
            "at": settled["at"] if settled else "",
            "op_id": op.op_id,
            "entity": op.entity,
            "key": op.key,
            "field": field,
            "mine": canonical_json(to_plain(mine)).decode(),
            "theirs": canonical_json(to_plain(theirs)).decode(),
        },
    )


def settle_ops(link: Connection, op: Op, field: str, op_ids: Sequence[str]) -> None:
    """Conflicts over `field` that these ops made are settled by the author of `op`, now or later."""
    for op_id in op_ids:
        values = {"op_id": op_id, "field": field, "by": op.actor, "at": op.at.isoformat()}
        link.execute(
            """
            INSERT INTO settled_op (op_id, field, by, at) VALUES (:op_id, :field, :by, :at)
            ON CONFLICT DO NOTHING
            """,
            values,
        )
        link.execute(
            """
            UPDATE conflict SET settled_by = :by, settled_at = :at
            WHERE op_id = :op_id AND field = :field AND settled_by = ''
            """,
            values,
        )


def late_ops(link: Connection, op: Op) -> Sequence[Op]:
    """Ops on the record of `op` that came before it and could not be applied, in their order.

    After a server was put back, its desks offer their ops again in whatever order they call.
    """
    rows = link.execute(
        """
        SELECT op.message, conflict.position FROM conflict JOIN op USING (op_id)
        WHERE conflict.entity = :entity AND conflict.key = :key AND conflict.field = ''
            AND conflict.settled_by = '' AND op.op_id <> :op_id
        ORDER BY op.position
        """,
        {"entity": op.entity, "key": op.key, "op_id": op.op_id},
    ).fetchall()
    for row in rows:
        link.execute(
            "DELETE FROM conflict WHERE position = :position", {"position": row["position"]}
        )
    return [read_op(json.loads(row["message"])) for row in rows]
