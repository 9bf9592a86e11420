"""Finding ô 3 and ô 4 of a draft: the line of the number and the line of the date, still blank."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pymupdf

from clerkdesk.adapters.pdf.rows import Row, rows
from clerkdesk.domain.errors import CannotSign
from clerkdesk.domain.reading import Box
from clerkdesk.domain.texts import _

_BLANK = r"[\s.…‥·_\-–—]*"
"""What draft writers leave where something will stand: spaces, dots, underscores."""
_NUMBER = re.compile(rf"Số\s*:?(?P<blank>{_BLANK})(?P<notation>/\s*[\w&.\-/–]+)?", re.IGNORECASE)
_LABEL = re.compile(rf"\s*Số\s*:?{_BLANK}", re.IGNORECASE)
_DATE = re.compile(
    rf"(?P<place>(?:^|(?<=\s))(?:…|[._]{{3}})[.…_]*,?\s*)?"
    rf"ngày(?P<day>{_BLANK})tháng(?P<month>{_BLANK}\d*{_BLANK})năm(?P<year>{_BLANK}\d*[.…_]*)",
    re.IGNORECASE,
)
_ANY_NUMBER = re.compile(r"^\s*Số\s*:?\s*\d", re.IGNORECASE)
_ANY_DATE = re.compile(r"ngày\s*\d+\s*tháng\s*\d+\s*năm", re.IGNORECASE)
_HEAD_SHARE = 0.45
"""The letterhead ends above this share of the page's height."""


@dataclass(frozen=True, slots=True)
class BlankPlace:
    """Where something will be written, and what of the draft must go from there.

    `box` starts where writing starts and ends where other text does; `baseline` in points from the
    top; `covered` is the box of placeholders and printed rest, None where nothing is printed.
    """

    box: Box
    baseline: float
    size: float
    covered: Box | None
    printed: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Ô 3 and ô 4 of the first page."""

    number: BlankPlace
    date: BlankPlace


def find_letterhead(name: str, page: pymupdf.Page) -> Letterhead:
    """Find both places on the first page.

    Raises:
        CannotSign: one is not there, or is filled in already.
    """
    head = [
        row
        for row in rows(page)
        if row.places[0] is not None and row.places[0].baseline < page.rect.height * _HEAD_SHARE
    ]
    number, date = _find_number(head, page), _find_date(head, page)
    if number is None:
        if any(_ANY_NUMBER.search(row.text) for row in head):
            raise CannotSign(name, _("số văn bản (ô 3) đã ghi sẵn trên trang 1, phải để trống"))
        raise CannotSign(name, _("không tìm thấy dòng «Số: …/…» (ô 3) để trống trên trang 1"))
    if date is None:
        if any(_ANY_DATE.search(row.text) for row in head):
            raise CannotSign(name, _("ngày ban hành (ô 4) đã ghi sẵn trên trang 1, phải để trống"))
        raise CannotSign(
            name, _("không tìm thấy dòng «ngày … tháng … năm …» (ô 4) để trống trên trang 1")
        )
    return Letterhead(number, date)


def _find_number(head: Sequence[Row], page: pymupdf.Page) -> BlankPlace | None:
    for row in head:
        for start, end in _columns(row):
            match = _NUMBER.match(row.text, start)
            if match is None or match.start() != start:
                continue
            after = match.end()
            if after < end and (row.text[after].isalnum() or match["notation"] is None):
                continue  # «Số 12», «Số nhà», or a number that is there already
            label = row.letters(start, match.start("blank"))
            return _place(
                row, label[-1].x1 + 0.25 * label[-1].size, match.start("blank"), after, page
            )
    return None


def _columns(row: Row) -> Sequence[tuple[int, int]]:
    """The columns of a row; a gap right after «Số:» is the blank itself, not a column's end."""
    found: list[tuple[int, int]] = []
    for start, end in row.columns():
        if found and row.text[start] == "/" and _LABEL.fullmatch(row.text[slice(*found[-1])]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _find_date(head: Sequence[Row], page: pymupdf.Page) -> BlankPlace | None:
    for row in head:
        match = _DATE.search(row.text)
        if match is not None:
            first = row.letters(match.start(), match.end())[0]
            return _place(row, first.x0, match.start(), match.end(), page)
    return None


def _place(row: Row, left: float, start: int, end: int, page: pymupdf.Page) -> BlankPlace:
    """The place of `row.text[start:end]`, widened to the right up to the next text or the edge."""
    letters = row.letters(start, end)
    model = letters[0] if letters else row.letters(0, start)[-1]
    following = row.letters(end, len(row.places))
    right = following[0].x0 - 0.5 * model.size if following else page.rect.width - 0.5 * model.size
    return BlankPlace(
        box=Box(left, model.baseline - 0.95 * model.size, right, model.baseline + 0.3 * model.size),
        baseline=model.baseline,
        size=model.size,
        covered=row.box(start, end) if letters else None,
        printed="".join(row.text[start:end]).strip(),
    )
