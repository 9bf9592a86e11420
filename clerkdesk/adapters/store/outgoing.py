"""Sổ văn bản đi in SQL, drafts included: each step and its op in one commit."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date

from clerkdesk.adapters.store.asked import Asked
from clerkdesk.adapters.store.books import SqlBooks
from clerkdesk.adapters.store.corrections import new_act, record_act
from clerkdesk.adapters.store.database import Connection, Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.adapters.store.directory import SqlDirectory
from clerkdesk.adapters.store.finding import count, found, positions
from clerkdesk.adapters.store.mail_book import queue_mails
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.adapters.store.outgoing_asked import BOOK, ORDER_OF_BOOK, ORDERS, asked_of
from clerkdesk.adapters.store.outgoing_numbers import in_the_way, late_place
from clerkdesk.adapters.store.outgoing_ops import different, in_nfc, number_values, shared_values
from clerkdesk.adapters.store.outgoing_rows import (
    ENTITY,
    demand_free_code,
    insert_outgoing,
    load_outgoing,
    load_relating,
    number_outgoing,
    outgoing_at,
    recode_outgoing,
    update_outgoing,
)
from clerkdesk.adapters.store.paper_rows import count_paper
from clerkdesk.domain.access import Register, Sight
from clerkdesk.domain.agencies import Office
from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.books import Direction, LateNumber, outgoing_title
from clerkdesk.domain.changes import (
    delivered,
    numbered,
    require_draft,
    require_open,
    require_registered,
    require_signed,
    stepped,
    voided,
    with_main,
)
from clerkdesk.domain.corrected import with_outgoing_texts
from clerkdesk.domain.mails import OutgoingMail
from clerkdesk.domain.numbering import split_number
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.outgoing import Delivery, Outgoing, OutgoingEntry, OutgoingState, Step, after
from clerkdesk.domain.paper_dispatch import PaperDispatch
from clerkdesk.domain.paper_due import PaperCount, PaperDecided, dispatched, with_paper_decision
from clerkdesk.domain.plain import from_plain, to_plain
from clerkdesk.domain.series import DocumentType, Series
from clerkdesk.ports.registers import Found, OutgoingFilter, Page


class SqlOutgoingRegister:
    """`ports.registers.OutgoingRegister` on SQLCipher."""

    def __init__(
        self,
        database: Database,
        desk: Desk,
        ops: SqlOpLog,
        books: SqlBooks,
        office: Callable[[], Office],
        directory: SqlDirectory,
    ) -> None:
        self._database = database
        self._desk = desk
        self._ops = ops
        self._books = books
        self._office = office
        self._directory = directory
        self._sight = Sight()

    def seen_by(self, sight: Sight) -> "SqlOutgoingRegister":
        """The register as an account may see it."""
        seen = copy(self)
        seen._sight = sight
        return seen

    def draft(self, entry: OutgoingEntry, by: str) -> Outgoing:
        """Store a new draft."""
        entry = from_plain(OutgoingEntry, to_plain(entry))
        with self._database.writing() as link:
            document = insert_outgoing(
                link, Outgoing(self._desk.new_id(), entry, OutgoingState.DRAFT)
            )
            values = shared_values(entry) | {"state": document.state}
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
            NotAllowed: the register is not shown to this account.
        """
        self._sight.demand(Register.OUTGOING)
        with self._database.reading() as link:
            return load_outgoing(link, uid)

    def find(self, wanted: OutgoingFilter, page: Page) -> Sequence[Outgoing]:
        """Documents, latest change first, in the order of the book, or as `page` sorts them.

        Raises:
            ValueError: `page.sort` is not in SORTABLE_OUTGOING, or `page.before` comes with
                `wanted.order_by_number`.
        """
        with self._database.reading() as link:
            asked = self._asked(link, wanted)
            if page.before is not None:
                if wanted.order_by_number:
                    raise ValueError("`before` goes with the latest change first")
                asked.before(page.before)
            orders = ORDERS
            if wanted.order_by_number and not page.sort:
                page, orders = replace(page, sort=BOOK), ORDER_OF_BOOK
            return outgoing_at(link, positions(asked, page, orders))

    def _asked(self, link: Connection, wanted: OutgoingFilter) -> Asked:
        """What is asked, in every wording that the names of an agency in it have."""
        asked = asked_of(link, replace(wanted, text=self._directory.wordings(wanted.text)))
        if Register.OUTGOING in self._sight.hidden:
            asked.nothing()
        return asked

    def count(self, wanted: OutgoingFilter) -> int:
        """How many `find` would give without a limit, exactly, however long it takes."""
        with self._database.reading() as link:
            return count(self._asked(link, wanted))

    def found(self, wanted: OutgoingFilter, known: int | None = None) -> Found:
        """What a list says above its rows, in the time that a search may take."""
        with self._database.reading() as link:
            return found(self._asked(link, wanted), known)

    def take_step(
        self,
        uid: str,
        step: Step,
        by: str,
        main_file: Attachment | None = None,
        reason: str = "",
        mails: Sequence[OutgoingMail] = (),
    ) -> Outgoing:
        """Go to the next state; a new `main_file` makes the one before a VERSION, and `mails` go
        into the outbox in the same commit.

        Raises:
            StepNotAllowed: not lawful from the present state; a number comes by `allot` only.
        """

        def taken(document: Outgoing) -> Outgoing:
            after_step = stepped(document, step, in_nfc(main_file), reason)
            if step is Step.ISSUE:
                return replace(after_step, issued_at=self._desk.clock())
            return after_step

        return self._act(uid, OpKind.STEP, by, taken, {"step": step}, mails)

    def allot(
        self,
        uid: str,
        series: Series,
        doc_type: DocumentType,
        unit: str,
        issued: date,
        by: str,
        *,
        org: str = "",
        despite: str = "",
        late: LateNumber | None = None,
    ) -> Outgoing:
        """Allot the next number of the series' book and compose ký hiệu, in one durable commit; one that
        a corrected entry carries is passed over and made void (docs/decisions/0019).

        Raises:
            StepNotAllowed: the person has not signed yet.
            BookNotOpen, NotHolder, BookLocked, BookClosed, DateBeforeBook, DateBeforeLast,
            ReasonMissing, LateNumberUnfit, CodeTaken, DiskFull: no number was used.
        """
        org, year = org or self._office().notation, issued.year
        with self._database.writing() as link:
            before = load_outgoing(link, uid)
            after(Step.ALLOT_NUMBER, before.state)
            title = outgoing_title(series.title, year)
            passed: list[tuple[int, str]] = []
            suffix = late.suffix if late else ""
            while True:
                if late is not None:
                    taken = late_place(link, self._books, series, late, issued)
                else:
                    taken = self._books.take_number(
                        link, Direction.OUTGOING, series.series_id, year, title, by, issued, despite
                    )
                made = numbered(before, taken.number, series, doc_type, org, unit, issued, suffix)
                if not (why := in_the_way(link, made, title, late)):
                    break
                passed.append((taken.number, why))
            number_outgoing(link, made, None if late else taken.book_id)
            document = update_outgoing(link, made)
            op = self._ops.append(
                link,
                ENTITY,
                uid,
                OpKind.ALLOT,
                by,
                number_values(document, taken.despite, late.reason if late else ""),
                epoch=(taken.epoch.generation, taken.epoch.grant),
            )
            self._books.note(link, taken, op, late)
            self._books.pass_over(link, taken.book, passed, by)
        if late is None:
            self._books.remember(taken)
        return document

    def void(self, uid: str, reason: str, by: str) -> Outgoing:
        """Make its number void: it stays in the register as «đã hủy số» and is never given again.

        Raises:
            StepNotAllowed: it has no number, or was issued.
            AlreadyVoid, NotHolder, ReasonMissing: nothing was changed.
        """
        with self._database.writing() as link:
            document = voided(load_outgoing(link, uid))
            assert document.outgoing_number is not None  # a numbered document has its number
            assert document.year is not None
            split = split_number(document.code_number)
            self._books.void(
                link,
                (Direction.OUTGOING, document.series, document.year),
                document.outgoing_number,
                split[1] if split else "",
                uid,
                reason,
                by,
            )
            return update_outgoing(link, document)

    def replace_main(self, uid: str, main_file: Attachment, by: str) -> Outgoing:
        """Put a new main file (number written in) without changing the state.

        Raises:
            StepNotAllowed: it was issued.
        """
        file = from_plain(Attachment, to_plain(main_file))

        def replaced(document: Outgoing) -> Outgoing:
            require_open(document)
            return with_main(document, file)

        return self._act(uid, OpKind.CHANGE, by, replaced)

    def seal_time(self, uid: str, main_file: Attachment, by: str) -> Outgoing:
        """Put the main file with a time stamp appended, also after issue: what was signed is in it.

        Raises:
            StepNotAllowed: it is not signed.
        """
        file = from_plain(Attachment, to_plain(main_file))

        def sealed(document: Outgoing) -> Outgoing:
            require_signed(document)
            return with_main(document, file)

        return self._act(uid, OpKind.CHANGE, by, sealed)

    def correct(self, uid: str, changes: Mapping[str, str], reason: str, by: str) -> Outgoing:
        """Correct legal fields, in one commit with the act that keeps the old values.

        Raises:
            StepNotAllowed: it has no number yet, or is frozen.
            InvalidEntry: the number or its year would change.
            CodeTaken: another document of the year has that số, ký hiệu.
        """
        with self._database.writing() as link:
            before = load_outgoing(link, uid)
            require_registered(before)
            act = new_act(self._desk, before, changes, reason, by)
            if not act:
                return before
            changed = with_outgoing_texts(before, {row.field: row.new for row in act})
            document = replace(changed, corrections=(*before.corrections, *act))
            if document.code != before.code:
                demand_free_code(link, document)
            record_act(link, self._ops, ENTITY, uid, act)
            recode_outgoing(link, document)
            return update_outgoing(link, document)

    def amend(self, uid: str, changes: Mapping[str, str], by: str) -> Outgoing:
        """Change ordinary fields of a numbered document.

        Raises:
            StepNotAllowed: it has no number yet, or is frozen.
        """

        def amended(document: Outgoing) -> Outgoing:
            require_registered(document)
            return with_outgoing_texts(document, changes)

        return self._act(uid, OpKind.AMEND, by, amended)

    def relating(self, uid: str) -> Sequence[Outgoing]:
        """Documents that replace or correct this one, drafts too, oldest first."""
        with self._database.reading() as link:
            return load_relating(link, uid)

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

    def decide_paper(self, uid: str, decision: PaperDecided, by: str) -> Outgoing:
        """Record what was decided about paper; deciding the same again changes nothing."""
        decided = from_plain(PaperDecided, to_plain(decision))
        return self._act(uid, OpKind.CHANGE, by, lambda d: with_paper_decision(d, decided))

    def count_paper(self, first: date, last: date) -> PaperCount:
        """How the documents went that were issued from `first` to `last` (days in Viet Nam)."""
        with self._database.reading() as link:
            return count_paper(link, first, last)

    def record_paper(self, uid: str, paper: PaperDispatch, by: str) -> Outgoing:
        """Record paper that left, or that an earlier record was taken back (`cancelled`)."""
        paper = from_plain(PaperDispatch, to_plain(paper))
        with self._database.writing() as link:
            before = load_outgoing(link, uid)
            document = dispatched(before, paper)
            if document == before:
                return before
            document = update_outgoing(link, document)
            self._ops.append(link, ENTITY, uid, OpKind.DELIVERY, by, {"paper": paper})
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
        mails: Sequence[OutgoingMail] = (),
    ) -> Outgoing:
        """Store what `change` makes of the document, with an op of what is different then."""
        with self._database.writing() as link:
            before = load_outgoing(link, uid)
            document = change(before)
            if document == before:
                return before
            document = update_outgoing(link, document)
            self._ops.append(
                link, ENTITY, uid, kind, by, different(before, document, kind) | dict(more or {})
            )
            queue_mails(link, self._desk, mails)
        return document
