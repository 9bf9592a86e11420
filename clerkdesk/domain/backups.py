"""A backup of the store, how many are kept, and when the next one and the next drill are due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from clerkdesk.domain.clock import local_date

DAILY, WEEKLY, MONTHLY = 7, 5, 12
"""How many days, weeks and months keep a backup each (the newest of it)."""
ALWAYS = 2
"""The newest are kept whatever their dates: a wrong clock must not thin them to nothing."""
DRILL_DAYS = 30
"""After so many days nobody knows any more whether the last backup opens."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup in a place; `made_at` names it."""

    store_id: str
    made_at: datetime
    device: str
    incarnation: int
    head: int
    """Seq of the last op in it."""
    sha256: str
    """Of the database file in it."""
    database_size: int
    files: int
    files_size: int

    @property
    def name(self) -> str:
        """The name of its files."""
        return f"{self.made_at:%Y%m%d-%H%M%S}"

    @property
    def size(self) -> int:
        """Bytes of database and documents' files together; files are shared by all backups."""
        return self.database_size + self.files_size


@dataclass(frozen=True, slots=True)
class Proof:
    """What a drill has shown of one backup: it opens, its op chain is whole, its files can be read."""

    backup: datetime
    at: datetime
    place: str
    ops: int
    files_read: int
    problem: str = ""
    """Vietnamese; empty where everything was found whole."""

    @property
    def good(self) -> bool:
        """Whether the backup can be restored."""
        return not self.problem


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """What the office has decided for this desk."""

    place: str = ""
    """Folder, USB stick or a server's shared folder; empty: none chosen yet."""
    every_hours: int = 24
    journal: str = ""
    """Folder on a second medium for the op journal; empty: none."""


def kept(backups: Iterable[Backup]) -> Sequence[Backup]:
    """The backups that stay, newest first: a week of days, five weeks, a year of months."""
    newest_first = sorted(backups, key=lambda one: one.made_at, reverse=True)
    stay = set(newest_first[:ALWAYS])
    for most, period in ((DAILY, "%Y-%m-%d"), (WEEKLY, "%G-%V"), (MONTHLY, "%Y-%m")):
        seen: dict[str, Backup] = {}
        for one in newest_first:
            seen.setdefault(local_date(one.made_at).strftime(period), one)
        stay.update(list(seen.values())[:most])
    return [one for one in newest_first if one in stay]


def next_due(plan: BackupPlan, last: datetime | None) -> datetime | None:
    """When the next backup is to be made; None where no place was chosen or none was made yet."""
    if not plan.place or last is None:
        return None
    return last + timedelta(hours=plan.every_hours)


def is_due(plan: BackupPlan, last: datetime | None, now: datetime) -> bool:
    """Whether a backup is to be made now.

    A last one «in the future» means a clock that was wrong: then one is due.
    """
    due = next_due(plan, last)
    if not plan.place:
        return False
    return due is None or last is None or now >= due or last > now + timedelta(hours=1)


def drill_is_due(last: Proof | None, now: datetime) -> bool:
    """Whether somebody should let the last backup be proved again."""
    return last is None or not last.good or now - last.at >= timedelta(days=DRILL_DAYS)
