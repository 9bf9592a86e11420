"""Two checks of one file as an office has them: open at first, then struck down by a revocation list."""

from dataclasses import replace
from datetime import datetime, timedelta

from clerkdesk.domain.attachments import PDF, Attachment, FileRole
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.trust import CrlFacts
from clerkdesk.domain.verdicts import (
    CertificateState,
    Finding,
    Integrity,
    LegalClass,
    Revocation,
    SignatureCheck,
    SignatureReport,
    Verdict,
)
from tests.fakes.office import PDF_FILE, FakeOffice
from tests.fakes.sample_documents import incoming_entry
from tests.fakes.signed import OFFICIAL_CHECK

URL = "http://ca.example/g2.crl"
UNKNOWN = replace(
    OFFICIAL_CHECK,
    verdict=Verdict.INDETERMINATE,
    revocation=Revocation.UNKNOWN,
    signatures=tuple(
        replace(one, revocation=Revocation.UNKNOWN, serial="1f", root="r", crl_points=(URL,))
        for one in OFFICIAL_CHECK.signatures
    ),
)
KNOWN = replace(
    OFFICIAL_CHECK,
    signatures=tuple(replace(one, serial="1f", root="r") for one in OFFICIAL_CHECK.signatures),
)
STRUCK = replace(
    KNOWN,
    verdict=Verdict.INVALID,
    revocation=Revocation.REVOKED,
    signatures=tuple(replace(one, revocation=Revocation.REVOKED) for one in KNOWN.signatures),
)
"""Two signatures, of which more may become known; known to be good; struck off."""

_ISSUER = "CA phục vụ các cơ quan Nhà nước (G2)"
_BUNDLE = "Danh sách tin cậy tỉnh Mẫu 7 8c1f0d2ab3e45f67"
_PROGRAM = "ClerkDesk 0.1.0; pikepdf 10.17; pymupdf 1.26.7; pypdfium2 5.15; cryptography 50.0"


def open_and_fallen(sha256: str, at: datetime) -> tuple[SignatureCheck, SignatureCheck]:
    """The check at registration, and the one after the certificate of the leader was withdrawn."""
    person = SignatureReport(
        *("ChuKy1", "Nguyễn Văn Mẫu", "UBND thành phố Mẫu", _ISSUER, at - timedelta(hours=3)),
        *(False, Integrity.ALLOWED_CHANGES, CertificateState.GOOD, Revocation.UNKNOWN),
        unit="Văn phòng",
        identifier="CCCD:091080000000",
        serial="5401a7f3c0de",
        key="11" * 32,
        not_before=at - timedelta(days=300),
        not_after=at + timedelta(days=700),
        trust_list="official",
    )
    seal = replace(
        person,
        field_name="ChuKy2",
        signer="UBND thành phố Mẫu",
        unit="",
        identifier="MST:1800000000",
        serial="5401a7f3c0df",
        is_organisation=True,
        integrity=Integrity.INTACT,
        signed_at=at - timedelta(hours=2),
    )
    first = SignatureCheck(
        *(Verdict.INDETERMINATE, Integrity.ALLOWED_CHANGES, CertificateState.GOOD),
        Revocation.UNKNOWN,
        LegalClass.ORIGINAL,
        (person, seal),
        (
            Finding(
                "no-revocation-data",
                "Chưa kiểm tra được chứng thư số có bị thu hồi không: chưa có danh sách thu hồi (CRL) phù hợp.",
            ),
            Finding("claimed-time", "Thời gian ký do máy của người ký khai báo."),
        ),
        sha256=sha256,
        checked_at=at,
        trust_bundle=_BUNDLE,
        program=_PROGRAM,
        registry=(
            Finding(
                "same-name-new-key",
                "«Nguyễn Văn Mẫu» ký bằng chứng thư mới: trước đây dùng khóa khác (thấy lần đầu 03/03/2025, do CA phục vụ các cơ quan Nhà nước cấp). Thường là do gia hạn.",
            ),
        ),
    )
    later = at + timedelta(days=3)
    second = replace(
        first,
        verdict=Verdict.INVALID,
        revocation=Revocation.REVOKED,
        signatures=(
            replace(person, revocation=Revocation.REVOKED),
            replace(seal, revocation=Revocation.GOOD),
        ),
        findings=(
            Finding("certificate-revoked", "Chứng thư số đã bị thu hồi."),
            first.findings[1],
        ),
        checked_at=later,
        crls=(
            CrlFacts(
                _ISSUER, later - timedelta(hours=5), later + timedelta(days=6), 1204, number=3127
            ),
        ),
    )
    return first, second


def registered(office: FakeOffice, check: SignatureCheck) -> Incoming:
    """A document that was taken in when `check` was what could be known."""
    sha256 = office.store.files.put(PDF_FILE)
    office.checker.otherwise = check
    result = office.desk().check("van-ban.pdf", PDF_FILE).result
    entry = incoming_entry(
        signature_result=result,
        attachments=(Attachment("van-ban.pdf", PDF, FileRole.MAIN, sha256, len(PDF_FILE)),),
    )
    return office.store.incoming.add(entry, "vanthu")
