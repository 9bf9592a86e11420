"""Hôm nay: registered documents whose signature a later check found worthless."""

from contextlib import suppress

from clerkdesk.domain.errors import NotAllowed, NotFound
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.judged_again import JudgedAgain
from clerkdesk.domain.texts import _
from clerkdesk.ui.theme import State
from clerkdesk.ui.today.section import Moment, Rows, TodayRow


def fallen(moment: Moment) -> Rows:
    """One row a document, until somebody takes note."""
    rows = []
    for one in moment.desk.store.checks.fallen():
        with suppress(NotAllowed, NotFound):  # kept from this account, or not here yet
            rows.append(_row(moment.desk.store.incoming.get(one.uid), one))
    return Rows(rows)


def _row(document: Incoming, one: JudgedAgain) -> TodayRow:
    return TodayRow(
        lead=_("Đến {n}").format(n=document.shown_number),
        title=document.entry.subject,
        detail=_("{why} · ↵ để xem việc cần làm").format(why=one.why),
        badge=_("Chữ ký hết giá trị"),
        state=State.BAD,
        open=lambda ways: ways.show_verdict(document),
        urgency=document.entry.urgency,
    )
