"""Files that belong to a document: content by hash, meaning by role."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

PDF = "application/pdf"
_PDF_HEAD_BYTES = 1024
_PDF_VERSION = re.compile(rb"%PDF-(\d+)\.(\d+)")
LEAST_PDF_VERSION = (1, 4)
"""Of a scan that is issued (NĐ 30/2020, Phụ lục I, Phần II, I.2)."""


class FileRole(StrEnum):
    """What a file is to its document. What was received or signed is never replaced."""

    MAIN = "main"
    APPENDIX = "appendix"
    ARRIVAL_COPY = "arrival_copy"
    """Bản có dấu đến: derived from MAIN, shown and printed, never the record."""
    SOURCE = "source"
    """The Word file or unsigned PDF from which MAIN was made."""
    VERSION = "version"
    """An earlier MAIN of an outgoing document: approved, signed by the person, numbered."""
    PACKET = "packet"
    """The edXML packet as it came or as it was sent."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A stored file; the bytes are under `sha256` in the files of the store."""

    name: str
    media_type: str
    role: FileRole
    sha256: str
    size: int


def main_file(files: Iterable[Attachment]) -> Attachment | None:
    """The one that is the document itself, or None."""
    return next((file for file in files if file.role is FileRole.MAIN), None)


def is_pdf(content: bytes) -> bool:
    """Whether viewers take `content` for a PDF, whatever it is called.

    Source: PDF Reference 1.7, H.3, note 13: the header may stand anywhere in the first 1024 bytes.
    """
    return b"%PDF-" in content[:_PDF_HEAD_BYTES]


def is_hybrid(content: bytes) -> bool:
    """Whether a PDF says where its objects are in two ways at once, as Word writes them.

    Readers differ in which of the two they follow; what is signed must not depend on that
    (ISO 32000-1, 7.5.8.4).
    """
    return is_pdf(content) and b"/XRefStm" in content


def pdf_version(content: bytes) -> tuple[int, int] | None:
    """The version that a PDF gives itself in its head; None where it gives none."""
    found = _PDF_VERSION.search(content[:_PDF_HEAD_BYTES])
    return (int(found[1]), int(found[2])) if found else None
