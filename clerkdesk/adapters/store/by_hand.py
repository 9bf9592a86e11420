"""Ops that came on a stick and not by the feed so far: what the province may lack of other desks."""

from collections.abc import Sequence

from clerkdesk.adapters.store.database import Connection
from clerkdesk.domain.bundles import Heads
from clerkdesk.domain.ops import Op


def note_by_hand(link: Connection, op: Op) -> None:
    """It came on a stick."""
    link.execute(
        """
        INSERT INTO by_hand (device, incarnation, seq) VALUES (:device, :incarnation, :seq)
        ON CONFLICT DO NOTHING
        """,
        _place(op),
    )


def not_by_hand(link: Connection, ops: Sequence[Op]) -> None:
    """The feed has brought these: the province has them."""
    if link.execute("SELECT EXISTS (SELECT 1 FROM by_hand)").fetchone()[0]:
        link.executemany(
            """
            DELETE FROM by_hand
            WHERE device = :device AND incarnation = :incarnation AND seq = :seq
            """,
            [_place(op) for op in ops],
        )


def first_by_hand(link: Connection) -> Heads:
    """The first such op of each chain."""
    rows = link.execute(
        "SELECT device, incarnation, min(seq) AS seq FROM by_hand GROUP BY device, incarnation"
    ).fetchall()
    return {(row["device"], row["incarnation"]): row["seq"] for row in rows}


def _place(op: Op) -> dict[str, object]:
    return {"device": op.device, "incarnation": op.incarnation, "seq": op.seq}
