"""What the calendar's section decides: each edit is kept at once and can be taken back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.calendar_rules import ReadHolidays, joined, read_holidays
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.errors import ClerkError, InvalidEntry
from clerkdesk.domain.office_hours import (
    Holiday,
    OfficeCalendar,
    Receipt,
    Timetable,
    WorkedDay,
    receipt,
)
from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.texts import _
from clerkdesk.services.calendar_setting import ChangeCalendar
from clerkdesk.services.desk import Desk
from clerkdesk.ui.chosen_file import read_file
from clerkdesk.ui.jobs import Jobs, Lane

DayOff = Holiday | WorkedDay


class CalendarPresenter(QObject):
    """Holds the calendar that is shown."""

    changed = Signal(object)  # OfficeCalendar
    said = Signal(str)  # what was changed; it can be undone
    problem_found = Signal(str)  # why it was not; empty when all is well
    left_out = Signal(str)  # lines of an import that were not understood
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._change = ChangeCalendar(desk.store.settings)
        self._before: list[OfficeCalendar] = []
        self.allowed = may(desk.person, Right.SETTINGS)
        self.calendar = OfficeCalendar()

    @property
    def today(self) -> date:
        """The calendar date in Viet Nam."""
        return self._desk.today

    def refresh(self) -> None:
        """Read the calendar again."""
        self._jobs.run(
            Lane.STORE, self._desk.rules.calendar, done=self._read, failed=self.failed.emit
        )

    def put_timetable(self, place: int | None, table: Timetable) -> None:
        """Keep changed hours, or new ones where `place` is None."""
        tables = list(self.calendar.timetables)
        if place is None:
            tables.append(table)
        else:
            tables[place] = table
        self._keep(replace(self.calendar, timetables=tuple(tables)), _("Đã lưu giờ làm việc."))

    def remove_timetable(self, place: int) -> None:
        """Take hours away; the usual ones stay, as the check says."""
        tables = [t for number, t in enumerate(self.calendar.timetables) if number != place]
        self._keep(replace(self.calendar, timetables=tuple(tables)), _("Đã bỏ bảng giờ."))

    def add_holiday(self, name: str, first: date, last: date, *, each_year: bool) -> None:
        """Add days off."""
        holiday = Holiday(name.strip() or _("Ngày nghỉ"), first, last, each_year)
        kept = [h for h in self.calendar.holidays if (h.name, h.first) != (holiday.name, first)]
        holidays = tuple(sorted((*kept, holiday), key=lambda found: found.first))
        words = _("Đã thêm ngày nghỉ «{name}».").format(name=holiday.name)
        self._keep(replace(self.calendar, holidays=holidays), words)

    def add_worked_day(self, day: date, instead_of: date | None, name: str) -> None:
        """Add a day worked in exchange."""
        kept = [worked for worked in self.calendar.worked_days if worked.day != day]
        worked_days = (*kept, WorkedDay(day, instead_of, name.strip()))
        words = _("Đã thêm ngày làm bù {day}.").format(day=f"{day:%d/%m/%Y}")
        ordered = tuple(sorted(worked_days, key=lambda found: found.day))
        self._keep(replace(self.calendar, worked_days=ordered), words)

    def remove(self, entry: DayOff) -> None:
        """Take a holiday or a worked day away."""
        calendar = self.calendar
        left = replace(
            calendar,
            holidays=tuple(holiday for holiday in calendar.holidays if holiday != entry),
            worked_days=tuple(worked for worked in calendar.worked_days if worked != entry),
        )
        self._keep(left, _("Đã bỏ một dòng khỏi lịch nghỉ."))

    def take_in_file(self, path: Path) -> None:
        """Read next year's holidays from a text or CSV file."""
        self._jobs.run(
            Lane.STORE,
            lambda: read_holidays(read_file(path).decode("utf-8-sig", "replace")),
            done=self._take_in,
            failed=self.failed.emit,
        )

    def undo(self) -> None:
        """Take the last change back."""
        if self._before:
            before = self._before.pop()
            self._keep(before, _("Đã hoàn tác."), undoing=True)

    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._before)

    def preview(self, day: date, clock: time) -> Receipt | None:
        """When something that comes then counts as received; None while no day is open."""
        try:
            return receipt(datetime.combine(day, clock, VIETNAM_TIME), self.calendar)
        except ValueError:
            return None

    def _take_in(self, read: ReadHolidays) -> None:
        self.left_out.emit("\n".join(read.problems))
        count = len(read.holidays) + len(read.worked_days)
        if count:
            words = _("Đã nhập {n} dòng ngày nghỉ, làm bù.").format(n=count)
            self._keep(joined(self.calendar, read), words)
        elif not read.problems:
            self.left_out.emit(_("Tệp không có dòng nào."))

    def _keep(self, calendar: OfficeCalendar, words: str, *, undoing: bool = False) -> None:
        self._jobs.run(
            Lane.STORE,
            lambda: self._change(calendar, self._desk.person),
            done=self._kept(calendar, words, undoing=undoing),
            failed=self._failed,
        )

    def _kept(
        self, calendar: OfficeCalendar, words: str, *, undoing: bool
    ) -> Callable[[OfficeCalendar], None]:
        def done(before: OfficeCalendar) -> None:
            if not undoing:
                self._before.append(before)
            self.problem_found.emit("")
            self._read(calendar)
            self.said.emit(words)

        return done

    def _read(self, calendar: OfficeCalendar) -> None:
        self.calendar = calendar
        self.changed.emit(calendar)

    def _failed(self, error: ClerkError) -> None:
        if isinstance(error, InvalidEntry):
            self.problem_found.emit(" ".join(error.problems.values()))
        else:
            self.failed.emit(error)
