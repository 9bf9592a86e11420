"""Lines of a page as pieces of text with a place: what the field readers look at."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property

from clerkdesk.domain.reading import Box, PageText, Word
from clerkdesk.domain.vietnamese import fold

_GLUED = re.compile(r"(?<!\S)(\S+?)cong hoa xa hoi")
_HEAD_LINES = 6
_IN_PHRASE = 0.9
_HEAD_DEPTH = 9.0
"""Heights of quốc hiệu under it, below which no date of issue stands."""
_LEFT_ENDS = 0.6
"""Share of the width that «V/v …» under the number never reaches; body text does."""
_LIKE_MOTTO = 0.8
_COLUMN_GAP = 2.2
"""Heights of a word after which the next one belongs to another column."""
_NUMBER_LINE = re.compile(
    r"^\W*s[o06]\s*[:.;,]|^\W*s[o06]\W*[\doli|]*\s*/|^\W*s[o06]\s+[\doli|]{1,5}\s*-\s*[a-z]"
)
_MOTTO = ("cong hoa xa hoi chu nghia", "doc lap", "dang cong san viet nam")
_NARROWER = {_MOTTO[0]: 0.0, _MOTTO[1]: 60.0, _MOTTO[2]: 25.0}
"""Points by which other lines of the right column begin further left than this one does."""


@dataclass(frozen=True)
class Line:
    """Words that stand in one line and one column of page `page` (from 1)."""

    words: tuple[Word, ...]
    page: int

    @cached_property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def folded(self) -> str:
        """The text as it is compared: no marks, lower case."""
        return fold(self.text)

    @cached_property
    def box(self) -> Box:
        """The place of the whole line."""
        return around(self.words)

    @property
    def centre(self) -> float:
        """Its middle, from the left edge of the page."""
        return (self.box.x0 + self.box.x1) / 2

    @property
    def height(self) -> float:
        """Height of its tallest word."""
        return self.box.y1 - self.box.y0

    @property
    def is_capitals(self) -> bool:
        """Whether nearly all letters are capitals (OCR takes one for a small letter at times)."""
        letters = [letter for letter in self.text if letter.isalpha()]
        return len(letters) > 1 and sum(map(str.isupper, letters)) >= 0.85 * len(letters)


def around(words: Iterable[Word]) -> Box:
    """The smallest box with all `words` in it."""
    boxes = [word.box for word in words]
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


def trust(words: Sequence[Word]) -> float:
    """Confidence 0-1 in a run of words: the weakest counts as much as all others together."""
    if not words:
        return 0.0
    sure = [word.confidence for word in words]
    return 0.5 * min(sure) + 0.5 * sum(sure) / len(sure)


def trust_in(words: Sequence[Word], known: Sequence[bool]) -> float:
    """`trust`, where the words at `known` are read so well as the phrases that they make are known."""
    if len(words) != len(known):
        return trust(words)
    return trust(
        [
            replace(word, confidence=max(word.confidence, _IN_PHRASE)) if is_known else word
            for word, is_known in zip(words, known, strict=True)
        ]
    )


def lines_of(page: PageText, number: int) -> list[Line]:
    """The lines of a page from the top, cut where a gap shows that there are columns."""
    rows: dict[int, list[Word]] = {}
    for word in page.words:
        rows.setdefault(word.line, []).append(word)
    lines: list[Line] = []
    for row in rows.values():
        words = sorted(row, key=lambda word: word.box.x0)
        start = 0
        for place in range(1, len(words)):
            before, after = words[place - 1].box, words[place].box
            if after.x0 - before.x1 > _COLUMN_GAP * max(before.y1 - before.y0, 6.0):
                lines.append(Line(tuple(words[start:place]), number))
                start = place
        lines.append(Line(tuple(words[start:]), number))
    return sorted(lines, key=lambda line: (line.box.y0 + line.box.y1, line.box.x0))


_DATED = re.compile(
    r"\bthang\b.*\bnam\b|\bng[a-z]{1,2}\W*\S{1,6}\W+th[a-z]{2,4}\W*\S{1,6}\W+n[a-z]{1,3}\b"
)
"""The line of the date; OCR slips in its words («thủng»), and a basis below it is dated, too."""


@dataclass(frozen=True, slots=True)
class Head:
    """The two columns at the top of page 1 and what stands under them (NĐ 30 Phụ lục I, ô 1-4)."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]
    below: tuple[Line, ...]
    border: float
    """x between the columns, in points."""


def head_of(page: PageText) -> Head | None:
    """Cut the head of a first page by its quốc hiệu; None where there is none."""
    lines = [_unglued_motto(line) for line in lines_of(page, 1)]
    top = [line for line in lines if line.box.y0 < page.height * 0.42]
    motto = next((line for line in top if any(mark in line.folded for mark in _MOTTO)), None)
    motto = motto or next((line for line in top if _is_like_motto(line)), None)
    if motto is None:
        return None
    border = _motto_start(motto)
    if border < page.width * 0.2:  # the only column: a page without an agency on its left
        return None
    border = _gutter(top, border - 4.0, motto)
    right = [
        part
        for line in top
        if (part := _part(line, lambda word: _middle(word) >= border)) is not None
    ]
    lowest = motto.box.y1 + _HEAD_DEPTH * motto.height
    dated = [line for line in right if line.box.y0 < lowest and _DATED.search(line.folded)]
    right, strayed = _without_strays([line for line in right if line.box.y0 < lowest])
    bottom = dated[0].box.y1 if dated else motto.box.y1 + 3 * motto.height
    left = [
        part for line in top if (part := _left_part(line, border, bottom, page.width)) is not None
    ]
    left = _in_rows([*left, *strayed])
    numbered = [line for line in left if is_number_line(line)]
    if numbered:
        bottom = max(bottom, numbered[0].box.y1)
    return Head(
        tuple(left),
        tuple(line for line in right if line.box.y0 < bottom),
        tuple(line for line in lines if line.box.y0 >= bottom - 2.0),
        border,
    )


