"""A revocation list as it is kept: whose it is, how old, and whether that authority signed it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa

from clerkdesk.adapters.verify.cms import public_key
from clerkdesk.domain.errors import CrlIssuerUnknown, NotATrustFile
from clerkdesk.domain.texts import _
from clerkdesk.domain.trust import CrlFacts

MOST_BYTES = 24 * 1024 * 1024
_FEW = 8


@dataclass(frozen=True, slots=True)
class KeptCrl:
    """A list with its facts; `key` names authority and scope, so that a newer one takes its place."""

    der: bytes
    key: str
    facts: CrlFacts


def read_crl(name: str, content: bytes) -> KeptCrl:
    """Read one list, DER or PEM; nothing is said yet about who signed it.

    Raises:
        NotATrustFile: it is none, too long, or says only what changed (delta).
    """
    if len(content) > MOST_BYTES:
        raise NotATrustFile(name, _("tệp quá lớn"))
    try:
        if pem.detect(content):
            _kind, _headers, content = pem.unarmor(content)
        read = x509.load_der_x509_crl(content)
        extensions = {one.oid: one for one in read.extensions}
        number = extensions.get(x509.CRLNumber.oid)
        scope = extensions.get(x509.IssuingDistributionPoint.oid)
        authority = extensions.get(x509.AuthorityKeyIdentifier.oid)
        delta = x509.DeltaCRLIndicator.oid in extensions
        made, until = read.last_update_utc, read.next_update_utc
        count = len(read)
        issuer = _shown(read.issuer)
    except (ValueError, TypeError, x509.DuplicateExtension) as error:
        raise NotATrustFile(name, _("không phải danh sách thu hồi")) from error
    if delta:
        raise NotATrustFile(name, _("chỉ là phần thay đổi của danh sách thu hồi"))
    whose = hashlib.sha256(read.issuer.public_bytes())
    for one in (scope, authority):
        whose.update(b"|" + (one.value.public_bytes() if one is not None else b""))
    facts = CrlFacts(
        issuer=issuer,
        this_update=made,
        next_update=until,
        revoked=count,
        number=number.value.crl_number
        if number is not None and isinstance(number.value, x509.CRLNumber)
        else None,
    )
    return KeptCrl(content, whose.hexdigest()[:24], facts)


def demand_signed(name: str, kept: KeptCrl, authorities: Iterable[bytes]) -> None:
    """Do nothing where one of the authorities (DER) has signed the list.

    Raises:
        CrlIssuerUnknown: none has.
    """
    read = x509.load_der_x509_crl(kept.der)
    issuer = read.issuer.public_bytes()
    for der in authorities:
        authority = asn1_x509.Certificate.load(der)
        if authority.subject.dump() != issuer or not _may_sign_lists(authority):
            continue
        try:
            match public_key(authority):
                case (
                    rsa.RSAPublicKey()
                    | ec.EllipticCurvePublicKey()
                    | ed25519.Ed25519PublicKey()
                    | ed448.Ed448PublicKey() as key
                ) if read.is_signature_valid(key):
                    return
        except (ValueError, TypeError):
            continue
    raise CrlIssuerUnknown(name, kept.facts.issuer)


def listed(kept: KeptCrl, serials: Iterable[str]) -> Iterable[str]:
    """Those of `serials` (hex) that the list names, and does not take back."""
    read = x509.load_der_x509_crl(kept.der)
    asked = list(serials)
    if len(asked) > _FEW:  # one walk through the list, not one for each
        named = {entry.serial_number for entry in read}
        asked = [serial for serial in asked if int(serial, 16) in named]
    for serial in asked:
        entry = read.get_revoked_certificate_by_serial_number(int(serial, 16))
        if entry is None:
            continue
        try:
            why = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
        except (x509.ExtensionNotFound, ValueError):
            yield serial
            continue
        if why is not x509.ReasonFlags.remove_from_crl:
            yield serial


def newer(held: CrlFacts, new: CrlFacts) -> bool:
    """Whether `new` says more than `held`: by its number, where both have one, else by its time."""
    return _age(new) > _age(held)


def _age(facts: CrlFacts) -> tuple[datetime, int]:
    return facts.this_update, facts.number or 0


def _may_sign_lists(authority: asn1_x509.Certificate) -> bool:
    usage = authority.key_usage_value
    return usage is None or "crl_sign" in usage.native


def _shown(name: x509.Name) -> str:
    common = name.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(common[0].value) if common else name.rfc4514_string()
