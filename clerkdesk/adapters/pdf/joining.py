"""Several PDFs as one for the printer: a derived copy, in which nothing is signed any more."""

from collections.abc import Sequence

import pymupdf

from clerkdesk.adapters.pdf.opening import opened


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
