"""Demo pictures drawn from a name: a blue signature and a red round seal, both transparent."""

import math
import random
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from clerkdesk.domain.seal_layout import SEAL_MM, SIGNATURE_MM
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.process.resources import font_file

DPI = 300
_OVERSAMPLING = 4
_BLUE = (28, 63, 170, 255)
_RED = (200, 24, 36, 255)
_CLEAR = (255, 255, 255, 0)


def seal_picture(organisation: str, place: str = "") -> bytes:
    """A round seal of real size as PNG: ring, star, the office's name around it.

    Args:
        organisation: stands in the upper arc, in capitals.
        place: district or province, in the lower arc; empty = a small star.
    """
    side = round(SEAL_MM / 25.4 * DPI) * _OVERSAMPLING
    picture = Image.new("RGBA", (side, side), _CLEAR)
    draw = ImageDraw.Draw(picture)
    centre = side / 2
    for radius, width in ((0.495, 0.018), (0.465, 0.006), (0.315, 0.008)):
        edge = [centre - radius * side] * 2 + [centre + radius * side] * 2
        draw.ellipse(edge, outline=_RED, width=round(width * side))
    draw.polygon(_star(centre, centre, 0.19 * side), fill=_RED)
    _around(picture, nfc(organisation).upper(), 0.39 * side, middle=-90.0, widest=236.0)
    if place:
        _around(picture, nfc(place).upper(), 0.39 * side, middle=90.0, widest=100.0)
    else:
        draw.polygon(_star(centre, centre + 0.39 * side, 0.04 * side), fill=_RED)
    return _finished(picture)


def signature_picture(name: str) -> bytes:
    """A signature-like stroke as PNG; the same name always gives the same one."""
    width, height = (round(side / 25.4 * DPI) * _OVERSAMPLING for side in SIGNATURE_MM)
    picture = Image.new("RGBA", (width, height), _CLEAR)
    draw = ImageDraw.Draw(picture)
    hand = random.Random(nfc(name))
    points = _pen_points(nfc(name), hand)
    path = _smooth(points)
    previous = path[0]
    for index, point in enumerate(path[1:], start=1):
        speed = math.dist(previous, point)
        thickness = (0.045 - min(0.6 * speed, 0.022)) * height
        x, y = point[0] * width, point[1] * height
        before = (previous[0] * width, previous[1] * height)
        draw.line([before, (x, y)], fill=_BLUE, width=max(round(thickness), 2))
        radius = thickness / 2
        if index < len(path) - 1:
            draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=_BLUE)
        previous = point
    return _finished(picture)


def _pen_points(name: str, hand: random.Random) -> list[tuple[float, float]]:
    """Turning points of the pen, in shares of width and height: a capital, waves, a flourish."""
    waves = min(max(len(name.rsplit(maxsplit=1)[-1]) + 2, 4), 7)
    points = [(0.14, 0.62), (0.10, 0.30), (0.22, 0.12), (0.24, 0.50), (0.16, 0.84), (0.26, 0.60)]
    for wave in range(waves):
        left = 0.28 + 0.46 * wave / waves
        rise = hand.uniform(0.18, 0.42) if wave % 3 == 0 else hand.uniform(0.36, 0.48)
        points += [
            (left + 0.02, rise),
            (left + 0.05, hand.uniform(0.60, 0.70)),
        ]
    points += [(0.80, 0.30), (0.90, 0.40), (0.84, 0.70), (0.50, 0.86), (0.30, 0.88), (0.93, 0.74)]
    jitter = 0.012
    return [
        (x + hand.uniform(-jitter, jitter), y + hand.uniform(-jitter, jitter)) for x, y in points
    ]


def _smooth(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A Catmull-Rom curve through `points`."""
    padded = [points[0], *points, points[-1]]
    path: list[tuple[float, float]] = []
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(24):
            t = step / 24
            path.append(
                (
                    _spline(before[0], start[0], end[0], after[0], t),
                    _spline(before[1], start[1], end[1], after[1], t),
                )
            )
    return [*path, points[-1]]


def _spline(before: float, start: float, end: float, after: float, t: float) -> float:
    return 0.5 * (
        2 * start
        + (end - before) * t
        + (2 * before - 5 * start + 4 * end - after) * t**2
        + (3 * start - before - 3 * end + after) * t**3
    )


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    corners: list[tuple[float, float]] = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.382
        angle = math.radians(-90 + 36 * corner)
        corners.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    return corners


def _around(
    picture: Image.Image, text: str, radius: float, *, middle: float, widest: float
) -> None:
    """Write `text` on a circle about `middle` degrees; letters stand outwards above, inwards below."""
    side = picture.width
    size = 0.088 * side
    file = str(font_file("Arimo-Bold.ttf"))
    font = ImageFont.truetype(file, size)
    arc = math.degrees(font.getlength(text) * 1.12 / radius)
    if arc > widest:
        size *= widest / arc
        font, arc = ImageFont.truetype(file, size), widest
    below = middle > 0
    travelled = 0.0
    length = font.getlength(text)
    for letter in text:
        advance = font.getlength(letter)
        share = (travelled + advance / 2) / length - 0.5
        angle = middle + (-share if below else share) * arc
        travelled += advance
        cell = Image.new("RGBA", (round(size * 2), round(size * 2)), _CLEAR)
        ImageDraw.Draw(cell).text((size, size * 1.36), letter, font=font, fill=_RED, anchor="ms")
        turned = cell.rotate(-(angle + 90) if not below else 90 - angle, Image.Resampling.BICUBIC)
        x = side / 2 + radius * math.cos(math.radians(angle))
        y = side / 2 + radius * math.sin(math.radians(angle))
        picture.alpha_composite(turned, (round(x - turned.width / 2), round(y - turned.height / 2)))


def _finished(picture: Image.Image) -> bytes:
    """Shrink to the true size and write as PNG with its resolution."""
    size = (picture.width // _OVERSAMPLING, picture.height // _OVERSAMPLING)
    output = BytesIO()
    picture.resize(size, Image.Resampling.LANCZOS).save(output, "PNG", dpi=(DPI, DPI))
    return output.getvalue()
