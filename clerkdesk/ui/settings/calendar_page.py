"""Giờ làm việc, ngày nghỉ: the week at a glance, its hours, and the days off."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.office_hours import OfficeCalendar
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.settings.calendar_days import DaysCard
from clerkdesk.ui.settings.calendar_hours import HoursCard
from clerkdesk.ui.settings.calendar_presenter import CalendarPresenter
from clerkdesk.ui.settings.calendar_week import WeekCard
from clerkdesk.ui.shell.workplaces import Shell


class CalendarPage(QWidget):
    """Every change is kept at once; Ctrl+Z takes the last one back."""

    def __init__(self, presenter: CalendarPresenter, shell: Shell, memory: UiMemory) -> None:
        super().__init__()
        self._presenter = presenter
        self._shell = shell
        today, allowed = presenter.today, presenter.allowed
        self.week = WeekCard(presenter.preview, today)
        self.hours = HoursCard(today, allowed=allowed)
        self.days = DaysCard(today, memory, allowed=allowed)
        across = QHBoxLayout()
        across.setSpacing(theme.GAP)
        across.addWidget(self.hours, 10)
        across.addWidget(self.days, 9)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.week)
        layout.addLayout(across, 1)
        QShortcut(QKeySequence("Ctrl+Z"), self).activated.connect(presenter.undo)
        self.hours.kept.connect(presenter.put_timetable)
        self.hours.removed.connect(presenter.remove_timetable)
        self.days.holiday_added.connect(
            lambda name, first, last, each_year: presenter.add_holiday(
                name, first, last, each_year=each_year
            )
        )
        self.days.worked_added.connect(presenter.add_worked_day)
        self.days.removed.connect(presenter.remove)
        self.days.file_chosen.connect(presenter.take_in_file)
        presenter.changed.connect(self._show)
        presenter.said.connect(self._say)
        presenter.problem_found.connect(self.hours.show_problem)
        presenter.left_out.connect(self.days.show_problem)
        presenter.failed.connect(shell.show_error)

    def refresh(self) -> None:
        """Read the calendar again."""
        self._presenter.refresh()

    def _show(self, calendar: OfficeCalendar) -> None:
        self.week.show_calendar(calendar)
        self.hours.show_tables(calendar.timetables)
        self.days.show_calendar(calendar)

    def _say(self, words: str) -> None:
        if self._presenter.can_undo():
            self._shell.show_notice(words, action=_("Hoàn tác"), pressed=self._presenter.undo)
        else:
            self._shell.show_notice(words)
