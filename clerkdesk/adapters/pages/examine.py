"""What is seen on a captured page at a glance: blank, sideways, coloured, a separator."""

import cv2
import numpy as np
from PIL import Image

from clerkdesk.adapters.pages.image import Pixels, colour_pixels, skew
from clerkdesk.adapters.pages.layers import coloured_ink, paper_of
from clerkdesk.adapters.pages.margins import unwanted_marks
from clerkdesk.adapters.pages.orientation import DPI, turn_to_upright
from clerkdesk.adapters.pages.patch_code import is_patch_sheet
from clerkdesk.domain.page_findings import CoverSheet, PageFindings, cover_of
from clerkdesk.domain.scans import ColourMode

_MM = 25.4
_EDGE_MM = 9.0
"""Borders, holes and staples lie here; nothing that makes a page matter lies only here."""
_PRINT = 60
_FAINT = 32
"""Levels below the paper; the back shining through thin paper stays above."""
_SPECK = 2
_LEAST_INCH = 1
_BLANK_PIXELS = 14
"""A page number alone has twice that many at 100 dpi."""
_PAPERS = {
    "A3": (297, 420),
    "A4": (210, 297),
    "A5": (148, 210),
    "A6": (105, 148),
    "F4": (210, 330),
    "Letter": (215.9, 279.4),
    "Legal": (215.9, 355.6),
}
_PAPER_SLACK_MM = 5.0
_DARKEST_SHEET = 96
"""Median grey of the paper: what is darker all over is a cover or a fault to be seen, no blank sheet."""
_QR_FROM_PIXELS = 400
"""A sheet with less print has no code."""


def examine(image: Image.Image, dpi: int) -> PageFindings:
    """Look at a page as it was captured; a tenth of a second for A4 at 300 dpi."""
    size = image.size
    dpi = dpi if dpi > 0 else 300
    if min(size) < _LEAST_INCH * dpi:
        return PageFindings()  # a strip: nothing is told of it, and nothing is done with it
    pixels = _small(image, dpi)
    paper = paper_of(pixels)
    coloured = coloured_ink(pixels, paper, float(DPI))
    brightest = cv2.subtract(paper, pixels)
    depth = np.asarray(brightest.max(axis=2), dtype=np.uint8)
    marks = unwanted_marks(np.where(depth > _PRINT, 255, 0).astype(np.uint8), float(DPI))
    depth[cv2.dilate(marks, np.ones((5, 5), np.uint8)) > 0] = 0
    ink = (depth > _PRINT).astype(np.uint8)
    inner = _without_edges(ink)
    is_sheet = float(np.median(paper)) >= _DARKEST_SHEET
    faint = _without_edges((depth > _FAINT).astype(np.uint8))
    if is_sheet and not _says_anything(faint, coloured):
        return PageFindings(colour=ColourMode.GREY, blank=True, paper=paper_size(size, dpi))
    turn = turn_to_upright(inner)
    upright = np.ascontiguousarray(np.rot90(depth, -(turn // 90)))
    is_patch = is_patch_sheet(ink, float(DPI))
    return PageFindings(
        colour=_colour(image, coloured),
        turn=turn,
        skew=0.0 if is_patch else round(skew(np.asarray(255 - upright, dtype=np.uint8)), 2),
        paper=paper_size(size, dpi),
        is_patch=is_patch,
        cover=_cover(image, ink),
    )


def paper_size(size: tuple[int, int], dpi: int) -> str:
    """The name of the nearest sheet, standing or lying; empty where none is near."""
    short, long = sorted(side * _MM / dpi for side in size)
    near = min(
        _PAPERS, key=lambda name: abs(short - _PAPERS[name][0]) + abs(long - _PAPERS[name][1])
    )
    apart = max(abs(short - _PAPERS[near][0]), abs(long - _PAPERS[near][1]))
    return near if apart <= _PAPER_SLACK_MM else ""


def _small(image: Image.Image, dpi: int) -> Pixels:
    """The page at 100 dpi."""
    pixels = colour_pixels(image)
    size = tuple(max(1, round(side * DPI / dpi)) for side in (pixels.shape[1], pixels.shape[0]))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _without_edges(ink: Pixels) -> Pixels:
    edge = round(_EDGE_MM * DPI / _MM)
    inner = np.zeros_like(ink)
    inner[edge:-edge, edge:-edge] = ink[edge:-edge, edge:-edge]
    return inner


def _says_anything(ink: Pixels, coloured: Pixels) -> bool:
    if _without_edges(coloured).any():
        return True
    _count, _labels, stats, _centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
    areas = stats[1:, cv2.CC_STAT_AREA]
    return int(areas[areas > _SPECK].sum()) >= _BLANK_PIXELS


def _colour(image: Image.Image, coloured: Pixels) -> ColourMode:
    if image.mode == "1":
        return ColourMode.BLACK_WHITE
    return ColourMode.COLOUR if coloured.any() else ColourMode.GREY


def _cover(image: Image.Image, ink: Pixels) -> CoverSheet | None:
    """The cover sheet of ClerkDesk, where the page is one; other codes on documents mean nothing."""
    if not cv2.countNonZero(ink) >= _QR_FROM_PIXELS or not _has_code(ink):
        return None
    import zxingcpp  # 20 ms, and few pages have anything like a code

    grey = image.convert("L")
    if max(grey.size) > 2000:
        grey = grey.reduce(2)
    for code in zxingcpp.read_barcodes(
        np.asarray(grey), formats=zxingcpp.BarcodeFormat.QRCode, try_downscale=False
    ):
        cover = cover_of(code.text)
        if cover is not None:
            return cover
    return None


def _has_code(ink: Pixels) -> bool:
    """Whether something dense and about square is there, as large as the code we print."""
    grown = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    _count, _labels, stats, _centres = cv2.connectedComponentsWithStats(grown, connectivity=8)
    wide, high = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    dense = stats[1:, cv2.CC_STAT_AREA] > 0.6 * wide * high
    square = (abs(wide - high) < 0.25 * wide) & (wide > 0.8 * DPI) & (wide < 4 * DPI)
    return bool((dense & square).any())
