"""Lay a made document out on A4 pages at 300 dpi: black print, and the coloured ink over it."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tests.corpus.documents import MadeDocument

WIDTH, HEIGHT = 2480, 3508
_MM = 300 / 25.4
_PT = 300 / 72
_BLACK = (18, 18, 20)
_COLUMNS_APART = 12
"""Pixels between the two columns of a head: cells of a table never lie over each other."""
_FACES = {
    "Tinos": ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf"),
    "Termes": ("texgyretermes-regular.otf", "texgyretermes-bold.otf", "texgyretermes-italic.otf", "texgyretermes-bolditalic.otf"),
    "Noto Serif": ("NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf", "NotoSerif-Italic.ttf", "NotoSerif-BoldItalic.ttf"),
    "DejaVu Serif": ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf", "DejaVuSerif-Italic.ttf", "DejaVuSerif-BoldItalic.ttf"),
    "Arimo": ("Arimo-Regular.ttf", "Arimo-Bold.ttf", "Arimo-Italic.ttf", "Arimo-BoldItalic.ttf"),
}  # fmt: skip
_SHARES = (70, 14, 7, 3, 6)
"""Times is the law's face; other faces are met in old papers and from companies."""
_FOLDERS = (
    Path(__file__).parents[2] / "resources" / "fonts",
    *map(Path, ("/usr/share/fonts", "/usr/share/texmf/fonts")),
)


@dataclass
class Sheet:
    """One page: black print, ink over it, and its lines of text."""

    print: Image.Image = field(default_factory=lambda: Image.new("L", (WIDTH, HEIGHT), 255))
    ink: Image.Image = field(
        default_factory=lambda: Image.new("RGBA", (WIDTH, HEIGHT), (0, 0, 0, 0))
    )
    lines: list[str] = field(default_factory=list)


@cache
def _font_file(face: str, style: int) -> Path:
    name = _FACES[face][style]
    for folder in _FOLDERS:
        found = next(iter(folder.rglob(name)), None) if folder.is_dir() else None
        if found is not None:
            return found
    return _font_file("Tinos", style)


@cache
def _font(face: str, style: int, points: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_font_file(face, style)), round(points * _PT))


