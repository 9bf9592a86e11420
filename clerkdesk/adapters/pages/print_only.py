"""A grey page made ready for reading: even white paper, no specks, rows of print in a zone."""

import cv2
import numpy as np

from clerkdesk.adapters.pages.image import Pixels

_SMALLER = 8
_WHITE_FROM = 0.86
"""Share of the paper's brightness from which a pixel is paper."""
_SPECK_AT_300 = 9
"""Pixels at 300 dpi; the dot of «ị» in the smallest print has more."""
_INK = 150
_ROW_GAP = 3
_LETTER_INCH = (0.045, 0.32)
"""Height of what can be a letter with its marks, in inches: 9 pt to a title; a seal is larger."""
_SEGMENT_GAP = 2.6
"""Heights of a row between two pieces that do not belong together."""


def evened(grey: Pixels) -> Pixels:
    """The page on white paper: tint, shade at the edge and bleed-through gone, print unchanged."""
    height, width = grey.shape
    if min(height, width) < 8 * _SMALLER:
        return grey
    small = cv2.resize(grey, (width // _SMALLER, height // _SMALLER), interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 15)
    paper = cv2.max(paper, 90)  # a dark edge of the scanner is no paper
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    even = cv2.divide(grey, paper, scale=255 / _WHITE_FROM)
    return np.asarray(even, dtype=np.uint8)


def despeckled(grey: Pixels, dpi: int) -> Pixels:
    """Without specks that are smaller than any mark of print."""
    mask = np.where(grey < _INK, 255, 0).astype(np.uint8)
    _count, labels, stats, _centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    most = max(round(_SPECK_AT_300 * (dpi / 300) ** 2), 1)
    small = stats[:, cv2.CC_STAT_AREA] <= most
    if not small.any():
        return grey
    specks = np.take(small.astype(np.uint8), labels)
    rims = cv2.dilate(specks, np.ones((3, 3), np.uint8))
    rims[mask > 0] = 0  # the blurred rim of a speck goes with it, print beside it stays
    return np.asarray(cv2.max(grey, 255 * cv2.max(specks, rims)), dtype=np.uint8)


def rows_of_print(zone: Pixels, dpi: int) -> list[tuple[int, int, int, int]]:
    """Boxes (left, top, right, bottom) of single rows, from the top; what is too large is left out."""
    mask = np.where(zone < _INK, 255, 0).astype(np.uint8)
    _count, _labels, stats, _centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    high, wide = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
    least, most = (inches * dpi for inches in _LETTER_INCH)
    letters = (high >= least) & (high <= most) & (wide <= 6 * most)
    letters[0] = False
    if not letters.any():
        return []
    profile = np.zeros(zone.shape[0], np.int32)
    for top, height in zip(
        stats[letters, cv2.CC_STAT_TOP], stats[letters, cv2.CC_STAT_HEIGHT], strict=True
    ):
        # the marks above and the tails below may touch the next row; the body does not
        profile[top + height // 4 : top + height - height // 5] += 1
    rows: list[tuple[int, int, int, int]] = []
    inside = np.flatnonzero(profile)
    for run in np.split(inside, np.flatnonzero(np.diff(inside) > _ROW_GAP) + 1):
        if len(run):
            rows += _pieces(stats[letters], int(run[0]), int(run[-1]), dpi)
    return rows


def _pieces(letters: Pixels, first: int, last: int, dpi: int) -> list[tuple[int, int, int, int]]:
    """Runs of letters whose middle lies in the rows `first`-`last`, cut at wide gaps."""
    middle = letters[:, cv2.CC_STAT_TOP] + letters[:, cv2.CC_STAT_HEIGHT] // 2
    own = letters[(middle >= first) & (middle <= last)]
    own = own[np.argsort(own[:, cv2.CC_STAT_LEFT])]
    if not len(own):
        return []
    usual = float(np.median(own[:, cv2.CC_STAT_HEIGHT]))
    pieces: list[list[int]] = []
    for left, top, width, height, _area in own.tolist():
        if pieces and left - pieces[-1][2] <= _SEGMENT_GAP * usual:
            piece = pieces[-1]
            piece[1], piece[3] = min(piece[1], top), max(piece[3], top + height)
            piece[2] = max(piece[2], left + width)
        else:
            pieces.append([left, top, left + width, top + height])
    pad = dpi // 30
    return [
        (max(x0 - pad, 0), max(y0 - pad, 0), x1 + pad, y1 + pad)
        for x0, y0, x1, y1 in pieces
        if x1 - x0 > 1.5 * usual
    ]
