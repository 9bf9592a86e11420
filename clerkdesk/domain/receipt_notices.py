"""Notices of receipt and their delay: from the clerk's decision to the province (Điều 13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from clerkdesk.domain.clock import local_date


@dataclass(frozen=True, slots=True)
class ReceiptNotice:
    """What became of one answer to a sender."""

    notice_id: str
    to: str
    """The agency that sent the document: the answer goes back to it, to nobody else."""
    code: str
    """Số, ký hiệu of the document."""
    document_id: str
    refused: bool
    confirmed_at: datetime
    queued_at: datetime
    sent_at: datetime | None
    about: str = ""
    """uid of the registered document; empty where it was refused."""
    tries: int = 0
    problem: str = ""
    """Why it could not leave at the last try, Vietnamese."""

    @property
    def pending(self) -> bool:
        """Whether the sender cannot know yet."""
        return self.sent_at is None

    def delay(self, now: datetime) -> timedelta:
        """From the decision until it left, or until now."""
        return max((self.sent_at or now) - self.confirmed_at, timedelta(0))

    def late(self, now: datetime, limit: timedelta) -> bool:
        """Whether it took longer than «ngay» may take in this office."""
        return self.delay(now) > limit

    def same_day(self, now: datetime) -> bool:
        """Whether it left on the day of the decision (NĐ 30/2020, Điều 21.2.c)."""
        return local_date(self.sent_at or now) == local_date(self.confirmed_at)


@dataclass(frozen=True, slots=True)
class NoticeFigures:
    """What a report says of a period's notices."""

    made: int = 0
    sent: int = 0
    late: int = 0
    """More than the office's limit, still waiting or not."""
    same_day: int = 0
    median: timedelta | None = None
    longest: timedelta | None = None

    @property
    def pending(self) -> int:
        """Those that still wait for the line."""
        return self.made - self.sent


def notice_figures(
    notices: Sequence[ReceiptNotice], now: datetime, limit: timedelta
) -> NoticeFigures:
    """Count and measure notices."""
    delays = [notice.delay(now) for notice in notices]
    return NoticeFigures(
        made=len(notices),
        sent=sum(not notice.pending for notice in notices),
        late=sum(notice.late(now, limit) for notice in notices),
        same_day=sum(notice.same_day(now) for notice in notices),
        median=timedelta(seconds=median(d.total_seconds() for d in delays)) if delays else None,
        longest=max(delays, default=None),
    )