def _unglued_motto(line: Line) -> Line:
    """«HÒACỘNG HÒA XÃ HỘI»: agency and quốc hiệu stand so close that they were read as one word."""
    match = _GLUED.search(line.folded)
    if match is None:
        return line
    place = len(line.folded[: match.start()].split())
    word = line.words[place]
    cut = len(match[1])
    at = word.box.x0 + (word.box.x1 - word.box.x0) * cut / len(word.text)
    first = replace(word, text=word.text[:cut], box=replace(word.box, x1=at - 1.0))
    second = replace(word, text=word.text[cut:], box=replace(word.box, x0=at + 1.0))
    return Line((*line.words[:place], first, second, *line.words[place + 1 :]), line.page)


def _left_part(line: Line, border: float, bottom: float, width: float) -> Line | None:
    """What of a line belongs to the left column; under the date there is no other column."""
    under_date = line.box.y0 >= bottom - 2.0
    if under_date and line.box.x0 < border and line.box.x1 < width * _LEFT_ENDS:
        return line
    return _part(line, lambda word: _middle(word) < border)


def _is_like_motto(line: Line) -> bool:
    return line.is_capitals and any(
        SequenceMatcher(None, line.folded, motto).ratio() >= _LIKE_MOTTO
        for motto in (_MOTTO[0] + " viet nam", _MOTTO[2])
    )


def _without_strays(right: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The right column, and what stands before its quốc hiệu: ends of the agency's lines."""
    kept: list[Line] = []
    strayed: list[Line] = []
    for line in right:
        starts = [
            place
            for place in range(1, len(line.words))
            if fold(" ".join(word.text for word in line.words[place:])).startswith(_MOTTO)
        ]
        if starts:
            strayed.append(Line(line.words[: starts[0]], line.page))
            kept.append(Line(line.words[starts[0] :], line.page))
        else:
            kept.append(line)
    mottoes = [line.box for line in kept if line.folded.startswith(_MOTTO)]
    beside = [line for line in kept if any(_is_before(line.box, motto) for motto in mottoes)]
    return [line for line in kept if line not in beside], [*strayed, *beside]


def _is_before(box: Box, motto: Box) -> bool:
    """Whether a piece stands left of quốc hiệu or tiêu ngữ, at its height."""
    return box.x1 < motto.x0 and motto.y0 < (box.y0 + box.y1) / 2 < motto.y1


def _in_rows(lines: Sequence[Line]) -> list[Line]:
    """The column's pieces that stand at one height as one line: a reading may have cut it."""
    rows: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.box.y0 + line.box.y1, line.box.x0)):
        middle = (line.box.y0 + line.box.y1) / 2
        last = rows[-1] if rows else None
        if last is not None and last.box.y0 < middle < last.box.y1 and not _across(last, line):
            words = sorted((*last.words, *line.words), key=lambda word: word.box.x0)
            rows[-1] = Line(tuple(words), line.page)
        else:
            rows.append(line)
    return rows


def _across(one: Line, other: Line) -> bool:
    return min(one.box.x1, other.box.x1) - max(one.box.x0, other.box.x0) > 4.0


def _gutter(top: Sequence[Line], border: float, motto: Line) -> float:
    """The x near `border` that the fewest words of the head cross; the leftmost of the widest run."""
    bottom = motto.box.y1 + _HEAD_LINES * motto.height
    dated = [line.box.y1 for line in top if line.box.y0 < bottom and _DATED.search(line.folded)]
    bottom = min([bottom, *dated])  # under the date the title stands across both columns
    words = [word.box for line in top if line.box.y0 < bottom for word in line.words]
    places = [border + step for step in range(-24, 13)]
    crossed = [sum(box.x0 < place < box.x1 for box in words) for place in places]
    fewest = min(crossed)
    if crossed[24] == fewest:
        return border
    return min(
        (place for place, count in zip(places, crossed, strict=True) if count == fewest),
        key=lambda place: abs(place - border),
    )


def is_number_line(line: Line) -> bool:
    """Whether it is ô 3: «Số: …»."""
    return _NUMBER_LINE.match(line.folded) is not None


def _motto_start(line: Line) -> float:
    """Where quốc hiệu begins in its line; the agency may stand close before it."""
    for place, word in enumerate(line.words):
        rest = fold(" ".join(other.text for other in line.words[place:])).lstrip("_-|.*")
        for motto, narrower in _NARROWER.items():
            if rest.startswith(motto):
                return word.box.x0 - narrower
    return line.box.x0


def _middle(word: Word) -> float:
    return (word.box.x0 + word.box.x1) / 2


def _part(line: Line, belongs: Callable[[Word], bool]) -> Line | None:
    words = tuple(word for word in line.words if belongs(word))
    return Line(words, line.page) if words else None
