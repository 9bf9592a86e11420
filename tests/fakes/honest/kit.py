"""Keys, certificates, lists and time stamps of one run, and the ways in which programs sign with them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO

from asn1crypto import keys, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from PIL import Image
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, SimpleBoxLayoutRule
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.stamp import StaticStampStyle, TextStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from clerkdesk.adapters.verify.trust import TrustBundle
from tests.fakes.verify_authority import Authority, Identity

Box = tuple[int, int, int, int]


@dataclass
class Kit:
    """One root with a leader, an office, a clerk and a time-stamp authority; keys are made once."""

    authority: Authority = field(default_factory=lambda: Authority("CA chuyên dùng thử nghiệm"))

    @cached_property
    def leader(self) -> Identity:
        """Nguyễn Văn An, with an RSA key as tokens have it."""
        return self.by_rsa(2048, "Nguyễn Văn An")

    @cached_property
    def office(self) -> Identity:
        """The organisation."""
        return self.authority.issue("Ủy ban nhân dân xã Thử Nghiệm")

    @cached_property
    def clerk(self) -> Identity:
        """The person who checked the draft."""
        return self.authority.issue("Trần Thị Bình")

    @cached_property
    def stamper(self) -> "signers.timestamps.TimeStamper":
        """The time-stamp authority."""
        return self.authority.time_stamper()

    @cached_property
    def trust(self) -> TrustBundle:
        """What a check of these files believes."""
        return self.authority.trust()

    def by_rsa(self, bits: int, name: str = "Lê Văn Cường") -> Identity:
        """A person with an RSA key."""
        return self.authority.issue(name, key=rsa.generate_private_key(65537, bits))

    def by_curve(self, curve: ec.EllipticCurve, digest: hashes.HashAlgorithm) -> Identity:
        """A person with a key on a curve, in a certificate signed with `digest`."""
        key = ec.generate_private_key(curve)
        return self.authority.issue("Phạm Thị Dung", key=key, digest=digest)

    def writer(self, pdf: bytes) -> IncrementalPdfFileWriter:
        """An update of a file, hybrid ones too."""
        writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
        if writer.prev.encrypted:
            writer.encrypt(b"")
        return writer

    def sign(
        self,
        pdf: bytes,
        who: Identity,
        name: str = "ChuKy",
        *,
        level: str = "B",
        box: Box | None = None,
        on_page: int = 0,
        picture: Image.Image | None = None,
        text: str | None = None,
        certify: MDPPerm | None = None,
        lock: fields.FieldMDPSpec | None = None,
        pades: bool = True,
        pss: bool = False,
        digest: str = "sha256",
        embed: Sequence[Identity] = (),
        reason: str | None = None,
        existing: bool = False,
    ) -> bytes:
        """Add a signature of a PAdES level (B, T, LT, LTA) as an incremental update."""
        writer = self.writer(pdf)
        if not existing:
            given = fields.SigFieldSpec(name, box=box, on_page=on_page, field_mdp_spec=lock)
            fields.append_signature_field(writer, given)
        certificate, key = who.pyhanko()
        maker = signers.PdfSigner(
            signers.PdfSignatureMetadata(
                field_name=name,
                md_algorithm=digest,
                subfilter=SigSeedSubFilter.PADES
                if pades
                else SigSeedSubFilter.ADOBE_PKCS7_DETACHED,
                certify=certify is not None,
                docmdp_permissions=certify or MDPPerm.FILL_FORMS,
                reason=reason,
                embed_validation_info=level in ("LT", "LTA"),
                use_pades_lta=level == "LTA",
                validation_context=self.context() if level in ("LT", "LTA") else None,
            ),
            signer=_signer(certificate, key, embed, pss),
            timestamper=self.stamper if level != "B" else None,
            stamp_style=_style(picture, text),
        )
        return bytes(maker.sign_pdf(writer, bytes_reserved=32768).getvalue())

    def time_stamp(self, pdf: bytes) -> bytes:
        """Add a document time stamp."""
        stamped = signers.PdfTimeStamper(self.stamper).timestamp_pdf(
            self.writer(pdf), "sha256", self.context(), bytes_reserved=16384
        )
        return bytes(stamped.getvalue())

    def context(self) -> ValidationContext:
        """What the signer's program believes while it collects validation data."""
        return ValidationContext(
            trust_roots=[self.authority.identity.pyhanko()[0]],
            crls=list(self.trust.crls),
            allow_fetching=False,
        )


def _signer(
    certificate: x509.Certificate,
    key: keys.PrivateKeyInfo,
    embed: Sequence[Identity],
    pss: bool,
) -> signers.SimpleSigner:
    store = SimpleCertificateStore()
    store.register_multiple([one.pyhanko()[0] for one in embed])
    return signers.SimpleSigner(certificate, key, store, prefer_pss=pss)


def _style(picture: Image.Image | None, text: str | None) -> StaticStampStyle | None:
    if text is not None:
        return TextStampStyle(stamp_text=text, border_width=0)
    if picture is None:
        return None
    middle = AxisAlignment.ALIGN_MID
    return StaticStampStyle(
        background=PdfImage(picture),
        background_opacity=1,
        border_width=0,
        background_layout=SimpleBoxLayoutRule(middle, middle),
    )
