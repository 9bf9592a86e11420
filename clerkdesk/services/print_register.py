"""Print a register with every statutory column."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from clerkdesk.domain.agencies import Office
from clerkdesk.domain.books import ActKind, Direction, NumberAct
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.register_cover import RegisterCover, cover_of
from clerkdesk.domain.register_forms import (
    INCOMING_FORM,
    OUTGOING_FORM,
    FormColumn,
    incoming_row,
    outgoing_row,
    void_row,
    with_void,
)
from clerkdesk.domain.texts import _
from clerkdesk.ports.documents import FormPrinter, FormTable
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter, Page
from clerkdesk.ports.store import Store

_READ_ROWS = 500

T = TypeVar("T", Incoming, Outgoing)


class PrintRegister:
    """Both registers, by what the list shows (NĐ 30/2020, Điều 16.2.b and 22.3.b)."""

    def __init__(self, store: Store, printer: FormPrinter) -> None:
        self._store = store
        self._printer = printer

    def incoming(self, wanted: IncomingFilter) -> bytes:
        """Sổ đăng ký văn bản đến as PDF, in the order of numbers."""
        documents = self._incoming(wanted)
        void = self._void(Direction.INCOMING, {document.year for document in documents})
        rows = [with_void(incoming_row(d), void.pop(d.uid, None)) for d in documents]
        rows += [void_row(act) for act in void.values() if not act.uid]
        title, form = _("SỔ ĐĂNG KÝ VĂN BẢN ĐẾN"), INCOMING_FORM
        days = [document.entry.arrival_date for document in documents]
        cover = cover_of(self._office(), title, days, [d.shown_number for d in documents])
        return self._printer.register(title, self._subtitle(wanted.year), _table(form, rows, cover))

    def outgoing(self, wanted: OutgoingFilter) -> bytes:
        """Sổ đăng ký văn bản đi as PDF; drafts have no number and are left out."""
        documents = [d for d in self._outgoing(wanted) if d.outgoing_number]
        void = self._void(Direction.OUTGOING, {document.year or 0 for document in documents})
        rows = [with_void(outgoing_row(d), void.pop(d.uid, None)) for d in documents]
        rows += [void_row(act) for act in void.values() if not act.uid]
        title, form = _("SỔ ĐĂNG KÝ VĂN BẢN ĐI"), OUTGOING_FORM
        days = [document.issued_date for document in documents if document.issued_date]
        series = {document.series for document in documents}
        numbers = [d.code_number for d in documents] if len(series) == 1 else []
        cover = cover_of(self._office(), title, days, numbers)
        return self._printer.register(title, self._subtitle(wanted.year), _table(form, rows, cover))

    def _incoming(self, wanted: IncomingFilter) -> list[Incoming]:
        """All documents, oldest number first."""
        find = self._store.incoming.find
        found = _all(
            lambda page: find(wanted, page),
            lambda d: Page(_READ_ROWS, d.arrival_number, d.year, d.series),
        )
        return list(found)[::-1]

    def _outgoing(self, wanted: OutgoingFilter) -> list[Outgoing]:
        """All documents, in the order of their numbers within each series."""
        find = self._store.outgoing.find
        found = _all(lambda page: find(wanted, page), lambda d: Page(_READ_ROWS, d.changed))
        return sorted(
            found, key=lambda d: (d.year or 0, d.series, d.outgoing_number or 0, d.code_number)
        )

    def _void(self, direction: Direction, years: set[int]) -> dict[str, NumberAct]:
        """Void numbers of these years by their document, those without one by themselves."""
        books = self._store.books
        acts = [
            act
            for book in books.all()
            if book.key.direction is direction and book.key.year in years
            for act in books.acts(book.key)
            if act.kind is ActKind.VOID
        ]
        return {act.uid or f"{act.book}/{act.printed}": act for act in acts}

    def _office(self) -> Office:
        return self._store.settings.office()

    def _subtitle(self, year: int | None) -> str:
        office = self._office().name
        return _("{office} · Năm {year}").format(office=office, year=year) if year else office


def _all(find: Callable[[Page], Sequence[T]], after: Callable[[T], Page]) -> Iterator[T]:
    """Every row that `find` has, page by page."""
    page = Page(_READ_ROWS)
    while rows := find(page):
        yield from rows
        if len(rows) < _READ_ROWS:
            return
        page = after(rows[-1])


def _table(
    form: Sequence[FormColumn], rows: Sequence[Sequence[str]], cover: RegisterCover
) -> FormTable:
    return FormTable([(_(column.title), column.width) for column in form], rows, cover)
