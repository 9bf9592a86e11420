"""Pages out of files: what a network scanner sends or a folder holds, JPEG, PNG, TIFF, HEIC or PDF."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from clerkdesk.adapters.scanner.driver import JPEG, PNG, encode
from clerkdesk.domain.attachments import is_pdf
from clerkdesk.domain.errors import DamagedFile, LockedFile, PdfIsDocument
from clerkdesk.domain.scans import ScannedPage, ScanSettings, believable_dpi
from clerkdesk.process.pictures import (
    BROKEN,
    LEAST_SIDE,
    PIXEL_LIMIT,
    no_sheet,
    open_picture,
    sheets,
)

if TYPE_CHECKING:
    import pymupdf

_PASSED_ON = {"JPEG": (JPEG, ("L", "RGB")), "PNG": (PNG, ("1", "L", "P", "RGB"))}
_SIGNATURE_MARK = b"/ByteRange"
_PICTURE_SHARE = 0.5
"""Share of a page above which its pictures are the page, and its text was read off them."""
_DEEP = ("I", "I;16", "I;16B", "I;16L")


def pages_of(
    name: str, content: bytes, settings: ScanSettings, before: int
) -> Iterator[ScannedPage]:
    """Yield the pages of a file; an image that is an ordinary page keeps its bytes.

    Args:
        name: what a message calls the file.
        before: how many pages came before.

    Raises:
        DamagedFile, LockedFile, UnsupportedFile: pages already yielded are good.
    """
    if is_pdf(content) or name.lower().endswith(".pdf"):
        yield from _pdf_pages(name, content, settings, before)
        return
    try:
        picture = open_picture(name, content)
        kind = str(picture.format)
        for index, sheet in enumerate(sheets(name, picture), start=before + 1):
            told = float(sheet.info.get("dpi", (0, 0))[0])
            dpi = believable_dpi(sheet.width, sheet.height, told, settings.dpi)
            media_type, modes = _PASSED_ON.get(kind, ("", ()))
            if sheet is picture and sheet.mode in modes:
                yield ScannedPage(index, content, media_type, dpi, sheet.width, sheet.height)
            else:
                yield encode(_eight_bits(sheet), index, dpi, settings.colour)
    except BROKEN as error:
        raise DamagedFile(name) from error


def _eight_bits(image: Image.Image) -> Image.Image:
    """16-bit grey with its highest byte; converting would clip it to white."""
    if image.mode not in _DEEP:
        return image
    return image.convert("I").point(lambda level: level / 256).convert("L")


def _pdf_pages(
    name: str, content: bytes, settings: ScanSettings, before: int
) -> Iterator[ScannedPage]:
    import pymupdf  # only here: a scanner that sends images does not need it

    pymupdf.TOOLS.mupdf_display_errors(False)
    try:
        with pymupdf.open(stream=content, filetype="pdf") as document:
            if document.needs_pass:
                raise LockedFile(name)
            if not document.page_count:
                raise DamagedFile(name)
            for index, page in enumerate(document, start=before + 1):
                points = page.rect.width * page.rect.height
                if points * (settings.dpi / 72) ** 2 > PIXEL_LIMIT:
                    raise DamagedFile(name)
                pymupdf.TOOLS.reset_mupdf_warnings()
                pixmap = page.get_pixmap(dpi=settings.dpi, alpha=False)
                if document.is_repaired and pymupdf.TOOLS.mupdf_warnings():
                    raise DamagedFile(name)  # a torn page is drawn white, without an error
                if min(pixmap.width, pixmap.height) < LEAST_SIDE:
                    raise no_sheet(name)
                image = Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples)
                yield encode(image, index, settings.dpi, settings.colour)
    except (pymupdf.FileDataError, pymupdf.EmptyFileError, pymupdf.mupdf.FzErrorBase) as error:
        raise DamagedFile(name) from error


def refuse_document(path: Path, content: bytes) -> None:
    """A PDF with a signature, or with a text that its pages do not show as a picture, stays whole.

    Raises:
        PdfIsDocument: it would lose them as pages.
    """
    if is_pdf(content) and (_SIGNATURE_MARK in content or _is_typed(content)):
        raise PdfIsDocument(path.name, str(path))


def _is_typed(content: bytes) -> bool:
    import pymupdf

    pymupdf.TOOLS.mupdf_display_errors(False)
    try:
        with pymupdf.open(stream=content, filetype="pdf") as document:
            return not document.needs_pass and any(
                page.get_text().strip() and not _is_picture(page) for page in document
            )
    except (pymupdf.FileDataError, pymupdf.EmptyFileError, pymupdf.mupdf.FzErrorBase):
        return False  # `pages_of` says that it is damaged


def _is_picture(page: "pymupdf.Page") -> bool:
    """Whether pictures cover the page; a coat of arms or a stamp does not."""
    import pymupdf

    found = [pymupdf.Rect(image["bbox"]) & page.rect for image in page.get_image_info()]
    covered = sum(float(place.get_area()) for place in found if not place.is_empty)
    return covered >= _PICTURE_SHARE * float(page.rect.get_area())
