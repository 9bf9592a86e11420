"""Pixels as they are stored in a PDF: CCITT Group 4 for one bit a pixel, JPEG for colour."""

import io
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from clerkdesk.adapters.pages.image import Pixels


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded picture; `kind` is «jpeg» or «g4», `channels` 1 or 3; g4 has 1 where ink is."""

    kind: str
    content: bytes
    width: int
    height: int
    channels: int


def group4(ink: Pixels) -> Picture:
    """Encode a mask (255 = ink) without loss.

    Source: ITU-T T.6; libtiff writes it, in one strip, with the bits in PDF's order.
    """
    height, width = ink.shape
    packed = np.packbits(ink >= 128, axis=1)
    image = Image.frombytes("1", (width, height), packed.tobytes())
    buffer = io.BytesIO()
    image.save(buffer, "TIFF", compression="group4", tiffinfo={_ROWS_PER_STRIP: height})
    with TiffImageFile(io.BytesIO(buffer.getvalue())) as tiff:
        (start,), (length,) = tiff.tag_v2[_STRIP_OFFSETS], tiff.tag_v2[_STRIP_LENGTHS]
        assert tiff.tag_v2.get(_FILL_ORDER, 1) == 1
        assert tiff.tag_v2[_PHOTOMETRIC] in (0, 1)
    return Picture("g4", buffer.getvalue()[start : start + length], width, height, 1)


def jpeg(pixels: Pixels, quality: int, *, sharp_colour: bool = False) -> Picture:
    """Encode RGB or grey pixels; `sharp_colour` keeps colour at the full resolution."""
    height, width = pixels.shape[:2]
    buffer = io.BytesIO()
    sampling = 0 if sharp_colour else 2
    Image.fromarray(pixels).save(
        buffer, "JPEG", quality=quality, subsampling=sampling, optimize=True
    )
    channels = 1 if pixels.ndim == 2 else 3
    return Picture("jpeg", buffer.getvalue(), width, height, channels)


def scaled(pixels: Pixels, share: float) -> Pixels:
    """A smaller picture, averaged; never a larger one."""
    if share >= 1:
        return pixels
    size = tuple(max(1, round(side * share)) for side in (pixels.shape[1], pixels.shape[0]))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


_STRIP_OFFSETS, _STRIP_LENGTHS, _ROWS_PER_STRIP = 273, 279, 278
_FILL_ORDER, _PHOTOMETRIC = 266, 262
