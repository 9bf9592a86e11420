"""Builds the wizard of an import."""

from clerkdesk.domain.books import Direction
from clerkdesk.ui.importing.directory_task import DirectoryTask
from clerkdesk.ui.importing.presenter import ImportPresenter
from clerkdesk.ui.importing.register_task import RegisterTask
from clerkdesk.ui.importing.task import ImportTask
from clerkdesk.ui.importing.view import ImportView
from clerkdesk.ui.surroundings import Surroundings


def build_register_import(around: Surroundings, direction: Direction) -> ImportView:
    """The wizard that brings an old register in."""
    return _built(around, RegisterTask(around.desk, direction))


def build_directory_import(around: Surroundings) -> ImportView:
    """The wizard that brings a directory in."""
    return _built(around, DirectoryTask(around.desk))


def _built(around: Surroundings, task: ImportTask) -> ImportView:
    presenter = ImportPresenter(task, around.jobs)
    view = ImportView(presenter, around.window, around.memory, around.desk.today.year)
    presenter.setParent(view)
    presenter.imported.connect(around.ways.office_changed)
    return view
