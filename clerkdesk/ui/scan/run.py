"""One run of the scanner as the screen remembers it, and what it may offer afterwards."""

from collections.abc import Callable
from dataclasses import dataclass, field

from clerkdesk.domain.scans import BatchPage, Oddity, ScanSettings
from clerkdesk.services.scan_batch import NewPile, PageSaved


@dataclass(frozen=True, slots=True)
class WayOn:
    """Where a run that broke off can go on: its batch, None where no page came at all."""

    batch_id: str | None
    next_page: int
    backs_of: str = ""
    """The batch whose backs were being scanned."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A sentence with the one act that mends what it tells."""

    words: str
    action: str
    press: Callable[[], object]


@dataclass(slots=True)
class Run:
    """What was asked and what has come."""

    settings: ScanSettings
    new: NewPile
    sheets: int
    into: str | None = None
    pages: list[BatchPage] = field(default_factory=list)
    oddities: list[Oddity] = field(default_factory=list)
    remarks: set[str] = field(default_factory=set)

    def heard(self, saved: PageSaved) -> bool:
        """Take a page; whether its remark is a new one."""
        self.into = saved.batch_id
        self.pages.append(saved.page)
        self.oddities += [odd for odd in saved.oddities if odd not in self.oddities]
        is_new = bool(saved.remark) and saved.remark not in self.remarks
        self.remarks.add(saved.remark)
        return is_new
