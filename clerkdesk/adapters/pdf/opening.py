"""Opening untrusted PDFs: what is torn or locked becomes an error that names the file."""

import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pymupdf

from clerkdesk.domain.errors import DamagedFile, LockedFile

_log = logging.getLogger(__name__)

GARBAGE = (
    pymupdf.mupdf.FzErrorBase,
    RuntimeError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    MemoryError,
    zlib.error,
)
"""What parsers throw at content that is not what it says: their own errors, and any of Python's. In
this child, which works on strangers' files only, each of them speaks of the file."""

_END_BYTES = 1024
"""A whole file has its end mark in the last so many bytes (PDF Reference 1.7, H.3, note 18)."""

# What MuPDF says about a stranger's file is for nobody; errors come as exceptions.
pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)


@contextmanager
def opened(name: str, pdf: bytes) -> Iterator[pymupdf.Document]:
    """The document in MuPDF, which mends what it can; but half a file is not shown as a whole one.

    Raises:
        DamagedFile: it is no PDF, or has no page that can be found.
        LockedFile: it wants a password.
    """
    try:
        with pymupdf.open(stream=pdf, filetype="pdf") as document:
            if document.needs_pass:
                raise LockedFile(name)
            torn = document.is_repaired and b"%%EOF" not in pdf[-_END_BYTES:]
            if torn or not document.is_pdf or document.page_count == 0:
                raise DamagedFile(name)
            yield document
    except GARBAGE as error:
        _log.info("a PDF could not be read", exc_info=error)
        raise DamagedFile(name) from error


def is_signed(pdf: bytes) -> bool:
    """Whether a signature stands in the file, or something that plays one.

    A signature's byte range is patched into the file in clear, so its key is always readable.
    """
    return b"/ByteRange" in pdf
