"""What was read off a page: words with boxes, and registry fields with confidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field

FLAG_BELOW = 0.80
"""A field read with less confidence is coloured and must be looked at."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in PDF points (1/72 inch), origin top left."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Word:
    """A word as read; `line` numbers the lines of the page from the top."""

    text: str
    box: Box
    confidence: float
    line: int


@dataclass(frozen=True, slots=True)
class PageText:
    """The words of one page, in reading order; size in PDF points."""

    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The page as lines of text."""
        lines: dict[int, list[str]] = {}
        for word in self.words:
            lines.setdefault(word.line, []).append(word.text)
        return "\n".join(" ".join(words) for words in lines.values())


@dataclass(frozen=True, slots=True)
class ReadField:
    """One registry field read off the page; `confidence` 0-1, `page` from 1."""

    value: object
    confidence: float
    page: int = 1
    box: Box | None = None

    @property
    def flagged(self) -> bool:
        """Whether the clerk must look at it."""
        return self.confidence < FLAG_BELOW


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names as the office itself writes them, from its directory and what its clerks corrected."""

    agencies: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()


NO_NAMES = KnownNames()


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What was read off a whole document; field names as in DOMAIN §8.2."""

    fields: Mapping[str, ReadField] = field(default_factory=dict)
    pages: tuple[PageText, ...] = ()

    @property
    def text(self) -> str:
        """All pages, for searching."""
        return "\n".join(page.text for page in self.pages)
