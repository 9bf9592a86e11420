"""Builds Văn bản đi: the register and the form of a draft, each with its presenter."""

from clerkdesk.domain.books import Direction
from clerkdesk.domain.texts import _
from clerkdesk.ui.importing.build import build_register_import
from clerkdesk.ui.outgoing.draft_presenter import DraftPresenter
from clerkdesk.ui.outgoing.draft_view import DraftView
from clerkdesk.ui.outgoing.list_presenter import OutgoingListPresenter
from clerkdesk.ui.outgoing.list_view import OutgoingListView
from clerkdesk.ui.outgoing.page import OutgoingPage
from clerkdesk.ui.surroundings import Surroundings


def build_outgoing(around: Surroundings) -> OutgoingPage:
    """The register of outgoing documents and the form over it."""
    desk, jobs, window = around.desk, around.jobs, around.window
    presenter = OutgoingListPresenter(desk, jobs)
    draft_presenter = DraftPresenter(desk, jobs)
    listing = OutgoingListView(presenter, window, around.memory, lambda: desk.today.year)
    draft = DraftView(
        draft_presenter,
        jobs,
        window,
        around.lists().by_field(),
        lambda text: around.lists().find_recipients(text),
        lambda text, recipient: around.lists().old_name(text, recipient),
        lambda recipient: around.lists().index.warning(recipient.code or recipient.name),
    )
    page = OutgoingPage(
        listing,
        draft,
        draft_presenter,
        lambda: build_register_import(around, Direction.OUTGOING),
    )
    presenter.setParent(page)
    draft_presenter.setParent(page)
    listing.sign_wanted.connect(around.ways.show_sign)
    presenter.register_ready.connect(lambda pdf: around.print_pdf(_("sổ văn bản đi"), pdf))
    presenter.step_taken.connect(lambda _document: around.ways.send())
    return page
