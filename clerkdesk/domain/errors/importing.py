"""Tables that come in from outside: what cannot be read, and what may not be taken over."""

from dataclasses import dataclass

from clerkdesk.domain.errors.clerk_error import ClerkError
from clerkdesk.domain.errors.store import BookNotOpen
from clerkdesk.domain.texts import N_


@dataclass(eq=False)
class ImportStopped(ClerkError):
    """The clerk stopped an import; nothing of it was kept."""

    happened = N_("Đã dừng nhập; chưa có dòng nào được ghi.")
    do_next = N_("Chọn lại tệp khi muốn nhập tiếp.")


@dataclass(eq=False)
class TableRefused(ClerkError):
    """A spreadsheet is larger than any register, or built to overwhelm; `reason` says which."""

    name: str
    reason: str
    happened = N_("Không mở bảng tính «{name}»: {reason}.")
    do_next = N_(
        "Mở tệp bằng Excel hoặc LibreOffice, chép riêng phần có dữ liệu sang tệp mới rồi nhập lại."
    )


@dataclass(eq=False)
class NoColumnsFound(ClerkError):
    """A table without the columns that the import cannot do without."""

    missing: str
    happened = N_("Chưa có cột nào được chọn cho: {missing}.")
    do_next = N_("Chọn ô ứng với mỗi cột ở hàng trên cùng của bảng xem trước.")


@dataclass(eq=False)
class OldNumberTaken(ClerkError):
    """A number of an old register is in use here; nothing was kept."""

    number: str
    year: int
    happened = N_("Số {number} năm {year} đã có trong sổ; chưa có dòng nào được ghi.")
    do_next = N_("Kiểm tra lại tệp: bỏ qua dòng này hoặc sửa số, rồi nhập lại.")


@dataclass(eq=False)
class OldBookFirst(BookNotOpen):
    """An old register of this year came in, and nobody has said yet that numbers go on after it."""

    last: int
    happened = N_("Sổ cũ của «{book}» đã nhập đến số {last}, chưa xác nhận cấp tiếp.")
    do_next = N_("Vào «Thiết lập» → «Nhập sổ cũ», bấm «Cấp tiếp từ số sau số {last}» rồi lưu lại.")
