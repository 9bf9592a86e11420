"""Certificates of authorities as files: read, told apart, named."""

import hashlib
from collections.abc import Iterator, Sequence

from asn1crypto import pem, x509

from clerkdesk.adapters.verify.names import part, shown
from clerkdesk.domain.errors import NotATrustFile
from clerkdesk.domain.texts import _


def authorities_in(name: str, content: bytes) -> tuple[bytes, ...]:
    """The certificates in a file, DER, all of them authorities'.

    Raises:
        NotATrustFile
    """
    ders = certificates_in(name, content)
    demand_authorities(name, ders)
    return ders


def is_root(der: bytes) -> bool:
    """Whether a certificate is its own issuer's."""
    certificate = certificate_of(der)
    return bool(certificate.subject == certificate.issuer)


def certificates_in(name: str, content: bytes) -> tuple[bytes, ...]:
    """Every certificate in a PEM or DER file, DER.

    Raises:
        NotATrustFile: there is none, or one cannot be read.
    """
    try:
        if pem.detect(content):
            ders = tuple(der for _k, _h, der in pem.unarmor(content, multiple=True))
        else:
            ders = (content,)
        for der in ders:
            x509.Certificate.load(der, strict=True).native  # noqa: B018 - parses it whole
    except (ValueError, TypeError, KeyError) as error:
        raise NotATrustFile(name, _("không phải chứng thư")) from error
    return ders


def demand_authorities(name: str, ders: Sequence[bytes]) -> None:
    """Do nothing where all of them are authorities' certificates.

    Raises:
        NotATrustFile: one is a person's or an agency's own.
    """
    for der in ders:
        try:
            is_authority = bool(certificate_of(der).ca)
        except (ValueError, TypeError, KeyError) as error:
            raise NotATrustFile(name, _("có chứng thư không đọc được")) from error
        if not is_authority:
            raise NotATrustFile(
                name, _("«{who}» không phải nhà cung cấp chứng thư").format(who=shown_name(der))
            )


def certificate_of(der: bytes) -> x509.Certificate:
    """The certificate, read when it is looked into."""
    return x509.Certificate.load(der)


def shown_name(der: bytes) -> str:
    """Whose certificate it is, fit for the screen."""
    subject = certificate_of(der).subject
    return shown(part(subject, "common_name") or part(subject, "organization_name"))


def fingerprint_of(der: bytes) -> str:
    """SHA-256, hex."""
    return hashlib.sha256(der).hexdigest()


def distribution_points(certificate: x509.Certificate) -> Iterator[str]:
    """Where the authority publishes who of its own was struck off: HTTP, and LDAP for the record."""
    for point in certificate.crl_distribution_points_value or ():
        name = point["distribution_point"]
        if name.name != "full_name":
            continue
        for general in name.chosen:
            if general.name == "uniform_resource_identifier":
                yield str(general.native)
