"""The office calendar as a setting: JSON in the store, values in the domain, changed by one use case."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time

from clerkdesk.domain.calendar_rules import calendar_problems
from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.office_hours import (
    DayOfYear,
    Holiday,
    OfficeCalendar,
    Timetable,
    Week,
    WorkedDay,
    working_week,
)
from clerkdesk.domain.people import Person
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain
from clerkdesk.domain.rights import Right, demand
from clerkdesk.ports.store import Settings

CALENDAR = "calendar"


def read_calendar(stored: object) -> OfficeCalendar:
    """The calendar that a setting holds; a new one where there is none."""
    match stored:
        case {"timetables": list(tables), "holidays": list(holidays), "worked_days": list(worked)}:
            return OfficeCalendar(
                tuple(_timetable(table) for table in tables),
                tuple(from_plain(Holiday, holiday) for holiday in holidays),
                tuple(from_plain(WorkedDay, day) for day in worked),
            )
        case {"sessions": list(spans), "holidays": list(off), "working_days_off_week": list(on)}:
            return _first_form(spans, off, on)
    return OfficeCalendar()


def plain_calendar(calendar: OfficeCalendar) -> dict[str, object]:
    """The calendar as a JSON value."""
    return {
        "timetables": [
            {
                **plain_fields(replace(table, week=())),
                "week": [
                    [[s.isoformat(), e.isoformat()] for s, e in spans] for spans in table.week
                ],
            }
            for table in calendar.timetables
        ],
        "holidays": to_plain(calendar.holidays),
        "worked_days": to_plain(calendar.worked_days),
    }


class ChangeCalendar:
    """What an administrator does with office hours and days off."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self, calendar: OfficeCalendar, by: Person) -> OfficeCalendar:
        """Keep `calendar` instead; gives back the one before, for «Hoàn tác».

        Raises:
            InvalidEntry: it is not a lawful calendar; nothing was changed.
            NotAllowed
        """
        demand(by, Right.SETTINGS)
        if wrong := calendar_problems(calendar):
            raise InvalidEntry({"calendar": " ".join(wrong)})
        before = read_calendar(self._settings.get(CALENDAR))
        self._settings.put(CALENDAR, plain_calendar(calendar), by.login)
        return before


def _timetable(stored: object) -> Timetable:
    if not isinstance(stored, Mapping):
        raise TypeError(f"not a timetable: {stored!r}")
    season_from, season_to = stored.get("season_from"), stored.get("season_to")
    valid_from, valid_to = stored.get("valid_from"), stored.get("valid_to")
    return Timetable(
        name=str(stored["name"]),
        week=_week(stored["week"]),
        valid_from=date.fromisoformat(str(valid_from)) if valid_from else None,
        valid_to=date.fromisoformat(str(valid_to)) if valid_to else None,
        season_from=from_plain(DayOfYear, season_from) if season_from else None,
        season_to=from_plain(DayOfYear, season_to) if season_to else None,
        issuer=str(stored.get("issuer") or ""),
    )


def _week(stored: object) -> Week:
    days = stored if isinstance(stored, list) else []
    return tuple(_spans(spans) for spans in days)


def _spans(stored: Sequence[Sequence[object]]) -> tuple[tuple[time, time], ...]:
    return tuple(
        (time.fromisoformat(str(span[0])), time.fromisoformat(str(span[1]))) for span in stored
    )


def _first_form(spans: list[object], off: list[object], on: list[object]) -> OfficeCalendar:
    """What stores of the first weeks hold: one week, plain dates."""
    sessions = _spans([span for span in spans if isinstance(span, list)])
    days = sorted(date.fromisoformat(str(day)) for day in off)
    worked = sorted(date.fromisoformat(str(day)) for day in on)
    return OfficeCalendar(
        (Timetable(week=working_week(*sessions)),),
        tuple(Holiday("", day, day) for day in days),
        tuple(WorkedDay(day) for day in worked),
    )
