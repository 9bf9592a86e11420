"""A section of Hôm nay as a value: what it is called, how it is read, what each row opens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from clerkdesk.domain.clock import local_date
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.office_hours import OfficeCalendar
from clerkdesk.services.desk import Desk
from clerkdesk.ui.surroundings import Ways
from clerkdesk.ui.theme import State

Open = Callable[[Ways], object]
"""Goes to where the thing is done."""


class Side(StrEnum):
    """The column in which a section stands."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Moment:
    """What a section is read with: the desk and one moment for all of them."""

    desk: Desk
    now: datetime
    calendar: OfficeCalendar

    @property
    def today(self) -> date:
        """The calendar date in Viet Nam."""
        return local_date(self.now)


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One thing to do; the most urgent of a section stands on top."""

    lead: str
    title: str
    detail: str
    badge: str
    state: State
    open: Open
    urgency: Urgency = Urgency.NORMAL

    def words(self) -> tuple[str, str, str, str, State]:
        """What is seen of it."""
        return (self.lead, self.title, self.detail, self.badge, self.state)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a section, and how many there are where not all of them were read."""

    rows: Sequence[TodayRow]
    total: int = 0

    @property
    def count(self) -> int:
        """The whole number."""
        return max(self.total, len(self.rows))


@dataclass(frozen=True, slots=True)
class TodaySection:
    """Add one to `sections.SECTIONS` and it is read, shown, counted and given keys."""

    key: str
    title: str
    read: Callable[[Moment], Rows]
    """Run in the store's lane: no widget, at most a few hundred rows."""
    side: Side
    empty: str = ""
    """What stands there when nothing is to be done; a section without it is then not shown."""
    shown: int = 8
    """The most rows on the screen; fewer where the window is low."""
    more: Open | None = None
    """Where the rest of them is."""


@dataclass(frozen=True, slots=True)
class TodayTile:
    """A number on top and where it leads."""

    key: str
    caption: str
    state: State
    count: Callable[[Moment], int]
    open: Open
