"""What a cell of a clerk's spreadsheet says: dates, numbers and text as people write them."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from math import isfinite

from clerkdesk.domain.vietnamese import nfc


class Formula(str):
    """A formula whose result was not stored with it: no value, but not empty either."""

    __slots__ = ()


Cell = str | int | float | bool | date | datetime | None
"""A value as a spreadsheet keeps it."""

FIRST_YEAR = 1945
_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_DAYS = range(16438, 73051)  # 1945 .. 2099
_DAY = re.compile(r"(\d{1,2})\s*[-/.,\s]\s*(\d{1,2})(?:\s*[-/.,\s]\s*(\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T][\d:.]+)?")
_WORDS = re.compile(
    r"(?:ng[aà]y)?\s*(\d{1,2})\s*th[aá]ng\s*(\d{1,2})(?:\s*n[aă]m\s*(\d{4}))?", re.IGNORECASE
)
_CLOCK = re.compile(r"\s+\d{1,2}:\d{2}(:\d{2})?$")
_NUMBER = re.compile(r"0*(\d{1,5})\s*([A-Za-zđĐ]?)")
_WHOLE = re.compile(r"(\d{1,9})(?:[.,]0+)?")
LARGEST_NUMBER = 99_999
SUFFIXES = "abcdefghi"
"""Letters that a number in between may have («12a»)."""


def read_text(cell: Cell) -> str:
    """The cell as one line of NFC text, without control characters.

    The apostrophe that keeps a text from being a formula is not part of it.
    """
    match cell:
        case None:
            return ""
        case bool():
            return str(cell)
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return f"{cell:%d/%m/%Y}"
        case date():
            return f"{cell:%d/%m/%Y}"
    text = "".join(
        " " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter
        for letter in str(cell)
    )
    text = " ".join(nfc(text).split())
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def is_formula(cell: Cell) -> bool:
    """Whether the cell is a formula whose result was not stored with it."""
    return isinstance(cell, Formula)


def read_day(cell: Cell, year: int | None = None) -> date | None:
    """The date that a cell says; None for an empty one.

    Day before month, always. Two digits of a year are 19.. from 70 on. A date without a year is of
    `year`, which stands on the cover of a register. Whole numbers are days of Excel.

    Raises:
        ValueError: it is no date, or none between 1945 and 2099.
    """
    match cell:
        case None | "":
            return None
        case bool():
            raise ValueError("no date")
        case datetime():
            return _plausible(cell.date())
        case date():
            return _plausible(cell)
        case int() | float():
            if not isfinite(cell) or int(cell) not in _EXCEL_DAYS:
                raise ValueError("no date")
            return _EXCEL_ZERO + timedelta(days=int(cell))
    text = _CLOCK.sub("", read_text(cell)).strip(" .,;")
    if not text:
        return None
    if found := _ISO.fullmatch(text):
        return _plausible(date(int(found[1]), int(found[2]), int(found[3])))
    match_ = _DAY.fullmatch(text) or _WORDS.fullmatch(text)
    if match_ is None:
        if text.isdecimal() and int(text) in _EXCEL_DAYS:
            return _EXCEL_ZERO + timedelta(days=int(text))
        raise ValueError("no date")
    day, month, written = match_.groups()
    if written is None and year is None:
        raise ValueError("no year")
    return _plausible(date(_full_year(written, year), int(month), int(day)))


def read_number(cell: Cell) -> tuple[int, str] | None:
    """A number of a register: «0123» is 123, «12a» is 12 and «a»; None for an empty cell.

    Raises:
        ValueError: it is no such number.
    """
    if isinstance(cell, bool | date):
        raise ValueError("no number")
    text = read_text(cell).rstrip(".")
    if not text:
        return None
    found = _NUMBER.fullmatch(text)
    if found is None or int(found[1]) < 1:
        raise ValueError("no number")
    suffix = found[2].lower()
    if suffix and suffix not in SUFFIXES:
        raise ValueError("no such letter")
    return int(found[1]), suffix


def read_count(cell: Cell) -> int | None:
    """A count such as «số tờ» or «số bản»; None for an empty cell.

    Raises:
        ValueError: it is no whole number.
    """
    text = read_text(cell)
    if not text:
        return None
    found = _WHOLE.fullmatch(text)
    if found is None or isinstance(cell, bool | date):
        raise ValueError("no count")
    return int(found[1])


def _full_year(written: str | None, year: int | None) -> int:
    if written is None:
        assert year is not None  # checked by the caller
        return year
    number = int(written)
    if len(written) == 4:
        return number
    return number + (1900 if number >= 70 else 2000)


def _plausible(day: date) -> date:
    if not FIRST_YEAR <= day.year <= 2099:
        raise ValueError("no plausible date")
    return day
