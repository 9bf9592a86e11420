"""How much of a line that is paid by volume files may use in a day; ops and hỏa tốc always go.

A commune on a mobile modem pays by the gigabyte: what is not urgent waits for tomorrow, and is said so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clerkdesk.domain.sync_pace import MovingFile, Rank

MEGABYTE = 1_000_000
USUAL_MEGABYTES = 200


class Line(StrEnum):
    """How the line is paid."""

    ASK_SYSTEM = "system"
    METERED = "metered"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class DataBudget:
    """What this desk's files may use of a metered line in a day."""

    line: Line = Line.ASK_SYSTEM
    megabytes: int = USUAL_MEGABYTES
    lifted_on: date | None = None
    """The day on which a person let everything go at once."""

    def __post_init__(self) -> None:
        if not 0 <= self.megabytes <= 1_000_000:
            raise ValueError(f"not a daily amount: {self.megabytes} MB")

    def limit(self, today: date, *, metered: bool | None) -> int | None:
        """Bytes for files today; None where there is no limit.

        Args:
            metered: what the operating system says of the line; None where it cannot tell.
        """
        counted = metered is True if self.line is Line.ASK_SYSTEM else self.line is Line.METERED
        if not counted or self.lifted_on == today:
            return None
        return self.megabytes * MEGABYTE


@dataclass(frozen=True, slots=True)
class LineUse:
    """Bytes that left or came on one day."""

    day: date
    ops: int = 0
    files: int = 0


def may_move(file: MovingFile, used: int, limit: int | None) -> bool:
    """Whether a file may go now; receipts and hỏa tốc always may."""
    if limit is None or file.rank in (Rank.EXPRESS, Rank.NOTICE):
        return True
    return used + file.size <= limit


def read_budget(stored: object) -> DataBudget:
    """The budget that a setting holds; one that cannot be read is the usual."""
    if not isinstance(stored, Mapping):
        return DataBudget()
    lifted = stored.get("lifted_on")
    try:
        return DataBudget(
            Line(str(stored.get("line", Line.ASK_SYSTEM))),
            int(str(stored.get("megabytes", USUAL_MEGABYTES))),
            date.fromisoformat(lifted) if isinstance(lifted, str) else None,
        )
    except ValueError:
        return DataBudget()
