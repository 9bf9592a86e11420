"""Native and file transfer: a whole picture, passed on in parts; only where strips are refused."""

import ctypes as ct
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from twain.lowlevel import constants as c

from .faults import Fault
from .pipe import Part

_PART = 256 << 10
_MASKS = {3: 12, 6: 16}
"""Bytes of colour masks behind the head of a DIB, by its compression."""
_NAME = "page"


def native_picture(manager: Any, source: Any) -> Iterator[Part]:
    """Yield the DIB as the parts of a BMP file."""
    handle = source._get_native_image()
    if handle is None:
        raise Fault("cancelled")
    try:
        at = manager._lock(handle)
        try:
            address = int(at.value or 0) if isinstance(at, ct.c_void_p) else int(at or 0)
            if not address:
                raise Fault("memory")
            head, size = _bmp_head(ct.string_at(address, 40))
            yield {"kind": "part"}, (head,)
            for start in range(0, size, _PART):
                content = ct.string_at(address + start, min(_PART, size - start))
                yield {"kind": "part"}, (content,)
        finally:
            manager._unlock(handle)
    finally:
        manager._free(handle)


def _bmp_head(dib: bytes) -> tuple[bytes, int]:
    """The 14 bytes that make a BMP of a DIB, and how long the DIB is."""
    size, width, height, _planes, bits, compression, image_size, *_rest = struct.unpack(
        "<IiiHHIIiiII", dib
    )
    colours = struct.unpack_from("<I", dib, 32)[0]
    if size < 40 or width <= 0 or bits not in (1, 4, 8, 16, 24, 32):
        raise Fault("bad_data")
    if colours == 0 and bits <= 8:
        colours = 1 << bits
    masks = _MASKS.get(compression, 0) if size == 40 else 0
    before = size + masks + 4 * colours
    pixels = (width * bits + 31) // 32 * 4 * abs(height)
    whole = before + (image_size if compression not in (0, 3, 6) and image_size else pixels)
    return struct.pack("<2sIHHI", b"BM", 14 + whole, 0, 0, 14 + before), whole


class FileTransfer:
    """A folder of our own for one page at a time: it is read and gone before the next comes."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self._folder = tempfile.TemporaryDirectory(prefix="clerkdesk-")

    def close(self) -> None:
        """Remove the folder."""
        self._folder.cleanup()

    def picture(self) -> Iterator[Part]:
        """Yield the parts of the file that the source wrote."""
        file = Path(self._folder.name) / f"{_NAME}.bmp"
        self._source.file_xfer_params = (str(file), c.TWFF_BMP)
        if self._source._get_file_image() == c.TWRC_CANCEL:
            raise Fault("cancelled")
        written = sorted(Path(self._folder.name).iterdir())  # some choose their own ending
        if not written:
            raise Fault("bad_data")
        try:
            with written[0].open("rb") as stream:
                yield from _parts(stream)
        finally:
            for each in written:
                each.unlink(missing_ok=True)


def _parts(stream: IO[bytes]) -> Iterator[Part]:
    while content := stream.read(_PART):
        yield {"kind": "part"}, (content,)
