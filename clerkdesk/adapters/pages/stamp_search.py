"""Search any file for a stamp of secrecy: the head of every page, and what lies packed inside."""

import io
import zipfile
from collections.abc import Iterator

import pymupdf
from PIL import Image, ImageSequence

from clerkdesk.adapters.pages.image import PIXEL_LIMIT, decode
from clerkdesk.adapters.pages.ocr import Reader
from clerkdesk.adapters.pages.office_lines import lines_page, office_pages, office_pictures
from clerkdesk.adapters.pages.pdf_text import page_layer, page_picture
from clerkdesk.adapters.pages.unread import said_unread
from clerkdesk.domain import formats as kinds
from clerkdesk.domain.attachments import PDF
from clerkdesk.domain.errors import DamagedFile, LockedFile, OcrDataMissing
from clerkdesk.domain.formats import sniff
from clerkdesk.domain.reading import PageText
from clerkdesk.domain.secrecy import stamped_secret
from clerkdesk.domain.texts import _

_DEPTH = 3
_ENTRIES = 500
_UNPACKED = 300_000_000
_PAGES = 2000
_FRAMES = 500
_HEAD = 0.46
_WORDS_OF_A_LAYER = 8
_LINES_OF_A_PAGE = 46
_PICTURE_OF_A_PAGE = 1000
"""Pixels in height; a smaller picture is a stamp or a drawing, and a stamp stands anywhere on it."""
_LETTER_HEIGHT, _LETTER_WIDTH = (6.0, 60.0), (3.0, 250.0)
"""Points of a shape that may be a drawn letter or word."""
_DPI = 300
_OFFICE = (kinds.DOCX, kinds.XLSX, kinds.PPTX, kinds.ODT, kinds.ODS, kinds.ODP)
_PICTURES = (kinds.PNG, kinds.JPEG, kinds.TIFF)
_PLAIN = (kinds.TXT, kinds.HTML, kinds.XML)
_NOTHING_TO_SEE = (
    *(kinds.MP3, kinds.AAC, kinds.WAV),
    *(kinds.MP4, kinds.MPEG, kinds.AVI, kinds.ASF, kinds.FLASH),
)
_BLANK = PageText(595.0, 842.0, ())


