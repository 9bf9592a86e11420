"""Recorded signature checks: evidence is added, never replaced."""

import json

from clerkdesk.adapters.store.database import Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain
from clerkdesk.domain.verdicts import SignatureCheck


class SqlChecks:
    """`ports.checks.Checks` on SQLCipher."""

    def __init__(self, database: Database, desk: Desk, ops: SqlOpLog) -> None:
        self._database = database
        self._desk = desk
        self._ops = ops

    def record(self, check: SignatureCheck) -> None:
        """Keep a check under its file's hash; later checks do not erase it."""
        values = plain_fields(check)
        with self._database.writing() as link:
            link.execute(
                """
                INSERT INTO signature_check (sha256, checked_at, message)
                VALUES (:sha256, :checked_at, :message)
                """,
                {
                    "sha256": check.sha256,
                    "checked_at": to_plain(check.checked_at),
                    "message": json.dumps(values, ensure_ascii=False),
                },
            )
            self._ops.append(
                link, "check", check.sha256, OpKind.CHANGE, self._desk.device, {"check": values}
            )

    def latest(self, sha256: str) -> SignatureCheck | None:
        """The last check of a file."""
        with self._database.reading() as link:
            row = link.execute(
                """
                SELECT message FROM signature_check WHERE sha256 = :sha256
                ORDER BY position DESC LIMIT 1
                """,
                {"sha256": sha256},
            ).fetchone()
        return None if row is None else from_plain(SignatureCheck, json.loads(row["message"]))
