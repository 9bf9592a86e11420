"""A signature put into a PDF byte by byte, with a CMS made by hand: as other programs write both."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from asn1crypto import algos, cms, core, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa

from tests.fakes.attacks.update import Update
from tests.fakes.verify_authority import NOW, Identity

ROOM = 6000
_HASHES: dict[str, Callable[[], hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
    "sha3_256": hashes.SHA3_256,
}
_OID_DATA = bytes.fromhex("06092a864886f70d010701")
_OID_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
Attribute = tuple[str, bytes]
"""Its type by name or number, and its value, DER."""


@dataclass
class Habit:
    """How a program makes its CMS."""

    digest: str = "sha256"
    algorithm: str | None = None
    """Of the signature; by key and digest where None."""
    time: datetime | None = NOW
    bound: int | None = 2
    """Version of the signing-certificate attribute; None = without."""
    by_key: bool = False
    """Name the signer by the key's identifier."""
    attributes: bool = True
    """Signed attributes at all."""
    more: Sequence[Attribute] = ()
    unsigned: Sequence[Attribute] = ()
    beside: Sequence[Identity] = ()
    first: Sequence[Identity] = ()
    """Certificates before the signer's."""
    crls: Sequence[bytes] = ()
    order: Callable[[list[bytes]], list[bytes]] = field(default=list)
    """The order of the signed attributes, as written and signed."""

    def made(self, who: Identity, covered: bytes) -> bytes:
        """The CMS, DER but for the order of attributes."""
        certificate = x509.Certificate.load(who.der)
        algorithm = algos.SignedDigestAlgorithm(
            {"algorithm": self.algorithm or _scheme(who, self.digest)}
        )
        written = b"".join(self.order(sorted(self._signed(certificate, covered))))
        tbs = tlv(0x31, written) if self.attributes else covered
        value = signed_by(who, tbs, self.digest, algorithm)
        used = algos.DigestAlgorithm({"algorithm": self.digest}).dump()
        info = (
            (b"\x02\x01\x03" if self.by_key else b"\x02\x01\x01")
            + _sid(certificate, self.by_key)
            + used
            + (tlv(0xA0, written) if self.attributes else b"")
            + algorithm.dump()
            + tlv(0x04, value)
        )
        if self.unsigned:
            info += tlv(0xA1, b"".join(sorted(_attribute(*one) for one in self.unsigned)))
        inside = b"".join(one.der for one in (*self.first, who, *self.beside))
        signed = (
            b"\x02\x01\x01"
            + tlv(0x31, used)
            + tlv(0x30, _OID_DATA)
            + tlv(0xA0, inside)
            + (tlv(0xA1, b"".join(self.crls)) if self.crls else b"")
            + tlv(0x31, tlv(0x30, info))
        )
        return tlv(0x30, _OID_SIGNED_DATA + tlv(0xA0, tlv(0x30, signed)))

    def _signed(self, certificate: x509.Certificate, covered: bytes) -> list[bytes]:
        digest = hashlib.new(self.digest, covered).digest()
        found: list[Attribute] = [
            ("content_type", _OID_DATA),
            ("message_digest", tlv(0x04, digest)),
        ]
        if self.time is not None:
            found.append(("signing_time", core.UTCTime(self.time).dump()))
        der = certificate.dump()
        if self.bound == 1:
            name = tlv(0x30, tlv(0x30, tlv(0x30, tlv(0x04, hashlib.sha1(der).digest()))))
            found.append(("signing_certificate", name))
        elif self.bound == 2:
            name = tlv(0x30, tlv(0x30, tlv(0x30, tlv(0x04, hashlib.sha256(der).digest()))))
            found.append(("signing_certificate_v2", name))
        return [_attribute(*one) for one in (*found, *self.more)]


def signed_by(
    who: Identity, tbs: bytes, digest: str, algorithm: algos.SignedDigestAlgorithm
) -> bytes:
    """The signature value."""
    kind = _HASHES[digest]
    match who.key:
        case rsa.RSAPrivateKey() as key if algorithm["algorithm"].native == "rsassa_pss":
            algorithm["parameters"] = algos.RSASSAPSSParams(
                {
                    "hash_algorithm": {"algorithm": digest},
                    "mask_gen_algorithm": {
                        "algorithm": "mgf1",
                        "parameters": {"algorithm": digest},
                    },
                    "salt_length": kind().digest_size,
                }
            )
            return key.sign(tbs, padding.PSS(padding.MGF1(kind()), kind().digest_size), kind())
        case rsa.RSAPrivateKey() as key:
            return key.sign(tbs, padding.PKCS1v15(), kind())
        case ec.EllipticCurvePrivateKey() as key:
            return key.sign(tbs, ec.ECDSA(kind()))
        case ed25519.Ed25519PrivateKey() | ed448.Ed448PrivateKey() as key:
            return bytes(key.sign(tbs))
    raise TypeError(who.key)


