"""What was seen on a captured page, and what follows from it for the pile: decisions as values."""

from collections.abc import Sequence
from dataclasses import dataclass

from clerkdesk.domain.scans import Aside, ColourMode
from clerkdesk.domain.texts import _

_COVER = "CLERKDESK-BIA/1"
SEPARATORS = (Aside.SEPARATOR, Aside.COVER)


@dataclass(frozen=True, slots=True)
class CoverSheet:
    """What a printed cover sheet says: the pages after it belong to this entry of a register.

    Args:
        register: «incoming» or «outgoing».
        year: calendar year of the register.
        number: as in the register, e.g. «15» or «15a».
        series: the book, where the office has several of that year; empty: any.
    """

    register: str
    year: int
    number: str
    series: str = ""

    def __post_init__(self) -> None:
        if self.register not in ("incoming", "outgoing"):
            raise ValueError(f"no register «{self.register}»")
        if not 1900 <= self.year <= 9999 or not self.number or "|" in self.number + self.series:
            raise ValueError(f"no register number: {self.number!r} of {self.year}")

    def as_code(self) -> str:
        """What stands in its QR code."""
        series = f"|{self.series}" if self.series else ""
        return f"{_COVER}|{self.register}|{self.year}|{self.number}{series}"

    def __str__(self) -> str:
        """As a clerk says it: «số đến 15/2026»."""
        words = _("số đến") if self.register == "incoming" else _("văn bản đi số")
        return f"{words} {self.number}/{self.year}"


def cover_of(code: str) -> CoverSheet | None:
    """The cover sheet that a QR code is of; None for any other code."""
    parts = code.split("|")
    if (
        len(parts) not in (4, 5)
        or parts[0] != _COVER
        or not (parts[2].isascii() and parts[2].isdecimal())
    ):
        return None
    try:
        return CoverSheet(parts[1], int(parts[2]), *parts[3:])
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class PageFindings:
    """What was seen on one page.

    Args:
        turn: clockwise degrees that bring it upright; 0 where it stands upright or nobody can tell.
        skew: degrees by which its lines fall to the right, after turning.
        paper: «A4», «A3», … or empty.
    """

    colour: ColourMode = ColourMode.COLOUR
    blank: bool = False
    turn: int = 0
    skew: float = 0.0
    paper: str = ""
    is_patch: bool = False
    cover: CoverSheet | None = None

    @property
    def aside(self) -> Aside | None:
        """Whether the page goes into the tray, and why."""
        if self.cover is not None:
            return Aside.COVER
        if self.is_patch:
            return Aside.SEPARATOR
        return Aside.BLANK if self.blank else None


@dataclass(frozen=True, slots=True)
class Portion:
    """Pages of a pile that are one document, by their places from 0.

    Args:
        pages: all of them in order, those in the tray too: nothing is lost.
        cover: the cover sheet before them, which tells where they belong.
    """

    pages: tuple[int, ...]
    cover: CoverSheet | None = None


def portions(findings: Sequence[PageFindings], *, sheets_each: int = 0) -> Sequence[Portion]:
    """Take a pile apart at its separators, or after every `sheets_each` pages that are no separator.

    A separator's own back (blank, right after it) stays with the separator. Every page is in exactly
    one portion.
    """
    made: list[Portion] = []
    pages: list[int] = []
    cover: CoverSheet | None = None
    counted = 0
    for place, found in enumerate(findings):
        is_separator = found.aside in SEPARATORS
        full = 0 < sheets_each <= counted
        if pages and (full or (is_separator and counted)):
            made.append(Portion(tuple(pages), cover))
            pages, cover, counted = [], None, 0
        pages.append(place)
        if is_separator:
            cover = found.cover or cover
        elif counted or not found.blank:
            counted += 1
    if pages:
        made.append(Portion(tuple(pages), cover))
    return made
