"""Sổ văn bản đi in a list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from clerkdesk.domain.agencies import Office
from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.books import (
    Direction,
    LateNumber,
    outgoing_title,
)
from clerkdesk.domain.changes import (
    delivered,
    numbered,
    require_draft,
    require_open,
    require_registered,
    require_signed,
    searched_outgoing,
    stepped,
    voided,
    with_main,
)
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.corrected import passing_reason, with_outgoing_texts
from clerkdesk.domain.errors import (
    CodeTaken,
    NotFound,
    OldBookFirst,
)
from clerkdesk.domain.mails import OutgoingMail
from clerkdesk.domain.numbering import split_number
from clerkdesk.domain.old_numbers import OLD_SERIES
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.outgoing import (
    Delivery,
    Outgoing,
    OutgoingEntry,
    OutgoingState,
    PaperDecision,
    Step,
    after,
)
from clerkdesk.domain.paper_dispatch import PaperDispatch
from clerkdesk.domain.paper_due import (
    PaperCount,
    PaperDecided,
    dispatched,
    papers_due,
    with_paper_decision,
)
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain
from clerkdesk.domain.register_order import OUTGOING_KEYS, Key
from clerkdesk.domain.search_query import SearchQuery, matches, read_query
from clerkdesk.domain.series import DocumentType, Series, founding
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.registers import Found, OutgoingFilter, Page
from tests.fakes.store.books import FakeBooks
from tests.fakes.store.directory import FakeDirectory
from tests.fakes.store.finding import cut, in_days, is_named, sorted_rows, understood
from tests.fakes.store.shared import Shared, new_act


class FakeOutgoingRegister:
    """Sổ văn bản đi in a list, `rows`, latest change last."""

    def __init__(
        self,
        shared: Shared,
        books: FakeBooks,
        office: Callable[[], Office],
        directory: FakeDirectory,
    ) -> None:
        self._shared = shared
        self._directory = directory
        self._books = books
        self._office = office
        self.rows: list[Outgoing] = []
        self.queue_mails: Callable[[Sequence[OutgoingMail]], None] = lambda _mails: None

    def draft(self, entry: OutgoingEntry, by: str) -> Outgoing:
        self._shared.refuse_if_told()
        entry = from_plain(OutgoingEntry, to_plain(entry))
        document = Outgoing(self._shared.new_id(), entry, OutgoingState.DRAFT)
        return self._store(document, OpKind.REGISTER, by, plain_fields(entry))

    def change(self, uid: str, entry: OutgoingEntry, by: str) -> Outgoing:
        before = self.get(uid)
        require_draft(before)
        document = replace(before, entry=from_plain(OutgoingEntry, to_plain(entry)))
        if document == before:
            return before
        return self._store(document, OpKind.CHANGE, by, plain_fields(document.entry))

    def get(self, uid: str) -> Outgoing:
        for document in self.rows:
            if document.uid == uid:
                return document
        raise NotFound("văn bản đi này")

    def find(self, wanted: OutgoingFilter, page: Page) -> Sequence[Outgoing]:
        rows = list(reversed(self._matching(wanted)))
        if wanted.order_by_number:
            if page.before is not None:
                raise ValueError("`before` goes with the latest change first")
            book = Page(sort="book", descending=page.descending)
            page = replace(page, descending=True) if not page.sort else page
            rows = sorted_rows(rows, book, {"book": _place})
        if page.before is not None:
            rows = [row for row in rows if row.changed < page.before]
        shown = cut(sorted_rows(rows, page, OUTGOING_KEYS), page)
        return [replace(row, entry=replace(row.entry, full_text="")) for row in shown]

    def count(self, wanted: OutgoingFilter) -> int:
        return len(self._matching(wanted))

    def found(self, wanted: OutgoingFilter, known: int | None = None) -> Found:
        _query, corrected = self._understood(wanted.text)
        counted = self.count(wanted) if known is None else known
        return Found(counted, corrected=corrected if counted else "")

    def take_step(
        self,
        uid: str,
        step: Step,
        by: str,
        main_file: Attachment | None = None,
        reason: str = "",
        mails: Sequence[OutgoingMail] = (),
    ) -> Outgoing:
        document = stepped(self.get(uid), step, main_file, reason)
        if step is Step.ISSUE:
            document = replace(document, issued_at=self._shared.clock())
        values: dict[str, object] = {"step": step, "state": document.state, "reason": reason}
        if main_file is not None:
            values["attachments"] = document.entry.attachments
        taken = self._store(document, OpKind.STEP, by, values)
        self.queue_mails(mails)
        return taken

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
        document = self.get(uid)
        after(Step.ALLOT_NUMBER, document.state)
        key = self._books.key(Direction.OUTGOING, series.series_id, issued.year)
        before = self._books.last_on(key)
        suffix, org = late.suffix if late else "", org or self._office().notation

        passed: list[tuple[int, str]] = []

        def with_number(number: int) -> Outgoing:
            made = numbered(document, number, series, doc_type, org, unit, issued, suffix)
            if late is not None or not passing_reason(made, self._carriers(made)):
                self._demand_free_code(made)
            return made

        if late is not None:
            self._books.late(key, late, issued, uid, by)
            document = with_number(late.number)
        else:
            last = self._books.books[key].last if key in self._books.books else 0
            title = outgoing_title(series.title, issued.year)
            self._demand_continued(with_number(last + 1), title)
            while True:
                number = self._books.take(
                    Direction.OUTGOING, series.series_id, issued.year, title, by, issued, despite
                )
                made = with_number(number)
                if not (why := passing_reason(made, self._carriers(made))):
                    break
                passed.append((number, why))
            document = made
            self._books.note_disorder(key, number, before, issued, despite, by, uid)
        values = plain_fields(replace(document, deliveries=()))
        del values["entry"], values["deliveries"], values["papers"]
        if late is not None:
            values["late"] = late.reason
        elif before is not None and issued < before:
            values["despite"] = despite
        stored = self._store(document, OpKind.ALLOT, by, values)
        for number, why in passed:
            self._books.void(key, number, "", "", why, by)
        return stored

    def _demand_continued(self, document: Outgoing, title: str) -> None:
        old = [
            row.outgoing_number or 0
            for row in self.rows
            if row.series == OLD_SERIES
            and row.state is not OutgoingState.CANCELLED
            and (row.year, row.code_notation) == (document.year, document.code_notation)
        ]
        if max(old, default=0) >= (document.outgoing_number or 0):
            raise OldBookFirst(title, max(old))

    def _demand_free_code(self, made: Outgoing) -> None:
        if self._carriers(made):
            raise CodeTaken(made.code)

    def _carriers(self, made: Outgoing) -> list[Outgoing]:
        return [
            row
            for row in self.rows
            if row.code == made.code
            and row.year == made.year
            and row.uid != made.uid
            and founding(row.series) == founding(made.series)
        ]

    def void(self, uid: str, reason: str, by: str) -> Outgoing:
        document = voided(self.get(uid))
        assert document.outgoing_number is not None
        assert document.year is not None
        key = self._books.key(Direction.OUTGOING, document.series, document.year)
        split = split_number(document.code_number)
        suffix = split[1] if split else ""
        self._books.void(key, document.outgoing_number, suffix, uid, reason, by)
        return self._keep(document)

    def replace_main(self, uid: str, main_file: Attachment, by: str) -> Outgoing:
        before = self.get(uid)
        require_open(before)
        return self._with_main(before, main_file, by)

    def seal_time(self, uid: str, main_file: Attachment, by: str) -> Outgoing:
        before = self.get(uid)
        require_signed(before)
        return self._with_main(before, main_file, by)

    def _with_main(self, before: Outgoing, main_file: Attachment, by: str) -> Outgoing:
        document = with_main(before, main_file)
        if document == before:
            return before
        values = {"attachments": document.entry.attachments}
        return self._store(document, OpKind.CHANGE, by, values)

    def correct(self, uid: str, changes: Mapping[str, str], reason: str, by: str) -> Outgoing:
        before = self.get(uid)
        require_registered(before)
        act = new_act(self._shared, before, changes, reason, by)
        if not act:
            return before
        changed = with_outgoing_texts(before, {row.field: row.new for row in act})
        document = replace(changed, corrections=(*before.corrections, *act))
        if document.code != before.code:
            self._demand_free_code(document)
        return self._store(document, OpKind.CORRECT, by, {"corrections": act})

    def amend(self, uid: str, changes: Mapping[str, str], by: str) -> Outgoing:
        before = self.get(uid)
        require_registered(before)
        document = with_outgoing_texts(before, changes)
        if document == before:
            return before
        plain = plain_fields(document.entry)
        return self._store(document, OpKind.AMEND, by, {name: plain[name] for name in changes})

    def relating(self, uid: str) -> Sequence[Outgoing]:
        return [
            replace(row, entry=replace(row.entry, full_text=""))
            for row in self.rows
            if any(relation.about == uid for relation in row.entry.relations)
        ]

    def set_delivery(self, uid: str, delivery: Delivery, by: str) -> Outgoing:
        before, delivery = self.get(uid), from_plain(Delivery, to_plain(delivery))
        document = delivered(before, delivery)
        if document == before:
            return before
        return self._store(document, OpKind.DELIVERY, by, {"delivery": delivery})

    def decide_paper(self, uid: str, decision: PaperDecided, by: str) -> Outgoing:
        before = self.get(uid)
        document = with_paper_decision(before, from_plain(PaperDecided, to_plain(decision)))
        if document == before:
            return before
        old, new = plain_fields(before.entry), plain_fields(document.entry)
        changed = {name: value for name, value in new.items() if value != old[name]}
        return self._store(document, OpKind.CHANGE, by, changed)

    def count_paper(self, first: date, last: date) -> PaperCount:
        entries = [
            row.entry
            for row in self.rows
            if row.issued_at is not None and first <= local_date(row.issued_at) <= last
        ]
        ways = [entry.paper_decision for entry in entries]
        own = [entry for entry in entries if entry.paper_decision and entry.paper_reason]
        return PaperCount(*(ways.count(way) for way in PaperDecision), len(own))

    def record_paper(self, uid: str, paper: PaperDispatch, by: str) -> Outgoing:
        before = self.get(uid)
        document = dispatched(before, from_plain(PaperDispatch, to_plain(paper)))
        if document == before:
            return before
        return self._store(document, OpKind.DELIVERY, by, {"paper": paper})

    def by_code(self, code_number: str, code_notation: str, issued: date | None) -> Outgoing | None:
        found = [
            row
            for row in self.rows
            if row.issued_date is not None
            and row.code_number.lstrip("0") == code_number.lstrip("0")
            and row.code_notation == nfc(code_notation)
            and issued in (None, row.issued_date)
        ]
        return max(found, key=lambda row: row.issued_date or date.min) if found else None

    def _understood(self, text: str) -> tuple[SearchQuery, str]:
        return understood(text, [searched_outgoing(row) for row in self.rows])

    def _matching(self, wanted: OutgoingFilter) -> list[Outgoing]:
        first, *others = self._directory.wordings(wanted.text).split("\n")
        queries = [read_query(line) for line in (first, *others)]
        if not others:
            queries = [self._understood(wanted.text)[0]]
        return [
            row
            for row in self.rows
            if any(matches(query, searched_outgoing(row)) for query in queries)
            and wanted.year in (None, row.year or row.entry.register_date.year)
            and (not wanted.states or row.state in wanted.states)
            and is_named(wanted.series, [row.series])
            and is_named(wanted.doc_type, [row.entry.doc_type])
            and is_named(wanted.drafting_unit, [row.entry.drafting_unit])
            and is_named(wanted.signer_name, [row.entry.signer_name])
            and is_named(wanted.recipient, [place.name for place in row.entry.recipients])
            and is_named(wanted.field, [row.entry.field])
            and wanted.urgency in (None, row.entry.urgency)
            and in_days(row.issued_date, wanted.issued_from, wanted.issued_to)
            and (not wanted.paper_waiting or papers_due(row))
            and (wanted.paper_days is None or _left_within(row, *wanted.paper_days))
        ]

    def _store(
        self, document: Outgoing, kind: OpKind, by: str, values: Mapping[str, object]
    ) -> Outgoing:
        self._shared.refuse_if_told()
        document = self._keep(document)
        self._shared.record("outgoing", document.uid, kind, by, values)
        return document

    def _keep(self, document: Outgoing) -> Outgoing:
        last = max((row.changed for row in self.rows), default=0)
        document = replace(document, changed=last + 1)
        self.rows = [row for row in self.rows if row.uid != document.uid]
        self.rows.append(document)
        return document


def _place(document: Outgoing) -> Key:
    if document.year is None or document.outgoing_number is None:
        return None
    return (document.year, document.series, document.outgoing_number)


def _left_within(row: Outgoing, first: date, last: date) -> bool:
    return any(first <= paper.sent_on <= last for paper in row.papers)
