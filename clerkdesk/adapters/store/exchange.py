"""Outbox and inbox of packets: what waits to leave, and what came in and waits for the clerk."""

import json
from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from clerkdesk.adapters.store.database import Connection, Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.adapters.store.files import SqlFiles
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.adapters.store.shredding import SHREDDED, is_shredded, shred_arrival
from clerkdesk.domain.access import Sight
from clerkdesk.domain.errors import NotFound
from clerkdesk.domain.inbox_duty import InboxCheck, noted
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.plain import to_plain
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.domain.wire import PacketHeader, read_header
from clerkdesk.ports.store import CLEAN, Arrival, Parcel


class SqlExchange:
    """`ports.store.Exchange` on SQLCipher.

    The outbox is this desk's own affair; settling an arrival is an op, so that no second desk of
    the agency registers the same packet.
    """

    def __init__(self, database: Database, desk: Desk, ops: SqlOpLog, files: SqlFiles) -> None:
        self._database = database
        self._desk = desk
        self._ops = ops
        self._files = files
        self._sight = Sight()

    def seen_by(self, sight: Sight) -> "SqlExchange":
        """The exchange as an account may see it: whom the register is kept from sees no arrival."""
        seen = copy(self)
        seen._sight = sight
        return seen

    def queue(
        self, header: PacketHeader, about: str, confirmed_at: datetime | None = None
    ) -> Parcel:
        """Put a packet, whose bytes are in Files, into the outbox."""
        parcel = Parcel(
            self._desk.new_id(), header, about, self._desk.clock(), confirmed_at=confirmed_at
        )
        with self._database.writing() as link:
            link.execute(
                """
                INSERT INTO parcel (parcel_id, header, about, queued_at, confirmed_at)
                VALUES (:parcel_id, :header, :about, :queued_at, :confirmed_at)
                """,
                {
                    "parcel_id": parcel.parcel_id,
                    "header": _header(header),
                    "about": about,
                    "queued_at": parcel.queued_at.isoformat(),
                    "confirmed_at": _utc(confirmed_at),
                },
            )
        return parcel

    def waiting(self) -> Sequence[Parcel]:
        """What has not left yet, oldest first."""
        with self._database.reading() as link:
            rows = link.execute(
                "SELECT * FROM parcel WHERE sent_at IS NULL ORDER BY position"
            ).fetchall()
        return [_parcel(row) for row in rows]

    def about(self, uid: str) -> Sequence[Parcel]:
        """Everything that this desk queued about a document, left or not, oldest first."""
        with self._database.reading() as link:
            rows = link.execute(
                "SELECT * FROM parcel WHERE about = :uid ORDER BY position", {"uid": uid}
            ).fetchall()
        return [_parcel(row) for row in rows]

    def sent(self, parcel_id: str, at: datetime | None = None) -> None:
        """The server has it."""
        with self._database.writing() as link:
            link.execute(
                """
                UPDATE parcel SET tries = tries + 1, last_error = '', sent_at = :now
                WHERE parcel_id = :parcel_id AND sent_at IS NULL
                """,
                {"parcel_id": parcel_id, "now": (at or self._desk.clock()).isoformat()},
            )

    def answers(self, since: datetime) -> Sequence[Parcel]:
        """Answers decided on from `since` on, and all that still wait."""
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT * FROM parcel
                WHERE confirmed_at IS NOT NULL AND (confirmed_at >= :since OR sent_at IS NULL)
                ORDER BY confirmed_at, position
                """,
                {"since": _utc(since)},
            ).fetchall()
        return [_parcel(row) for row in rows]

    def failed(self, parcel_id: str, error: str) -> None:
        """It could not leave now; it stays."""
        with self._database.writing() as link:
            link.execute(
                """
                UPDATE parcel SET tries = tries + 1, last_error = :error
                WHERE parcel_id = :parcel_id AND sent_at IS NULL
                """,
                {"parcel_id": parcel_id, "error": nfc(error)},
            )

    def receive(self, arrival: Arrival) -> bool:
        """Keep an arrived packet; False where this packet (its bytes) was here already."""
        with self._database.writing() as link:
            if is_shredded(link, arrival.header.sha256):
                return False
            settled = arrival.settled or _settled_elsewhere(link, arrival.header.sha256)
            done = link.execute(
                """
                INSERT INTO arrival (
                    arrival_id, sha256, header, kind, subject, code, received_at, sent_at, settled,
                    problem, urgency, by_mail
                )
                VALUES (
                    :arrival_id, :sha256, :header, :kind, :subject, :code, :received_at, :sent_at,
                    :settled, :problem, :urgency, :by_mail
                )
                ON CONFLICT DO NOTHING
                """,
                _row(replace(arrival, settled=settled)),
            )
            return bool(done.rowcount == 1)

    def arrivals(self, *, waiting_only: bool = True) -> Sequence[Arrival]:
        """Arrived packets, oldest first."""
        if not self._sight.of_arrivals:
            return []
        with self._database.reading() as link:
            rows = link.execute(
                "SELECT * FROM arrival WHERE settled = '' OR NOT :waiting_only ORDER BY position",
                {"waiting_only": waiting_only},
            ).fetchall()
        return [_arrival(row) for row in rows]

    def settle(self, arrival_id: str, settled: str) -> None:
        """The clerk (or a rule) has dealt with it.

        Raises:
            NotFound: there is no such arrival.
        """
        with self._database.writing() as link:
            row = link.execute(
                "SELECT sha256, settled FROM arrival WHERE arrival_id = :arrival_id",
                {"arrival_id": arrival_id},
            ).fetchone()
            if row is None:
                raise NotFound(_("gói tin này"))
            if row["settled"] == settled:
                return
            settle_arrival(link, row["sha256"], settled)
            kind = OpKind.REFUSE if settled == "refused" else OpKind.CHANGE
            values = {"settled": settled}
            self._ops.append(link, "arrival", row["sha256"], kind, self._desk.device, values)

    def note_search(self, arrival_id: str, stamp: str) -> Arrival:
        """The packet was searched for a stamp of secrecy; one that bears it is locked.

        Raises:
            NotFound: there is no such arrival.
        """
        with self._database.writing(thorough=bool(stamp)) as link:
            row = link.execute(
                """
                UPDATE arrival SET searched = CASE WHEN searched IN ('', :clean) THEN :searched
                    ELSE searched END
                WHERE arrival_id = :arrival_id
                RETURNING *
                """,
                {"searched": stamp or CLEAN, "clean": CLEAN, "arrival_id": arrival_id},
            ).fetchone()
        if row is None:
            raise NotFound(_("gói tin này"))
        return _arrival(row)

    def note_files(self, arrival_id: str, hashes: Collection[str]) -> None:
        """These files are about to be taken out of the packet: they go with it."""
        with self._database.writing() as link:
            link.executemany(
                """
                INSERT OR IGNORE INTO arrival_file (packet, sha256)
                SELECT sha256, :file FROM arrival WHERE arrival_id = :arrival_id
                """,
                [{"arrival_id": arrival_id, "file": file} for file in hashes],
            )

    def shred(self, arrival_id: str, by: str, *, told: bool) -> None:
        """Destroy the packet, its files and every word of it; the fact stays, here and on other desks.

        Raises:
            NotFound: there is no such arrival.
        """
        with self._database.writing(thorough=True) as link:
            row = link.execute(
                "SELECT sha256, settled FROM arrival WHERE arrival_id = :arrival_id",
                {"arrival_id": arrival_id},
            ).fetchone()
            if row is None:
                raise NotFound(_("gói tin này"))
            if row["settled"] != SHREDDED:
                values = {"settled": SHREDDED, "told": told}
                self._ops.append(link, "arrival", row["sha256"], OpKind.REFUSE, by, values)
            shred_arrival(link, row["sha256"])
        self._files.sweep()

    def shredded(self, sha256: str) -> bool:
        """Whether a packet with these bytes was shredded, here or on another desk."""
        with self._database.reading() as link:
            return is_shredded(link, sha256)

    def looked(self, by: str, unread: int) -> None:
        """The inbox was looked at now; a run of looks stays one row."""
        now = self._desk.clock()
        with self._database.writing() as link:
            row = link.execute(
                "SELECT * FROM inbox_check WHERE by = :by ORDER BY position DESC LIMIT 1",
                {"by": by},
            ).fetchone()
            check, goes_on = noted(None if row is None else _look(row), by, now, unread)
            if goes_on:
                link.execute(
                    """
                    UPDATE inbox_check SET last_at = :last_at, looks = :looks, unread = :unread
                    WHERE position = :position
                    """,
                    {
                        "last_at": _utc(check.last_at),
                        "looks": check.looks,
                        "unread": unread,
                        "position": row["position"],
                    },
                )
                return
            link.execute(
                """
                INSERT INTO inbox_check (by, first_at, last_at, looks, unread)
                VALUES (:by, :at, :at, 1, :unread)
                """,
                {"by": by, "at": _utc(now), "unread": unread},
            )

    def looks(self, since: datetime) -> Sequence[InboxCheck]:
        """The log of looks that ended at `since` or later, oldest first."""
        with self._database.reading() as link:
            rows = link.execute(
                "SELECT * FROM inbox_check WHERE last_at >= :since ORDER BY position",
                {"since": _utc(since)},
            ).fetchall()
        return [_look(row) for row in rows]


def settle_arrival(link: Connection, sha256: str, settled: str) -> None:
    """Mark the packet with these bytes, if it is here, as dealt with; what was shredded stays so."""
    if settled == SHREDDED or is_shredded(link, sha256):
        shred_arrival(link, sha256)
        return
    link.execute(
        "UPDATE arrival SET settled = :settled WHERE sha256 = :sha256",
        {"settled": settled, "sha256": sha256},
    )


def _settled_elsewhere(link: Connection, sha256: str) -> str:
    """What another desk did with the packet before it came here."""
    row = link.execute(
        """
        SELECT message FROM op WHERE entity = 'arrival' AND key = :sha256
        ORDER BY position DESC LIMIT 1
        """,
        {"sha256": sha256},
    ).fetchone()
    return "" if row is None else str(json.loads(row["message"])["fields"]["settled"]["v"])


def _header(header: PacketHeader) -> str:
    return json.dumps(to_plain(header.message()), ensure_ascii=False)


def _row(arrival: Arrival) -> dict[str, object]:
    return {
        "arrival_id": arrival.arrival_id,
        "sha256": arrival.header.sha256,
        "header": _header(arrival.header),
        "kind": arrival.kind.value,
        "subject": nfc(arrival.subject),
        "code": nfc(arrival.code),
        "received_at": to_plain(arrival.received_at),
        "sent_at": to_plain(arrival.sent_at),
        "settled": arrival.settled,
        "problem": nfc(arrival.problem),
        "urgency": int(arrival.urgency),
        "by_mail": int(arrival.by_mail),
    }


def _utc(instant: datetime | None) -> str | None:
    """As text whose order is the order of time."""
    return None if instant is None else instant.astimezone(UTC).isoformat(timespec="microseconds")


def _look(row: Any) -> InboxCheck:
    return InboxCheck(
        by=row["by"],
        first_at=datetime.fromisoformat(row["first_at"]),
        last_at=datetime.fromisoformat(row["last_at"]),
        looks=row["looks"],
        unread=row["unread"],
    )


def _arrival(row: Any) -> Arrival:
    return Arrival(
        arrival_id=row["arrival_id"],
        header=read_header(json.loads(row["header"])),
        kind=PacketKind(row["kind"]),
        subject=row["subject"],
        code=row["code"],
        received_at=datetime.fromisoformat(row["received_at"]),
        sent_at=datetime.fromisoformat(row["sent_at"]) if row["sent_at"] else None,
        settled=row["settled"],
        problem=row["problem"],
        urgency=row["urgency"],
        searched=row["searched"],
        by_mail=bool(row["by_mail"]),
    )


def _parcel(row: Any) -> Parcel:
    return Parcel(
        parcel_id=row["parcel_id"],
        header=read_header(json.loads(row["header"])),
        about=row["about"],
        queued_at=datetime.fromisoformat(row["queued_at"]),
        tries=row["tries"],
        last_error=row["last_error"],
        confirmed_at=datetime.fromisoformat(row["confirmed_at"]) if row["confirmed_at"] else None,
        sent_at=datetime.fromisoformat(row["sent_at"]) if row["sent_at"] else None,
    )
