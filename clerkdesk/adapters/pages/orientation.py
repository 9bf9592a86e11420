"""Which way up a page lies: Vietnamese carries its marks above the letters."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from clerkdesk.adapters.pages.image import Pixels

DPI = 100
"""Resolution of the picture on which this is told."""
_STRIPS = 6
_SIDEWAYS = 1.35
"""How much more the columns differ from each other than the rows, on a page that lies sideways."""
_SURE = 0.15
_LEAST_LINES = 12
_LETTER_HEIGHTS = range(4, 17)
_WINDOW = 31
_REACH = 0.7
"""Share of the height of small letters within which marks and long strokes stand."""


def turn_to_upright(ink: Pixels) -> int:
    """Clockwise degrees that bring a page upright; 0 where it is, or where nobody can tell.

    Args:
        ink: 1 where print is, at 100 dpi, without the margins.
    """
    across, along = _contrast(ink), _contrast(np.ascontiguousarray(ink.T))
    if across == 0 or along == 0:
        return 0
    if along <= across * _SIDEWAYS:
        return 180 if across > along and _marks_above(ink) < 0 else 0
    standing = np.ascontiguousarray(np.rot90(ink, -1))  # turned clockwise by 90 degrees
    above = _marks_above(standing)
    if above == 0:
        return 0
    return 90 if above > 0 else 270


def _contrast(ink: Pixels) -> float:
    """How much neighbouring rows differ; in strips, because lines may be skewed."""
    width = ink.shape[1]
    found = 0.0
    for strip in range(8):
        rows = ink[:, width * strip // 8 : width * (strip + 1) // 8].sum(axis=1, dtype=np.float64)
        found += float(((rows[1:] - rows[:-1]) ** 2).sum())
    return found


def _marks_above(ink: Pixels) -> int:
    """1 where there is more ink above small letters than below, -1 the other way round, 0 unsure.

    Tone marks, hooks and long strokes stand above; below are a few tails and dots.
    """
    width = ink.shape[1]
    votes: list[float] = []
    for strip in range(_STRIPS):
        left, right = (int(width * (0.1 + 0.8 * (strip + n) / _STRIPS)) for n in (0, 1))
        votes += _votes(ink[:, left:right].sum(axis=1, dtype=np.float32))
    if len(votes) < _LEAST_LINES:
        return 0
    middle = float(np.median(votes))
    return 0 if abs(middle) < _SURE else 1 if middle > 0 else -1


def _votes(rows: NDArray[np.float32]) -> Iterator[float]:
    """For each line of a strip: ink above its small letters against ink below, -1 to 1."""
    around = cv2.dilate(rows.reshape(-1, 1), np.ones((_WINDOW, 1), np.uint8)).ravel()
    core = np.concatenate(([0], ((rows > 0.5 * around) & (around > 8)).astype(np.int8), [0]))
    edges = np.flatnonzero(np.diff(core))
    for top, bottom in zip(edges[::2], edges[1::2], strict=True):
        if bottom - top in _LETTER_HEIGHTS:
            reach = max(3, round((bottom - top) * _REACH))
            above = float(rows[max(0, top - reach) : top].sum())
            below = float(rows[bottom : bottom + reach].sum())
            if above + below:
                yield (above - below) / (above + below)
