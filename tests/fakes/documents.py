"""PDF work without MuPDF: what is done to a file is a line behind it."""

from collections.abc import Mapping, Sequence

from clerkdesk.domain.attachments import is_pdf
from clerkdesk.domain.copies import CopyBlock
from clerkdesk.domain.dossier_sheets import DossierLabel
from clerkdesk.domain.envelopes import Envelope, EnvelopeSize, LabelSheet
from clerkdesk.domain.errors import CannotSign, DamagedFile, LockedFile, NoWordConverter
from clerkdesk.domain.presentation import PageLayout, PdfLayout
from clerkdesk.domain.reading import Box
from clerkdesk.domain.seal_layout import SignaturePlaces, signature_places
from clerkdesk.domain.stamps import ArrivalStamp
from clerkdesk.ports.documents import FormTable, PdfFacts

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8ffff3f0005fe02fedccc59e70000000049454e44ae426082"
)
_FIELDS = b"\n% fields so_van_ban ngay_ban_hanh\n%%EOF\n"


class FakePdfDesk:
    """Knows the signers in `signers`; `has_word` says whether LibreOffice is there."""

    def __init__(
        self, *, signers: Sequence[str] = ("Nguyễn Văn Mẫu",), has_word: bool = True
    ) -> None:
        self.signers = signers
        self.has_word = has_word
        self.layouts: dict[bytes, PdfLayout] = {}
        """What `layout` tells of a file; a page without text where nothing is set."""
        self.pages = 1
        """How many pages every file has."""
        self.closed = False

    def facts(self, name: str, pdf: bytes) -> PdfFacts:
        _check(name, pdf)
        return PdfFacts(pages=self.pages, has_text=True, is_signed=b"/ByteRange" in pdf)

    def render(self, name: str, pdf: bytes, page: int, dpi: int) -> bytes:
        _check(name, pdf)
        if not 0 <= page < self.pages:
            raise DamagedFile(name)
        return PNG

    def from_word(self, name: str, document: bytes) -> bytes:
        if not self.has_word:
            raise NoWordConverter(name)
        if not document.startswith(b"PK"):
            raise DamagedFile(name)
        return b"%PDF-1.7\n% from Word\n%%EOF\n"

    def stamp_arrival(self, pdf: bytes, stamp: ArrivalStamp) -> bytes:
        _check(stamp.number, pdf)
        return pdf + f"\n% stamp {stamp.number}\n%%EOF\n".encode()

    def arrival_label(self, stamp: ArrivalStamp) -> bytes:
        return f"%PDF-1.7\n% label {stamp.number}\n%%EOF\n".encode()

    def flatten(self, name: str, pdf: bytes) -> bytes:
        _check(name, pdf)
        if b"/ByteRange" in pdf:
            raise CannotSign(name, "tệp đã có chữ ký số")
        return pdf.replace(b"/JavaScript", b"")

    def prepare_for_signing(self, name: str, pdf: bytes) -> bytes:
        _check(name, pdf)
        if b"/ByteRange" in pdf:
            raise CannotSign(name, "tệp đã có chữ ký số")
        return pdf if _FIELDS in pdf else pdf + _FIELDS

    def write_number(self, pdf: bytes, number: str, issued: str) -> bytes:
        _check(number, pdf)
        if _FIELDS not in pdf:
            raise CannotSign(number, "tệp chưa có ô số và ngày để ghi")
        return pdf + f"\n% {number} {issued}\n%%EOF\n".encode()

    def signature_places(self, name: str, pdf: bytes, signer_name: str) -> SignaturePlaces:
        _check(name, pdf)
        if signer_name not in self.signers:
            raise CannotSign(name, "không tìm thấy tên người ký")
        return signature_places(0, Box(350, 526, 490, 540), Box(370, 628, 470, 644))

    def join(self, name: str, parts: Sequence[bytes]) -> bytes:
        for part in parts:
            _check(name, part)
        return b"".join(parts)

    def take_pages(self, name: str, pdf: bytes, pages: Sequence[int]) -> bytes:
        _check(name, pdf)
        if not pages or not all(0 <= page < self.pages for page in pages):
            raise DamagedFile(name)
        shown = ", ".join(str(page + 1) for page in pages)
        return f"%PDF-1.7\n% pages {shown} of {len(pdf)} bytes\n%%EOF\n".encode()

    def add_copy_block(self, name: str, pdf: bytes, block: CopyBlock) -> bytes:
        _check(name, pdf)
        return pdf + f"\n% {block.form} {block.code}\n%%EOF\n".encode()

    def layout(self, name: str, pdf: bytes) -> PdfLayout:
        _check(name, pdf)
        return self.layouts.get(pdf, PdfLayout((PageLayout(210, 297, (), {}),), {}))

    def close(self) -> None:
        self.closed = True


class FakeFormPrinter:
    """Keeps what was printed in `printed`."""

    def __init__(self) -> None:
        self.printed: list[tuple[str, object]] = []

    def register(self, title: str, subtitle: str, table: FormTable, mark: str = "") -> bytes:
        self.printed.append((title, table))
        return b"%PDF-1.7\n% register\n%%EOF\n"

    def sheet(self, template: str, values: Mapping[str, object], text: str = "") -> bytes:
        self.printed.append((text or template, dict(values)))
        return b"%PDF-1.7\n% sheet\n%%EOF\n"

    def form_text(self, template: str) -> str:
        return f"<h1>{template}</h1><p>{{applicant}}</p>"

    def dossier_labels(self, labels: Sequence[DossierLabel]) -> bytes:
        self.printed.append(("dossier labels", tuple(labels)))
        return b"%PDF-1.7\n% labels\n%%EOF\n"

    def envelopes(self, envelopes: Sequence[Envelope], size: EnvelopeSize) -> bytes:
        self.printed.append((size.value, tuple(envelopes)))
        return b"%PDF-1.7\n% envelopes\n%%EOF\n"

    def labels(self, labels: Sequence[Envelope], sheet: LabelSheet, first: int = 1) -> bytes:
        self.printed.append((sheet.value, (first, *labels)))
        return b"%PDF-1.7\n% labels\n%%EOF\n"


def _check(name: str, pdf: bytes) -> None:
    if b"/Encrypt" in pdf:
        raise LockedFile(name)
    if not is_pdf(pdf) or b"%%EOF" not in pdf[-1024:]:
        raise DamagedFile(name)
