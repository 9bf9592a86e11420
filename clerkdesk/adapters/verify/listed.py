"""Was a certificate struck off? Answered by plain revocation lists in milliseconds, however long they are.

A plain list speaks of everything its authority has issued, is signed by that authority and can be read
without surprise. Lists that are none (parts, deltas, lists by others, unknown critical extensions) and OCSP
answers are left to the certificate validator, which reads every entry of a list in turn.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa

from clerkdesk.adapters.verify.cms import WEAK_DIGESTS, public_key

_BAD_INPUT = (ValueError, TypeError, KeyError, AttributeError, UnsupportedAlgorithm)


@dataclass(frozen=True, slots=True)
class RevocationList:
    """A list as far as it was understood; `plain` lists answer alone."""

    der: bytes
    issuer: bytes
    """The authority's name, DER."""
    this_update: datetime | None
    next_update: datetime | None
    plain: bool
    read: x509.CertificateRevocationList | None
    """None where it could not be read strictly."""


def read_lists(ders: Iterable[bytes]) -> Sequence[RevocationList]:
    """Each list once; what cannot be read at all is passed on as not plain."""
    return [_read(der) for der in dict.fromkeys(ders)]


@lru_cache(maxsize=32)
def _read(der: bytes) -> RevocationList:
    try:
        read = x509.load_der_x509_crl(der)
        digest = read.signature_hash_algorithm
        plain = (
            (digest is None or digest.name not in WEAK_DIGESTS)
            and x509.DeltaCRLIndicator.oid not in {one.oid for one in read.extensions}
            and all(_harmless(one) for one in read.extensions)
        )
        issuer = read.issuer.public_bytes()
        made, until = read.last_update_utc, read.next_update_utc
        return RevocationList(der, issuer, made, until, plain, read)
    except (*_BAD_INPUT, x509.DuplicateExtension):
        return RevocationList(der, b"", None, None, False, None)


def _harmless(extension: x509.Extension[x509.ExtensionType]) -> bool:
    """Whether a list with this extension still speaks of everything its authority has issued. One that
    names a distribution point may be a shard: it is silent about certificates of the others."""
    scope = extension.value
    if isinstance(scope, x509.IssuingDistributionPoint):
        return not (
            scope.full_name
            or scope.relative_name
            or scope.only_contains_user_certs
            or scope.only_contains_ca_certs
            or scope.only_contains_attribute_certs
            or scope.indirect_crl
            or scope.only_some_reasons
        )
    return not extension.critical


def struck_off_at(
    subject: asn1_x509.Certificate, issuer: asn1_x509.Certificate, lists: Iterable[RevocationList]
) -> datetime | None:
    """When `subject` was withdrawn by a list of its issuer, stale or not; the earliest day counts."""
    found = []
    for one in lists:
        if one.read is None or not _signed_by(one, issuer):
            continue
        entry = one.read.get_revoked_certificate_by_serial_number(subject.serial_number)
        if entry is not None and not _taken_back(entry):
            found.append(entry.revocation_date_utc)
    return min(found, default=None)


def is_covered(
    subject: asn1_x509.Certificate,
    issuer: asn1_x509.Certificate,
    lists: Iterable[RevocationList],
    at: datetime,
    *,
    proven: bool,
) -> bool:
    """Whether a plain list of the issuer, in force at `at`, does not name `subject`; where `at` is proven
    a list that was made later speaks of it too."""
    if not _may_sign_lists(issuer) or _has_own_list_issuer(subject):
        return False
    for one in lists:
        if (
            one.plain
            and one.this_update is not None
            and one.next_update is not None
            and one.next_update >= at
            and (proven or one.this_update <= at)
            and _signed_by(one, issuer)
        ):
            assert one.read is not None
            entry = one.read.get_revoked_certificate_by_serial_number(subject.serial_number)
            return entry is None
    return False


def odd_lists(lists: Iterable[RevocationList]) -> list[bytes]:
    """Those that the validator must look at."""
    return [one.der for one in lists if not one.plain]


def _signed_by(one: RevocationList, issuer: asn1_x509.Certificate) -> bool:
    return one.issuer == issuer.subject.dump() and _holds(one.der, issuer.dump())


@lru_cache(maxsize=64)
def _holds(der: bytes, issuer: bytes) -> bool:
    """Whether the issuer's key made the list; the same pair is asked with every signature."""
    read = _read(der).read
    try:
        key = public_key(asn1_x509.Certificate.load(issuer))
        match key:
            case (
                rsa.RSAPublicKey()
                | ec.EllipticCurvePublicKey()
                | ed25519.Ed25519PublicKey()
                | ed448.Ed448PublicKey()
            ):
                return read is not None and read.is_signature_valid(key)
    except (InvalidSignature, *_BAD_INPUT):
        pass
    return False


def _taken_back(entry: x509.RevokedCertificate) -> bool:
    try:
        reason = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except (x509.ExtensionNotFound, *_BAD_INPUT):
        return False
    return reason is x509.ReasonFlags.remove_from_crl


def _may_sign_lists(issuer: asn1_x509.Certificate) -> bool:
    usage = issuer.key_usage_value
    return usage is None or "crl_sign" in usage.native


def _has_own_list_issuer(subject: asn1_x509.Certificate) -> bool:
    """Whether the certificate says that somebody else publishes the list that names it."""
    points = subject.crl_distribution_points_value or ()
    return any(point["crl_issuer"].native for point in points)
