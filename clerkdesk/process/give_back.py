"""Give memory of pages that are gone back to the system: a page takes 25 MB while it is worked on."""

import ctypes
import gc
import sys
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Drop what nobody uses any more; some milliseconds, so only between two pieces of work.

    Source: malloc_trim(3). glibc keeps freed memory for the process: after some hundred pages a
    child held 80 MB that it did not use. Elsewhere than on Linux the system's own heap gives back.
    """
    gc.collect()
    _trim()


@cache
def _trimmer() -> Callable[[int], int] | None:
    if sys.platform != "linux":
        return None
    found = getattr(ctypes.CDLL(None), "malloc_trim", None)  # not in musl
    return found if callable(found) else None


def _trim() -> None:
    if (trim := _trimmer()) is not None:
        trim(0)
