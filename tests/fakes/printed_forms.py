"""Every form that a busy office prints, by the name of its picture."""

from collections.abc import Callable, Mapping
from datetime import date

from clerkdesk.domain.dossier_sheets import Sheet
from clerkdesk.domain.envelopes import EnvelopeSize, LabelSheet
from clerkdesk.domain.side_book_forms import SideBookKey
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter
from clerkdesk.ports.side_books import SideFilter
from clerkdesk.services.desk import Desk
from tests.fakes.busy_office import BusyOffice

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
Print = Callable[[Desk, BusyOffice], bytes]

_PRINTS: Mapping[str, Print] = {
    "incoming-register": lambda d, _o: d.print_register.incoming(IncomingFilter(year=2026)),
    "outgoing-register": lambda d, _o: d.print_register.outgoing(OutgoingFilter(year=2026)),
    "handling-book": lambda d, _o: d.follow_up(FIRST, LAST),
    "arrival-sheet": lambda d, o: d.handling_sheet(o.given.uid),
    "verdict": lambda d, o: d.print_verdict.sheet(o.let_fall()),
    "submission-sheet": lambda d, o: d.print_submission(o.drafted.uid),
    "deliveries": lambda d, _o: d.print_deliveries(OutgoingFilter(year=2026)),
    "post-book": lambda d, _o: d.print_paper.post_book(FIRST, LAST),
    "hand-over": lambda d, _o: d.print_paper.hand_over(d.send_paper.waiting(), LAST),
    "envelope": lambda d, _o: d.print_paper.envelopes(d.send_paper.waiting()[-1:], EnvelopeSize.C5),
    "labels": lambda d, _o: d.print_paper.labels(d.send_paper.waiting(), next(iter(LabelSheet))),
    "reconciliation": lambda d, _o: d.reconcile.printed(2026),
    "petitions": lambda d, _o: d.print_side_book(SideFilter(SideBookKey.PETITIONS)),
    "loans": lambda d, _o: d.print_side_book(SideFilter(SideBookKey.LOANS)),
    "meetings": lambda d, _o: d.print_side_book(SideFilter(SideBookKey.MEETINGS)),
    "dossier-receipt": lambda d, o: d.counter.prints(o.dossier.uid, Sheet.RECEIPT),
    "dossier-control": lambda d, o: d.counter.prints(o.dossier.uid, Sheet.CONTROL),
    "dossier-label": lambda d, o: d.counter.prints.labels(o.dossier.uid),
    "dossier-book": lambda d, _o: d.counter.prints.book(FIRST, LAST),
}

FORMS: Mapping[str, Callable[[BusyOffice], bytes]] = {
    name: lambda office, made=made: made(office.desk(), office)  # type: ignore[misc]
    for name, made in _PRINTS.items()
}
