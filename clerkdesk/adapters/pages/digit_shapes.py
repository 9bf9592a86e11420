"""Digits told by their shape: a few upright digits are matched with those of common faces."""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from clerkdesk.adapters.pages.image import Pixels
from clerkdesk.process.resources import resource

_FACES = ("Tinos-Regular.ttf", "Tinos-Italic.ttf", "Tinos-Bold.ttf", "NotoSans-Regular.ttf")
_LEANS = {"Tinos-Italic.ttf": 0.24}
_SIDE = 32
_LEAST_HEIGHT = 0.6
"""Share of the tallest piece below which a piece is a comma or a speck."""
_WIDEST = 0.68
"""Width of the widest digit in heights; two digits side by side are wider."""
_LEAST_SCORE, _LEAST_LEAD = 0.62, 0.04

Shape = NDArray[np.float32]


def digits_by_shape(piece: Pixels) -> tuple[str, float]:
    """The digits on a grey piece, dark on white, not slanted; and how sure, 0-1.

    Empty where a shape is like no digit, or like two.
    """
    smooth = cv2.GaussianBlur(piece, (0, 0), 1.0)
    _level, mask = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((5, 3), np.uint8))
    shapes = _cut(np.asarray(closed, dtype=np.uint8))
    if not shapes:
        return "", 0.0
    said, sure = "", 1.0
    for shape in shapes:
        scores = sorted(((float((t * shape).sum()), d) for d, t in _templates()), reverse=True)
        best, digit = scores[0]
        lead = best - next(score for score, other in scores if other != digit)
        if best < _LEAST_SCORE or lead < _LEAST_LEAD:
            return "", 0.0
        said, sure = said + digit, min(sure, best)
    return said, sure


def _cut(mask: Pixels) -> list[Shape]:
    """The pieces between empty columns, from the left; what is too low is no digit."""
    columns = np.flatnonzero(mask.any(axis=0))
    if not len(columns):
        return []
    rows = np.flatnonzero(mask.any(axis=1))
    widest = _WIDEST * (rows[-1] - rows[0] + 1)
    runs: list[NDArray[np.intp]] = []
    for run in np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1):
        if runs and run[-1] - runs[-1][0] < widest:  # halves of a thin «0»
            runs[-1] = np.concatenate([runs[-1], run])
        else:
            runs.append(run)
    boxes = []
    for run in runs:
        part = mask[:, run[0] : run[-1] + 1]
        rows = np.flatnonzero(part.any(axis=1))
        boxes.append((part[rows[0] : rows[-1] + 1], int(rows[-1] - rows[0] + 1)))
    tallest = max(height for _part, height in boxes)
    return [_shape(part) for part, height in boxes if height >= _LEAST_HEIGHT * tallest]


def _shape(part: Pixels) -> Shape:
    """The piece at one height in a square, blurred, its mean 0 and its length 1."""
    height, width = part.shape
    wide = min(max(round(width * (_SIDE - 4) / height), 2), _SIDE - 2)
    small = cv2.resize(part, (wide, _SIDE - 4), interpolation=cv2.INTER_AREA)
    square = np.zeros((_SIDE, _SIDE), np.float32)
    left = (_SIDE - wide) // 2
    square[2:-2, left : left + wide] = small
    blurred = np.asarray(cv2.GaussianBlur(square, (0, 0), 1.6), dtype=np.float32)
    blurred -= blurred.mean()
    return blurred / max(float(np.linalg.norm(blurred)), 1e-6)


@cache
def _templates() -> tuple[tuple[str, Shape], ...]:
    found = []
    for face in _FACES:
        with resource(f"fonts/{face}").open("rb") as file:
            font = ImageFont.truetype(file, 80)
        for digit in "0123456789":
            image = Image.new("L", (140, 140), 0)
            ImageDraw.Draw(image).text((40, 20), digit, font=font, fill=255)
            drawn = np.asarray(image)
            lean = np.array([[1.0, _LEANS.get(face, 0.0), 0.0], [0.0, 1.0, 0.0]])
            drawn = np.asarray(cv2.warpAffine(drawn, lean, (180, 140)), dtype=np.uint8)
            rows, columns = np.nonzero(drawn > 100)
            part = drawn[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
            found.append((digit, _shape(part)))
    return tuple(found)
