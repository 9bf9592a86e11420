"""Keeping what is stored: locked store, backups and their places, restoring, keys on paper."""

from dataclasses import dataclass

from clerkdesk.domain.errors.clerk_error import ClerkError
from clerkdesk.domain.texts import N_


@dataclass(eq=False)
class StoreLocked(ClerkError):
    """The store was shut (session locked, sleep) and waits for a password."""

    happened = N_("Kho dữ liệu đang khóa.")
    do_next = N_("Nhập mật khẩu ở màn hình khóa để làm tiếp; việc đang làm dở vẫn còn.")


@dataclass(eq=False)
class BackupPlaceGone(ClerkError):
    """The folder or medium for backups is not there."""

    place: str
    happened = N_("Không thấy nơi sao lưu «{place}».")
    do_next = N_(
        "Cắm lại ổ USB, hoặc kiểm tra mạng tới thư mục dùng chung, rồi bấm «Sao lưu ngay». "
        "Bản sao lưu cũ vẫn còn trên đó."
    )


@dataclass(eq=False)
class BackupPlaceUnfit(ClerkError):
    """A backup inside the store's own folder would be lost with it."""

    place: str
    happened = N_("Không sao lưu vào «{place}» được: thư mục này nằm trong kho dữ liệu.")
    do_next = N_("Chọn ổ USB, ổ đĩa khác hoặc thư mục dùng chung trên máy chủ.")


@dataclass(eq=False)
class BackupNoRoom(ClerkError):
    """The medium is full; backups of before are whole."""

    place: str
    happened = N_("Nơi sao lưu «{place}» không còn chỗ nên bản mới chưa tạo xong.")
    do_next = N_("Bản sao lưu cũ vẫn nguyên vẹn. Dọn bớt tệp trên ổ đó hoặc dùng ổ lớn hơn.")


@dataclass(eq=False)
class BackupDamaged(ClerkError):
    """What was read back is not what was stored."""

    which: str
    happened = N_("Bản sao lưu {which} bị hỏng hoặc thiếu tệp, không dùng để khôi phục được.")
    do_next = N_("Sao lưu lại ngay, tốt nhất sang một ổ khác; ổ này có thể sắp hỏng.")


@dataclass(eq=False)
class BackupStopped(ClerkError):
    """The clerk ended it; nothing of the new backup is left."""

    happened = N_("Đã dừng theo yêu cầu.")
    do_next = N_("Các bản sao lưu trước vẫn nguyên vẹn. Bấm «Sao lưu ngay» khi cần.")


@dataclass(eq=False)
class NoBackupFound(ClerkError):
    """The chosen folder has no backup of ClerkDesk."""

    place: str
    happened = N_("Không thấy bản sao lưu ClerkDesk nào trong «{place}».")
    do_next = N_("Chọn đúng ổ USB hoặc thư mục đã dùng để sao lưu (có thư mục con «ClerkDesk-…»).")


@dataclass(eq=False)
class BookNotAttested(ClerkError):
    """The store was put back: nobody knows yet to which number the book has come."""

    book: str
    happened = N_("Sổ «{book}» chưa được đối chiếu sau khi khôi phục dữ liệu.")
    do_next = N_(
        "Mở «Thiết lập › Sao lưu và khôi phục», nhập số cuối cùng trên sổ giấy, hai người cùng xác nhận."
    )


@dataclass(eq=False)
class BookGoneOn(ClerkError):
    """Another desk has numbered in the book since; paper alone cannot give it back."""

    book: str
    happened = N_("Sổ «{book}» đã được chuyển cho máy khác sau khi bản sao lưu này được tạo.")
    do_next = N_("Kết nối máy chủ tỉnh để nhận lại quyền giữ sổ; trên máy này chưa cấp số được.")


@dataclass(eq=False)
class SecondPersonNeeded(ClerkError):
    """An act of two persons was signed by one."""

    happened = N_("Việc này cần hai người khác nhau cùng xác nhận.")
    do_next = N_("Mời người thứ hai (lãnh đạo hoặc quản trị) tự nhập tên và mật khẩu của mình.")


@dataclass(eq=False)
class SharesUnfit(ClerkError):
    """Parts of the office key do not belong together, or one has a typing mistake."""

    which: str
    happened = N_("Mảnh khóa cơ quan {which} không dùng được.")
    do_next = N_("Kiểm tra từng nhóm ký tự; cần hai mảnh khác nhau của cùng một lần chia khóa.")
