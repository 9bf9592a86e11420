"""What paper and scanner do to a page: skew, blur, noise, tint, specks, JPEG; or a photocopier."""

import io
from random import Random

import cv2
import numpy as np
from PIL import Image

from tests.corpus.drawing import HEIGHT, WIDTH, Sheet


def scanned(sheet: Sheet, seed: str, *, photocopy: bool) -> bytes:
    """The sheet as a JPEG at 300 dpi."""
    rng = Random(f"wear {seed}")
    noise = np.random.default_rng(rng.randrange(2**32))
    pale = rng.randrange(40, 80) if not photocopy and rng.random() < 0.08 else 0
    if pale:  # a printer whose toner runs out
        sheet.print = sheet.print.point(lambda level: pale + level * (255 - pale) // 255)
    page = Image.merge("RGB", [sheet.print] * 3)
    page.paste(sheet.ink, (0, 0), sheet.ink)
    pixels = np.asarray(page)
    printed = np.asarray(sheet.print)  # black print stays black under thin ink
    pixels = np.minimum(pixels, np.maximum(printed[:, :, None], 0)) if not photocopy else pixels
    skew = rng.uniform(-2, 2) if rng.random() < 0.6 else rng.uniform(-0.3, 0.3)
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), skew, 1.0)
    turn[:, 2] += rng.uniform(-12, 12), rng.uniform(-12, 12)
    pixels = cv2.warpAffine(
        pixels, turn, (WIDTH, HEIGHT), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    )
    worn = _photocopied(pixels, rng, noise) if photocopy else _colour(pixels, rng, noise)
    if not photocopy and rng.random() < 0.08:  # a scanner that was set to grey
        grey = np.asarray(cv2.cvtColor(worn, cv2.COLOR_RGB2GRAY))
        worn = np.repeat(grey[:, :, None], 3, axis=2)
    buffer = io.BytesIO()
    Image.fromarray(worn).save(buffer, "JPEG", quality=rng.randrange(62, 90), dpi=(300, 300))
    return buffer.getvalue()


def _colour(pixels: np.ndarray, rng: Random, noise: np.random.Generator) -> np.ndarray:
    pixels = cv2.GaussianBlur(pixels, (0, 0), rng.uniform(0.4, 1.05)).astype(np.float32)
    bright = rng.uniform(0.93, 0.99)
    paper = np.array([bright, bright * rng.uniform(0.985, 1.0), bright * rng.uniform(0.95, 1.0)])
    shade = np.linspace(1.0, rng.uniform(0.94, 1.0), WIDTH, dtype=np.float32)[None, :, None]
    worn = pixels * paper.astype(np.float32) * shade + rng.uniform(0, 12)
    worn += _grain(noise, rng.uniform(1.0, 5.0), 3)
    _specks(worn, rng, noise, rng.randrange(20, 160), 60)
    if rng.random() < 0.15:  # the lid was not quite shut
        worn[:, : rng.randrange(8, 30)] *= 0.35
    return worn.clip(0, 255).astype(np.uint8)


def _photocopied(pixels: np.ndarray, rng: Random, noise: np.random.Generator) -> np.ndarray:
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float32)
    thick = rng.random()
    if thick < 0.4:
        grey = cv2.erode(grey, np.ones((2, 2), np.uint8))
    elif thick > 0.8:  # toner runs out: strokes are half as thick
        grey = 0.75 * grey + 0.25 * cv2.dilate(grey, np.ones((2, 2), np.uint8))
    grey = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.8, 1.3))
    grey += _grain(noise, rng.uniform(8, 20), 1)[:, :, 0]
    middle, contrast = rng.uniform(150, 185), rng.uniform(1.5, 2.3)
    grey = (grey - middle) * contrast + middle
    _specks(grey[:, :, None], rng, noise, rng.randrange(200, 900), 20)
    if rng.random() < 0.5:
        grey[:, : rng.randrange(10, 50)] = rng.randrange(10, 60)
    grey = cv2.GaussianBlur(grey, (0, 0), 0.6)
    return np.repeat(grey.clip(0, 255).astype(np.uint8)[:, :, None], 3, axis=2)


def _grain(noise: np.random.Generator, strength: float, channels: int) -> np.ndarray:
    """Noise of the sensor; a quarter of the page is repeated, which no reader can use."""
    tile = noise.standard_normal((HEIGHT // 4, WIDTH // 4, channels), dtype=np.float32)
    return np.tile(tile * np.float32(strength), (4, 4, 1))


def _specks(
    pixels: np.ndarray, rng: Random, noise: np.random.Generator, count: int, dark: int
) -> None:
    for x, y in zip(
        noise.integers(0, WIDTH - 4, count), noise.integers(0, HEIGHT - 4, count), strict=True
    ):
        size = rng.choice((1, 2, 2, 3))
        pixels[y : y + size, x : x + size] = dark + rng.randrange(80)
