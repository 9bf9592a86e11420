"""The life of a store: seen to be put back, it goes on under a new incarnation (domain/restoring)."""

import json

from clerkdesk.adapters.store.database import Database
from clerkdesk.adapters.store.former_lives import keep_life
from clerkdesk.adapters.store.journal import FileJournal
from clerkdesk.adapters.store.marks import Marks
from clerkdesk.domain.ops import FIRST_HASH
from clerkdesk.domain.restoring import head_ever, is_put_back, next_incarnation

JOURNAL_PLACE = "backup.journal"


FOLLOW_FROM = "backup.follow_from"
"""Setting of this desk: where files of a restored store still come from."""
RESTORED = "backup.restored"
"""Setting of this desk in a restored database, until its new life has begun."""


def incarnation_of(database: Database) -> int:
    """The life in which this store writes."""
    with database.reading() as link:
        return int(link.execute("SELECT incarnation FROM desk").fetchone()[0])


def was_put_back(database: Database, marks: Marks, journal: FileJournal) -> bool:
    """Whether this file was restored, or is older than what is remembered of it outside."""
    if desk_text(database, RESTORED):
        return True
    with database.reading() as link:
        row = link.execute("SELECT incarnation, head_seq FROM desk").fetchone()
    incarnation = row["incarnation"]
    seen = head_ever(marks.head(incarnation), [journal.last(incarnation)])
    return is_put_back(row["head_seq"], seen, incarnation, marks.incarnation)


def begin_again(database: Database, marks: Marks) -> int:
    """Begin a new life, remembered outside before its first op; the incarnation."""
    incarnation = next_incarnation(incarnation_of(database), marks.incarnation)
    marks.raise_to({}, life=(incarnation, 0))
    with database.writing() as link:
        keep_life(link)
        link.execute(
            """
            UPDATE desk SET incarnation = :incarnation, head_seq = 0, head_hash = :first,
                acked = 0, feed_seq = 0
            """,
            {"incarnation": incarnation, "first": FIRST_HASH},
        )
        link.execute("DELETE FROM desk_setting WHERE name = :name", {"name": RESTORED})
    return incarnation


def heads(database: Database) -> dict[int, int]:
    """The highest own op of each life that is in the store."""
    with database.reading() as link:
        rows = link.execute(
            """
            SELECT incarnation, max(seq) AS head FROM op
            WHERE device = (SELECT device FROM desk) GROUP BY incarnation
            """
        ).fetchall()
    return {row["incarnation"]: row["head"] for row in rows}


def desk_text(database: Database, name: str) -> str:
    """A text among the settings of this desk; empty where there is none."""
    with database.reading() as link:
        row = link.execute(
            "SELECT value FROM desk_setting WHERE name = :name", {"name": name}
        ).fetchone()
    value = None if row is None else json.loads(row["value"])
    return value if isinstance(value, str) else ""
