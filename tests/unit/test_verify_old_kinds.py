"""The oldest kind of signature, adbe.x509.rsa_sha1: judged as intact or broken, and never valid."""

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa

from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.domain.verdicts import CertificateState, Integrity, Verdict
from tests.fakes.honest.bare import bare
from tests.fakes.verify_authority import Authority, Identity


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def who(authority: Authority) -> Identity:
    return authority.issue("Người ký cũ", key=rsa.generate_private_key(65537, 2048))


@pytest.mark.parametrize("digest", [hashes.SHA1(), hashes.SHA256()], ids=["SHA-1", "SHA-256"])
def test_a_bare_signature_is_intact(
    authority: Authority, who: Identity, digest: hashes.HashAlgorithm
) -> None:
    check = check_pdf(bare(who, digest), authority.trust())
    assert check.integrity is Integrity.INTACT
    if digest.name == "sha1":
        assert (check.verdict, check.certificate) == (Verdict.INDETERMINATE, CertificateState.WEAK)


def test_a_bare_signature_over_other_bytes_is_broken(authority: Authority, who: Identity) -> None:
    pdf = bare(who, hashes.SHA1())
    check = check_pdf(pdf.replace(b"10.000.000", b"90.000.000", 1), authority.trust())
    assert (check.verdict, check.integrity) == (Verdict.INVALID, Integrity.BROKEN)


def test_a_bare_signature_by_another_key_is_broken(authority: Authority, who: Identity) -> None:
    other = authority.issue("Người khác", key=rsa.generate_private_key(65537, 2048))
    lent = Identity(other.certificate, who.key)
    check = check_pdf(bare(lent, hashes.SHA1()), authority.trust())
    assert (check.verdict, check.integrity) == (Verdict.INVALID, Integrity.BROKEN)
