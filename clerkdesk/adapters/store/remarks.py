"""Comments and initials on outgoing documents: added, never changed."""

from collections.abc import Sequence

from clerkdesk.adapters.store.database import Connection, Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.adapters.store.rows import insert_row
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain
from clerkdesk.domain.remarks import Remark, RemarkKind


class SqlRemarks:
    """`ports.remarks.Remarks` on SQLCipher."""

    def __init__(self, database: Database, desk: Desk, ops: SqlOpLog) -> None:
        self._database = database
        self._desk = desk
        self._ops = ops

    def add(self, uid: str, kind: RemarkKind, text: str, by: str, version: str = "") -> Remark:
        """Keep a remark and its op in one commit."""
        made = Remark(self._desk.new_id(), kind, text, by, self._desk.clock(), version)
        remark = from_plain(Remark, to_plain(made))
        with self._database.writing() as link:
            insert_remark(link, uid, remark)
            self._ops.append(link, "outgoing", uid, OpKind.COMMENT, by, {"remark": remark})
        return remark

    def of(self, uid: str) -> Sequence[Remark]:
        """The remarks on a document, oldest first."""
        with self._database.reading() as link:
            rows = link.execute(
                "SELECT * FROM remark WHERE uid = :uid ORDER BY at, remark_id", {"uid": uid}
            ).fetchall()
        return [from_plain(Remark, dict(row)) for row in rows]


def insert_remark(link: Connection, uid: str, remark: Remark) -> None:
    """Keep a remark of this or another desk, once."""
    known = link.execute(
        "SELECT 1 FROM remark WHERE remark_id = :remark_id", {"remark_id": remark.remark_id}
    ).fetchone()
    if known is None:
        insert_row(link, "remark", {"uid": uid, **plain_fields(remark)})
