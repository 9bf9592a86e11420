"""Whether a page in layers still looks like the page: where it does not, the zone grows.

The layers are put together again at half size and compared with the page. What was lost (a faint
pencil note, a picture, a shaded table head) is found block by block and kept as full colour.
"""

from collections.abc import Sequence

import cv2
import numpy as np

from clerkdesk.adapters.pages.image import Pixels
from clerkdesk.adapters.pages.layers import Layers, Zone, zones_around

_HALF = 2
_BLOCK = 16
"""Pixels at half size: 2.7 mm at 300 dpi."""
_PRINT_LOST = 44
"""Levels by which the blurred picture may differ where print is: its edges became sharp."""
_SHADE_LOST, _SHADE_PIXELS = 12, 12
"""Levels, and how many pixels of a block, where no print is: fewer are a speck of dust."""
_NEAR = 7


def zones_to_keep(pixels: Pixels, layers: Layers, dpi: int) -> Sequence[Zone]:
    """The zones of `layers`, and those around blocks that the other layers lose."""
    lost = lost_blocks(pixels, layers)
    if not lost.any():
        return layers.zones
    size = (layers.coarse.shape[1], layers.coarse.shape[0])
    found = cv2.resize(lost, size, interpolation=cv2.INTER_NEAREST)
    height, width = pixels.shape[:2]
    for zone in layers.zones:
        found[zone.top // 4 : -(-zone.bottom // 4), zone.left // 4 : -(-zone.right // 4)] = 255
    return zones_around(np.asarray(found, dtype=np.uint8), dpi / 4, width, height, margin_mm=0.0)


def lost_blocks(pixels: Pixels, layers: Layers) -> Pixels:
    """255 for each block in which print, drawing or shade is not as on the page."""
    together = composed(pixels, layers)
    half = cv2.resize(pixels, (together.shape[1], together.shape[0]), interpolation=cv2.INTER_AREA)
    apart = cv2.absdiff(cv2.blur(half, (5, 5)), cv2.blur(together, (5, 5)))
    red, green, blue = cv2.split(apart)
    worst = cv2.max(cv2.max(red, green), blue)
    size = (worst.shape[1], worst.shape[0])
    near = cv2.resize(layers.mask, size, interpolation=cv2.INTER_AREA)
    near = cv2.dilate(near, np.ones((_NEAR, _NEAR), np.uint8))
    shade = cv2.bitwise_and(
        cv2.compare(worst, _SHADE_LOST, cv2.CMP_GT), cv2.compare(near, 0, cv2.CMP_EQ)
    )
    for zone in layers.zones:
        area = (
            slice(zone.top // 2, -(-zone.bottom // 2)),
            slice(zone.left // 2, -(-zone.right // 2)),
        )
        worst[area], shade[area] = 0, 0
    lost = (_blocks(worst).max(axis=(1, 3)) > _PRINT_LOST) | (
        (_blocks(shade) > 0).sum(axis=(1, 3)) >= _SHADE_PIXELS
    )
    return np.where(lost, 255, 0).astype(np.uint8)


def _blocks(values: Pixels) -> Pixels:
    rows, columns = -(-values.shape[0] // _BLOCK), -(-values.shape[1] // _BLOCK)
    padded = np.zeros((rows * _BLOCK, columns * _BLOCK), np.uint8)
    padded[: values.shape[0], : values.shape[1]] = values
    return padded.reshape(rows, _BLOCK, columns, _BLOCK)


def composed(pixels: Pixels, layers: Layers) -> Pixels:
    """The page as the layers will show it, at half size."""
    size = (max(pixels.shape[1] // _HALF, 1), max(pixels.shape[0] // _HALF, 1))
    paper = cv2.resize(layers.paper, size, interpolation=cv2.INTER_LINEAR)
    for zone in layers.zones:
        left, right = zone.left // _HALF, min(zone.right // _HALF, size[0])
        top, bottom = zone.top // _HALF, min(zone.bottom // _HALF, size[1])
        if right > left and bottom > top:
            cut = pixels[zone.top : zone.bottom, zone.left : zone.right]
            paper[top:bottom, left:right] = cv2.resize(
                cut, (right - left, bottom - top), interpolation=cv2.INTER_AREA
            )
    share = cv2.resize(layers.mask, size, interpolation=cv2.INTER_AREA)
    ink = np.asarray(cv2.resize(layers.ink, size, interpolation=cv2.INTER_LINEAR))
    there = cv2.cvtColor(share, cv2.COLOR_GRAY2RGB)
    shown = cv2.multiply(ink, there, scale=1 / 255)
    behind = cv2.multiply(paper, cv2.bitwise_not(there), scale=1 / 255)
    return np.asarray(cv2.add(shown, behind), dtype=np.uint8)
