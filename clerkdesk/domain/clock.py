"""Time as the registry knows it: Viet Nam's zone, aware instants, dates for the books."""

from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

VIETNAM_TIME = timezone(timedelta(hours=7), "+07:00")


class TimeForm(StrEnum):
    """How the time of signing is written: day first, as real stamps are, or strictly ISO 8601."""

    DAY_FIRST = "day_first"
    ISO = "iso"


FAR_OFF = timedelta(days=1)
"""So far the PC's clock may be from the province server's before a number is asked about: a number
carries its date, and the order of a book is that of dates."""


def local_date(instant: datetime) -> date:
    """The calendar date in Viet Nam of an aware `instant`."""
    return instant.astimezone(VIETNAM_TIME).date()


def signing_time_text(instant: datetime, form: TimeForm = TimeForm.DAY_FIRST) -> str:
    """Write `instant` as beside a digital signature.

    Source: NĐ 30/2020, Phụ lục I («ngày tháng năm; giờ phút giây; múi giờ Việt Nam» theo ISO 8601);
    the order in which real stamps write it is not verified, see docs/unverified.md: a setting.
    """
    local = instant.astimezone(VIETNAM_TIME)
    if form is TimeForm.ISO:
        return local.isoformat(timespec="seconds")
    return local.strftime("%d.%m.%Y %H:%M:%S +07:00")
