"""Builds Một cửa."""

from clerkdesk.ui.counter.page import CounterPage
from clerkdesk.ui.counter.presenter import CounterPresenter
from clerkdesk.ui.surroundings import Surroundings


def build_counter(around: Surroundings) -> CounterPage:
    """The one-stop counter."""
    presenter = CounterPresenter(around.desk, around.jobs)
    lists = around.lists()
    page = CounterPage(
        presenter,
        around.window,
        around.memory,
        units=[*lists.people_names(), *(agency.name for agency in lists.agencies)],
        people=lists.people_names(),
        print_made=around.print_made,
        scan=around.ways.scan,
    )
    presenter.setParent(page)
    return page
