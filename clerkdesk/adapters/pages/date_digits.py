"""Day, month and year of the date line, read as digits between the words that stand around them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import tesserocr

from clerkdesk.adapters.pages.digit_shapes import digits_by_shape
from clerkdesk.adapters.pages.image import Pixels
from clerkdesk.adapters.pages.looks import Look, harder, larger, upright_italics
from clerkdesk.adapters.pages.seen import Seen
from clerkdesk.domain.vietnamese import fold

_DATE_SHARE = 0.42
"""The date (ô 4) stands in this upper part of page 1."""
_MARKS = {"ngay": range(1, 32), "thang": range(1, 13), "nam": range(1945, 2100)}
_LIKE = {"nga": "ngay", "thang": "thang", "thung": "thang", "thing": "thang", "nan": "nam"}
_AGREED, _BY_SHAPE = 0.97, 0.9
"""Measured on made pages: of 115 numbers that shapes told, none was wrong."""
_LIKE_ENOUGH = 0.8
"""Likeness from which shapes outweigh another reading: ends of a neighbour's letters are like «11»."""
_TRUST = {4: 0.96, 3: 0.84, 2: 0.72}
"""Trust in a number by the passes of four that have it."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where a number of the date stands: the word there, and the room up to the next word."""

    place: int
    allowed: range
    left: int
    right: int


def read_date_digits(known: list[Seen], grey: Pixels, dpi: int, look: Look) -> None:
    """Read each number of the date line once more; `known` is changed in place.

    Italic digits are what Tesseract knows least: a narrow «1» beside another digit is lost, and 6
    is taken for 0. Set upright they are told by their shapes; where they cannot, four passes vote.
    """
    for slot in _slots(known, grey.shape[0] * _DATE_SHARE, dpi):
        known[slot.place] = _voted(known[slot.place], slot, grey, dpi, look)


def _slots(seen: Sequence[Seen], bottom: float, dpi: int) -> Iterator[_Slot]:
    lines: dict[int, list[int]] = {}
    for place, word in enumerate(seen):
        if word.bounds[1] < bottom:
            lines.setdefault(word.line, []).append(place)
    for places in lines.values():
        said = [_mark(seen[place].text) for place in places]
        if not {"thang", "nam"} <= set(said):
            continue
        for number in range(len(said) - 1):
            if said[number] not in _MARKS or said[number + 1] in _MARKS:
                continue
            if said[number] in said[number + 1 :] and said[number] == "ngay":
                continue  # «Nga Thủy, ngày …»: the first is a place
            at = places[number + 1]
            after = places[number + 2] if number + 2 < len(places) else None
            right = seen[after].bounds[0] if after is not None else seen[at].bounds[2] + dpi // 8
            yield _Slot(at, _MARKS[said[number]], seen[places[number]].bounds[2], right)
        return


def _mark(text: str) -> str:
    bare = fold(text).strip(" ,.:")
    return _LIKE.get(bare, bare)


def _voted(word: Seen, slot: _Slot, grey: Pixels, dpi: int, look: Look) -> Seen:
    pad = dpi // 40
    top, bottom = max(word.bounds[1] - pad, 0), word.bounds[3] + pad
    piece = grey[top:bottom, slot.left + 2 : slot.right - 2]
    if min(piece.shape) < pad:
        return word
    framed = cv2.copyMakeBorder(piece, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=(255,))
    large, scale = larger(framed)
    straight = upright_italics(large)
    own = _number(word.text, slot.allowed)
    printed, like = digits_by_shape(straight)
    shaped = _number(printed, slot.allowed)
    if shaped and (shaped == own or not own or like >= _LIKE_ENOUGH):
        sure = _AGREED if shaped == own else _BY_SHAPE
        return replace(word, text=printed, confidence=sure)
    passes = [own]
    for shown in (large, straight, harder(straight)[0]):
        read = look(shown, tesserocr.PSM.SINGLE_LINE, round(dpi * scale), "0123456789")
        passes.append(_number("".join(other.text for other in read), slot.allowed))
    votes = Counter(number for number in passes if number)
    if not votes:
        return word
    best, count = votes.most_common(1)[0]
    if count < 2:
        return replace(word, confidence=min(word.confidence, _TRUST[2]))
    text = best if own != best else word.text.strip(" .,;:")  # with the zero that stands before it
    return replace(word, text=text, confidence=_TRUST[count])


def _number(text: str, allowed: range) -> str:
    """The digits of a pass if they can stand in this slot; a leading zero does not count."""
    digits = text.strip(" .,;:")
    return str(int(digits)) if digits.isdecimal() and int(digits) in allowed else ""
