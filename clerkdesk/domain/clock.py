"""Time as the registry knows it: Viet Nam's zone, aware instants, dates for the books."""

from datetime import date, datetime, timedelta, timezone

VIETNAM_TIME = timezone(timedelta(hours=7), "+07:00")


def local_date(instant: datetime) -> date:
    """The calendar date in Viet Nam of an aware `instant`."""
    return instant.astimezone(VIETNAM_TIME).date()


def signing_time_text(instant: datetime) -> str:
    """Write `instant` as beside a digital signature.

    Source: NĐ 30/2020, Phụ lục I («ngày tháng năm; giờ phút giây; múi giờ Việt Nam»); the order
    in which real stamps write it is not verified, see docs/unverified.md.
    """
    return instant.astimezone(VIETNAM_TIME).strftime("%d.%m.%Y %H:%M:%S +07:00")
