"""Sổ văn bản đi in SQL, drafts included: each step and its op in one commit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from clerkdesk.adapters.store.books import SqlBooks
from clerkdesk.adapters.store.corrections import new_act, record_act
from clerkdesk.adapters.store.database import Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.adapters.store.outgoing_rows import (
    ENTITY,
    insert_outgoing,
    load_outgoing,
    number_outgoing,
    outgoing_documents,
    recode_outgoing,
    update_outgoing,
)
from clerkdesk.adapters.store.paper_rows import HAS_PAPER_OF_DAYS, count_paper
from clerkdesk.adapters.store.search_index import match_expression
from clerkdesk.domain.agencies import Office
from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.books import Direction, outgoing_title
from clerkdesk.domain.changes import (
    delivered,
    numbered,
    require_draft,
    require_open,
    require_registered,
    stepped,
    with_main,
)
from clerkdesk.domain.corrected import with_outgoing_texts
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.outgoing import (
    Delivery,
    Outgoing,
    OutgoingEntry,
    OutgoingState,
    Step,
    after,
)
from clerkdesk.domain.paper_dispatch import PaperDispatch
from clerkdesk.domain.paper_due import PaperCount, PaperDecided, dispatched, with_paper_decision
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain
from clerkdesk.domain.series import DocumentType, Series
from clerkdesk.ports.registers import OutgoingFilter, Page

_HEAD = ("state", "issued_at", "rounds", "reason")
"""What steps change beside the entry."""
_STANDING = ("state", "rounds", "reason")


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
        """Documents, latest change first, without the text of their pages."""
        source, where, values = _query(wanted)
        if page.before is not None:
            where.append("outgoing.position < :before")
            values["before"] = page.before
        order = source.partition(" ")[0] + ".rowid"
        with self._database.reading() as link:
            rows = link.execute(
                f"SELECT outgoing.* FROM {source} WHERE {' AND '.join(where)}"
                f" ORDER BY {order} DESC LIMIT :limit",
                {**values, "limit": page.limit},
            ).fetchall()
            return outgoing_documents(link, rows)

    def count(self, wanted: OutgoingFilter) -> int:
        """How many `find` would give without a limit."""
        source, where, values = _query(wanted)
        with self._database.reading() as link:
            row = link.execute(
                f"SELECT count(*) FROM {source} WHERE {' AND '.join(where)}", values
            ).fetchone()
        return int(row[0])

    def take_step(
        self,
        uid: str,
        step: Step,
        by: str,
        main_file: Attachment | None = None,
        reason: str = "",
    ) -> Outgoing:
        """Go to the next state; a new `main_file` makes the one before a VERSION.

        Raises:
            StepNotAllowed: not lawful from the present state; a number comes by `allot` only.
        """

        def taken(document: Outgoing) -> Outgoing:
            after_step = stepped(document, step, _nfc(main_file), reason)
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
        """Put a new main file (number written in) without changing the state.

        Raises:
            StepNotAllowed: it was issued.
        """
        file = from_plain(Attachment, to_plain(main_file))

        def replaced(document: Outgoing) -> Outgoing:
            require_open(document)
            return with_main(document, file)

        return self._act(uid, OpKind.CHANGE, by, replaced)

    def correct(self, uid: str, changes: Mapping[str, str], reason: str, by: str) -> Outgoing:
        """Correct legal fields, in one commit with the act that keeps the old values.

        Raises:
            StepNotAllowed: it has no number yet, or is frozen.
            InvalidEntry: the number or its year would change.
        """
        with self._database.writing() as link:
            before = load_outgoing(link, uid)
            require_registered(before)
            act = new_act(self._desk, before, changes, reason, by)
            if not act:
                return before
            changed = with_outgoing_texts(before, {row.field: row.new for row in act})
            document = replace(changed, corrections=(*before.corrections, *act))
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
            rows = link.execute(
                """
                SELECT * FROM outgoing WHERE uid IN (SELECT uid FROM relation WHERE about = :uid)
                ORDER BY position
                """,
                {"uid": uid},
            ).fetchall()
            return outgoing_documents(link, rows)

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
    ) -> Outgoing:
        """Store what `change` makes of the document, with an op of what is different then."""
        with self._database.writing() as link:
            before = load_outgoing(link, uid)
            document = change(before)
            if document == before:
                return before
            document = update_outgoing(link, document)
            self._ops.append(
                link, ENTITY, uid, kind, by, _different(before, document, kind) | dict(more or {})
            )
        return document


def _nfc(file: Attachment | None) -> Attachment | None:
    return None if file is None else from_plain(Attachment, to_plain(file))


def _shared(entry: OutgoingEntry) -> dict[str, object]:
    """What goes into ops: everything but the page text, which other desks read themselves."""
    values = plain_fields(entry)
    del values["full_text"]
    return values


def _different(before: Outgoing, document: Outgoing, kind: OpKind) -> dict[str, object]:
    """What an op says: the values that changed; of a step also how far it has come in all, for
    another desk may stand elsewhere when it hears of it."""
    old, new = (_shared(d.entry) | {n: getattr(d, n) for n in _HEAD} for d in (before, document))
    always = _STANDING if kind is OpKind.STEP else ()
    return {name: value for name, value in new.items() if value != old[name] or name in always}


def _query(wanted: OutgoingFilter) -> tuple[str, list[str], dict[str, object]]:
    source, where, values = "outgoing", ["TRUE"], dict[str, object]()
    match = match_expression(wanted.text)
    if match:
        source = "outgoing_search CROSS JOIN outgoing ON outgoing.position = outgoing_search.rowid"
        where.append("outgoing_search MATCH :match")
        values["match"] = match
    if wanted.year is not None:
        where.append(
            "coalesce(outgoing.year, CAST(substr(register_date, 1, 4) AS INTEGER)) = :year"
        )
        values["year"] = wanted.year
    if wanted.states:
        names = [f"state_{index}" for index in range(len(wanted.states))]
        where.append(f"outgoing.state IN ({', '.join(':' + name for name in names)})")
        values |= dict(zip(names, (state.value for state in wanted.states), strict=True))
    if wanted.paper_waiting:
        where.append("outgoing.paper_waiting > 0")
    if wanted.paper_days is not None:
        where.append(HAS_PAPER_OF_DAYS)
        first, last = wanted.paper_days
        values |= {"papers_from": first.isoformat(), "papers_to": last.isoformat()}
    return source, where, values
