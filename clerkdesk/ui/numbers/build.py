"""Builds Sổ và số."""

from clerkdesk.domain.books import Direction
from clerkdesk.domain.reconciliation import BookReport
from clerkdesk.domain.texts import _
from clerkdesk.ui.jobs import Lane
from clerkdesk.ui.numbers.page import NumbersPage
from clerkdesk.ui.numbers.presenter import NumbersPresenter
from clerkdesk.ui.surroundings import Surroundings


def build_numbers(around: Surroundings) -> NumbersPage:
    """Books, series, issuers and reconciliation."""
    presenter = NumbersPresenter(around.desk, around.jobs)
    page = NumbersPage(presenter, around.window, around.memory)
    presenter.setParent(page)
    presenter.report_ready.connect(lambda pdf: around.print_pdf(_("bảng đối soát"), pdf))
    presenter.office_changed.connect(around.ways.office_changed)

    def show_document(report: BookReport, uid: str) -> None:
        store, window = around.desk.store, around.window
        if report.book.key.direction is Direction.INCOMING:
            around.jobs.run(
                Lane.STORE,
                lambda: store.incoming.get(uid),
                done=around.ways.show_incoming,
                failed=window.show_error,
            )
        else:
            around.jobs.run(
                Lane.STORE,
                lambda: store.outgoing.get(uid),
                done=around.ways.show_outgoing,
                failed=window.show_error,
            )

    page.reconcile.document_wanted.connect(show_document)
    return page
