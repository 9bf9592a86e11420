"""The lines in which a field stands are read again, larger and harder; digits of the date as digits."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
import tesserocr

from clerkdesk.adapters.pages.doc_types import load_doc_types
from clerkdesk.adapters.pages.fields import read_fields
from clerkdesk.adapters.pages.image import Pixels
from clerkdesk.adapters.pages.seen import Seen, alike, voted
from clerkdesk.domain.reading import Box, PageText
from clerkdesk.domain.vietnamese import fold

Look = Callable[[Pixels, int, int, str], list[Seen]]
"""Words of a piece of a page: pixels, way of cutting it, dpi, the only signs that may come."""

_LOOKED_AT = (
    *("code_number", "issued_date", "issuing_org", "parent_org", "doc_type", "subject"),
    *("signer_position", "signer_name"),
)
_POINTS = 72.0
_DATE_SHARE = 0.42
"""The date (ô 4) stands in this upper part of page 1."""
_SLOTS = {"ngay": range(1, 32), "thang": range(1, 13), "nam": range(1945, 2100)}
_SURER = 0.4
_AGREED, _DISPUTED, _ONLY_DIGITS = 0.95, 0.72, 0.85


def second_look(
    page: PageText, seen: Sequence[Seen], grey: Pixels, dpi: int, look: Look
) -> list[Seen]:
    """`seen`, with what the further passes make surer, mend or bring into doubt.

    Args:
        page: the words of `seen` in points.
        grey: the straightened page that they were read off.
    """
    found = read_fields([page], load_doc_types())
    boxes = [found[name].box for name in _LOOKED_AT if name in found]
    known = list(seen)
    for words in _lines_in([box for box in boxes if box is not None], seen, dpi):
        _look_again(known, words, grey, dpi, look)
    for place, allowed in _date_slots(known, grey.shape[0] * _DATE_SHARE):
        known[place] = _as_digits(known[place], allowed, grey, dpi, look)
    return known


def _look_again(
    known: list[Seen], words: Sequence[int], grey: Pixels, dpi: int, look: Look
) -> None:
    pad = dpi // 25
    sides = [known[place].bounds for place in words]
    x0 = max(min(side[0] for side in sides) - pad, 0)
    y0 = max(min(side[1] for side in sides) - pad // 2, 0)
    piece = grey[
        y0 : max(side[3] for side in sides) + pad // 2, x0 : max(side[2] for side in sides) + pad
    ]
    readings = [[known[place] for place in words]]
    for variant in (larger, _harder):
        shown, scale = variant(piece)
        read = look(shown, tesserocr.PSM.SINGLE_LINE, round(dpi * scale), "")
        readings.append([shifted(word, scale, x0, y0) for word in read])
        if alike(readings[0], readings[1]):
            break
    for place, word in zip(words, voted(readings), strict=True):
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


def _date_slots(seen: Sequence[Seen], bottom: float) -> Iterator[tuple[int, range]]:
    """Places of day, month and year in the date line, and what each may be."""
    lines: dict[int, list[int]] = {}
    for place, word in enumerate(seen):
        if word.bounds[1] < bottom:
            lines.setdefault(word.line, []).append(place)
    for places in lines.values():
        said = [fold(seen[place].text).strip(" ,.:") for place in places]
        if not all(any(word == mark for word in said) for mark in ("thang", "nam")):
            continue
        after = {said[n]: places[n + 1] for n in range(len(said) - 1) if said[n] in _SLOTS}
        for mark, place in after.items():
            yield place, _SLOTS[mark]
        return


def _as_digits(word: Seen, allowed: range, grey: Pixels, dpi: int, look: Look) -> Seen:
    """The word as a pass reads it that knows digits only."""
    pad = dpi // 40
    x0, y0, x1, y1 = word.bounds
    piece = grey[max(y0 - pad, 0) : y1 + pad, max(x0 - pad, 0) : x1 + pad]
    if piece.size == 0:
        return word
    shown, scale = larger(piece)
    read = look(shown, tesserocr.PSM.SINGLE_LINE, round(dpi * scale), "0123456789")
    digits = "".join(other.text for other in read)
    sure = min((other.confidence for other in read), default=0.0)
    own = word.text.strip(" .,;")
    if not digits.isdigit() or int(digits) not in allowed:
        return word
    if own == digits:
        return replace(word, confidence=max(word.confidence, _AGREED))
    if re.fullmatch(r"\d+", own) and int(own) in allowed and sure <= word.confidence + _SURER:
        return replace(word, confidence=min(word.confidence, _DISPUTED))
    return replace(word, text=digits, confidence=min(sure, _ONLY_DIGITS))


def larger(piece: Pixels) -> tuple[Pixels, float]:
    """The piece 1.4 times as large, and the factor."""
    shown = cv2.resize(piece, None, fx=1.4, fy=1.4, interpolation=cv2.INTER_CUBIC)
    return np.asarray(shown, dtype=np.uint8), 1.4


def _harder(piece: Pixels) -> tuple[Pixels, float]:
    """Black and white, smoothed: thin strokes are closed."""
    smooth = cv2.GaussianBlur(piece, (0, 0), 0.9)
    _level, shown = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return np.asarray(cv2.GaussianBlur(shown, (0, 0), 0.7), dtype=np.uint8), 1.0


def shifted(word: Seen, scale: float, x: int, y: int) -> Seen:
    """A word of a piece at its place on the page."""
    x0, y0, x1, y1 = (round(side / scale) for side in word.bounds)
    return replace(word, bounds=(x0 + x, y0 + y, x1 + x, y1 + y))
