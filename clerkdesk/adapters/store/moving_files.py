"""Which files the province lacks, which this desk lacks, and how far each record has come."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from clerkdesk.adapters.store.database import Connection, Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.domain.data_budget import LineUse
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.sync_pace import MovingFile, in_turn
from clerkdesk.ports.moving_files import Standing

_OF_DOCUMENTS = """
    SELECT attachment.sha256, attachment.size, attachment.uid,
        coalesce(incoming.urgency, outgoing.urgency, 0) AS how_urgent
    FROM attachment
    LEFT JOIN incoming ON attachment.entity = 'incoming' AND incoming.uid = attachment.uid
    LEFT JOIN outgoing ON attachment.entity = 'outgoing' AND outgoing.uid = attachment.uid
"""


class SqlMovingFiles:
    """`ports.moving_files.MovingFiles` on SQLCipher."""

    def __init__(self, database: Database, desk: Desk) -> None:
        self._database = database
        self._desk = desk

    def to_send(self, limit: int) -> Sequence[MovingFile]:
        """Files of documents that are here and not known to be there; urgent ones first."""
        return self._files(
            """
            WHERE EXISTS (SELECT 1 FROM blob WHERE blob.sha256 = attachment.sha256)
                AND NOT EXISTS (SELECT 1 FROM sent_file WHERE sent_file.sha256 = attachment.sha256)
            """,
            limit,
        )

    def to_fetch(self, limit: int) -> Sequence[MovingFile]:
        """Files that documents name and that are not here; urgent ones first."""
        return self._files(
            "WHERE NOT EXISTS (SELECT 1 FROM blob WHERE blob.sha256 = attachment.sha256)", limit
        )

    def _files(self, where: str, limit: int) -> Sequence[MovingFile]:
        with self._database.reading() as link:
            rows = link.execute(
                f"{_OF_DOCUMENTS} {where} GROUP BY attachment.sha256 "
                "ORDER BY how_urgent = 0, attachment.size LIMIT :limit",
                {"limit": limit},
            ).fetchall()
        return in_turn(_moving(row) for row in rows)

    def sent(self, sha256: str, at: datetime) -> None:
        """The province has it."""
        with self._database.writing() as link:
            link.execute(
                "INSERT INTO sent_file (sha256, at) VALUES (:sha256, :at) ON CONFLICT DO NOTHING",
                {"sha256": sha256, "at": at.isoformat()},
            )

    def standing(self, entity: str, uids: Collection[str]) -> Mapping[str, Standing]:
        """How far these records have come."""
        with self._database.reading() as link:
            unsaid = self._unsaid(link, entity)
            listed = {"entity": entity, "uids": json.dumps(list(uids))}
            waiting = _column(
                link,
                """
                SELECT DISTINCT uid FROM attachment
                WHERE entity = :entity AND uid IN (SELECT value FROM json_each(:uids))
                    AND EXISTS (SELECT 1 FROM blob WHERE blob.sha256 = attachment.sha256)
                    AND NOT EXISTS (
                        SELECT 1 FROM sent_file WHERE sent_file.sha256 = attachment.sha256
                    )
                """,
                listed,
            )
            elsewhere = _column(
                link,
                """
                SELECT DISTINCT key FROM op
                WHERE entity = :entity AND key IN (SELECT value FROM json_each(:uids))
                    AND device <> :device
                """,
                {**listed, "device": self._desk.device},
            )
        return {
            uid: Standing(uid not in unsaid, uid not in waiting, uid in elsewhere) for uid in uids
        }

    def _unsaid(self, link: Connection, entity: str) -> frozenset[str]:
        """Records with an own op, of this life or a former one, that nobody has heard of yet."""
        return _column(
            link,
            """
            SELECT key FROM op
            WHERE +entity = :entity AND device = :device AND incarnation = :incarnation
                AND seq > (SELECT acked FROM desk)
            UNION
            SELECT op.key FROM former_life CROSS JOIN op
            WHERE +op.entity = :entity AND op.device = :device
                AND op.incarnation = former_life.incarnation AND op.seq > former_life.acked
                AND former_life.incarnation < :incarnation
            """,
            {
                "entity": entity,
                "device": self._desk.device,
                "incarnation": self._desk.incarnation,
            },
        )

    def use(self, day: date) -> LineUse:
        """What the line was used for on a day of Viet Nam."""
        with self._database.reading() as link:
            row = link.execute(
                "SELECT ops, files FROM line_use WHERE day = :day", {"day": day.isoformat()}
            ).fetchone()
        return LineUse(day) if row is None else LineUse(day, row["ops"], row["files"])

    def note_use(self, day: date, *, ops: int = 0, files: int = 0) -> None:
        """So many bytes more."""
        with self._database.writing() as link:
            link.execute(
                """
                INSERT INTO line_use (day, ops, files) VALUES (:day, :ops, :files)
                ON CONFLICT DO UPDATE SET ops = ops + excluded.ops, files = files + excluded.files
                """,
                {"day": day.isoformat(), "ops": ops, "files": files},
            )


def _column(link: Connection, sql: str, values: Mapping[str, object]) -> frozenset[str]:
    return frozenset(str(row[0]) for row in link.execute(sql, dict(values)))


def _moving(row: Any) -> MovingFile:
    return MovingFile(row["sha256"], row["size"], Urgency(row["how_urgent"]), row["uid"])
