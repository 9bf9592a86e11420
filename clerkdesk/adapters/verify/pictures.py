"""Second opinion by eyes: both revisions are drawn by one renderer and compared pixel by pixel.

MuPDF first, then pdfium; never one against the other. Marks on blank paper may be permitted, marks
over existing ink are not: only the thin strokes of a later signature's seal may cross ink, and a
seal may lie over an earlier signature's picture (NĐ 30/2020, Phụ lục I).
"""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from clerkdesk.adapters.verify.renderers import (
    RENDERERS,
    MuPdf,
    Pdfium,
    Picture,
    Renderer,
)
from clerkdesk.domain.revisions import Progress

Mask = NDArray[np.bool_]

FINE_DPI = 100
COARSE_DPI = 40
_DIFFERENT = 24
"""Steps of 255 in a colour channel below which two pixels look alike."""
_INK = 48
"""Steps from the colour of the paper from which a pixel is ink."""
_SPECKS = 6
"""So many pixels may differ through rounding at edges."""
_STROKE_MM = 2.0
"""Thicker marks than that hide what is under them (letters of 13 pt are 3 mm high)."""
_CROSSED = 0.4
"""A seal whose strokes cross more than this share of the ink under it hides that ink; so does one that
erases as much of a signature's picture."""
_RED = 24
"""Steps by which red exceeds green and blue in a seal's stroke (NĐ 30/2020, Phụ lục I: red)."""
_AROUND_MM = 15.0
"""A seal on a signature's picture may also touch the title above and the name below."""
_STRAIGHT_MM = 15.0
"""A round seal has no straight line; one of this length strikes something out."""
_ODD_LETTERS = 12
_KEPT_PICTURES = 64


@dataclass(frozen=True, slots=True)
class Place:
    """Where a permitted change is drawn: fractions of the page as it is seen, from its top left."""

    page: int
    box: tuple[float, float, float, float]
    seal: bool = False
    """It belongs to a later signature that holds."""
    redraws: bool = False
    """What annotations alone had drawn there may vanish: an empty signature field's «sign here», a
    comment where comments are permitted. What the page itself shows may not."""


@dataclass(slots=True)
class Seen:
    """What the comparison of two revisions showed."""

    covered: set[int] = field(default_factory=set)
    """Pages on which a permitted mark lies over existing ink."""
    elsewhere: set[int] = field(default_factory=set)
    """Pages that look different where no permitted mark is."""
    marked: set[int] = field(default_factory=set)
    """Pages with marks on blank paper."""
    complete: bool = True
    """Every page whose objects changed was compared in both renderers within the time. The others
    are the same object by object; they are looked at as far as the time goes."""


