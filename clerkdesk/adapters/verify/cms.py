"""Is a CMS signature mathematically right over these bytes? Judged without any trust (RFC 5652)."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from asn1crypto import algos, cms, core, keys, tsp, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import load_der_public_key

DIGESTS: dict[str, Callable[[], hashes.HashAlgorithm]] = {
    "md5": hashes.MD5,
    "sha1": hashes.SHA1,
    "sha224": hashes.SHA224,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
    "sha3_224": hashes.SHA3_224,
    "sha3_256": hashes.SHA3_256,
    "sha3_384": hashes.SHA3_384,
    "sha3_512": hashes.SHA3_512,
    "shake256": lambda: hashes.SHAKE256(64),  # RFC 8419: with Ed448, 512 bits
}
WEAK_DIGESTS = frozenset({"md2", "md5", "sha1"})
_BAD_INPUT = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)
"""What asn1crypto and cryptography raise on bytes that are not what they claim to be."""


class BrokenCms(Exception):
    """The signature does not hold, or cannot be computed; `code` is a finding code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class CmsSignature:
    """A signature whose value is right for the signed bytes, with what it carries."""

    signer: x509.Certificate
    certificates: tuple[bytes, ...]
    """All embedded certificates, DER, the signer's included."""
    digest: str
    claimed_time: datetime | None
    time_stamp: bytes = b""
    """DER of the first RFC 3161 token among the unsigned attributes."""
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    names_certificate: bool = False
    """A signed attribute binds the signer's certificate (ESS)."""
    stamped_time: datetime | None = None
    """genTime, where this is itself a time stamp."""
    signature_value: bytes = b""


def check_signature(
    contents: bytes, covered: bytes, sub_filter: str, others: tuple[bytes, ...] = ()
) -> CmsSignature:
    """Check the CMS in /Contents over the bytes of the ByteRange.

    Args:
        others: certificates (DER) among which the signer's is looked for where the CMS has none.

    Raises:
        BrokenCms: it does not hold.
    """
    try:
        if sub_filter == "/ETSI.RFC3161":
            return check_time_stamp(contents, covered, others)
        if sub_filter == "/adbe.x509.rsa_sha1":
            return _bare_signature(contents, covered, others)
        signed = _signed_data(contents)
        info = _only_signer(signed)
        content = signed["encap_content_info"]
        kind = content["content_type"].native
        if sub_filter == "/adbe.pkcs7.sha1" or (
            kind == "data" and content["content"].native is not None
        ):
            inner = content["content"].native
            if not isinstance(inner, bytes) or inner != hashlib.sha1(covered).digest():
                raise BrokenCms("digest-differs")
            return _checked(signed, info, inner, others, also_weak=True)
        return _checked(signed, info, covered, others)
    except _BAD_INPUT as error:
        raise BrokenCms("cms-unreadable") from error


def _bare_signature(
    contents: bytes, covered: bytes, certificates: tuple[bytes, ...]
) -> CmsSignature:
    """The oldest kind (ISO 32000-1, 12.8.3.2): a bare PKCS#1 value, certificates in /Cert."""
    if not certificates:
        raise BrokenCms("no-signer-certificate")
    signer = x509.Certificate.load(certificates[0])
    key, value = public_key(signer), core.OctetString.load(contents).native
    if not isinstance(key, rsa.RSAPublicKey) or not isinstance(value, bytes):
        raise BrokenCms("unsupported-algorithm")
    used = _digest_inside(key, value)
    try:
        key.verify(value, covered, padding.PKCS1v15(), DIGESTS[used]())
    except InvalidSignature as error:
        raise BrokenCms("digest-differs") from error
    return CmsSignature(signer, certificates, used, None, signature_value=value)


def _digest_inside(key: rsa.RSAPublicKey, value: bytes) -> str:
    """Which digest a PKCS#1 value was made over: it says so itself (RFC 8017, 9.2)."""
    try:
        info = key.recover_data_from_signature(value, padding.PKCS1v15(), None)
    except InvalidSignature as error:
        raise BrokenCms("signature-value-wrong") from error
    name = algos.DigestInfo.load(info)["digest_algorithm"]["algorithm"].native
    if name not in DIGESTS:
        raise BrokenCms("unsupported-algorithm")
    return str(name)


