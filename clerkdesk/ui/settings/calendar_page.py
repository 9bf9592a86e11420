"""Giờ làm việc, ngày nghỉ: the week at a glance, its hours, and the days off."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk.domain.office_hours import OfficeCalendar
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import scrolled
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.settings.calendar_days import DaysCard
from clerkdesk.ui.settings.calendar_hours import HoursCard
from clerkdesk.ui.settings.calendar_presenter import CalendarPresenter
from clerkdesk.ui.settings.calendar_week import WeekCard
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.turning_row import TurningRow

_BESIDE = 820


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
        column = QWidget()
        down = QVBoxLayout(column)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.GAP)
        down.addWidget(self.week)
        down.addWidget(TurningRow((self.hours, 10), (self.days, 9), least=_BESIDE), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(column))
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
