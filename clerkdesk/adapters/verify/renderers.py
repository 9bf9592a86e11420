"""The two renderers behind one face: MuPDF and pdfium, each drawing pages as arrays of colours."""

import logging
from typing import Protocol

import numpy as np
import pymupdf
import pypdfium2
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)
logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # a stranger's file is no news for the log

_PAGE_LIMIT_PIXELS = 25_000_000


MUPDF_ERRORS = (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase)
"""What MuPDF raises on files that it cannot read."""


class Unrenderable(Exception):
    """A renderer cannot open or draw the file."""


class Renderer(Protocol):
    """One document opened in one rendering program."""

    name: str
    pages: int

    def draw(self, page: int, dpi: int, *, annotations: bool = True) -> Picture:
        """The page as RGB."""
        ...

    def text(self, page: int) -> str:
        """The text of the page itself, without that of annotations."""
        ...

    def close(self) -> None:
        """Free the document."""
        ...


class MuPdf:
    """MuPDF's view of a document."""

    name = "MuPDF"

    def __init__(self, pdf: bytes) -> None:
        try:
            self._document = pymupdf.open(stream=pdf, filetype="pdf")
            if self._document.needs_pass:
                raise Unrenderable("password")
            self.pages = self._document.page_count
        except MUPDF_ERRORS as error:
            raise Unrenderable(str(error)) from error

    def draw(self, page: int, dpi: int, *, annotations: bool = True) -> Picture:
        """The page as RGB."""
        try:
            loaded = self._document[page]
            dpi = _bearable(loaded.rect.width, loaded.rect.height, dpi)
            pixmap = loaded.get_pixmap(dpi=dpi, annots=annotations, colorspace=pymupdf.csRGB)
        except MUPDF_ERRORS as error:
            raise Unrenderable(str(error)) from error
        drawn = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.h, pixmap.w, 3)
        return drawn.copy()

    def text(self, page: int) -> str:
        """The text that the program reads from the page."""
        try:
            shown = self._document[page].get_displaylist(annots=0)
            return str(pymupdf.TextPage(shown.get_textpage()).extractText())
        except MUPDF_ERRORS as error:
            raise Unrenderable(str(error)) from error

    def close(self) -> None:
        """Free the document."""
        self._document.close()


class Pdfium:
    """pdfium's view of a document."""

    name = "pdfium"

    def __init__(self, pdf: bytes) -> None:
        try:
            self._document = pypdfium2.PdfDocument(pdf)
            self._document.init_forms()
            self.pages = len(self._document)
        except (pypdfium2.PdfiumError, RuntimeError, ValueError) as error:
            raise Unrenderable(str(error)) from error

    def draw(self, page: int, dpi: int, *, annotations: bool = True) -> Picture:
        """The page as RGB."""
        try:
            loaded = self._document[page]
            width, height = loaded.get_size()
            dpi = _bearable(width, height, dpi)
            bitmap = loaded.render(
                scale=dpi / 72,
                draw_annots=annotations,
                may_draw_forms=annotations,
                rev_byteorder=True,
                prefer_bgrx=False,
            )
            drawn = np.asarray(bitmap.to_numpy(), np.uint8)
            picture = np.ascontiguousarray(
                drawn[:, :, :3] if drawn.ndim == 3 else np.repeat(drawn[:, :, None], 3, axis=2)
            )
            loaded.close()
        except (pypdfium2.PdfiumError, RuntimeError, ValueError) as error:
            raise Unrenderable(str(error)) from error
        return picture

    def text(self, page: int) -> str:
        """The text that the program reads from the page."""
        try:
            return str(self._document[page].get_textpage().get_text_bounded())
        except (pypdfium2.PdfiumError, RuntimeError, ValueError) as error:
            raise Unrenderable(str(error)) from error

    def close(self) -> None:
        """Free the document."""
        self._document.close()


RENDERERS: tuple[type[MuPdf] | type[Pdfium], ...] = (MuPdf, Pdfium)


def _bearable(width: float, height: float, dpi: int) -> int:
    """Fewer dots for a huge page: a page of 200 inches must not eat the memory."""
    while dpi > 8 and (width / 72 * dpi) * (height / 72 * dpi) > _PAGE_LIMIT_PIXELS:
        dpi //= 2
    if width * height / 72 / 72 * dpi * dpi > _PAGE_LIMIT_PIXELS:
        raise Unrenderable("page too large")
    return dpi
