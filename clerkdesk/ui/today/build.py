"""Builds Hôm nay."""

from clerkdesk.ui.surroundings import Surroundings
from clerkdesk.ui.today.presenter import TodayPresenter
from clerkdesk.ui.today.view import TodayView


def build_today(around: Surroundings) -> TodayView:
    """The first screen, each row of it leading to where the work is done."""
    presenter = TodayPresenter(around.desk, around.jobs)
    view = TodayView(presenter, around.window)
    presenter.setParent(view)
    ways = around.ways
    view.scan_wanted.connect(ways.scan)
    view.search_wanted.connect(ways.search)
    view.arrival_wanted.connect(ways.open_arrival)
    view.batch_wanted.connect(ways.register_batch)
    view.incoming_wanted.connect(ways.show_incoming)
    view.outgoing_wanted.connect(ways.show_outgoing)
    view.sign_wanted.connect(ways.show_sign)
    view.dispatch_wanted.connect(ways.show_dispatch)
    return view
