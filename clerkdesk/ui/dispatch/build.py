"""Builds Gửi giấy, which stands inside Văn bản đi, and its rules inside Thiết lập."""

from clerkdesk.ui.dispatch.presenter import DispatchPresenter
from clerkdesk.ui.dispatch.rules_page import RulesPage
from clerkdesk.ui.dispatch.rules_presenter import RulesPresenter
from clerkdesk.ui.dispatch.view import DispatchView
from clerkdesk.ui.recipient_book import RecipientBook
from clerkdesk.ui.surroundings import Surroundings


def build_dispatch(around: Surroundings) -> DispatchView:
    """The page of paper that leaves."""
    presenter = DispatchPresenter(around.desk, around.jobs)
    view = DispatchView(presenter, around.window, around.memory)
    presenter.setParent(view)
    presenter.pdf_ready.connect(around.print_pdf)
    return view


def build_paper_rules(around: Surroundings) -> RulesPage:
    """The section of settings about paper and groups of recipients."""
    presenter = RulesPresenter(around.desk, around.jobs)
    book = RecipientBook(around)
    page = RulesPage(presenter, around.window, around.memory, book.member_editor)
    presenter.setParent(page)
    presenter.lists_changed.connect(around.ways.office_changed)
    return page
