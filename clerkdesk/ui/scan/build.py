"""Builds Quét, and the section of its profiles in Thiết lập."""

from clerkdesk.domain.texts import _
from clerkdesk.ui.scan.button_listener import ButtonListener
from clerkdesk.ui.scan.piles_presenter import PilesPresenter
from clerkdesk.ui.scan.presenter import ScanPresenter
from clerkdesk.ui.scan.profiles_page import ProfilesPage
from clerkdesk.ui.scan.profiles_presenter import ProfilesPresenter
from clerkdesk.ui.scan.view import ScanView
from clerkdesk.ui.surroundings import Surroundings


def build_scan(around: Surroundings) -> ScanView:
    """The scanner's page; what it has scanned goes to the form."""
    presenter = ScanPresenter(around.desk, around.jobs)
    piles = PilesPresenter(around.desk, around.jobs, presenter)
    listener = ButtonListener(around.desk, around.jobs)
    view = ScanView(presenter, piles, listener, around.window, around.memory)
    listener.setParent(view)
    for made in (presenter, piles):
        made.setParent(view)
        made.failed.connect(around.window.show_error)
    piles.sheet_ready.connect(lambda pdf: around.print_pdf(_("tờ tách"), pdf))
    piles.filed.connect(lambda _filing: around.ways.registered())
    piles.taken_back.connect(around.ways.registered)
    presenter.devices_changed.connect(around.chips.show_scanners)
    view.register_wanted.connect(around.ways.register_batch)
    view.files_dropped.connect(around.ways.open_files)
    return view


def build_scan_profiles(around: Surroundings) -> ProfilesPage:
    """Where profiles are kept."""
    presenter = ProfilesPresenter(around.desk, around.jobs)
    page = ProfilesPage(presenter, around.window, around.memory)
    presenter.setParent(page)
    return page
