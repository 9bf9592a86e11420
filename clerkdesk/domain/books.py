"""A register of one year, the right to number in it (SYNC.md B.3), and the order of its dates."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from clerkdesk.domain.errors import (
    BookClosed,
    DateBeforeBook,
    DateBeforeLast,
    LateNumberUnfit,
    ReasonMissing,
)
from clerkdesk.domain.numbering import print_number
from clerkdesk.domain.texts import _


class Direction(StrEnum):
    """Which way a document goes through the registry."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"


@dataclass(frozen=True, slots=True)
class BookKey:
    """One book: numbers in it run from 1 without gaps within `year`."""

    agency: str
    direction: Direction
    series: str
    year: int

    def __str__(self) -> str:
        return f"{self.agency}/{self.direction}/{self.series}/{self.year}"


@dataclass(frozen=True, order=True, slots=True)
class Epoch:
    """Which grant of a book is in force: (server generation, grant counter); only ever grows."""

    generation: int
    grant: int


@dataclass(frozen=True, slots=True)
class Book:
    """A book with its holder: the one desk that may allot its numbers."""

    key: BookKey
    title: str
    holder: str
    epoch: Epoch
    last: int
    first: int = 1
    """The first number given here; the ones before stand in a paper register."""
    last_on: date | None = None
    """The date under which the last number was given; none before the first."""
    starts_on: date | None = None
    """Where a body was founded within the year (01/07/2025): no number is dated before."""
    closed_on: date | None = None
    """From this day on it gives no number; it stays readable."""


class ActKind(StrEnum):
    """What was done to a number beside giving it in its turn; each has a reason."""

    VOID = "void"
    LATE = "late"
    OUT_OF_ORDER = "out_of_order"


@dataclass(frozen=True, slots=True)
class NumberAct:
    """An explicit act on one number: who, when, why. `uid` is the document's; empty: it has none."""

    book: BookKey
    number: int
    suffix: str
    kind: ActKind
    reason: str
    by: str
    at: datetime
    uid: str = ""

    @property
    def printed(self) -> str:
        """The number as on paper, «12a»."""
        return print_number(self.number, self.suffix)


@dataclass(frozen=True, slots=True)
class LateNumber:
    """A number beside one that was given: «12a» after 12, only by an explicit act with its reason."""

    number: int
    suffix: str
    reason: str

    def __post_init__(self) -> None:
        if not (len(self.suffix) == 1 and "a" <= self.suffix <= "z"):
            raise LateNumberUnfit(
                f"{self.number}{self.suffix}", _("chữ thêm là một chữ từ a đến z")
            )
        demand_reason(self.reason)

    @property
    def printed(self) -> str:
        """As on paper, «12a»."""
        return print_number(self.number, self.suffix)


@dataclass(frozen=True, slots=True)
class GivenNumber:
    """A number that stands in a book, with what a reconciliation asks of it."""

    number: int
    suffix: str
    day: date | None
    uid: str
    code: str
    subject: str
    has_file: bool = field(default=True)


INCOMING_SERIES = "den"
"""The one series of văn bản đến: paper and electronic share it (Điều 10, NĐ 30 Điều 22)."""

SHORTEST_REASON = 5


def incoming_title(year: int, series: str = INCOMING_SERIES) -> str:
    """How a book of incoming documents of `year` is called on screen; a second one, «den-HĐND»,
    by whose mail it holds."""
    whose = series.split(".", maxsplit=1)[0].removeprefix(INCOMING_SERIES).removeprefix("-")
    if whose:
        return _("Văn bản đến {whose} {year}").format(whose=whose, year=year)
    return _("Văn bản đến {year}").format(year=year)


def old_title(direction: Direction, year: int) -> str:
    """How a book from before this program is called on screen."""
    if direction is Direction.INCOMING:
        return _("Văn bản đến {year} (sổ cũ)").format(year=year)
    return _("Văn bản đi {year} (sổ cũ)").format(year=year)


def outgoing_title(series_title: str, year: int) -> str:
    """How the book of one series of outgoing documents of `year` is called on screen."""
    return _("Văn bản đi – {series} {year}").format(series=series_title, year=year)


def demand_reason(reason: str) -> str:
    """The reason of an explicit act, without blanks around it.

    Raises:
        ReasonMissing: it says nothing: shorter than `SHORTEST_REASON` letters.
    """
    reason = " ".join(reason.split())
    if len(reason) < SHORTEST_REASON:
        raise ReasonMissing
    return reason


def in_order(book: Book, day: date | None, despite: str) -> bool:
    """Whether `day` follows the date of the book's last number; else only with a reason.

    Source: NĐ 30/2020, Điều 15.1 and 22.2 (numbers run in the order of time); SYNC.md B.2 «Clock».

    Args:
        day: None where the book has no order of dates.
        despite: why the number is given all the same; empty = the clerk was not asked yet.

    Raises:
        BookClosed: the book gives no number any more.
        DateBeforeBook: the book began later, as that of an entity founded within the year does.
        DateBeforeLast: nobody has said why.
        ReasonMissing: `despite` says nothing.
    """
    if book.closed_on is not None:
        raise BookClosed(book.title, f"{book.closed_on:%d/%m/%Y}")
    if day is None:
        return True
    if book.starts_on is not None and day < book.starts_on:
        raise DateBeforeBook(book.title, f"{book.starts_on:%d/%m/%Y}")
    if book.last_on is None or day >= book.last_on:
        return True
    if not despite:
        raise DateBeforeLast(book.title, f"{day:%d/%m/%Y}", book.last, f"{book.last_on:%d/%m/%Y}")
    demand_reason(despite)
    return False


def demand_fit(
    late: LateNumber, book: Book, before: date | None, after: date | None, day: date
) -> None:
    """Refuse a late number that has no place in the book.

    Args:
        before: the date of the number that it follows; None where that number was never given.
        after: the date of the next number, if there is one.

    Raises:
        LateNumberUnfit: which rule it breaks.
    """
    wrong = ""
    if not book.first <= late.number <= book.last or before is None:
        wrong = _("số {number} chưa cấp trong sổ này").format(number=print_number(late.number))
    elif day < before:
        wrong = _("ngày ban hành trước ngày {day} của số liền trước").format(
            day=f"{before:%d/%m/%Y}"
        )
    elif after is not None and day > after:
        wrong = _("ngày ban hành sau ngày {day} của số liền sau").format(day=f"{after:%d/%m/%Y}")
    elif late.number == book.last:
        wrong = _("sau số này chưa có số nào: cấp số kế tiếp theo cách thường")
    if wrong:
        raise LateNumberUnfit(late.printed, wrong)
