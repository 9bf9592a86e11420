"""What stands beside a signature: its time (B-T), the proof of its certificates (B-LT), a seal on both."""

# pyHanko's PDF objects carry no types.
# mypy: disable-error-code="no-untyped-call"

import logging
from collections.abc import Iterable, Sequence
from contextlib import suppress
from io import BytesIO

from asn1crypto import crl, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import NonexistentAttributeError, find_unique_cms_attribute
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from clerkdesk.adapters.token.failures import explained_stamping
from clerkdesk.adapters.token.ocsp_answers import OcspAnswers, responders
from clerkdesk.adapters.token.prepare import DIGEST, GARBAGE, ROOM_WITH_STAMP
from clerkdesk.adapters.token.revocation_lists import fetched_lists, lists_for
from clerkdesk.adapters.token.signing import CmsMaker, Draft, check, check_kept
from clerkdesk.adapters.token.time_stamps import Authorities
from clerkdesk.domain.errors import DamagedFile, NoTimeStamp
from clerkdesk.domain.texts import _
from clerkdesk.domain.tokens import SignatureLevel, TimeSeal
from clerkdesk.ports.signing import Stamps

_log = logging.getLogger(__name__)
_SEALED = (SignatureLevel.B_LT, SignatureLevel.B_LTA)


class Stamping:
    """Brings the signatures of one batch to their level, or says that it must wait.

    When the line is down it is asked once a batch and not again for every file.
    """

    def __init__(self, stamps: Stamps) -> None:
        self._level = stamps.level
        self._authorities = Authorities(stamps.authorities)
        self._certificates = [x509.Certificate.load(one) for one in stamps.certificates]
        self._lists = [crl.CertificateList.load(one) for one in stamps.revocation_lists]
        self._answers = OcspAnswers()
        self._down = False

    def finished(self, maker: CmsMaker, draft: Draft, signature: bytes) -> tuple[bytes, TimeSeal]:
        """The signed file, checked, at the level that can be had now.

        Raises:
            CannotSign: the signature does not hold.
        """
        if self._level is SignatureLevel.B_B:
            return maker.finished(draft, signature), TimeSeal.NONE
        if self._down:
            return maker.finished(draft, signature), TimeSeal.WAITING
        try:
            with explained_stamping():
                signed = maker.finished(draft, signature, self._authorities)
                return self._with_proof(draft.prepared.name, signed), TimeSeal.DONE
        except NoTimeStamp as error:
            _log.info("signed first, its time is sealed later: %s", error.reason)
            self._down = True
            return maker.finished(draft, signature), TimeSeal.WAITING

    def sealed(self, name: str, pdf: bytes) -> bytes:
        """A signed file with what was not to be had when it was signed, appended.

        Raises:
            NoTimeStamp: it is still not to be had.
            CannotSign, DamagedFile: an earlier signature would not hold, or the file is torn.
        """
        try:
            with explained_stamping():
                if self._level in _SEALED:
                    pdf = self._with_lists(name, pdf)
                return self._with_seal(name, pdf)
        except GARBAGE as error:
            raise DamagedFile(name) from error

    def _with_proof(self, name: str, signed: bytes) -> bytes:
        if self._level not in _SEALED:
            return signed
        proved = self._with_lists(name, signed)
        return self._with_seal(name, proved) if self._level is SignatureLevel.B_LTA else proved

    def _with_lists(self, name: str, signed: bytes) -> bytes:
        """Every certificate of every signature, and what says that none is revoked: the lists of their
        authorities, and where there is none an answer of the authority's (OCSP)."""
        signatures = PdfFileReader(BytesIO(signed), strict=False).embedded_signatures
        certificates = list(_embedded(signatures, self._certificates))
        wanted = [one for one in certificates if one.self_signed == "no"]
        lists = list(lists_for(wanted, self._lists))
        lists += fetched_lists(wanted, lists)
        without = [one for one in wanted if not list(lists_for([one], lists))]
        answers = self._answers.of(without, [*certificates, *self._certificates])
        missing = [one for one in without if one.sha256 not in answers]
        if missing:
            issuer = missing[0].issuer.native.get("common_name", "")
            raise NoTimeStamp(
                _("chưa có danh sách thu hồi (CRL) hay trả lời OCSP của «{issuer}»{why}").format(
                    issuer=issuer, why=_why_no_list(missing[0])
                )
            )
        output = BytesIO(signed)
        DocumentSecurityStore.add_dss(
            output,
            None,
            certs=certificates,
            ocsps=list(answers.values()),
            crls=lists,
            force_write=False,
            strict=False,
        )
        proved = output.getvalue()
        check_kept(name, signed, proved)
        return proved

    def _with_seal(self, name: str, pdf: bytes) -> bytes:
        writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
        output = BytesIO()
        PdfTimeStamper(self._authorities, field_name=_free_name(writer)).timestamp_pdf(
            writer, DIGEST, bytes_reserved=ROOM_WITH_STAMP, output=output
        )
        sealed = output.getvalue()
        check(name, pdf, sealed)
        return sealed


def _why_no_list(certificate: x509.Certificate) -> str:
    """Said where nothing can be fetched at all: this program asks by HTTP and by nothing else."""
    points = [point.url or "" for point in certificate.crl_distribution_points]
    if any(responders(certificate)) or any(one.lower().startswith("http") for one in points):
        return ""
    if any(one.lower().startswith("ldap") for one in points):
        return _(
            "; chứng thư chỉ ghi địa chỉ LDAP, chương trình không tải qua LDAP: nạp tệp CRL ở «Danh sách tin cậy»"
        )
    return _("; chứng thư không ghi nơi tải: nạp tệp CRL ở «Danh sách tin cậy»")


def _free_name(writer: IncrementalPdfFileWriter) -> str:
    taken = {field.field_name for field in writer.prev.embedded_timestamp_signatures}
    number = 1
    while (name := f"dau_thoi_gian_{number}") in taken:
        number += 1
    return name


def _embedded(
    signatures: Sequence[EmbeddedPdfSignature], known: Iterable[x509.Certificate]
) -> Iterable[x509.Certificate]:
    """Certificates inside the signatures and their time stamps, with the issuers that are known."""
    found: dict[bytes, x509.Certificate] = {}
    for signature in signatures:
        inside = [signature.signer_cert, *signature.other_embedded_certs]
        with suppress(NonexistentAttributeError):
            attributes = signature.signer_info["unsigned_attrs"]
            stamp = find_unique_cms_attribute(attributes, "signature_time_stamp_token")
            inside += [one.chosen for one in stamp["content"]["certificates"]]
        found.update({one.sha256: one for one in inside})
    grown = True
    issuers = {one.sha256: one for one in known}
    while grown:
        names = {one.issuer.hashable for one in found.values()}
        more = {key: one for key, one in issuers.items() if one.subject.hashable in names}
        grown = bool(more.keys() - found.keys())
        found.update(more)
    return list(found.values())
