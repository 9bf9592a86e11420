"""What a calendar must be before it counts, and next year's holidays read from a simple list."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from clerkdesk.domain.office_hours import (
    WEEKDAY_NAMES,
    Holiday,
    OfficeCalendar,
    Span,
    Timetable,
    WorkedDay,
)
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import fold, nfc

_DATE = re.compile(
    r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)|(?<!\d)(\d{4})-(\d{2})-(\d{2})"
)
_WORKED = "lam bu"
_LONGEST_HOLIDAY = timedelta(days=31)
_CLOCK = re.compile(r"(\d{1,2})[:h.](\d{2})?")


def spans_text(spans: Sequence[Span]) -> str:
    """Sessions as a clerk writes them: «07:00–11:00, 13:00–17:00»; empty for a day off."""
    return ", ".join(f"{start:%H:%M}–{end:%H:%M}" for start, end in spans)


def read_spans(text: str) -> tuple[Span, ...]:
    """Sessions from «7h-11h, 13:00–17:00» and the like; a dash or nothing is a day off.

    Raises:
        ValueError: `text` says something else.
    """
    parts = [part.strip() for part in re.split(r"[,;]", nfc(text)) if part.strip(" -–")]
    return tuple(_span(part) for part in parts)


def _span(text: str) -> Span:
    ends = [part.strip() for part in re.split(r"[-–—]|đến", text)]
    if len(ends) != 2:
        raise ValueError(text)
    first, last = (_clock(end) for end in ends)
    return first, last


def read_clock(text: str) -> time | None:
    """A time of day from «17:30», «17h30» or «7h»; None for anything else."""
    try:
        return _clock(text.strip())
    except ValueError:
        return None


def _clock(text: str) -> time:
    found = _CLOCK.fullmatch(text if not text.isdigit() else f"{text}h")
    if found is None:
        raise ValueError(text)
    return time(int(found[1]), int(found[2] or 0))


def calendar_problems(calendar: OfficeCalendar) -> list[str]:
    """What is wrong with it, as Vietnamese sentences; a calendar with one is never kept."""
    found = [sentence for table in calendar.timetables for sentence in _table_problems(table)]
    if not any(_plain(table) for table in calendar.timetables):
        found.append(_("Chưa có bảng giờ làm việc thường xuyên (không theo mùa, không hạn chót)."))
    for holiday in calendar.holidays:
        if holiday.last < holiday.first:
            found.append(_("«{name}»: ngày cuối ở trước ngày đầu.").format(name=holiday.name))
        elif holiday.last - holiday.first > _LONGEST_HOLIDAY:
            found.append(_("«{name}» dài quá 31 ngày.").format(name=holiday.name))
    for worked in calendar.worked_days:
        holiday_there = calendar.holiday(worked.day)
        if holiday_there is not None:
            found.append(
                _("Ngày làm bù {day} trùng ngày nghỉ «{name}».").format(
                    day=f"{worked.day:%d/%m/%Y}", name=holiday_there.name
                )
            )
    return found


def _plain(table: Timetable) -> bool:
    """Whether it holds on every day, so that no day is without hours."""
    bounds = (table.valid_from, table.valid_to, table.season_from, table.season_to)
    return not table.issuer and all(bound is None for bound in bounds)


def _table_problems(table: Timetable) -> list[str]:
    name = table.name or _("Giờ làm việc")
    found = []
    if len(table.week) != 7 or not any(table.week):
        found.append(_("«{name}»: cả tuần không có giờ làm việc nào.").format(name=name))
    for weekday, spans in zip(WEEKDAY_NAMES, table.week, strict=False):
        ordered = [clock for span in spans for clock in span]
        if any(later <= earlier for earlier, later in itertools.pairwise(ordered)):
            found.append(
                _("«{name}», {weekday}: giờ sau phải muộn hơn giờ trước ({spans}).").format(
                    name=name, weekday=_(weekday), spans=spans_text(spans)
                )
            )
    if (table.season_from is None) != (table.season_to is None):
        found.append(_("«{name}»: mùa phải có cả ngày đầu và ngày cuối.").format(name=name))
    if table.valid_from and table.valid_to and table.valid_to < table.valid_from:
        found.append(_("«{name}»: hết hiệu lực trước khi có hiệu lực.").format(name=name))
    return found


@dataclass(frozen=True, slots=True)
class ReadHolidays:
    """What a list of holidays says; `problems` name the lines that were left out."""

    holidays: tuple[Holiday, ...] = ()
    worked_days: tuple[WorkedDay, ...] = ()
    problems: tuple[str, ...] = ()


def read_holidays(text: str) -> ReadHolidays:
    """Read one holiday a line, as text or CSV: «06/02/2027 - 12/02/2027; Tết Nguyên đán»,
    «20/02/2027; làm bù cho 12/02/2027». A line without a date on top is a heading."""
    holidays: list[Holiday] = []
    worked: list[WorkedDay] = []
    wrong: list[str] = []
    for number, line in enumerate(nfc(text).lstrip("\ufeff").splitlines(), start=1):
        said = line.strip()
        if not said or said.startswith("#"):
            continue
        try:
            days = _dates(said)
            if not days:
                if number > 1:
                    wrong.append(_("Dòng {n}: không thấy ngày nào (dd/mm/yyyy).").format(n=number))
                continue
            name = _words(said)
            if _WORKED in fold(said):
                worked.append(WorkedDay(days[0], days[1] if len(days) > 1 else None, name))
                continue
            first, last = days[0], days[min(1, len(days) - 1)]
        except ValueError:
            wrong.append(_("Dòng {n}: ngày không có thật: {line}").format(n=number, line=said))
            continue
        if last < first or last - first > _LONGEST_HOLIDAY:
            wrong.append(_("Dòng {n}: ngày đầu và ngày cuối không hợp lý.").format(n=number))
        else:
            holidays.append(Holiday(name or _("Ngày nghỉ"), first, last))
    return ReadHolidays(tuple(holidays), tuple(worked), tuple(wrong))


def joined(calendar: OfficeCalendar, read: ReadHolidays) -> OfficeCalendar:
    """The calendar with what was read; the same list twice changes nothing."""
    days = {holiday.first for holiday in read.holidays if not holiday.each_year}
    swapped = {worked.day for worked in read.worked_days}
    kept = [h for h in calendar.holidays if h.each_year or h.first not in days]
    stay = [w for w in calendar.worked_days if w.day not in swapped]
    return OfficeCalendar(
        calendar.timetables,
        tuple(sorted((*kept, *read.holidays), key=lambda holiday: holiday.first)),
        tuple(sorted((*stay, *read.worked_days), key=lambda worked: worked.day)),
        calendar.issuer,
    )


def _dates(line: str) -> list[date]:
    return [
        date(int(m[3]), int(m[2]), int(m[1])) if m[3] else date(int(m[4]), int(m[5]), int(m[6]))
        for m in _DATE.finditer(line)
    ]


def _words(line: str) -> str:
    """What is left of a line without its dates and separators."""
    left = re.sub(r"[;,\t\"|]|\s[-–]\s|(?:^|\s)(?:từ|đến|cho)(?=\s|$)", " ", _DATE.sub(" ", line))
    return " ".join(left.split()).strip(" -–:")