class Draughtsman:
    """Draws one document; the manner (face, sizes, margins) is one throw of the dice."""

    def __init__(self, document: MadeDocument, seed: int) -> None:
        self.document = document
        self.rng = rng = Random(f"layout {seed}")
        self.face = rng.choices(list(_FACES), _SHARES)[0]
        wide = (
            0.87
            if self.face in ("DejaVu Serif", "Noto Serif")
            else 0.93
            if self.face == "Arimo"
            else 1
        )
        self.scale = wide * rng.choice((1.0, 1.0, 1.0, 0.96))
        self.left = round(rng.uniform(26, 33) * _MM)
        self.right = WIDTH - round(rng.uniform(15, 20) * _MM)
        self.top = round(rng.uniform(16, 25) * _MM)
        self.body = rng.choice((13, 13.5, 14, 14)) * self.scale
        self.spacing = rng.uniform(1.16, 1.42)
        self.sheets = [Sheet()]
        self.y = float(self.top)

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    def draw(self) -> list[Sheet]:
        self._head()
        self._title()
        self._text()
        self._signer()
        for number, sheet in enumerate(self.sheets[1:], 2):
            self._put(sheet, str(number), WIDTH / 2, 13 * _MM, 0, 13 * self.scale)
        self._extras()
        return self.sheets

    def _put(
        self,
        sheet: Sheet,
        text: str,
        centre: float,
        y: float,
        style: int,
        points: float,
        anchor: str = "ma",
        note: bool = True,
    ) -> float:
        font = _font(self.face, style, points)
        ImageDraw.Draw(sheet.print).text((centre, y), text, font=font, fill=14, anchor=anchor)
        if note:
            sheet.lines.append(text)
        return font.getlength(text)

    def _rule(self, centre: float, y: float, length: float) -> None:
        draw = ImageDraw.Draw(self.sheet.print)
        draw.line((centre - length / 2, y, centre + length / 2, y), fill=20, width=3)

    def _head(self) -> None:
        document, rng, scale = self.document, self.rng, self.scale
        span = self.right - self.left
        at_left = self.left + span * rng.uniform(0.215, 0.25)
        at_right = self.left + span * rng.uniform(0.70, 0.735)
        points = rng.choice((12, 12.5, 13)) * scale
        step = points * _PT * 1.16
        if document.is_party:
            self._party_head(at_left, at_right, points, step)
            return
        y = self.top
        motto_points = points
        while (
            _font(self.face, 1, motto_points).getlength("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
            > span * 0.57
        ):
            motto_points -= 0.25
        length = self._put(
            self.sheet, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", at_right, y, 1, motto_points
        )
        self.motto_left = at_right - length / 2
        width = self._put(
            self.sheet,
            "Độc lập - Tự do - Hạnh phúc",
            at_right,
            y + step,
            1,
            motto_points + 1 * scale,
        )
        self._rule(at_right, y + 2 * step + 14, width)
        bottom_left = self._agency(at_left, y, points, step, span)
        coded = max(bottom_left, y + 2.0 * step) + rng.uniform(0.35, 0.7) * step
        number_points = 13 * scale
        self._put(self.sheet, f"Số: {document.code}", at_left, coded, 0, number_points)
        dated = coded + rng.choice((0, 0, 6, -6))
        self._put(self.sheet, self._date(), at_right, dated, 2, rng.choice((13, 13, 14)) * scale)
        self.at_left, self.number_bottom = at_left, coded + 1.25 * number_points * _PT
        self.y = self.number_bottom
        self._letter_subject(at_left, span)

    def _agency(self, centre: float, y: float, points: float, step: float, span: float) -> float:
        lines = [(text, 0) for text in self.document.parent]
        lines += [(text, 1) for text in self.document.issuer]
        length = 0.0
        room = 2 * (self.motto_left - _COLUMNS_APART - centre)
        for text, style in lines:
            size = points
            while _font(self.face, style, size).getlength(text) > min(span * 0.405, room):
                size -= 0.25
            length = self._put(self.sheet, text, centre, y, style, size)
            y += step
        self._rule(centre, y + 14, length * self.rng.uniform(0.33, 0.5))
        return y + 10

    def _party_head(self, at_left: float, at_right: float, points: float, step: float) -> None:
        document, y = self.document, float(self.top)
        width = self._put(
            self.sheet, "ĐẢNG CỘNG SẢN VIỆT NAM", at_right, y, 1, points + 1.5 * self.scale
        )
        self._rule(at_right, y + 1.35 * step, width)
        for text, style in [(t, 0) for t in document.parent] + [(t, 1) for t in document.issuer]:
            self._put(self.sheet, text, at_left, y, style, points)
            y += step
        self._put(self.sheet, "*", at_left, y, 1, points, note=False)
        y += 0.85 * step
        self._put(self.sheet, f"Số {document.code}", at_left, y, 0, 13.5 * self.scale)
        self._put(self.sheet, self._date(), at_right, y, 2, 13.5 * self.scale)
        self.at_left, self.number_bottom = at_left, y + 1.25 * step
        self.y = self.number_bottom
        self._letter_subject(at_left, self.right - self.left)

    def _date(self) -> str:
        day = self.document.day
        if not self.document.padded:
            return f"{self.document.place}, ngày {day.day} tháng {day.month} năm {day.year}"
        month = f"{day.month:02d}" if day.month < 3 else str(day.month)
        return f"{self.document.place}, ngày {day.day:02d} tháng {month} năm {day.year}"

    def _letter_subject(self, centre: float, span: float) -> None:
        """Ô 5b: «V/v …» under the number."""
        document = self.document
        if document.doc_type != "Công văn":
            return
        points = self.rng.choice((12, 12, 13)) * self.scale
        style = 2 if document.is_party and self.rng.random() < 0.5 else 0
        y = self.y + 6
        text = f"{document.about} {document.subject}"
        for line in self._wrapped(
            text, _font(self.face, style, points), span * self.rng.uniform(0.38, 0.44)
        ):
            self._put(self.sheet, line, centre, y, style, points)
            y += points * _PT * 1.17
        self.y = y

    def _title(self) -> None:
        document, rng, scale = self.document, self.rng, self.scale
        middle = (self.left + self.right) / 2
        if document.doc_type == "Công văn":
            self.y += rng.uniform(0.5, 1.0) * 14 * _PT
        else:
            self.y += rng.uniform(0.8, 1.8) * 14 * _PT
            points = rng.choice((14, 14, 15, 13)) * scale
            self._put(self.sheet, document.doc_type.upper(), middle, self.y, 1, points)
            self.y += points * _PT * 1.2
            sub = rng.choice((13, 14, 14)) * scale
            text = f"{document.about} {document.subject}".strip()
            span = (self.right - self.left) * rng.uniform(0.72, 0.97)
            for line in self._wrapped(text, _font(self.face, 1, sub), span):
                self._put(self.sheet, line, middle, self.y, 1, sub)
                self.y += sub * _PT * rng.choice((1.15, 1.18))
            self._rule(middle, self.y + 14, rng.uniform(300, 560))
            self.y += 0.8 * 14 * _PT
        self._addressees(middle)

    def _addressees(self, middle: float) -> None:
        who = self.document.addressee
        if not who:
            return
        points = self.body
        if len(who) == 1:
            self._put(self.sheet, f"Kính gửi: {who[0]}.", middle, self.y, 0, points)
            self.y += 1.7 * points * _PT
            return
        x = self.left + (self.right - self.left) * 0.24
        self._put(self.sheet, "Kính gửi:", x, self.y, 0, points, "la")
        self.y += 1.2 * points * _PT
        for place, name in enumerate(who, 1):
            end = ";" if place < len(who) else "."
            self._put(
                self.sheet,
                f"- {name}{end}",
                x + 0.12 * (self.right - self.left),
                self.y,
                0,
                points,
                "la",
            )
            self.y += 1.2 * points * _PT
        self.y += 0.6 * points * _PT

    def _wrapped(self, text: str, font: ImageFont.FreeTypeFont, span: float) -> list[str]:
        lines: list[str] = []
        for word in text.split():
            if lines and font.getlength(f"{lines[-1]} {word}") <= span:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return lines

    def _text(self) -> None:
        document, points = self.document, self.body
        font = _font(self.face, 0, points)
        step = points * _PT * self.spacing
        indent = 12.7 * _MM
        share = 1 / document.pages
        for place, paragraph in enumerate(document.body):
            due = int(place / len(document.body) / share) + 1
            if due > len(self.sheets):
                self._next_sheet()
            style = (
                2
                if document.doc_type in ("Quyết định", "Nghị quyết")
                and paragraph.startswith(("Căn cứ", "Xét"))
                and self.face != "Arimo"
                else 0
            )
            font = _font(self.face, style, points)
            words, x, first = paragraph.split(), self.left + indent, True
            line: list[str] = []
            for word in [*words, None]:
                room = self.right - (x if first else self.left)
                if word is not None and font.getlength(" ".join([*line, word])) <= room:
                    line.append(word)
                    continue
                self._line(
                    line, x if first else self.left, style, points, justified=word is not None
                )
                first, line = False, [word] if word is not None else []
                self.y += step
                if self.y > HEIGHT - 24 * _MM and word is not None:
                    self._next_sheet()
            self.y += 0.28 * step
        if document.pages > len(self.sheets):
            self._next_sheet()

    def _line(
        self, words: list[str], x: float, style: int, points: float, *, justified: bool
    ) -> None:
        font = _font(self.face, style, points)
        self.sheet.lines.append(" ".join(words))
        draw = ImageDraw.Draw(self.sheet.print)
        gap = font.getlength(" ")
        if justified and len(words) > 1:
            gap = (self.right - x - sum(map(font.getlength, words))) / (len(words) - 1)
        for word in words:
            draw.text((x, self.y), word, font=font, fill=14)
            x += font.getlength(word) + gap

    def _next_sheet(self) -> None:
        self.sheets.append(Sheet())
        self.y = 22.0 * _MM

    def _signer(self) -> None:
        document, rng, scale = self.document, self.rng, self.scale
        block = document.signing
        points = rng.choice((13, 13.5, 14)) * scale
        rows = len(block.authority) + len(block.position)
        needed = (rows * 1.2 + 7) * points * _PT
        if self.y + needed > HEIGHT - 18 * _MM:
            self._next_sheet()
        self.y += rng.uniform(0.4, 1.2) * 14 * _PT
        span = self.right - self.left
        centre = self.left + span * rng.uniform(0.70, 0.76)
        y = self.y + rng.choice((0, 0, 10))
        self._recipients()
        for text in (*block.authority, *block.position):
            size = points
            while _font(self.face, 1, size).getlength(text) > span * 0.52:
                size -= 0.25
            self._put(self.sheet, text, centre, y, 1, size)
            y += 1.17 * points * _PT
        room = rng.uniform(3.6, 5.2) * points * _PT
        self.signed_at = centre, y + room * 0.5
        self.name_y = y + room
        name = f"{block.rank} {block.name}".strip()
        self._put(self.sheet, name, centre, self.name_y, 1, points)

    def _recipients(self) -> None:
        y, scale = self.y, self.scale
        self._put(self.sheet, "Nơi nhận:", self.left, y, 3, 12 * scale, "la")
        y += 12 * _PT * scale * 1.2
        font = _font(self.face, 0, 11 * scale)
        for place, name in enumerate(self.document.recipients, 1):
            end = "." if place == len(self.document.recipients) else ";"
            for line in self._wrapped(f"- {name}{end}", font, (self.right - self.left) * 0.4):
                self._put(self.sheet, line, self.left, y, 0, 11 * scale, "la")
                y += 11 * _PT * scale * 1.18
        self.recipients_bottom = y

    def _extras(self) -> None:
        from tests.corpus import ink

        document, rng, first, last = self.document, self.rng, self.sheets[0], self.sheets[-1]
        x, y = self.signed_at
        blue = rng.choice(((28, 42, 150), (20, 30, 120), (40, 60, 180), (30, 30, 40)))
        ink.signature(
            last.ink,
            rng,
            x + rng.uniform(-40, 90),
            min(y + rng.uniform(-10, 60), self.name_y + 10),
            blue,
        )
        ink.seal(
            last.ink,
            rng,
            x - rng.uniform(150, 330),
            y + rng.uniform(-110, 90),
            document.seal,
            str(_font_file(self.face, 1)),
        )
        if document.urgency:
            ink.stamp(
                first.ink,
                rng,
                self.at_left,
                max(self.y_of_stamp(), self.number_bottom),
                document.urgency,
                str(_font_file("Tinos", 1)),
            )
        place = self.arrival_place()
        if place is not None and rng.random() < 0.4:
            ink.arrival(
                first.ink,
                rng,
                place,
                str(_font_file("Tinos", 0)),
                str(_font_file("Tinos", 1)),
            )
        if rng.random() < 0.2:
            ink.scribble(first.ink, rng)

    def y_of_stamp(self) -> float:
        if self.document.doc_type == "Công văn":
            lines = max(1, len(self.document.subject) // 30 + 1)
            return self.number_bottom + lines * 12 * _PT * 1.3
        return self.number_bottom

    def arrival_place(self) -> tuple[float, float] | None:
        """Free paper under the recipients of a single page; elsewhere there may be none."""
        if len(self.sheets) == 1 and self.recipients_bottom < HEIGHT - 640:
            return self.left + 20, self.recipients_bottom + 40
        return None


def as_array(image: Image.Image) -> np.ndarray:
    return np.asarray(image)
