"""Whose certificate is it, was it good at that time, and was it withdrawn (DOMAIN §3.2)?

Chains go to our own bundle and nowhere else; no network. No revocation data is UNKNOWN, never good.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import TypeVar

from asn1crypto import core, crl, ocsp, x509
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    DisallowedAlgorithmError,
    ExpiredError,
    InsufficientRevinfoError,
    NotYetValidError,
    PathBuildingError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)

from clerkdesk.adapters.verify.cms import WEAK_DIGESTS, holds, public_key
from clerkdesk.adapters.verify.listed import (
    RevocationList,
    is_covered,
    odd_lists,
    read_lists,
    struck_off_at,
)
from clerkdesk.adapters.verify.trust import TrustBundle
from clerkdesk.domain.verdicts import CertificateState, Revocation

_SHORT_LIST = 64 * 1024
_RSA_BITS = 2048
_EC_BITS = 224
_SIGNER_PURPOSES = frozenset(
    {
        "any_extended_key_usage",
        "email_protection",
        "client_auth",
        "microsoft_smart_card_logon",
        "1.3.6.1.5.5.7.3.36",  # document signing, RFC 9336
        "1.3.6.1.4.1.311.10.3.12",  # document signing, Microsoft
        "microsoft_document_signing",
        "1.2.840.113583.1.1.5",  # authentic documents, Adobe
        "adobe_authentic_documents_trust",
    }
)
_BAD_INPUT = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)
_T = TypeVar("_T", bound=core.Asn1Value)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a file brings along or an office holds: certificates, CRLs, OCSP answers, all DER."""

    certificates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class CertificateJudgement:
    """Two axes of the verdict, with the codes of what the clerk should know."""

    certificate: CertificateState
    revocation: Revocation
    findings: tuple[str, ...] = ()
    chain: tuple[bytes, ...] = ()
    """From the root that is believed down to the signer, DER; empty where there is no way."""


def judge_certificate(
    signer: x509.Certificate,
    digest: str,
    evidence: Evidence,
    trust: TrustBundle,
    moment: datetime,
    *,
    proven: bool,
    now: datetime,
    time_stamping: bool = False,
) -> CertificateJudgement:
    """Judge the certificate of a signature made at `moment`.

    Args:
        proven: a trusted time stamp proves `moment`; otherwise the signer only says so, and a
            revocation after `moment` counts too.
        now: the time of judgement; fresh CRLs are measured by it unless `proven`.
        time_stamping: it is a time-stamp authority's.
    """
    try:
        return _judge(signer, digest, evidence, trust, moment, proven, now, time_stamping)
    except _BAD_INPUT:  # a certificate that lies about its own structure
        return CertificateJudgement(
            CertificateState.UNKNOWN, Revocation.UNKNOWN, ("certificate-unreadable",)
        )


def _judge(
    signer: x509.Certificate,
    digest: str,
    evidence: Evidence,
    trust: TrustBundle,
    moment: datetime,
    proven: bool,
    now: datetime,
    time_stamping: bool,
) -> CertificateJudgement:
    others = _load(x509.Certificate, (*evidence.certificates, *trust.intermediates))
    roots = _load(x509.Certificate, trust.roots)
    findings: list[str] = []
    state, path = _chain(signer, others, roots, moment)
    if state is CertificateState.UNTRUSTED and _impostor(signer, roots + others, trust):
        findings.append("issuer-impostor")
    if (window := _window(signer, moment)) is not None:
        state = window
    elif state in (CertificateState.GOOD, CertificateState.UNTRUSTED):
        chain = list(path)[1:] if path is not None else [signer]
        if not _right_use(signer, time_stamping):
            state = CertificateState.WRONG_USE
        elif digest in WEAK_DIGESTS or any(_weak(one) for one in chain):
            state = CertificateState.WEAK
    if path is None:
        return CertificateJudgement(state, Revocation.UNKNOWN, tuple(findings))
    judged = _revocation(signer, path, evidence, trust, moment, proven, now, state, findings)
    return replace(judged, chain=tuple(one.dump() for one in path))


def _chain(
    signer: x509.Certificate,
    others: list[x509.Certificate],
    roots: list[x509.Certificate],
    moment: datetime,
) -> tuple[CertificateState, ValidationPath | None]:
    if not roots:
        return CertificateState.UNTRUSTED, None
    context = ValidationContext(
        trust_roots=roots,
        other_certs=others,
        moment=moment,
        allow_fetching=False,
        crls=[],
        ocsps=[],
        revinfo_policy=CertRevTrustPolicy(
            RevocationCheckingPolicy(
                RevocationCheckingRule.NO_CHECK, RevocationCheckingRule.NO_CHECK
            )
        ),
    )
    try:
        return CertificateState.GOOD, _validate(signer, others, context)
    except ExpiredError:
        return CertificateState.EXPIRED, None
    except NotYetValidError:
        return CertificateState.NOT_YET, None
    except DisallowedAlgorithmError:
        return CertificateState.WEAK, None
    except (PathBuildingError, ValidationError):
        return CertificateState.UNTRUSTED, None


