"""Dates and times as packets write them: yyyy/MM/dd by the norm, d/M/yyyy and ISO in the field."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

from clerkdesk.domain.clock import VIETNAM_TIME

_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?=\D|$)")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?=\D|$)")
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})(?=\D|$|\d{6}$)")
_IN_WORDS = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_JAVA = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) [\d:]{8} \S+ (\d{4})$")
"""`java.util.Date.toString()`, as careless builders write it."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CLOCK = re.compile(
    r"[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
    r"\s*([AP]M|SA|CH)?\s*(Z|ICT|[+-]\d{2}:?\d{2})?(?:\s+\d{4})?\s*$"
)
_ZONED = re.compile(r"T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$")
_NORM_DATE = re.compile(r"\d{4}/\d{2}/\d{2}")
_NORM_TIME = re.compile(r"\d{4}/\d{2}/\d{2} \d{2}:\d{2}:\d{2}")
_YEARS = range(1900, 3000)
"""Outside of it a year is a slip, such as the year 25 that a lenient parser makes of 20/02/2026."""
_LAST_MONTH = _HALF_DAY = 12
_HALVES = {"AM": False, "SA": False, "PM": True, "CH": True}
"""Whether it is the afternoon; «SA» and «CH» are Windows in Vietnamese."""


def read_date(text: str) -> date | None:
    """The date in `text`, whatever time follows it; None where there is none.

    A time with a zone of its own is looked at in Viet Nam: midnight of 5 March leaves a careless
    builder as 2026-03-04T17:00:00Z.

    Day and month in an unusual order are told apart where only one order is possible: 11/20/2026
    is in November. Where both are, the day comes first, as Viet Nam writes it.
    """
    text = text.strip()
    if _ZONED.search(text) and (instant := read_time(text)) is not None:
        return instant.date()
    return _written_date(text)


def _written_date(text: str) -> date | None:
    if found := _YEAR_FIRST.match(text) or _RUN_TOGETHER.match(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.match(text) or _IN_WORDS.match(text):
        day, month, year = (int(part) for part in found.groups())
    elif (found := _JAVA.match(text)) and found[1] in _MONTHS:
        year, month, day = int(found[3]), _MONTHS.index(found[1]) + 1, int(found[2])
    else:
        return None
    if year not in _YEARS:
        return None
    if month > _LAST_MONTH >= day:
        day, month = month, day
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_time(text: str) -> datetime | None:
    """The instant in `text`; Viet Nam's zone where it names none (DOMAIN §2.6, Điều 14.4)."""
    text = text.strip()
    if (run := re.fullmatch(r"(\d{8})(\d{2})(\d{2})(\d{2})", text)) is not None:
        text = f"{run[1]} {run[2]}:{run[3]}:{run[4]}"
    day = _written_date(text)
    found = _CLOCK.search(text)
    if day is None or found is None:
        return None
    hour, minute, second, half, zone = found.groups()
    hours = int(hour)
    if half in _HALVES and hours <= _HALF_DAY:  # 12 AM is midnight, 12 PM is noon
        hours = hours % _HALF_DAY + (_HALF_DAY if _HALVES[half] else 0)
    try:
        return datetime(
            *(day.year, day.month, day.day, hours, int(minute), int(second or 0)),
            tzinfo=_zone(zone),
        ).astimezone(VIETNAM_TIME)
    except (ValueError, OverflowError):
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
    if not text or text == "ICT":
        return VIETNAM_TIME
    if text == "Z":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=minutes if text[0] == "+" else -minutes))
