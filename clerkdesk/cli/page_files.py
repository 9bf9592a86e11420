"""Image files as page images: their true resolution, and the frames of a TIFF."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from clerkdesk.domain.errors import DamagedFile, UnsupportedFile
from clerkdesk.domain.texts import _
from clerkdesk.ports.pages import PageImage

if TYPE_CHECKING:
    from PIL.Image import Image

_A4_INCHES = (8.27, 11.69)
_HONEST_DPI = range(72, 1201)
_INVENTED_DPI = (72, 96)
"""What cameras and tools write where they know nothing."""
_USUAL_DPI = (75, 100, 150, 200, 240, 300, 400, 600)
_MOST_FRAMES = 500
_AS_IT_IS = ("JPEG", "MPO", "PNG", "TIFF")
_PNG_MODES = ("1", "L", "P", "RGB", "I", "I;16")


def page_images(name: str, content: bytes) -> Iterator[PageImage]:
    """The pages of an image file, in order; a picture that is a sheet goes on as the bytes it is.

    Raises:
        DamagedFile: it is not an image that can be opened.
        UnsupportedFile: it is whole, but no page.
    """
    from clerkdesk.process.pictures import (
        BROKEN,
        is_sheet,
        open_picture,
        sheets,
    )  # not for every verb

    try:
        picture = open_picture(name, content)
        frames = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
        if frames > _MOST_FRAMES:  # pages left out of an archive file would not be missed for years
            raise UnsupportedFile(name, _("TIFF có nhiều nhất {n} trang").format(n=_MOST_FRAMES))
        if picture.format in _AS_IT_IS and frames == 1 and is_sheet(picture):
            yield PageImage(content, _dpi(picture))
            return
        for sheet in sheets(name, picture):
            page = io.BytesIO()
            _plain(sheet).save(page, "PNG", compress_level=1)
            yield PageImage(page.getvalue(), _dpi(sheet))
    except BROKEN as error:  # what Pillow's readers raise on files that are torn or none
        raise DamagedFile(name) from error


def _plain(sheet: "Image") -> "Image":
    """In colours that PNG has; 16-bit grey keeps its shades."""
    return sheet if sheet.mode in _PNG_MODES else sheet.convert("RGB")


def _dpi(image: "Image") -> int:
    """The resolution that the file states if it can be true, else that of a page of A4."""
    stated = image.info.get("dpi")
    if isinstance(stated, tuple) and stated:
        dpi = round(float(stated[0]))
        if dpi in _HONEST_DPI and dpi not in _INVENTED_DPI:
            return dpi
    width, height = sorted(image.size)
    guess = min(width / _A4_INCHES[0], height / _A4_INCHES[1])
    return min(_USUAL_DPI, key=lambda usual: abs(usual - guess))
