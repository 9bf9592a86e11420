"""A piece of a page shown otherwise for another pass: larger, harder, upright."""

from collections.abc import Callable

import cv2
import numpy as np

from clerkdesk.adapters.pages.image import Pixels
from clerkdesk.adapters.pages.seen import Seen

Look = Callable[[Pixels, int, int, str], list[Seen]]
"""Words of a piece of a page: pixels, way of cutting it, dpi, the only signs that may come."""
_SLANT = 0.24
"""Tangent of the angle by which italics of serif faces lean."""


def larger(piece: Pixels) -> tuple[Pixels, float]:
    """The piece 1.4 times as large, and the factor."""
    shown = cv2.resize(piece, None, fx=1.4, fy=1.4, interpolation=cv2.INTER_CUBIC)
    return np.asarray(shown, dtype=np.uint8), 1.4


def harder(piece: Pixels) -> tuple[Pixels, float]:
    """Black and white, smoothed: thin strokes are closed."""
    smooth = cv2.GaussianBlur(piece, (0, 0), 0.9)
    _level, shown = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return np.asarray(cv2.GaussianBlur(shown, (0, 0), 0.7), dtype=np.uint8), 1.0


def upright_italics(piece: Pixels) -> Pixels:
    """The piece with its slant taken out: the reader knows upright digits far better."""
    height, width = piece.shape
    room = round(_SLANT * height)
    lean = np.array([[1.0, _SLANT, 0.0], [0.0, 1.0, 0.0]])
    shown = cv2.warpAffine(
        piece, lean, (width + room, height), flags=cv2.INTER_CUBIC, borderValue=(255,)
    )
    return np.asarray(shown, dtype=np.uint8)
