"""The block under the end of a copy on paper: hình thức sao, số, ngày, chức vụ, nơi nhận (NĐ 30, PL I)."""

import pymupdf

from clerkdesk.adapters.pdf.opening import opened
from clerkdesk.domain.copies import CopyBlock
from clerkdesk.process.drawn_pdf import settle_fonts
from clerkdesk.process.resources import font_file

_FACES = {
    "Cr": "Tinos-Regular.ttf",
    "Cb": "Tinos-Bold.ttf",
    "Ci": "Tinos-Italic.ttf",
    "Cx": "Tinos-BoldItalic.ttf",
}
_LEFT, _RIGHT, _BOTTOM = 85.0, 43.0, 57.0
"""Margins in points: 30, 15 and 20 mm (Phụ lục I, Phần I)."""
_GAP = 14.0
"""Between what is copied and the line over the block."""
_SIGN_ROOM = 76.0
"""For signature and seal, between chức vụ and họ tên."""
_LOOK_DPI = 36
_DARKER = 40
"""Grey values by which ink is darker than the paper around it."""
_A4 = (595.3, 841.9)


def add(name: str, pdf: bytes, block: CopyBlock) -> bytes:
    """Draw `block` under the last line of the last page, or on one more page.

    Source: Phụ lục I, Phần II, mục II: on the same sheet, after the end of what is copied, under a
    line across the whole width of the text.

    Raises:
        DamagedFile, LockedFile: it cannot be opened.
    """
    with opened(name, pdf) as document:
        document.bake()
        last = document[-1]
        last.remove_rotation()
        height = _height(block)
        top = _end_of_ink(last) + _GAP
        if top + height > last.rect.height - _BOTTOM:
            last, top = document.new_page(width=_A4[0], height=_A4[1]), _BOTTOM
        last.wrap_contents()  # what a stranger's page left turned or scaled does not move the block
        for face, file in _FACES.items():
            last.insert_font(fontname=face, fontfile=str(font_file(file)))
        _draw(last, top, block)
        settle_fonts(document)
        return bytes(document.tobytes(garbage=3, deflate=True))


def _end_of_ink(page: pymupdf.Page) -> float:
    """Where the lowest ink is, but for what stands in the lower margin."""
    picture = page.get_pixmap(dpi=_LOOK_DPI, colorspace=pymupdf.csGRAY, alpha=False)
    scale = 72 / _LOOK_DPI
    width, samples = picture.width, picture.samples
    paper = sorted(samples)[int(len(samples) * 0.9)]  # most of a page is paper
    edge = max(1, int(width * 0.03))  # the shadow along a scan's edge is no ink
    for row in range(picture.height - 1, -1, -1):
        line = samples[row * picture.stride + edge : row * picture.stride + width - edge]
        if line and min(line) < paper - _DARKER:
            end = (row + 1) * scale
            if end < page.rect.height - _BOTTOM / 2:
                return end
    return _BOTTOM


def _height(block: CopyBlock) -> float:
    right = 22 + 16 * len(block.authority) + _SIGN_ROOM + 18
    left = 22 + 16 + 13 * len(block.recipients)
    return 54 + max(left, right)


def _draw(page: pymupdf.Page, top: float, block: CopyBlock) -> None:
    left, right = _LEFT, page.rect.width - _RIGHT
    middle = left + (right - left) * 0.44
    page.draw_line((left, top), (right, top), color=(0, 0, 0), width=0.8)
    one, other = (left, middle - 6), (middle + 6, right)
    y = top + 20
    for number, line in enumerate(_in_two(block.organisation.upper())):
        _centred(page, one, y + 15 * number, line, "Cb", 12.5)
    head = y + 15 * (len(_in_two(block.organisation.upper())) - 1)
    _centred(page, one, head + 18, block.code, "Cr", 13)
    _centred(page, other, y, block.form, "Cb", 13.5)
    _centred(page, other, head + 18, block.place_date, "Ci", 13)
    y = head + 42
    for number, line in enumerate(block.authority):
        _centred(page, other, y + 16 * number, line, "Cb", 13)
    name = y + 16 * (len(block.authority) - 1) + _SIGN_ROOM + 16
    _centred(page, other, name, block.signer, "Cb", 13.5)
    page.insert_text((left, y), "Nơi nhận:", fontname="Cx", fontsize=12)
    for number, line in enumerate(block.recipients, start=1):
        size = _fitting(line, "Cr", 11, one[1] - one[0])
        page.insert_text((left, y + 13 * number + 2), line, fontname="Cr", fontsize=size)


def _centred(
    page: pymupdf.Page, span: tuple[float, float], y: float, text: str, face: str, size: float
) -> None:
    size = _fitting(text, face, size, span[1] - span[0])
    x = (span[0] + span[1] - _length(text, face, size)) / 2
    page.insert_text((x, y), text, fontname=face, fontsize=size)


def _fitting(text: str, face: str, size: float, width: float) -> float:
    """`size`, or smaller where the text is too long for one line."""
    return min(size, size * width / max(_length(text, face, size), 1.0))


def _length(text: str, face: str, size: float) -> float:
    font = pymupdf.Font(fontfile=str(font_file(_FACES[face])))
    return float(font.text_length(text, fontsize=size))


def _in_two(text: str) -> list[str]:
    """A long name on two lines, parted where it is most even."""
    words = text.split()
    if _length(text, "Cb", 12.5) < 190 or len(words) < 2:
        return [text]
    cut = min(
        range(1, len(words)),
        key=lambda at: max(len(" ".join(words[:at])), len(" ".join(words[at:]))),
    )
    return [" ".join(words[:cut]), " ".join(words[cut:])]
