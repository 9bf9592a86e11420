"""What bundles on a stick get from the store and bring to it: ops that a desk lacks, cards, and what was carried."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from clerkdesk.adapters.store.by_hand import first_by_hand
from clerkdesk.adapters.store.database import Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.domain.access import Register, left_out
from clerkdesk.domain.bundles import (
    BundleRow,
    DeskCard,
    Heads,
    heads_of,
    is_newer,
    lacks,
    without,
)
from clerkdesk.domain.ops import Op, OpKind, read_op

_ENTITY = "desk"
_HASH = re.compile(r"[0-9a-f]{64}")


class SqlCarrying:
    """`ports.bundles.Carrying` on SQLCipher."""

    def __init__(self, database: Database, desk: Desk, ops: SqlOpLog) -> None:
        self._database = database
        self._desk = desk
        self._ops = ops

    def cards(self) -> Sequence[DeskCard]:
        """Desks of the office that are known here; what a desk says of itself comes first."""
        with self._database.reading() as link:
            rows = link.execute(
                "SELECT message FROM op WHERE entity = :entity ORDER BY position",
                {"entity": _ENTITY},
            ).fetchall()
        own: dict[str, DeskCard] = {}
        told: dict[str, DeskCard] = {}
        for op in (read_op(json.loads(row["message"])) for row in rows):
            card = _card(op)
            if card is not None:
                (own if op.device == op.key else told).setdefault(op.key, card)
        found = told | own
        return [found[device] for device in sorted(found)]

    def keep_card(self, card: DeskCard, by: str) -> None:
        """Know a desk from now on; an op, so that the others know it too."""
        if card in self.cards():
            return
        with self._database.writing() as link:
            values = {"sign": card.sign, "seal": card.seal}
            self._ops.append(link, _ENTITY, card.device, OpKind.CHANGE, by, values)

    def heads(self) -> Heads:
        """How far each chain is known here, without a gap."""
        with self._database.reading() as link:
            rows = link.execute(
                "SELECT device, incarnation, seq FROM op ORDER BY device, incarnation, seq"
            )
            return heads_of((row["device"], row["incarnation"], row["seq"]) for row in rows)

    def province_heads(self) -> Heads:
        """How far the province surely knows each chain: what it acknowledged and what its feed brought."""
        with self._database.reading() as link:
            lives = link.execute("SELECT incarnation, acked FROM former_life").fetchall()
            acked = int(link.execute("SELECT acked FROM desk").fetchone()["acked"])
            missing = first_by_hand(link)
        mine = self._desk.device
        own = {(mine, row["incarnation"]): int(row["acked"]) for row in lives}
        own[mine, self._desk.incarnation] = acked
        heads = without(self.heads(), missing)
        return {chain: seq for chain, seq in heads.items() if chain[0] != mine} | own

    def besides_feed(self) -> int:
        """Ops of other desks that came by hand, or from a colleague, and not by the feed so far."""
        with self._database.reading() as link:
            return int(link.execute("SELECT count(*) FROM by_hand").fetchone()[0])

    def heard_by(self, desk: str) -> Heads:
        """How far a desk knew each chain when it wrote its newest bundle."""
        with self._database.reading() as link:
            rows = link.execute(
                "SELECT device, incarnation, seq FROM heard_by WHERE desk = :desk", {"desk": desk}
            ).fetchall()
        return {(row["device"], row["incarnation"]): row["seq"] for row in rows}

    def lacking(
        self, heads: Heads, hidden: frozenset[Register], at_once: int
    ) -> Iterator[Sequence[Op]]:
        """Runs of ops, in the order in which they were heard of here, that such a desk lacks."""
        if not self._ops.may_leave:
            return
        position = 0
        while True:
            with self._database.reading() as link:
                rows = link.execute(
                    """
                    SELECT position, message FROM op WHERE position > :position
                    ORDER BY position LIMIT :limit
                    """,
                    {"position": position, "limit": at_once},
                ).fetchall()
            if not rows:
                return
            position = rows[-1]["position"]
            ops = [read_op(json.loads(row["message"])) for row in rows]
            wanted = [op for op in ops if lacks(op, heads) and not left_out(op.entity, hidden)]
            if wanted:
                yield wanted

    def hashes_of(self, ops: Iterable[Op]) -> Sequence[str]:
        """Files here that documents of these ops name, newest first."""
        named: dict[str, None] = {}
        for op in ops:
            if op.entity in ("incoming", "outgoing"):
                for change in op.fields.values():
                    named.update(dict.fromkeys(_HASH.findall(json.dumps(change.value))))
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT DISTINCT attachment.sha256 FROM attachment JOIN blob USING (sha256)
                WHERE attachment.sha256 IN (SELECT value FROM json_each(:named))
                """,
                {"named": json.dumps(list(named))},
            ).fetchall()
        here = {row["sha256"] for row in rows}
        return [sha256 for sha256 in reversed(named) if sha256 in here]

    def take(self, ops: Iterable[Op]) -> int:
        """Apply ops that came by hand, in one transaction; how many were new."""
        return self._ops.take_carried(ops)

    def next_number(self) -> int:
        """The number of the next bundle of this life."""
        with self._database.reading() as link:
            row = link.execute(
                """
                SELECT coalesce(max(number), 0) + 1 FROM bundle
                WHERE device = :device AND incarnation = :incarnation
                """,
                {"device": self._desk.device, "incarnation": self._desk.incarnation},
            ).fetchone()
        return int(row[0])

    def note(self, row: BundleRow, heads: Heads | None = None) -> None:
        """A bundle was written or read; `heads` are its writer's, taken only from the newest."""
        with self._database.writing() as link:
            newest = link.execute(
                """
                SELECT incarnation, number FROM bundle WHERE device = :device
                ORDER BY incarnation DESC, number DESC LIMIT 1
                """,
                {"device": row.device},
            ).fetchone()
            known = None if newest is None else (newest["incarnation"], newest["number"])
            link.execute(
                """
                INSERT INTO bundle (device, incarnation, number, direction, at, ops, files)
                VALUES (:device, :incarnation, :number, :direction, :at, :ops, :files)
                ON CONFLICT DO UPDATE SET at = excluded.at, ops = max(ops, excluded.ops),
                    files = max(files, excluded.files)
                """,
                {
                    "device": row.device,
                    "incarnation": row.incarnation,
                    "number": row.number,
                    "direction": "out" if row.outgoing else "in",
                    "at": row.at.isoformat(),
                    "ops": row.ops,
                    "files": row.files,
                },
            )
            if heads is not None and is_newer(known, row.incarnation, row.number):
                link.execute("DELETE FROM heard_by WHERE desk = :desk", {"desk": row.device})
                link.executemany(
                    """
                    INSERT INTO heard_by (desk, device, incarnation, seq)
                    VALUES (:desk, :device, :incarnation, :seq)
                    """,
                    [
                        {"desk": row.device, "device": device, "incarnation": life, "seq": seq}
                        for (device, life), seq in heads.items()
                    ],
                )

    def rows(self) -> Sequence[BundleRow]:
        """Bundles written and read here, newest first."""
        with self._database.reading() as link:
            rows = link.execute("SELECT * FROM bundle ORDER BY at DESC LIMIT 200").fetchall()
        return [_row(row) for row in rows]


def _card(op: Op) -> DeskCard | None:
    try:
        return DeskCard(op.key, str(op.fields["sign"].value), str(op.fields["seal"].value))
    except (KeyError, ValueError):
        return None


def _row(row: Any) -> BundleRow:
    return BundleRow(
        row["device"],
        row["incarnation"],
        row["number"],
        row["direction"] == "out",
        datetime.fromisoformat(row["at"]),
        row["ops"],
        row["files"],
    )
