"""The periods by which a small book is shown and printed."""

from datetime import date, timedelta
from enum import Enum

from clerkdesk.domain.texts import N_


class Period(Enum):
    """A choice of the list; the label is what stands in it."""

    YEAR = "year"
    MONTH = "month"
    WEEK = "week"
    ALL = "all"

    @property
    def label(self) -> str:
        """Vietnamese, not yet translated."""
        return _LABELS[self]


_LABELS = {
    Period.YEAR: N_("Năm nay"),
    Period.MONTH: N_("Tháng này"),
    Period.WEEK: N_("Tuần này"),
    Period.ALL: N_("Mọi lúc"),
}


def span(period: Period, today: date) -> tuple[date | None, date | None]:
    """First and last day of the period that holds `today`; a week starts on Monday."""
    match period:
        case Period.YEAR:
            return date(today.year, 1, 1), date(today.year, 12, 31)
        case Period.MONTH:
            first = today.replace(day=1)
            after = (first + timedelta(days=31)).replace(day=1)
            return first, after - timedelta(days=1)
        case Period.WEEK:
            monday = today - timedelta(days=today.weekday())
            return monday, monday + timedelta(days=6)
        case Period.ALL:
            return None, None
