"""A colour page taken apart: print as a sharp mask, coloured ink as zones, the paper behind them.

Mixed raster content (ISO/IEC 16485, the idea only): each kind of content is kept at the resolution
that it needs. The mask is lossless; no symbol is ever replaced by a similar one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from clerkdesk.adapters.pages.image import Pixels

_COARSE = 4
"""The paper and coloured ink are looked for on a picture of a quarter of the size."""
_INK_SHARE = 0.28
"""A pixel is print where it is darker than this share of the darkest print around it."""
_LEAST_INK = 30
"""Levels below the paper; scanner noise stays above."""
_SHARPEN, _SOFT = 0.7, 1.2
_COLOURED = 30
"""Difference of the channels' distances from the paper that makes ink coloured."""
_NEUTRAL = 48
_COLOUR_MM2 = 0.6
_ZONE_MARGIN_MM = 2.0
_TRACE = 14
"""Levels: what differs less from the paper is noise of the paper."""
_INK_GRID = 64
"""Pixels of the page for which one colour of print is told."""
_ONE_INK = 16.0
MM = 25.4


@dataclass(frozen=True, slots=True)
class Zone:
    """A rectangle of the page in pixels that is kept in full colour."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def area(self) -> int:
        """Pixels in it."""
        return (self.right - self.left) * (self.bottom - self.top)


@dataclass(frozen=True)
class Layers:
    """A page in layers, all of the page's extent: `paper`, `zones` upon it, `ink` through `mask`.

    `mask` is 255 where print is; `ink` is one colour (1 x 1) or a coarse picture of colours;
    `paper` is what the page would be without anything on it, `coarse` the page as it is, `traces`
    255 where the two differ, `coloured` 255 where ink has a colour: at a quarter of the size.
    """

    mask: Pixels
    ink: Pixels
    paper: Pixels
    coarse: Pixels
    traces: Pixels
    coloured: Pixels
    zones: Sequence[Zone]


def split(pixels: Pixels, dpi: int) -> Layers:
    """Take a page apart.

    Args:
        pixels: RGB, upright and level.
        dpi: true resolution.
    """
    height, width = pixels.shape[:2]
    size = (max(width // _COARSE, 1), max(height // _COARSE, 1))
    coarse = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    paper = paper_of(coarse)
    below = np.asarray(cv2.subtract(paper, coarse), dtype=np.uint8)
    coloured = coloured_ink(coarse, paper, dpi / _COARSE)
    zones = zones_around(coloured, dpi / _COARSE, width, height)
    depth = _depth(pixels, paper)
    for zone in zones:
        _drop_coloured(depth, pixels, zone)
    mask = _print(depth)
    traces = np.asarray(cv2.max(cv2.max(*cv2.split(below)[:2]), cv2.split(below)[2]))
    traces = cv2.dilate(np.where(traces > _TRACE, 255, 0).astype(np.uint8), np.ones((3, 3)))
    return Layers(
        mask,
        _ink(pixels, mask),
        paper,
        coarse,
        np.asarray(traces, dtype=np.uint8),
        coloured,
        zones,
    )


def has_colour(layers: Layers) -> bool:
    """Whether there is a seal, a blue signature, a coloured letterhead."""
    return bool(layers.coloured.any())


def paper_of(coarse: Pixels) -> Pixels:
    """The paper without what is on it: the brightest around, smoothed."""
    lifted = cv2.dilate(coarse, np.ones((9, 9), np.uint8))
    small = cv2.resize(lifted, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    small = cv2.medianBlur(small, 9)
    size = (coarse.shape[1], coarse.shape[0])
    return np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def coloured_ink(coarse: Pixels, paper: Pixels, dpi: float) -> Pixels:
    """255 where ink is coloured; grains of colour smaller than a pen's dot are noise."""
    below = np.asarray(cv2.subtract(paper, coarse), dtype=np.uint8)
    above = np.asarray(cv2.subtract(coarse, paper), dtype=np.uint8)
    channels = [
        cv2.subtract(cv2.add(one, 32), two)
        for one, two in zip(cv2.split(below), cv2.split(above), strict=True)
    ]
    most = cv2.max(cv2.max(channels[0], channels[1]), channels[2])
    least = cv2.min(cv2.min(channels[0], channels[1]), channels[2])
    found = np.where(cv2.subtract(most, least) > _COLOURED, 255, 0).astype(np.uint8)
    found = np.asarray(cv2.morphologyEx(found, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)))
    count, labels, stats, _centres = cv2.connectedComponentsWithStats(found, connectivity=8)
    least_area = max(3.0, _COLOUR_MM2 * (dpi / MM) ** 2)
    large = np.zeros(count, dtype=np.uint8)
    large[1:] = np.where(stats[1:, cv2.CC_STAT_AREA] >= least_area, 255, 0)
    return np.asarray(large[labels], dtype=np.uint8)


