"""A page image as pixels: decode what may be hostile, turn, measure skew, drop coloured ink."""

import io
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from clerkdesk.domain.errors import DamagedFile
from clerkdesk.domain.texts import N_, _

Pixels = NDArray[np.uint8]

_PAGE_NAME = N_("trang quét")
PIXEL_LIMIT = 150_000_000
"""A3 at 600 dpi has 70 million pixels; more than twice that is no page."""
_FORMATS = ("JPEG", "PNG", "TIFF")
_SKEW_RANGE = 5.0
_SKEW_WIDTH = 620
_PRINT_UNDER_SEAL = 130
"""Black print under a red seal stays below this red value."""
_FRAME_INCH = (0.45, 0.33)
"""Width and height above which a piece of a stamp is no letter."""
_CHROMA = 40
_SEAL_ABOVE_BLACK = 55.0
_FRAME_FILL = 0.3
DESKEW_FROM = 0.3
"""Degrees; a smaller skew does not hurt reading and turning blurs."""

Image.MAX_IMAGE_PIXELS = None  # `decode` has its own limit, before any pixel is unpacked


def decode(content: bytes) -> Image.Image:
    """Unpack an image; a torn one is refused, never half shown.

    Raises:
        DamagedFile: not an image, cut off, or larger than any page.
    """
    try:
        image = Image.open(io.BytesIO(content), formats=_FORMATS)
        if image.width * image.height > PIXEL_LIMIT:
            raise DamagedFile(_(_PAGE_NAME))
        image.load()
    except (OSError, SyntaxError, ValueError, EOFError, ArithmeticError) as error:
        raise DamagedFile(_(_PAGE_NAME)) from error
    return image


def upright(image: Image.Image, turned: int) -> Image.Image:
    """Turn `image` clockwise by `turned` degrees, a multiple of 90."""
    steps = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180}
    steps[270] = Image.Transpose.ROTATE_90
    step = steps.get(turned % 360)
    return image if step is None else image.transpose(step)


def colour_pixels(image: Image.Image) -> Pixels:
    """RGB pixels of any kind of page image (grey, black and white, CMYK, 16-bit grey)."""
    if image.mode.startswith("I"):  # 16-bit grey: PIL would clip it to white
        wide = np.asarray(image, dtype=np.int64)
        grey = (wide >> 8).clip(0, 255).astype(np.uint8)
        return np.repeat(grey[:, :, None], 3, axis=2)
    return np.asarray(image.convert("RGB"))


def without_ink(pixels: Pixels) -> Pixels:
    """Grey page on which coloured ink is gone: each pixel is the brightest of its R, G and B.

    Red seal and blue signature cover the signer's name; black print is dark in all three. Ink
    that is clearly red or blue is lifted to white, or its rest would still read as letters.
    """
    red, green, blue = cv2.split(pixels)
    brightest = cv2.max(cv2.max(red, green), blue)
    blueness = cv2.subtract(blue, cv2.max(red, green))  # stops at 0
    redness = cv2.subtract(red, cv2.max(green, blue))
    redness[red < _PRINT_UNDER_SEAL] = 0
    lifted = cv2.scaleAdd(cv2.max(blueness, redness), 3.0, brightest)
    return np.asarray(lifted, dtype=np.uint8)


def is_colourless(pixels: Pixels) -> bool:
    """Whether the page is a photocopy or a grey scan: no ink can be told by its colour."""
    small = pixels[::8, ::8].astype(np.int16)
    chroma = small.max(axis=2) - small.min(axis=2)
    return float((chroma > _CHROMA).mean()) < 0.0002


def darkest(grey: Pixels) -> Pixels:
    """Only what is as dark as print: on a photocopy a red seal is a middle grey.

    Black is what one pixel in a thousand is darker than; the seal lies well above it.
    """
    black = float(np.percentile(grey, 0.1))
    lifted = grey.copy()
    lifted[grey > black + _SEAL_ABOVE_BLACK] = 255
    return lifted


def red_ink(pixels: Pixels) -> Pixels:
    """Grey page on which only red ink is left, dark on white."""
    red = pixels[:, :, 0].astype(np.int16)
    other = np.maximum(pixels[:, :, 1], pixels[:, :, 2]).astype(np.int16)
    strength = np.clip((red - other) * 3, 0, 255).astype(np.uint8)
    return np.asarray(255 - strength, dtype=np.uint8)


