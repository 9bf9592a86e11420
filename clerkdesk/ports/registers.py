"""The two registers, their search, and the log of every change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.books import Book, Direction
from clerkdesk.domain.incoming import Assignment, Incoming, IncomingEntry, IncomingState
from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.ops import Op
from clerkdesk.domain.outgoing import Delivery, Outgoing, OutgoingEntry, OutgoingState, Step
from clerkdesk.domain.paper_dispatch import PaperDispatch
from clerkdesk.domain.paper_due import PaperCount, PaperDecided
from clerkdesk.domain.series import DocumentType, Series
from clerkdesk.domain.verdicts import SignatureCheck


@dataclass(frozen=True, slots=True)
class Page:
    """A run of rows for a list: newest first, at most `limit`, older than number `before`.

    `before` is a số đến of `before_year` (else of the filter's year, else of the newest year), or
    `Outgoing.changed` of the last row shown.
    """

    limit: int = 200
    before: int | None = None
    before_year: int | None = None


@dataclass(frozen=True, slots=True)
class IncomingFilter:
    """What the list shows; `text` is searched without diacritics over every field and the pages."""

    text: str = ""
    year: int | None = None
    state: IncomingState | None = None
    overdue_on: date | None = None


class IncomingRegister(Protocol):
    """Sổ văn bản đến."""

    def add(self, entry: IncomingEntry, by: str) -> Incoming:
        """Allot the next number of the year and store document and op in one durable commit.

        The book is opened by the entry's arrival year. The number is safe outside the store
        (high-water mark) when this returns.

        Raises:
            NotHolder: this desk does not hold the book.
            BookLocked: the mark outside the store is ahead of it.
            DiskFull: nothing was kept, no number was used.
        """
        ...

    def get(self, uid: str) -> Incoming:
        """One document.

        Raises:
            NotFound: there is none.
        """
        ...

    def find(self, wanted: IncomingFilter, page: Page) -> Sequence[Incoming]:
        """Documents, newest number first."""
        ...

    def count(self, wanted: IncomingFilter) -> int:
        """How many `find` would give without a limit."""
        ...

    def forward(self, uid: str, assignment: Assignment) -> Incoming:
        """Record a forwarding; the state becomes FORWARDED."""
        ...

    def set_state(self, uid: str, state: IncomingState, by: str) -> Incoming:
        """Record progress."""
        ...

    def attach(self, uid: str, attachment: Attachment, by: str) -> Incoming:
        """Add a file, such as the copy with the ĐẾN stamp."""
        ...

    def by_packet(self, packet_id: str) -> Incoming | None:
        """The document that came in the edXML packet `packet_id`, if it is registered."""
        ...

    def by_code(self, code: PrintedCode) -> Sequence[Incoming]:
        """Documents of any agency and year with that số (zeros before it aside) and ký hiệu,
        oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class OutgoingFilter:
    """What the outgoing list shows."""

    text: str = ""
    year: int | None = None
    states: tuple[OutgoingState, ...] = ()
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
        """Documents, latest change first."""
        ...

    def count(self, wanted: OutgoingFilter) -> int:
        """How many `find` would give without a limit."""
        ...

    def take_step(
        self, uid: str, step: Step, by: str, main_file: Attachment | None = None
    ) -> Outgoing:
        """Go to the next state; a new `main_file` makes the one before a VERSION.

        Raises:
            StepNotAllowed: not lawful from the present state (`domain.outgoing.after`).
        """
        ...

    def allot(
        self, uid: str, series: Series, doc_type: DocumentType, unit: str, issued: date, by: str
    ) -> Outgoing:
        """Allot the next number of the series' book and compose ký hiệu, in one durable commit.

        Raises:
            StepNotAllowed, NotHolder, BookLocked, DiskFull: no number was used.
        """
        ...

    def replace_main(self, uid: str, main_file: Attachment, by: str) -> Outgoing:
        """Put a new main file (number written in) without changing the state."""
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


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act on a document: when, who, what (Vietnamese)."""

    at: datetime
    by: str
    what: str


class OpLog(Protocol):
    """The chain of this desk's ops, and the feed of the other desks' (SYNC.md B.2)."""

    def pending(self, limit: int) -> Sequence[Op]:
        """Ops that the server has not acknowledged, in order."""
        ...

    def acknowledge(self, seq: int) -> None:
        """The server has applied everything up to `seq`."""
        ...

    def cursor(self) -> tuple[int, int]:
        """(server generation, feed seq) up to which the feed was applied."""
        ...

    def apply_remote(self, generation: int, last: int, ops: Sequence[Op]) -> None:
        """Apply other desks' ops and advance the cursor, in one transaction; ops of unknown
        entity or kind are kept as they are."""
        ...

    def rewind(self) -> None:
        """Read the feed again from its start: ops that were left out come, those here do nothing."""
        ...

    def history(self, entity: str, key: str) -> Sequence[HistoryLine]:
        """What was done to one record, oldest first."""
        ...

    def first_break(self) -> int | None:
        """Seq of the first op whose hash does not follow; None if the chain is whole."""
        ...


class Books(Protocol):
    """The books of the office and who holds them."""

    def all(self) -> Sequence[Book]:
        """Every book, newest year first."""
        ...

    def open_year(
        self, direction: Direction, series: str, year: int, title: str, by: str, last: int = 0
    ) -> Book:
        """Open a book with this desk as holder; `last` is the last number of its paper register.

        The present year's book opens by itself with its first number; a book that is open already
        is given back as it is.
        """
        ...


class Checks(Protocol):
    """Recorded signature checks; evidence that stays with the file."""

    def record(self, check: SignatureCheck) -> None:
        """Keep a check under its file's hash; later checks do not erase it."""
        ...

    def latest(self, sha256: str) -> SignatureCheck | None:
        """The last check of a file."""
        ...