class Eyes:
    """Looks at a file with both renderers; what was drawn of it is kept for the next comparison.

    Args:
        until: `time.monotonic()` after which no further page is begun.
        progress: is told how many pages were compared, of how many.
    """

    def __init__(self, pdf: bytes, until: float, progress: Progress | None = None) -> None:
        self._pdf, self.until, self._progress = pdf, until, progress
        self._opened: dict[str, Renderer] = {}
        self._drawn: dict[tuple[str, int, int], Picture] = {}

    def compare(
        self,
        old: bytes,
        places: Sequence[Place],
        seals: Sequence[Place],
        touched: frozenset[int],
        others: bool,
    ) -> Seen:
        """Draw an old revision and the file in each renderer and compare.

        Args:
            places: where changes are permitted.
            seals: where earlier signatures are drawn in `old`.
            touched: pages (from 0) whose objects changed: compared finely and first.
            others: compare the other pages too, coarsely.

        Raises:
            Unrenderable: a renderer does not open or draw one of them.
        """
        seen = Seen()
        for turn, kind in enumerate(RENDERERS):
            now = self._now(kind)
            before = kind(old)
            try:
                if before.pages != now.pages:
                    seen.elsewhere.add(min(before.pages, now.pages))
                    continue
                pages = list(_order(before.pages, touched, others))
                for done, page in enumerate(pages):
                    if time.monotonic() > self.until:
                        seen.complete &= not touched - set(pages[:done])
                        break
                    if self._progress is not None:
                        self._progress(turn * len(pages) + done, len(RENDERERS) * len(pages))
                    here = [one for one in places if one.page == page]
                    signed = [one for one in seals if one.page == page]
                    self._page(before, page, here, signed, page in touched, seen)
            finally:
                before.close()
        return seen

    def agree(self) -> bool | None:
        """Whether both renderers open the file with the same page count and text.

        None where the time did not suffice for all pages.

        Raises:
            Unrenderable: one of them does not open it.
        """
        one, other = (self._now(kind) for kind in RENDERERS)
        if one.pages != other.pages:
            return False
        for page in range(one.pages):
            if time.monotonic() > self.until:
                return None
            if not _same_text(one.text(page), other.text(page)):
                return False
        return True

    def close(self) -> None:
        """Free both documents."""
        for one in self._opened.values():
            one.close()

    def _now(self, kind: type[MuPdf] | type[Pdfium]) -> Renderer:
        if kind.name not in self._opened:
            self._opened[kind.name] = kind(self._pdf)
        return self._opened[kind.name]

    def _draw(self, now: Renderer, page: int, dpi: int) -> Picture:
        key = (now.name, page, dpi)
        if key not in self._drawn:
            if len(self._drawn) >= _KEPT_PICTURES:
                self._drawn.clear()
            self._drawn[key] = now.draw(page, dpi)
        return self._drawn[key]

    def _page(
        self,
        before: Renderer,
        page: int,
        places: Sequence[Place],
        seals: Sequence[Place],
        fine: bool,
        seen: "Seen",
    ) -> None:
        dpi = FINE_DPI if fine else COARSE_DPI
        left = before.draw(page, dpi)
        right = self._draw(self._opened[before.name], page, dpi)
        if left.shape != right.shape:
            seen.elsewhere.add(page)
            return
        changed = differing(left, right)
        if int(changed.sum()) <= (_SPECKS if fine else 0):
            return
        if not fine or _outside(changed, places):
            seen.elsewhere.add(page)
            return
        seen.marked.add(page)
        bare = before.draw(page, dpi, annotations=False)
        if _covers(left, right, bare, changed, places, seals):
            seen.covered.add(page)


