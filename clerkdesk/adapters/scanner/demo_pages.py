"""Demo sheets as a scanner sees them: rendered in memory, then tinted, skewed, blurred and noisy."""

from collections.abc import Iterator

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray
from PIL import Image

from clerkdesk.adapters.scanner.demo_documents import DemoDocument
from clerkdesk.adapters.scanner.demo_layout import set_in_type

Pixels = NDArray[np.uint8]
_SKEW = (0.2, 0.8)
_NOISE = 4.0
_SPECKS = 40


def scanned_sheets(document: DemoDocument, dpi: int) -> Iterator[Image.Image]:
    """Each sheet in colour; the same document and resolution always give the same pixels."""
    with pymupdf.open(stream=set_in_type(document), filetype="pdf") as pdf:
        for number, page in enumerate(pdf, start=1):
            pixmap = page.get_pixmap(dpi=dpi, alpha=False)
            pixels = np.frombuffer(pixmap.samples, np.uint8)
            sheet = pixels.reshape(pixmap.height, pixmap.width, 3)
            yield Image.fromarray(_roughened(sheet, np.random.default_rng([document.seed, number])))


def _roughened(sheet: Pixels, chance: np.random.Generator) -> Pixels:
    height, width = sheet.shape[:2]
    angle = chance.uniform(*_SKEW) * chance.choice((-1, 1))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turn[:, 2] += chance.uniform(-0.004, 0.004, 2) * width
    rough = cv2.warpAffine(
        cv2.GaussianBlur(sheet, (0, 0), 0.7),
        turn,
        (width, height),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255, 255, 255),
    )
    tint = np.array([250, 249, 243]) - chance.integers(0, 6, 3)
    for channel in range(3):  # paper is not white, ink is not black
        levels = np.linspace(24, tint[channel], 256).astype(np.uint8)
        rough[:, :, channel] = cv2.LUT(rough[:, :, channel], levels)
    for _speck in range(_SPECKS):
        spot = (int(chance.integers(0, width)), int(chance.integers(0, height)))
        cv2.circle(rough, spot, int(chance.integers(1, 3)), (90, 90, 90), -1)
    tile = chance.normal(0, _NOISE, (height // 2 + 1, width // 2 + 1)).astype(np.float32)
    grain = cv2.resize(tile, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.int16)
    noisy = cv2.add(rough, cv2.merge([grain] * 3), dtype=cv2.CV_8U)
    return np.asarray(noisy, dtype=np.uint8)