def check_time_stamp(token: bytes, stamped: bytes, others: tuple[bytes, ...] = ()) -> CmsSignature:
    """Check an RFC 3161 token over the bytes it stamps; `others` as in `check_signature`.

    Raises:
        BrokenCms: it does not hold.
    """
    try:
        signed = _signed_data(token)
        info = _only_signer(signed)
        content = signed["encap_content_info"]
        if content["content_type"].native != "tst_info":
            raise BrokenCms("time-stamp-broken")
        raw = content["content"].parsed.dump()
        stamp = tsp.TSTInfo.load(raw)
        imprint = stamp["message_imprint"]
        digest = imprint["hash_algorithm"]["algorithm"].native
        if digest not in DIGESTS or _digest(digest, stamped) != imprint["hashed_message"].native:
            raise BrokenCms("time-stamp-broken")
        checked = _checked(signed, info, bytes(content["content"]), others)
        weak = checked.digest if checked.digest in WEAK_DIGESTS else digest
        return CmsSignature(
            checked.signer,
            checked.certificates,
            weak,
            stamp["gen_time"].native,
            crls=checked.crls,
            ocsps=checked.ocsps,
            names_certificate=checked.names_certificate,
            stamped_time=stamp["gen_time"].native,
        )
    except _BAD_INPUT as error:
        raise BrokenCms("time-stamp-broken") from error


def _signed_data(der: bytes) -> cms.SignedData:
    info = cms.ContentInfo.load(der, strict=False)
    if info["content_type"].native != "signed_data":
        raise BrokenCms("cms-unreadable")
    return info["content"]


def _only_signer(signed: cms.SignedData) -> cms.SignerInfo:
    infos = signed["signer_infos"]
    if len(infos) != 1:  # ISO 32000-2, 12.8.3.3.1: one signer in one signature
        raise BrokenCms("cms-not-one-signer")
    return infos[0]


def _checked(
    signed: cms.SignedData,
    info: cms.SignerInfo,
    content: bytes,
    others: tuple[bytes, ...],
    *,
    also_weak: bool = False,
) -> CmsSignature:
    certificates = tuple(
        choice.chosen.dump()
        for choice in signed["certificates"] or ()
        if choice.name == "certificate"
    )
    signer_der = _signer_certificate(info, certificates + others)
    digest = info["digest_algorithm"]["algorithm"].native
    if digest not in DIGESTS:
        raise BrokenCms("unsupported-algorithm")
    attributes = info["signed_attrs"]
    names_certificate, claimed = False, None
    if len(attributes):
        as_written = b"\x31" + attributes.dump()[1:]  # not all programs sort them, as DER would
        found = {item["type"].native: item["values"] for item in attributes}
        if len(found) != len(attributes):
            raise BrokenCms("cms-unreadable")
        if "message_digest" not in found or len(found["message_digest"]) != 1:
            raise BrokenCms("no-message-digest")
        if found["message_digest"][0].native != _digest(digest, content):
            raise BrokenCms("digest-differs")
        kind = found.get("content_type")
        if kind is None or kind[0].native != signed["encap_content_info"]["content_type"].native:
            raise BrokenCms("content-type-differs")
        names_certificate = _names(found, signer_der)
        if "signing_time" in found:
            claimed = _aware(found["signing_time"][0].native)
        in_order = b"".join(sorted(one.dump() for one in attributes))
        forms = [as_written, as_written[: -len(in_order)] + in_order]
    else:
        found, forms = {}, [content]
    signer = x509.Certificate.load(signer_der)
    value = info["signature"].native
    scheme = info["signature_algorithm"]
    if not any(_value_holds(signer, scheme, digest, value, one) for one in forms):
        raise BrokenCms("signature-value-wrong")
    crls, ocsps = _revocation(signed, found)
    return CmsSignature(
        signer=signer,
        certificates=certificates,
        digest="sha1" if also_weak else _weakest(info["signature_algorithm"], digest),
        claimed_time=claimed,
        time_stamp=_time_stamp(info),
        crls=crls,
        ocsps=ocsps,
        names_certificate=names_certificate,
        signature_value=value,
    )


def _signer_certificate(info: cms.SignerInfo, certificates: tuple[bytes, ...]) -> bytes:
    wanted = info["sid"]
    for der in certificates:
        one = x509.Certificate.load(der)
        if wanted.name == "issuer_and_serial_number":
            same = (
                one.issuer == wanted.chosen["issuer"]
                and one.serial_number == wanted.chosen["serial_number"].native
            )
        else:
            same = one.key_identifier == wanted.chosen.native
        if same:
            return der
    raise BrokenCms("no-signer-certificate")


def _names(found: dict[str, core.Asn1Value], signer: bytes) -> bool:
    """Whether an ESS attribute names the signer's certificate.

    Raises:
        BrokenCms: it names another one: the certificate was exchanged.
    """
    for attribute, fixed in (("signing_certificate_v2", None), ("signing_certificate", "sha1")):
        if attribute in found:
            first = found[attribute][0]["certs"][0]
            digest = fixed or first["hash_algorithm"]["algorithm"].native
            if digest not in DIGESTS or first["cert_hash"].native != _digest(digest, signer):
                raise BrokenCms("certificate-exchanged")
            return True
    return False