def without_frames(ink: Pixels, dpi: int) -> Pixels:
    """Take frames and rules off a page of stamps: pieces far larger than a letter."""
    mask = np.where(ink < 128, 255, 0).astype(np.uint8)
    _count, labels, stats, _centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    wide = stats[:, cv2.CC_STAT_WIDTH] > _FRAME_INCH[0] * dpi
    high = stats[:, cv2.CC_STAT_HEIGHT] > _FRAME_INCH[1] * dpi
    room = stats[:, cv2.CC_STAT_WIDTH] * stats[:, cv2.CC_STAT_HEIGHT]
    hollow = stats[:, cv2.CC_STAT_AREA] < _FRAME_FILL * room  # letters may touch and be wide, too
    frames = np.flatnonzero((wide | high) & hollow)
    frames = frames[frames > 0]  # 0 is the paper
    left = ink.copy()
    if len(frames):
        grown = cv2.dilate(np.isin(labels, frames).astype(np.uint8), np.ones((5, 5), np.uint8))
        left[grown > 0] = 255
    return left


def skew(grey: Pixels) -> float:
    """Degrees by which the lines of text fall to the right; 0.0 where it cannot be told.

    The angle at which the rows of a small picture differ most from each other is the angle of
    the lines.
    """
    scale = _SKEW_WIDTH / max(grey.shape[1], 1)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = np.where(small < small.mean() - 30, 255, 0).astype(np.uint8)
    margin_y, margin_x = (int(side * 0.03) for side in ink.shape)
    ink[:margin_y], ink[-margin_y or None :] = 0, 0
    ink[:, :margin_x], ink[:, -margin_x or None :] = 0, 0
    if int(np.count_nonzero(ink)) < 200:
        return 0.0
    best = 0.0
    for reach, step in ((_SKEW_RANGE, 0.5), (0.5, 0.1), (0.1, 0.02)):
        angles = [best + step * n for n in range(-round(reach / step), round(reach / step) + 1)]
        best = max(angles, key=lambda angle: _sharpness(ink, angle))
    return best


def level(pixels: Pixels) -> tuple[Pixels, float]:
    """A colour page with level lines, and by how many degrees it was turned against the clock.

    The size stays; what comes in at the corners is paper. A skew up to `DESKEW_FROM` stays.
    """
    grey = np.asarray(cv2.cvtColor(pixels[::2, ::2], cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    angle = skew(grey)
    if abs(angle) <= DESKEW_FROM:
        return pixels, 0.0
    turned = cv2.warpAffine(
        pixels,
        _matrix(pixels, angle),
        (pixels.shape[1], pixels.shape[0]),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(turned, dtype=np.uint8), angle


def _sharpness(ink: Pixels, angle: float) -> float:
    rows = _rotate(ink, angle, cv2.INTER_LINEAR, 0).sum(axis=1, dtype=np.float64)
    return float(((rows[1:] - rows[:-1]) ** 2).sum())


def _rotate(pixels: Pixels, angle: float, how: int, border: int) -> Pixels:
    turned = cv2.warpAffine(
        pixels,
        _matrix(pixels, angle),
        (pixels.shape[1], pixels.shape[0]),
        flags=how,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=border,
    )
    return np.asarray(turned, dtype=np.uint8)


def _matrix(pixels: Pixels, angle: float) -> NDArray[np.float64]:
    centre = (pixels.shape[1] / 2, pixels.shape[0] / 2)
    return np.asarray(cv2.getRotationMatrix2D(centre, angle, 1.0), dtype=np.float64)


@dataclass(frozen=True)
class Straightened:
    """A grey page with level lines, and the way back to the places on the page as captured."""

    grey: Pixels
    angle: float

    def place_before(
        self, x0: float, y0: float, x1: float, y1: float
    ) -> tuple[float, float, float, float]:
        """The upright rectangle on the captured page around a rectangle here, in pixels."""
        if not self.angle:
            return x0, y0, x1, y1
        back = cv2.invertAffineTransform(_matrix(self.grey, self.angle))
        # the middle line of the rectangle moves; its height stays, or skew would make it taller
        middle = (y0 + y1) / 2
        ends = np.array([[x0, middle, 1.0], [x1, middle, 1.0]]) @ np.asarray(back).T
        centre, half = float(ends[:, 1].mean()), (y1 - y0) / 2
        return float(ends[0, 0]), centre - half, float(ends[1, 0]), centre + half


def straighten(grey: Pixels) -> Straightened:
    """Level the lines of a page whose skew is above `DESKEW_FROM`; the size stays."""
    angle = skew(grey)
    if abs(angle) <= DESKEW_FROM:
        return Straightened(grey, 0.0)
    return Straightened(_rotate(grey, angle, cv2.INTER_CUBIC, 255), angle)
