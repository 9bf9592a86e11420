"""The log of accesses in SQL; triggers keep it from being changed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from clerkdesk.adapters.store.database import Database
from clerkdesk.adapters.store.rows import insert_row
from clerkdesk.domain.access_log import Access, AccessAct
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.vietnamese import fold

_SAME = timedelta(minutes=1)


class SqlAccessLog:
    """`ports.access_log.AccessLog` on SQLCipher."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, access: Access) -> None:
        """Write an access down; the same act on the same document by the same person within a
        minute is one."""
        with self._database.writing() as link:
            before = link.execute(
                """
                SELECT at FROM access
                WHERE entity = :entity AND uid = :uid AND login = :login AND act = :act
                ORDER BY position DESC LIMIT 1
                """,
                {
                    "entity": access.entity,
                    "uid": access.uid,
                    "login": access.login,
                    "act": access.act.value,
                },
            ).fetchone()
            if before is not None and access.at - datetime.fromisoformat(before["at"]) < _SAME:
                return
            insert_row(
                link,
                "access",
                {
                    "at": access.at.astimezone(UTC).isoformat(),
                    "day": local_date(access.at).isoformat(),
                    "login": access.login,
                    "entity": access.entity,
                    "uid": access.uid,
                    "act": access.act.value,
                    "what": access.what,
                    "folded": fold(f"{access.login}\n{access.what}"),
                },
            )

    def of_document(self, entity: str, uid: str, limit: int = 200) -> Sequence[Access]:
        """Accesses to one document, the latest first."""
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT * FROM access WHERE entity = :entity AND uid = :uid
                ORDER BY position DESC LIMIT :limit
                """,
                {"entity": entity, "uid": uid, "limit": limit},
            ).fetchall()
        return [_access(row) for row in rows]

    def find(
        self, text: str = "", first: date | None = None, last: date | None = None, limit: int = 2000
    ) -> Sequence[Access]:
        """Accesses whose login or document holds `text`, without diacritics, the latest first."""
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT * FROM access
                WHERE day BETWEEN :first AND :last AND (:text = '' OR instr(folded, :text) > 0)
                ORDER BY position DESC LIMIT :limit
                """,
                {
                    "text": fold(text.strip()),
                    "first": first.isoformat() if first else "",
                    "last": last.isoformat() if last else "9999",
                    "limit": limit,
                },
            ).fetchall()
        return [_access(row) for row in rows]

    def counts(self, first: date, last: date) -> tuple[int, int]:
        """Accesses, and documents that were accessed, from `first` to `last` (F6b)."""
        with self._database.reading() as link:
            row = link.execute(
                """
                SELECT count(*) AS accesses, count(DISTINCT entity || ' ' || uid) AS documents
                FROM access WHERE day BETWEEN :first AND :last
                """,
                {"first": first.isoformat(), "last": last.isoformat()},
            ).fetchone()
        return (int(row["accesses"]), int(row["documents"]))


def _access(row: Any) -> Access:
    return Access(
        datetime.fromisoformat(row["at"]),
        row["login"],
        row["entity"],
        row["uid"],
        AccessAct(row["act"]),
        row["what"],
    )
