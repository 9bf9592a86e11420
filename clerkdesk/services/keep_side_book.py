"""Write, change, strike out and print lines of the small books; make a meeting of an invitation."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from clerkdesk.domain.clock import local_date
from clerkdesk.domain.dates import written_date
from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.legal_bases import SEAL_CARE
from clerkdesk.domain.people import Person
from clerkdesk.domain.register_cover import cover_of
from clerkdesk.domain.register_forms import shown
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.side_book_forms import SIDE_BOOKS, SideBookKey
from clerkdesk.domain.side_books import SideEntry, SideRecord, printed_row
from clerkdesk.domain.texts import _
from clerkdesk.ports.documents import FormPrinter, FormTable
from clerkdesk.ports.side_books import SideFilter
from clerkdesk.ports.store import Store
from clerkdesk.services.guard_clock import GuardClock
from clerkdesk.services.legal_bases import LegalBases

_EVERY_LINE = 1_000_000


class KeepSideBook:
    """The clerk's hand in the small books; only who registers documents writes in them."""

    def __init__(
        self, store: Store, clock: Callable[[], datetime], guard: GuardClock | None = None
    ) -> None:
        self._store = store
        self._clock = clock
        self._guard = guard or GuardClock(clock)

    def __call__(self, entry: SideEntry, by: Person) -> SideRecord:
        """Write a line; a numbered book gives its number.

        Raises:
            NotAllowed: `by` may not register.
            InvalidEntry: a required field is missing or a value is none.
            ClockFarOff: nobody has said that the PC's date is right.
            BookNotOpen, NotHolder, BookLocked, DiskFull: nothing was kept, no number was used.
        """
        demand(by, Right.REGISTER)
        self._check(entry.book, entry.values)
        if SIDE_BOOKS[entry.book].numbered:
            self._guard.demand()
        return self._store.side_books.add(entry, by.login)

    def change(self, uid: str, values: Mapping[str, object], by: Person) -> SideRecord:
        """Write other values on a line.

        Raises:
            NotAllowed, NotFound, InvalidEntry, StepNotAllowed: nothing was changed.
        """
        demand(by, Right.REGISTER)
        self._check(self._store.side_books.get(uid).entry.book, values)
        return self._store.side_books.change(uid, values, by.login)

    def cancel(self, uid: str, reason: str, by: Person) -> SideRecord:
        """Strike a line out; it stays, with its number.

        Raises:
            NotAllowed, NotFound, InvalidEntry, StepNotAllowed: nothing was changed.
        """
        demand(by, Right.REGISTER)
        if not reason.strip():
            raise InvalidEntry({"reason": _("Chưa nhập lý do hủy.")})
        return self._store.side_books.cancel(uid, reason.strip(), by.login)

    def _check(self, key: SideBookKey, values: Mapping[str, object]) -> None:
        wrong = SIDE_BOOKS[key].problems(values, local_date(self._clock()))
        if wrong:
            raise InvalidEntry(wrong)


def meeting_from(document: Incoming) -> SideEntry:
    """The meeting to which an invitation invites, as far as its entry tells; the clerk fills the rest."""
    entry = document.entry
    values: dict[str, object] = {
        "day": entry.due_date,
        "subject": entry.subject,
        "host": entry.issuing_org,
        "code": document.code,
        "attendees": document.assignments[-1].to_person if document.assignments else "",
    }
    return SideEntry(SideBookKey.MEETINGS, values, document.uid)


class PrintSideBook:
    """A small book by period, and the record of one hand-over."""

    def __init__(self, store: Store, printer: FormPrinter) -> None:
        self._store = store
        self._printer = printer

    def __call__(self, wanted: SideFilter) -> bytes:
        """The book as PDF, oldest line first, struck lines with their reason."""
        book = SIDE_BOOKS[wanted.book]
        records = list(self._store.side_books.find(wanted, _EVERY_LINE))[::-1]
        columns = [(_(column.title), column.width) for column in book.form]
        period = (wanted.first, wanted.last) if wanted.first and wanted.last else None
        cover = cover_of(
            self._store.settings.office(),
            _(book.title).upper(),
            [record.day for record in records],
            [str(record.number) for record in records if record.number],
            period,
        )
        return self._printer.register(
            _(book.title).upper(),
            self._subtitle(wanted.first, wanted.last),
            FormTable(columns, [printed_row(record) for record in records], cover),
        )

    def hand_over(self, uid: str) -> bytes:
        """Biên bản bàn giao con dấu, thiết bị lưu khóa bí mật (NĐ 30/2020, Điều 32 and 33).

        Raises:
            NotFound: there is no such line.
        """
        record, office = self._store.side_books.get(uid), self._store.settings.office()
        values = {
            field.name: shown(record.entry.values.get(field.name), field)
            for field in record.book.fields
        }
        day = record.day
        written = f"{office.place}, {written_date(day)}"
        return self._printer.sheet(
            "hand_over",
            values
            | {
                "bases": LegalBases(self._store).cited(SEAL_CARE, day),
                "parent_name": office.parent_name,
                "organisation": office.name,
                "place_date": written,
            },
        )

    def _subtitle(self, first: date | None, last: date | None) -> str:
        office = self._store.settings.office().name
        if first is None or last is None:
            return office
        return _("{office} · Từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}").format(
            office=office, first=first, last=last
        )
