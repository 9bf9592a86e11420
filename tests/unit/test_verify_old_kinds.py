"""The oldest kind of signature, adbe.x509.rsa_sha1: judged as intact or broken, and never valid."""

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.domain.verdicts import CertificateState, Integrity, Verdict
from tests.fakes.attacks.bases import decision
from tests.fakes.attacks.update import Update
from tests.fakes.verify_authority import Authority, Identity

_ROOM = 600


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def who(authority: Authority) -> Identity:
    return authority.issue("Người ký cũ", key=rsa.generate_private_key(65537, 2048))


def bare(who: Identity, digest: hashes.HashAlgorithm) -> bytes:
    """A decision signed with a PKCS#1 value alone."""
    update = Update(decision())
    hole, gap = b"0" * 2 * _ROOM, b"<%s>"
    value = update.new(
        b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.x509.rsa_sha1 /Cert <%s> "
        b"/ByteRange [0 1111111111 2222222222 3333333333] /Contents %s >>"
        % (who.der.hex().encode(), gap % hole)
    )
    number = update.add_annotation(
        b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Cu) /V %d 0 R /Rect [0 0 0 0] /F 132 >>"
        % value
    )
    kept = b" ".join(b"%d %d R" % one.objgen for one in update.root.AcroForm.Fields)
    update.rewrite_form({"/Fields": b"[%s %d 0 R]" % (kept, number), "/SigFlags": b"3"})
    pdf = update.written()
    first = pdf.index(gap % hole)
    second = first + len(hole) + 2
    for template, figure in (
        (b"1" * 10, first),
        (b"2" * 10, second),
        (b"3" * 10, len(pdf) - second),
    ):
        pdf = pdf.replace(template, b"%-10d" % figure, 1)
    assert isinstance(who.key, rsa.RSAPrivateKey)
    signed = who.key.sign(pdf[:first] + pdf[second:], padding.PKCS1v15(), digest)
    octets = b"\x04\x82" + len(signed).to_bytes(2, "big") + signed
    return pdf[: first + 1] + octets.hex().encode().ljust(len(hole), b"0") + pdf[second - 1 :]


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
