"""Codes that a scanner reads, and the label of what a dossier keeps on a shelf."""

from collections.abc import Sequence
from io import BytesIO

import pymupdf
import segno

from clerkdesk.domain.dossier_sheets import DossierLabel
from clerkdesk.domain.stamps import POINTS_PER_MM
from clerkdesk.domain.texts import _
from clerkdesk.process.drawn_pdf import finished
from clerkdesk.process.resources import font_file

_MM = POINTS_PER_MM
_WIDTH, _HEIGHT, _EDGE = 100 * _MM, 60 * _MM, 4 * _MM
_QR_SIDE = 24 * _MM
_BAR_HEIGHT = 11 * _MM
_QUIET = 10
"""Modules of white before and behind the bars (ISO/IEC 15417)."""
_MOST_LINES = 4

_PATTERNS = [
    "212222",
    "222122",
    "222221",
    "121223",
    "121322",
    "131222",
    "122213",
    "122312",
    "132212",
    "221213",
    "221312",
    "231212",
    "112232",
    "122132",
    "122231",
    "113222",
    "123122",
    "123221",
    "223211",
    "221132",
    "221231",
    "213212",
    "223112",
    "312131",
    "311222",
    "321122",
    "321221",
    "312212",
    "322112",
    "322211",
    "212123",
    "212321",
    "232121",
    "111323",
    "131123",
    "131321",
    "112313",
    "132113",
    "132311",
    "211313",
    "231113",
    "231311",
    "112133",
    "112331",
    "132131",
    "113123",
    "113321",
    "133121",
    "313121",
    "211331",
    "231131",
    "213113",
    "213311",
    "213131",
    "311123",
    "311321",
    "331121",
    "312113",
    "312311",
    "332111",
    "314111",
    "221411",
    "431111",
    "111224",
    "111422",
    "121124",
    "121421",
    "141122",
    "141221",
    "112214",
    "112412",
    "122114",
    "122411",
    "142112",
    "142211",
    "241211",
    "221114",
    "413111",
    "241112",
    "134111",
    "111242",
    "121142",
    "121241",
    "114212",
    "124112",
    "124211",
    "411212",
    "421112",
    "421211",
    "212141",
    "214121",
    "412121",
    "111143",
    "111341",
    "131141",
    "114113",
    "114311",
    "411113",
    "411311",
    "113141",
    "114131",
    "311141",
    "411131",
    "211412",
    "211214",
    "211232",
    "2331112",
]
"""Widths of bar, space, bar … of each symbol value; the last is the stop (ISO/IEC 15417)."""
_START_B, _STOP = 104, 106


def code128(words: str) -> list[int]:
    """Widths in modules of bar, space, bar … of `words` in code set B.

    Raises:
        ValueError: a letter is not printable ASCII.
    """
    if not words or any(not " " <= letter <= "~" for letter in words):
        raise ValueError(f"Code 128 B has printable ASCII only, got {words!r}")
    values = [_START_B, *(ord(letter) - 32 for letter in words)]
    check = sum(max(place, 1) * value for place, value in enumerate(values)) % 103
    return [int(width) for value in (*values, check, _STOP) for width in _PATTERNS[value]]


def bars_png(words: str) -> bytes:
    """A Code 128 with its quiet zones as PNG, two pixels a module."""
    widths = code128(words)
    line = bytearray([255]) * (2 * _QUIET)
    for place, width in enumerate(widths):
        line += bytearray([255 if place % 2 else 0]) * (2 * width)
    line += bytearray([255]) * (2 * _QUIET)
    height = 60
    picture = pymupdf.Pixmap(pymupdf.csGRAY, len(line), height, bytes(line) * height, False)
    content: bytes = picture.tobytes("png")
    return content


def qr_png(words: str) -> bytes:
    """A QR code with its border as PNG; a quarter of it may be lost."""
    out = BytesIO()
    segno.make(words, error="q", micro=False).save(out, kind="png", scale=6, border=2)
    return out.getvalue()


def paint_dossier_labels(labels: Sequence[DossierLabel]) -> bytes:
    """Labels of 100 × 60 mm, one a page; call with MuPDF's lock held."""
    regular, bold = (
        pymupdf.Font(fontfile=str(font_file(f"Tinos-{face}.ttf"))) for face in ("Regular", "Bold")
    )
    with pymupdf.open() as document:
        for label in labels:
            page = document.new_page(width=_WIDTH, height=_HEIGHT)
            room = _WIDTH - 2 * _EDGE - _QR_SIDE - 6
            top = _EDGE
            top = _line(page, label.office, regular, 8, top, room)
            top = _line(page, label.procedure_code or "—", bold, 25, top, room)
            top = _line(page, label.applicant, bold, 11, top, room)
            day = _("Nhận ngày {day:%d/%m/%Y}").format(day=label.day)
            top = _line(page, day, regular, 9, top, room)
            shelf = _("Vị trí: {shelf}").format(shelf=label.shelf)
            top = _line(page, shelf, bold, 12, top, room)
            top = max(top, _EDGE + _QR_SIDE) + 1
            for text in _contents(label.contents):
                top = _line(page, text, regular, 8.5, top, _WIDTH - 2 * _EDGE)
            corner = _WIDTH - _EDGE - _QR_SIDE
            square = pymupdf.Rect(corner, _EDGE, corner + _QR_SIDE, _EDGE + _QR_SIDE)
            page.insert_image(square, stream=qr_png(label.code))
            _draw_bars(page, label.code, _HEIGHT - _EDGE - _BAR_HEIGHT - 10)
            _line(page, label.code, regular, 9, _HEIGHT - _EDGE - 11, _WIDTH - 2 * _EDGE)
        return finished(document)


def _contents(lines: Sequence[str]) -> list[str]:
    if len(lines) <= _MOST_LINES:
        return list(lines)
    rest = _("… và {count} thành phần nữa").format(count=len(lines) - _MOST_LINES + 1)
    return [*lines[: _MOST_LINES - 1], rest]


def _draw_bars(page: pymupdf.Page, words: str, top: float) -> None:
    widths = code128(words)
    module = min((_WIDTH - 2 * _EDGE) / (sum(widths) + 2 * _QUIET), 0.5 * _MM)
    place = _EDGE + _QUIET * module
    shape = page.new_shape()
    for number, width in enumerate(widths):
        if number % 2 == 0:
            bar = pymupdf.Rect(place, top, place + width * module, top + _BAR_HEIGHT)
            shape.draw_rect(bar)
        place += width * module
    shape.finish(color=None, fill=(0, 0, 0))
    shape.commit()


def _line(
    page: pymupdf.Page, words: str, font: pymupdf.Font, size: float, top: float, room: float
) -> float:
    """One line, smaller where it does not fit, cut where it would be too small; where the next begins."""
    wide = font.text_length(words, size)
    fitted = max(size * min(1.0, room / max(wide, 1.0)), size * 0.6)
    while words and font.text_length(words, fitted) > room:
        words = words[:-2].rstrip() + "…" if len(words) > 2 else ""
    writer = pymupdf.TextWriter(page.rect)
    writer.append((_EDGE, top + fitted), words, font, fitted)
    writer.write_text(page)
    return top + size * 1.2
