"""Ops of this desk's lives before it was put back: which of them others have, and which wait to be offered."""

import json
from collections.abc import Iterable, Sequence

from clerkdesk.adapters.store.database import Connection
from clerkdesk.domain.ops import Op, read_op


def keep_life(link: Connection) -> None:
    """Remember how far the life that ends now was acknowledged, as far as this copy knows."""
    link.execute(
        """
        INSERT INTO former_life (incarnation, acked) SELECT incarnation, acked FROM desk WHERE true
        ON CONFLICT DO UPDATE SET acked = max(former_life.acked, excluded.acked)
        """
    )


def note_seen(link: Connection, device: str, ops: Iterable[Op]) -> None:
    """The feed has brought these: of its former lives this desk need not offer them.

    A chain in the feed has no gaps, so all before the one that was seen are there, too.
    """
    seen: dict[int, int] = {}
    for op in ops:
        if op.device == device:
            seen[op.incarnation] = max(seen.get(op.incarnation, 0), op.seq)
    for incarnation, seq in seen.items():
        link.execute(
            """
            INSERT INTO former_life (incarnation, acked) VALUES (:incarnation, :seq)
            ON CONFLICT DO UPDATE SET acked = max(former_life.acked, excluded.acked)
            """,
            {"incarnation": incarnation, "seq": seq},
        )


def unseen_ops(link: Connection, device: str, incarnation: int) -> Sequence[Op]:
    """Own ops before `incarnation` that nobody is known to have, in their order."""
    rows = link.execute(
        """
        SELECT op.message FROM op LEFT JOIN former_life USING (incarnation)
        WHERE op.device = :device AND op.incarnation < :incarnation
            AND op.seq > coalesce(former_life.acked, 0)
        ORDER BY op.incarnation, op.seq
        """,
        {"device": device, "incarnation": incarnation},
    ).fetchall()
    return [read_op(json.loads(row["message"])) for row in rows]


def unseen_taken(link: Connection, ops: Sequence[Op]) -> None:
    """They stand in the present life now, and leave with it."""
    note_seen(link, ops[0].device if ops else "", ops)


def forget_seen(link: Connection) -> None:
    """The server has a new life and may lack what it had: former ops are offered again unless its
    feed brings them."""
    link.execute("UPDATE former_life SET acked = 0")
