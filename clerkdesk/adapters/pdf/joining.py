"""Several PDFs as one for the printer: a derived copy, in which nothing is signed any more."""

from collections.abc import Sequence

import pymupdf

from clerkdesk.adapters.pdf.opening import opened
from clerkdesk.domain.errors import DamagedFile


def join(name: str, parts: Sequence[bytes]) -> bytes:
    """The pages of all parts in order, what stood in fields and signatures drawn on the page.

    Raises:
        DamagedFile, LockedFile: one of them cannot be opened.
    """
    with pymupdf.open() as whole:
        for part in parts:
            with opened(name, part) as document:
                document.bake()
                whole.insert_pdf(document)
        return bytes(whole.tobytes(garbage=3, deflate=True))


def take(name: str, pdf: bytes, pages: Sequence[int]) -> bytes:
    """These pages (from 0) alone, what stood in fields and signatures drawn on the page.

    Raises:
        DamagedFile, LockedFile: it cannot be opened, or has no such page.
    """
    with opened(name, pdf) as document, pymupdf.open() as taken:
        if not pages or not all(0 <= page < document.page_count for page in pages):
            raise DamagedFile(name)
        document.bake()
        for page in pages:
            taken.insert_pdf(document, from_page=page, to_page=page)
        return bytes(taken.tobytes(garbage=3, deflate=True))
