"""Builds Tra cứu."""

from clerkdesk.ui.exports.exporter import Exporter
from clerkdesk.ui.find.presenter import FindPresenter
from clerkdesk.ui.find.saved_presenter import SavedPresenter
from clerkdesk.ui.find.view import FindView
from clerkdesk.ui.surroundings import Surroundings


def build_find(around: Surroundings) -> FindView:
    """The search over everything, leading into the registers."""
    desk, jobs = around.desk, around.jobs
    presenter, saved, exporter = (
        FindPresenter(desk, jobs),
        SavedPresenter(desk, jobs),
        Exporter(desk, jobs),
    )
    view = FindView(presenter, saved, exporter, around.window, around.memory)
    lists = around.lists()
    agencies = [agency.name for agency in lists.agencies]
    view.set_suggestions({"doc_type": list(lists.doc_types), "agency": agencies})
    for part in (presenter, saved, exporter):
        part.setParent(view)
    view.incoming_wanted.connect(around.ways.show_incoming)
    view.outgoing_wanted.connect(around.ways.show_outgoing)
    return view
