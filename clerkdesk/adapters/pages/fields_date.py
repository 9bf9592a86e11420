"""Place and date of issue (ô 4): «Sóc Trăng, ngày 14 tháng 7 năm 2016»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clerkdesk.adapters.pages.fields_lines import Line, around, trust
from clerkdesk.domain.reading import ReadField, Word
from clerkdesk.domain.vietnamese import fold, nfc

_DIGITS = str.maketrans("oqlist]|bz", "0011511182")
_DATE = re.compile(
    r"ng(?:[aà]?y|a)\W*([0-9oqlist|bz\]]{1,2})\W*th[a-zá]?ng\W*([0-9oqlist|bz\]]{1,2})\W*n[aă]?m\W*([0-9oqlist|bz\]]{4})"
)
_DAY_WORD = re.compile(r"^ng[aà]?y(?![a-z])|^nga$")
"""Not the start of «Nga Thủy», a place."""
_MONTH_WORD = re.compile(r"\bth[a-z]?ng\b|thang")
_YEARS = range(1945, 2100)


@dataclass(frozen=True, slots=True)
class PlaceAndDate:
    """Either may be missing: numbers are often written in later by hand."""

    place: ReadField | None
    issued: ReadField | None


def read_place_and_date(lines: Sequence[Line]) -> PlaceAndDate:
    """Read the first line that has a date."""
    for line in lines:
        start = _start(line.words)
        if start is None or _MONTH_WORD.search(line.folded) is None:
            continue
        dated = line.words[start:]
        issued = _date(dated)
        place_words = line.words[:start]
        place = None
        if place_words:
            text = nfc(" ".join(word.text for word in place_words)).strip(" ,.;:-")
            place = ReadField(text, trust(place_words), line.page, around(place_words))
        return PlaceAndDate(place, None if issued is None else _field(issued, dated, line.page))
    return PlaceAndDate(None, None)


def _number_follows(words: Sequence[Word], place: int) -> bool:
    """«Nga Thủy, ngày 5 …»: the first word is a place."""
    after = words[place + 1].text if place + 1 < len(words) else ""
    return fold(words[place].text) != "nga" or any(map(str.isdigit, after))


def _start(words: Sequence[Word]) -> int | None:
    """Place of «ngày», or of what was read for it before the day and «tháng»."""
    for place, word in enumerate(words):
        if _DAY_WORD.match(fold(word.text)) and _number_follows(words, place):
            return place
    for place in range(2, len(words)):
        day, before = words[place - 1].text, fold(words[place - 2].text)
        if (
            _MONTH_WORD.search(fold(words[place].text))
            and day[:1].isdigit()
            and before.endswith(("gay", "ga"))
        ):
            return place - 2
    return None


def _date(words: Sequence[Word]) -> date | None:
    said = ["ngay", *(word.text for word in words[1:])]
    match = _DATE.search(fold(" ".join(said)))
    if match is None:
        return None
    day, month, year = (int(part.translate(_DIGITS)) for part in match.groups())
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _field(issued: date, words: Sequence[Word], page: int) -> ReadField:
    """Only the numbers can be read wrong: «tháng» is known to be «tháng»."""
    numbers = [word for word in words if any(letter.isdigit() for letter in word.text)]
    clean = len(numbers) >= 3 and all(re.fullmatch(r"\d+\W?", word.text) for word in numbers[:3])
    return ReadField(issued, trust(numbers) * (1.0 if clean else 0.8), page, around(words))
