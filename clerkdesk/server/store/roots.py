"""The signed roots of each agency's feed, a day at a time, and the leaves under them."""

import hashlib
import json
from collections.abc import Callable, Iterator
from itertools import islice

from clerkdesk.domain.merkle import Tree
from clerkdesk.domain.ops import FIRST_HASH
from clerkdesk.domain.province_log import Leaf, SignedRoot
from clerkdesk.server.store.link import Database, Link, Row

Sign = Callable[[bytes], str]
_AT_ONCE = 2000


class Roots:
    """Signs, and shows what was signed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sign_day(self, day: str, sign: Sign) -> int:
        """Sign the feeds that have grown since their last root; return how many were signed.

        Entries that come while it is signed belong to the next day. Two server processes may do
        this at once: the second finds nothing left.
        """
        with self._database.reading() as link:
            grown = list(
                link.execute(
                    """
                    SELECT a.id FROM agency a
                    WHERE a.feed_last > coalesce((
                        SELECT max(r.size) FROM root r JOIN province p ON p.generation = r.generation
                        WHERE r.agency_id = a.id), 0)
                      AND NOT EXISTS (
                        SELECT 1 FROM root r JOIN province p ON p.generation = r.generation
                        WHERE r.agency_id = a.id AND r.day >= :day)
                    """,
                    {"day": day},
                )
            )
        return sum(self._sign(row["id"], day, sign) for row in grown)

    def after(self, agency_id: int, size: int) -> tuple[int, list[SignedRoot]]:
        """The generation, and its roots of an agency beyond `size`, oldest first."""
        with self._database.reading() as link:
            generation = int(link.one("SELECT generation FROM province")["generation"])
            rows = link.execute(
                """
                SELECT a.code, r.* FROM root r JOIN agency a ON a.id = r.agency_id
                WHERE r.agency_id = :agency AND r.generation = :generation AND r.size > :size
                ORDER BY r.size LIMIT 400
                """,
                {"agency": agency_id, "generation": generation, "size": size},
            )
            return generation, [_root(row["code"], row) for row in rows]

    def leaves(self, agency_id: int, since: int, limit: int) -> list[Leaf]:
        """Entries after `since` as their hashes cover them; no word of their content."""
        with self._database.reading() as link:
            return list(islice(_leaves(link, agency_id, since, since + limit), limit))

    def _sign(self, agency_id: int, day: str, sign: Sign) -> bool:
        with self._database.writing() as link:
            agency = link.one(
                "SELECT code, feed_last FROM agency WHERE id = :agency FOR UPDATE",
                {"agency": agency_id},
            )
            generation = int(link.one("SELECT generation FROM province")["generation"])
            last = link.execute(
                """
                SELECT * FROM root WHERE agency_id = :agency AND generation = :generation
                ORDER BY size DESC LIMIT 1
                """,
                {"agency": agency_id, "generation": generation},
            ).fetchone()
            tree, previous = Tree(), FIRST_HASH
            if last is not None:
                peaks = tuple(bytes.fromhex(peak) for peak in json.loads(last["peaks"]))
                tree = Tree(last["size"], peaks)
                previous = _root(agency["code"], last).digest
            size = int(agency["feed_last"])
            if size <= tree.size or (last is not None and last["day"] >= day):
                return False
            grown = tree.grown(leaf.hash for leaf in _leaves(link, agency_id, tree.size, size))
            signed = SignedRoot(
                agency["code"], generation, day, grown.size, grown.root.hex(), previous
            )
            link.execute(
                """
                INSERT INTO root (agency_id, generation, day, size, root, peaks, previous, signature)
                VALUES (:agency, :generation, :day, :size, :root, :peaks, :previous, :signature)
                """,
                {
                    "agency": agency_id,
                    "generation": generation,
                    "day": day,
                    "size": grown.size,
                    "root": signed.root,
                    "peaks": json.dumps([peak.hex() for peak in grown.peaks]),
                    "previous": previous,
                    "signature": sign(signed.text),
                },
            )
            return True


def _root(code: str, row: Row) -> SignedRoot:
    return SignedRoot(
        code,
        row["generation"],
        row["day"],
        row["size"],
        row["root"],
        row["previous"],
        row["signature"],
    )


def _leaves(link: Link, agency_id: int, since: int, until: int) -> Iterator[Leaf]:
    while since < until:
        found = list(
            link.execute(
                """
                SELECT f.seq, f.at, f.op, d.name, p.header
                FROM feed f LEFT JOIN desk d ON d.id = f.desk_id LEFT JOIN packet p ON p.id = f.packet_id
                WHERE f.agency_id = :agency AND f.seq > :since AND f.seq <= :until
                ORDER BY f.seq LIMIT :limit
                """,
                {"agency": agency_id, "since": since, "until": until, "limit": _AT_ONCE},
            )
        )
        if not found:
            return
        for row in found:
            text = row["op"] or row["header"]
            digest = hashlib.sha256(text.encode()).hexdigest()
            if row["op"] is None:
                yield Leaf(row["seq"], row["at"], digest)
                continue
            op = json.loads(row["op"])
            yield Leaf(row["seq"], row["at"], digest, op["device"], op["incarnation"], op["seq"])
        since = found[-1]["seq"]
