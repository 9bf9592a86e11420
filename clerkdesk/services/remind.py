"""Urge whoever is late (đôn đốc; NĐ 30, Điều 24, Phụ lục VI): recorded, and printed as a list."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from clerkdesk.domain.assignments import Act, Deed
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.follow_up import REMINDER_FORM, late_people, reminder_row
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.ports.documents import FormPrinter, FormTable
from clerkdesk.ports.registers import IncomingFilter, Page
from clerkdesk.ports.store import Store


class Remind:
    """Records reminders, who and when, in the history of each document."""

    def __init__(self, store: Store, printer: FormPrinter, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._printer = printer
        self._clock = clock

    def __call__(self, uids: Sequence[str], by: Person) -> list[Incoming]:
        """Remind those who are late with these documents.

        Raises:
            NotAllowed: `by` may not forward documents.
            StepNotAllowed: one of them is closed.
        """
        demand(by, Right.FORWARD)
        done = []
        for uid in uids:
            now = self._clock()
            late = late_people(self._store.incoming.get(uid), local_date(now))
            act = Act(Deed.REMIND, by.login, now, person=", ".join(late))
            done.append(self._store.incoming.act(uid, act))
        return done

    def overdue(self, today: date, limit: int = 500) -> list[Incoming]:
        """What is past its date and still open, the longest first."""
        rows = self._store.incoming.find(IncomingFilter(overdue_on=today), Page(limit))
        return sorted(rows, key=lambda document: str(document.due_date))

    def print_list(self, documents: Sequence[Incoming]) -> bytes:
        """The list of what is late as PDF, to be handed round."""
        today = local_date(self._clock())
        office = self._store.settings.office().name
        words = _("{office} · Quá hạn đến ngày {day}")
        table = FormTable(
            [(_(column.title), column.width) for column in REMINDER_FORM],
            [reminder_row(document, today) for document in documents],
        )
        return self._printer.register(
            _("DANH SÁCH VĂN BẢN ĐẾN QUÁ HẠN GIẢI QUYẾT"),
            words.format(office=office, day=f"{today:%d/%m/%Y}"),
            table,
        )
