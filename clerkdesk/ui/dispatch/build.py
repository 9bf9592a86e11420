"""Builds Gửi giấy, which stands inside Văn bản đi."""

from clerkdesk.ui.dispatch.presenter import DispatchPresenter
from clerkdesk.ui.dispatch.view import DispatchView
from clerkdesk.ui.surroundings import Surroundings


def build_dispatch(around: Surroundings) -> DispatchView:
    """The page of paper that leaves."""
    presenter = DispatchPresenter(around.desk, around.jobs)
    view = DispatchView(presenter, around.window, around.memory)
    presenter.setParent(view)
    presenter.pdf_ready.connect(around.print_pdf)
    return view
