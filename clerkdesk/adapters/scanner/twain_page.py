"""A page as it grows out of the TWAIN child's strips, or out of the parts of a picture."""

import io
from collections.abc import Mapping

from PIL import Image

from clerkdesk.adapters.scanner.driver import encode
from clerkdesk.adapters.scanner.twain_codes import TwainFault
from clerkdesk.domain.scans import ScannedPage, ScanSettings, believable_dpi

_BYTE_LIMIT = 900 << 20
"""Raw bytes: an A3 page at 600 dpi in colour has 209 MB."""
_FORMATS = ("BMP", "JPEG", "TIFF", "PNG")


class TwainPage:
    """Rows are counted as they come: what was announced of the length is not believed."""

    def __init__(self, told: Mapping[str, object]) -> None:
        self._raw = bool(told["raw"])
        self._bits = int(str(told["bits"]))
        self._samples = int(str(told["samples"]))
        self._dpi = float(str(told["dpi"]))
        self._width = 0
        self._rows = 0
        self._content = bytearray()

    def add(self, values: Mapping[str, object], content: bytes) -> None:
        """Take a strip, or a part of a picture.

        Raises:
            TwainFault: it does not fit to the ones before.
        """
        if len(self._content) + len(content) > _BYTE_LIMIT:
            raise TwainFault("memory", 0)
        if self._raw:
            width, rows = int(str(values["width"])), int(str(values["rows"]))
            if self._width not in (0, width) or len(content) != rows * self._row(width):
                raise TwainFault("bad_data", 0)
            self._width = width
            self._rows += rows
        self._content += content

    def finish(self, index: int, asked: ScanSettings) -> ScannedPage:
        """Encode the page.

        Raises:
            TwainFault: nothing came, or it is no picture.
        """
        image = self._image() if self._raw else self._picture()
        told = self._dpi or float(image.info.get("dpi", (0, 0))[0])
        dpi = believable_dpi(image.width, image.height, told, asked.dpi)
        return encode(image, index, dpi, asked.colour)

    def _row(self, width: int) -> int:
        return (width * self._bits + 7) // 8

    def _image(self) -> Image.Image:
        if not self._width or not self._rows:
            raise TwainFault("bad_data", 0)
        size = (self._width, self._rows)
        if self._bits == 1:
            return Image.frombytes("1", size, bytes(self._content))
        content: bytes | bytearray = self._content
        if self._bits // max(self._samples, 1) == 16:
            content = bytes(memoryview(self._content)[1::2])  # little-endian: the upper byte
        mode = "L" if self._bits in (8, 16) else "RGB"
        return Image.frombuffer(mode, size, content, "raw", mode, 0, 1)

    def _picture(self) -> Image.Image:
        try:
            image = Image.open(io.BytesIO(self._content), formats=_FORMATS)
            image.load()
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            raise TwainFault("bad_data", 0) from error
        return image
