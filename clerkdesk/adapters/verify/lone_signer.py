"""The certificate of a signature that stands in no PDF, such as one on a packet."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from asn1crypto import x509

from clerkdesk.adapters.verify import names
from clerkdesk.adapters.verify.certificates import Evidence, judge_certificate
from clerkdesk.adapters.verify.facts import with_facts
from clerkdesk.adapters.verify.trust import TrustBundle
from clerkdesk.domain.verdicts import CertificateState, Integrity, Revocation, SignatureReport

_BAD_INPUT = (ValueError, TypeError, KeyError, AttributeError, OverflowError)


def judge_signer(chain: Sequence[bytes], trust: TrustBundle, at: datetime) -> SignatureReport:
    """Whose it is and whether it was good `at`, by when the signature was there.

    Args:
        chain: certificates (DER), the signer's first; the others are only help on the way to a root.
    """
    try:
        signer = x509.Certificate.load(chain[0], strict=True)
        report = SignatureReport(
            field_name="",
            signer=names.shown(names.part(signer.subject, "common_name")),
            organisation=names.shown(names.part(signer.subject, "organization_name")),
            issuer=names.shown(names.part(signer.issuer, "common_name")),
            signed_at=at,
            time_stamped=False,
            integrity=Integrity.INTACT,
            certificate=CertificateState.UNKNOWN,
            revocation=Revocation.UNKNOWN,
            is_organisation=names.is_organisation(signer),
        )
    except _BAD_INPUT:  # a certificate that lies about its own structure
        return _nobody(at)
    judged = judge_certificate(
        signer,
        "sha256",
        Evidence(tuple(chain[1:])),
        trust,
        at,
        proven=True,
        now=max(at, datetime.now(UTC)),
    )
    certificate = judged.certificate
    if any(names.deceptive(name) for name in (signer.subject, signer.issuer)):
        certificate = CertificateState.UNKNOWN  # it is written to be read as another's
    report = replace(report, certificate=certificate, revocation=judged.revocation)
    return with_facts(report, signer, judged, trust)


def _nobody(at: datetime) -> SignatureReport:
    return SignatureReport(
        field_name="",
        signer="",
        organisation="",
        issuer="",
        signed_at=at,
        time_stamped=False,
        integrity=Integrity.INTACT,
        certificate=CertificateState.UNKNOWN,
        revocation=Revocation.UNKNOWN,
    )
