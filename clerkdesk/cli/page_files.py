"""Image files as page images: their true resolution, and the frames of a TIFF."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from clerkdesk.domain.errors import DamagedFile
from clerkdesk.ports.pages import PageImage

if TYPE_CHECKING:
    from PIL.Image import Image

_A4_INCHES = (8.27, 11.69)
_HONEST_DPI = range(72, 1201)
_INVENTED_DPI = (72, 96)
"""What cameras and tools write where they know nothing."""
_USUAL_DPI = (75, 100, 150, 200, 240, 300, 400, 600)
_MOST_FRAMES = 500


def page_images(name: str, content: bytes) -> Iterator[PageImage]:
    """The pages of an image file, in order; a single image goes on as the bytes it is.

    Raises:
        DamagedFile: it is not an image that can be opened.
    """
    from PIL import Image, UnidentifiedImageError  # not at the start of every verb

    try:
        with Image.open(io.BytesIO(content)) as image:
            frames = getattr(image, "n_frames", 1)
            if image.format != "TIFF" or frames == 1:
                yield PageImage(content, _dpi(image))
                return
            for frame in range(min(frames, _MOST_FRAMES)):
                image.seek(frame)
                page = io.BytesIO()
                image.save(page, "PNG", compress_level=1)
                yield PageImage(page.getvalue(), _dpi(image))
    except (
        *(UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning),
        *(OSError, SyntaxError, ValueError, EOFError),
    ) as error:  # what Pillow's readers raise on files that are torn or none
        raise DamagedFile(name) from error


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
