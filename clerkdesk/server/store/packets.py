"""Blobs that are complete, packets that were routed, and who may read what."""

import json
from dataclasses import dataclass
from datetime import datetime

from clerkdesk.domain.wire import PacketHeader
from clerkdesk.server.store.desks import Desk, code_key
from clerkdesk.server.store.link import Database
from clerkdesk.server.store.log import add_packet_entry


@dataclass(frozen=True, slots=True)
class HeldBlob:
    """A complete blob and the agency under whose name its bytes lie."""

    agency_id: int
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Routed:
    """When the packet was taken in, and the agencies whose feeds have grown."""

    at: str
    agencies: tuple[int, ...]


class UnknownRecipients(Exception):
    """Some recipients are not in the directory; nobody got the packet."""

    def __init__(self, codes: list[str]) -> None:
        super().__init__(", ".join(codes))
        self.codes = codes


class Packets:
    """Blobs and packets of all agencies."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_blob(self, blob: HeldBlob, at: datetime) -> None:
        """Record that a blob is complete; again is free."""
        with self._database.writing() as link:
            link.execute(
                """
                INSERT INTO blob (agency_id, sha256, size, added_at)
                VALUES (:agency, :sha256, :size, :at) ON CONFLICT DO NOTHING
                """,
                {
                    "agency": blob.agency_id,
                    "sha256": blob.sha256,
                    "size": blob.size,
                    "at": at.isoformat(),
                },
            )

    def readable(self, agency_id: int, sha256: str) -> HeldBlob | None:
        """The blob, where the agency uploaded it itself or a packet brought it."""
        with self._database.reading() as link:
            row = link.execute(
                """
                SELECT b.agency_id, b.size FROM blob b
                WHERE b.sha256 = :sha256 AND b.agency_id = :agency
                UNION ALL
                SELECT b.agency_id, b.size
                FROM packet p
                JOIN delivery d ON d.packet_id = p.id AND d.recipient_id = :agency
                JOIN blob b ON b.agency_id = p.holder_id AND b.sha256 = p.sha256
                WHERE p.sha256 = :sha256
                LIMIT 1
                """,
                {"agency": agency_id, "sha256": sha256},
            ).fetchone()
        return None if row is None else HeldBlob(row["agency_id"], sha256, row["size"])

    def route(self, desk: Desk, header: PacketHeader, blob: HeldBlob, at: datetime) -> Routed:
        """Put the packet into the feed of each recipient that does not have it yet.

        Raises:
            UnknownRecipients: nothing was done.
        """
        moment = at.isoformat()
        with self._database.writing() as link:
            recipients: dict[int, None] = {}
            unknown = []
            for code in header.recipients:
                agency = link.execute(
                    "SELECT id FROM agency WHERE code_key = :key", {"key": code_key(code)}
                ).fetchone()
                if agency is None:
                    unknown.append(code)
                else:
                    recipients[agency["id"]] = None
            if unknown:
                raise UnknownRecipients(unknown)
            link.execute(
                """
                INSERT INTO packet (sender_id, document_id, kind, sha256, holder_id, header)
                VALUES (:sender, :document, :kind, :sha256, :holder, :header)
                ON CONFLICT DO NOTHING
                """,
                {
                    "sender": desk.agency_id,
                    "document": header.document_id,
                    "kind": header.kind,
                    "sha256": header.sha256,
                    "holder": blob.agency_id,
                    "header": json.dumps(header.message(), ensure_ascii=False),
                },
            )
            packet = link.one(
                """
                SELECT id FROM packet WHERE sender_id = :sender AND document_id = :document
                  AND kind = :kind AND sha256 = :sha256
                """,
                {
                    "sender": desk.agency_id,
                    "document": header.document_id,
                    "kind": header.kind,
                    "sha256": header.sha256,
                },
            )
            reached = []
            for recipient in sorted(recipients):  # one order: two senders never wait in a ring
                delivered = link.execute(
                    """
                    INSERT INTO delivery (packet_id, recipient_id, at)
                    VALUES (:packet, :recipient, :at) ON CONFLICT DO NOTHING
                    """,
                    {"packet": packet["id"], "recipient": recipient, "at": moment},
                )
                if delivered.rowcount:
                    add_packet_entry(link, recipient, packet["id"], moment)
                    reached.append(recipient)
            if not reached:  # sent before: the time of then stands (Điều 12.1)
                row = link.one(
                    "SELECT MAX(at) AS at FROM delivery WHERE packet_id = :packet",
                    {"packet": packet["id"]},
                )
                moment = row["at"]
            return Routed(moment, tuple(reached))
