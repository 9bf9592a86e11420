"""Shredding: the keys of files go in the transaction that forgets what they belonged to."""

import json
import re
from collections.abc import Collection

from clerkdesk.adapters.store.database import Connection

SHREDDED = "shredded"
_HASH = re.compile(r"[0-9a-f]{64}")


def forget_files(link: Connection, hashes: Collection[str]) -> None:
    """Destroy the keys of these files, and what checks have noted of them; a file that anything else
    of the store names stays. Their bytes, noise from now on, wait in `file_to_remove`."""
    for sha256 in _not_used(link, hashes):
        link.execute(
            "INSERT OR IGNORE INTO file_to_remove SELECT file_name FROM blob WHERE sha256 = :sha256",
            {"sha256": sha256},
        )
        for table in ("blob", "signature_check", "signed_file"):
            link.execute(f"DELETE FROM {table} WHERE sha256 = :sha256", {"sha256": sha256})


def shred_arrival(link: Connection, packet: str) -> None:
    """Forget a packet, its files and every word of it; its row says only that it came and is gone."""
    rows = link.execute(
        "SELECT sha256 FROM arrival_file WHERE packet = :packet", {"packet": packet}
    ).fetchall()
    link.execute("DELETE FROM arrival_file WHERE packet = :packet", {"packet": packet})
    row = link.execute(
        "SELECT header FROM arrival WHERE sha256 = :packet", {"packet": packet}
    ).fetchone()
    if row is not None:
        header = {**json.loads(row["header"]), "document_id": "", "name": "", "size": 0}
        link.execute(
            """
            UPDATE arrival SET settled = :settled, header = :header, subject = '', code = '',
                problem = '', searched = '', urgency = 0
            WHERE sha256 = :packet
            """,
            {"settled": SHREDDED, "header": json.dumps(header), "packet": packet},
        )
    forget_files(link, [packet, *(row["sha256"] for row in rows)])


def is_shredded(link: Connection, packet: str) -> bool:
    """Whether a packet with these bytes was shredded, here or on another desk."""
    row = link.execute(
        """
        SELECT EXISTS (SELECT 1 FROM arrival WHERE sha256 = :packet AND settled = :settled)
            OR EXISTS (
                SELECT 1 FROM op WHERE entity = 'arrival' AND key = :packet
                    AND json_extract(message, '$.fields.settled.v') = :settled
            )
        """,
        {"packet": packet, "settled": SHREDDED},
    ).fetchone()
    return bool(row[0])


def _not_used(link: Connection, hashes: Collection[str]) -> list[str]:
    here = [sha256 for sha256 in dict.fromkeys(hashes) if not _is_named(link, sha256)]
    if not here:
        return []
    # Versions of drafts that have been replaced are named by ops alone.
    texts = link.execute("SELECT message FROM op WHERE entity = 'outgoing'")
    versions = {found for row in texts for found in _HASH.findall(row["message"])}
    return [sha256 for sha256 in here if sha256 not in versions]


def _is_named(link: Connection, sha256: str) -> bool:
    row = link.execute(
        """
        SELECT EXISTS (SELECT 1 FROM attachment WHERE sha256 = :sha256)
            OR EXISTS (SELECT 1 FROM arrival WHERE sha256 = :sha256 AND settled <> :settled)
            OR EXISTS (SELECT 1 FROM arrival_file WHERE sha256 = :sha256)
            OR EXISTS (SELECT 1 FROM parcel WHERE instr(header, :sha256))
            OR EXISTS (SELECT 1 FROM mail_out WHERE instr(mail, :sha256))
            OR EXISTS (SELECT 1 FROM setting WHERE instr(value, :sha256))
            OR EXISTS (SELECT 1 FROM desk_setting WHERE instr(value, :sha256))
            OR EXISTS (SELECT 1 FROM scan_batch WHERE instr(bound, :sha256))
        """,
        {"sha256": sha256, "settled": SHREDDED},
    ).fetchone()
    return bool(row[0])
