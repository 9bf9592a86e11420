"""One page image as it goes into the archive file: as captured, in layers, or black and white."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, cos, floor, radians, sin

import cv2
import numpy as np
from PIL import Image

from clerkdesk.adapters.pages.archive_pdf import WHOLE, Matrix, Placed, Sheet
from clerkdesk.adapters.pages.encoded import Picture, group4, jpeg, scaled
from clerkdesk.adapters.pages.image import (
    DESKEW_FROM,
    Pixels,
    colour_pixels,
    decode,
    level,
    skew,
    upright,
)
from clerkdesk.adapters.pages.layer_check import zones_to_keep
from clerkdesk.adapters.pages.layers import Layers, Zone, has_colour, split
from clerkdesk.adapters.pages.margins import cleaned
from clerkdesk.domain.archiving import ArchiveProfile, Packing
from clerkdesk.domain.reading import PageText
from clerkdesk.ports.pages import PageImage

_POINTS = 72.0
_MOST_ZONES = 0.35
"""A page with more colour than this is a picture: one JPEG is smaller and truer than layers."""
_USUAL_DPI = 300
_MOST_PRINT = 0.4
_LEAST_SIDE = 100
"""Pixels."""
_SKEW_SHARE = 4
"""Skew is seen well enough on a picture of a quarter of the size."""


def archived(page: PageImage, text: PageText | None, profile: ArchiveProfile) -> Sheet:
    """Make the page's sheet, upright and, where the profile says so, level.

    Raises:
        DamagedFile: it is not an image.
    """
    image = decode(page.content)
    dpi = _possible(page.dpi, image)
    if min(image.size) < _LEAST_SIDE:  # a strip or a speck has neither print nor skew
        profile = replace(profile, packing=Packing.AS_CAPTURED, straighten=False)
    if profile.packing is Packing.AS_CAPTURED:
        return _as_captured(page, image, text, profile, dpi)
    if image.mode == "1":  # nothing is lost and nothing can be gained
        ink = np.where(np.asarray(upright(image, page.turned)), 0, 255).astype(np.uint8)
        return _whole(group4(ink), ink.shape[:2], dpi, text)
    pixels = colour_pixels(upright(image, page.turned))
    angle = 0.0
    if profile.straighten:
        pixels, angle = level(pixels)
    if profile.clean:
        pixels = cleaned(pixels, dpi)
    layers = split(pixels, dpi)
    if profile.packing is Packing.BLACK_WHITE:
        return _whole(group4(layers.mask), pixels.shape[:2], dpi, text, angle)
    zones = zones_to_keep(pixels, layers, dpi)
    shape = pixels.shape[:2]
    grey = profile.grey_pages and not has_colour(layers)
    if _is_picture(layers, zones):
        return _whole(_jpeg(pixels, profile.jpeg_quality, grey=grey), shape, dpi, text, angle)
    return _sheet(
        _in_layers(pixels, layers, zones, profile, dpi, grey=grey), shape, dpi, text, angle
    )


def _possible(dpi: int, image: Image.Image) -> int:
    """A resolution at which the page is a PDF page (ISO 32000-1, annex C: 3 to 14,400 points)."""
    dpi = dpi if dpi > 0 else _USUAL_DPI
    least, most = max(image.size) * _POINTS / 14400, min(image.size) * _POINTS / 3
    return max(1, ceil(least), min(dpi, floor(most)))


def _is_picture(layers: Layers, zones: Sequence[Zone]) -> bool:
    full = layers.mask.size
    printed = cv2.countNonZero(layers.mask) / full
    return sum(zone.area for zone in zones) > _MOST_ZONES * full or printed > _MOST_PRINT


def _as_captured(
    page: PageImage, image: Image.Image, text: PageText | None, profile: ArchiveProfile, dpi: int
) -> Sheet:
    """The bytes stay; page and words are turned and levelled by where they are drawn."""
    if image.mode == "1":
        picture = group4(np.where(np.asarray(image), 0, 255).astype(np.uint8))
    elif image.format == "JPEG" and image.mode in ("L", "RGB"):
        channels = 1 if image.mode == "L" else 3
        picture = Picture("jpeg", page.content, image.width, image.height, channels)
    else:
        pixels = np.asarray(image) if image.mode == "L" else colour_pixels(image)
        picture = jpeg(pixels, profile.jpeg_quality)
    shape = (image.width, image.height) if page.turned % 180 else (image.height, image.width)
    angle = _skew_of(image, page.turned) if profile.straighten else 0.0
    sheet = _whole(picture, shape, dpi, text, angle)
    across, down = image.width * _POINTS / dpi, image.height * _POINTS / dpi
    placed = Placed(picture, 0, 0, across, down)
    matrix = _product(_turned(page.turned % 360, across, down), sheet.text_matrix)
    return Sheet(sheet.width, sheet.height, (placed,), text, matrix, sheet.text_matrix)


def _skew_of(image: Image.Image, turned: int) -> float:
    small = image.convert("L").reduce(_SKEW_SHARE) if min(image.size) > 1000 else image.convert("L")
    angle = skew(np.asarray(upright(small, turned)))
    return angle if abs(angle) > DESKEW_FROM else 0.0


def _in_layers(
    pixels: Pixels,
    layers: Layers,
    zones: Sequence[Zone],
    profile: ArchiveProfile,
    dpi: int,
    *,
    grey: bool,
) -> list[Placed]:
    """Paper, zones upon it, print on top."""
    height, width = pixels.shape[:2]
    behind = layers.coarse.copy()
    for zone in zones:
        area = _coarse_area(zone)
        behind[area] = layers.paper[area]
    behind[layers.traces > 0] = layers.paper[layers.traces > 0]
    behind = scaled(behind, profile.paper_dpi * width / (dpi * behind.shape[1]))
    scale = _POINTS / dpi
    placed = [
        Placed(_jpeg(behind, profile.paper_quality, grey=grey), 0, 0, width * scale, height * scale)
    ]
    for zone in zones:
        cut = scaled(_quiet(pixels, layers, zone), profile.zone_dpi / dpi)
        placed.append(
            Placed(
                _jpeg(cut, profile.zone_quality, grey=grey, sharp=True),
                zone.left * scale,
                (height - zone.bottom) * scale,
                (zone.right - zone.left) * scale,
                (zone.bottom - zone.top) * scale,
            )
        )
    if layers.mask.any():
        ink: Picture | tuple[int, int, int]
        if layers.ink.shape[:2] == (1, 1):
            red, green, blue = (int(level) for level in layers.ink[0, 0])
            ink = (red, green, blue)
        else:
            ink = jpeg(layers.ink, profile.zone_quality, sharp_colour=True)
        print_ = group4(layers.mask)
        placed.append(Placed(print_, 0, 0, width * scale, height * scale, through=ink))
    return placed


def _quiet(pixels: Pixels, layers: Layers, zone: Zone) -> Pixels:
    """The zone with the paper's noise taken out: it would be most of the bytes."""
    cut = pixels[zone.top : zone.bottom, zone.left : zone.right].copy()
    area = _coarse_area(zone)
    size = (cut.shape[1], cut.shape[0])
    paper = cv2.resize(layers.paper[area], size, interpolation=cv2.INTER_LINEAR)
    traces = cv2.dilate(layers.traces[area], np.ones((3, 3), np.uint8))
    bare = cv2.resize(traces, size, interpolation=cv2.INTER_NEAREST) == 0
    cut[bare] = paper[bare]
    return cut


