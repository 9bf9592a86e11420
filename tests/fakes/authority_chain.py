"""A root, a sub-CA under it, signers of either, and their revocation lists in all shapes."""

from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.fakes.verify_authority import DAY, NOW, Identity


def authority(name: str, issuer: Identity | None = None) -> Identity:
    """A certificate authority, its own root where no issuer is given."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - 900 * DAY)
        .not_valid_after(NOW + 900 * DAY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    )
    return Identity(builder.sign(issuer.key if issuer else key, hashes.SHA256()), key)


def signer(name: str, issuer: Identity) -> Identity:
    """Somebody who signs documents."""
    key = ec.generate_private_key(ec.SECP256R1())
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)]))
        .issuer_name(issuer.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - 90 * DAY)
        .not_valid_after(NOW + 90 * DAY)
    )
    return Identity(builder.sign(issuer.key, hashes.SHA256()), key)


def revocation_list(
    issuer: Identity,
    *,
    made: datetime = NOW - DAY,
    until: datetime = NOW + 7 * DAY,
    key: Identity | None = None,
    extension: x509.ExtensionType | None = None,
    revoked: tuple[Identity, ...] = (),
) -> bytes:
    """Its list, DER; signed by `key` instead where one is given."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(made)
        .next_update(until)
    )
    if extension is not None:
        builder = builder.add_extension(extension, critical=True)
    for one in revoked:
        builder = builder.add_revoked_certificate(
            x509.RevokedCertificateBuilder()
            .serial_number(one.certificate.serial_number)
            .revocation_date(NOW - 2 * DAY)
            .build()
        )
    signed = builder.sign((key or issuer).key, hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.DER)


@dataclass
class Chain:
    """Root, sub-CA, and a leader whose certificate the sub-CA issued."""

    root: Identity = field(default_factory=lambda: authority("Gốc thử nghiệm"))

    def __post_init__(self) -> None:
        self.sub = authority("CA cấp dưới thử nghiệm", self.root)
        self.leader = signer("Nguyễn Văn An", self.sub)
