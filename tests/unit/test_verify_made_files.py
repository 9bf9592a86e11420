"""Files that we make and spoil ourselves: what should be green is, and nothing else."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pikepdf
import pymupdf
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID
from PIL import Image, ImageDraw
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.adapters.verify.trust import TrustBundle
from clerkdesk.domain.verdicts import (
    CertificateState,
    Integrity,
    LegalClass,
    Revocation,
    SignatureCheck,
    Verdict,
)
from tests.fakes.verify_authority import DAY, NOW, Authority, Identity, page, sign

ON_BLANK_PAPER = (300, 300, 420, 360)
OVER_THE_TEXT = (60, 730, 400, 760)  # the line «QUYẾT ĐỊNH …» stands there
GREEN = (Integrity.INTACT, Integrity.ALLOWED_CHANGES)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def leader(authority: Authority) -> Identity:
    return authority.issue("Nguyễn Văn An")


@pytest.fixture(scope="module")
def office(authority: Authority) -> Identity:
    key = rsa.generate_private_key(65537, 2048)
    return authority.issue("Ủy ban nhân dân xã Thử Nghiệm", key=key)


@pytest.fixture(scope="module")
def signed(leader: Identity) -> bytes:
    return sign(page(), leader)


def codes(check: SignatureCheck) -> set[str]:
    return {one.code for one in check.findings}


# --- what should be green ------------------------------------------------------------------------


def test_one_signature_of_a_known_person_is_valid(authority: Authority, signed: bytes) -> None:
    check = check_pdf(signed, authority.trust())
    assert (check.verdict, check.integrity) == (Verdict.VALID, Integrity.INTACT)
    assert check.legal_class is LegalClass.PARTLY
    assert [one.signer for one in check.signatures] == ["Nguyễn Văn An"]
    assert not check.signatures[0].is_organisation


def test_leader_then_organisation_makes_an_original(
    authority: Authority, signed: bytes, office: Identity
) -> None:
    both = sign(signed, office, "ConDau", box=ON_BLANK_PAPER)
    check = check_pdf(both, authority.trust())
    assert (check.verdict, check.integrity) == (Verdict.VALID, Integrity.ALLOWED_CHANGES)
    assert check.legal_class is LegalClass.ORIGINAL
    assert "marked-after-signing" in codes(check)


def test_number_filled_in_between_two_signatures_is_allowed(
    authority: Authority, leader: Identity, office: Identity
) -> None:
    signed = sign(with_text_field(page()), leader)
    filled = fill(signed, "12/QĐ")
    both = sign(filled, office, "ConDau", box=ON_BLANK_PAPER)
    check = check_pdf(both, authority.trust())
    assert (check.verdict, check.integrity) == (Verdict.VALID, Integrity.ALLOWED_CHANGES)


def test_a_number_that_no_signature_covers_is_not_green(
    authority: Authority, leader: Identity
) -> None:
    filled = fill(sign(with_text_field(page()), leader), "12/QĐ")
    check = check_pdf(filled, authority.trust())
    assert (check.verdict, check.integrity) == (Verdict.INDETERMINATE, Integrity.ALLOWED_CHANGES)
    assert "filled-after-signing" in codes(check)


@pytest.mark.parametrize("digest", ["sha256", "sha384", "sha512"])
@pytest.mark.parametrize("pades", [True, False], ids=["PAdES", "adbe.pkcs7.detached"])
def test_usual_digests_and_kinds_are_valid(
    authority: Authority, office: Identity, digest: str, pades: bool
) -> None:
    check = check_pdf(sign(page(), office, digest=digest, pades=pades), authority.trust())
    assert check.verdict is Verdict.VALID


def test_a_trusted_time_stamp_proves_the_time(authority: Authority, leader: Identity) -> None:
    check = check_pdf(sign(page(), leader, stamper=authority.time_stamper()), authority.trust())
    assert check.verdict is Verdict.VALID
    assert check.signatures[0].time_stamped
    assert "claimed-time" not in codes(check)


def test_metadata_in_a_later_revision_leaves_the_signature_good(
    authority: Authority, signed: bytes
) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    writer.set_info(
        writer.add_object(generic.DictionaryObject({pdf_name("/Title"): pdf_string("x")}))
    )
    check = check_pdf(written(writer), authority.trust())
    assert (check.verdict, check.integrity) == (Verdict.VALID, Integrity.ALLOWED_CHANGES)


def test_long_term_signatures_stay_good_when_certificate_and_lists_have_expired(
    authority: Authority, leader: Identity, allow_log: Callable[[str], None]
) -> None:
    allow_log("fetching is not allowed")
    trust = authority.trust()
    document = sign_for_archive(page(), leader, authority)
    anchors_only = TrustBundle(roots=trust.roots)
    for at in (None, NOW + 400 * DAY):
        check = check_pdf(document, anchors_only, at)
        assert (check.verdict, check.integrity) == (Verdict.VALID, Integrity.ALLOWED_CHANGES)
        assert check.signatures[0].time_stamped


def test_a_red_seal_may_lie_over_a_third_of_the_leaders_signature(
    authority: Authority, leader: Identity, office: Identity
) -> None:
    signed = sign(page(), leader, box=(200, 140, 320, 210), picture=scrawl())
    sealed = sign(signed, office, "ConDau", box=(140, 125, 242, 227), picture=seal())
    check = check_pdf(sealed, authority.trust())
    assert (check.verdict, check.integrity) == (Verdict.VALID, Integrity.ALLOWED_CHANGES)
    assert check.legal_class is LegalClass.ORIGINAL


def test_a_solid_seal_over_printed_text_is_changed(
    authority: Authority, signed: bytes, office: Identity
) -> None:
    sealed = sign(signed, office, "ConDau", box=(60, 110, 162, 180), picture=seal(solid=True))
    assert check_pdf(sealed, authority.trust()).integrity is Integrity.CHANGED


# --- certificate and revocation ------------------------------------------------------------------


def test_without_revocation_data_nothing_is_green(authority: Authority, signed: bytes) -> None:
    check = check_pdf(signed, authority.trust(crls=False))
    assert (check.verdict, check.revocation) == (Verdict.INDETERMINATE, Revocation.UNKNOWN)
    assert check.integrity is Integrity.INTACT


def test_without_anchors_nobody_is_trusted(signed: bytes) -> None:
    check = check_pdf(signed, TrustBundle())
    assert (check.verdict, check.certificate) == (
        Verdict.INDETERMINATE,
        CertificateState.UNTRUSTED,
    )


def test_a_stale_revocation_list_says_nothing(authority: Authority, signed: bytes) -> None:
    stale = authority.crl(made=NOW - 60 * DAY, until=NOW - 30 * DAY)
    trust = TrustBundle(roots=(authority.identity.der,), crls=(stale,))
    assert check_pdf(signed, trust).verdict is Verdict.INDETERMINATE


def test_a_revoked_certificate_is_invalid() -> None:
    authority = Authority()
    thief = authority.issue("Kẻ Trộm")
    authority.revoked.append((thief.certificate.serial_number, NOW - 5 * DAY))
    check = check_pdf(sign(page(), thief), authority.trust())
    assert (check.verdict, check.revocation) == (Verdict.INVALID, Revocation.REVOKED)


def test_revocation_after_a_claimed_time_is_never_green() -> None:
    authority = Authority()
    who = authority.issue("Người Ký")
    document = sign(page(), who)
    authority.revoked.append((who.certificate.serial_number, NOW + DAY))
    later = authority.crl(made=NOW + 2 * DAY, until=NOW + 9 * DAY)
    trust = TrustBundle(roots=(authority.identity.der,), crls=(later,))
    check = check_pdf(document, trust, NOW + 3 * DAY)
    assert check.revocation is Revocation.REVOKED
    assert check.verdict is Verdict.INDETERMINATE


def test_a_list_signed_by_a_stranger_does_not_count(signed: bytes, authority: Authority) -> None:
    stranger = Authority(name=authority.name)
    trust = TrustBundle(roots=(authority.identity.der,), crls=(stranger.crl(),))
    assert check_pdf(signed, trust).revocation is Revocation.UNKNOWN


@pytest.mark.parametrize(
    ("begins", "ends", "state"),
    [
        (NOW - 30 * DAY, NOW - DAY, CertificateState.EXPIRED),
        (NOW + DAY, NOW + 30 * DAY, CertificateState.NOT_YET),
    ],
    ids=["expired", "not yet"],
)
def test_a_certificate_outside_its_time_is_invalid(
    authority: Authority, begins: object, ends: object, state: CertificateState
) -> None:
    who = authority.issue("Người Ký", begins=begins, ends=ends)  # type: ignore[arg-type]
    check = check_pdf(sign(page(), who), authority.trust())
    assert (check.verdict, check.certificate) == (Verdict.INVALID, state)


def test_a_short_key_is_weak(authority: Authority) -> None:
    who = authority.issue("Khóa Ngắn", key=rsa.generate_private_key(65537, 1024))
    check = check_pdf(sign(page(), who), authority.trust())
    assert (check.verdict, check.certificate) == (Verdict.INDETERMINATE, CertificateState.WEAK)


def test_sha1_is_weak(authority: Authority, office: Identity) -> None:
    check = check_pdf(sign(page(), office, digest="sha1", pades=False), authority.trust())
    assert check.certificate is CertificateState.WEAK
    assert check.integrity is Integrity.INTACT


def test_a_certificate_for_web_servers_signs_no_documents(authority: Authority) -> None:
    who = authority.issue("may-chu.vn", purposes=[ExtendedKeyUsageOID.SERVER_AUTH])
    check = check_pdf(sign(page(), who), authority.trust())
    assert (check.verdict, check.certificate) == (Verdict.INVALID, CertificateState.WRONG_USE)


def test_the_name_of_our_issuer_with_another_key_is_an_impostor(authority: Authority) -> None:
    double = Authority(name=authority.name)
    check = check_pdf(sign(page(), double.issue("Nguyễn Văn An")), authority.trust())
    assert "issuer-impostor" in codes(check)
    assert check.verdict is Verdict.INVALID


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Nguyễn\u202eAn", "name-control-marks"),
        ("Nguyễn Vаn An", "name-look-alike"),  # the «а» is Cyrillic
    ],
)
def test_a_deceptive_name_is_never_green(authority: Authority, name: str, code: str) -> None:
    check = check_pdf(sign(page(), authority.issue(name)), authority.trust())
    assert code in codes(check)
    assert check.verdict is Verdict.INDETERMINATE


def test_local_time_written_as_utc_is_tolerated_with_a_note(
    authority: Authority, signed: bytes
) -> None:
    early = datetime.now(UTC) - timedelta(hours=7) + timedelta(minutes=1)
    check = check_pdf(signed, authority.trust(), early)
    assert "local-time-as-utc" in codes(check)
    assert check.verdict is Verdict.VALID


def test_a_signature_from_the_future_is_not_green(authority: Authority, signed: bytes) -> None:
    check = check_pdf(signed, authority.trust(), datetime.now(UTC) - timedelta(hours=20))
    assert "signed-in-future" in codes(check)
    assert check.verdict is not Verdict.VALID


# --- tampering -----------------------------------------------------------------------------------


def test_one_changed_byte_is_seen(authority: Authority, signed: bytes) -> None:
    place = signed.index(b"/MediaBox")
    tampered = signed[:place] + b"/MediabOX" + signed[place + 9 :]
    check = check_pdf(tampered, authority.trust())
    assert check.verdict is Verdict.INVALID
    assert check.integrity is Integrity.BROKEN


@pytest.mark.parametrize(
    "tail",
    [b"abc", b"\n1 0 obj\n<<>>\nendobj\n", b"\n%%EOF\n", b"\nstartxref\n9\n%%EOF\n"],
    ids=["bytes", "an object", "%%EOF", "startxref to the old table"],
)
def test_anything_after_the_last_revision_is_not_green(
    authority: Authority, signed: bytes, tail: bytes
) -> None:
    check = check_pdf(signed + tail, authority.trust())
    assert check.integrity not in GREEN
    assert check.verdict is Verdict.INVALID


def test_white_space_after_the_end_does_no_harm(authority: Authority, signed: bytes) -> None:
    assert check_pdf(signed + b"\r\n \n", authority.trust()).verdict is Verdict.VALID


def test_text_changed_in_a_later_revision_is_changed(authority: Authority, signed: bytes) -> None:
    check = check_pdf(incremental_text(signed), authority.trust())
    assert (check.verdict, check.integrity) == (Verdict.INVALID, Integrity.CHANGED)
    assert "page-changed" in codes(check)


def test_an_annotation_over_the_text_is_changed(authority: Authority, signed: bytes) -> None:
    check = check_pdf(annotated(signed, OVER_THE_TEXT), authority.trust())
    assert check.integrity is Integrity.CHANGED


def test_comments_are_only_for_documents_that_permit_them(
    authority: Authority, leader: Identity
) -> None:
    certified = sign(page(), leader, certify=MDPPerm.ANNOTATE)
    note = check_pdf(annotated(certified, ON_BLANK_PAPER, "/Highlight"), authority.trust())
    assert (note.verdict, note.integrity) == (Verdict.INDETERMINATE, Integrity.ALLOWED_CHANGES)
    assert "commented-after-signing" in codes(note)
    over = check_pdf(annotated(certified, OVER_THE_TEXT, "/Highlight"), authority.trust())
    assert over.integrity is Integrity.CHANGED
    assert "ink-covered" in codes(over)


def test_a_picture_pasted_after_the_last_signature_is_changed_even_beside_the_text(
    authority: Authority, leader: Identity, office: Identity
) -> None:
    certified = sign(page(), leader, certify=MDPPerm.ANNOTATE)
    pasted = annotated(certified, ON_BLANK_PAPER)
    check = check_pdf(pasted, authority.trust())
    assert check.integrity is Integrity.CHANGED
    assert "annotation-drawn" in codes(check)
    covered = check_pdf(sign(pasted, office, "ConDau"), authority.trust())
    assert (covered.verdict, covered.integrity) == (Verdict.VALID, Integrity.ALLOWED_CHANGES)


def test_text_that_comes_up_from_under_a_form_field_is_changed(
    authority: Authority, leader: Identity
) -> None:
    with pymupdf.open(stream=page(), filetype="pdf") as document:
        document[0].insert_text((80, 314), "1.000.000")
        prepared = document.tobytes()
    covering = filled_with(with_text_field(prepared), b"1 g 0 0 128 20 re f", "")
    signed = sign(covering, leader)
    revealed = filled_with(signed, b"", "x")
    check = check_pdf(revealed, authority.trust())
    assert check.integrity is Integrity.CHANGED
    assert "ink-covered" in codes(check)


def test_a_second_signature_laid_over_the_text_is_changed(
    authority: Authority, signed: bytes, office: Identity
) -> None:
    check = check_pdf(sign(signed, office, "ConDau", box=OVER_THE_TEXT), authority.trust())
    assert (check.verdict, check.integrity) == (Verdict.INVALID, Integrity.CHANGED)
    assert "ink-covered" in codes(check)


def test_a_document_certified_against_changes_takes_no_mark(
    authority: Authority, leader: Identity
) -> None:
    final = sign(with_text_field(page()), leader, certify=MDPPerm.NO_CHANGES)
    assert check_pdf(final, authority.trust()).verdict is Verdict.VALID
    check = check_pdf(fill(final, "12/QĐ"), authority.trust())
    assert check.integrity is Integrity.CHANGED
    assert "change-not-permitted" in codes(check)


def test_one_broken_signature_does_not_hide_the_good_one(
    authority: Authority, signed: bytes, office: Identity
) -> None:
    both = sign(signed, office, "ConDau", box=ON_BLANK_PAPER)
    places = [match.start() for match in re.finditer(rb"/Contents <", both)]
    spoiled = bytearray(both)
    last = places[-1] + len(b"/Contents <") + 3000  # inside the second CMS's trailing zeros or DER
    spoiled[last - 2900 : last - 2890] = b"0123456789"
    check = check_pdf(bytes(spoiled), authority.trust())
    assert check.verdict is Verdict.INVALID
    found = {one.field_name: one.integrity for one in check.signatures}
    assert found["ConDau"] is Integrity.BROKEN
    assert {one.signer for one in check.signatures} >= {"Nguyễn Văn An"}


def test_a_signature_that_was_removed_is_noticed(authority: Authority, signed: bytes) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    writer.root["/AcroForm"] = generic.DictionaryObject()
    writer.update_root()
    writer.root["/Pages"]["/Kids"][0].pop("/Annots", None)
    writer.mark_update(writer.root["/Pages"]["/Kids"].raw_get(0))
    check = check_pdf(written(writer), authority.trust())
    assert "signature-dropped" in codes(check)
    assert check.verdict is Verdict.INVALID


# --- no signature, unreadable, active ------------------------------------------------------------


def test_a_plain_file_is_unsigned() -> None:
    check = check_pdf(page(), TrustBundle())
    assert (check.verdict, check.integrity) == (Verdict.UNSIGNED, Integrity.UNSIGNED)
    assert check.findings == ()


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7\n", page()[:500]])
def test_what_is_no_whole_pdf_is_unreadable(content: bytes) -> None:
    check = check_pdf(content, TrustBundle())
    assert (check.verdict, check.integrity) == (Verdict.INDETERMINATE, Integrity.UNREADABLE)


def test_a_torn_signed_file_is_broken(authority: Authority, signed: bytes) -> None:
    check = check_pdf(signed[: len(signed) - 300], authority.trust())
    assert (check.verdict, check.integrity) == (Verdict.INVALID, Integrity.BROKEN)


def test_a_file_with_a_password_is_unreadable(signed: bytes) -> None:
    with pikepdf.open(BytesIO(signed)) as document:
        locked = BytesIO()
        document.save(locked, encryption=pikepdf.Encryption(user="bi mat", owner="bi mat"))
    check = check_pdf(locked.getvalue(), TrustBundle())
    assert check.integrity is Integrity.UNREADABLE
    assert codes(check) == {"encrypted"}


@pytest.mark.parametrize(
    ("action", "code"),
    [
        ({"/S": "/JavaScript", "/JS": "(app.alert(1))"}, "script"),
        ({"/S": "/Launch", "/F": "(cmd.exe)"}, "launch"),
        ({"/S": "/SubmitForm", "/F": "(http://x)"}, "sends-data"),
    ],
    ids=["JavaScript", "Launch", "SubmitForm"],
)
def test_signed_content_that_acts_is_intact_but_not_green(
    authority: Authority, leader: Identity, action: dict[str, str], code: str
) -> None:
    with pikepdf.open(BytesIO(page())) as document:
        document.Root.OpenAction = pikepdf.Dictionary(
            {key: pikepdf.Object.parse(value.encode()) for key, value in action.items()}
        )
        prepared = BytesIO()
        document.save(prepared)
    check = check_pdf(sign(prepared.getvalue(), leader), authority.trust())
    assert (check.verdict, check.integrity) == (Verdict.INDETERMINATE, Integrity.INTACT)
    assert code in codes(check)


def test_a_hidden_layer_and_a_program_are_found(authority: Authority, leader: Identity) -> None:
    with pymupdf.open(stream=page(), filetype="pdf") as document:
        layer = document.add_ocg("ẩn", on=False)
        document[0].insert_text((72, 400), "ẩn", oc=layer)
        document.embfile_add("x.exe", b"MZ\x00", filename="x.exe")
        prepared = document.tobytes()
    check = check_pdf(sign(prepared, leader), authority.trust())
    assert {"hidden-layer", "program-attached"} <= codes(check)
    assert (check.verdict, check.integrity) == (Verdict.INDETERMINATE, Integrity.INTACT)


def test_text_under_a_picture_is_found(authority: Authority, leader: Identity) -> None:
    with pymupdf.open(stream=page(), filetype="pdf") as document:
        document[0].insert_text((72, 400), "Bạn phải trả 1.000.000 đồng")
        white = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 60, 20), False)
        white.clear_with(255)
        document[0].insert_image(
            pymupdf.Rect(60, 380, 400, 420), pixmap=white, keep_proportion=False
        )
        prepared = document.tobytes()
    check = check_pdf(sign(prepared, leader), authority.trust())
    assert "hidden-content" in codes(check)
    assert (check.verdict, check.integrity) == (Verdict.INDETERMINATE, Integrity.INTACT)


def test_curves_and_digests_of_certificates_are_looked_at(authority: Authority) -> None:
    who = authority.issue(
        "P-384", key=ec.generate_private_key(ec.SECP384R1()), digest=hashes.SHA384()
    )
    assert check_pdf(sign(page(), who), authority.trust()).verdict is Verdict.VALID


# --- making files --------------------------------------------------------------------------------


def written(writer: IncrementalPdfFileWriter) -> bytes:
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def sign_for_archive(pdf: bytes, who: Identity, authority: Authority) -> bytes:
    """PAdES B-LTA: validation data and an archive time stamp inside."""
    certificate, key = who.pyhanko()
    trust = authority.trust()
    context = ValidationContext(
        trust_roots=[authority.identity.pyhanko()[0]], crls=list(trust.crls), allow_fetching=False
    )
    output = signers.sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)),
        signers.PdfSignatureMetadata(
            field_name="ChuKy",
            subfilter=SigSeedSubFilter.PADES,
            embed_validation_info=True,
            use_pades_lta=True,
            validation_context=context,
        ),
        signer=signers.SimpleSigner(certificate, key, SimpleCertificateStore()),
        timestamper=authority.time_stamper(),
        bytes_reserved=16384,
    )
    return bytes(output.getvalue())


def scrawl() -> Image.Image:
    """A blue signature on transparent ground."""
    picture = Image.new("RGBA", (480, 280), (0, 0, 0, 0))
    points = [(30 + 40 * step, 60 + (step * 97) % 160) for step in range(11)]
    ImageDraw.Draw(picture).line(points, fill=(0, 0, 200, 255), width=8)
    return picture


def seal(*, solid: bool = False) -> Image.Image:
    """A round red seal on transparent ground, 36 mm wide when placed."""
    picture = Image.new("RGBA", (425, 425), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    red = (220, 0, 0, 255)
    for radius in (205, 150):
        draw.ellipse(
            (212 - radius, 212 - radius, 212 + radius, 212 + radius),
            outline=red,
            fill=red if solid else None,
            width=12,
        )
    draw.regular_polygon((212, 212, 70), 5, fill=red)
    return picture


def with_text_field(pdf: bytes) -> bytes:
    """Put an empty text field for the number on blank paper, as ClerkDesk does before signing."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        widget = pymupdf.Widget()
        widget.field_name = "So"
        widget.field_type = pymupdf.PDF_WIDGET_TYPE_TEXT
        widget.rect = pymupdf.Rect(72, 300, 200, 320)
        document[0].add_widget(widget)
        return bytes(document.tobytes())


