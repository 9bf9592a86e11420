"""The small books beside the two registers: letters, envelopes, loans, hand-overs, meetings.

Each is data: its fields, the columns in which it is printed, and whether its entries are numbered.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from clerkdesk.domain.books import BookKey, Direction
from clerkdesk.domain.errors import StepNotAllowed
from clerkdesk.domain.fields import Kind
from clerkdesk.domain.plain import from_plain, to_plain
from clerkdesk.domain.register_forms import shown
from clerkdesk.domain.side_book_forms import SIDE_BOOKS, SideBook, SideBookKey
from clerkdesk.domain.texts import _

OP_ENTITY = "side"
"""First word of the entity of ops about lines of the small books."""


@dataclass(frozen=True, slots=True)
class SideEntry:
    """What is written on one line; values by field name, dates as `date`."""

    book: SideBookKey
    values: Mapping[str, object]
    about: str = ""
    """uid of the incoming document that it was made from, where there is one."""


@dataclass(frozen=True, slots=True)
class SideRecord:
    """One line of a small book; never deleted, only cancelled with a reason."""

    uid: str
    entry: SideEntry
    year: int
    number: int | None
    recorded_by: str
    recorded_at: datetime
    cancelled: str = ""

    @property
    def book(self) -> SideBook:
        """The book in which it stands."""
        return SIDE_BOOKS[self.entry.book]

    @property
    def day(self) -> date:
        """The date by which it is ordered."""
        day = self.entry.values[self.book.day]
        assert isinstance(day, date)  # required in every book
        return day

    @property
    def open(self) -> bool:
        """Whether something is still out: a copy not returned, an envelope not taken."""
        closes = self.book.closes
        return bool(closes) and not self.cancelled and not self.entry.values.get(closes)


def op_entity(record: SideRecord) -> str:
    """The entity of ops about a line: it names the book, so that a feed can leave one out."""
    return f"{OP_ENTITY}.{record.entry.book}"


def plain_values(values: Mapping[str, object]) -> dict[str, object]:
    """Values as JSON values; what is empty is left out."""
    return {name: to_plain(value) for name, value in values.items() if value not in (None, "")}


def read_values(book: SideBook, plain: Mapping[str, object]) -> dict[str, object]:
    """The values that `plain_values` wrote; names that the book does not have are left out.

    Raises:
        TypeError, ValueError: a date is not one.
    """
    kinds = {field.name: field.kind for field in book.fields}
    return {
        name: from_plain(date, value) if kinds[name] is Kind.DATE else value
        for name, value in plain.items()
        if name in kinds
    }


def side_title(book: SideBook, year: int) -> str:
    """How the numbered book of one year is called on screen and in messages."""
    return f"{_(book.title)} {year}"


def numbered_in(agency: str, book: SideBook, year: int) -> BookKey:
    """The book of numbers behind a numbered small book."""
    return BookKey(agency, Direction.INCOMING, book.key.value, year)


def changed(record: SideRecord, values: Mapping[str, object]) -> SideRecord:
    """The record with other values.

    Raises:
        StepNotAllowed: it was cancelled.
    """
    _require_standing(record, _("sửa"))
    return replace(record, entry=replace(record.entry, values=values))


def cancelled(record: SideRecord, reason: str) -> SideRecord:
    """The record struck out; its number stays used.

    Raises:
        StepNotAllowed: it was cancelled before.
    """
    _require_standing(record, _("hủy"))
    return replace(record, cancelled=reason)


def printed_row(record: SideRecord) -> list[str]:
    """One line of the printed book, a text a column."""
    book, values = record.book, record.entry.values
    cells = []
    for column in book.form:
        fields = [field for field in book.fields if field.column == column.number]
        cells.append("\n".join(text for f in fields if (text := shown(values.get(f.name), f))))
    if book.numbered:
        cells[1] = str(record.number or "")
    if record.cancelled:
        cells[-1] = _("Đã hủy: {reason}").format(reason=record.cancelled)
    return cells


def searched(record: SideRecord) -> str:
    """Everything by which a line is found, not yet folded."""
    texts = [shown(record.entry.values.get(field.name), field) for field in record.book.fields]
    return "\n".join([str(record.number or ""), *texts, record.cancelled])


def _require_standing(record: SideRecord, act: str) -> None:
    if record.cancelled:
        raise StepNotAllowed(act, _("Đã hủy"))
