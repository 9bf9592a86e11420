"""What «Hôm nay» shows: what waits, what is late, what must leave, what came back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.office_hours import legal_receipt
from clerkdesk.services.desk import Desk
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.today.section import Moment, Rows, TodaySection, TodayTile
from clerkdesk.ui.today.sections import SECTIONS, TILES, rail_counters


@dataclass(frozen=True, slots=True)
class Today:
    """Everything on the screen, read at one moment."""

    now: datetime
    open_now: bool
    next_opening: datetime
    numbers: Mapping[str, int]
    """By the key of a tile."""
    rows: Mapping[str, Rows]
    """By the key of a section."""
    counters: Sequence[tuple[str, int]] = ()
    """Workplace and the number beside it."""

    @property
    def day(self) -> date:
        """The date of the screen."""
        return self.now.date()


class TodayPresenter(QObject):
    """Reads the day's work, section by section."""

    changed = Signal(object)  # Today
    failed = Signal(object)  # ClerkError

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        sections: Sequence[TodaySection] = SECTIONS,
        tiles: Sequence[TodayTile] = TILES,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self.sections = sections
        self.tiles = tiles

    def refresh(self) -> None:
        """Read everything again."""
        self._jobs.run(Lane.STORE, self._read, done=self.changed.emit, failed=self.failed.emit)

    def _read(self) -> Today:
        moment = Moment(self._desk, self._desk.clock(), self._desk.rules.calendar())
        return Today(
            now=moment.now.astimezone(VIETNAM_TIME),
            open_now=moment.calendar.is_open(moment.now),
            next_opening=legal_receipt(moment.now, moment.calendar),
            numbers={tile.key: tile.count(moment) for tile in self.tiles},
            rows={section.key: section.read(moment) for section in self.sections},
            counters=rail_counters(moment),
        )
