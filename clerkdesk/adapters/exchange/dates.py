"""Dates and times as packets write them: yyyy/MM/dd by the norm, d/M/yyyy and ISO in the field."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

from clerkdesk.domain.clock import VIETNAM_TIME

_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?=\D|$)")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?=\D|$)")
_CLOCK = re.compile(
    r"[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?\s*$"
)
_NORM_DATE = re.compile(r"\d{4}/\d{2}/\d{2}")
_NORM_TIME = re.compile(r"\d{4}/\d{2}/\d{2} \d{2}:\d{2}:\d{2}")
_YEARS = range(1900, 3000)
"""Outside of it a year is a slip, such as the year 25 that a lenient parser makes of 20/02/2026."""


def read_date(text: str) -> date | None:
    """The date in `text`, whatever time follows it; None where there is none."""
    if found := _YEAR_FIRST.match(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.match(text):
        day, month, year = (int(part) for part in found.groups())
    else:
        return None
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_time(text: str) -> datetime | None:
    """The instant in `text`; Viet Nam's zone where it names none (DOMAIN §2.6, Điều 14.4)."""
    day = read_date(text)
    found = _CLOCK.search(text)
    if day is None or found is None:
        return None
    hour, minute, second, zone = found.groups()
    try:
        return datetime(
            *(day.year, day.month, day.day, int(hour), int(minute), int(second or 0)),
            tzinfo=_zone(zone),
        ).astimezone(VIETNAM_TIME)
    except ValueError:
        return None


def is_norm_date(text: str) -> bool:
    """Whether `text` is written yyyy/MM/dd."""
    return _NORM_DATE.fullmatch(text) is not None


def is_norm_time(text: str) -> bool:
    """Whether `text` is written yyyy/MM/dd HH:mm:ss."""
    return _NORM_TIME.fullmatch(text) is not None


def date_text(day: date) -> str:
    """Write a date by the norm; the year always has four digits."""
    return f"{day.year:04d}/{day.month:02d}/{day.day:02d}"


def time_text(instant: datetime) -> str:
    """Write an aware instant by the norm, in Viet Nam's zone, to the second."""
    local = instant.astimezone(VIETNAM_TIME)
    return f"{date_text(local.date())} {local:%H:%M:%S}"


def _zone(text: str | None) -> timezone:
    if not text:
        return VIETNAM_TIME
    if text == "Z":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=minutes if text[0] == "+" else -minutes))
