"""Print phiếu giải quyết and sổ theo dõi giải quyết văn bản đến (NĐ 30/2020, Phụ lục IV)."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from clerkdesk.domain.assignments import Assignment, Part, active_rounds
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.dates import written_date
from clerkdesk.domain.follow_up import FOLLOW_UP_FORM, follow_up_row
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.register_cover import cover_of
from clerkdesk.domain.register_forms import shown
from clerkdesk.domain.texts import _
from clerkdesk.ports.documents import FormPrinter, FormTable
from clerkdesk.ports.registers import IncomingFilter, Page
from clerkdesk.ports.store import Store

_READ_ROWS = 500


class PrintHandlingSheet:
    """Phiếu giải quyết văn bản đến: what is known is printed, the rest is left to be written."""

    def __init__(self, store: Store, printer: FormPrinter, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._printer = printer
        self._clock = clock

    def __call__(self, uid: str) -> bytes:
        """The sheet of one document as PDF A4."""
        document, office = self._store.incoming.get(uid), self._store.settings.office()
        entry = document.entry
        today = local_date(self._clock())
        values: dict[str, object] = {
            "parent_name": office.parent_name.upper(),
            "organisation": office.head,
            "place_date": f"{office.place}, {written_date(today)}",
            "doc_type": entry.doc_type,
            "code": document.code,
            "issued_date": shown(entry.issued_date),
            "issuing_org": entry.issuing_org,
            "subject": entry.subject,
            "arrival_number": document.shown_number,
            "arrival_date": shown(entry.arrival_date),
            "proposal": "",
            "proposal_date": "",
        }
        leaders, units = _opinions(document)
        return self._printer.sheet(
            "arrival_sheet", values | _of_leader(leaders) | _of_unit(leaders, units)
        )


def _opinions(document: Incoming) -> tuple[Assignment | None, list[Assignment]]:
    """The round that carries the leader's opinion, and those by which it was handed on."""
    rounds = active_rounds(document.assignments, document.acts)
    of_leader = next((given for given in rounds if given.opinion_by), None)
    if of_leader is None:
        return None, []
    later = rounds[rounds.index(of_leader) + 1 :]
    return of_leader, [given for given in later if given.answers == of_leader.key]


def _of_leader(given: Assignment | None) -> dict[str, object]:
    if given is None:
        names = ("leader_opinion", "lead_unit", "joint_units", "due_date", "leader_date")
        return dict.fromkeys(names, "")
    informed = [person.name for person in given.named(Part.INFORM)]
    opinion = given.instruction
    if informed:
        opinion += "\n" + _("Để biết: {names}").format(names=", ".join(informed))
    own = [
        f"{person.name}: {shown(person.due_date)}"
        for person in given.people
        if person.due_date and person.due_date != given.due_date
    ]
    return {
        "leader_opinion": opinion,
        "lead_unit": ", ".join(person.name for person in given.named(Part.LEAD)),
        "joint_units": ", ".join(person.name for person in given.named(Part.COOPERATE)),
        "due_date": "; ".join(text for text in (shown(given.due_date), *own) if text),
        "leader_date": shown(local_date(given.at)),
    }


def _of_unit(leader: Assignment | None, rounds: list[Assignment]) -> dict[str, object]:
    if leader is None or not rounds:
        names = ("unit_opinion", "assignee", "assignee_due_date", "unit_date")
        return dict.fromkeys(names, "")
    dues = {
        f"{person.name}: {shown(given.due_of(person))}"
        for given in rounds
        for person in given.people
        if given.due_of(person)
    }
    return {
        "unit_opinion": "\n".join(given.instruction for given in rounds if given.instruction),
        "assignee": ", ".join(person.name for given in rounds for person in given.people),
        "assignee_due_date": "; ".join(sorted(dues)),
        "unit_date": shown(local_date(rounds[-1].at)),
    }


class PrintFollowUp:
    """Sổ theo dõi giải quyết văn bản đến, by the days on which documents came."""

    def __init__(self, store: Store, printer: FormPrinter) -> None:
        self._store = store
        self._printer = printer

    def __call__(self, first: date, last: date) -> bytes:
        """The book with its 7 columns as PDF, A4 landscape, in the order of numbers.

        Raises:
            ValueError: `last` is before `first`.
        """
        if last < first:
            raise ValueError(f"the period ends on {last}, before {first}")
        found = [
            document
            for year in range(first.year, last.year + 1)
            for document in reversed(list(self._of_year(year)))
            if first <= document.entry.arrival_date <= last
        ]
        words = _("{office} · Văn bản đến từ ngày {first} đến ngày {last}")
        office, title = self._store.settings.office(), _("SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN")
        numbers = [document.shown_number for document in found]
        return self._printer.register(
            title,
            words.format(office=office.name, first=shown(first), last=shown(last)),
            FormTable(
                [(_(column.title), column.width) for column in FOLLOW_UP_FORM],
                [follow_up_row(document) for document in found],
                cover_of(office, title, (), numbers, (first, last)),
            ),
        )

    def _of_year(self, year: int) -> Iterator[Incoming]:
        page = Page(_READ_ROWS)
        while rows := self._store.incoming.find(IncomingFilter(year=year), page):
            yield from rows
            if len(rows) < _READ_ROWS:
                return
            page = Page(_READ_ROWS, rows[-1].arrival_number, rows[-1].year)
