"""The two registers: what is asked of them, and how their documents change."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from clerkdesk.domain.assignments import Act, Assignment
from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.books import INCOMING_SERIES, LateNumber
from clerkdesk.domain.incoming import Channel, Incoming, IncomingEntry, IncomingState, Urgency
from clerkdesk.domain.mails import OutgoingMail
from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.outgoing import Delivery, Outgoing, OutgoingEntry, OutgoingState, Step
from clerkdesk.domain.paper_dispatch import PaperDispatch
from clerkdesk.domain.paper_due import PaperCount, PaperDecided
from clerkdesk.domain.register_order import INCOMING_KEYS, OUTGOING_KEYS
from clerkdesk.domain.series import DocumentType, Series
from clerkdesk.domain.verdicts import SignatureResult

SORTABLE_INCOMING = frozenset(INCOMING_KEYS)
"""What `Page.sort` may name in the incoming register; `domain.register_order` says how it sorts."""
SORTABLE_OUTGOING = frozenset(OUTGOING_KEYS)
"""What `Page.sort` may name in the outgoing register."""


@dataclass(frozen=True, slots=True)
class Page:
    """A run of rows for a list: newest first, at most `limit`, older than number `before`.

    `before` is a số đến of `before_year` (else of the filter's year, else of the newest year), or
    `Outgoing.changed` of the last row shown. A list that is scrolled anywhere says `skip` instead:
    how many rows to pass over. `sort` names a sortable field (`domain.register_order` says how it
    sorts); equal rows stand in the register's order (newest first if descending), empty ones last.

    Raises:
        ValueError: `before` follows the newest-first order only; it goes with nothing else.
    """

    limit: int = 200
    before: int | None = None
    before_year: int | None = None
    before_series: str = INCOMING_SERIES
    """The book in which số đến `before` stands."""
    skip: int = 0
    sort: str = ""
    descending: bool = True

    def __post_init__(self) -> None:
        if self.skip < 0 or self.limit < 0:
            raise ValueError(f"a page has no {self.limit} rows after {self.skip}")
        if self.before is not None and (self.skip or self.sort or not self.descending):
            raise ValueError("`before` goes with the newest-first order only")


@dataclass(frozen=True, slots=True)
class Found:
    """How much a filter finds, and how its text was understood.

    `exact` is False where counting stopped: there are more than `count`. `corrected` is the text
    that was searched and found, where a word of the filter's text is found nowhere but one like it is.
    """

    count: int
    exact: bool = True
    corrected: str = ""


@dataclass(frozen=True, slots=True)
class IncomingFilter:
    """What the list shows; what is empty does not matter, names must be equal, dates are inclusive.

    `text` is searched without diacritics over every field and the pages (`domain.search_query`);
    `to_person` is of any forwarding, `due_to` of the date that holds.
    """

    text: str = ""
    year: int | None = None
    state: IncomingState | None = None
    overdue_on: date | None = None
    series: str = ""
    """One book of several; empty = all."""
    doc_type: str = ""
    issuing_org: str = ""
    field: str = ""
    urgency: Urgency | None = None
    channel: Channel | None = None
    signature_result: SignatureResult | None = None
    to_person: str = ""
    arrived_from: date | None = None
    arrived_to: date | None = None
    issued_from: date | None = None
    issued_to: date | None = None
    due_to: date | None = None
    registered_by: str = ""


class IncomingRegister(Protocol):
    """Sổ văn bản đến."""

    def add(
        self, entry: IncomingEntry, by: str, *, series: str = INCOMING_SERIES, despite: str = ""
    ) -> Incoming:
        """Allot the next number of the year and store document and op in one durable commit.

        The book is opened by the entry's arrival year. The number is safe outside the store
        (high-water mark) when this returns.

        Args:
            series: the book, where the office has more than one (HĐND).
            despite: why it is registered although its date is before the last entry's.

        Raises:
            BookNotOpen, YearNotOpen: the year's book was not opened.
            NotHolder: this desk does not hold the book.
            BookLocked: the mark outside the store is ahead of it.
            BookClosed, DateBeforeBook, DateBeforeLast, ReasonMissing: no number was used.
            DiskFull: nothing was kept, no number was used.
        """
        ...

    def void(self, uid: str, reason: str, by: str) -> Incoming:
        """Make its number void: it stays in the register as «đã hủy số», the document is cancelled.

        Raises:
            AlreadyVoid, NotHolder, ReasonMissing: nothing was changed.
        """
        ...

    def get(self, uid: str) -> Incoming:
        """One document.

        Raises:
            NotFound: there is none.
        """
        ...

    def find(self, wanted: IncomingFilter, page: Page) -> Sequence[Incoming]:
        """Documents, newest number first or as `page` sorts them, without the text of their pages.

        Raises:
            ValueError: `page.sort` is not in SORTABLE_INCOMING.
        """
        ...

    def count(self, wanted: IncomingFilter) -> int:
        """How many `find` would give without a limit, exactly, however long it takes."""
        ...

    def found(self, wanted: IncomingFilter, known: int | None = None) -> Found:
        """What a list says above its rows, in the time that a search may take.

        A list whose rows ended has counted them: `known` is not counted again.
        """
        ...

    def forward(self, uid: str, assignment: Assignment) -> Incoming:
        """Record a round of forwarding; it gets a `round_id` where it has none.

        Raises:
            StepNotAllowed: the document is done or cancelled.
        """
        ...

    def act(self, uid: str, act: Act) -> Incoming:
        """Record what was done after forwarding; the state follows (`domain.handling.acted`).

        Raises:
            StepNotAllowed: not lawful from where the document or the assignee stands.
        """
        ...

    def assigned_to(self, names: Collection[str], limit: int) -> Sequence[Incoming]:
        """Documents with a round that names one of `names` (exactly): open ones first, newest
        number first."""
        ...

    def set_state(self, uid: str, state: IncomingState, by: str) -> Incoming:
        """Record progress."""
        ...

    def attach(self, uid: str, attachment: Attachment, by: str, text: str = "") -> Incoming:
        """Add a file, such as the copy with the ĐẾN stamp; `text` of its pages is searched, too."""
        ...

    def detach(self, uid: str, attachment: Attachment, by: str, text: str = "") -> Incoming:
        """Take off a file that was attached by mistake, while no other desk has heard of it.

        Raises:
            FilingStays: other desks know it, or it is not among the files any more.
            StepNotAllowed: the document is cancelled.
        """
        ...

    def cancel(self, uid: str, note: str, by: str) -> Incoming:
        """Its sender took it back (Phụ lục VI, F8b): the row and its number stay, `note` joins the
        note, and nothing changes it any more; cancelling again changes nothing."""
        ...

    def correct(self, uid: str, changes: Mapping[str, str], reason: str, by: str) -> Incoming:
        """Correct legal fields (`domain.corrections`); the old values stay beside the new.

        Raises:
            StepNotAllowed: it is cancelled.
            InvalidEntry: số đến or the year of its book would change.
        """
        ...

    def amend(self, uid: str, changes: Mapping[str, str], by: str) -> Incoming:
        """Change ordinary fields, such as the note; recorded, but not as a correction.

        Raises:
            StepNotAllowed: it is cancelled.
        """
        ...

    def by_packet(self, packet_id: str, main_file: str = "") -> Incoming | None:
        """The document that came in this packet or mail, or whose main file has this content."""
        ...

    def by_code(self, code: PrintedCode) -> Sequence[Incoming]:
        """Documents of any agency and year with that số (zeros aside) and ký hiệu, oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class OutgoingFilter:
    """What the outgoing list shows; see `IncomingFilter`. `recipient` is the name of any recipient.

    `order_by_number` is the order of the book (year, series, number), drafts last; else the latest
    change stands first.
    """

    text: str = ""
    year: int | None = None
    states: tuple[OutgoingState, ...] = ()
    series: str = ""
    doc_type: str = ""
    drafting_unit: str = ""
    signer_name: str = ""
    recipient: str = ""
    field: str = ""
    urgency: Urgency | None = None
    issued_from: date | None = None
    issued_to: date | None = None
    order_by_number: bool = False
    paper_waiting: bool = False
    """Only issued documents of which paper has not left."""
    paper_days: tuple[date, date] | None = None
    """Only documents of which paper left on a day from the first to the second."""


class OutgoingRegister(Protocol):
    """Sổ văn bản đi, drafts included."""

    def draft(self, entry: OutgoingEntry, by: str) -> Outgoing:
        """Store a new draft."""
        ...

    def change(self, uid: str, entry: OutgoingEntry, by: str) -> Outgoing:
        """Store a changed draft.

        Raises:
            StepNotAllowed: it is no longer a draft.
        """
        ...

    def get(self, uid: str) -> Outgoing:
        """One document.

        Raises:
            NotFound: there is none.
        """
        ...

    def find(self, wanted: OutgoingFilter, page: Page) -> Sequence[Outgoing]:
        """Documents, latest change first, in the order of the book, or as `page` sorts them.

        Raises:
            ValueError: `page.sort` is not in SORTABLE_OUTGOING, or `page.before` comes with
                `wanted.order_by_number`.
        """
        ...

    def count(self, wanted: OutgoingFilter) -> int:
        """How many `find` would give without a limit, exactly, however long it takes."""
        ...

    def found(self, wanted: OutgoingFilter, known: int | None = None) -> Found:
        """As `IncomingRegister.found`."""
        ...

    def take_step(
        self,
        uid: str,
        step: Step,
        by: str,
        main_file: Attachment | None = None,
        reason: str = "",
        mails: Sequence[OutgoingMail] = (),
    ) -> Outgoing:
        """Go to the next state, `mails` queued with it; a new `main_file` makes the old a VERSION.

        Raises:
            StepNotAllowed: not lawful from the present state.
        """
        ...

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
        """Allot the next number of the series' book and compose ký hiệu, in one durable commit.

        Args:
            org: abbreviation of the issuer; empty = that of the office.
            despite: why the date may be before that of the book's last number.
            late: a number with a letter beside one that was given, instead of the next one.

        Raises:
            StepNotAllowed, BookNotOpen, YearNotOpen, NotHolder, BookLocked, BookClosed,
            DateBeforeBook, DateBeforeLast, ReasonMissing, LateNumberUnfit, CodeTaken, DiskFull:
                no number was used.
        """
        ...

    def void(self, uid: str, reason: str, by: str) -> Outgoing:
        """Make its number void: it stays in the register as «đã hủy số» and is never given again.

        Raises:
            StepNotAllowed: it has no number, or was issued.
            AlreadyVoid, NotHolder, ReasonMissing: nothing was changed.
        """
        ...

    def replace_main(self, uid: str, main_file: Attachment, by: str) -> Outgoing:
        """Put a new main file (number written in) without changing the state.

        Raises:
            StepNotAllowed: it was issued.
        """
        ...

    def seal_time(self, uid: str, main_file: Attachment, by: str) -> Outgoing:
        """Put the main file with a time stamp appended, also after issue: what was signed is in it.

        Raises:
            StepNotAllowed: it is not signed.
        """
        ...

    def correct(self, uid: str, changes: Mapping[str, str], reason: str, by: str) -> Outgoing:
        """Correct legal fields (`domain.corrections`); the old values stay beside the new.

        Raises:
            StepNotAllowed: it has no number yet, or is frozen.
            InvalidEntry: the number or its year would change.
        """
        ...

    def amend(self, uid: str, changes: Mapping[str, str], by: str) -> Outgoing:
        """Change ordinary fields of a numbered document; recorded, but not as a correction.

        Raises:
            StepNotAllowed: it has no number yet, or is frozen.
        """
        ...

    def relating(self, uid: str) -> Sequence[Outgoing]:
        """Documents that replace or correct this one, drafts too, oldest first."""
        ...

    def set_delivery(self, uid: str, delivery: Delivery, by: str) -> Outgoing:
        """Record how far it has come to one recipient; never moves backwards."""
        ...

    def decide_paper(self, uid: str, decision: PaperDecided, by: str) -> Outgoing:
        """Record what was decided about paper; deciding the same again changes nothing."""
        ...

    def count_paper(self, first: date, last: date) -> PaperCount:
        """How the documents went that were issued from `first` to `last` (days in Viet Nam)."""
        ...

    def record_paper(self, uid: str, paper: PaperDispatch, by: str) -> Outgoing:
        """Record paper that left, or that an earlier record was taken back (`cancelled`)."""
        ...

    def by_code(self, code_number: str, code_notation: str, issued: date | None) -> Outgoing | None:
        """The issued document of that số, ký hiệu and date, as status packets name it."""
        ...
