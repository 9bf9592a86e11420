"""Builds Đồng bộ, USB."""

from clerkdesk.ui.office_network.presenter import NetworkPresenter
from clerkdesk.ui.surroundings import Surroundings
from clerkdesk.ui.sync.page import SyncPage
from clerkdesk.ui.sync.presenter import SyncPagePresenter


def build_sync(around: Surroundings) -> SyncPage:
    """The section of Thiết lập."""
    presenter = SyncPagePresenter(around.desk, around.server, around.jobs)
    network = around.window.findChild(NetworkPresenter)
    page = SyncPage(presenter, around.window, around.memory, around.desk.clock, network)
    presenter.setParent(page)
    presenter.sync_wanted.connect(around.ways.send)
    return page
