"""Sổ văn bản đi in SQL, drafts included: each step and its op in one commit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from clerkdesk.adapters.store.books import SqlBooks
from clerkdesk.adapters.store.database import Connection, Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.adapters.store.finding import Asked, Orders, count, found, positions
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.adapters.store.outgoing_rows import (
    ENTITY,
    insert_outgoing,
    load_outgoing,
    number_outgoing,
    outgoing_at,
    update_outgoing,
)
from clerkdesk.domain.agencies import Office
from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.books import Direction, outgoing_title
from clerkdesk.domain.changes import delivered, numbered, require_draft, stepped, with_main
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.outgoing import (
    Delivery,
    Outgoing,
    OutgoingEntry,
    OutgoingState,
    Step,
    after,
)
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain
from clerkdesk.domain.series import DocumentType, Series
from clerkdesk.ports.registers import SORTABLE_OUTGOING, Found, OutgoingFilter, Page

_BOOK = "book"
_ORDERS: Orders = {name: (f"l.{name}",) for name in SORTABLE_OUTGOING} | {
    "subject": ("o.subject",),
    "code": ("o.code_order", "o.code_notation"),
}
_ORDER_OF_BOOK: Orders = {_BOOK: ("o.book_year", "o.book_series", "o.book_number")}


class SqlOutgoingRegister:
    """`ports.registers.OutgoingRegister` on SQLCipher."""

    def __init__(
        self,
        database: Database,
        desk: Desk,
        ops: SqlOpLog,
        books: SqlBooks,
        office: Callable[[], Office],
    ) -> None:
        self._database = database
        self._desk = desk
        self._ops = ops
        self._books = books
        self._office = office

    def draft(self, entry: OutgoingEntry, by: str) -> Outgoing:
        """Store a new draft."""
        entry = from_plain(OutgoingEntry, to_plain(entry))
        with self._database.writing() as link:
            document = insert_outgoing(
                link, Outgoing(self._desk.new_id(), entry, OutgoingState.DRAFT)
            )
            values = _shared(entry) | {"state": document.state}
            self._ops.append(link, ENTITY, document.uid, OpKind.REGISTER, by, values)
        return document

    def change(self, uid: str, entry: OutgoingEntry, by: str) -> Outgoing:
        """Store a changed draft.

        Raises:
            StepNotAllowed: it is no longer a draft.
        """
        entry = from_plain(OutgoingEntry, to_plain(entry))

        def changed(document: Outgoing) -> Outgoing:
            require_draft(document)
            return replace(document, entry=entry)

        return self._act(uid, OpKind.CHANGE, by, changed)

    def get(self, uid: str) -> Outgoing:
        """One document.

        Raises:
            NotFound: there is none.
        """
        with self._database.reading() as link:
            return load_outgoing(link, uid)

    def find(self, wanted: OutgoingFilter, page: Page) -> Sequence[Outgoing]:
        """Documents, latest change first, in the order of the book, or as `page` sorts them.

        Raises:
            ValueError: `page.sort` is not in SORTABLE_OUTGOING, or `page.before` comes with
                `wanted.order_by_number`.
        """
        with self._database.reading() as link:
            asked = _asked(link, wanted)
            if page.before is not None:
                if wanted.order_by_number:
                    raise ValueError("`before` goes with the latest change first")
                asked.before(page.before)
            orders = _ORDERS
            if wanted.order_by_number and not page.sort:
                page, orders = replace(page, sort=_BOOK), _ORDER_OF_BOOK
            return outgoing_at(link, positions(asked, page, orders))

    def count(self, wanted: OutgoingFilter) -> int:
        """How many `find` would give without a limit, exactly, however long it takes."""
        with self._database.reading() as link:
            return count(_asked(link, wanted))

    def found(self, wanted: OutgoingFilter) -> Found:
        """What a list says above its rows, in the time that a search may take."""
        with self._database.reading() as link:
            return found(_asked(link, wanted))

    def take_step(
        self, uid: str, step: Step, by: str, main_file: Attachment | None = None
    ) -> Outgoing:
        """Go to the next state; a new `main_file` makes the one before a VERSION.

        Raises:
            StepNotAllowed: not lawful from the present state; a number comes by `allot` only.
        """

        def taken(document: Outgoing) -> Outgoing:
            after_step = stepped(document, step, _nfc(main_file))
            if step is Step.ISSUE:
                return replace(after_step, issued_at=self._desk.clock())
            return after_step

        return self._act(uid, OpKind.STEP, by, taken, {"step": step})

    def allot(
        self, uid: str, series: Series, doc_type: DocumentType, unit: str, issued: date, by: str
    ) -> Outgoing:
        """Allot the next number of the series' book and compose ký hiệu, in one durable commit.

        Raises:
            StepNotAllowed: the person has not signed yet.
            BookNotOpen, NotHolder, BookLocked, DiskFull: no number was used.
        """
        org, year = self._office().notation, issued.year
        with self._database.writing() as link:
            document = load_outgoing(link, uid)
            after(Step.ALLOT_NUMBER, document.state)
            title = outgoing_title(series.title, year)
            allotted = self._books.take_number(
                link, Direction.OUTGOING, series.series_id, year, title, by
            )
            document = numbered(document, allotted.number, series, doc_type, org, unit, issued)
            number_outgoing(link, document, allotted.book_id)
            document = update_outgoing(link, document)
            self._ops.append(
                link,
                ENTITY,
                uid,
                OpKind.ALLOT,
                by,
                {
                    "series": document.series,
                    "outgoing_number": document.outgoing_number,
                    "year": document.year,
                    "code_number": document.code_number,
                    "code_notation": document.code_notation,
                    "issued_date": document.issued_date,
                    "state": document.state,
                },
                epoch=(allotted.epoch.generation, allotted.epoch.grant),
            )
        self._books.remember(allotted)
        return document

    def replace_main(self, uid: str, main_file: Attachment, by: str) -> Outgoing:
        """Put a new main file (number written in) without changing the state."""
        file = from_plain(Attachment, to_plain(main_file))
        return self._act(uid, OpKind.CHANGE, by, lambda document: with_main(document, file))

    def set_delivery(self, uid: str, delivery: Delivery, by: str) -> Outgoing:
        """Record how far it has come to one recipient; never moves backwards."""
        delivery = from_plain(Delivery, to_plain(delivery))
        with self._database.writing() as link:
            before = load_outgoing(link, uid)
            document = delivered(before, delivery)
            if document == before:
                return before
            document = update_outgoing(link, document)
            self._ops.append(link, ENTITY, uid, OpKind.DELIVERY, by, {"delivery": delivery})
        return document

    def by_code(self, code_number: str, code_notation: str, issued: date | None) -> Outgoing | None:
        """The numbered document of that số, ký hiệu and date; the newest where no date is named."""
        with self._database.reading() as link:
            row = link.execute(
                """
                SELECT uid FROM outgoing
                WHERE code_notation = :code_notation AND ltrim(code_number, '0') = ltrim(:code_number, '0')
                    AND code_number <> '' AND issued_date = coalesce(:issued, issued_date)
                ORDER BY issued_date DESC, position DESC
                """,
                {
                    "code_number": to_plain(code_number),
                    "code_notation": to_plain(code_notation),
                    "issued": to_plain(issued),
                },
            ).fetchone()
            return None if row is None else load_outgoing(link, row["uid"])

    def _act(
        self,
        uid: str,
        kind: OpKind,
        by: str,
        change: Callable[[Outgoing], Outgoing],
        more: Mapping[str, object] | None = None,
    ) -> Outgoing:
        """Store what `change` makes of the document, with an op of what is different then."""
        with self._database.writing() as link:
            before = load_outgoing(link, uid)
            document = change(before)
            if document == before:
                return before
            document = update_outgoing(link, document)
            self._ops.append(
                link, ENTITY, uid, kind, by, _different(before, document) | dict(more or {})
            )
        return document


def _nfc(file: Attachment | None) -> Attachment | None:
    return None if file is None else from_plain(Attachment, to_plain(file))


def _shared(entry: OutgoingEntry) -> dict[str, object]:
    """What goes into ops: everything but the page text, which other desks read themselves."""
    values = plain_fields(entry)
    del values["full_text"]
    return values


def _different(before: Outgoing, document: Outgoing) -> dict[str, object]:
    old = _shared(before.entry) | {"state": before.state, "issued_at": before.issued_at}
    new = _shared(document.entry) | {"state": document.state, "issued_at": document.issued_at}
    return {name: value for name, value in new.items() if value != old[name]}


def _asked(link: Connection, wanted: OutgoingFilter) -> Asked:
    asked = Asked(link, ENTITY, wanted.text, party=wanted.recipient)
    asked.number("year", wanted.year)
    asked.names("state", wanted.states)
    asked.name("series", wanted.series)
    asked.name("doc_type", wanted.doc_type)
    asked.name("drafting_unit", wanted.drafting_unit)
    asked.name("signer_name", wanted.signer_name)
    asked.name("field", wanted.field)
    asked.number("urgency", wanted.urgency)
    asked.dates("issued_date", wanted.issued_from, wanted.issued_to)
    return asked
