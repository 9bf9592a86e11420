"""Builds Danh bạ."""

from clerkdesk.ui.directory.page import DirectoryPage
from clerkdesk.ui.directory.presenter import DirectoryPresenter
from clerkdesk.ui.directory.view import DirectoryView
from clerkdesk.ui.importing.build import build_directory_import
from clerkdesk.ui.surroundings import Surroundings


def build_directory(around: Surroundings) -> DirectoryPage:
    """The directory of agencies and its import."""
    presenter = DirectoryPresenter(around.desk, around.jobs)
    view = DirectoryView(presenter, around.window, around.memory)
    page = DirectoryPage(view, lambda: build_directory_import(around))
    presenter.setParent(page)
    presenter.changed.connect(around.ways.office_changed)
    return page
