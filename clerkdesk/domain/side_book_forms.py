"""The small books of an office as data: their fields, columns, what is listed and printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clerkdesk.domain.fields import Field, Kind, problems
from clerkdesk.domain.register_forms import FormColumn
from clerkdesk.domain.texts import N_, _


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
