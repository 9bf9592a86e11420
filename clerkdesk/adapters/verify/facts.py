"""What is written down of a signer beside the verdict, so that it can be judged again and compared."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from importlib import metadata

from asn1crypto import x509
from cryptography import x509 as fast_x509

from clerkdesk import __version__
from clerkdesk.adapters.verify import names
from clerkdesk.adapters.verify.authority_files import distribution_points
from clerkdesk.adapters.verify.certificates import CertificateJudgement
from clerkdesk.adapters.verify.crl_file import read_crl
from clerkdesk.adapters.verify.trust import TrustBundle
from clerkdesk.domain.errors import NotATrustFile
from clerkdesk.domain.trust import CrlFacts
from clerkdesk.domain.verdicts import SignatureReport

_JUDGES = ("pikepdf", "pymupdf", "pypdfium2", "pyhanko-certvalidator", "cryptography")
_IDENTIFIERS = ("user_id", "organization_identifier", "serial_number")
_BAD_INPUT = (ValueError, TypeError, KeyError, AttributeError, OverflowError)


def with_facts(
    report: SignatureReport,
    signer: x509.Certificate,
    judgement: CertificateJudgement,
    trust: TrustBundle,
) -> SignatureReport:
    """`report` with what its certificate says; a certificate that lies about its structure adds nothing."""
    try:
        chain = [x509.Certificate.load(der) for der in judgement.chain]
        points = [url for one in chain[1:] for url in distribution_points(one)]
        return replace(
            report,
            unit=names.shown(names.part(signer.subject, "organizational_unit_name")),
            identifier=names.shown(identifier(signer.subject)),
            serial=f"{signer.serial_number:x}",
            key=hashlib.sha256(signer.public_key.dump()).hexdigest(),
            not_before=signer.not_valid_before,
            not_after=signer.not_valid_after,
            trust_list=trust.list_of(judgement.chain[0]) if judgement.chain else "",
            root=hashlib.sha256(judgement.chain[0]).hexdigest() if judgement.chain else "",
            crl_points=tuple(dict.fromkeys(points)),
        )
    except _BAD_INPUT:
        return report


def identifier(subject: x509.Name) -> str:
    """Mã số thuế, mã định danh or CCCD, as the certificate writes it."""
    found = (names.part(subject, kind) for kind in _IDENTIFIERS)
    return next((one for one in found if one), "")


def lists_used(
    judgements: Iterable[CertificateJudgement], trust: TrustBundle
) -> tuple[CrlFacts, ...]:
    """The revocation lists held of the authorities on the way to a root."""
    issuers = {
        x509.Certificate.load(der).subject.dump() for one in judgements for der in one.chain[:-1]
    }
    found = []
    for der in trust.crls if issuers else ():
        try:
            if fast_x509.load_der_x509_crl(der).issuer.public_bytes() in issuers:
                found.append(read_crl("", der).facts)
        except (*_BAD_INPUT, NotATrustFile):
            continue
    return tuple(found)


def versions() -> str:
    """What judged, e.g. «ClerkDesk 0.9; pikepdf 10.17»."""
    parts = [f"ClerkDesk {__version__}"]
    for name in _JUDGES:
        try:
            parts.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:  # a frozen program may have left the notes out
            continue
    return "; ".join(parts)
