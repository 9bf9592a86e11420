"""Scanned pages: what a scanner offers, what it gave, and the batch in which pages wait."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ColourMode(StrEnum):
    """How a page is captured; NĐ 30 Phụ lục I demands colour for scans that are issued."""

    COLOUR = "colour"
    GREY = "grey"
    BLACK_WHITE = "black_white"


class Aside(StrEnum):
    """Why the program put a page into the tray instead of the document; one key brings it back."""

    BLANK = "blank"
    SEPARATOR = "separator"


@dataclass(frozen=True, slots=True)
class ScannerDevice:
    """A scanner that answers; `device_id` names driver and device, e.g. «sane:test:0»."""

    device_id: str
    title: str
    driver: str
    sources: tuple[str, ...] = ()
    """Paper sources by the driver's own names; the first is the default."""
    is_feeder: bool = False


@dataclass(frozen=True, slots=True)
class ScanSettings:
    """What the clerk chose for this run."""

    dpi: int = 300
    colour: ColourMode = ColourMode.COLOUR
    source: str = ""
    duplex: bool = False


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One page as the driver gave it: an encoded image (PNG or JPEG) and its true resolution."""

    index: int
    image: bytes
    media_type: str
    dpi: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class BatchPage:
    """A page that is safe on disk. `turned` is clockwise degrees; a dropped page can come back.

    `aside` tells why the program put it into the tray; it stays when the clerk takes it out.
    """

    page_id: str
    position: int
    sha256: str
    media_type: str
    dpi: int
    width: int
    height: int
    turned: int = 0
    dropped: bool = False
    aside: Aside | None = None


@dataclass(frozen=True, slots=True)
class ScanBatch:
    """Pages of one scanning run that wait to become documents."""

    batch_id: str
    title: str
    started_at: datetime
    device: str
    pages: tuple[BatchPage, ...] = ()

    @property
    def kept(self) -> tuple[BatchPage, ...]:
        """The pages that go into the document, in order."""
        return tuple(page for page in self.pages if not page.dropped)
