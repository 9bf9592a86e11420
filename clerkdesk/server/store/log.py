"""The ops of every desk and the feed of every agency (SYNC.md B.2).

A feed number comes from a counter row of the agency, bumped in the transaction that adds the
entry. A sequence of the database would let a reader skip entries of a slower writer (finding 2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from clerkdesk.domain.access import Register
from clerkdesk.domain.books import BookKey
from clerkdesk.domain.push_rule import Position, PushedOp, end_of_chain, fresh_part
from clerkdesk.server.store.books import keep_conflict, take_words, wanted_of
from clerkdesk.server.store.desks import Desk
from clerkdesk.server.store.link import Database, Link
from clerkdesk.server.store.runs import digests_between, end_of, keep_run
from clerkdesk.server.store.scopes import read_hidden, seen, take_scopes

PAGE_BYTES = 2 * 1024 * 1024
"""A page of the feed ends early where its ops are long; one entry always goes."""
_FEW = 20


@dataclass(frozen=True, slots=True)
class Page:
    """A run of a feed; everything up to `last` was looked at."""

    generation: int
    entries: Sequence[bytes]
    """Each as JSON; its op goes out as it came in, byte by byte."""
    last: int
    wanted: tuple[BookKey, ...] = ()
    """Books that the desk holds and another waits for."""


class OtherGeneration(Exception):
    """The reader's numbers belong to another life of this server."""

    def __init__(self, generation: int) -> None:
        super().__init__(f"the generation is {generation}")
        self.generation = generation


@dataclass(frozen=True, slots=True)
class OfferedOp:
    """An op that another desk than its author hands over."""

    device: str
    incarnation: int
    op: PushedOp


class DeskLost(Exception):
    """Two persons gave the desk up: what it had still to say is kept, but it is heard no more."""


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
            DeskLost: what follows its chain was taken in all the same.
        """
        try:
            return self._push(desk, incarnation, first, ops, at)
        except DeskLost:
            self.offer(desk, [OfferedOp(desk.name, incarnation, op) for op in ops], at)
            raise

    def _push(
        self, desk: Desk, incarnation: int, first: int, ops: Sequence[PushedOp], at: datetime
    ) -> int:
        with self._database.writing() as link:
            here = _position(link, desk)
            at_end = end_of_chain(here, incarnation)
            if incarnation > here.incarnation:  # others may have offered some of it already
                at_end = Position(incarnation, *end_of(link, desk.id, incarnation))
            fresh = fresh_part(
                at_end,
                ops,
                first,
                lambda one, last: digests_between(link, desk.id, incarnation, one, last),
            )
            if not fresh:
                return at_end.seq
            keep_ops(link, desk, desk.id, desk.name, incarnation, fresh, at)
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

    def offer(self, desk: Desk, offered: Sequence[OfferedOp], at: datetime) -> int:
        """Take in ops of the agency's desks that follow where their chains end; return how many."""
        taken = 0
        chains: dict[tuple[str, int], list[PushedOp]] = {}
        for one in sorted(offered, key=lambda one: (one.device, one.incarnation, one.op.seq)):
            chains.setdefault((one.device, one.incarnation), []).append(one.op)
        with self._database.writing() as link:
            for (device, incarnation), run in chains.items():
                author = link.execute(
                    """
                    SELECT id, incarnation FROM desk
                    WHERE agency_id = :agency AND name = :name FOR UPDATE
                    """,
                    {"agency": desk.agency_id, "name": device},
                ).fetchone()
                if author is not None:
                    newest = author["incarnation"]
                    taken += _take_chain(
                        link, desk, author["id"], device, newest, incarnation, run, at
                    )
        return taken

    def note_fork(self, desk: Desk, at: datetime) -> None:
        """Show people that a desk has another history; once until they have settled it."""
        with self._database.writing() as link:
            told = link.execute(
                """
                SELECT 1 AS told FROM conflict WHERE agency_id = :agency AND about = :desk
                  AND kind = 'another history' AND settled_by = ''
                """,
                {"agency": desk.agency_id, "desk": desk.name},
            ).fetchone()
            if told is None:
                keep_conflict(link, desk.agency_id, "another history", desk.name, at.isoformat())

    def page(
        self, desk: Desk, generation: int, since: int, limit: int, *, own: bool = False
    ) -> Page:
        """Entries of the desk's agency after `since`, without its own ops unless `own`.

        Args:
            generation: the one to which `since` belongs; 0 where the reader knows none yet.

        Raises:
            OtherGeneration: `since` means nothing here.
        """
        with self._database.glancing() as link:  # entries never change: they need no snapshot
            while True:
                found = link.one(_HEAD, _asked(desk, since, since + limit, own=own))
                here, end = int(found["generation"]), int(found["feed_last"])
                if generation != here and (generation, since) != (0, 0):
                    raise OtherGeneration(here)
                wanted = tuple(wanted_of(link, desk)) if found["wanted"] else ()
                last, hidden = min(since + limit, end), read_hidden(found["hidden"])
                if hidden or found["size"] > PAGE_BYTES:
                    last, entries = _run(link, desk, since, last, hidden, own=own)
                else:
                    entries = link.texts(
                        f"SELECT {_TEXT} AS text {_HERE}", _asked(desk, since, last, own=own)
                    )
                if entries or last >= end:
                    return Page(here, entries, max(last, since), wanted)
                generation, since = here, last  # own or hidden ops do not stop the reader


