"""The stamp of state secrets («MẬT», «TỐI MẬT», «TUYỆT MẬT») on the pages of a document (Điều 1.2)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from clerkdesk.domain.errors import SecretDocument
from clerkdesk.domain.reading import Box, PageText, Word
from clerkdesk.domain.vietnamese import fold, nfc

_HEAD = 0.40
"""Share of a page's height in which a stamp of secrecy stands: beside or under số, ký hiệu."""
_APART = 1.5
"""Heights of a word that part what is stamped beside other words from a space between words."""
_ALIKE = 0.8
_MARKS = {"toimat": "TỐI MẬT", "tuyetmat": "TUYỆT MẬT"}
_MARK = "MẬT"
LEVELS = (_MARK, *_MARKS.values())
"""Every độ mật, the lowest first."""
_LOOK_ALIKE = str.maketrans("014", "OIA")
_BEFORE = frozenset({"bi", "bao", "co", "mat"})
"""Last words of a line that goes on with «MẬT»: «BÍ MẬT», «BẢO MẬT», «CƠ MẬT», «MẬT MẬT»."""


@dataclass(frozen=True, slots=True)
class StampSearch:
    """What a search of a whole file for the stamp found."""

    mark: str = ""
    """The stamp as it is written by law; empty where none was found."""
    unread: tuple[str, ...] = ()
    """Vietnamese: each part that no program could look into, and why."""
    whole: bool = True
    """False where it was stopped before the end."""


def stamped_secret(pages: Iterable[PageText]) -> str:
    """The stamp that stands on one of the pages, as it is written by law; empty where there is none.

    Source: QĐ 15/2016/QĐ-UBND, Điều 1.2 (secret documents are outside the system). Only a stamp
    counts: upper case, on its own line or apart from other words, in the upper part of a page.
    On the first page, where the stamp belongs, lost tone marks are tolerated («MAT»).
    """
    for number, page in enumerate(pages):
        if mark := _stamp_on(page, tolerant=number == 0):
            return mark
    return ""


def refuse_secret(pages: Iterable[PageText]) -> None:
    """Let nothing secret pass.

    Raises:
        SecretDocument: a stamp of secrecy stands on a page.
    """
    if stamped_secret(pages):
        raise SecretDocument


def _stamp_on(page: PageText, *, tolerant: bool) -> str:
    runs = [run for line in _lines(page) for run in _apart(line)]
    for run in runs:
        box = _around(run)
        if box.y0 > page.height * _HEAD:
            continue
        mark = _mark(" ".join(word.text for word in run), tolerant=tolerant)
        if mark and not any(_goes_on(other, box) for other in runs if other is not run):
            return mark
    return ""


def _lines(page: PageText) -> list[list[Word]]:
    lines: dict[int, list[Word]] = {}
    for word in page.words:
        if any(letter.isalnum() for letter in word.text):  # the frame of a stamp reads as «|», «[»
            lines.setdefault(word.line, []).append(word)
    return list(lines.values())


def _apart(line: Sequence[Word]) -> list[list[Word]]:
    """The words of a line in runs that wide gaps part."""
    runs: list[list[Word]] = []
    for word in sorted(line, key=lambda word: word.box.x0):
        height = word.box.y1 - word.box.y0
        if runs and word.box.x0 - runs[-1][-1].box.x1 <= _APART * height:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _mark(text: str, *, tolerant: bool) -> str:
    letters = re.sub(r"[\W_]", "", nfc(text).translate(_LOOK_ALIKE))
    if not letters[:1].isupper() or sum(map(str.isupper, letters)) * 5 < len(letters) * 3:
        return ""
    folded = fold(letters)
    for known, mark in _MARKS.items():
        if SequenceMatcher(None, folded, known, autojunk=False).ratio() >= _ALIKE:
            return mark
    same = folded == fold(_MARK) if tolerant else letters.upper() == _MARK
    return _MARK if same else ""


def _goes_on(above: Sequence[Word], box: Box) -> bool:
    """Whether the line above ends in a word that «MẬT» only continues, as in a long heading."""
    over = _around(above)
    height = box.y1 - box.y0
    near = 0 <= box.y0 - over.y0 <= 3 * height and over.x0 < box.x1 and box.x0 < over.x1
    return near and fold(above[-1].text).strip(".,:;«»\"'") in _BEFORE


def _around(run: Sequence[Word]) -> Box:
    boxes = [word.box for word in run]
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )
