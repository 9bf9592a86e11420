"""Checks as the verifier records them for documents that are signed by person and organisation."""

from dataclasses import replace

from clerkdesk.domain.verdicts import (
    CertificateState,
    Integrity,
    LegalClass,
    Revocation,
    SignatureCheck,
    SignatureReport,
    Verdict,
)
from tests.fakes.sample_documents import NOW

OFFICIAL_ISSUER = "CA phục vụ các cơ quan Nhà nước (G2)"
_PERSON = SignatureReport(
    "CK1",
    "Nguyễn Văn Mẫu",
    "UBND xã Thử Nghiệm",
    OFFICIAL_ISSUER,
    NOW,
    True,
    Integrity.ALLOWED_CHANGES,
    CertificateState.GOOD,
    Revocation.GOOD,
)
_SEAL = replace(
    _PERSON, signer="UBND xã Thử Nghiệm", integrity=Integrity.INTACT, is_organisation=True
)
OFFICIAL_CHECK = SignatureCheck(
    Verdict.VALID,
    Integrity.INTACT,
    CertificateState.GOOD,
    Revocation.GOOD,
    LegalClass.ORIGINAL,
    (_PERSON, _SEAL),
)
"""Both signatures valid, by certificates of Ban Cơ yếu."""
PUBLIC_CHECK = replace(
    OFFICIAL_CHECK,
    signatures=tuple(replace(one, issuer="VNPT-CA SHA-256") for one in (_PERSON, _SEAL)),
)
"""Both valid, but by a public authority."""
