"""Seals and stamps on a photocopy or grey scan: no colour tells them from print, their look does."""

import cv2
import numpy as np
from numpy.typing import NDArray

from clerkdesk.adapters.pages.image import Pixels, darkest

_DARK = 150
_LEAST_PIXELS = 500
_LEAST_SHARE = 0.15
_APART = 28.0
"""Levels between print and seal from which they are two kinds of ink, not one with noise."""
_REACH_AT_300 = 6
"""Pixels around the black core of a stroke that belong to it: hairlines, marks."""
_BROAD_AT_300, _RIM_AT_300, _MARK_REACH_AT_300 = 2, 2, 13
_LETTER_INCH, _MARK_INCH = 0.32, 0.09
_BLACK_SHARE, _CLOSE_SHARE = 0.12, 0.5
"""Shares of a piece: black core of a letter, nearness of a mark to one."""


def without_grey_seal(zone: Pixels, dpi: int) -> Pixels:
    """The zone of a signature with print only; what is less black than print goes.

    Noise makes single pixels of a seal as dark as print, and hairlines of print as pale as a seal:
    what is black over the width of a stroke is print, and so is what stands close around it.
    """
    smooth = cv2.GaussianBlur(zone, (0, 0), 1.2 * dpi / 300)
    inner = smooth[cv2.dilate(zone, np.ones((3, 3), np.uint8)) < _DARK]
    border = _valley(np.asarray(inner, dtype=np.uint8))
    if border is None:
        return darkest(zone)
    core = np.where(smooth <= border, 255, 0).astype(np.uint8)
    near = cv2.dilate(core, _disc(_REACH_AT_300 * dpi / 300))
    # the stump of a seal beside print is broad, but nowhere black; a hairline is not broad
    ink = np.where(zone < _DARK, 255, 0).astype(np.uint8)
    broad = cv2.morphologyEx(ink, cv2.MORPH_OPEN, _disc(_BROAD_AT_300 * dpi / 300))
    rims = cv2.dilate(core, _disc(_RIM_AT_300 * dpi / 300))
    beside = cv2.dilate(core, _disc(_MARK_REACH_AT_300 * dpi / 300))
    kept = (near > 0) & ((broad == 0) | (rims > 0)) | _whole_letters(ink, core, beside, dpi)
    return np.where(kept, zone, 255).astype(np.uint8)


def _whole_letters(ink: Pixels, core: Pixels, beside: Pixels, dpi: int) -> NDArray[np.bool_]:
    """Pieces that no seal touches: letters with their hairlines, marks that stand close to one."""
    count, labels, stats, _centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
    black = np.bincount(labels.ravel(), (core > 0).ravel(), count)
    close = np.bincount(labels.ravel(), (beside > 0).ravel(), count)
    high, wide = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
    area = np.maximum(stats[:, cv2.CC_STAT_AREA], 1)
    is_letter = np.maximum(high, wide) <= _LETTER_INCH * dpi
    is_mark = np.maximum(high, wide) <= _MARK_INCH * dpi
    whole = (is_letter & (black >= _BLACK_SHARE * area)) | (
        is_mark & (close >= _CLOSE_SHARE * area)
    )
    whole[0] = False
    return np.asarray(whole[labels], dtype=np.bool_)


def _disc(radius: float) -> Pixels:
    side = 2 * max(round(radius), 1) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), dtype=np.uint8)


def _valley(inner: Pixels) -> float | None:
    """The level between black print and a paler ink; None where there is one ink only."""
    if len(inner) < _LEAST_PIXELS:
        return None
    level, _shown = cv2.threshold(inner.reshape(-1, 1), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    black, paler = inner[inner <= level], inner[inner > level]
    if min(len(black), len(paler)) < _LEAST_SHARE * len(inner):
        return None
    return float(level) if float(paler.mean()) - float(black.mean()) >= _APART else None
