"""What the faults of the TWAIN child mean for the clerk: the one table of its words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from clerkdesk.domain.errors import (
    ClerkError,
    CoverOpen,
    DoubleFeed,
    FeederEmpty,
    NoScanner,
    PaperJam,
    ScannerBusy,
    ScannerFailed,
)
from clerkdesk.domain.scans import Oddity
from clerkdesk.domain.texts import N_, _


@dataclass(eq=False)
class TwainFault(ClerkError):
    """What the child says; `meaning` makes of it what the clerk is told."""

    fault: str
    code: int
    happened = N_("Trình điều khiển máy quét báo lỗi «{fault}» (mã {code}).")
    do_next = N_("Kiểm tra máy quét rồi bấm «Quét» lại.")


_MEANING: Mapping[str, Callable[[str, int], ClerkError]] = {
    "jam": lambda _device, page: PaperJam(page),
    "double_feed": lambda _device, page: DoubleFeed(page),
    "cover": lambda _device, _page: CoverOpen(),
    "empty": lambda _device, _page: FeederEmpty(),
    "busy": lambda device, _page: ScannerBusy(device),
    "no_device": lambda _device, _page: NoScanner(),
}
_REASONS = {
    "offline": N_("mất liên lạc với máy quét"),
    "denied": N_("máy tính không cho phép dùng thiết bị này"),
    "memory": N_("trang quá lớn so với bộ nhớ"),
    "bad_data": N_("dữ liệu ảnh của máy quét bị sai"),
    "corner": N_("tờ giấy bị rách hoặc gập góc"),
    "focus": N_("máy quét không lấy được nét"),
    "too_light": N_("trang quá sáng"),
    "too_dark": N_("trang quá tối"),
    "cancelled": N_("lệnh quét bị hủy tại máy quét"),
    "nothing": N_("máy quét không gửi trang nào"),
    "crashed": N_("trình điều khiển của máy quét dừng đột ngột"),
}


def meaning(fault: str, device: str, page: int, code: int = 0) -> ClerkError:
    """The error for a fault of the child; those that tell nothing are named with their code."""
    if (make := _MEANING.get(fault)) is not None:
        return make(device, page)
    known = _REASONS.get(fault)
    reason = _(known) if known else _("trình điều khiển báo lỗi {code}").format(code=code)
    return ScannerFailed(device, page, reason)


def oddity(word: str) -> Oddity | None:
    """What the source did otherwise than asked; None for what we do not know."""
    return Oddity(word) if word in set(Oddity) else None
