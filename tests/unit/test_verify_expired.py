"""A certificate that has expired: judged by when it signed, if that is proven (DOMAIN §3.2, EN 319 102-1)."""

from datetime import datetime

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa

from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.domain.verdicts import CertificateState, SignatureCheck, Verdict
from tests.fakes.honest.bare import bare
from tests.fakes.verify_authority import DAY, NOW, Authority, Identity, page, sign

LATER = NOW + 100 * DAY


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def soon_gone(authority: Authority) -> Identity:
    """Its certificate ends in ten days."""
    return authority.issue("Sắp hết hạn", ends=NOW + 10 * DAY)


def _check(pdf: bytes, authority: Authority, at: datetime) -> SignatureCheck:
    return check_pdf(pdf, authority.trust(), at)


def _codes(check: SignatureCheck) -> set[str]:
    return {one.code for one in check.findings}


def test_while_it_lasts_a_claimed_time_will_do(authority: Authority, soon_gone: Identity) -> None:
    assert _check(sign(page(), soon_gone), authority, NOW + DAY).verdict is Verdict.VALID


def test_once_it_has_expired_a_claimed_time_proves_nothing(
    authority: Authority, soon_gone: Identity
) -> None:
    check = _check(sign(page(), soon_gone), authority, LATER)
    assert (check.verdict, check.certificate) == (Verdict.INDETERMINATE, CertificateState.EXPIRED)
    assert "certificate-expired-since" in _codes(check)
    assert "certificate-expired" not in _codes(check)


def test_a_proven_time_keeps_it_good(authority: Authority, soon_gone: Identity) -> None:
    stamped = sign(page(), soon_gone, stamper=authority.time_stamper())
    check = _check(stamped, authority, NOW + 20 * DAY)
    assert check.certificate is CertificateState.GOOD
    assert "certificate-expired-since" not in _codes(check)


def test_who_claims_a_time_after_the_end_signed_with_an_expired_certificate(
    authority: Authority,
) -> None:
    gone = authority.issue("Đã hết hạn", begins=NOW - 90 * DAY, ends=NOW - 30 * DAY)
    check = _check(sign(page(), gone), authority, NOW + DAY)
    assert (check.verdict, check.certificate) == (Verdict.INVALID, CertificateState.EXPIRED)
    assert "certificate-expired" in _codes(check)


def test_who_says_no_time_has_proven_none(authority: Authority) -> None:
    key = rsa.generate_private_key(65537, 2048)
    gone = authority.issue("Hết hạn", key=key, begins=NOW - 90 * DAY, ends=NOW - 30 * DAY)
    check = _check(bare(gone, hashes.SHA256()), authority, NOW + DAY)
    assert (check.verdict, check.certificate) == (Verdict.INDETERMINATE, CertificateState.EXPIRED)
    assert {"no-time", "certificate-expired-since"} <= _codes(check)


def test_who_claims_a_time_before_the_certificate_began_had_none(authority: Authority) -> None:
    early = authority.issue("Chưa có", begins=NOW + DAY, ends=NOW + 90 * DAY)
    check = _check(sign(page(), early), authority, NOW + 2 * DAY)
    assert (check.verdict, check.certificate) == (Verdict.INVALID, CertificateState.NOT_YET)
