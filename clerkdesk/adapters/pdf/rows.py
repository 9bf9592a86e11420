"""The text of a page as rows: what stands on one line, across columns, with every letter's place."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import pymupdf

from clerkdesk.domain.reading import Box

_WORD_GAP = 0.12
"""A gap wider than this share of the letter size is a space."""
_COLUMN_GAP = 1.6
"""A gap wider than this share parts two columns."""
HYPHENS = str.maketrans({"\u00ad": "-", "\u2010": "-", "\u2011": "-"})
"""Fonts that draw soft and hard hyphens alike give either name to a typed «-»."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One visible letter; `baseline` and sizes in points from the top left of the page."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    italic: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Letters of one baseline from left to right; `text` has one character a letter or space.

    `places[i]` is the letter behind `text[i]`, None for a space.
    """

    text: str
    places: tuple[Letter | None, ...]

    def letters(self, start: int, end: int) -> Sequence[Letter]:
        """The letters of `text[start:end]`."""
        return [letter for letter in self.places[start:end] if letter is not None]

    def box(self, start: int, end: int) -> Box:
        """The box of `text[start:end]`: it holds one letter at least."""
        letters = self.letters(start, end)
        top = min(letter.baseline - 0.9 * letter.size for letter in letters)
        bottom = max(letter.baseline + 0.22 * letter.size for letter in letters)
        return Box(letters[0].x0, top, letters[-1].x1, bottom)

    def columns(self) -> Sequence[tuple[int, int]]:
        """Start and end of each run of text without a column's gap in it."""
        found: list[tuple[int, int]] = []
        start = 0
        for index in range(1, len(self.places)):
            before, after = self.places[index - 1], self.places[index]
            if after is None and before is not None:
                following = self.places[index + 1]
                assert following is not None  # a space stands between two letters
                if following.x0 - before.x1 > _COLUMN_GAP * before.size:
                    found.append((start, index))
                    start = index + 1
        if self.places:
            found.append((start, len(self.places)))
        return found


def rows(page: pymupdf.Page) -> Sequence[Row]:
    """The rows of `page` from top to bottom, NFC."""
    letters = sorted(_letters(page), key=lambda letter: (letter.baseline, letter.x0))
    grouped: list[list[Letter]] = []
    for letter in letters:
        if grouped and letter.baseline - grouped[-1][-1].baseline < 0.35 * letter.size:
            grouped[-1].append(letter)
        else:
            grouped.append([letter])
    return [_row(sorted(group, key=lambda letter: letter.x0)) for group in grouped]


def _letters(page: pymupdf.Page) -> Sequence[Letter]:
    found: list[Letter] = []
    content = page.get_text("rawdict", flags=pymupdf.TEXT_PRESERVE_LIGATURES)
    for block in content["blocks"]:
        for line in block.get("lines", ()):
            if abs(line["dir"][0] - 1) > 0.01:
                continue  # text that does not run from left to right is no part of a form line
            for span in line["spans"]:
                italic = bool(span["flags"] & pymupdf.TEXT_FONT_ITALIC)
                for char in span["chars"]:
                    text = unicodedata.normalize("NFC", char["c"]).translate(HYPHENS)
                    if text.isspace() or not text.isprintable():
                        continue
                    x0, _y0, x1, _y1 = char["bbox"]
                    baseline = char["origin"][1]
                    found.append(Letter(text, x0, x1, baseline, span["size"], italic))
    return found


def _row(letters: Sequence[Letter]) -> Row:
    text: list[str] = []
    places: list[Letter | None] = []
    for before, letter in zip((None, *letters), letters, strict=False):
        if before is not None and unicodedata.combining(letter.text[0]):
            whole = unicodedata.normalize("NFC", text[-1] + letter.text)
            if len(whole) == 1:  # a mark drawn apart: join it with the letter that it stands on
                text[-1] = whole
                continue
        if before is not None and letter.x0 - before.x1 > _WORD_GAP * letter.size:
            text.append(" ")
            places.append(None)
        for character in letter.text:
            text.append(character)
            places.append(letter)
    return Row("".join(text), tuple(places))
