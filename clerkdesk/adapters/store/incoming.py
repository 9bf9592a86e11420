"""Sổ văn bản đến in SQL: number, document and op in one commit; lists in the order of the register."""

import json
from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import replace

from clerkdesk.adapters.store.asked import Asked
from clerkdesk.adapters.store.books import SqlBooks
from clerkdesk.adapters.store.corrections import new_act, record_act
from clerkdesk.adapters.store.database import Connection, Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.adapters.store.directory import SqlDirectory
from clerkdesk.adapters.store.finding import Orders, count, found, positions
from clerkdesk.adapters.store.incoming_rows import (
    ENTITY,
    NUMBERS_A_YEAR,
    incoming_at,
    incoming_documents,
    insert_incoming,
    load_by_packet,
    load_incoming,
    position,
    slot_in_year,
    update_incoming,
)
from clerkdesk.adapters.store.old_registers import highest_arrival
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.adapters.store.page_words import page_words
from clerkdesk.domain.access import Register, Sight
from clerkdesk.domain.assignments import Act, Assignment
from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.books import INCOMING_SERIES, Direction, incoming_title
from clerkdesk.domain.changes import attached, cancelled, detached, receivers, require_live
from clerkdesk.domain.corrected import with_incoming_texts
from clerkdesk.domain.duplicates import same_notations, spellings
from clerkdesk.domain.errors import FilingStays
from clerkdesk.domain.handling import acted, forwarded
from clerkdesk.domain.incoming import Incoming, IncomingEntry, IncomingState
from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.registers import SORTABLE_INCOMING, Found, IncomingFilter, Page

_ORDERS: Orders = {name: (f"l.{name}",) for name in SORTABLE_INCOMING} | {
    "arrival_number": (f"l.position % {NUMBERS_A_YEAR}",),
    "subject": ("o.subject",),
    "code": ("o.code_order", "o.code_notation"),
}


_OF_BOOK = "l.position IN (SELECT position FROM incoming WHERE series = :series)"
"""One book of several: few offices have them, so the narrow rows do not name it."""


