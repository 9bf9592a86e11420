"""Coloured ink on a made page: seal, signature, stamps, marks of a pen."""

import math
from random import Random

from PIL import Image, ImageDraw, ImageFont


def signature(
    sheet: Image.Image, rng: Random, x: float, y: float, colour: tuple[int, int, int]
) -> None:
    """Loops of a pen, about 4 cm wide."""
    draw = ImageDraw.Draw(sheet)
    points = [(x - 190, y + rng.uniform(-40, 40))]
    for step in range(rng.randrange(9, 16)):
        last = points[-1]
        points.append((last[0] + rng.uniform(-50, 90), y + rng.uniform(-95, 95) * (1 - step / 22)))
    points.append((points[-1][0] + rng.uniform(80, 220), y + rng.uniform(-30, 40)))
    width = rng.randrange(5, 10)
    draw.line(_smooth(points), fill=(*colour, rng.randrange(200, 250)), width=width, joint="curve")


def _smooth(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Catmull-Rom through `points`."""
    padded = [points[0], *points, points[-1]]
    curve = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for n in range(14):
            t = n / 14
            curve.append(
                tuple(
                    0.5
                    * (
                        2 * b[i]
                        + (c[i] - a[i]) * t
                        + (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * t * t
                        + (3 * b[i] - a[i] - 3 * c[i] + d[i]) * t**3
                    )
                    for i in (0, 1)
                )
            )
    return curve  # type: ignore[return-value]  # pairs of floats


def seal(sheet: Image.Image, rng: Random, x: float, y: float, words: str, font_file: str) -> None:
    """Round seal, 36 mm, words on its rim, a star in the middle; uneven as rubber is."""
    radius = round(rng.uniform(195, 215))
    side = 2 * radius + 40
    mark = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(mark)
    red = (
        rng.randrange(190, 225),
        rng.randrange(20, 60),
        rng.randrange(35, 70),
        rng.randrange(150, 225),
    )
    middle = side / 2
    for size, width in ((radius, 8), (radius - 14, 3), (radius - 85, 3)):
        draw.ellipse(
            (middle - size, middle - size, middle + size, middle + size), outline=red, width=width
        )
    star = [
        (
            middle + (70 if n % 2 == 0 else 28) * math.sin(n * math.pi / 5),
            middle - (70 if n % 2 == 0 else 28) * math.cos(n * math.pi / 5),
        )
        for n in range(10)
    ]
    draw.polygon(star, fill=red)
    font = ImageFont.truetype(font_file, 44)
    text = words[:34]
    spread = min(300, 9.5 * len(text))
    for place, letter in enumerate(text):
        angle = -spread / 2 + spread * place / max(len(text) - 1, 1)
        tile = Image.new("RGBA", (side, side), (0, 0, 0, 0))
        ImageDraw.Draw(tile).text(
            (middle, middle - radius + 50), letter, font=font, fill=red, anchor="mm"
        )
        mark.alpha_composite(tile.rotate(-angle, Image.Resampling.BICUBIC, center=(middle, middle)))
    mark = mark.rotate(rng.uniform(-12, 12), Image.Resampling.BICUBIC)
    _put(sheet, mark, x - middle, y - middle)


def stamp(sheet: Image.Image, rng: Random, x: float, y: float, word: str, font_file: str) -> None:
    """Urgency (ô 10b): red, framed, 8 mm high."""
    width = {"KHẨN": 236, "HỎA TỐC": 354}.get(word, 472)
    mark = Image.new("RGBA", (width + 20, 120), (0, 0, 0, 0))
    draw = ImageDraw.Draw(mark)
    red = (215, rng.randrange(20, 50), rng.randrange(30, 60), rng.randrange(200, 245))
    draw.rectangle((6, 6, width + 12, 100), outline=red, width=5)
    draw.text(
        (width / 2 + 9, 52), word, font=ImageFont.truetype(font_file, 56), fill=red, anchor="mm"
    )
    mark = mark.rotate(rng.uniform(-2, 2), Image.Resampling.BICUBIC)
    _put(sheet, mark, x - width / 2, y + 25)


def arrival(
    sheet: Image.Image, rng: Random, place: tuple[float, float], plain: str, bold: str
) -> None:
    """ĐẾN stamp of another agency, 50 × 35 mm, filled in by hand (its digits are an italic here)."""
    colour = rng.choice(((190, 40, 60), (190, 40, 60), (60, 50, 150)))
    mark = Image.new("RGBA", (600, 420), (0, 0, 0, 0))
    draw = ImageDraw.Draw(mark)
    fill = (*colour, 225)
    draw.rectangle((5, 5, 594, 414), outline=fill, width=6)
    name = rng.choice(("UBND XÃ AN THẠNH", "UBND PHƯỜNG 5", "SỞ NỘI VỤ", "VĂN PHÒNG UBND TỈNH"))
    draw.text((300, 50), name, font=ImageFont.truetype(bold, 44), fill=fill, anchor="mm")
    draw.text((90, 190), "ĐẾN", font=ImageFont.truetype(bold, 64), fill=fill, anchor="mm")
    font = ImageFont.truetype(plain, 42)
    pen = (30, 45, 160, 235)
    for row, (title, value) in enumerate(
        (
            ("Số:", str(rng.randrange(10, 3000))),
            ("Ngày:", f"{rng.randrange(1, 28)}/{rng.randrange(1, 12)}/2025"),
            ("Chuyển:", ""),
        )
    ):
        draw.text((190, 110 + 92 * row), title, font=font, fill=fill)
        draw.text((330, 104 + 92 * row), value, font=ImageFont.truetype(plain, 50), fill=pen)
    _put(sheet, mark.rotate(rng.uniform(-3, 3), Image.Resampling.BICUBIC), *place)


def scribble(sheet: Image.Image, rng: Random) -> None:
    """What a leader writes on the margin: a short note in blue, and an underline."""
    draw = ImageDraw.Draw(sheet)
    pen = (rng.randrange(20, 60), rng.randrange(30, 70), rng.randrange(140, 190), 230)
    y = rng.uniform(1500, 2600)
    for row in range(rng.randrange(1, 4)):
        x = rng.uniform(40, 90)
        points = [(x, y + 90 * row)]
        while points[-1][0] < rng.uniform(200, 260):
            points.append((points[-1][0] + rng.uniform(6, 22), y + 90 * row + rng.uniform(-28, 28)))
        draw.line(_smooth(points), fill=pen, width=5, joint="curve")
    if rng.random() < 0.5:
        draw.line((700, y, 700 + rng.uniform(300, 800), y + rng.uniform(-6, 6)), fill=pen, width=5)


def _put(sheet: Image.Image, mark: Image.Image, x: float, y: float) -> None:
    x, y = round(x), round(y)
    left, top = max(-x, 0), max(-y, 0)
    sheet.alpha_composite(
        mark,
        (max(x, 0), max(y, 0)),
        (left, top, min(mark.width, sheet.width - x), min(mark.height, sheet.height - y)),
    )
