"""Who is named in one typed line: «Lê Văn An 28/11, Phòng Kinh tế +3»."""

import re
from collections.abc import Iterable
from datetime import date

from clerkdesk.domain.assignments import Assignee, Part
from clerkdesk.domain.office_hours import OfficeCalendar
from clerkdesk.domain.vietnamese import fold, nfc

_SEPARATORS = re.compile(r"[,;\n]")
_DUE = re.compile(
    r"^(?P<name>.*?)\s+(?:(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>\d{4}))?|\+(?P<days>\d{1,3}))$"
)


def read_assignees(
    text: str, part: Part, today: date, calendar: OfficeCalendar, known: Iterable[str] = ()
) -> tuple[Assignee, ...]:
    """Everyone named in `text`, once each; a date or «+3» (working days) after a name is its deadline.

    A date without a year is the next one that comes. A name that is `known`, whatever its case and
    diacritics, is written as it is known.

    Raises:
        ValueError: a date that does not exist.
    """
    spelled = {fold(name): nfc(name) for name in known}
    found: dict[str, Assignee] = {}
    for piece in _SEPARATORS.split(nfc(text)):
        name, due = _cut(" ".join(piece.split()), today, calendar)
        if name:
            name = spelled.get(fold(name), name)
            found.setdefault(fold(name), Assignee(name, part, due))
    return tuple(found.values())


def _cut(piece: str, today: date, calendar: OfficeCalendar) -> tuple[str, date | None]:
    match = _DUE.match(piece)
    if match is None:
        return piece, None
    if match["days"]:
        days = int(match["days"])
        return match["name"], calendar.next_working_day(today, days) if days else today
    day, month = int(match["day"]), int(match["month"])
    if match["year"]:
        return match["name"], date(int(match["year"]), month, day)
    due = date(today.year, month, day)
    return match["name"], due if due >= today else date(today.year + 1, month, day)


def one_each(*groups: Iterable[Assignee]) -> tuple[Assignee, ...]:
    """All of them, each name once with its first part: who leads is not also told."""
    found: dict[str, Assignee] = {}
    for group in groups:
        for assignee in group:
            found.setdefault(fold(assignee.name), assignee)
    return tuple(found.values())
