"""Books and numbers: what the order of dates, a closed book or an unopened year stands against."""

from dataclasses import dataclass

from clerkdesk.domain.errors.clerk_error import ClerkError
from clerkdesk.domain.errors.store import BookNotOpen, NotHolder
from clerkdesk.domain.texts import N_


@dataclass(eq=False)
class YearNotOpen(BookNotOpen):
    """A new year's books are opened by an explicit act; no number is given before."""

    year: int
    happened = N_("Chưa mở sổ năm {year}, nên chưa cấp số trong sổ «{book}».")
    do_next = N_("Vào «Sổ và số», bấm «Mở sổ năm mới», rồi cấp số lại. Kiểm tra cả ngày của máy.")


@dataclass(eq=False)
class BookClosed(NotHolder):
    """The book belongs to an entity that is no more, or was closed; it stays readable."""

    closed_on: str
    happened = N_("Sổ «{book}» đã đóng từ ngày {closed_on}.")
    do_next = N_("Kiểm tra lại ngày trên phiếu, hoặc mở lại sổ trong «Sổ và số».")


@dataclass(eq=False)
class DateBeforeBook(ClerkError):
    """The book began within the year, later than this date."""

    book: str
    starts_on: str
    happened = N_("Sổ «{book}» bắt đầu từ ngày {starts_on}, sau ngày trên phiếu.")
    do_next = N_("Kiểm tra lại ngày. Văn bản trước ngày đó thuộc sổ của đơn vị cũ, đã đóng.")


@dataclass(eq=False)
class DateBeforeLast(ClerkError):
    """The number would stand after one of a later date; the clerk must say why."""

    book: str
    day: str
    last: int
    last_on: str
    happened = N_(
        "Ngày {day} trước ngày {last_on}, ngày muộn nhất đã cấp số (đến số {last}) trong sổ «{book}»."
    )
    do_next = N_("Sửa lại ngày. Nếu ngày này đúng, ghi lý do rồi bấm «Vẫn ghi».")


@dataclass(eq=False)
class ClockFarOff(ClerkError):
    """The PC's date is more than a day from the server's: numbers given now may be dated wrongly."""

    day: str
    server_day: str
    happened = N_(
        "Ngày của máy này là {day}, của máy chủ tỉnh là {server_day}: lệch hơn một ngày, chưa cấp số."
    )
    do_next = N_(
        "Chỉnh ngày giờ của máy tính. Nếu ngày của máy đúng, bấm «Ngày của máy đúng» ở đầu cửa sổ rồi làm lại."
    )


@dataclass(eq=False)
class DateInFuture(ClerkError):
    """A document is not dated after today."""

    day: str
    happened = N_("Ngày ban hành {day} sau hôm nay.")
    do_next = N_("Sửa lại ngày, hoặc kiểm tra ngày giờ của máy.")


@dataclass(eq=False)
class ReasonMissing(ClerkError):
    """An explicit act on a number is recorded with its reason."""

    happened = N_("Chưa ghi lý do.")
    do_next = N_("Ghi lý do ít nhất 5 ký tự; lý do được lưu và in cùng số trong sổ.")


@dataclass(eq=False)
class CodeTaken(ClerkError):
    """Số, ký hiệu is unique in an agency and year (NĐ 30/2020, Điều 15.1)."""

    code: str
    happened = N_("Số, ký hiệu {code} đã có trong năm nay, nên không dùng lần nữa.")
    do_next = N_(
        "Đang sửa ký hiệu thì nhập ký hiệu khác. Đang cấp số thì hai loạt số sinh ra cùng ký hiệu: "
        "sửa mẫu ký hiệu trong «Sổ và số»."
    )


@dataclass(eq=False)
class NumberNotGiven(ClerkError):
    """Only a number that was given can be made void or stand out."""

    number: str
    book: str
    happened = N_("Số {number} chưa được cấp trong sổ «{book}».")
    do_next = N_("Xem lại danh sách số của sổ, rồi chọn đúng số.")


@dataclass(eq=False)
class AlreadyVoid(ClerkError):
    """The number was made void before."""

    number: str
    happened = N_("Số {number} đã hủy trước đó.")
    do_next = N_("Xem lý do hủy trong quá trình của văn bản hoặc trong bảng đối soát.")


@dataclass(eq=False)
class LateNumberUnfit(ClerkError):
    """A late number with a letter has no place there."""

    number: str
    why: str
    happened = N_("Không chèn được số {number}: {why}.")
    do_next = N_("Chọn số đứng trước, chữ thêm và ngày khác, hoặc cấp số kế tiếp.")


@dataclass(eq=False)
class YearOpenAlready(ClerkError):
    """A year's books are opened once."""

    year: int
    happened = N_("Sổ năm {year} đã mở rồi.")
    do_next = N_("Xem các sổ đang mở trong «Sổ và số». Loạt số mới tự mở sổ khi cấp số đầu tiên.")


@dataclass(eq=False)
class NumbersGivenSince(ClerkError):
    """The new books of an entity are in use: what began them can no longer be taken back."""

    book: str
    happened = N_("Sổ «{book}» đã cấp số, nên không hoàn tác được nữa.")
    do_next = N_("Số đã cấp giữ nguyên. Nếu mở nhầm, hủy số kèm lý do trong «Sổ và số».")


@dataclass(eq=False)
class YearTooEarly(ClerkError):
    """Next year's books are not opened before the last weeks of this one."""

    year: int
    happened = N_("Chưa đến lúc mở sổ năm {year}.")
    do_next = N_("Sổ năm mới mở được từ ngày 25/12 năm trước. Kiểm tra cả ngày của máy.")


@dataclass(eq=False)
class SeriesUnfit(ClerkError):
    """The series of the office would give two documents one code, or leave a type without one."""

    why: str
    happened = N_("Chưa lưu loạt số: có loạt số chưa dùng được.")
    do_next = N_("{why} Sửa rồi lưu lại; số đã cấp không đổi.")
