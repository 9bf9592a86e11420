"""Words of a PDF: from its text layer where it has one, else by OCR of its rendered pages."""

from collections.abc import Iterator

import pymupdf
from PIL import Image

from clerkdesk.adapters.pages.examine import examine
from clerkdesk.adapters.pages.image import upright
from clerkdesk.adapters.pages.ocr import Reader
from clerkdesk.domain.errors import DamagedFile, LockedFile
from clerkdesk.domain.reading import Box, PageText, Word
from clerkdesk.domain.upright import lies_wrong
from clerkdesk.domain.vietnamese import nfc

_OCR_DPI = 300
_WORDS_OF_A_LAYER = 8
"""A page with fewer words in its layer is an image with perhaps a stamp on it."""
_OCR_FIRST, _OCR_LAST = 3, 2
"""Pages that OCR reads at once: head and signer stand there; a long file would take minutes."""
_PAGE_LIMIT = 2000
_LOOK_ALIKES = str.maketrans({"\u00ad": "-", "Ð": "Đ", "ð": "đ"})
"""Many PDF writers name a hyphen or a «Đ» after another letter of the same shape."""


def pdf_pages(name: str, content: bytes, reader: Reader) -> Iterator[PageText]:
    """Yield the words of every page; pages in the middle of a long scan come empty.

    Raises:
        DamagedFile, LockedFile: it cannot be opened.
        OcrDataMissing: a page needs OCR and the model is not installed.
    """
    try:
        with pymupdf.open(stream=content, filetype="pdf") as pdf:
            if pdf.needs_pass:
                raise LockedFile(name)
            if not 0 < pdf.page_count <= _PAGE_LIMIT:
                raise DamagedFile(name)
            for number, page in enumerate(pdf):
                if page.rotation:
                    page.remove_rotation()  # one coordinate system: as the page is seen
                text = page_layer(page)
                near = number < _OCR_FIRST or number >= pdf.page_count - _OCR_LAST
                if len(text.words) < _WORDS_OF_A_LAYER and near:
                    text = _ocr(page, reader)
                yield text
    except (pymupdf.FileDataError, pymupdf.EmptyFileError, pymupdf.mupdf.FzErrorBase) as error:
        raise DamagedFile(name) from error


def page_layer(page: pymupdf.Page) -> PageText:
    """The words of a page's text layer."""
    words: list[Word] = []
    lines: dict[tuple[int, int], int] = {}
    for x0, y0, x1, y1, text, block, line, _number in page.get_text("words"):
        place = lines.setdefault((block, line), len(lines))
        words.append(Word(nfc(text).translate(_LOOK_ALIKES), Box(x0, y0, x1, y1), 1.0, place))
    return PageText(page.rect.width, page.rect.height, tuple(words))


def page_picture(page: pymupdf.Page) -> tuple[Image.Image, int]:
    """The page as it is seen, and its resolution."""
    longest = max(page.rect.width, page.rect.height, 1.0)
    dpi = min(_OCR_DPI, int(12000 * 72 / longest))  # a poster at 300 dpi would not fit in memory
    pixmap = page.get_pixmap(dpi=dpi, alpha=False)
    return Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples), dpi


def _ocr(page: pymupdf.Page, reader: Reader) -> PageText:
    """The words of a scanned page; one that lies sideways or on its head is read as it is turned."""
    picture, dpi = page_picture(page)
    text = reader.read(picture, dpi)
    if not lies_wrong(text) or not (turn := examine(picture, dpi).turn):
        return text
    return reader.read(upright(picture, turn), dpi)
