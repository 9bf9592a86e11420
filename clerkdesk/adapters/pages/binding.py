"""Page images bound into one searchable PDF at their physical size."""

import io
from collections.abc import Mapping, Sequence

import pymupdf
from PIL import Image

from clerkdesk.adapters.pages.image import decode
from clerkdesk.domain.reading import PageText
from clerkdesk.ports.pages import PageImage
from clerkdesk.process.drawn_pdf import settle_fonts
from clerkdesk.process.resources import font_file

_POINTS = 72.0
_JPEG_QUALITY = 80
_TEXT_FONT = "Tinos-Regular.ttf"
_INVISIBLE = 3
_ASCENT = 0.78
"""Share of a word's box above its base line, tone marks included."""
_FACTS = {"Title": "title", "Author": "author", "Subject": "subject", "Keywords": "keywords"}


def bind(pages: Sequence[PageImage], texts: Sequence[PageText], facts: Mapping[str, str]) -> bytes:
    """Make the PDF: one page an image, its words invisible over it.

    Raises:
        DamagedFile: a page is not an image.
    """
    with pymupdf.open() as pdf:
        font = pymupdf.Font(fontfile=str(font_file(_TEXT_FONT))) if texts else None
        for number, page in enumerate(pages):
            image = decode(page.content)
            text = texts[number] if number < len(texts) else None
            width, height = _size(image, page)
            sheet = pdf.new_page(width=width, height=height)
            sheet.insert_image(
                sheet.rect,
                stream=_archived(page.content, image),
                rotate=-page.turned % 360,
                keep_proportion=False,
            )
            if font is not None and text is not None:
                _write_words(sheet, text, font)
        pdf.set_metadata(
            {"producer": "ClerkDesk", **{_FACTS[k]: v for k, v in facts.items() if k in _FACTS}}
        )
        if font is not None:
            settle_fonts(pdf)
        content: bytes = pdf.tobytes(garbage=3, deflate=True, use_objstms=1)
        return content


def _size(image: Image.Image, page: PageImage) -> tuple[float, float]:
    """Physical size in points of the upright page (NĐ 30 Phụ lục I, phần II: scale 100 %)."""
    dpi = page.dpi if page.dpi > 0 else 300
    width, height = image.width * _POINTS / dpi, image.height * _POINTS / dpi
    return (height, width) if page.turned % 180 else (width, height)


def _archived(content: bytes, image: Image.Image) -> bytes:
    """JPEG and black-and-white as they are; other colour pages would be far too large."""
    if image.format == "JPEG" or image.mode == "1":
        return content
    buffer = io.BytesIO()
    image.convert("L" if image.mode in ("L", "LA") else "RGB").save(
        buffer, "JPEG", quality=_JPEG_QUALITY
    )
    return buffer.getvalue()


def _write_words(sheet: pymupdf.Page, text: PageText, font: pymupdf.Font) -> None:
    """Each word at its place, as wide as on the image, with the space that follows it.

    Source: ISO 32000-1, 9.3.6 (text rendering mode 3 paints nothing, and is found and copied).
    """
    across, down = sheet.rect.width / text.width, sheet.rect.height / text.height
    for word in text.words:
        size = max((word.box.y1 - word.box.y0) * down * 0.8, 4.0)
        natural = font.text_length(word.text, size)
        if natural <= 0:
            continue
        start = pymupdf.Point(
            word.box.x0 * across, (word.box.y0 + (word.box.y1 - word.box.y0) * _ASCENT) * down
        )
        stretch = max((word.box.x1 - word.box.x0) * across / natural, 0.05)
        writer = pymupdf.TextWriter(sheet.rect)
        writer.append(start, f"{word.text} ", font, size)
        writer.write_text(
            sheet, render_mode=_INVISIBLE, morph=(start, pymupdf.Matrix(stretch, 1.0))
        )
