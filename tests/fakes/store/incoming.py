"""Sổ văn bản đến in a list."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from clerkdesk.domain.assignments import Act, Assignment
from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.books import (
    INCOMING_SERIES,
    BookKey,
    Direction,
    incoming_title,
)
from clerkdesk.domain.changes import (
    attached,
    cancelled,
    detached,
    receivers,
    require_live,
    searched_incoming,
)
from clerkdesk.domain.corrected import with_incoming_texts
from clerkdesk.domain.duplicates import same_notations, spellings
from clerkdesk.domain.errors import (
    FilingStays,
    NotFound,
    OldBookFirst,
)
from clerkdesk.domain.handling import acted, forwarded
from clerkdesk.domain.incoming import (
    Incoming,
    IncomingEntry,
    IncomingState,
)
from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.old_numbers import plain_number
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain
from clerkdesk.domain.register_order import INCOMING_KEYS
from clerkdesk.domain.search_query import SearchQuery, matches, read_query
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.registers import Found, IncomingFilter, Page
from tests.fakes.store.books import FakeBooks
from tests.fakes.store.directory import FakeDirectory
from tests.fakes.store.finding import cut, in_days, is_named, sorted_rows, understood
from tests.fakes.store.shared import Shared, new_act


class FakeIncomingRegister:
    """Sổ văn bản đến in a list, `rows`, in the order of registration."""

    def __init__(self, shared: Shared, books: FakeBooks, directory: FakeDirectory) -> None:
        self._shared = shared
        self._directory = directory
        self.imported: dict[str, tuple[str, str]] = {}
        self._books = books
        self.rows: list[Incoming] = []

    def add(
        self, entry: IncomingEntry, by: str, *, series: str = INCOMING_SERIES, despite: str = ""
    ) -> Incoming:
        entry = from_plain(IncomingEntry, to_plain(entry))
        day, year = entry.arrival_date, entry.arrival_date.year
        if series == INCOMING_SERIES:
            self._demand_continued(year)
        key = self._books.key(Direction.INCOMING, series, year)
        before = self._books.last_on(key)
        number = self._books.take(
            Direction.INCOMING, series, year, incoming_title(year, series), by, day, despite
        )
        document = Incoming(
            uid=self._shared.new_id(),
            arrival_number=number,
            year=year,
            entry=entry,
            state=IncomingState.TO_FORWARD,
            registered_by=by,
            series=series,
        )
        self.rows.append(document)
        self._books.note_disorder(key, number, before, day, despite, by, document.uid)
        values = plain_fields(entry) | {"arrival_number": number, "year": year}
        if before is not None and day < before:
            values["despite"] = despite
        self._shared.record("incoming", document.uid, OpKind.REGISTER, by, values)
        return document

    def get(self, uid: str) -> Incoming:
        for document in self.rows:
            if document.uid == uid:
                return document
        raise NotFound("văn bản đến này")

    def find(self, wanted: IncomingFilter, page: Page) -> Sequence[Incoming]:
        rows = sorted(
            self._matching(wanted),
            key=lambda row: self._place(row.year, row.series, row.arrival_number),
            reverse=True,
        )
        if page.before is not None:
            newest = max((row.year for row in self.rows), default=0)
            year = wanted.year or page.before_year or newest
            last = self._place(year, page.before_series, page.before)
            rows = [
                row for row in rows if self._place(row.year, row.series, row.arrival_number) < last
            ]
        shown = cut(sorted_rows(rows, page, INCOMING_KEYS), page)
        return [replace(row, entry=replace(row.entry, full_text="")) for row in shown]

    def count(self, wanted: IncomingFilter) -> int:
        return len(self._matching(wanted))

    def found(self, wanted: IncomingFilter, known: int | None = None) -> Found:
        _query, corrected = self._understood(wanted.text)
        counted = self.count(wanted) if known is None else known
        return Found(counted, corrected=corrected if counted else "")

    def forward(self, uid: str, assignment: Assignment) -> Incoming:
        assignment = from_plain(Assignment, to_plain(assignment))
        if not assignment.round_id:
            assignment = replace(assignment, round_id=self._shared.new_id())
        document = forwarded(self.get(uid), assignment)
        values = {"assignment": document.assignments[-1], "state": document.state}
        return self._store(document, OpKind.FORWARD, assignment.by, values)

    def act(self, uid: str, act: Act) -> Incoming:
        act = replace(from_plain(Act, to_plain(act)), act_id=self._shared.new_id())
        document = acted(self.get(uid), act)
        values = {"act": act, "state": document.state}
        return self._store(document, OpKind.STEP, act.by, values)

    def assigned_to(self, names: Collection[str], limit: int) -> Sequence[Incoming]:
        wanted = {nfc(name) for name in names}
        rows = [
            row
            for row in self.rows
            if any(person.name in wanted for given in row.assignments for person in given.people)
        ]
        closed = (IncomingState.DONE, IncomingState.CANCELLED)
        rows.sort(key=lambda row: (row.state in closed, -row.year, -row.arrival_number))
        return [replace(row, entry=replace(row.entry, full_text="")) for row in rows[:limit]]

    def set_state(self, uid: str, state: IncomingState, by: str) -> Incoming:
        document = self.get(uid)
        if document.state is state:
            return document
        require_live(document)
        return self._store(replace(document, state=state), OpKind.STEP, by, {"state": state})

    def void(self, uid: str, reason: str, by: str) -> Incoming:
        document = self.get(uid)
        key = self._books.key(Direction.INCOMING, document.series, document.year)
        self._books.void(key, document.arrival_number, "", uid, reason, by)
        document = replace(document, state=IncomingState.CANCELLED)
        self.rows = [document if row.uid == uid else row for row in self.rows]
        return document

    def attach(self, uid: str, attachment: Attachment, by: str, text: str = "") -> Incoming:
        before = self.get(uid)
        document = attached(before, attachment, nfc(text))
        if document == before:
            return before
        require_live(before)
        values = {"attachments": document.entry.attachments}
        return self._store(document, OpKind.CHANGE, by, values)

    def detach(self, uid: str, attachment: Attachment, by: str, text: str = "") -> Incoming:
        before = self.get(uid)
        document = detached(before, attachment, nfc(text))
        told = [
            op
            for op in self._shared.log
            if op.key == uid and op.seq <= self._shared.acked and attachment.sha256 in str(op)
        ]
        if document == before or told:
            raise FilingStays(attachment.name)
        require_live(before)
        values = {"attachments": document.entry.attachments, "detached": attachment.name}
        return self._store(document, OpKind.CHANGE, by, values)

    def cancel(self, uid: str, note: str, by: str) -> Incoming:
        before = self.get(uid)
        document = cancelled(before, nfc(note))
        if document == before:
            return before
        values = {"state": document.state, "note": document.entry.note, "why": nfc(note)}
        return self._store(document, OpKind.STEP, by, values)

    def correct(self, uid: str, changes: Mapping[str, str], reason: str, by: str) -> Incoming:
        before = self.get(uid)
        require_live(before)
        act = new_act(self._shared, before, changes, reason, by)
        if not act:
            return before
        changed = with_incoming_texts(before, {row.field: row.new for row in act})
        document = replace(changed, corrections=(*before.corrections, *act))
        return self._store(document, OpKind.CORRECT, by, {"corrections": act})

    def amend(self, uid: str, changes: Mapping[str, str], by: str) -> Incoming:
        before = self.get(uid)
        require_live(before)
        document = with_incoming_texts(before, changes)
        if document == before:
            return before
        plain = plain_fields(document.entry)
        return self._store(document, OpKind.AMEND, by, {name: plain[name] for name in changes})

    def by_packet(self, packet_id: str, main_file: str = "") -> Incoming | None:
        found = [row for row in self.rows if packet_id and row.entry.packet_id == packet_id]
        if not found and main_file:
            mains = [(row, row.main_file) for row in self.rows]
            found = [row for row, main in mains if main is not None and main.sha256 == main_file]
        return found[-1] if found else None

    def by_code(self, code: PrintedCode) -> Sequence[Incoming]:
        numbers = spellings(code.code_number)
        rows = [
            row
            for row in self.rows
            if row.entry.code_number in numbers
            and same_notations(code.code_notation, [row.entry.code_notation])
        ]
        rows.sort(key=lambda row: (row.year, row.arrival_number))
        return [replace(row, entry=replace(row.entry, full_text="")) for row in rows]

    def _demand_continued(self, year: int) -> None:
        key = BookKey(self._shared.agency, Direction.INCOMING, INCOMING_SERIES, year)
        last = self.highest_of_old_book(year)
        if last and key not in self._books.books:
            raise OldBookFirst(incoming_title(year), last)

    def highest_of_old_book(self, year: int) -> int:
        """As the port's `highest`: without lines of undone imports, with void numbers."""
        void = {act.uid for act in self._books.noted}
        live = [
            plain_number(row.arrival_number)
            for row in self.rows
            if row.year == year
            and row.uid in self.imported
            and (row.state is not IncomingState.CANCELLED or row.uid in void)
        ]
        return max(live, default=0)

    def _understood(self, text: str) -> tuple[SearchQuery, str]:
        return understood(text, [searched_incoming(row) for row in self.rows])

    def _queries(self, text: str) -> list[SearchQuery]:
        first, *others = self._directory.wordings(text).split("\n")
        return (
            [read_query(line) for line in (first, *others)]
            if others
            else [self._understood(text)[0]]
        )

    def _matching(self, wanted: IncomingFilter) -> list[Incoming]:
        queries = self._queries(wanted.text)
        return [
            row
            for row in self.rows
            if any(matches(query, searched_incoming(row)) for query in queries)
            and wanted.year in (None, row.year)
            and wanted.state in (None, row.state)
            and wanted.series in ("", row.series)
            and (wanted.overdue_on is None or row.overdue(wanted.overdue_on))
            and is_named(wanted.doc_type, [row.entry.doc_type])
            and is_named(wanted.issuing_org, [row.entry.issuing_org])
            and is_named(wanted.field, [row.entry.field])
            and wanted.urgency in (None, row.entry.urgency)
            and wanted.channel in (None, row.entry.channel)
            and wanted.signature_result in (None, row.entry.signature_result)
            and is_named(wanted.to_person, receivers(row))
            and is_named(wanted.registered_by, [row.registered_by])
            and in_days(row.entry.arrival_date, wanted.arrived_from, wanted.arrived_to)
            and in_days(row.entry.issued_date, wanted.issued_from, wanted.issued_to)
            and in_days(row.due_date, None, wanted.due_to)
        ]

    def _place(self, year: int, series: str, number: int) -> tuple[int, int, int]:
        """The order of the real rows: by year, then by book as it was opened, then by number."""
        opened = [
            key.series
            for key in self._books.books
            if key.direction is Direction.INCOMING and key.year == year
        ]
        return (year, opened.index(series) if series in opened else 0, number)

    def _store(
        self, document: Incoming, kind: OpKind, by: str, values: Mapping[str, object]
    ) -> Incoming:
        self._shared.refuse_if_told()
        index = [row.uid for row in self.rows].index(document.uid)
        self.rows[index] = document
        self._shared.record("incoming", document.uid, kind, by, values)
        return document
