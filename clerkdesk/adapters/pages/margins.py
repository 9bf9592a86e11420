"""Dark borders of the scanner and punch holes made paper again; nothing that is print."""

from collections.abc import Iterator

import cv2
import numpy as np

from clerkdesk.adapters.pages.image import Pixels

_COARSE = 8
_BORDER_MM = 12.0
"""A border reaches at most this far into the sheet."""
_DARK = 60
"""Levels below the paper."""
_HOLE_MM = (4.0, 9.0)
_HOLE_FROM_EDGE_MM = 22.0
_ROUND = 0.64
"""Share of its square that a hole fills; 0.785 would be a circle without noise."""
_LONG, _ALONG = 0.2, 0.9
"""A border is longer than this share of the page and lies to this share at the edge."""
_MM = 25.4


def cleaned(pixels: Pixels, dpi: int) -> Pixels:
    """The page with borders and holes painted as paper; the same object where there are none."""
    size = (max(pixels.shape[1] // _COARSE, 1), max(pixels.shape[0] // _COARSE, 1))
    grey = cv2.cvtColor(pixels[::2, ::2], cv2.COLOR_RGB2GRAY)
    small = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    paper = int(np.percentile(small, 60))
    if paper < 120:
        return pixels
    dark = np.where(small.astype(np.int16) < paper - _DARK, 255, 0).astype(np.uint8)
    marks = unwanted_marks(dark, dpi / _COARSE)
    if not marks.any():
        return pixels
    colour = np.median(pixels[::16, ::16].reshape(-1, 3), axis=0).astype(np.uint8)
    marks = cv2.dilate(marks, np.ones((3, 3), np.uint8))
    full = cv2.resize(marks, (pixels.shape[1], pixels.shape[0]), interpolation=cv2.INTER_NEAREST)
    painted = pixels.copy()
    painted[full > 0] = colour
    return painted


def unwanted_marks(dark: Pixels, dpi: float) -> Pixels:
    """255 where a border or a punch hole is.

    Args:
        dark: 255 where the page is much darker than its paper.
    """
    marks = np.zeros_like(dark)
    for mark in _pieces(dark, dpi):
        marks = cv2.bitwise_or(marks, mark)
    return np.asarray(marks, dtype=np.uint8)


def _pieces(dark: Pixels, dpi: float) -> Iterator[Pixels]:
    """Dark pieces that lie along the edges of the page, and round pieces near an edge."""
    high, wide = dark.shape
    reach = max(2, round(_BORDER_MM * dpi / _MM))
    near = round(_HOLE_FROM_EDGE_MM * dpi / _MM)
    least, most = (length * dpi / _MM for length in _HOLE_MM)
    band = np.full_like(dark, 255)
    band[reach : high - reach, reach : wide - reach] = 0
    count, labels, stats, _centres = cv2.connectedComponentsWithStats(dark, connectivity=8)
    for number in range(1, count):
        left, top, width, height, area = (int(value) for value in stats[number])
        right, bottom = left + width, top + height
        at_edge = left <= 1 or top <= 1 or right >= wide - 1 or bottom >= high - 1
        if at_edge and (height > _LONG * high or width > _LONG * wide):
            piece = np.where(labels == number, 255, 0).astype(np.uint8)
            at_border = cv2.bitwise_and(piece, band)
            if (
                cv2.countNonZero(at_border) >= _ALONG * area
            ):  # else a picture that runs off the page
                yield np.asarray(at_border, dtype=np.uint8)
        by_edge = min(left, wide - right) < near or min(top, high - bottom) < near
        if (
            by_edge
            and least <= min(width, height)
            and max(width, height) <= most
            and abs(width - height) <= 0.25 * max(width, height)
            and area >= _ROUND * width * height
        ):
            yield np.where(labels == number, 255, 0).astype(np.uint8)
