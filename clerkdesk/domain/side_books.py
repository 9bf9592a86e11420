"""The small books beside the two registers: letters, envelopes, loans, hand-overs, meetings.

Each is data: its fields, the columns in which it is printed, and whether its entries are numbered.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from clerkdesk.domain.books import BookKey, Direction
from clerkdesk.domain.errors import StepNotAllowed
from clerkdesk.domain.fields import Field, Kind, problems
from clerkdesk.domain.plain import from_plain, to_plain
from clerkdesk.domain.register_forms import FormColumn, shown
from clerkdesk.domain.texts import N_, _

OP_ENTITY = "side"
"""First word of the entity of ops about lines of the small books."""


class SideBookKey(StrEnum):
    """Which small book; the value stands in the store and in ops."""

    PETITIONS = "petitions"
    ENVELOPES = "envelopes"
    LOANS = "loans"
    HAND_OVERS = "hand_overs"
    MEETINGS = "meetings"


@dataclass(frozen=True, slots=True)
class SideBook:
    """A small book.

    `fields` is the form; a field's `column` names the printed column in which it stands. `day` is
    the field by whose date entries are ordered and a period is chosen; `closes` the field whose
    date ends an entry (returned, received), empty where nothing stays open.
    """

    key: SideBookKey
    title: str
    entry: str
    """What one entry is called: «đơn, thư»."""
    hint: str
    """What the empty book says to do first."""
    fields: tuple[Field, ...]
    form: tuple[FormColumn, ...]
    day: str
    listed: tuple[str, ...]
    """Fields that the list shows, in order; the first long one takes the room that is left."""
    closes: str = ""
    numbered: bool = False

    def problems(self, values: Mapping[str, object], today: date) -> dict[str, str]:
        """Every field that is wrong, with its sentence."""
        found = problems(self.fields, values)
        start, end = values.get(self.day), values.get(self.closes)
        if self.key is not SideBookKey.MEETINGS and isinstance(start, date) and start > today:
            found.setdefault(self.day, _("Ngày này không được sau hôm nay."))
        if isinstance(start, date) and isinstance(end, date) and end < start:
            found.setdefault(self.closes, _("Ngày này không được trước ngày bắt đầu."))
        return found


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


_NOTE = N_("Ghi chú")

_PETITIONS = SideBook(
    SideBookKey.PETITIONS,
    N_("Sổ đăng ký đơn, thư"),
    N_("đơn, thư"),
    N_("Đơn, thư của công dân vào sổ riêng, có số đến riêng trong năm."),
    (
        Field("arrival_date", N_("Ngày đến"), Kind.DATE, required=True, column=1, width=6),
        Field("letter_date", N_("Ngày viết đơn"), Kind.DATE, column=4, width=6),
        Field("sender", N_("Người gửi"), Kind.TEXT, required=True, max_length=200, column=3),
        Field("address", N_("Địa chỉ, điện thoại"), Kind.TEXT, column=3),
        Field("subject", N_("Trích yếu nội dung"), Kind.LONG_TEXT, required=True, column=5),
        Field("kind", N_("Loại"), Kind.SUGGEST, max_length=100, column=5, width=6),
        Field("due_date", N_("Hạn giải quyết"), Kind.DATE, column=5, width=6),
        Field("to_person", N_("Người nhận xử lý"), Kind.SUGGEST, max_length=200, column=6, width=6),
        Field("passed_date", N_("Ngày chuyển"), Kind.DATE, column=7, width=6),
        Field("received_by", N_("Ký nhận"), Kind.TEXT, max_length=100, column=8, width=6),
        Field("note", _NOTE, Kind.TEXT, column=9, width=6),
    ),
    (
        FormColumn(1, N_("Ngày đến"), 20),
        FormColumn(2, N_("Số đến"), 14),
        FormColumn(3, N_("Họ tên, địa chỉ người gửi"), 52),
        FormColumn(4, N_("Ngày tháng"), 20),
        FormColumn(5, N_("Trích yếu nội dung"), 76),
        FormColumn(6, N_("Đơn vị hoặc người nhận"), 30),
        FormColumn(7, N_("Ngày chuyển"), 20),
        FormColumn(8, N_("Ký nhận"), 18),
        FormColumn(9, _NOTE, 18),
    ),
    day="arrival_date",
    listed=("arrival_date", "sender", "subject", "to_person"),
    numbered=True,
)

_ENVELOPES = SideBook(
    SideBookKey.ENVELOPES,
    N_("Sổ bì gửi đích danh"),
    N_("bì gửi đích danh"),
    N_(
        "Bì ghi tên người nhận hoặc tổ chức đoàn thể: không bóc, vào sổ rồi chuyển (NĐ 30, Đ21.1.b)."
    ),
    (
        Field("arrival_date", N_("Ngày đến"), Kind.DATE, required=True, column=1, width=6),
        Field("envelopes", N_("Số bì"), Kind.WHOLE_NUMBER, required=True, column=5, width=6),
        Field("sender", N_("Nơi gửi"), Kind.SUGGEST, required=True, max_length=200, column=2),
        Field("code", N_("Số, ký hiệu ghi trên bì"), Kind.TEXT, max_length=100, column=3, width=6),
        Field("state", N_("Tình trạng bì"), Kind.SUGGEST, max_length=100, column=6, width=6),
        Field(
            "addressee",
            N_("Người nhận"),
            Kind.SUGGEST,
            required=True,
            max_length=200,
            column=4,
        ),
        Field("received_date", N_("Ngày nhận"), Kind.DATE, column=7, width=6),
        Field("received_by", N_("Ký nhận"), Kind.TEXT, max_length=100, column=7, width=6),
        Field("note", _NOTE, Kind.TEXT, column=8),
    ),
    (
        FormColumn(1, N_("Ngày đến"), 22),
        FormColumn(2, N_("Nơi gửi"), 60),
        FormColumn(3, N_("Số, ký hiệu trên bì"), 40),
        FormColumn(4, N_("Người nhận đích danh"), 50),
        FormColumn(5, N_("Số bì"), 14),
        FormColumn(6, N_("Tình trạng bì"), 30),
        FormColumn(7, N_("Ký nhận"), 30),
        FormColumn(8, _NOTE, 22),
    ),
    day="arrival_date",
    listed=("arrival_date", "addressee", "sender", "code"),
    closes="received_date",
)

_LOANS = SideBook(
    SideBookKey.LOANS,
    N_("Sổ sử dụng bản lưu"),
    N_("lượt sử dụng bản lưu"),
    N_("Ai mượn bản lưu, ai cho phép, ngày nào trả: ghi ở đây."),
    (
        Field("day", N_("Ngày tháng"), Kind.DATE, required=True, column=1, width=6),
        Field("returned", N_("Ngày trả"), Kind.DATE, column=7, width=6),
        Field(
            "reader",
            N_("Người sử dụng"),
            Kind.SUGGEST,
            required=True,
            max_length=100,
            column=2,
        ),
        Field(
            "code",
            N_("Số, ký hiệu, ngày"),
            Kind.TEXT,
            required=True,
            max_length=100,
            column=3,
        ),
        Field(
            "subject", N_("Tên loại và trích yếu nội dung"), Kind.LONG_TEXT, required=True, column=4
        ),
        Field("file_code", N_("Số và ký hiệu hồ sơ"), Kind.TEXT, max_length=50, column=5, width=6),
        Field("received_by", N_("Ký nhận"), Kind.TEXT, max_length=100, column=6, width=6),
        Field(
            "allowed_by",
            N_("Người cho phép sử dụng"),
            Kind.SUGGEST,
            required=True,
            max_length=100,
            column=8,
        ),
        Field("note", _NOTE, Kind.TEXT, column=9),
    ),
    (
        FormColumn(1, N_("Ngày tháng"), 20),
        FormColumn(2, N_("Họ tên người sử dụng"), 36),
        FormColumn(3, N_("Số, ký hiệu ngày tháng văn bản"), 36),
        FormColumn(4, N_("Tên loại và trích yếu nội dung văn bản"), 70),
        FormColumn(5, N_("Số và ký hiệu HS"), 20),
        FormColumn(6, N_("Ký nhận"), 20),
        FormColumn(7, N_("Ngày trả"), 20),
        FormColumn(8, N_("Người cho phép sử dụng"), 32),
        FormColumn(9, _NOTE, 16),
    ),
    day="day",
    listed=("day", "reader", "subject", "code"),
    closes="returned",
)
"""NĐ 30/2020, Phụ lục IV."""

_HAND_OVERS = SideBook(
    SideBookKey.HAND_OVERS,
    N_("Sổ giao nhận con dấu, chữ ký số"),
    N_("lần giao nhận con dấu, thiết bị"),
    N_("Chỉ giao con dấu, thiết bị lưu khóa bí mật khi có văn bản cho phép (NĐ 30, Điều 32)."),
    (
        Field("day", N_("Ngày giao"), Kind.DATE, required=True, column=1, width=6),
        Field("returned", N_("Ngày nhận lại"), Kind.DATE, column=7, width=6),
        Field(
            "thing",
            N_("Con dấu, thiết bị được giao"),
            Kind.SUGGEST,
            required=True,
            max_length=200,
            column=2,
        ),
        Field(
            "giver",
            N_("Người giao"),
            Kind.SUGGEST,
            required=True,
            max_length=100,
            column=3,
            width=6,
        ),
        Field(
            "taker",
            N_("Người nhận"),
            Kind.SUGGEST,
            required=True,
            max_length=100,
            column=4,
            width=6,
        ),
        Field(
            "permission", N_("Văn bản cho phép"), Kind.TEXT, required=True, max_length=200, column=5
        ),
        Field("reason", N_("Lý do, thời hạn"), Kind.TEXT, column=6),
        Field("state", N_("Tình trạng khi giao"), Kind.TEXT, max_length=200, column=8, width=6),
        Field("note", _NOTE, Kind.TEXT, column=8, width=6),
    ),
    (
        FormColumn(1, N_("Ngày giao"), 20),
        FormColumn(2, N_("Con dấu, thiết bị lưu khóa bí mật"), 56),
        FormColumn(3, N_("Người giao"), 34),
        FormColumn(4, N_("Người nhận"), 34),
        FormColumn(5, N_("Văn bản cho phép"), 40),
        FormColumn(6, N_("Lý do, thời hạn"), 42),
        FormColumn(7, N_("Ngày nhận lại"), 20),
        FormColumn(8, _NOTE, 24),
    ),
    day="day",
    listed=("day", "thing", "giver", "taker"),
    closes="returned",
)

_MEETINGS = SideBook(
    SideBookKey.MEETINGS,
    N_("Lịch họp"),
    N_("cuộc họp"),
    N_("Giấy mời đã vào sổ được đưa vào lịch họp bằng một phím từ Văn bản đến."),
    (
        Field("day", N_("Ngày họp"), Kind.DATE, required=True, column=1, width=6),
        Field("time", N_("Giờ"), Kind.TEXT, max_length=20, column=2, width=6),
        Field("subject", N_("Nội dung"), Kind.LONG_TEXT, required=True, column=3),
        Field("place", N_("Địa điểm"), Kind.SUGGEST, max_length=200, column=4),
        Field("host", N_("Cơ quan mời, chủ trì"), Kind.SUGGEST, max_length=200, column=5),
        Field("attendees", N_("Thành phần dự"), Kind.SUGGEST, max_length=300, column=6),
        Field("code", N_("Giấy mời số"), Kind.TEXT, max_length=50, column=7, width=6),
        Field("prepared_by", N_("Chuẩn bị"), Kind.SUGGEST, max_length=200, column=7, width=6),
        Field("note", _NOTE, Kind.TEXT, column=8),
    ),
    (
        FormColumn(1, N_("Ngày"), 22),
        FormColumn(2, N_("Giờ"), 16),
        FormColumn(3, N_("Nội dung"), 80),
        FormColumn(4, N_("Địa điểm"), 40),
        FormColumn(5, N_("Chủ trì"), 36),
        FormColumn(6, N_("Thành phần dự"), 40),
        FormColumn(7, N_("Giấy mời, chuẩn bị"), 24),
        FormColumn(8, _NOTE, 16),
    ),
    day="day",
    listed=("day", "time", "subject", "place"),
)

SIDE_BOOKS: Mapping[SideBookKey, SideBook] = {
    book.key: book for book in (_PETITIONS, _ENVELOPES, _LOANS, _HAND_OVERS, _MEETINGS)
}
"""Every small book, in the order in which they are listed.

Sổ sử dụng bản lưu is a form of NĐ 30/2020 (Phụ lục IV); the columns of the others are practice, not law.
"""
