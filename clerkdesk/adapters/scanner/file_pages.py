"""Pages out of files: what a network scanner sends or a folder holds, JPEG, PNG, TIFF, HEIC or PDF."""

import io
from collections.abc import Iterator

from PIL import Image, ImageSequence

from clerkdesk.adapters.scanner.driver import JPEG, PNG, encode
from clerkdesk.domain.errors import DamagedFile, LockedFile
from clerkdesk.domain.scans import ScannedPage, ScanSettings, believable_dpi

_PIXEL_LIMIT = 150_000_000
"""A sheet of A3 at 600 dpi has 70 million."""
_PASSED_ON = {"JPEG": (JPEG, ("L", "RGB")), "PNG": (PNG, ("1", "L", "P", "RGB"))}
_HEIC_MARK = b"ftyp"
_DEEP = ("I", "I;16", "I;16B", "I;16L")


def pages_of(
    name: str, content: bytes, settings: ScanSettings, before: int
) -> Iterator[ScannedPage]:
    """Yield the pages of a file; an image that is an ordinary page keeps its bytes.

    Args:
        name: what a message calls the file.
        before: how many pages came before.

    Raises:
        DamagedFile, LockedFile: pages already yielded are good.
    """
    if content.startswith(b"%PDF-") or name.lower().endswith(".pdf"):
        yield from _pdf_pages(name, content, settings, before)
        return
    try:
        if content[4:8] == _HEIC_MARK:
            _know_heic()
        image = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "TIFF", "HEIF"))
        if image.width * image.height > _PIXEL_LIMIT:
            raise DamagedFile(name)
        kind = str(image.format)
        told = float(image.info.get("dpi", (0, 0))[0])
        for index, frame in enumerate(ImageSequence.Iterator(image), start=before + 1):
            frame.load()
            dpi = believable_dpi(frame.width, frame.height, told, settings.dpi)
            media_type, modes = _PASSED_ON.get(kind, ("", ()))
            if frame.mode in modes:
                yield ScannedPage(index, content, media_type, dpi, frame.width, frame.height)
            else:
                yield encode(_eight_bits(frame), index, dpi, settings.colour)
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise DamagedFile(name) from error


def _know_heic() -> None:
    """Let Pillow read what telephones take pictures in; it turns them upright as they say."""
    import pi_heif  # only here: its libraries are large

    pi_heif.register_heif_opener(thumbnails=False)


def _eight_bits(image: Image.Image) -> Image.Image:
    """16-bit grey with its highest byte; converting would clip it to white."""
    if image.mode not in _DEEP:
        return image
    return image.convert("I").point(lambda level: level / 256).convert("L")


def _pdf_pages(
    name: str, content: bytes, settings: ScanSettings, before: int
) -> Iterator[ScannedPage]:
    import pymupdf  # only here: a scanner that sends images does not need it

    try:
        with pymupdf.open(stream=content, filetype="pdf") as document:
            if document.needs_pass:
                raise LockedFile(name)
            for index, page in enumerate(document, start=before + 1):
                points = page.rect.width * page.rect.height
                if points * (settings.dpi / 72) ** 2 > _PIXEL_LIMIT:
                    raise DamagedFile(name)
                pixmap = page.get_pixmap(dpi=settings.dpi, alpha=False)
                image = Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples)
                yield encode(image, index, settings.dpi, settings.colour)
    except (pymupdf.FileDataError, pymupdf.EmptyFileError, pymupdf.mupdf.FzErrorBase) as error:
        raise DamagedFile(name) from error