_TEXT = """
    ('{"seq": ' || seq || ', "at": "' || at || '", "op": ') || COALESCE(op, 'null')
    || CASE WHEN packet_id IS NULL THEN ', "packet": null}' ELSE ', "packet": ' || (
        SELECT header FROM packet WHERE packet.id = packet_id) || '}' END
"""
"""An entry as JSON; `at` is the server's own: plain ASCII."""
_HERE = """
    FROM feed
    WHERE agency_id = :agency AND seq > :since AND seq <= :last
      AND (:own = 1 OR desk_id IS NULL OR desk_id <> :desk)
    ORDER BY seq
"""
"""The numbers of a feed have no gaps: they say how far to look, and nothing has to be sorted."""
_HEAD = f"""
    SELECT p.generation, a.feed_last, d.hidden, EXISTS (
        SELECT 1 FROM book b JOIN book_wish w ON w.book_id = b.id
        WHERE b.agency_id = a.id AND b.holder = d.name AND w.desk_id <> d.id) AS wanted, (
        SELECT COALESCE(sum(length(op)), 0) FROM (SELECT op {_HERE}) AS entry) AS size
    FROM province p, desk d JOIN agency a ON a.id = d.agency_id WHERE d.id = :desk
"""


def _asked(desk: Desk, since: int, last: int, *, own: bool) -> dict[str, object]:
    return {
        "agency": desk.agency_id,
        "since": since,
        "last": last,
        "own": int(own),
        "desk": desk.id,
    }


def _run(
    link: Link, desk: Desk, since: int, last: int, hidden: frozenset[Register], *, own: bool
) -> tuple[int, list[bytes]]:
    """A few at a time, where some are left out or they are long, until the page is full."""
    entries: list[bytes] = []
    size = 0
    while since < last:
        upto = min(since + _FEW, last)
        asked = _asked(desk, since, upto, own=own)
        for row in link.execute(f"SELECT seq, op, {_TEXT} AS text {_HERE}", asked):
            if not seen(row["op"], hidden):
                continue
            size += len(row["text"])
            if entries and size > PAGE_BYTES:
                return since, entries
            entries.append(row["text"].encode())
            since = int(row["seq"])
        since = upto
    return last, entries


def _take_chain(
    link: Link,
    desk: Desk,
    author_id: int,
    device: str,
    newest: int,
    incarnation: int,
    run: Sequence[PushedOp],
    at: datetime,
) -> int:
    """Take in the part of a run that follows; a gap or another history in it is left out."""
    end = Position(incarnation, *end_of(link, author_id, incarnation))
    fresh: list[PushedOp] = []
    for op in run:
        if (op.seq, op.previous) == (end.seq + 1, end.digest):
            fresh.append(op)
            end = Position(incarnation, op.seq, op.digest)
    if fresh:
        keep_ops(link, desk, author_id, device, incarnation, fresh, at)
    if fresh and incarnation == newest:
        link.execute(
            "UPDATE desk SET acked = :acked, last_hash = :hash WHERE id = :desk",
            {"acked": end.seq, "hash": end.digest, "desk": author_id},
        )
    return len(fresh)


def keep_ops(
    link: Link,
    desk: Desk,
    author_id: int,
    device: str,
    incarnation: int,
    fresh: Sequence[PushedOp],
    at: datetime,
) -> None:
    """Put new ops into the log and the agency's feed, with all that they say to the server itself."""
    seq = _take_numbers(link, desk.agency_id, len(fresh))
    moment = at.isoformat()
    keep_run(link, author_id, incarnation, fresh)
    link.insert(
        "feed",
        ("agency_id", "seq", "at", "desk_id", "op"),
        (
            (desk.agency_id, seq + place, moment, author_id, op.text)
            for place, op in enumerate(fresh)
        ),
    )
    take_scopes(link, author_id, desk.agency_id, fresh)
    take_words(link, desk.agency_id, desk.agency_code, device, fresh, moment)


def add_packet_entry(link: Link, agency_id: int, packet_id: int, at: str) -> None:
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


def _take_numbers(link: Link, agency_id: int, count: int) -> int:
    """Take `count` feed numbers of an agency and return the first."""
    row = link.one(
        "UPDATE agency SET feed_last = feed_last + :count WHERE id = :agency RETURNING feed_last",
        {"count": count, "agency": agency_id},
    )
    return int(row["feed_last"]) - count + 1


def _position(link: Link, desk: Desk) -> Position:
    """The newest incarnation of the desk, with the last applied seq and hash of its chain."""
    row = link.one(
        "SELECT incarnation, acked, last_hash, lost FROM desk WHERE id = :desk FOR UPDATE",
        {"desk": desk.id},
    )
    if row["lost"]:
        raise DeskLost
    return Position(int(row["incarnation"]), int(row["acked"]), str(row["last_hash"]))
