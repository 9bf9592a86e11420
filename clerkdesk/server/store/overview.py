"""How the province stands, for its administrators and for the machine that watches."""

from collections.abc import Mapping
from dataclasses import dataclass

from clerkdesk.server.store.link import Database, Link


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency as the administrator sees it."""

    agency_id: int
    code: str
    name: str
    desks: int
    seen_at: str
    entries: int
    quarantine: bool
    conflicts: int


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A desk as the administrator sees it; `behind` entries of its feed wait for it."""

    name: str
    enrolled_at: str
    seen_at: str
    acked: int
    behind: int
    waiting: bool
    lost: bool


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """What people have to decide."""

    conflict_id: int
    agency: str
    at: str
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class YearLine:
    """What an agency registered in a year, by the last numbers of its books; and what it exchanged."""

    agency: str
    name: str
    incoming: int
    outgoing: int
    sent: int
    received: int


class Overview:
    """Reads only, but for conflicts that are settled."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def agencies(self) -> list[AgencyLine]:
        """Every agency, by code."""
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT a.id, a.code, a.name, a.feed_last, a.quarantine,
                    (SELECT count(*) FROM desk d WHERE d.agency_id = a.id AND d.lost = 0) AS desks,
                    (SELECT coalesce(max(d.seen_at), '') FROM desk d WHERE d.agency_id = a.id)
                        AS seen_at,
                    (SELECT count(*) FROM conflict c WHERE c.agency_id = a.id AND c.settled_by = '')
                        AS conflicts
                FROM agency a ORDER BY a.code_key
                """
            )
            return [
                AgencyLine(
                    row["id"],
                    row["code"],
                    row["name"],
                    row["desks"],
                    row["seen_at"],
                    row["feed_last"],
                    bool(row["quarantine"]),
                    row["conflicts"],
                )
                for row in rows
            ]

    def desks(self, agency_id: int) -> list[DeskLine]:
        """The desks of an agency, by name."""
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT d.*, a.feed_last FROM desk d JOIN agency a ON a.id = d.agency_id
                WHERE d.agency_id = :agency ORDER BY d.name
                """,
                {"agency": agency_id},
            )
            return [
                DeskLine(
                    row["name"],
                    row["enrolled_at"],
                    row["seen_at"],
                    row["acked"],
                    max(0, row["feed_last"] - row["read_to"]),
                    bool(row["waiting"]),
                    bool(row["lost"]),
                )
                for row in rows
            ]

    def conflicts(self) -> list[ConflictLine]:
        """What waits for people, oldest first."""
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT c.id, a.code, c.at, c.kind, c.about
                FROM conflict c JOIN agency a ON a.id = c.agency_id
                WHERE c.settled_by = '' ORDER BY c.id LIMIT 500
                """
            )
            return [
                ConflictLine(row["id"], row["code"], row["at"], row["kind"], row["about"])
                for row in rows
            ]

    def settle(self, conflict_id: int, by: str, at: str) -> None:
        """People have decided it; the line stays."""
        with self._database.writing() as link:
            link.execute(
                """
                UPDATE conflict SET settled_by = :by, settled_at = :at
                WHERE id = :id AND settled_by = ''
                """,
                {"by": by, "at": at, "id": conflict_id},
            )

    def year(self, year: int) -> list[YearLine]:
        """Statistics of the province, by agency: numbers given, packets sent and received."""
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT a.code, a.name,
                    (SELECT coalesce(sum(b.last), 0) FROM book b WHERE b.agency_id = a.id
                        AND b.year = :year AND b.direction = 'incoming'
                        AND substr(b.series, 1, 3) = 'den') AS incoming,
                    (SELECT coalesce(sum(b.last), 0) FROM book b WHERE b.agency_id = a.id
                        AND b.year = :year AND b.direction = 'outgoing') AS outgoing,
                    (SELECT count(*) FROM packet p JOIN delivery d ON d.packet_id = p.id
                        WHERE p.sender_id = a.id AND substr(d.at, 1, 4) = :text) AS sent,
                    (SELECT count(*) FROM delivery d
                        WHERE d.recipient_id = a.id AND substr(d.at, 1, 4) = :text) AS received
                FROM agency a ORDER BY a.code_key
                """,
                {"year": year, "text": str(year)},
            )
            return [
                YearLine(
                    row["code"],
                    row["name"],
                    int(row["incoming"]),
                    int(row["outgoing"]),
                    row["sent"],
                    row["received"],
                )
                for row in rows
            ]

    def figures(self, seen_since: str) -> Mapping[str, tuple[str, int]]:
        """What /metrics tells of the province: name to help and value."""
        with self._database.reading() as link:
            return {
                "agencies": ("Agencies in the directory.", _count(link, "agency")),
                "desks": ("Enrolled desks.", _count(link, "desk WHERE lost = 0")),
                "desks_silent": (
                    "Enrolled desks not heard for a day.",
                    _count(link, "desk WHERE lost = 0 AND seen_at < :since", since=seen_since),
                ),
                "feed_entries": (
                    "Entries in all feeds.",
                    int(link.one("SELECT coalesce(sum(feed_last), 0) AS n FROM agency")["n"]),
                ),
                "conflicts_open": (
                    "Conflicts that wait for people.",
                    _count(link, "conflict WHERE settled_by = ''"),
                ),
                "acts_waiting": (
                    "Acts that wait for their second person.",
                    _count(link, "act WHERE outcome = ''"),
                ),
                "quarantined_agencies": (
                    "Agencies whose books are not granted after a restore.",
                    _count(link, "agency WHERE quarantine = 1"),
                ),
                "generation": (
                    "Server generation; it grows with each restore.",
                    int(link.one("SELECT generation FROM province")["generation"]),
                ),
            }


def _count(link: Link, what: str, **values: object) -> int:
    return int(link.one(f"SELECT count(*) AS n FROM {what}", values)["n"])
