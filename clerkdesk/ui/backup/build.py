"""Builds Sao lưu và khôi phục, and the watch that backs up at its time."""

from clerkdesk.domain.texts import _
from clerkdesk.ui.backup.page import BackupPage
from clerkdesk.ui.backup.presenter import BackupPresenter
from clerkdesk.ui.backup.watch import BackupWatch
from clerkdesk.ui.surroundings import Surroundings
from clerkdesk.ui.theme import State


def build_backup(around: Surroundings) -> BackupPage:
    """The section of Thiết lập."""
    presenter = BackupPresenter(around.desk, around.jobs)
    page = BackupPage(presenter, around.window, around.memory, around.desk.clock)
    presenter.setParent(page)
    around.window.closing.connect(presenter.stop)
    return page


def build_backup_watch(around: Surroundings) -> BackupWatch:
    """Runs beside every page; what it says leads to the page."""
    presenter = BackupPresenter(around.desk, around.jobs)
    watch = BackupWatch(around.desk, around.jobs, presenter)
    presenter.setParent(watch)
    watch.setParent(around.window)
    window = around.window

    def remind(words: str, state: State) -> None:
        window.show_notice(words, state, action=_("Xem"), pressed=around.ways.show_backup)

    watch.reminded.connect(remind)
    presenter.said.connect(window.show_notice)
    presenter.failed.connect(window.show_error)
    window.closing.connect(watch.stop)
    return watch
