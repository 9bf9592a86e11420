"""Ops of several desks of an agency that came on one stick: all of them in one transaction, or none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from clerkdesk.domain.errors import BundleForked, BundleGap
from clerkdesk.domain.push_rule import PushedOp
from clerkdesk.server.store.desks import Desk
from clerkdesk.server.store.link import Database
from clerkdesk.server.store.log import keep_ops
from clerkdesk.server.store.runs import digests_between, end_of


@dataclass(frozen=True, slots=True)
class Chain:
    """Ops of one life of a desk, in rising order; there may be gaps."""

    device: str
    incarnation: int
    ops: Sequence[PushedOp]


@dataclass(frozen=True, slots=True)
class TakenOps:
    """What was new, and how many ops could not be joined to anything here."""

    ops: int
    left_out: int


class CarriedOps:
    """Takes in what a stick brought."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, writer: Desk, chains: Iterable[Chain], at: datetime) -> TakenOps:
        """Apply what follows where each chain ends here; ops that are known do nothing.

        Of another desk than the writer only what joins is taken: the writer may have been kept from
        a part of its chain, and it may not be enrolled.

        Raises:
            BundleForked: a desk has another history there than here; nothing was taken.
            BundleGap: the writer's own ops do not join; nothing was taken.
        """
        new = left_out = 0
        with self._database.writing() as link:
            # One after the other with pushes of the agency's desks, on any database.
            agency = {"agency": writer.agency_id}
            link.execute("UPDATE desk SET acked = acked WHERE agency_id = :agency", agency)
            for chain in chains:
                author = link.execute(
                    "SELECT id, incarnation FROM desk WHERE agency_id = :agency AND name = :name",
                    {**agency, "name": chain.device},
                ).fetchone()
                if author is None:
                    left_out += len(chain.ops)
                    continue
                desk_id = int(author["id"])
                end, digest = end_of(link, desk_id, chain.incarnation)
                known = [op for op in chain.ops if op.seq <= end]
                if known:
                    first = known[0].seq
                    here = digests_between(link, desk_id, chain.incarnation, first, end)
                    _demand_same(chain.device, known, here)
                fresh = _joined(chain, end, digest)
                left = len(chain.ops) - len(known) - len(fresh)
                if left and chain.device == writer.name:
                    raise BundleGap(chain.device, end + len(fresh) + 1)
                left_out += left
                if not fresh:
                    continue
                keep_ops(link, writer, desk_id, chain.device, chain.incarnation, fresh, at)
                new += len(fresh)
                if chain.incarnation >= int(author["incarnation"]):
                    link.execute(
                        """
                        UPDATE desk SET incarnation = :incarnation, acked = :acked, last_hash = :hash
                        WHERE id = :desk
                        """,
                        {
                            "incarnation": chain.incarnation,
                            "acked": fresh[-1].seq,
                            "hash": fresh[-1].digest,
                            "desk": desk_id,
                        },
                    )
        return TakenOps(new, left_out)


def _demand_same(device: str, known: Sequence[PushedOp], here: Sequence[str]) -> None:
    for op in known:
        if here[op.seq - known[0].seq] != op.digest:
            raise BundleForked(device, op.seq)


def _joined(chain: Chain, end: int, digest: str) -> Sequence[PushedOp]:
    """The run that goes on where the chain ends here."""
    fresh: list[PushedOp] = []
    for op in chain.ops:
        if op.seq == end + len(fresh) + 1:
            if op.previous != (fresh[-1].digest if fresh else digest):
                raise BundleForked(chain.device, op.seq)
            fresh.append(op)
    return fresh
