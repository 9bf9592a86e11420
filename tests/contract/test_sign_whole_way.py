"""One outgoing document in the order of law: person, number, organisation; both still good."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pymupdf
import pytest
from asn1crypto import crl, pem, x509
from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import ModificationLevel, PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from clerkdesk.adapters.pdf.desk import ChildPdfDesk
from clerkdesk.adapters.token.pictures import seal_picture, signature_picture
from clerkdesk.adapters.token.software import SoftwareTokens
from clerkdesk.adapters.token.tokens import ChildTokens
from clerkdesk.domain.clock import VIETNAM_TIME, signing_time_text
from clerkdesk.domain.dates import written_date
from clerkdesk.domain.errors import CannotSign
from clerkdesk.domain.reading import Box
from clerkdesk.domain.seal_layout import SignaturePlaces
from clerkdesk.domain.stamps import POINTS_PER_MM, ArrivalStamp
from clerkdesk.domain.tokens import Appearance, SignatureKind, SignatureOrder
from clerkdesk.process.libreoffice import find_libreoffice
from tests.fakes.demo_tokens import OFFICE, shared_tokens
from tests.fakes.drafts import SIGNER, make_draft, make_word_draft

SIGNED_AT = datetime.now(VIETNAM_TIME).replace(microsecond=0)


@dataclass
class Desk:
    """A demo office: its PDF desk and both of its tokens."""

    pdf: ChildPdfDesk
    tokens: ChildTokens
    software: SoftwareTokens

    def sign(self, pdf: bytes, kind: SignatureKind, appearance: Appearance) -> bytes:
        (signed,) = self.sign_all([pdf], kind, appearance)
        return signed

    def sign_all(
        self, pdfs: Sequence[bytes], kind: SignatureKind, appearance: Appearance
    ) -> list[bytes]:
        of_organisation = kind is SignatureKind.ORGANISATION
        pin = self.software.organisation_pin if of_organisation else self.software.leader_pin
        (certificate,) = [
            one for one in self.tokens.certificates() if one.is_organisation == of_organisation
        ]
        orders = [
            SignatureOrder(
                "tt.pdf", pdf, kind, certificate.certificate_id, appearance, SIGNED_AT, "Phát hành"
            )
            for pdf in pdfs
        ]
        signed = list(self.tokens.sign(orders, bytearray(pin.encode()), stop=lambda: False))
        for one in signed:
            if one.error is not None:
                raise one.error
        return [one.pdf for one in signed]

    def issue(self, draft: bytes) -> tuple[bytes, bytes, SignaturePlaces]:
        """Return the document as the leader signed it and as it is issued."""
        prepared = self.pdf.prepare_for_signing("tt.pdf", draft)
        places = self.pdf.signature_places("tt.pdf", prepared, SIGNER)
        by_person = self.sign(
            prepared,
            SignatureKind.PERSON,
            Appearance(places.page, places.signature, signature_picture(SIGNER)),
        )
        numbered = self.pdf.write_number(by_person, "41/TTr-UBND", written_date(date(2026, 11, 22)))
        sealed = self.sign(
            numbered,
            SignatureKind.ORGANISATION,
            Appearance(places.page, places.seal, seal_picture(OFFICE)),
        )
        return by_person, sealed, places

    def statuses(self, pdf: bytes) -> list[PdfSignatureStatus]:
        """What pyHanko says of every signature under the demo CA with its CRLs."""
        return [
            validate_pdf_signature(signature, self.trust())
            for signature in PdfFileReader(BytesIO(pdf)).embedded_signatures
        ]

    def trust(self) -> ValidationContext:
        def certificate(file: Path) -> x509.Certificate:
            return x509.Certificate.load(pem.unarmor(file.read_bytes())[2])

        return ValidationContext(
            trust_roots=[certificate(self.software.root)],
            other_certs=[certificate(self.software.intermediates)],
            crls=[crl.CertificateList.load(file.read_bytes()) for file in self.software.crls],
            allow_fetching=False,
            revocation_mode="hard-fail",
        )


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    software = shared_tokens()
    pdf = ChildPdfDesk()
    tokens = ChildTokens([software.module], environment=software.environment)
    yield Desk(pdf, tokens, software)
    pdf.close()
    tokens.close()


@pytest.fixture(scope="module")
def issued(desk: Desk) -> tuple[bytes, bytes, SignaturePlaces]:
    return desk.issue(make_draft())


def test_both_signatures_are_accepted_under_the_demo_ca_with_its_lists(
    desk: Desk, issued: tuple[bytes, bytes, SignaturePlaces]
) -> None:
    person, organisation = desk.statuses(issued[1])
    assert person.bottom_line
    assert organisation.bottom_line
    assert person.modification_level == ModificationLevel.FORM_FILLING
    assert organisation.modification_level == ModificationLevel.NONE
    assert person.signing_cert.subject.native["common_name"] == SIGNER
    assert person.signer_reported_dt == SIGNED_AT
    assert {person.md_algorithm, organisation.md_algorithm} == {"sha256"}


def test_the_signatures_are_pades_and_forbid_no_later_one(
    issued: tuple[bytes, bytes, SignaturePlaces],
) -> None:
    signatures = PdfFileReader(BytesIO(issued[1])).embedded_signatures
    assert [one.sig_object["/SubFilter"] for one in signatures] == ["/ETSI.CAdES.detached"] * 2
    assert [one.docmdp_level for one in signatures] == [None, None]


def test_the_number_may_change_after_the_leader_but_not_after_the_organisation(
    desk: Desk, issued: tuple[bytes, bytes, SignaturePlaces], caplog: pytest.LogCaptureFixture
) -> None:
    changed = desk.pdf.write_number(issued[1], "42/TTr-UBND", "ngày 23 tháng 11 năm 2026")
    person, organisation = desk.statuses(changed)
    assert person.bottom_line
    assert not organisation.bottom_line
    assert re.search("(so_van_ban|ngay_ban_hanh) is locked", caplog.text)  # whichever comes first


def test_pdfsig_accepts_both_under_the_demo_ca(
    desk: Desk, issued: tuple[bytes, bytes, SignaturePlaces], tmp_path: Path
) -> None:
    if shutil.which("pdfsig") is None or shutil.which("certutil") is None:
        pytest.skip("pdfsig (poppler-utils) or certutil (libnss3-tools) is not installed")
    file, trust = tmp_path / "signed.pdf", tmp_path / "nss"
    file.write_bytes(issued[1])
    trust.mkdir()
    store = ["certutil", "-d", f"sql:{trust}"]
    subprocess.run([*store, "-N", "--empty-password"], check=True, capture_output=True)
    for name, usage, certificate in (
        ("root", "CT,C,C", desk.software.root),
        ("issuer", ",,", desk.software.intermediates),
    ):
        add = [*store, "-A", "-n", name, "-t", usage, "-i", str(certificate)]
        subprocess.run(add, check=True, capture_output=True)
    said = subprocess.run(
        ["pdfsig", "-no-ocsp", "-nssdir", str(trust), str(file)],
        check=False,
        capture_output=True,
        text=True,
    ).stdout
    assert said.count("Signature is Valid.") == 2
    assert said.count("Certificate is Trusted.") == 2
    assert said.count("Total document signed") == 1


def test_the_page_shows_number_date_signature_and_seal(
    desk: Desk, issued: tuple[bytes, bytes, SignaturePlaces]
) -> None:
    by_person, sealed, places = issued
    with pymupdf.open(stream=sealed, filetype="pdf") as document:
        document.bake()
        text = document[0].get_text()
    assert "41/TTr-UBND" in text
    assert "ngày 22 tháng 11 năm 2026" in text
    before, after = (
        Image.open(BytesIO(desk.pdf.render("x", pdf, 0, 72))).convert("RGB")
        for pdf in (by_person, sealed)
    )
    blue = _share(before, places.signature, _is_blue)
    red_before = _share(after, places.seal, _is_red)
    assert blue > 0.03
    assert red_before > 0.1
    assert _share(before, places.seal, _is_red) == 0


def _is_blue(red: int, _green: int, blue: int) -> bool:
    return blue > red + 60


def _is_red(red: int, green: int, _blue: int) -> bool:
    return red > green + 80


def _share(image: Image.Image, box: Box, wanted: Callable[[int, int, int], bool]) -> float:
    """The share of pixels of `box` (72 dpi: one a point) that are `wanted`."""
    raw = image.crop((int(box.x0), int(box.y0), int(box.x1), int(box.y1))).tobytes()
    pixels = [raw[at : at + 3] for at in range(0, len(raw), 3)]
    return sum(wanted(*pixel) for pixel in pixels) / len(pixels)


def test_the_arrival_stamp_leaves_the_senders_signatures_verifiable(
    desk: Desk, issued: tuple[bytes, bytes, SignaturePlaces]
) -> None:
    sealed = issued[1]
    stamp = ArrivalStamp("Sở Tài chính thành phố Mẫu", "12", date(2026, 11, 22))
    stamped = desk.pdf.stamp_arrival(sealed, stamp)
    assert stamped.startswith(sealed)
    signatures = PdfFileReader(BytesIO(stamped)).embedded_signatures
    for signature in signatures:
        status = validate_pdf_signature(signature, desk.trust(), skip_diff=True)
        assert status.intact
        assert status.valid
    end = signatures[-1].byte_range[2] + signatures[-1].byte_range[3]
    assert all(status.bottom_line for status in desk.statuses(stamped[:end]))


def test_a_signed_file_is_not_prepared_again(
    desk: Desk, issued: tuple[bytes, bytes, SignaturePlaces]
) -> None:
    assert desk.pdf.facts("tt.pdf", issued[1]).is_signed
    with pytest.raises(CannotSign, match="đã có chữ ký số"):
        desk.pdf.prepare_for_signing("tt.pdf", issued[1])


def test_a_file_changed_after_its_signature_is_not_signed_again(
    desk: Desk, issued: tuple[bytes, bytes, SignaturePlaces]
) -> None:
    by_person, _sealed, places = issued
    changed = BytesIO()
    writer = IncrementalPdfFileWriter(BytesIO(by_person))
    extra = writer.add_object(generic.StreamObject(stream_data=b"0 0 300 300 re f"))
    writer.add_stream_to_page(0, extra)
    writer.write(changed)
    with pytest.raises(CannotSign, match="không còn nguyên vẹn"):
        desk.sign(changed.getvalue(), SignatureKind.ORGANISATION, Appearance(0, places.seal))


def test_the_text_block_of_an_appendix_says_code_and_time(desk: Desk) -> None:
    text = f"41/TTr-UBND\n{signing_time_text(SIGNED_AT)}"
    box = Box(430, 20, 585, 50)
    signed = desk.sign(make_draft(), SignatureKind.ORGANISATION, Appearance(0, box, text=text))
    with pymupdf.open(stream=signed, filetype="pdf") as document:
        document.bake()
        words = document[0].get_text(clip=pymupdf.Rect(box.x0, box.y0, box.x1, box.y1))
    assert " ".join(words.split()) == " ".join(text.split())


def test_a_picture_stands_upright_in_its_box_however_the_page_is_turned(desk: Desk) -> None:
    picture = Image.new("RGBA", (200, 100), (255, 255, 255, 0))
    picture.paste((0, 0, 255, 255), (0, 0, 100, 100))
    output = BytesIO()
    picture.save(output, "PNG")
    appearance = Appearance(0, Box(300, 400, 400, 450), output.getvalue())
    left, right = Box(302, 402, 348, 448), Box(352, 402, 398, 448)
    pages = [make_draft(rotation=rotation) for rotation in (0, 90, 180, 270)]
    for signed in desk.sign_all(pages, SignatureKind.PERSON, appearance):
        shown = Image.open(BytesIO(desk.pdf.render("x", signed, 0, 72))).convert("RGB")
        assert _share(shown, left, _is_blue) > 0.95
        assert _share(shown, right, _is_blue) == 0


def test_a_word_draft_goes_the_whole_way(desk: Desk) -> None:
    if find_libreoffice() is None:
        pytest.skip("LibreOffice is not installed")
    _by_person, sealed, places = desk.issue(desk.pdf.from_word("tt.docx", make_word_draft()))
    assert all(status.bottom_line for status in desk.statuses(sealed))
    assert (places.seal.x1 - places.seal.x0) / POINTS_PER_MM == pytest.approx(36)
    with pymupdf.open(stream=sealed, filetype="pdf") as document:
        document.bake()
        text = document[0].get_text("text", sort=True)
    assert "Số: 41/TTr-UBND" in " ".join(text.split())
    assert "Thạnh Mẫu, ngày 22 tháng 11 năm 2026" in " ".join(text.split())