def put_in(
    pdf: bytes,
    make: Callable[[bytes], bytes],
    name: str = "ChuKy",
    *,
    entries: bytes = b"/Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached",
    hole: Callable[[str], str] = str,
    range_text: bytes = b"/ByteRange [0 %d %d %d]",
    rect: bytes = b"[0 0 0 0]",
    room: int = ROOM,
    streams: bool = False,
    widget: bytes = b"",
) -> bytes:
    """Sign `pdf` in one more revision.

    Args:
        make: the CMS over the covered bytes.
        hole: how the hexadecimal digits are written; no longer than they are.
        range_text: how the range is written; blanks fill it up.
    """
    update = Update(pdf)
    empty, mark = b"<" + b"0" * 2 * room + b">", b"/ByteRange [" + b" " * 60 + b"]"
    value = update.new(b"<< %s %s /Contents %s >>" % (entries, mark, empty))
    number = update.add_annotation(
        b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (%s) /V %d 0 R /Rect %s /F 132 %s >>"
        % (name.encode(), value, rect, widget)
    )
    form = update.root.get("/AcroForm")
    kept = b" ".join(b"%d %d R" % one.objgen for one in form.get("/Fields", [])) if form else b""
    fields = {"/Fields": b"[%s %d 0 R]" % (kept, number), "/SigFlags": b"3"}
    if form is None:
        body = b" ".join(key.encode() + b" " + one for key, one in fields.items())
        update.rewrite_root({"/AcroForm": b"<< " + body + b" >>"})
    else:
        update.rewrite_form(fields)
    written = update.with_stream() if streams else update.written()
    first = written.rindex(empty)
    second = first + len(empty)
    told = range_text % (first, second, len(written) - second)
    assert len(told) <= len(mark)
    at = written.rindex(mark)
    written = written[:at] + told.ljust(len(mark)) + written[at + len(mark) :]
    made = make(written[:first] + written[second:])
    digits = hole(made.hex().ljust(2 * room, "0"))
    assert len(digits) == 2 * room
    return written[:first] + b"<" + digits.encode() + b">" + written[second:]


def indefinite(der: bytes) -> bytes:
    """The same CMS as many old libraries wrote it: the outer layers of indefinite length (BER)."""
    oid, explicit = _first(_inside(der))
    parts = _inside(_inside(explicit))
    return b"\x30\x80" + oid + b"\xa0\x80\x30\x80" + parts + b"\0\0" * 3


def _inside(der: bytes) -> bytes:
    return der[2:] if der[1] < 0x80 else der[2 + (der[1] & 0x7F) :]


def _first(content: bytes) -> tuple[bytes, bytes]:
    """The first element and what follows it."""
    long = content[1] & 0x7F if content[1] >= 0x80 else 0
    size = int.from_bytes(content[2 : 2 + long], "big") if long else content[1]
    return content[: 2 + long + size], content[2 + long + size :]


def tlv(tag: int, content: bytes) -> bytes:
    """One element, DER."""
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    raw = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(raw)]) + raw + content


def _attribute(kind: str, value: bytes) -> bytes:
    return tlv(0x30, cms.CMSAttributeType(kind).dump() + tlv(0x31, value))


def _sid(certificate: x509.Certificate, by_key: bool) -> bytes:
    if by_key:
        return tlv(0x80, certificate.key_identifier)
    serial = core.Integer(certificate.serial_number).dump()
    return tlv(0x30, certificate.issuer.dump() + serial)


def _scheme(who: Identity, digest: str) -> str:
    match who.key:
        case rsa.RSAPrivateKey():
            return f"{digest}_rsa"
        case ec.EllipticCurvePrivateKey():
            return f"{digest}_ecdsa"
        case ed448.Ed448PrivateKey():
            return "ed448"
    return "ed25519"
