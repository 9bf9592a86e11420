"""What SANE's status texts mean for the clerk: the one table of its codes."""

from collections.abc import Callable, Mapping

from clerkdesk.domain.errors import (
    ClerkError,
    CoverOpen,
    FeederEmpty,
    NoScanner,
    PaperJam,
    ScannerBusy,
    ScannerFailed,
)
from clerkdesk.domain.texts import _

OUT_OF_PAPER = "Document feeder out of documents"
"""Also how a feeder says that the last sheet has gone through."""

# sane_strstatus() of SANE 1.x; python-sane gives the text only. Arguments: device, page.
_MEANING: Mapping[str, Callable[[str, int], ClerkError]] = {
    "Document feeder jammed": lambda _device, page: PaperJam(page),
    OUT_OF_PAPER: lambda _device, _page: FeederEmpty(),
    "Scanner cover is open": lambda _device, _page: CoverOpen(),
    "Device busy": lambda device, _page: ScannerBusy(device),
    "Access to resource has been denied": lambda device, page: ScannerFailed(
        device, page, _("máy tính không cho phép dùng thiết bị này")
    ),
    "Error during device I/O": lambda device, page: ScannerFailed(
        device, page, _("mất liên lạc với máy quét")
    ),
    "Out of memory": lambda device, page: ScannerFailed(
        device, page, _("trang quá lớn so với bộ nhớ")
    ),
    "Operation was cancelled": lambda device, page: ScannerFailed(
        device, page, _("lệnh quét bị hủy tại máy quét")
    ),
    "Operation not supported": lambda device, page: ScannerFailed(
        device, page, _("máy quét không làm được theo lựa chọn này")
    ),
    "Invalid argument": lambda _device, _page: NoScanner(),
}


def meaning(status: str, device: str, page: int) -> ClerkError | None:
    """The error for a status text; None for one that is not in the table, which is a defect."""
    make = _MEANING.get(status)
    return None if make is None else make(device, page)
