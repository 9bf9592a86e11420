"""The text-only appearance of a signature: Times New Roman 10 pt, black (NĐ 30, II.8.b)."""

from io import BytesIO

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader

from clerkdesk.process.resources import font_file

FONT_SIZE = 10.0


class DrawnText(PdfContent):
    """Text that MuPDF draws and pyHanko places.

    pyHanko's own text comes out too wide with fonts of 2048 units per em (Tinos).

    Args:
        width, height: size of the box in points, upright.
        turned: degrees by which the page is turned when shown.
    """

    def __init__(self, text: str, width: float, height: float, turned: int = 0) -> None:
        self._text = text
        self._size = (width, height)
        self._turned = turned
        across = turned % 180 != 0
        super().__init__(
            box=BoxConstraints(height if across else width, width if across else height)
        )

    def render(self) -> bytes:
        """Import the drawn page as a form object and return the operator that shows it."""
        writer = self.writer
        assert writer is not None
        drawn = writer.import_page_as_xobject(PdfFileReader(BytesIO(self._drawn())))
        self.resources.xobject["/DrawnText"] = drawn
        return b"/DrawnText Do"

    def _drawn(self) -> bytes:
        import pymupdf  # slow to load, and few signatures have text

        from clerkdesk.process.drawn_pdf import finished

        width, height = self._size
        with pymupdf.open() as document:
            page = document.new_page(width=width, height=height)
            page.insert_font(fontname="F0", fontfile=str(font_file("Tinos-Regular.ttf")))
            size = FONT_SIZE
            while page.insert_textbox(page.rect, self._text, fontname="F0", fontsize=size) < 0:
                size -= 0.5
                if size < 4:
                    break
            upright = finished(document)
            if not self._turned:
                return upright
            with pymupdf.open() as turned, pymupdf.open("pdf", upright) as source:
                across = self._turned % 180 != 0
                outer = turned.new_page(
                    width=height if across else width, height=width if across else height
                )
                outer.show_pdf_page(outer.rect, source, 0, rotate=self._turned)
                return bytes(turned.tobytes(deflate=True))