def _same_text(left: str, right: str) -> bool:
    """Whether two programs read the same letters, order and spacing aside."""
    one, other = Counter(left), Counter(right)
    apart = {
        letter: abs(one[letter] - other[letter])
        for letter in one.keys() | other.keys()
        if letter.isalnum()
    }
    total = sum(max(one[letter], other[letter]) for letter in apart)
    return sum(apart.values()) <= max(_ODD_LETTERS, total // 5)


def _order(pages: int, touched: frozenset[int], others: bool) -> Iterator[int]:
    yield from sorted(page for page in touched if page < pages)
    if others:
        yield from (page for page in range(pages) if page not in touched)


def differing(left: Picture, right: Picture) -> Mask:
    """Pixels that an eye tells apart; both pictures are of one size."""
    return _widest(cv2.absdiff(left, right)) > _DIFFERENT


def _ink(picture: Picture) -> Mask:
    """Pixels that differ from the paper, which is the most frequent colour."""
    coarse = (picture[::3, ::3] >> 4).astype(np.int32)
    codes = (coarse[:, :, 0] << 8) | (coarse[:, :, 1] << 4) | coarse[:, :, 2]
    most = int(np.bincount(codes.ravel(), minlength=4096).argmax())
    paper = [16 * level + 8 for level in (most >> 8, (most >> 4) & 15, most & 15)]
    return _widest(cv2.absdiff(picture, np.full_like(picture, paper))) > _INK


def _widest(difference: NDArray[Any]) -> NDArray[Any]:
    """The greatest step of the three channels, pixel by pixel."""
    red, green, blue = cv2.split(difference)
    return np.asarray(cv2.max(cv2.max(red, green), blue))


def _box(place: Place, shape: tuple[int, ...], margin: int) -> tuple[slice, slice]:
    height, width = shape[:2]
    x0, y0, x1, y1 = place.box
    return (
        slice(max(0, int(y0 * height) - margin), max(0, int(np.ceil(y1 * height)) + margin)),
        slice(max(0, int(x0 * width) - margin), max(0, int(np.ceil(x1 * width)) + margin)),
    )


def _outside(changed: Mask, places: Sequence[Place]) -> bool:
    rest = changed.copy()
    for place in places:
        rest[_box(place, rest.shape, 2)] = False
    return int(rest.sum()) > _SPECKS


def _covers(
    left: Picture,
    right: Picture,
    bare: Picture,
    changed: Mask,
    places: Sequence[Place],
    seals: Sequence[Place],
) -> bool:
    """Whether a permitted mark hides ink that was there when it was signed, or bares hidden ink."""
    if _reveals(left, right, bare, changed):
        return True
    ink = _ink(left)
    near = cv2.dilate(ink.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    signed = np.zeros_like(ink)  # ink that only an earlier signature's picture put there
    if bare.shape == left.shape:
        paper = ~cv2.dilate(_ink(bare).astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
        for seal in seals:
            area = _box(seal, ink.shape, 1)
            signed[area] = paper[area]
        for place in places:
            if place.redraws:
                area = _box(place, ink.shape, 2)
                changed[area] &= ~paper[area]
    strict, drawn, lenient = np.zeros_like(ink), np.zeros_like(ink), np.zeros_like(ink)
    for place in places:
        (drawn if place.seal else strict)[_box(place, ink.shape, 2)] = True
        for seal in (*seals, *(one for one in places if one.seal and one is not place)):
            if place.seal and _meet(place, seal):
                around = np.zeros_like(ink)
                around[_box(seal, ink.shape, _pixels(_AROUND_MM))] = True
                lenient[_box(place, ink.shape, 2)] |= around[_box(place, ink.shape, 2)]
    strict &= ~drawn
    if int((changed & near & strict).sum()) > _SPECKS:
        return True
    erased = int((changed & signed & ink & ~_ink(right)).sum())
    if erased > max(_SPECKS, _CROSSED * int((signed & ink).sum())):
        return True
    over = changed & drawn & ~signed
    if int((over & ink & ~lenient).sum()) > _SPECKS:
        return True
    return _hides(over & lenient, ink, ink & ~signed, right, places)


def _hides(over: Mask, ink: Mask, page_ink: Mask, right: Picture, places: Sequence[Place]) -> bool:
    """Whether what was drawn `over` the ink around a signature is more than a seal's thin red lines."""
    red = right[:, :, 0].astype(np.int16)
    reddish = np.minimum(red - right[:, :, 1], red - right[:, :, 2]) >= _RED
    if int((over & ink & ~reddish).sum()) > _SPECKS:
        return True
    for place in places:
        area = _box(place, ink.shape, 0)
        crossed, there = int((over & ink)[area].sum()), int(page_ink[area].sum())
        if place.seal and crossed > max(_SPECKS, _CROSSED * there):
            return True
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_pixels(_STROKE_MM) | 1,) * 2)
    line = np.ones((1, _pixels(_STRAIGHT_MM)), np.uint8)
    return any(
        int((cv2.morphologyEx(over.astype(np.uint8), cv2.MORPH_OPEN, shape) & ink).sum()) > _SPECKS
        for shape in (disc, line)
    )


def _meet(one: Place, other: Place) -> bool:
    (left, top, right, bottom), (x0, y0, x1, y1) = one.box, other.box
    return left < x1 and x0 < right and top < y1 and y0 < bottom


def _pixels(millimetres: float) -> int:
    return round(millimetres / 25.4 * FINE_DPI)


def _reveals(left: Picture, right: Picture, bare: Picture, changed: Mask) -> bool:
    """Whether the page's own ink, covered by an annotation when it was signed, has come up."""
    if bare.shape != left.shape:
        return False
    hidden = _ink(bare) & differing(left, bare)
    return int((hidden & changed & ~differing(right, bare)).sum()) > _SPECKS
