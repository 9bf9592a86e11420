"""Reminds of the new year's books: from 25 December, and every day until they are open."""

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.services.open_year import YearReminder
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.theme import State


class YearReminderPresenter(QObject):
    """`check` may be called by any screen, at the start and when a day begins."""

    due = Signal(object)  # YearReminder
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs

    def check(self) -> None:
        """Say `due` where books wait to be opened."""
        self._jobs.run(
            Lane.STORE, self._desk.open_year.remind, done=self._found, failed=self.failed.emit
        )

    def _found(self, reminder: YearReminder | None) -> None:
        if reminder is not None:
            self.due.emit(reminder)


def remind_in(shell: Shell, presenter: YearReminderPresenter) -> None:
    """Show what is due as a notice that leads to «Sổ và số»."""

    def show(reminder: YearReminder) -> None:
        shell.show_notice(
            reminder.text,
            State.BAD if reminder.late else State.WARN,
            action=_("Mở sổ năm {year}").format(year=reminder.year),
            pressed=lambda: shell.go_to(workplaces.NUMBERS),
            seconds=0 if reminder.late else None,
        )

    presenter.due.connect(show)
