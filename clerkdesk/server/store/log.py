"""The ops of every desk and the feed of every agency (SYNC.md B.2).

A feed number comes from a counter row of the agency, bumped in the transaction that adds the
entry. A sequence of the database would let a reader skip entries of a slower writer (finding 2).
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from clerkdesk.domain.push_rule import Position, PushedOp, end_of_chain, fresh_part
from clerkdesk.server.store.database import Database
from clerkdesk.server.store.desks import Desk
from clerkdesk.server.store.runs import digests_between
from clerkdesk.server.store.scopes import hidden_from, seen, take_scopes

PAGE_BYTES = 2 * 1024 * 1024
"""A page of the feed ends early where its ops are long; one entry always goes."""


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One entry of a feed; exactly one of `op` and `packet` holds JSON text."""

    seq: int
    at: str
    op: str | None
    packet: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """A run of a feed; everything up to `last` was looked at."""

    generation: int
    rows: tuple[FeedRow, ...]
    last: int


class OtherGeneration(Exception):
    """The reader's numbers belong to another life of this server."""

    def __init__(self, generation: int) -> None:
        super().__init__(f"the generation is {generation}")
        self.generation = generation


class Log:
    """Ops in, feeds out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def push(
        self, desk: Desk, incarnation: int, first: int, ops: Sequence[PushedOp], at: datetime
    ) -> int:
        """Apply a run of ops whose hashes follow each other; all of it or nothing.

        Args:
            first: seq of the first op; known ones must be the same as those applied.

        Returns:
            The last seq that is applied now.

        Raises:
            Gap, Forked
        """
        with self._database.writing() as link:
            at_end = end_of_chain(_position(link, desk), incarnation)
            fresh = fresh_part(
                at_end,
                ops,
                first,
                lambda one, last: digests_between(link, desk.id, incarnation, one, last),
            )
            if not fresh:
                return at_end.seq
            keep_ops(link, desk.agency_id, desk.id, incarnation, fresh, at)
            link.execute(
                """
                UPDATE desk SET incarnation = :incarnation, acked = :acked, last_hash = :hash
                WHERE id = :desk
                """,
                {
                    "incarnation": incarnation,
                    "acked": fresh[-1].seq,
                    "hash": fresh[-1].digest,
                    "desk": desk.id,
                },
            )
            return fresh[-1].seq

    def page(
        self, desk: Desk, generation: int, since: int, limit: int, *, own: bool = False
    ) -> Page:
        """Entries of the desk's agency after `since`, without its own ops unless `own`.

        Args:
            generation: the one to which `since` belongs; 0 where the reader knows none yet.

        Raises:
            OtherGeneration: `since` means nothing here.
        """
        with self._database.reading() as link:
            here = int(link.execute("SELECT generation FROM province").fetchone()["generation"])
            if generation != here and (generation, since) != (0, 0):
                raise OtherGeneration(here)
            hidden = hidden_from(link, desk.id)
            counter = link.execute(
                "SELECT feed_last FROM agency WHERE id = :agency", {"agency": desk.agency_id}
            ).fetchone()
            found = link.execute(
                """
                SELECT f.seq, f.at, f.op, p.header
                FROM feed f LEFT JOIN packet p ON p.id = f.packet_id
                WHERE f.agency_id = :agency AND f.seq > :since
                  AND (:own OR f.desk_id IS NULL OR f.desk_id <> :desk)
                ORDER BY f.seq LIMIT :limit
                """,
                {
                    "agency": desk.agency_id,
                    "since": since,
                    "own": own,
                    "desk": desk.id,
                    "limit": limit,
                },
            )
            rows: list[FeedRow] = []
            size, looked_at, last_seq = 0, 0, since
            for row in found:
                looked_at += 1
                if not seen(row["op"], hidden):
                    last_seq = row["seq"]
                    continue
                size += len(row["op"] or row["header"])
                if rows and size > PAGE_BYTES:
                    return Page(here, tuple(rows), last_seq)
                last_seq = row["seq"]
                rows.append(FeedRow(row["seq"], row["at"], row["op"], row["header"]))
            # A short page has seen all there is, also own ops behind its last row.
            last = last_seq if looked_at == limit else int(counter["feed_last"])
            return Page(here, tuple(rows), max(last, since))


def keep_ops(
    link: sqlite3.Connection,
    agency_id: int,
    author_id: int,
    incarnation: int,
    fresh: Sequence[PushedOp],
    at: datetime,
) -> None:
    """Put new ops into the log and the agency's feed, with all that they say to the server itself."""
    seq = _take_numbers(link, agency_id, len(fresh))
    rows = [
        {
            "desk": author_id,
            "incarnation": incarnation,
            "seq": op.seq,
            "digest": op.digest,
            "agency": agency_id,
            "entry": seq + place,
            "at": at.isoformat(),
            "op": op.text,
        }
        for place, op in enumerate(fresh)
    ]
    link.executemany(
        """
        INSERT INTO op (desk_id, incarnation, seq, digest)
        VALUES (:desk, :incarnation, :seq, :digest)
        """,
        rows,
    )
    link.executemany(
        """
        INSERT INTO feed (agency_id, seq, at, desk_id, op)
        VALUES (:agency, :entry, :at, :desk, :op)
        """,
        rows,
    )
    take_scopes(link, author_id, agency_id, (op.text for op in fresh))


def add_packet_entry(link: sqlite3.Connection, agency_id: int, packet_id: int, at: str) -> None:
    """Put a packet into an agency's feed, inside the caller's transaction."""
    link.execute(
        "INSERT INTO feed (agency_id, seq, at, packet_id) VALUES (:agency, :seq, :at, :packet)",
        {
            "agency": agency_id,
            "seq": _take_numbers(link, agency_id, 1),
            "at": at,
            "packet": packet_id,
        },
    )


def _take_numbers(link: sqlite3.Connection, agency_id: int, count: int) -> int:
    """Take `count` feed numbers of an agency and return the first."""
    row = link.execute(
        "UPDATE agency SET feed_last = feed_last + :count WHERE id = :agency RETURNING feed_last",
        {"count": count, "agency": agency_id},
    ).fetchone()
    return int(row["feed_last"]) - count + 1


def _position(link: sqlite3.Connection, desk: Desk) -> Position:
    """The newest incarnation of the desk, with the last applied seq and hash of its chain."""
    row = link.execute(
        "SELECT incarnation, acked, last_hash FROM desk WHERE id = :desk", {"desk": desk.id}
    ).fetchone()
    return Position(int(row["incarnation"]), int(row["acked"]), str(row["last_hash"]))


def entry_text(row: FeedRow) -> str:
    """The entry as JSON; the op goes out as it came in, byte by byte."""
    head = json.dumps({"seq": row.seq, "at": row.at})[:-1]
    return f'{head}, "op": {row.op or "null"}, "packet": {row.packet or "null"}}}'
