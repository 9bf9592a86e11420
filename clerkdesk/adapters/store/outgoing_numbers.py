"""Where a số đi may stand: late beside its neighbours, and never as an old register has it."""

from datetime import date

from clerkdesk.adapters.store.books import Allotted, SqlBooks
from clerkdesk.adapters.store.database import Connection
from clerkdesk.adapters.store.number_acts import find_act, neighbours
from clerkdesk.adapters.store.outgoing_rows import demand_free_code, passed_over
from clerkdesk.domain.books import ActKind, Direction, LateNumber, demand_fit
from clerkdesk.domain.errors import LateNumberUnfit, OldBookFirst
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.series import Series
from clerkdesk.domain.texts import _


def late_place(
    link: Connection, books: SqlBooks, series: Series, late: LateNumber, issued: date
) -> Allotted:
    """The place of a late number: in a book that this desk holds, between its neighbours."""
    held = books.held(link, Direction.OUTGOING, series.series_id, issued.year)
    before, after_it = neighbours(link, held.book_id, late.number)
    demand_fit(late, held.book, before, after_it, issued)
    key, epoch = held.book.key, held.book.epoch
    if find_act(link, held.book_id, key, late.number, late.suffix, ActKind.LATE):
        raise LateNumberUnfit(late.printed, _("số này đã cấp"))
    return Allotted(held.book_id, key, late.number, epoch)


def demand_new_code(link: Connection, document: Outgoing, title: str) -> None:
    """Refuse a number that an old register of this year has under the same ký hiệu.

    Raises:
        OldBookFirst: nobody has said yet that numbers go on after the old register.
    """
    row = link.execute(
        """
        SELECT max(outgoing_number) AS last FROM outgoing
        WHERE series = 'so-cu' AND year = :year AND code_notation = :notation
            AND state <> 'cancelled'
        """,
        {"year": document.year, "notation": document.code_notation},
    ).fetchone()
    if document.outgoing_number is not None and (row["last"] or 0) >= document.outgoing_number:
        raise OldBookFirst(title, row["last"])


def in_the_way(link: Connection, document: Outgoing, title: str, late: LateNumber | None) -> str:
    """Why this number cannot be this document's, and the series goes on to the next; empty where it can.

    Raises:
        OldBookFirst: see `demand_new_code`.
        CodeTaken: somebody had that số, ký hiệu from the beginning.
    """
    if late is None:
        demand_new_code(link, document, title)
        if why := passed_over(link, document):
            return why
    demand_free_code(link, document)
    return ""
