"""What was done to the province itself: by its administrators, and by desks that enrol or are refused."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from clerkdesk.server.store.link import Database, Link


class Entry(NamedTuple):
    """One line."""

    at: str
    who: str
    what: str
    about: str


@dataclass(frozen=True, slots=True)
class Audit:
    """Only ever grows."""

    database: Database

    def note(self, who: str, what: str, about: str, at: datetime) -> None:
        """Write a line in a transaction of its own."""
        with self.database.writing() as link:
            note(link, who, what, about, at)

    def newest(self, limit: int) -> list[Entry]:
        """The last lines, newest first."""
        with self.database.reading() as link:
            rows = link.execute(
                "SELECT at, who, what, about FROM audit ORDER BY id DESC LIMIT :limit",
                {"limit": limit},
            )
            return [Entry(row["at"], row["who"], row["what"], row["about"]) for row in rows]


def note(link: Link, who: str, what: str, about: str, at: datetime) -> None:
    """Write a line in the transaction of what it tells."""
    link.execute(
        "INSERT INTO audit (at, who, what, about) VALUES (:at, :who, :what, :about)",
        {"at": at.isoformat(), "who": who, "what": what, "about": about},
    )
