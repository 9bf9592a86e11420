"""Where a rectangle of PDF units lies on the page as it is seen."""

import pikepdf

from clerkdesk.adapters.verify.objects import Box, inherited

_A4 = (0.0, 0.0, 595.0, 842.0)


def seen_box(page: pikepdf.Object, rect: Box) -> Box:
    """`rect` as fractions of the visible page, from its top left, turned as the page is turned."""
    x0, y0, x1, y1 = _visible(page)
    width, height = max(x1 - x0, 1e-6), max(y1 - y0, 1e-6)
    left, right = (rect[0] - x0) / width, (rect[2] - x0) / width
    top, bottom = (y1 - rect[3]) / height, (y1 - rect[1]) / height
    match _turn(page):
        case 90:
            left, top, right, bottom = 1 - bottom, left, 1 - top, right
        case 180:
            left, top, right, bottom = 1 - right, 1 - bottom, 1 - left, 1 - top
        case 270:
            left, top, right, bottom = top, 1 - right, bottom, 1 - left
    return _inside(left), _inside(top), _inside(right), _inside(bottom)


def _inside(fraction: float) -> float:
    return min(1.0, max(0.0, fraction))


def _visible(page: pikepdf.Object) -> Box:
    media = _numbers(inherited(page, "/MediaBox")) or _A4
    crop = _numbers(inherited(page, "/CropBox"))
    if crop is None:
        return media
    box = (
        max(media[0], crop[0]),
        max(media[1], crop[1]),
        min(media[2], crop[2]),
        min(media[3], crop[3]),
    )
    return box if box[0] < box[2] and box[1] < box[3] else media


def _turn(page: pikepdf.Object) -> int:
    turn = inherited(page, "/Rotate")
    return turn % 360 if isinstance(turn, int) else 0


def _numbers(value: object) -> Box | None:
    if not isinstance(value, pikepdf.Array) or len(value) != 4:
        return None
    try:
        x0, y0, x1, y1 = (float(one) for one in value)
    except (TypeError, ValueError):
        return None
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
