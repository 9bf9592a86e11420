"""The oldest kind of signature: a PKCS#1 value alone, the certificate beside it, no time anywhere."""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.fakes.attacks.bases import decision
from tests.fakes.attacks.update import Update
from tests.fakes.verify_authority import Identity

_ROOM = 600


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