class StampFinder:
    """One search; `mark` is the stamp as soon as one is found, `unread` names what stayed closed."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._left = _UNPACKED
        self._pages = 0
        self.mark = ""
        self.unread: list[str] = []

    def search(self, name: str, content: bytes, depth: int = 0) -> Iterator[int]:
        """Yield after each page how many were looked at; ends at the first stamp."""
        try:
            for text, first in self._texts(name, content, depth):
                self._pages += 1
                # Only on a first page, where the stamp belongs, are lost tone marks tolerated.
                self.mark = self.mark or stamped_secret([text] if first else [_BLANK, text])
                yield self._pages
                if self.mark:
                    return
        except LockedFile:
            self._leave(name, _("có mật khẩu"))
        except OcrDataMissing:
            self._leave(name, _("máy này thiếu dữ liệu nhận dạng chữ"))
        except DamagedFile:
            self._leave(name, _("tệp hỏng hoặc quá lớn"))

    def _texts(self, name: str, content: bytes, depth: int) -> Iterator[tuple[PageText, bool]]:
        kind = sniff(content).media_type
        if kind == PDF:
            yield from self._pdf(name, content, depth)
        elif kind in _PICTURES:
            yield from self._picture(content)
        elif kind in _OFFICE:
            for number, page in enumerate(office_pages(name, content)):
                yield page, number == 0
            for picture in office_pictures(name, content):
                yield from self._drawn(picture)
        elif kind in _PLAIN:
            lines = _decoded(content).splitlines()
            for start in range(0, len(lines), _LINES_OF_A_PAGE):
                yield lines_page(lines[start : start + _LINES_OF_A_PAGE]), start == 0
        elif kind == kinds.ZIP:
            yield from self._zip(name, content, depth)
        elif kind not in _NOTHING_TO_SEE:
            self._leave(name, _("loại tệp này không đọc được ở đây"))

    def _pdf(self, name: str, content: bytes, depth: int) -> Iterator[tuple[PageText, bool]]:
        try:
            with pymupdf.open(stream=content, filetype="pdf") as pdf:
                if pdf.needs_pass:
                    raise LockedFile(name)
                if not 0 < pdf.page_count <= _PAGES:
                    raise DamagedFile(name)
                for number, page in enumerate(pdf):
                    if page.rotation:
                        page.remove_rotation()
                    layer = page_layer(page)
                    yield layer, number == 0
                    if number == 0 or _is_drawn(page, layer):
                        yield self._head(*page_picture(page)), number == 0
                for inner in pdf.embfile_names():
                    yield from self._inside(inner, pdf.embfile_get(inner), depth)
        except (pymupdf.FileDataError, pymupdf.EmptyFileError) as error:
            raise DamagedFile(name) from error
        except (pymupdf.mupdf.FzErrorBase, ValueError, RuntimeError) as error:
            raise DamagedFile(name) from error

    def _picture(self, content: bytes) -> Iterator[tuple[PageText, bool]]:
        try:
            for number, frame in enumerate(ImageSequence.Iterator(decode(content))):
                if number >= _FRAMES or frame.width * frame.height > PIXEL_LIMIT:
                    raise DamagedFile("")
                yield self._head(frame.copy(), _dpi_of(frame)), number == 0
        except (OSError, SyntaxError, TypeError, ValueError, EOFError, ArithmeticError) as error:
            raise DamagedFile("") from error

    def _drawn(self, picture: bytes) -> Iterator[tuple[PageText, bool]]:
        """A picture in an office file; one that cannot be opened there is no page."""
        try:
            image = decode(picture)
        except DamagedFile:
            return
        if image.height >= _PICTURE_OF_A_PAGE:
            yield self._head(image, _dpi_of(image)), False
        elif min(image.size) >= 20:
            paper = Image.new("RGB", (max(image.width + 40, 800), image.height * 3 + 40), "white")
            paper.paste(image.convert("RGB"), (20, 20))
            yield self._reader.read(paper, 200), False

    def _zip(self, name: str, content: bytes, depth: int) -> Iterator[tuple[PageText, bool]]:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                entries = [entry for entry in packed.infolist() if not entry.is_dir()]
                if len(entries) > _ENTRIES:
                    raise DamagedFile(name)
                for entry in entries:
                    inner = f"{name}/{entry.filename}"
                    if entry.flag_bits & 1:
                        self._leave(inner, _("có mật khẩu"))
                    elif entry.file_size > self._left:
                        raise DamagedFile(name)
                    else:
                        yield from self._inside(inner, packed.read(entry), depth)
        except (
            zipfile.BadZipFile,
            OSError,
            ValueError,
            RuntimeError,
            NotImplementedError,
        ) as error:
            raise DamagedFile(name) from error

    def _inside(self, name: str, content: bytes, depth: int) -> Iterator[tuple[PageText, bool]]:
        self._left -= len(content)
        if depth >= _DEPTH or self._left < 0:
            self._leave(name, _("nén quá nhiều lớp hoặc quá lớn"))
            return
        try:
            yield from self._texts(name, content, depth + 1)
        except LockedFile:
            self._leave(name, _("có mật khẩu"))
        except DamagedFile:
            self._leave(name, _("tệp hỏng hoặc quá lớn"))

    def _head(self, image: Image.Image, dpi: int) -> PageText:
        return self._reader.read_head(image, dpi)

    def _leave(self, name: str, reason: str) -> None:
        self.unread.append(said_unread(name, reason))


def _is_drawn(page: pymupdf.Page, layer: PageText) -> bool:
    """Whether something stands in the head of the page that its text does not tell."""
    edge = page.rect.height * _HEAD
    if sum(word.box.y0 < edge for word in layer.words) < _WORDS_OF_A_LAYER:
        return True
    if next(page.annots(), None) is not None or next(page.widgets(), None) is not None:
        return True
    return any(_may_be_letters(kind, box, edge) for kind, box in page.get_bboxlog())


def _may_be_letters(kind: str, box: tuple[float, float, float, float], edge: float) -> bool:
    x0, y0, x1, y1 = box
    if y0 >= edge:
        return False
    if "image" in kind or "shade" in kind:
        return True
    high = _LETTER_HEIGHT[0] <= y1 - y0 <= _LETTER_HEIGHT[1]
    return kind == "fill-path" and high and _LETTER_WIDTH[0] <= x1 - x0 <= _LETTER_WIDTH[1]


def _dpi_of(image: Image.Image) -> int:
    """The resolution as the file says; else as if it were as wide as A4."""
    said = image.info.get("dpi")
    dpi = round(float(said[0])) if isinstance(said, tuple) and said and said[0] else 0
    return dpi if 72 <= dpi <= 1200 else min(max(round(image.width / 8.27), 72), 600)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("cp1258", "replace")
