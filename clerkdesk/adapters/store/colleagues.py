"""What colleagues' desks in the office's network get from the store, and numbers that were asked for."""

import json
from collections.abc import Mapping
from datetime import datetime

from clerkdesk.adapters.store.database import Connection, Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.domain.access import Register, left_out
from clerkdesk.domain.bundles import Heads, lacks
from clerkdesk.domain.office_network import PAGE, NumberAsked, OpsPage, Reading
from clerkdesk.domain.ops import Op, OpKind, read_op

_AT_ONCE, _MOST_READ = 1000, 20_000


class SqlColleagues:
    """`ports.office_network.ColleaguesLog` on SQLCipher; the list of this desk is its table of ops."""

    def __init__(self, database: Database, desk: Desk, ops: SqlOpLog) -> None:
        self._database = database
        self._desk = desk
        self._ops = ops

    def page(self, reading: Reading, hidden: frozenset[Register], heads: Heads) -> OpsPage:
        """Ops after a place of this desk's list; nothing leaves before the mark outside stands at it."""
        since = reading.of_life(self._desk.incarnation).heard
        head = self._ops.life[1]
        if reading.at and self._hash_at(since) != reading.at:
            since = 0
        if not self._ops.may_leave:
            return self._ending(since, [])
        mine = (self._desk.device, self._desk.incarnation)
        since = min(since, self.end())
        wanted: list[Op] = []
        read = 0
        while len(wanted) < PAGE and read < _MOST_READ:
            rows = self._after(since)
            for position, op in rows:
                if (op.device, op.incarnation) == mine and op.seq > head:
                    return self._ending(since, wanted)
                since = position
                if lacks(op, heads) and not left_out(op.entity, hidden):
                    wanted.append(op)
                if len(wanted) == PAGE:
                    break
            read += len(rows)
            if len(rows) < _AT_ONCE:
                break
        return self._ending(since, wanted)

    def _ending(self, last: int, ops: list[Op]) -> OpsPage:
        return OpsPage(self._desk.incarnation, last, tuple(ops), self._hash_at(last))

    def _hash_at(self, position: int) -> str:
        with self._database.reading() as link:
            row = link.execute(
                "SELECT hash FROM op WHERE position = :position", {"position": position}
            ).fetchone()
        return "" if row is None else str(row["hash"])

    def end(self) -> int:
        """The last place in this desk's list."""
        with self._database.reading() as link:
            return int(link.execute("SELECT coalesce(max(position), 0) FROM op").fetchone()[0])

    def reading(self, desk: str) -> Reading:
        """How far this desk and that one have told each other."""
        with self._database.reading() as link:
            row = link.execute(
                "SELECT incarnation, heard, said, at FROM colleague WHERE desk = :desk",
                {"desk": desk},
            ).fetchone()
        if row is None:
            return Reading()
        return Reading(row["incarnation"], row["heard"], row["said"], row["at"])

    def note(self, desk: str, reading: Reading) -> None:
        """They have come so far."""
        with self._database.writing() as link:
            link.execute(
                """
                INSERT INTO colleague (desk, incarnation, heard, said, at)
                VALUES (:desk, :incarnation, :heard, :said, :at)
                ON CONFLICT DO UPDATE SET incarnation = excluded.incarnation,
                    heard = excluded.heard, said = excluded.said, at = excluded.at
                """,
                {
                    "desk": desk,
                    "incarnation": reading.incarnation,
                    "heard": reading.heard,
                    "said": reading.said,
                    "at": reading.at,
                },
            )

    def begin_again(self) -> None:
        """Read everyone's list from its start: this desk may see more now."""
        with self._database.writing() as link:
            link.execute("UPDATE colleague SET heard = 0, at = ''")

    def may_see(self, sha256: str, hidden: frozenset[Register]) -> bool:
        """Whether a document outside `hidden` registers names the file."""
        with self._database.reading() as link:
            rows = link.execute(
                "SELECT DISTINCT entity FROM attachment WHERE sha256 = :sha256", {"sha256": sha256}
            ).fetchall()
        return any(not left_out(row["entity"], hidden) for row in rows)

    def ask_number(self, uid: str, by: str) -> None:
        """Ask the holder of its book to number a document."""
        with self._database.writing() as link:
            known = link.execute(
                "SELECT 1 FROM number_asked WHERE uid = :uid", {"uid": uid}
            ).fetchone()
            if known is None:
                op = self._ops.append(
                    link, "outgoing", uid, OpKind.ASK, by, {"asks": self._desk.device}
                )
                note_asked(link, op, {"asks": self._desk.device})

    def asked(self) -> list[NumberAsked]:
        """Documents that wait for a number that was asked for, oldest first."""
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT number_asked.uid, by, device, at FROM number_asked
                JOIN outgoing USING (uid)
                WHERE outgoing.outgoing_number IS NULL
                    AND outgoing.state IN ('signed', 'signed_on_paper')
                ORDER BY at
                """
            ).fetchall()
        return [
            NumberAsked(row["uid"], row["by"], row["device"], datetime.fromisoformat(row["at"]))
            for row in rows
        ]

    def _after(self, position: int) -> list[tuple[int, Op]]:
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT position, message FROM op WHERE position > :position
                ORDER BY position LIMIT :limit
                """,
                {"position": position, "limit": _AT_ONCE},
            ).fetchall()
        return [(row["position"], read_op(json.loads(row["message"]))) for row in rows]


def note_asked(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    """A desk asks for the number of a document; the document itself may come later."""
    link.execute(
        """
        INSERT INTO number_asked (uid, by, device, at) VALUES (:uid, :by, :device, :at)
        ON CONFLICT DO NOTHING
        """,
        {
            "uid": op.key,
            "by": op.actor,
            "device": str(values["asks"]),
            "at": op.at.isoformat(),
        },
    )
