"""The hashes of the ops that were applied: one row a push."""

from collections.abc import Sequence

from clerkdesk.domain.ops import FIRST_HASH
from clerkdesk.domain.push_rule import PushedOp
from clerkdesk.server.store.link import Link

_DIGITS = 64


def keep_run(link: Link, desk_id: int, incarnation: int, ops: Sequence[PushedOp]) -> None:
    """Remember the hashes of new ops; nothing where there is none."""
    if not ops:
        return
    link.execute(
        """
        INSERT INTO op_run (desk_id, incarnation, last, first, digests)
        VALUES (:desk, :incarnation, :last, :first, :digests)
        """,
        {
            "desk": desk_id,
            "incarnation": incarnation,
            "last": ops[-1].seq,
            "first": ops[0].seq,
            "digests": "".join(op.digest for op in ops),
        },
    )


def digests_between(link: Link, desk_id: int, incarnation: int, first: int, last: int) -> list[str]:
    """The hashes of applied ops from one seq to another."""
    rows = link.execute(
        """
        SELECT first, digests FROM op_run
        WHERE desk_id = :desk AND incarnation = :incarnation AND last >= :first AND first <= :last
        ORDER BY last
        """,
        {"desk": desk_id, "incarnation": incarnation, "first": first, "last": last},
    )
    found: list[str] = []
    for row in rows:
        text, seq = row["digests"], row["first"]
        for place in range(0, len(text), _DIGITS):
            if first <= seq <= last:
                found.append(text[place : place + _DIGITS])
            seq += 1
    return found


def end_of(link: Link, desk_id: int, incarnation: int) -> tuple[int, str]:
    """Where the chain of one incarnation of a desk ends here."""
    row = link.execute(
        """
        SELECT last, digests FROM op_run WHERE desk_id = :desk AND incarnation = :incarnation
        ORDER BY last DESC LIMIT 1
        """,
        {"desk": desk_id, "incarnation": incarnation},
    ).fetchone()
    return (0, FIRST_HASH) if row is None else (int(row["last"]), str(row["digests"])[-_DIGITS:])
