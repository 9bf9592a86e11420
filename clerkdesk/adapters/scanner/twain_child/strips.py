"""Memory transfer: a page comes in strips; each goes over the pipe at once and is forgotten."""

import ctypes as ct
from collections.abc import Iterator
from typing import Any

from twain.lowlevel import constants as c

from .faults import Fault
from .pipe import Part
from .structures import TW_IMAGEMEMXFER, TW_MEMORY, TW_SETUPMEMXFER, UNKNOWN

_LEAST, _MOST = 64 << 10, 4 << 20
"""Bytes of a strip, as far as the source leaves the choice."""
_DONE = (c.TWRC_XFERDONE,)


def memory_strips(source: Any, bits_per_pixel: int, width: int) -> Iterator[Part]:
    """Yield the rows of the page, without padding.

    Args:
        width: pixels as announced; a strip knows better.

    Raises:
        Fault: what the source met, or «bad_data» where its figures cannot be true.
    """
    size = _strip_size(source, (width * bits_per_pixel + 7) // 8)
    buffer = ct.create_string_buffer(size)
    at = ct.cast(buffer, ct.c_void_p)
    result = c.TWRC_SUCCESS
    while result != c.TWRC_XFERDONE:
        strip = TW_IMAGEMEMXFER(
            c.TWCP_NONE,
            *(UNKNOWN,) * 6,
            TW_MEMORY(c.TWMF_APPOWNS | c.TWMF_POINTER, size, at),
        )
        result = source._call(
            c.DG_IMAGE, c.DAT_IMAGEMEMXFER, c.MSG_GET, ct.byref(strip), (*_DONE, c.TWRC_CANCEL)
        )
        if result == c.TWRC_CANCEL:
            raise Fault("cancelled")
        columns = width if strip.Columns in (0, UNKNOWN) else int(strip.Columns)
        needed = (columns * bits_per_pixel + 7) // 8
        stride, rows = _shape(strip, needed, size)
        if rows:
            yield (
                {"kind": "strip", "width": columns, "rows": rows},
                (_packed(buffer, stride, rows, needed),),
            )


def _strip_size(source: Any, row: int) -> int:
    told = TW_SETUPMEMXFER()
    source._call(c.DG_CONTROL, c.DAT_SETUPMEMXFER, c.MSG_GET, ct.byref(told))
    least = max(int(told.MinBufSize), row + 16) if told.MinBufSize != UNKNOWN else row + 16
    wanted = int(told.Preferred) if told.Preferred not in (0, UNKNOWN) else _LEAST
    size = max(min(max(wanted, _LEAST), _MOST), least)
    if told.MaxBufSize not in (0, UNKNOWN):
        size = min(size, max(int(told.MaxBufSize), least))
    return size


def _shape(strip: Any, needed: int, size: int) -> tuple[int, int]:
    """The true length of a row in the buffer, and how many there are.

    Sources tell a row without its padding, or none at all: what was written decides.
    """
    written, rows, told = int(strip.BytesWritten), int(strip.Rows), int(strip.BytesPerRow)
    if rows == 0 or written == 0:
        return 0, 0
    if written > size or UNKNOWN in (written, rows):
        raise Fault("bad_data")
    if told * rows <= written and told >= needed and written - told * rows < rows:
        return told, rows
    if written % rows == 0 and written // rows >= needed:
        return written // rows, rows
    if needed <= told <= written:  # fewer whole rows than announced
        return told, written // told
    raise Fault("bad_data")


def _packed(buffer: Any, stride: int, rows: int, needed: int) -> bytes:
    whole = memoryview(buffer).cast("B")[: stride * rows]
    if stride == needed:
        return bytes(whole)
    return b"".join(whole[at : at + needed] for at in range(0, stride * rows, stride))
