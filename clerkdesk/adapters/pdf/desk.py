"""The program's side of PDF work: `ports.documents.PdfDesk` over the child `pdf`."""

from collections.abc import Mapping, Sequence

from clerkdesk.adapters.pdf import word
from clerkdesk.adapters.pdf.layout_wire import read_layout
from clerkdesk.domain.copies import CopyBlock
from clerkdesk.domain.plain import plain_fields
from clerkdesk.domain.presentation import PdfLayout
from clerkdesk.domain.reading import Box
from clerkdesk.domain.seal_layout import SignaturePlaces
from clerkdesk.domain.stamps import ArrivalStamp
from clerkdesk.domain.texts import N_, _
from clerkdesk.ports.documents import PdfFacts
from clerkdesk.process.host import ChildProcess, child_command

_TASK = N_("xử lý PDF")
_SILENCE_SECONDS = 60.0
_MEMORY = 3 << 30
"""Address space of the child: libraries take one, a scanned A3 page in colour half of one."""


class ChildPdfDesk:
    """PDF work in a child process with limits on time and memory."""

    def __init__(self) -> None:
        self._child = ChildProcess(
            child_command("pdf"), task=_(_TASK), silence=_SILENCE_SECONDS, memory=_MEMORY
        )

    def facts(self, name: str, pdf: bytes) -> PdfFacts:
        """Open a PDF and count its pages.

        Raises:
            DamagedFile, LockedFile: it cannot be opened.
        """
        values = self._child.ask("facts", {"name": name}, pdf).values
        return PdfFacts(
            pages=int(str(values["pages"])),
            has_text=values["has_text"] is True,
            is_signed=values["is_signed"] is True,
        )

    def render(self, name: str, pdf: bytes, page: int, dpi: int) -> bytes:
        """One page (from 0) as PNG.

        Raises:
            DamagedFile, LockedFile: it cannot be opened.
        """
        return self._file("render", {"name": name, "page": page, "dpi": dpi}, pdf)

    def from_word(self, name: str, document: bytes) -> bytes:
        """Turn a Word or OpenDocument file into PDF, by LibreOffice.

        Raises:
            NoWordConverter: LibreOffice is not installed.
            DamagedFile: it cannot be opened.
        """
        return word.to_pdf(name, document)

    def stamp_arrival(self, pdf: bytes, stamp: ArrivalStamp) -> bytes:
        """The derived copy «bản có dấu đến», as an incremental update.

        Raises:
            DamagedFile, LockedFile: it cannot be opened.
        """
        name = _("văn bản đến số {number}").format(number=stamp.number)
        return self._file("stamp", {"name": name, **_written(stamp)}, pdf)

    def arrival_label(self, stamp: ArrivalStamp) -> bytes:
        """A one-page PDF of the size of the ĐẾN stamp, for the label printer."""
        return self._file("label", _written(stamp))

    def flatten(self, name: str, pdf: bytes) -> bytes:
        """What is seen, without anything that could act, change or hide («làm phẳng»).

        Raises:
            CannotSign: it is signed already.
            DamagedFile, LockedFile: it cannot be opened.
        """
        return self._file("flatten", {"name": name}, pdf)

    def prepare_for_signing(self, name: str, pdf: bytes) -> bytes:
        """Put empty text fields where number (ô 3) and date (ô 4) will stand.

        Placeholders, and a ký hiệu printed behind the blank, go from the page; the fields take
        the whole line behind «Số:» and the whole «ngày … tháng … năm …» (see `number_fields`).

        Raises:
            CannotSign: it is signed already, or both places are not found blank on page 1.
            DamagedFile, LockedFile: it cannot be opened.
        """
        return self._file("prepare", {"name": name}, pdf)

    def write_number(self, pdf: bytes, number: str, issued: str) -> bytes:
        """Fill the prepared fields as an incremental update that an earlier signature permits.

        Args:
            number: số, ký hiệu, e.g. «41/TTr-UBND»; a bare «41» gets the ký hiệu of the draft.
            issued: e.g. «ngày 22 tháng 11 năm 2026» (`domain.dates.written_date`).

        Raises:
            CannotSign: the document was not prepared.
            DamagedFile, LockedFile: it cannot be opened.
        """
        return self._file("write_number", {"name": number, "number": number, "issued": issued}, pdf)

    def signature_places(self, name: str, pdf: bytes, signer_name: str) -> SignaturePlaces:
        """Find where signature and seal stand, from the page's own text.

        Raises:
            CannotSign: the signer's name does not stand on the document.
            DamagedFile, LockedFile: it cannot be opened.
        """
        values = self._child.ask("places", {"name": name, "signer_name": signer_name}, pdf).values
        return SignaturePlaces(
            int(str(values["page"])), _box(values["signature"]), _box(values["seal"])
        )

    def join(self, name: str, parts: Sequence[bytes]) -> bytes:
        """One PDF of all pages of `parts`, for the printer: fields and signatures become ink.

        Raises:
            DamagedFile, LockedFile: one of them cannot be opened.
        """
        return self._file("join", {"name": name}, *parts)

    def take_pages(self, name: str, pdf: bytes, pages: Sequence[int]) -> bytes:
        """A PDF of these pages (from 0) alone: fields and signatures become ink.

        Raises:
            DamagedFile, LockedFile: it cannot be opened, or has no such page.
        """
        return self._file("take_pages", {"name": name, "pages": list(pages)}, pdf)

    def add_copy_block(self, name: str, pdf: bytes, block: CopyBlock) -> bytes:
        """A derived copy for the printer, with the copy's own block under its end.

        Raises:
            DamagedFile, LockedFile: it cannot be opened.
        """
        return self._file("copy_block", {"name": name, "block": plain_fields(block)}, pdf)

    def layout(self, name: str, pdf: bytes) -> PdfLayout:
        """Paper, fonts and lines of text, for advice on presentation.

        Raises:
            DamagedFile, LockedFile: it cannot be opened.
        """
        return read_layout(self._child.ask("layout", {"name": name}, pdf).values["layout"])

    def close(self) -> None:
        """End the child process."""
        self._child.close()

    def _file(self, verb: str, arguments: Mapping[str, object], *contents: bytes) -> bytes:
        (file,) = self._child.ask(verb, arguments, *contents).blobs
        return file


def _box(value: object) -> Box:
    assert isinstance(value, list)
    return Box(*(float(side) for side in value))


def _written(stamp: ArrivalStamp) -> dict[str, object]:
    return {
        "organisation": stamp.organisation,
        "number": stamp.number,
        "arrival_date": stamp.arrival_date.isoformat(),
        "forwarded_to": stamp.forwarded_to,
        "file_notation": stamp.file_notation,
    }
