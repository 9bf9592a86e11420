"""The lines in which a field stands are read again, larger and harder; digits of the date as digits."""

from collections.abc import Sequence
from dataclasses import replace

import tesserocr

from clerkdesk.adapters.pages.date_digits import read_date_digits
from clerkdesk.adapters.pages.doc_types import load_doc_types
from clerkdesk.adapters.pages.fields import read_fields
from clerkdesk.adapters.pages.image import Pixels
from clerkdesk.adapters.pages.lexicon import load_lexicon
from clerkdesk.adapters.pages.looks import Look, harder, larger
from clerkdesk.adapters.pages.seen import Seen, alike, letters, voted
from clerkdesk.domain.reading import Box, PageText

_LOOKED_AT = (
    *("code_number", "issued_date", "issuing_org", "parent_org", "doc_type", "subject"),
    "signer_position",
)
_POINTS = 72.0


def second_look(
    page: PageText, seen: Sequence[Seen], grey: Pixels, dpi: int, look: Look
) -> list[Seen]:
    """`seen`, with what the further passes make surer, mend or bring into doubt.

    Args:
        page: the words of `seen` in points.
        grey: the straightened page that they were read off.
    """
    found = read_fields([page], load_doc_types())
    known = list(seen)
    boxes = [found[name].box for name in _LOOKED_AT if name in found]
    for words in _lines_in([box for box in boxes if box is not None], seen, dpi):
        _look_again(known, words, grey, dpi, look)
    signer = found["signer_name"].box if "signer_name" in found else None
    for words in _lines_in([signer] if signer is not None else [], seen, dpi):
        _look_again(known, words, grey, dpi, look, load_lexicon().names)
    read_date_digits(known, grey, dpi, look)
    return known


def _look_again(
    known: list[Seen],
    words: Sequence[int],
    grey: Pixels,
    dpi: int,
    look: Look,
    names: frozenset[str] = frozenset(),
) -> None:
    pad = dpi // 25
    sides = [known[place].bounds for place in words]
    x0 = max(min(side[0] for side in sides) - pad, 0)
    y0 = max(min(side[1] for side in sides) - pad // 2, 0)
    piece = grey[
        y0 : max(side[3] for side in sides) + pad // 2, x0 : max(side[2] for side in sides) + pad
    ]
    readings = [[known[place] for place in words]]
    for variant in (larger, harder):
        shown, scale = variant(piece)
        read = look(shown, tesserocr.PSM.SINGLE_LINE, round(dpi * scale), "")
        readings.append([shifted(word, scale, x0, y0) for word in read])
        are_names = not names or all(letters(word.text).casefold() in names for word in read)
        if alike(readings[0], readings[1]) and are_names:
            break
    for place, word in zip(words, voted(readings, names), strict=True):
        known[place] = word


def _lines_in(boxes: Sequence[Box], seen: Sequence[Seen], dpi: int) -> list[list[int]]:
    """Places in `seen` of the words in the boxes, line by line."""
    lines: dict[tuple[int, int], list[int]] = {}
    for place, word in enumerate(seen):
        x0, y0, x1, y1 = (side * _POINTS / dpi for side in word.bounds)
        for number, box in enumerate(boxes):
            if box.x0 <= (x0 + x1) / 2 <= box.x1 and box.y0 <= (y0 + y1) / 2 <= box.y1:
                lines.setdefault((number, word.line), []).append(place)
                break
    return list(lines.values())


def shifted(word: Seen, scale: float, x: int, y: int) -> Seen:
    """A word of a piece at its place on the page."""
    x0, y0, x1, y1 = (round(side / scale) for side in word.bounds)
    return replace(word, bounds=(x0 + x, y0 + y, x1 + x, y1 + y))
