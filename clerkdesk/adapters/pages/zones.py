"""Parts of a page that are read once more, column by column: its head and the signer's block."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from clerkdesk.adapters.pages.fields_lines import Head, Line, head_of, is_number_line, lines_of
from clerkdesk.adapters.pages.lexicon import Lexicon, starts_with_one_of
from clerkdesk.domain.reading import Box, PageText
from clerkdesk.domain.syllables import is_syllable
from clerkdesk.domain.vietnamese import fold

_RECIPIENTS = "noi nhan"
_LIKE = 0.75
_ABOVE = 8.0
"""Points above the first line: tone marks, and lines of the other column that stand higher."""
_SAME_BLOCK = 45.0
"""Points by which «Nơi nhận» and the authority's first line may differ in height."""
_LISTED = re.compile(r"^\W*[-–]\s*(?:nhu tren|nhu dieu|luu\s*:)")
_DASHED = re.compile(r"^\W*[-–]")
_INDENT, _LINES_APART = 12.0, 0.8
_AUTHORITY = ("tm.", "kt.", "tl.", "tuq.", "q.")


def head_zones(page: PageText) -> tuple[Box, Box] | None:
    """Left and right column of the head down to number and date; None where there is none."""
    head = head_of(page)
    if head is None:
        return None
    bottom = _head_bottom(head) + 3.0
    left = Box(0.0, 0.0, head.border, bottom)
    return left, Box(head.border, 0.0, page.width, bottom)


def _head_bottom(head: Head) -> float:
    numbered = [line for line in head.left if is_number_line(line)][:1]
    return max(line.box.y1 for line in (*head.right, *numbered))


def is_recipients_mark(line: Line) -> bool:
    """Whether the line is «Nơi nhận:», a letter or two misread."""
    if len(line.folded) >= 60:
        return False
    first, _space, rest = line.text.partition(" ")
    return _is_like_mark(line.folded) or (not is_syllable(first) and _is_like_mark(fold(rest)))


def _is_like_mark(text: str) -> bool:
    start = text.strip(" .:;'\"")[: len(_RECIPIENTS) + 1]
    return SequenceMatcher(None, start, _RECIPIENTS).ratio() >= _LIKE


def first_recipient(page: PageText, lines: Sequence[Line]) -> Line | None:
    """The first entry of the list where «Nơi nhận:» above it was not read."""
    listed = [
        line
        for line in lines
        if line.box.x0 < page.width * 0.3
        and line.box.y0 > page.height * 0.2
        and _LISTED.match(line.folded)
    ]
    return _first_of_list(listed[-1], lines) if listed else None


def signer_top(page: PageText, lexicon: Lexicon) -> float | None:
    """Height, in points from the top, at which «Nơi nhận» and the signer's block begin."""
    lines = lines_of(page, 1)
    marks = [line for line in lines if is_recipients_mark(line)]
    if marks:
        mark = marks[-1]
        beside = [
            line.box.y0
            for line in _authorities(page, lines, lexicon)
            if abs(line.box.y0 - mark.box.y0) < _SAME_BLOCK
        ]
        return max(min([mark.box.y0, *beside]) - _ABOVE, 0.0)
    starts = [
        line for line in _authorities(page, lines, lexicon) if line.box.y0 > page.height * 0.3
    ]
    entry = first_recipient(page, lines)
    if entry is not None:
        top = entry.box.y0 - 3 * _ABOVE
        beside = [line.box.y0 for line in starts if abs(line.box.y0 - top) < _SAME_BLOCK]
        return max(min([top, *(y0 - _ABOVE for y0 in beside)]), 0.0)
    if not starts:
        return None
    first = starts[-1]
    for line in reversed(starts):  # up to the first line of the same block
        if first.box.y0 - line.box.y1 < 2 * _SAME_BLOCK:
            first = line
    return max(first.box.y0 - _ABOVE, 0.0)


def _first_of_list(listed: Line, lines: Sequence[Line]) -> Line:
    """The first entry of the list that `listed` ends: up over entries, and lines that go on from one."""
    first = last = listed
    for line in reversed(lines):
        gap = last.box.y0 - line.box.y1
        if abs(line.box.x0 - listed.box.x0) > _INDENT or line.box.y0 >= last.box.y0:
            continue
        if gap > _LINES_APART * last.height:
            break
        last = line
        first = line if _DASHED.match(line.text) else first
    return first


def _authorities(page: PageText, lines: Sequence[Line], lexicon: Lexicon) -> list[Line]:
    """Lines in capitals in the right part that begin as thẩm quyền or chức vụ do."""
    return [
        line
        for line in lines
        if line.is_capitals
        and line.box.x0 > page.width * 0.42
        and (
            fold(line.words[0].text).startswith(_AUTHORITY)
            or starts_with_one_of(line.text, lexicon.ranks)
        )
    ]
