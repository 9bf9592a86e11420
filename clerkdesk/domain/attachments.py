"""Files that belong to a document: content by hash, meaning by role."""

from dataclasses import dataclass
from enum import StrEnum

PDF = "application/pdf"


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
