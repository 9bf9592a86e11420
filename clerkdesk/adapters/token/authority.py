"""A demo certification authority: root and sub-CA of no legal value, certificates, CRLs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

ROOT_NAME = "ClerkDesk Root CA (mẫu, không có giá trị pháp lý)"
ISSUER_NAME = "CA phục vụ các cơ quan Nhà nước (mẫu)"
OPERATOR = "ClerkDesk"
_DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.4.1.311.10.3.12")
_NO_HOST = "http://crl.clerkdesk.invalid/"
"""Real certificates name where their CRL is; a demo one must not make anything call out."""

PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose certificate: CN and O as on real ones, title for a person."""

    common_name: str
    organisation: str
    locality: str = ""
    title: str = ""

    @property
    def name(self) -> x509.Name:
        """The subject in the order of real certificates."""
        parts = [
            (NameOID.COUNTRY_NAME, "VN"),
            (NameOID.LOCALITY_NAME, self.locality),
            (NameOID.ORGANIZATION_NAME, self.organisation),
            (NameOID.TITLE, self.title),
            (NameOID.COMMON_NAME, self.common_name),
        ]
        return x509.Name([x509.NameAttribute(kind, text) for kind, text in parts if text])


class DemoAuthority:
    """Root and sub-CA, whose keys live in memory and, for later demos, in the demo folder.

    Args:
        now: aware time of making; certificates are good from 30 days before.
    """

    def __init__(self, now: datetime) -> None:
        self._from = now - timedelta(days=30)
        self._now = now
        self._root_key = rsa.generate_private_key(65537, 2048)
        self._issuer_key = rsa.generate_private_key(65537, 2048)
        root_name, issuer_name = _authority_name(ROOT_NAME), _authority_name(ISSUER_NAME)
        root_public = self._root_key.public_key()
        self.root = (
            self._certificate(root_name, root_name, root_public, years=20)
            .add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
            .add_extension(_authority_usage(), critical=True)
            .sign(self._root_key, hashes.SHA256())
        )
        self.issuer = (
            self._certificate(issuer_name, root_name, self._issuer_key.public_key(), years=10)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_authority_usage(), critical=True)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(root_public), critical=False
            )
            .add_extension(_crl_place("root.crl"), critical=False)
            .sign(self._root_key, hashes.SHA256())
        )

    def certify(self, holder: Holder, public_key: PublicKey) -> x509.Certificate:
        """A signer's certificate for a key that was made on a token; good for three years."""
        return (
            self._certificate(holder.name, self.issuer.subject, public_key, years=3)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_signer_usage(), critical=True)
            .add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION, _DOCUMENT_SIGNING]),
                critical=False,
            )
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._issuer_key.public_key()),
                critical=False,
            )
            .add_extension(_crl_place("issuer.crl"), critical=False)
            .sign(self._issuer_key, hashes.SHA256())
        )

    def empty_lists(self) -> tuple[x509.CertificateRevocationList, ...]:
        """The CRLs of root and sub-CA, with nobody on them, good for a year."""
        return (
            self._empty_list(self.root, self._root_key),
            self._empty_list(self.issuer, self._issuer_key),
        )

    def save_keys(self, folder: Path) -> None:
        """Write both keys, unencrypted: they sign nothing of any value."""
        for name, key in (("root", self._root_key), ("issuer", self._issuer_key)):
            file = folder / f"{name}.key"
            file.touch(mode=0o600)
            file.write_bytes(
                key.private_bytes(
                    serialization.Encoding.PEM,
                    serialization.PrivateFormat.PKCS8,
                    serialization.NoEncryption(),
                )
            )

    def _certificate(
        self, subject: x509.Name, issuer: x509.Name, key: PublicKey, *, years: int
    ) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(self._from)
            .not_valid_after(self._from + timedelta(days=365 * years))
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        )

    def _empty_list(
        self, issuer: x509.Certificate, key: rsa.RSAPrivateKey
    ) -> x509.CertificateRevocationList:
        return (
            x509.CertificateRevocationListBuilder()
            .issuer_name(issuer.subject)
            .last_update(self._from)
            .next_update(self._now + timedelta(days=365))
            .add_extension(x509.CRLNumber(1), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()),
                critical=False,
            )
            .sign(key, hashes.SHA256())
        )


def _authority_name(common_name: str) -> x509.Name:
    return Holder(common_name, OPERATOR).name


def _crl_place(name: str) -> x509.CRLDistributionPoints:
    place = x509.DistributionPoint(
        [x509.UniformResourceIdentifier(_NO_HOST + name)], None, None, None
    )
    return x509.CRLDistributionPoints([place])


def _authority_usage() -> x509.KeyUsage:
    return _usage(authority=True)


def _signer_usage() -> x509.KeyUsage:
    return _usage(authority=False)


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
