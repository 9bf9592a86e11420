"""Work on PDF documents, which are untrusted content: looking, stamping, preparing for signature."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from clerkdesk.domain.copies import CopyBlock
from clerkdesk.domain.dossier_sheets import DossierLabel
from clerkdesk.domain.envelopes import Envelope, EnvelopeSize, LabelSheet
from clerkdesk.domain.presentation import PdfLayout
from clerkdesk.domain.register_cover import RegisterCover
from clerkdesk.domain.seal_layout import SignaturePlaces
from clerkdesk.domain.stamps import ArrivalStamp


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What a PDF is, without judging it."""

    pages: int
    has_text: bool
    is_signed: bool


class PdfDesk(Protocol):
    """PDFs in a child process. Every method may raise HelperCrashed, HelperSilent."""

    def facts(self, name: str, pdf: bytes) -> PdfFacts:
        """Open a PDF and count its pages.

        Raises:
            DamagedFile, LockedFile: it cannot be opened.
        """
        ...

    def render(self, name: str, pdf: bytes, page: int, dpi: int) -> bytes:
        """One page (from 0) as PNG.

        Raises:
            DamagedFile, LockedFile: it cannot be opened.
        """
        ...

    def from_word(self, name: str, document: bytes) -> bytes:
        """Turn a Word or OpenDocument file into PDF.

        Raises:
            NoWordConverter: this machine has no program that does it.
            DamagedFile: it cannot be opened.
        """
        ...

    def stamp_arrival(self, pdf: bytes, stamp: ArrivalStamp) -> bytes:
        """The derived copy «bản có dấu đến»: the ĐẾN stamp on blank paper of the first page."""
        ...

    def arrival_label(self, stamp: ArrivalStamp) -> bytes:
        """A one-page PDF of the size of the ĐẾN stamp, for the label printer."""
        ...

    def flatten(self, name: str, pdf: bytes) -> bytes:
        """What is seen, without anything that could act, change or hide («làm phẳng»).

        Raises:
            CannotSign: it is signed already.
            DamagedFile, LockedFile: it cannot be opened.
        """
        ...

    def prepare_for_signing(self, name: str, pdf: bytes) -> bytes:
        """Put empty text fields where number (ô 3) and date (ô 4) will stand.

        The fields take all that follows «Số:» and the whole «ngày … tháng … năm …»; placeholders
        and a ký hiệu printed behind the blank go from the page, so nothing is written over ink.

        Raises:
            CannotSign: it is signed already, or the places of ô 3 and ô 4 are not found blank on
                the first page.
            DamagedFile, LockedFile: it cannot be opened.
        """
        ...

    def write_number(self, pdf: bytes, number: str, issued: str) -> bytes:
        """Fill the prepared fields as an incremental update that an earlier signature permits.

        Args:
            number: số, ký hiệu, e.g. «41/TTr-UBND»; a bare «41» gets the ký hiệu of the draft.
            issued: e.g. «ngày 22 tháng 11 năm 2026», with the place before it where it is blank.

        Raises:
            CannotSign: the document was not prepared.
            DamagedFile, LockedFile: it cannot be opened.
        """
        ...

    def signature_places(self, name: str, pdf: bytes, signer_name: str) -> SignaturePlaces:
        """Find where signature and seal stand, from the page's own text.

        Raises:
            CannotSign: the signer's name does not stand on the document.
        """
        ...

    def join(self, name: str, parts: Sequence[bytes]) -> bytes:
        """One PDF of all pages of `parts`, for the printer: fields and signatures become ink.

        Raises:
            DamagedFile, LockedFile: one of them cannot be opened.
        """
        ...

    def take_pages(self, name: str, pdf: bytes, pages: Sequence[int]) -> bytes:
        """A PDF of these pages (from 0) alone: fields and signatures become ink.

        Raises:
            DamagedFile, LockedFile: it cannot be opened, or has no such page.
        """
        ...

    def add_copy_block(self, name: str, pdf: bytes, block: CopyBlock) -> bytes:
        """A derived copy for the printer, with the copy's own block under its end: on the last page
        where there is room, else on one more.

        Raises:
            DamagedFile, LockedFile: it cannot be opened.
        """
        ...

    def layout(self, name: str, pdf: bytes) -> PdfLayout:
        """Paper, fonts and lines of text, for advice on presentation (`domain.presentation`).

        Raises:
            DamagedFile, LockedFile: it cannot be opened.
        """
        ...

    def close(self) -> None:
        """End the child process."""
        ...


@dataclass(frozen=True, slots=True)
class FormTable:
    """A table that is printed: titles and widths in mm, rows of plain text."""

    columns: Sequence[tuple[str, float]]
    rows: Iterable[Sequence[str]]
    cover: RegisterCover | None = None
    """The cover of a book, before its first page; lists that are no books have none."""


class FormPrinter(Protocol):
    """Statutory forms and registers as PDF; one PDF is preview, print and file."""

    def register(self, title: str, subtitle: str, table: FormTable, mark: str = "") -> bytes:
        """A register on A4 landscape with its head on every page and page numbers; `mark` stands
        beside the number."""
        ...

    def sheet(self, template: str, values: Mapping[str, object], text: str = "") -> bytes:
        """A form from `resources/forms/<template>.html`, or of the office's own `text`.

        Raises:
            KeyError: a field of the form has no value at all.
        """
        ...

    def form_text(self, template: str) -> str:
        """Our text of a form, for an office that wants to change it."""
        ...

    def dossier_labels(self, labels: Sequence[DossierLabel]) -> bytes:
        """Labels of what is not digitised, one a page of the label printer."""
        ...

    def envelopes(self, envelopes: Sequence[Envelope], size: EnvelopeSize) -> bytes:
        """Envelopes, one a page of their true size; the urgent ones carry the red stamp."""
        ...

    def labels(self, labels: Sequence[Envelope], sheet: LabelSheet, first: int = 1) -> bytes:
        """Address labels, from the place `first` of a sheet that was begun, counted from 1."""
        ...
