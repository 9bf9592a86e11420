"""Builds Tra cứu."""

from clerkdesk.ui.find.presenter import FindPresenter
from clerkdesk.ui.find.view import FindView
from clerkdesk.ui.surroundings import Surroundings


def build_find(around: Surroundings) -> FindView:
    """The search over everything, leading into the registers."""
    presenter = FindPresenter(around.desk, around.jobs)
    view = FindView(presenter, around.window, around.memory)
    presenter.setParent(view)
    view.incoming_wanted.connect(around.ways.show_incoming)
    view.outgoing_wanted.connect(around.ways.show_outgoing)
    return view
