"""The signature itself: what the token signs, the CMS object around it, and the check before anyone sees it."""

# pyHanko's PDF objects carry no types.
# mypy: disable-error-code="no-untyped-call"

import asyncio
import hashlib
from dataclasses import dataclass
from io import BytesIO

from asn1crypto import cms, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator.registry import SimpleCertificateStore

from clerkdesk.adapters.token.earlier import changes_allowed, summary_allows
from clerkdesk.adapters.token.prepare import DIGEST, GARBAGE, Prepared
from clerkdesk.domain.errors import CannotSign
from clerkdesk.domain.texts import _

_ANY_DIGEST = bytes.fromhex("5a" * 31 + "a5")


@dataclass(frozen=True, slots=True)
class Draft:
    """A prepared file and the attributes that the token signs for it."""

    prepared: Prepared
    attributes: cms.CMSAttributes

    @property
    def to_sign(self) -> bytes:
        """What goes to the token (which hashes it, or gets its hash)."""
        return bytes(self.attributes.dump())


class CmsMaker:
    """Makes the CMS objects of one certificate; the key stays where it is.

    Args:
        issuers: CA certificates that go into each signature, for a reader who lacks them.
    """

    def __init__(
        self, certificate: x509.Certificate, issuers: tuple[x509.Certificate, ...]
    ) -> None:
        self._certificate = certificate
        self._store = SimpleCertificateStore()
        self._store.register_multiple(issuers)
        signer = Signer(signing_cert=certificate, cert_registry=self._store)
        # Of all attributes only the digest differs from file to file; making them costs 20 ms.
        self._pattern = asyncio.run(signer.signed_attrs(_ANY_DIGEST, DIGEST, use_pades=True)).dump()

    def draft(self, prepared: Prepared) -> Draft:
        """What is to be signed for `prepared`: its digest, and which certificate signs."""
        attributes = self._pattern.replace(_ANY_DIGEST, prepared.hole.document_digest)
        return Draft(prepared, cms.CMSAttributes.load(attributes))

    def finished(self, draft: Draft, signature: bytes, stamper: TimeStamper | None = None) -> bytes:
        """The file with its signature, checked; with `stamper` its time is sealed too (B-T).

        Raises:
            CannotSign: the signature does not hold, or an earlier one no longer does.
            TimestampRequestError: `stamper` did not answer as it must.
        """
        signer = _Signed(signature, self._certificate, self._store)
        content = asyncio.run(
            signer.async_sign_prescribed_attributes(
                DIGEST, draft.attributes, cms_version="v1", timestamper=stamper
            )
        )
        signed = draft.prepared.with_cms(content.dump())
        check(draft.prepared.name, draft.prepared.before, signed)
        return signed


class _Signed(Signer):
    """A signer whose token has signed already."""

    def __init__(
        self, signature: bytes, certificate: x509.Certificate, store: SimpleCertificateStore
    ) -> None:
        super().__init__(signing_cert=certificate, cert_registry=store)
        self._signature = signature

    async def async_sign_raw(
        self, _data: bytes, _digest_algorithm: str, _dry_run: bool = False
    ) -> bytes:
        return self._signature


def check(name: str, before: bytes, signed: bytes) -> None:
    """See that the new signature holds and that every earlier one still does.

    Raises:
        CannotSign: one does not; the signed bytes must not be used.
    """
    if not signed.startswith(before):
        raise CannotSign(name, _("tệp sau khi ký không giữ nguyên nội dung trước khi ký"))
    try:
        reader = PdfFileReader(BytesIO(signed), strict=False)
        *earlier, newest = reader.embedded_signatures
        coverage = newest.evaluate_signature_coverage()
        good = _holds(newest) and coverage == SignatureCoverageLevel.ENTIRE_FILE
        # What this program has just appended is its own; what came before it is looked at.
        last = reader.xrefs.total_revisions - 2
        kept = all(
            _holds(one) and (_is_stamp(one) or changes_allowed(one, last)) for one in earlier
        )
    except GARBAGE:
        good = kept = False
    if not good:
        raise CannotSign(name, _("chữ ký số vừa tạo không qua được bước tự kiểm tra"))
    if not kept:
        raise CannotSign(name, _("chữ ký số có trước trong tệp không còn nguyên vẹn"))


def check_kept(name: str, before: bytes, after: bytes) -> None:
    """See that every signature still holds after something else was appended.

    Raises:
        CannotSign: one does not; the new bytes must not be used.
    """
    if not after.startswith(before):
        raise CannotSign(name, _("tệp sau khi ký không giữ nguyên nội dung trước khi ký"))
    for one in PdfFileReader(BytesIO(after), strict=False).embedded_signatures:
        if not _holds(one) or not (_is_stamp(one) or summary_allows(one)):
            raise CannotSign(name, _("chữ ký số có trước trong tệp không còn nguyên vẹn"))


def _is_stamp(signature: EmbeddedPdfSignature) -> bool:
    """A document time stamp proves a time and forbids nothing."""
    return bool(signature.sig_object_type == "/DocTimeStamp")


def _holds(signature: EmbeddedPdfSignature) -> bool:
    """Whether digest and CMS signature are right; says nothing about trust."""
    if _is_stamp(signature):
        return stamp_holds(signature.signed_data, signature.compute_digest())
    digest_matches, signature_valid = validate_sig_integrity(
        signature.signer_info,
        signature.signer_cert,
        expected_content_type="data",
        actual_digest=signature.compute_digest(),
    )
    return digest_matches and signature_valid


def stamp_holds(signed: cms.SignedData, digest: bytes) -> bool:
    """Whether a time stamp is one of `digest` and its own signature is right."""
    content = signed["encap_content_info"]["content"]
    info = extract_signer_info(signed)
    algorithm = info["digest_algorithm"]["algorithm"].native
    matches, valid = validate_sig_integrity(
        info,
        extract_certificate_info(signed).signer_cert,
        expected_content_type="tst_info",
        actual_digest=hashlib.new(algorithm, bytes(content)).digest(),
    )
    imprint = content.parsed["message_imprint"]["hashed_message"].native
    return bool(matches and valid and imprint == digest)