def _coarse_area(zone: Zone) -> tuple[slice, slice]:
    return slice(zone.top // 4, max(zone.bottom // 4, 1)), slice(
        zone.left // 4, max(zone.right // 4, 1)
    )


def _jpeg(pixels: Pixels, quality: int, *, grey: bool, sharp: bool = False) -> Picture:
    if grey:
        return jpeg(np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)), quality)
    return jpeg(pixels, quality, sharp_colour=sharp)


def _whole(
    picture: Picture, shape: tuple[int, int], dpi: int, text: PageText | None, angle: float = 0.0
) -> Sheet:
    height, width = (side * _POINTS / dpi for side in shape)
    return _sheet([Placed(picture, 0, 0, width, height)], shape, dpi, text, angle)


def _sheet(
    placed: list[Placed], shape: tuple[int, int], dpi: int, text: PageText | None, angle: float
) -> Sheet:
    """Size at scale 100 % (NĐ 30 Phụ lục I, phần II); words are where they were read."""
    height, width = (side * _POINTS / dpi for side in shape)
    return Sheet(width, height, placed, text, WHOLE, _levelled(angle, width, height))


def _levelled(angle: float, width: float, height: float) -> Matrix:
    """Turn by `angle` degrees against the clock about the middle of the page."""
    if not angle:
        return WHOLE
    along, across = cos(radians(angle)), sin(radians(angle))
    x, y = width / 2, height / 2
    return (along, across, -across, along, x - along * x + across * y, y - across * x - along * y)


def _turned(degrees: int, width: float, height: float) -> Matrix:
    """Turn a picture of this size clockwise into the first quadrant."""
    return {
        90: (0.0, -1.0, 1.0, 0.0, 0.0, width),
        180: (-1.0, 0.0, 0.0, -1.0, width, height),
        270: (0.0, 1.0, -1.0, 0.0, height, 0.0),
    }.get(degrees, WHOLE)


def _product(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does `first` and `then` the other (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    k, m, n, o, p, q = then
    return (
        a * k + b * n,
        a * m + b * o,
        c * k + d * n,
        c * m + d * o,
        e * k + f * n + p,
        e * m + f * o + q,
    )