class SqlIncomingRegister:
    """`ports.registers.IncomingRegister` on SQLCipher."""

    def __init__(
        self,
        database: Database,
        desk: Desk,
        ops: SqlOpLog,
        books: SqlBooks,
        directory: SqlDirectory,
    ) -> None:
        self._database = database
        self._desk = desk
        self._ops = ops
        self._books = books
        self._directory = directory
        self._sight = Sight()

    def seen_by(self, sight: Sight) -> "SqlIncomingRegister":
        """The register as an account may see it."""
        seen = copy(self)
        seen._sight = sight
        return seen

    def add(
        self, entry: IncomingEntry, by: str, *, series: str = INCOMING_SERIES, despite: str = ""
    ) -> Incoming:
        """Allot the next number of the year and store document and op in one durable commit.

        Raises:
            BookNotOpen: the year is not the present one, and its book was not opened.
            BookClosed, DateBeforeBook, DateBeforeLast, ReasonMissing,
            NotHolder, BookLocked, DiskFull: nothing was kept, no number was used.
        """
        entry = from_plain(IncomingEntry, to_plain(entry))
        day, year = entry.arrival_date, entry.arrival_date.year
        page_words(entry.full_text)  # made before the store is held
        with self._database.writing() as link:
            if series == INCOMING_SERIES:
                self._books.demand_continued(
                    link, Direction.INCOMING, series, year, lambda: highest_arrival(link, year)
                )
            allotted = self._books.take_number(
                link,
                Direction.INCOMING,
                series,
                year,
                incoming_title(year, series),
                by,
                day,
                despite,
            )
            document = Incoming(
                uid=self._desk.new_id(),
                arrival_number=allotted.number,
                year=year,
                entry=entry,
                state=IncomingState.TO_FORWARD,
                registered_by=by,
                series=series,
            )
            insert_incoming(link, document, allotted.book_id)
            op = self._ops.append(
                link,
                ENTITY,
                document.uid,
                OpKind.REGISTER,
                by,
                _registered(document) | ({"despite": allotted.despite} if allotted.despite else {}),
                epoch=(allotted.epoch.generation, allotted.epoch.grant),
            )
            self._books.note(link, allotted, op)
        self._books.remember(allotted)
        return document

    def get(self, uid: str) -> Incoming:
        """One document.

        Raises:
            NotFound: there is none.
            NotAllowed: it is not shown to this account.
        """
        self._sight.demand(Register.INCOMING)
        with self._database.reading() as link:
            document = load_incoming(link, uid)
        self._sight.demand_given(receivers(document))
        return document

    def find(self, wanted: IncomingFilter, page: Page) -> Sequence[Incoming]:
        """Documents, newest number first or as `page` sorts them, without the text of their pages.

        Raises:
            ValueError: `page.sort` is not in SORTABLE_INCOMING.
        """
        with self._database.reading() as link:
            asked = self._asked(link, wanted)
            if page.before is not None:
                year = wanted.year or page.before_year or _newest_year(link)
                slot = slot_in_year(link, year, page.before_series)
                asked.before(position(year, page.before, slot))
            return incoming_at(link, positions(asked, page, _ORDERS))

    def _asked(self, link: Connection, wanted: IncomingFilter) -> Asked:
        """What is asked, in every wording that the names of an agency in it have."""
        asked = _asked(link, replace(wanted, text=self._directory.wordings(wanted.text)))
        if Register.INCOMING in self._sight.hidden:
            asked.nothing()
        elif self._sight.given_to is not None:
            asked.given_to(self._sight.given_to)
        return asked

    def count(self, wanted: IncomingFilter) -> int:
        """How many `find` would give without a limit, exactly, however long it takes."""
        with self._database.reading() as link:
            return count(self._asked(link, wanted))

    def found(self, wanted: IncomingFilter, known: int | None = None) -> Found:
        """What a list says above its rows, in the time that a search may take."""
        with self._database.reading() as link:
            return found(self._asked(link, wanted), known)

    def forward(self, uid: str, assignment: Assignment) -> Incoming:
        """Record a round of forwarding, under a name of its own.

        Raises:
            StepNotAllowed: the document is done or cancelled.
        """
        assignment = from_plain(Assignment, to_plain(assignment))
        if not assignment.round_id:
            assignment = replace(assignment, round_id=self._desk.new_id())
        with self._database.writing() as link:
            document = forwarded(load_incoming(link, uid), assignment)
            update_incoming(link, document)
            values = {"assignment": document.assignments[-1], "state": document.state}
            self._ops.append(link, ENTITY, uid, OpKind.FORWARD, assignment.by, values)
        return document

    def act(self, uid: str, act: Act) -> Incoming:
        """Record what was done after forwarding; the state follows (`domain.handling`).

        Raises:
            StepNotAllowed: not lawful from where the document or the assignee stands.
        """
        act = replace(from_plain(Act, to_plain(act)), act_id=self._desk.new_id())
        with self._database.writing() as link:
            document = acted(load_incoming(link, uid), act)
            update_incoming(link, document)
            values = {"act": act, "state": document.state}
            self._ops.append(link, ENTITY, uid, OpKind.STEP, act.by, values)
        return document

    def assigned_to(self, names: Collection[str], limit: int) -> Sequence[Incoming]:
        """Documents with a round that names one of `names`: open ones first, newest number first."""
        if Register.INCOMING in self._sight.hidden:
            return []
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT * FROM incoming
                WHERE uid IN (
                    SELECT uid FROM assignee WHERE name IN (SELECT value FROM json_each(:names))
                )
                ORDER BY state IN ('done', 'cancelled'), position DESC LIMIT :limit
                """,
                {"names": json.dumps([nfc(name) for name in names]), "limit": limit},
            ).fetchall()
            return incoming_documents(link, rows)

    def set_state(self, uid: str, state: IncomingState, by: str) -> Incoming:
        """Record progress."""
        with self._database.writing() as link:
            document = load_incoming(link, uid)
            if document.state is state:
                return document
            require_live(document)
            document = replace(document, state=state)
            update_incoming(link, document)
            self._ops.append(link, ENTITY, uid, OpKind.STEP, by, {"state": state})
        return document

    def void(self, uid: str, reason: str, by: str) -> Incoming:
        """Make its number void: it stays in the register as «đã hủy số», the document is cancelled.

        Raises:
            AlreadyVoid, NotHolder, ReasonMissing: nothing was changed.
        """
        with self._database.writing() as link:
            document = load_incoming(link, uid)
            book = (Direction.INCOMING, document.series, document.year)
            self._books.void(link, book, document.arrival_number, "", uid, reason, by)
            document = replace(document, state=IncomingState.CANCELLED)
            update_incoming(link, document)
        return document

    def attach(self, uid: str, attachment: Attachment, by: str, text: str = "") -> Incoming:
        """Add a file, such as the copy with the ĐẾN stamp; `text` of its pages is searched, too."""
        attachment, text = from_plain(Attachment, to_plain(attachment)), nfc(text)
        if text:  # what takes long with hundreds of pages is made before the store is held
            page_words(attached(self.get(uid), attachment, text).entry.full_text)
        with self._database.writing() as link:
            before = load_incoming(link, uid)
            document = attached(before, attachment, text)
            if document != before:
                require_live(before)
                update_incoming(link, document)
                values = {"attachments": document.entry.attachments}
                self._ops.append(link, ENTITY, uid, OpKind.CHANGE, by, values)
        return document

    def detach(self, uid: str, attachment: Attachment, by: str, text: str = "") -> Incoming:
        """Take off a file that was attached by mistake, while no other desk has heard of it."""
        with self._database.writing() as link:
            before = load_incoming(link, uid)
            document = detached(before, attachment, nfc(text))
            if document == before or self._ops.is_told(link, ENTITY, uid, attachment.sha256):
                raise FilingStays(attachment.name)
            require_live(before)
            update_incoming(link, document)
            files = document.entry.attachments
            values = {"attachments": files, "detached": attachment.name}
            self._ops.append(link, ENTITY, uid, OpKind.CHANGE, by, values)
        return document

    def cancel(self, uid: str, note: str, by: str) -> Incoming:
        """Its sender took it back: row and number stay, `note` joins the note."""
        with self._database.writing() as link:
            before = load_incoming(link, uid)
            document = cancelled(before, nfc(note))
            if document != before:
                update_incoming(link, document)
                values = {"state": document.state, "note": document.entry.note, "why": nfc(note)}
                self._ops.append(link, ENTITY, uid, OpKind.STEP, by, values)
        return document

    def correct(self, uid: str, changes: Mapping[str, str], reason: str, by: str) -> Incoming:
        """Correct legal fields, in one commit with the act that keeps the old values.

        Raises:
            StepNotAllowed: it is cancelled.
            InvalidEntry: số đến or the year of its book would change.
        """
        with self._database.writing() as link:
            before = load_incoming(link, uid)
            require_live(before)
            act = new_act(self._desk, before, changes, reason, by)
            if not act:
                return before
            changed = with_incoming_texts(before, {row.field: row.new for row in act})
            document = replace(changed, corrections=(*before.corrections, *act))
            record_act(link, self._ops, ENTITY, uid, act)
            update_incoming(link, document)
        return document

    def amend(self, uid: str, changes: Mapping[str, str], by: str) -> Incoming:
        """Change ordinary fields.

        Raises:
            StepNotAllowed: it is cancelled.
        """
        with self._database.writing() as link:
            before = load_incoming(link, uid)
            require_live(before)
            document = with_incoming_texts(before, changes)
            if document != before:
                update_incoming(link, document)
                plain = plain_fields(document.entry)
                values = {name: plain[name] for name in changes}
                self._ops.append(link, ENTITY, uid, OpKind.AMEND, by, values)
        return document

    def by_packet(self, packet_id: str, main_file: str = "") -> Incoming | None:
        """The document that came in this packet or mail, or whose main file has this content."""
        with self._database.reading() as link:
            return load_by_packet(link, packet_id, main_file)

    def by_code(self, code: PrintedCode) -> Sequence[Incoming]:
        """Documents of any agency and year with that số and ký hiệu, oldest first."""
        numbers = json.dumps(spellings(code.code_number))
        with self._database.reading() as link:
            known = link.execute(
                """
                SELECT DISTINCT code_notation FROM incoming
                WHERE code_number IN (SELECT value FROM json_each(:numbers))
                """,
                {"numbers": numbers},
            ).fetchall()
            notations = same_notations(code.code_notation, [row["code_notation"] for row in known])
            rows = link.execute(
                """
                SELECT * FROM incoming
                WHERE code_number IN (SELECT value FROM json_each(:numbers))
                    AND code_notation IN (SELECT value FROM json_each(:notations))
                ORDER BY position
                """,
                {"numbers": numbers, "notations": json.dumps(notations)},
            ).fetchall()
            return incoming_documents(link, rows)


def _registered(document: Incoming) -> dict[str, object]:
    """What goes into the op: everything but the page text, which other desks read themselves."""
    entry = plain_fields(document.entry)
    del entry["full_text"]
    return entry | {
        "arrival_number": document.arrival_number,
        "year": document.year,
        "state": document.state,
        "registered_by": document.registered_by,
        "series": document.series,
    }


def _asked(link: Connection, wanted: IncomingFilter) -> Asked:
    asked = Asked(link, ENTITY, wanted.text, party=wanted.to_person)
    if wanted.year is not None:
        asked.positions(position(wanted.year, 0), position(wanted.year + 1, 0) - 1)
    if wanted.series:
        asked.where.append(_OF_BOOK)
        asked.values["series"] = wanted.series
    asked.name("state", wanted.state or "")
    asked.name("doc_type", wanted.doc_type)
    asked.name("issuing_org", wanted.issuing_org)
    asked.name("field", wanted.field)
    asked.number("urgency", wanted.urgency)
    asked.name("channel", wanted.channel or "")
    asked.name("signature_result", wanted.signature_result or "")
    asked.name("registered_by", wanted.registered_by)
    asked.dates("arrival_date", wanted.arrived_from, wanted.arrived_to)
    asked.dates("issued_date", wanted.issued_from, wanted.issued_to)
    asked.dates("due_date", None, wanted.due_to)
    if wanted.overdue_on is not None:
        asked.overdue(wanted.overdue_on)
    return asked


def _newest_year(link: Connection) -> int:
    row = link.execute("SELECT max(position) FROM incoming").fetchone()
    return int(row[0] or 0) // NUMBERS_A_YEAR
