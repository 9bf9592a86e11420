"""Builds Sổ và số."""

from clerkdesk.domain.texts import _
from clerkdesk.ui.jobs import Lane
from clerkdesk.ui.numbers.conflicts_presenter import ConflictsPresenter
from clerkdesk.ui.numbers.page import NumbersPage
from clerkdesk.ui.numbers.presenter import NumbersPresenter
from clerkdesk.ui.surroundings import Surroundings


def build_numbers(around: Surroundings) -> NumbersPage:
    """Books, series, issuers and reconciliation."""
    presenter = NumbersPresenter(around.desk, around.jobs)
    conflicts = ConflictsPresenter(around.desk, around.jobs)
    page = NumbersPage(presenter, conflicts, around.window, around.memory, around.desk.clock)
    presenter.setParent(page)
    conflicts.setParent(page)
    presenter.report_ready.connect(lambda pdf: around.print_pdf(_("bảng đối soát"), pdf))
    presenter.office_changed.connect(around.ways.office_changed)

    def show_record(entity: str, uid: str) -> None:
        store, window = around.desk.store, around.window
        if entity == "incoming":
            around.jobs.run(
                Lane.STORE,
                lambda: store.incoming.get(uid),
                done=around.ways.show_incoming,
                failed=window.show_error,
            )
        elif entity == "outgoing":
            around.jobs.run(
                Lane.STORE,
                lambda: store.outgoing.get(uid),
                done=around.ways.show_outgoing,
                failed=window.show_error,
            )

    conflicts.record_wanted.connect(show_record)
    page.reconcile.document_wanted.connect(
        lambda report, uid: show_record(report.book.key.direction.value, uid)
    )
    return page
