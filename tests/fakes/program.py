"""The composition root with fakes: what each builder gives is an attribute that a test sets."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace

from clerkdesk.adapters.bundle.sealed_file import SealedBundles
from clerkdesk.adapters.exchange.codec import EdxmlCodec
from clerkdesk.domain.archiving import AS_CAPTURED, ArchiveProfile, TransferNote
from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.page_findings import CoverSheet, PageFindings
from clerkdesk.domain.people import Person
from clerkdesk.domain.reading import (
    NO_NAMES,
    Box,
    KnownNames,
    PageText,
    ReadDocument,
    ReadField,
    Word,
)
from clerkdesk.domain.scans import ScannedPage, ScannerDevice, ScanSettings
from clerkdesk.domain.seal_layout import SignaturePlaces
from clerkdesk.domain.tokens import SignatureOrder, TokenCertificate, UnusableModule
from clerkdesk.domain.verdicts import (
    CertificateState,
    Integrity,
    LegalClass,
    Revocation,
    SignatureCheck,
    Verdict,
)
from clerkdesk.ports.documents import PdfFacts
from clerkdesk.ports.pages import PageImage
from clerkdesk.ports.program import Places, WindowArguments
from clerkdesk.ports.signing import SignedFile
from clerkdesk.ports.store import OpenedStore
from clerkdesk.ports.tables import Tables
from clerkdesk.ports.trust import TrustPress, TrustStore

VALID = SignatureCheck(
    *(Verdict.VALID, Integrity.INTACT, CertificateState.GOOD, Revocation.GOOD),
    LegalClass.ORIGINAL,
    seconds=0.25,
)
SCANNER = ScannerDevice("fake:1", "Máy quét thử", "fake", ("Feeder",), is_feeder=True)
LEADER = TokenCertificate(
    certificate_id="T1:01",
    token_label="Token lãnh đạo",
    subject="Đỗ Thị Hường",
    organisation="UBND xã An Mẫu",
    issuer="CA thử",
    not_before=datetime(2026, 1, 1, tzinfo=UTC),
    not_after=datetime(2030, 1, 1, tzinfo=UTC),
    is_organisation=False,
    key_description="RSA 2048",
)
SIGNATURE_BOX, SEAL_BOX = Box(300, 600, 400, 650), Box(230, 570, 330, 670)


class FakeChecker:
    """Says of each file what `answers` holds for its name, else VALID."""

    def __init__(self, answers: Mapping[str, SignatureCheck | Exception] | None = None) -> None:
        self.answers = answers or {}
        self.asked: list[tuple[str, datetime | None]] = []
        self.closed = False

    def check(self, name: str, pdf: bytes, *, at: datetime | None = None) -> SignatureCheck:
        self.asked.append((name, at))
        answer = self.answers.get(name, VALID)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self) -> None:
        self.closed = True


class FakeWorkshop:
    """Reads `fields` off everything; raises `errors` by file name of a PDF."""

    def __init__(
        self,
        fields: Mapping[str, ReadField] | None = None,
        errors: Mapping[str, Exception] | None = None,
    ) -> None:
        self.fields = fields or {}
        self.errors = errors or {}
        self.images: list[PageImage] = []
        self.bound: list[tuple[int, int, Mapping[str, str]]] = []
        self.profiles: list[str] = []
        self.notes: list[TransferNote | None] = []
        self.closed = False

    def thumbnail(self, image: PageImage, height: int) -> bytes:
        return image.content

    def read_page(self, image: PageImage) -> PageText:
        self.images.append(image)
        return PageText(595, 842, (Word("Kính", Box(0, 0, 10, 10), 0.9, 0),))

    def read_head(self, image: PageImage) -> PageText:
        return self.read_page(image)

    def read_field(self, image: PageImage, page: int, box: Box, name: str) -> ReadField | None:
        return self.fields.get(name)

    def read_draft(self, name: str, docx: bytes) -> ReadDocument:
        return ReadDocument(self.fields)

    def read_document(
        self, pages: Sequence[PageText], known: KnownNames = NO_NAMES
    ) -> ReadDocument:
        return ReadDocument(self.fields, tuple(pages))

    def read_pdf(self, name: str, pdf: bytes) -> ReadDocument:
        if name in self.errors:
            raise self.errors[name]
        return ReadDocument(self.fields)

    def make_pdf(
        self,
        pages: Iterable[PageImage],
        texts: Sequence[PageText],
        facts: Mapping[str, str],
        *,
        profile: ArchiveProfile = AS_CAPTURED,
        note: TransferNote | None = None,
    ) -> bytes:
        self.profiles.append(profile.name)
        self.notes.append(note)
        self.bound.append((len(list(pages)), len(texts), facts))
        return b"%PDF-1.7 bound"

    def examine(self, image: PageImage) -> PageFindings:
        return PageFindings()

    def separator_sheet(self, cover: CoverSheet | None, title: str = "") -> bytes:
        return b"%PDF-1.7 " + (cover.as_code() if cover else "T").encode()

    def close(self) -> None:
        self.closed = True


class FakeFeeder:
    """A scanner with `pages` sheets that then raises `error`, if there is one."""

    def __init__(
        self,
        pages: int = 3,
        error: ClerkError | None = None,
        found: Sequence[ScannerDevice] = (SCANNER,),
    ) -> None:
        self.pages = pages
        self.error = error
        self.found = found
        self.asked: list[tuple[str, ScanSettings]] = []
        self.closed = False

    def devices(self) -> Sequence[ScannerDevice]:
        return self.found

    def scan(
        self, device_id: str, settings: ScanSettings, *, stop: Callable[[], bool]
    ) -> Iterator[ScannedPage]:
        self.asked.append((device_id, settings))
        for index in range(self.pages):
            yield ScannedPage(index, b"png", "image/png", settings.dpi, 100, 100)
        if self.error is not None:
            raise self.error

    def close(self) -> None:
        self.closed = True


class FakeTokens:
    """Tokens with `found` certificates; «signs» by appending to the PDF, unless `error`."""

    def __init__(
        self, found: Sequence[TokenCertificate] = (LEADER,), error: ClerkError | None = None
    ) -> None:
        self.found = found
        self.error = error
        self.orders: list[SignatureOrder] = []
        self.pins: list[bytes] = []
        self.closed = False

    def certificates(self) -> Sequence[TokenCertificate]:
        return self.found

    def unusable(self) -> Sequence[UnusableModule]:
        return ()

    def sign(
        self, orders: Sequence[SignatureOrder], pin: bytearray, *, stop: Callable[[], bool]
    ) -> Iterator[SignedFile]:
        self.pins.append(bytes(pin))
        for order in orders:
            self.orders.append(order)
            if self.error is not None:
                yield SignedFile(order, error=self.error)
            else:
                yield SignedFile(order, order.pdf + b" signed")

    def close(self) -> None:
        self.closed = True


class FakePdfDesk:
    """Knows one place for every signer."""

    closed = False

    def facts(self, name: str, pdf: bytes) -> PdfFacts:
        return PdfFacts(1, has_text=False, is_signed=True)

    def signature_places(self, name: str, pdf: bytes, signer_name: str) -> SignaturePlaces:
        return SignaturePlaces(2, SIGNATURE_BOX, SEAL_BOX)

    def close(self) -> None:
        self.closed = True


class FakeProgram:
    """A `Program`; everything it builds is built already."""

    def __init__(self) -> None:
        self.checker = FakeChecker()
        self.workshop = FakeWorkshop()
        self.feeder = FakeFeeder()
        self.tokens = FakeTokens()
        self.desk = FakePdfDesk()
        self.store: object = SimpleNamespace(close=lambda: None)
        self.person: Person | None = None
        self.store_error: ClerkError | None = None
        self.opened: list[tuple[Path | None, str, str]] = []
        self.windows: list[WindowArguments] = []
        self.demos: list[tuple[Path, bool]] = []
        self.trust: list[tuple[Sequence[Path], Sequence[Path]]] = []

    def usual_places(self, folder: Path | None = None) -> Places:
        folder = folder or Path("usual")
        return Places(folder, folder / "marks", folder / "memory.json")

    def run_window(self, arguments: WindowArguments) -> int:
        self.windows.append(arguments)
        return 0

    def run_demo(self, build: Path, headless: bool) -> int:
        self.demos.append((build, headless))
        return 0

    def build_page_workshop(self) -> FakeWorkshop:
        return self.workshop

    def build_pdf_desk(self) -> FakePdfDesk:
        return self.desk

    def build_scanner(self) -> FakeFeeder:
        return self.feeder

    def build_checker(self, anchors: Sequence[Path] = (), crls: Sequence[Path] = ()) -> FakeChecker:
        self.trust.append((list(anchors), list(crls)))
        return self.checker

    @cached_property
    def believed(self) -> TrustStore:
        from tests.fakes.trust import FakeTrust

        return FakeTrust()

    def build_trust(self) -> TrustStore:
        return self.believed

    def build_trust_press(self) -> TrustPress:
        from clerkdesk.adapters.verify.trust_press import FileTrustPress

        return FileTrustPress()

    def build_tokens(self) -> FakeTokens:
        return self.tokens

    def build_bundles(self) -> SealedBundles:
        return SealedBundles()

    def build_codec(self) -> EdxmlCodec:
        return EdxmlCodec()

    def build_tables(self) -> Tables:
        from clerkdesk.adapters.tables.tables import SpreadsheetTables

        return SpreadsheetTables()

    def open_store(self, folder: Path | None, login: str, password: str) -> OpenedStore:
        self.opened.append((folder, login, password))
        if self.store_error is not None:
            raise self.store_error
        return OpenedStore(self.store, self.person)  # type: ignore[arg-type]


def main() -> int:
    """The command line with these fakes, in a process of its own."""
    import sys

    from clerkdesk.cli import main as command_line

    return command_line(sys.argv[1:], FakeProgram())


if __name__ == "__main__":
    raise SystemExit(main())
