"""A register of one year and the right to number in it (SYNC.md B.3)."""

from dataclasses import dataclass
from enum import StrEnum

from clerkdesk.domain.texts import _


class Direction(StrEnum):
    """Which way a document goes through the registry."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"


@dataclass(frozen=True, slots=True)
class BookKey:
    """One book: numbers in it run from 1 without gaps within `year`."""

    agency: str
    direction: Direction
    series: str
    year: int

    def __str__(self) -> str:
        return f"{self.agency}/{self.direction}/{self.series}/{self.year}"


@dataclass(frozen=True, order=True, slots=True)
class Epoch:
    """Which grant of a book is in force: (server generation, grant counter); only ever grows."""

    generation: int
    grant: int


@dataclass(frozen=True, slots=True)
class Book:
    """A book with its holder: the one desk that may allot its numbers."""

    key: BookKey
    title: str
    holder: str
    epoch: Epoch
    last: int


INCOMING_SERIES = "den"
"""The one series of văn bản đến: paper and electronic share it (Điều 10, NĐ 30 Điều 22)."""


def incoming_title(year: int) -> str:
    """How the book of incoming documents of `year` is called on screen."""
    return _("Văn bản đến {year}").format(year=year)


def old_title(direction: Direction, year: int) -> str:
    """How a book from before this program is called on screen."""
    if direction is Direction.INCOMING:
        return _("Văn bản đến {year} (sổ cũ)").format(year=year)
    return _("Văn bản đi {year} (sổ cũ)").format(year=year)


def outgoing_title(series_title: str, year: int) -> str:
    """How the book of one series of outgoing documents of `year` is called on screen."""
    return _("Văn bản đi – {series} {year}").format(series=series_title, year=year)
