"""Changing a PDF by appending to it: what was there, and perhaps was signed, stays byte for byte."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError

from clerkdesk.adapters.pdf.opening import GARBAGE
from clerkdesk.domain.errors import DamagedFile, LockedFile

_log = logging.getLogger(__name__)


@contextmanager
def appending(name: str, pdf: bytes) -> Iterator[IncrementalPdfFileWriter]:
    """A writer whose update is appended to `pdf`.

    Raises:
        LockedFile: it wants a password, or forbids changes.
        DamagedFile: pyHanko cannot read it.
    """
    try:
        writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
        if writer.prev.encrypted:
            raise LockedFile(name)
        yield writer
    except (PdfError, *GARBAGE) as error:
        _log.info("a PDF could not be read", exc_info=error)
        raise DamagedFile(name) from error
