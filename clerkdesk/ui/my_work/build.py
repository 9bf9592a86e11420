"""Builds Việc của tôi."""

from clerkdesk.domain.texts import _
from clerkdesk.ui.incoming.handling_presenter import HandlingPresenter
from clerkdesk.ui.my_work.presenter import MyWorkPresenter
from clerkdesk.ui.my_work.view import MyWorkView
from clerkdesk.ui.surroundings import Surroundings


def build_my_work(around: Surroundings) -> MyWorkView:
    """What waits for this account, with the page of each document beside it."""
    desk, jobs = around.desk, around.jobs
    presenter, handling = MyWorkPresenter(desk, jobs), HandlingPresenter(desk, jobs)
    view = MyWorkView(presenter, handling, jobs, around.window, around.memory)
    presenter.setParent(view)
    handling.setParent(view)
    handling.read_people()
    handling.sheet_ready.connect(lambda pdf: around.print_pdf(_("phiếu giải quyết"), pdf))
    presenter.list_ready.connect(lambda pdf: around.print_pdf(_("danh sách quá hạn"), pdf))
    presenter.book_ready.connect(lambda pdf: around.print_pdf(_("sổ theo dõi"), pdf))
    view.incoming_wanted.connect(around.ways.show_incoming)
    view.outgoing_wanted.connect(around.ways.show_outgoing)
    view.sign_wanted.connect(around.ways.show_sign)
    return view
