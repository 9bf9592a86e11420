"""A made certificate authority with signers, CRLs and a time-stamp authority: software keys only."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pymupdf
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID
from PIL import Image
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, SimpleBoxLayoutRule
from pyhanko.sign import fields, signers, timestamps
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from clerkdesk.adapters.verify.trust import TrustBundle

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass
class Identity:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: Key

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def pyhanko(self) -> tuple[asn1_x509.Certificate, asn1_keys.PrivateKeyInfo]:
        pkcs8 = self.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return asn1_x509.Certificate.load(self.der), asn1_keys.PrivateKeyInfo.load(pkcs8)


@dataclass
class Authority:
    """One root that issues signers directly and publishes CRLs."""

    name: str = "CA thử nghiệm"
    identity: Identity = field(init=False)
    revoked: list[tuple[int, datetime]] = field(default_factory=list)
    signed_with: hashes.HashAlgorithm = field(default_factory=hashes.SHA256)

    def __post_init__(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = _name(self.name)
        usage = _usage(certificates=True)
        certificate = (
            _builder(name, name, key, NOW - 3650 * DAY, NOW + 3650 * DAY)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .sign(key, hashes.SHA256())
        )
        self.identity = Identity(certificate, key)

    def issue(
        self,
        common_name: str,
        *,
        organisation: str = "UBND xã Thử Nghiệm",
        key: Key | None = None,
        begins: datetime = NOW - 300 * DAY,
        ends: datetime = NOW + 300 * DAY,
        purposes: Sequence[x509.ObjectIdentifier] = (),
        digest: hashes.HashAlgorithm | None = None,
        signing: bool = True,
        crl_place: str = "",
        ocsp_place: str = "",
    ) -> Identity:
        """Issue an end-entity certificate; NIST P-256 where no key is given."""
        key = key or ec.generate_private_key(ec.SECP256R1())
        builder = (
            _builder(
                _name(common_name, organisation),
                self.identity.certificate.subject,
                key,
                begins,
                ends,
            )
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signing=signing), critical=True)
        )
        if purposes:
            builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=True)
        if crl_place:
            place = x509.DistributionPoint(
                [x509.UniformResourceIdentifier(crl_place)], None, None, None
            )
            builder = builder.add_extension(x509.CRLDistributionPoints([place]), critical=False)
        if ocsp_place:
            way = x509.AccessDescription(
                AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(ocsp_place)
            )
            builder = builder.add_extension(x509.AuthorityInformationAccess([way]), critical=False)
        return Identity(builder.sign(self.identity.key, digest or hashes.SHA256()), key)

    def time_stamper(self) -> timestamps.DummyTimeStamper:
        """A time-stamp authority that answers in this process."""
        identity = self.issue(
            "TSA thử nghiệm",
            purposes=[ExtendedKeyUsageOID.TIME_STAMPING],
            organisation="TSA",
            key=rsa.generate_private_key(65537, 2048),
        )
        certificate, key = identity.pyhanko()
        return timestamps.DummyTimeStamper(
            certificate, key, certs_to_embed=_store(self.identity.pyhanko()[0])
        )

    def crl(self, *, made: datetime = NOW - DAY, until: datetime = NOW + 7 * DAY) -> bytes:
        """The revocation list, DER."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.identity.certificate.subject)
            .last_update(made)
            .next_update(until)
        )
        for serial, at in self.revoked:
            builder = builder.add_revoked_certificate(
                x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(at).build()
            )
        signed = builder.sign(self.identity.key, hashes.SHA256())
        return signed.public_bytes(serialization.Encoding.DER)

    def ocsp(
        self,
        who: Identity,
        *,
        status: ocsp.OCSPCertStatus = ocsp.OCSPCertStatus.GOOD,
        made: datetime = NOW,
        until: datetime | None = NOW + DAY,
        by: Identity | None = None,
    ) -> bytes:
        """What its responder says of a certificate, DER; `by` = a responder that it has certified."""
        revoked = made if status is ocsp.OCSPCertStatus.REVOKED else None
        signer = by or self.identity
        builder = ocsp.OCSPResponseBuilder().add_response(
            who.certificate,
            self.identity.certificate,
            hashes.SHA1(),
            status,
            made,
            until,
            revoked,
            None,
        )
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, signer.certificate)
        if by is not None:
            builder = builder.certificates([by.certificate])
        signed = builder.sign(signer.key, hashes.SHA256())
        return signed.public_bytes(serialization.Encoding.DER)

    def trust(self, *, crls: bool = True) -> TrustBundle:
        """A bundle that believes this authority."""
        return TrustBundle(
            name="Thử nghiệm",
            version="1",
            roots=(self.identity.der,),
            crls=(self.crl(),) if crls else (),
        )


def page(text: str = "QUYẾT ĐỊNH số tiền 10.000.000 đồng") -> bytes:
    """A one-page PDF with `text` at the top and blank paper below."""
    document = pymupdf.open()
    sheet = document.new_page(width=595, height=842)
    sheet.insert_text((72, 100), text, fontsize=14)
    sheet.insert_text((72, 700), "CHỦ TỊCH", fontsize=14)
    written = document.tobytes()
    document.close()
    return written


def sign(
    pdf: bytes,
    who: Identity,
    field_name: str = "ChuKy",
    *,
    box: tuple[int, int, int, int] | None = None,
    stamper: timestamps.TimeStamper | None = None,
    certify: fields.MDPPerm | None = None,
    embed: Sequence[Identity] = (),
    digest: str = "sha256",
    pades: bool = True,
    picture: Image.Image | None = None,
) -> bytes:
    """Add one signature as an incremental update, drawn as `picture` where one is given."""
    certificate, key = who.pyhanko()
    signer = signers.SimpleSigner(
        certificate, key, _store(*(one.pyhanko()[0] for one in embed)), prefer_pss=False
    )
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    fields.append_signature_field(writer, fields.SigFieldSpec(field_name, box=box))
    maker = signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name=field_name,
            md_algorithm=digest,
            subfilter=fields.SigSeedSubFilter.PADES if pades else None,
            certify=certify is not None,
            docmdp_permissions=certify or fields.MDPPerm.FILL_FORMS,
        ),
        signer=signer,
        timestamper=stamper,
        stamp_style=_drawn(picture) if picture is not None else None,
    )
    return bytes(maker.sign_pdf(writer, bytes_reserved=16384).getvalue())


def _drawn(picture: Image.Image) -> StaticStampStyle:
    middle = AxisAlignment.ALIGN_MID
    return StaticStampStyle(
        background=PdfImage(picture),
        background_opacity=1,
        border_width=0,
        background_layout=SimpleBoxLayoutRule(middle, middle),
    )


def _store(*certificates: asn1_x509.Certificate) -> SimpleCertificateStore:
    store = SimpleCertificateStore()
    store.register_multiple(certificates)
    return store


def _name(common_name: str, organisation: str = "") -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "VN")]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _usage(*, signing: bool = False, certificates: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signing,
        content_commitment=signing,
        key_encipherment=not signing and not certificates,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificates,
        crl_sign=certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: Key, begins: datetime, ends: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
    )
