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
_ROUND = 0.72
"""Share of its circle that a hole fills; of its square, 0.785 would be a circle."""
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
    marks = list(_unwanted(dark, dpi / _COARSE))
    if not marks:
        return pixels
    colour = np.median(pixels[::16, ::16].reshape(-1, 3), axis=0).astype(np.uint8)
    wanted = np.zeros_like(dark)
    for mark in marks:
        wanted = cv2.bitwise_or(wanted, mark)
    wanted = cv2.dilate(wanted, np.ones((3, 3), np.uint8))
    full = cv2.resize(wanted, (pixels.shape[1], pixels.shape[0]), interpolation=cv2.INTER_NEAREST)
    painted = pixels.copy()
    painted[full > 0] = colour
    return painted


def _unwanted(dark: Pixels, dpi: float) -> Iterator[Pixels]:
    """Dark pieces that touch the edge and lie along it, and round pieces near an edge."""
    high, wide = dark.shape
    reach = max(2, round(_BORDER_MM * dpi / _MM))
    near = round(_HOLE_FROM_EDGE_MM * dpi / _MM)
    least, most = (length * dpi / _MM for length in _HOLE_MM)
    count, labels, stats, _centres = cv2.connectedComponentsWithStats(dark, connectivity=8)
    for number in range(1, count):
        left, top, width, height, area = (int(value) for value in stats[number])
        right, bottom = left + width, top + height
        at_side = (left <= 1 and right <= reach) or (right >= wide - 1 and left >= wide - reach)
        at_end = (top <= 1 and bottom <= reach) or (bottom >= high - 1 and top >= high - reach)
        long = (at_side and height > 0.2 * high) or (at_end and width > 0.2 * wide)
        around = left <= 1 and top <= 1 and right >= wide - 1 and bottom >= high - 1
        by_edge = min(left, wide - right) < near or min(top, high - bottom) < near
        hole = (
            by_edge
            and least <= width <= most
            and least <= height <= most
            and abs(width - height) <= 0.25 * max(width, height)
            and area >= _ROUND * width * height
        )
        if long or hole:
            yield np.where(labels == number, 255, 0).astype(np.uint8)
        elif around:  # the scanner's bed all round: only what lies at the edges
            piece = np.where(labels == number, 255, 0).astype(np.uint8)
            piece[reach : high - reach, reach : wide - reach] = 0
            yield piece
