"""The hashes of the ops that were applied: what a chain is held against, and where it ends."""

import sqlite3

from clerkdesk.domain.ops import FIRST_HASH


def digests_between(
    link: sqlite3.Connection, desk_id: int, incarnation: int, first: int, last: int
) -> list[str]:
    """The hashes of applied ops from one seq to another."""
    rows = link.execute(
        """
        SELECT digest FROM op
        WHERE desk_id = :desk AND incarnation = :incarnation AND seq BETWEEN :first AND :last
        ORDER BY seq
        """,
        {"desk": desk_id, "incarnation": incarnation, "first": first, "last": last},
    )
    return [row["digest"] for row in rows]


def end_of(link: sqlite3.Connection, desk_id: int, incarnation: int) -> tuple[int, str]:
    """Where the chain of one incarnation of a desk ends here."""
    row = link.execute(
        """
        SELECT seq, digest FROM op WHERE desk_id = :desk AND incarnation = :incarnation
        ORDER BY seq DESC LIMIT 1
        """,
        {"desk": desk_id, "incarnation": incarnation},
    ).fetchone()
    return (0, FIRST_HASH) if row is None else (int(row["seq"]), str(row["digest"]))
