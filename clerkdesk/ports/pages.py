"""Work on scanned pages: looking at them, reading them, binding them into a PDF."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from clerkdesk.domain.archiving import AS_CAPTURED, ArchiveProfile, TransferNote
from clerkdesk.domain.page_findings import CoverSheet, PageFindings
from clerkdesk.domain.reading import (
    NO_NAMES,
    Box,
    KnownNames,
    PageText,
    ReadDocument,
    ReadField,
)
from clerkdesk.domain.secrecy import StampSearch


@dataclass(frozen=True, slots=True)
class PageImage:
    """An encoded page image; `turned` is clockwise degrees still to be applied."""

    content: bytes
    dpi: int
    turned: int = 0


class PageWorkshop(Protocol):
    """Page images in a child process. Every method may raise HelperCrashed, HelperSilent."""

    def thumbnail(self, image: PageImage, height: int) -> bytes:
        """A small PNG or JPEG, upright, at most `height` pixels high.

        Raises:
            DamagedFile: not an image.
        """
        ...

    def read_page(self, image: PageImage) -> PageText:
        """Read the words of a page (OCR).

        Raises:
            DamagedFile: not an image.
            OcrDataMissing: the Vietnamese model is not installed.
        """
        ...

    def read_head(self, image: PageImage) -> PageText:
        """Read the upper part of a first page only: what fills the form soonest.

        Raises:
            DamagedFile, OcrDataMissing: as `read_page`.
        """
        ...

    def read_field(self, image: PageImage, page: int, box: Box, name: str) -> ReadField | None:
        """Read one field in a box that was drawn on page `page` (from 1); None where nothing stands.

        Raises:
            DamagedFile, OcrDataMissing: as `read_page`.
        """
        ...

    def read_document(
        self, pages: Sequence[PageText], known: KnownNames = NO_NAMES
    ) -> ReadDocument:
        """Find the registry fields in the words of a document's pages."""
        ...

    def read_draft(self, name: str, docx: bytes) -> ReadDocument:
        """Read a Word draft of one's own: its text as it stands, no OCR.

        Raises:
            DamagedFile: it is no Word document.
        """
        ...

    def read_pdf(self, name: str, pdf: bytes) -> ReadDocument:
        """Read a PDF: by its text layer where it has one, else by OCR of its pages.

        Raises:
            DamagedFile, LockedFile: it cannot be opened.
        """
        ...

    def find_stamp(self, name: str, content: bytes, *, stop: Callable[[], bool]) -> StampSearch:
        """Search the upper part of every page of any file for a stamp of secrecy: PDF, picture, Word,
        sheet, slides, text, and what lies packed inside. It ends at the first stamp; what cannot be
        read is named, never raised.

        Args:
            stop: ends the search early; the result then says that it is not whole.
        """
        ...

    def make_pdf(
        self,
        pages: Iterable[PageImage],
        texts: Sequence[PageText],
        facts: Mapping[str, str],
        *,
        profile: ArchiveProfile = AS_CAPTURED,
        note: TransferNote | None = None,
    ) -> bytes:
        """Bind page images to one searchable PDF/A, scale 100 %.

        Args:
            pages: taken one by one: a pile of hundreds is never in memory as a whole.
            texts: one a page, or empty for no text layer.
            facts: document information, e.g. «Title», «CreationDate» (ISO 8601).
            profile: how the pictures are stored.
            note: embedded where there is one (PDF/A-3b, else 2b).
        """
        ...

    def examine(self, image: PageImage) -> PageFindings:
        """Look at a page: blank, sideways, coloured, a separator.

        Raises:
            DamagedFile: not an image.
        """
        ...

    def separator_sheet(self, cover: CoverSheet | None, title: str = "") -> bytes:
        """A PDF to print: a cover sheet, or without `cover` a plain separator (Patch T)."""
        ...

    def close(self) -> None:
        """End the child process."""
        ...
