"""What the feeder states of eSCL mean for the clerk: the one table of its words."""

from collections.abc import Callable, Mapping

from clerkdesk.domain.errors import (
    ClerkError,
    CoverOpen,
    DoubleFeed,
    FeederEmpty,
    PaperJam,
    ScannerFailed,
)
from clerkdesk.domain.texts import _

EMPTY = "ScannerAdfEmpty"
"""Also how a feeder says that the last sheet has gone through."""

# AdfState of eSCL 2.97, table «ADF State»; the states without a fault are not in it.
_MEANING: Mapping[str, Callable[[str, int], ClerkError]] = {
    "ScannerAdfJam": lambda _device, page: PaperJam(page),
    "ScannerAdfMispick": lambda _device, page: PaperJam(page),
    "ScannerAdfHatchOpen": lambda _device, _page: CoverOpen(),
    "ScannerAdfMultipickDetected": lambda _device, page: DoubleFeed(page),
    EMPTY: lambda _device, _page: FeederEmpty(),
    "ScannerAdfDuplexPageTooShort": lambda device, page: ScannerFailed(
        device, page, _("tờ giấy quá ngắn để quét hai mặt")
    ),
    "ScannerAdfDuplexPageTooLong": lambda device, page: ScannerFailed(
        device, page, _("tờ giấy quá dài để quét hai mặt")
    ),
    "ScannerAdfInputTrayFailed": lambda device, page: ScannerFailed(
        device, page, _("khay nạp giấy bị lỗi")
    ),
    "ScannerAdfInputTrayOverloaded": lambda device, page: ScannerFailed(
        device, page, _("khay nạp có quá nhiều giấy")
    ),
}


def meaning(feeder: str, device: str, page: int) -> ClerkError | None:
    """The error for a state of the feeder; None for one that is no fault."""
    make = _MEANING.get(feeder)
    return None if make is None else make(device, page)