def _depth(pixels: Pixels, paper: Pixels) -> Pixels:
    """How far each pixel is below the paper in its brightest channel: ink with a colour is bright in one."""
    red, green, blue = cv2.split(pixels)
    brightest = cv2.max(cv2.max(red, green), blue)
    red, green, blue = cv2.split(paper)
    ground = cv2.min(cv2.min(red, green), blue)
    size = (pixels.shape[1], pixels.shape[0])
    ground = cv2.resize(ground, size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.subtract(ground, brightest), dtype=np.uint8)


def _print(below: Pixels) -> Pixels:
    """255 where print is.

    Sharpened first and with a low limit, or commas become points and the hooks of «ổ» are lost.
    """
    soft = cv2.GaussianBlur(below, (0, 0), _SOFT)
    sharp = cv2.addWeighted(below, 1 + _SHARPEN, soft, -_SHARPEN, 0)
    eighth = (max(below.shape[1] // 8, 1), max(below.shape[0] // 8, 1))
    deepest = cv2.resize(
        cv2.dilate(sharp, np.ones((8, 8), np.uint8)), eighth, interpolation=cv2.INTER_NEAREST
    )
    deepest = cv2.blur(cv2.dilate(deepest, np.ones((9, 9), np.uint8)), (9, 9))
    limit = np.maximum(deepest.astype(np.float32) * _INK_SHARE, _LEAST_INK).astype(np.uint8)
    size = (below.shape[1], below.shape[0])
    limit = cv2.resize(limit, size, interpolation=cv2.INTER_LINEAR)
    mask = np.asarray(cv2.compare(sharp, limit, cv2.CMP_GT), dtype=np.uint8)
    return _without_grains(mask)


def _without_grains(mask: Pixels) -> Pixels:
    """A pixel of print without a neighbour is a grain of dust."""
    around = cv2.boxFilter(mask // 255, -1, (3, 3), normalize=False, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(cv2.bitwise_and(mask, cv2.compare(around, 2, cv2.CMP_GE)), dtype=np.uint8)


def _drop_coloured(below: Pixels, pixels: Pixels, zone: Zone) -> None:
    """In a zone only black is print: thin lines of a seal are dark, too."""
    area = slice(zone.top, zone.bottom), slice(zone.left, zone.right)
    red, green, blue = cv2.split(np.ascontiguousarray(pixels[area]))
    most, least = cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue)
    neutral = cv2.compare(cv2.subtract(most, least), _NEUTRAL, cv2.CMP_LE)
    below[area] = cv2.bitwise_and(below[area], neutral)


def _ink(pixels: Pixels, mask: Pixels) -> Pixels:
    """The colours of the print, coarse; one colour where it is the same all over the page."""
    height, width = pixels.shape[:2]
    core = cv2.erode(mask, np.ones((3, 3), np.uint8))
    if cv2.countNonZero(core) < 50:
        core = mask
    size = (max(width // _INK_GRID, 1), max(height // _INK_GRID, 1))
    half = (max(width // 2, 1), max(height // 2, 1))
    # every second pixel tells enough of a colour
    core = cv2.resize(core, half, interpolation=cv2.INTER_NEAREST)
    inked = cv2.bitwise_and(
        *(cv2.resize(pixels, half, interpolation=cv2.INTER_NEAREST),) * 2, mask=core
    )
    share = cv2.resize(core, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    # INTER_AREA rounds to whole levels: too coarse where little print is, so sums are made in float
    sums = cv2.resize(inked.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    printed = share > 0.004
    if not printed.any():
        return np.zeros((1, 1, 3), np.uint8)
    colours = sums / np.maximum(share, 1e-6)[:, :, None]
    weights = share[printed]
    mean = np.average(colours[printed], axis=0, weights=weights)
    spread = np.sqrt(np.average((colours[printed] - mean) ** 2, axis=0, weights=weights)).max()
    if spread <= _ONE_INK:
        return np.asarray(mean.round().clip(0, 255), dtype=np.uint8).reshape(1, 1, 3)
    colours[~printed] = mean
    return np.asarray(colours.round().clip(0, 255), dtype=np.uint8)


def zones_around(
    found: Pixels, dpi: float, width: int, height: int, *, margin_mm: float = _ZONE_MARGIN_MM
) -> Sequence[Zone]:
    """Rectangles in pixels of the page around what `found` marks, apart from each other."""
    margin = max(1, round(margin_mm * dpi / MM))
    grown = cv2.dilate(found, np.ones((2 * margin + 1, 2 * margin + 1), np.uint8))
    while True:
        count, _labels, stats, _centres = cv2.connectedComponentsWithStats(grown, connectivity=8)
        boxes = [tuple(int(side) for side in stats[n, :4]) for n in range(1, count)]
        filled = np.zeros_like(grown)
        for left, top, wide, high in boxes:
            filled[top : top + high, left : left + wide] = 255
        if np.array_equal(filled, grown):
            break
        grown = filled
    return [
        Zone(
            left * _COARSE,
            top * _COARSE,
            width if left + wide >= found.shape[1] else (left + wide) * _COARSE,
            height if top + high >= found.shape[0] else (top + high) * _COARSE,
        )
        for left, top, wide, high in boxes
    ]