def _revocation(
    signer: x509.Certificate,
    path: ValidationPath,
    evidence: Evidence,
    trust: TrustBundle,
    moment: datetime,
    proven: bool,
    now: datetime,
    state: CertificateState,
    findings: list[str],
) -> CertificateJudgement:
    lists = read_lists((*trust.crls, *evidence.crls))
    chain = list(path)
    for issuer, subject in pairwise(chain):
        listed = _struck_off_at(subject, issuer, lists)
        if listed is None:
            continue
        if proven and listed > moment:
            findings.append("revoked-later")
            continue
        if listed > moment:
            findings.append("revoked-after-claimed-time")
        return CertificateJudgement(state, Revocation.REVOKED, tuple(findings))
    at = moment if proven or _window(signer, now) is not None else now
    owned = set(trust.intermediates)
    known = all(one.dump() in owned for one in chain[1:-1])
    asked = list(pairwise(chain))[-1:] if known else list(pairwise(chain))
    covered = all(_is_covered(subject, issuer, lists, at, proven) for issuer, subject in asked)
    if covered and not evidence.ocsps:  # an answer may know more than the list
        return CertificateJudgement(state, Revocation.GOOD, tuple(findings))
    odd = odd_lists(lists)
    if not odd and not evidence.ocsps:
        return CertificateJudgement(state, Revocation.UNKNOWN, tuple(findings))
    rule = RevocationCheckingRule
    context = ValidationContext(
        trust_roots=_load(x509.Certificate, trust.roots),
        other_certs=_load(x509.Certificate, (*evidence.certificates, *trust.intermediates)),
        moment=at,
        allow_fetching=False,
        crls=_load(
            crl.CertificateList, (one.der for one in lists if _short(one.der) or one.der in odd)
        ),
        ocsps=_load(ocsp.OCSPResponse, evidence.ocsps),
        weak_hash_algos=frozenset(WEAK_DIGESTS),
        revinfo_policy=CertRevTrustPolicy(
            RevocationCheckingPolicy(
                rule.CRL_OR_OCSP_REQUIRED, rule.NO_CHECK if known else rule.CRL_OR_OCSP_REQUIRED
            ),
            retroactive_revinfo=True,
        ),
    )
    try:
        _validate(signer, _load(x509.Certificate, evidence.certificates), context)
    except RevokedError:
        return CertificateJudgement(state, Revocation.REVOKED, tuple(findings))
    except (InsufficientRevinfoError, PathBuildingError, ValidationError):
        answer = Revocation.GOOD if covered else Revocation.UNKNOWN
        return CertificateJudgement(state, answer, tuple(findings))
    return CertificateJudgement(state, Revocation.GOOD, tuple(findings))


def _validate(
    signer: x509.Certificate, others: list[x509.Certificate], context: ValidationContext
) -> ValidationPath:
    validator = CertificateValidator(signer, others, context)
    return asyncio.run(validator.async_validate_path())


def _window(certificate: x509.Certificate, moment: datetime) -> CertificateState | None:
    if moment < certificate.not_valid_before:
        return CertificateState.NOT_YET
    if moment > certificate.not_valid_after:
        return CertificateState.EXPIRED
    return None


def _right_use(certificate: x509.Certificate, time_stamping: bool) -> bool:
    extended = certificate.extended_key_usage_value
    purposes = set(extended.native) if extended is not None else set()
    if time_stamping:
        return purposes == {"time_stamping"}  # RFC 3161, 2.3
    usage = certificate.key_usage_value
    if usage is not None and not usage.native & {"digital_signature", "non_repudiation"}:
        return False
    if certificate.ca:
        return False
    return not purposes or bool(purposes & _SIGNER_PURPOSES)


def _weak(certificate: x509.Certificate) -> bool:
    try:
        if certificate.hash_algo in WEAK_DIGESTS:
            return True
    except ValueError:  # Ed25519, Ed448: the digest is part of the scheme
        pass
    match public_key(certificate):
        case rsa.RSAPublicKey() as key:
            return key.key_size < _RSA_BITS
        case ec.EllipticCurvePublicKey() as curve:
            return curve.curve.key_size < _EC_BITS
        case dsa.DSAPublicKey():
            return True
        case ed25519.Ed25519PublicKey() | ed448.Ed448PublicKey():
            return False
        case _:
            return True


def _impostor(signer: x509.Certificate, known: list[x509.Certificate], trust: TrustBundle) -> bool:
    """Whether the issuer's name is one of ours but its key is not: someone copied the name."""
    ours = {*trust.roots, *trust.intermediates}
    same_name = [one for one in known if one.subject == signer.issuer and one.dump() in ours]
    return bool(same_name) and not any(_issued(signer, one) for one in same_name)


def _issued(subject: x509.Certificate, issuer: x509.Certificate) -> bool:
    return holds(
        issuer,
        subject["signature_algorithm"],
        subject["signature_value"].native,
        subject["tbs_certificate"].dump(),
    )


def _struck_off_at(
    subject: object, issuer: object, lists: Sequence[RevocationList]
) -> datetime | None:
    if isinstance(subject, x509.Certificate) and isinstance(issuer, x509.Certificate):
        return struck_off_at(subject, issuer, lists)
    return None


def _is_covered(
    subject: object,
    issuer: object,
    lists: Sequence[RevocationList],
    at: datetime,
    proven: bool,
) -> bool:
    return (
        isinstance(subject, x509.Certificate)
        and isinstance(issuer, x509.Certificate)
        and is_covered(subject, issuer, lists, at, proven=proven)
    )


def _short(der: bytes) -> bool:
    """Whether the validator reads the list in no time; a long plain one has answered already."""
    return len(der) < _SHORT_LIST


def _load(kind: type[_T], ders: Iterable[bytes]) -> list[_T]:
    """Parse what can be parsed: one broken certificate in a file does not hide the others."""
    loaded = []
    for der in dict.fromkeys(ders):
        try:
            one = kind.load(der)
            one.native  # noqa: B018 - parses it whole
            loaded.append(one)
        except _BAD_INPUT:
            continue
    return loaded
