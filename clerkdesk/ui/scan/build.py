"""Builds Quét."""

from clerkdesk.ui.scan.presenter import ScanPresenter
from clerkdesk.ui.scan.view import ScanView
from clerkdesk.ui.surroundings import Surroundings


def build_scan(around: Surroundings) -> ScanView:
    """The scanner's page; what it has scanned goes to the form."""
    presenter = ScanPresenter(around.desk, around.jobs)
    view = ScanView(presenter, around.window, around.memory)
    presenter.setParent(view)
    presenter.failed.connect(around.window.show_error)
    presenter.devices_changed.connect(around.chips.show_scanners)
    view.register_wanted.connect(around.ways.register_batch)
    view.files_dropped.connect(around.ways.open_files)
    return view
