"""Scanners: no device, no paper, a jam, a driver that breaks off."""

from dataclasses import dataclass

from clerkdesk.domain.errors.clerk_error import ClerkError
from clerkdesk.domain.texts import N_


@dataclass(eq=False)
class NoScanner(ClerkError):
    """No driver reports a scanner."""

    happened = N_("Không tìm thấy máy quét nào.")
    do_next = N_("Kiểm tra dây cáp và nguồn điện của máy quét, rồi bấm «Tìm lại máy quét».")


@dataclass(eq=False)
class FeederEmpty(ClerkError):
    """The feeder has no paper; nothing was scanned."""

    happened = N_("Khay nạp của máy quét không có giấy.")
    do_next = N_("Đặt giấy vào khay nạp, mặt chữ theo hình trên máy, rồi bấm «Quét» (F9).")


@dataclass(eq=False)
class PaperJam(ClerkError):
    """The feeder stopped; pages before `page` are safe."""

    page: int
    happened = N_("Máy quét bị kẹt giấy ở trang {page}.")
    do_next = N_(
        "Gỡ giấy kẹt, đặt lại từ trang {page}, rồi bấm «Quét tiếp từ trang {page}». Các trang trước đã được lưu."
    )


@dataclass(eq=False)
class DoubleFeed(ClerkError):
    """Two sheets went through together; pages before `page` are safe."""

    page: int
    happened = N_("Máy quét kéo hai tờ giấy cùng lúc ở trang {page}.")
    do_next = N_(
        "Tách các tờ giấy, đặt lại từ trang {page}, rồi bấm «Quét tiếp từ trang {page}». Các trang trước đã được lưu."
    )


@dataclass(eq=False)
class ScannerSilent(ClerkError):
    """The driver answered no more and was ended; `page` is the first page that is not safe."""

    device: str
    page: int
    seconds: int
    happened = N_(
        "Máy quét «{device}» không trả lời trong {seconds} giây ở trang {page} nên đã được dừng."
    )
    do_next = N_(
        "Các trang trước đã được lưu. Tắt rồi bật lại máy quét, đặt giấy từ trang {page}, rồi bấm «Quét tiếp từ trang {page}»."
    )


@dataclass(eq=False)
class CoverOpen(ClerkError):
    """The cover is open; pages before are safe."""

    happened = N_("Nắp máy quét đang mở.")
    do_next = N_("Đóng nắp máy quét rồi bấm «Quét thêm». Các trang đã quét vẫn còn.")


@dataclass(eq=False)
class ScannerBusy(ClerkError):
    """Another program holds the device."""

    device: str
    happened = N_("Máy quét «{device}» đang được chương trình khác sử dụng.")
    do_next = N_("Đóng chương trình quét khác, chờ vài giây rồi bấm «Quét» lại.")


@dataclass(eq=False)
class ScannerFailed(ClerkError):
    """The driver broke off; `page` is the first page that is not safe."""

    device: str
    page: int
    reason: str
    happened = N_("Máy quét «{device}» dừng ở trang {page}: {reason}.")
    do_next = N_(
        "Kiểm tra cáp và nguồn, đặt lại giấy từ trang {page}, rồi bấm «Quét tiếp từ trang {page}»."
    )


@dataclass(eq=False)
class PdfIsDocument(ClerkError):
    """A PDF that would lose its signature or its text if it were cut into pages."""

    name: str
    path: str
    happened = N_(
        "Tệp «{name}» có chữ ký số hoặc nội dung chữ, nên không được tách thành trang ảnh."
    )
    do_next = N_("Bấm «Mở như văn bản» để đăng ký nguyên tệp, giữ nguyên chữ ký.")


@dataclass(eq=False)
class FilingStays(ClerkError):
    """A scan that was filed is known outside this desk, or was changed: it is not taken off again."""

    name: str
    happened = N_(
        "Tệp «{name}» không gỡ ra được nữa: mục này đã đồng bộ, đã phát hành hoặc đã đổi."
    )
    do_next = N_(
        "Mở văn bản, ghi việc xếp nhầm bằng «Đính chính» có lý do, rồi quét lại giấy vào đúng số."
    )


@dataclass(eq=False)
class PileChanged(ClerkError):
    """Pages came or went while a pile was being put in order; nothing was changed."""

    title: str
    happened = N_("Tập «{title}» vừa có thay đổi nên chưa sắp xếp được; không trang nào bị mất.")
    do_next = N_("Xem lại các trang rồi làm lại.")