def _value_holds(
    signer: x509.Certificate,
    algorithm: algos.SignedDigestAlgorithm,
    digest: str,
    value: bytes,
    tbs: bytes,
) -> bool:
    key = public_key(signer)
    name = algorithm["algorithm"].native
    try:
        used = algorithm.hash_algo
    except ValueError:
        used = digest
    if name not in ("ed25519", "ed448") and used not in DIGESTS:
        raise BrokenCms("unsupported-algorithm")
    try:
        match key:
            case rsa.RSAPublicKey() if name == "rsassa_pss":
                parameters = algorithm["parameters"]
                used = parameters["hash_algorithm"]["algorithm"].native
                mask = parameters["mask_gen_algorithm"]["parameters"]["algorithm"].native
                salt = parameters["salt_length"].native
                key.verify(
                    value,
                    tbs,
                    padding.PSS(padding.MGF1(DIGESTS[mask]()), salt),
                    DIGESTS[used](),
                )
            case rsa.RSAPublicKey():
                key.verify(value, tbs, padding.PKCS1v15(), DIGESTS[used]())
            case ec.EllipticCurvePublicKey():
                key.verify(
                    _der_point_pair(name, value),
                    _digest(used, tbs),
                    ec.ECDSA(Prehashed(DIGESTS[used]())),
                )
            case dsa.DSAPublicKey():
                key.verify(value, _digest(used, tbs), Prehashed(DIGESTS[used]()))
            case ed25519.Ed25519PublicKey() | ed448.Ed448PublicKey():
                key.verify(value, tbs)
            case _:
                raise BrokenCms("unsupported-algorithm")
    except InvalidSignature:
        return False
    except UnsupportedAlgorithm as error:
        raise BrokenCms("unsupported-algorithm") from error
    return True


def _weakest(algorithm: algos.SignedDigestAlgorithm, digest: str) -> str:
    """The digest that decides the strength: the signature scheme may use another one."""
    try:
        used = str(algorithm.hash_algo)
    except ValueError:
        return digest
    return used if used in WEAK_DIGESTS else digest


def _der_point_pair(name: str, value: bytes) -> bytes:
    """ECDSA in the plain form of BSI TR-03111 becomes the DER form."""
    if not name.endswith("_plain_ecdsa"):
        return value
    return bytes(algos.DSASignature.from_p1363(value).dump())


def _time_stamp(info: cms.SignerInfo) -> bytes:
    for item in info["unsigned_attrs"] or ():
        if item["type"].native == "signature_time_stamp_token" and len(item["values"]):
            return bytes(item["values"][0].dump())
    return b""


def _revocation(
    signed: cms.SignedData, found: dict[str, core.Asn1Value]
) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """CRLs and OCSP answers that travel inside the CMS (Adobe's attribute too)."""
    crls = [
        choice.chosen.dump() for choice in signed["crls"] or () if choice.name == "certificate_list"
    ]
    ocsps: list[bytes] = []
    if "adobe_revocation_info_archival" in found:
        archive = found["adobe_revocation_info_archival"][0]
        crls += [one.dump() for one in archive["crl"] or ()]
        ocsps += [one.dump() for one in archive["ocsp"] or ()]
    return tuple(crls), tuple(ocsps)


def public_key(certificate: x509.Certificate) -> PublicKeyTypes:
    """The key of a certificate, also where its RSA modulus lacks the leading zero (old ESTEID).

    Raises:
        ValueError: it is no key.
    """
    described = certificate.public_key
    if described.algorithm == "rsa":
        numbers = described["public_key"].parsed
        modulus = numbers["modulus"].native
        if modulus < 0:
            modulus += 1 << (8 * len(numbers["modulus"].contents))
        return rsa.RSAPublicNumbers(numbers["public_exponent"].native, modulus).public_key()
    return load_der_public_key(keys.PublicKeyInfo.dump(described))


def _digest(name: str, content: bytes) -> bytes:
    if name == "shake256":
        return hashlib.shake_256(content).digest(64)
    return hashlib.new(name, content).digest()


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def holds(issuer: x509.Certificate, algorithm: core.Sequence, value: bytes, tbs: bytes) -> bool:
    """Whether `issuer`'s key made this signature of a certificate or a revocation list."""
    try:
        key = public_key(issuer)
        match key:
            case rsa.RSAPublicKey() if algorithm["algorithm"].native == "rsassa_pss":
                used = algorithm["parameters"]["hash_algorithm"]["algorithm"].native
                salt = algorithm["parameters"]["salt_length"].native
                key.verify(
                    value, tbs, padding.PSS(padding.MGF1(DIGESTS[used]()), salt), DIGESTS[used]()
                )
            case rsa.RSAPublicKey():
                key.verify(value, tbs, padding.PKCS1v15(), DIGESTS[algorithm.hash_algo]())
            case ec.EllipticCurvePublicKey():
                key.verify(value, tbs, ec.ECDSA(DIGESTS[algorithm.hash_algo]()))
            case ed25519.Ed25519PublicKey() | ed448.Ed448PublicKey():
                key.verify(value, tbs)
            case _:
                return False
    except (InvalidSignature, UnsupportedAlgorithm, *_BAD_INPUT):
        return False
    return True