def fill(pdf: bytes, value: str) -> bytes:
    """Fill in the number as an incremental update with a drawn appearance."""
    return filled_with(pdf, b"/Tx BMC BT /F 12 Tf 2 5 Td (12/QD) Tj ET EMC", value)


def filled_with(pdf: bytes, drawing: bytes, value: str) -> bytes:
    """Give the number's field a value and an appearance in a later revision."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    field = next(
        one.get_object()
        for one in writer.root["/AcroForm"]["/Fields"]
        if one.get_object()["/T"] == "So"
    )
    field["/V"] = pdf_string(value)
    font = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Font"),
            pdf_name("/Subtype"): pdf_name("/Type1"),
            pdf_name("/BaseFont"): pdf_name("/Helvetica"),
        }
    )
    drawn = generic.StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 128, 20))),
            pdf_name("/Resources"): generic.DictionaryObject(
                {pdf_name("/Font"): generic.DictionaryObject({pdf_name("/F"): font})}
            ),
        },
        stream_data=drawing,
    )
    field["/AP"] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(drawn)})
    writer.update_container(field)
    return written(writer)


def incremental_text(pdf: bytes) -> bytes:
    """Replace the page's content in a later revision."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    sheet = writer.root["/Pages"]["/Kids"][0]
    sheet["/Contents"] = writer.add_object(
        generic.StreamObject(stream_data=b"0 0 1 rg 72 700 100 50 re f")
    )
    writer.update_container(sheet)
    return written(writer)


def annotated(pdf: bytes, box: tuple[int, int, int, int], kind: str = "/Stamp") -> bytes:
    """Lay a white box with a frame on the page in a later revision."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    width, height = box[2] - box[0], box[3] - box[1]
    drawn = generic.StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): generic.ArrayObject(
                map(generic.NumberObject, (0, 0, width, height))
            ),
        },
        stream_data=b"1 g 0 0 %d %d re f 1 0 0 RG 1 1 %d %d re S"
        % (width, height, width - 2, height - 2),
    )
    annotation = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name(kind),
            pdf_name("/F"): generic.NumberObject(4),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, box)),
            pdf_name("/AP"): generic.DictionaryObject({pdf_name("/N"): writer.add_object(drawn)}),
        }
    )
    sheet = writer.root["/Pages"]["/Kids"][0]
    sheet.setdefault(pdf_name("/Annots"), generic.ArrayObject()).append(
        writer.add_object(annotation)
    )
    writer.update_container(sheet)
    return written(writer)
