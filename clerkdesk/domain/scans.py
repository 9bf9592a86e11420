"""Scanned pages: what a scanner offers, what it gave, and the batch in which pages wait."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ColourMode(StrEnum):
    """How a page is captured; NĐ 30 Phụ lục I demands colour for scans that are issued."""

    COLOUR = "colour"
    GREY = "grey"
    BLACK_WHITE = "black_white"


PAGE_FILES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".pdf", ".heic", ".heif"})
"""Endings of files that may become pages."""
FILES_DRIVER = "files"


class PaperSize(StrEnum):
    """The sheet that is captured; AUTO leaves it to the scanner."""

    AUTO = "auto"
    A3 = "a3"
    A4 = "a4"
    A5 = "a5"

    @property
    def millimetres(self) -> tuple[float, float]:
        """Width and height upright; of A4 where the scanner cannot find the size itself."""
        return _MILLIMETRES.get(self, _MILLIMETRES[PaperSize.A4])


_MILLIMETRES = {
    PaperSize.A3: (297.0, 420.0),
    PaperSize.A4: (210.0, 297.0),
    PaperSize.A5: (148.0, 210.0),
}


class Aside(StrEnum):
    """Why the program put a page into the tray instead of the document; one key brings it back."""

    BLANK = "blank"
    SEPARATOR = "separator"
    COVER = "cover"
    """A separator that carries a register number."""
    BACK = "back"
    """A back that nobody asked for."""


class Oddity(StrEnum):
    """What a scanner does otherwise than asked, where one key mends it."""

    DUPLEX_UNASKED = "duplex_unasked"
    NO_DUPLEX = "no_duplex"
    LAST_PAGE_FIRST = "last_page_first"


@dataclass(frozen=True, slots=True)
class ScannerDevice:
    """A scanner that answers; `device_id` names driver and device, e.g. «sane:test:0»."""

    device_id: str
    title: str
    driver: str
    sources: tuple[str, ...] = ()
    """Paper sources by the driver's own names; the first is the default."""
    is_feeder: bool = False


def files_device(paths: Sequence[str], title: str) -> ScannerDevice:
    """Files that are fed like sheets: a scanner of their own for one run."""
    return ScannerDevice(
        f"{FILES_DRIVER}:{json.dumps(list(paths))}", title, FILES_DRIVER, is_feeder=True
    )


@dataclass(frozen=True, slots=True)
class ScanSettings:
    """What the clerk chose for this run."""

    dpi: int = 300
    colour: ColourMode = ColourMode.COLOUR
    source: str = ""
    duplex: bool = False
    paper: PaperSize = PaperSize.A4
    own_window: bool = False
    """Show the window of the scanner's maker first (TWAIN); what is chosen there holds."""


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One page as the driver gave it: an encoded image (PNG or JPEG) and its true resolution."""

    index: int
    image: bytes
    media_type: str
    dpi: int
    width: int
    height: int
    remark: str = ""
    """A Vietnamese sentence on what the scanner did otherwise than asked; empty if nothing."""
    oddities: tuple[Oddity, ...] = ()
    """Those of the remarks that can be mended here."""


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
    """Pages of one scanning run that wait to become documents.

    Args:
        backs_of: the batch whose backs these are, until both become one; empty: none.
        two_sided: two pages after each other are one sheet.
        archive: name of the archive profile by which it is stored; empty: the usual one.
        cover: the code of the cover sheet that says where it belongs; empty: not known.
        bound: the file that was made of it just before it was filed (`domain.piles.bound_mark`).
        sheets: sheets of paper that were counted by hand; 0: nobody did.
    """

    batch_id: str
    title: str
    started_at: datetime
    device: str
    pages: tuple[BatchPage, ...] = ()
    backs_of: str = ""
    two_sided: bool = False
    archive: str = ""
    cover: str = ""
    bound: str = ""
    sheets: int = 0

    @property
    def kept(self) -> tuple[BatchPage, ...]:
        """The pages that go into the document, in order."""
        return tuple(page for page in self.pages if not page.dropped)


def is_two_sided(settings: ScanSettings, oddities: Collection[Oddity]) -> bool:
    """Whether two pages after each other are one sheet, by what was asked and what is given."""
    asked = settings.duplex and Oddity.NO_DUPLEX not in oddities
    return asked or Oddity.DUPLEX_UNASKED in oddities


_SCREEN_DPI = (72, 96)
_SHORTEST_INCHES, _LONGEST_INCHES = 1.5, 60.0


def believable_dpi(width: int, height: int, told: float, asked: int) -> int:
    """The resolution of a page of `width` x `height` pixels.

    Scanners and files tell 0, 1 or 72 for pages of 300: what makes the sheet smaller than a card
    or longer than a banner is not believed, nor are 72 and 96, which is what programs write who
    know nothing, unless it was asked for.
    """
    dpi = round(told)
    of_a_screen = dpi in _SCREEN_DPI and asked != dpi
    if dpi <= 0 or (of_a_screen and not _is_sheet(width, height, dpi)):
        return asked
    shortest, longest = min(width, height) / dpi, max(width, height) / dpi
    if shortest >= _SHORTEST_INCHES and longest <= _LONGEST_INCHES:
        return dpi
    if min(width, height) / asked < _SHORTEST_INCHES:  # a small picture, whatever is told
        return dpi
    return asked


def _is_sheet(width: int, height: int, dpi: int) -> bool:
    """Whether the page would be between A6 and A3."""
    inches = sorted((width / dpi, height / dpi))
    return inches[0] >= 4 and inches[1] <= 17
