"""The judgement of one PDF: every signature on three axes, and the worst of all as the verdict."""

import hashlib
import logging
import time
from datetime import UTC, datetime, timedelta

import pikepdf

from clerkdesk.adapters.verify import cms, names, pictures, renderers
from clerkdesk.adapters.verify.aftermath import Aftermath
from clerkdesk.adapters.verify.case import Case, Findings
from clerkdesk.adapters.verify.cms import BrokenCms, CmsSignature
from clerkdesk.adapters.verify.content import active_content, has_filled_field
from clerkdesk.adapters.verify.drawn_fields import fields_show_something_else
from clerkdesk.adapters.verify.facts import lists_used, versions, with_facts
from clerkdesk.adapters.verify.hidden import hidden_text
from clerkdesk.adapters.verify.signers import SignerJudge, security_store
from clerkdesk.adapters.verify.stowed import stowed_content
from clerkdesk.adapters.verify.structure import (
    FoundSignature,
    NeedsPassword,
    Unopenable,
    certificates_beside,
    covered_end,
    double_definitions,
    dropped_signatures,
    ends_a_revision,
    in_gap,
    misread_objects,
    more_in_gap,
    open_strictly,
    range_problem,
    read_form,
)
from clerkdesk.adapters.verify.trust import TrustBundle
from clerkdesk.domain.attachments import is_pdf
from clerkdesk.domain.copies import COPY_FORMS
from clerkdesk.domain.revisions import Progress
from clerkdesk.domain.trust import CrlFacts
from clerkdesk.domain.verdicts import (
    CertificateState,
    Integrity,
    LegalClass,
    Revocation,
    SignatureCheck,
    SignatureReport,
    Verdict,
    Weight,
)
from clerkdesk.domain.vietnamese import nfc

_log = logging.getLogger(__name__)
PICTURE_SECONDS = 8.0
"""Time for drawing pages; what is not compared by then leaves the verdict open. Far more than a check
takes: the PC may be busy with other things."""
_LOCAL_TIME = timedelta(hours=7)
_CLOCK_SLACK = timedelta(minutes=10)
_MAX_SIGNATURES = 64
_MAX_BETWEEN = 100

_GREEN = (Integrity.INTACT, Integrity.ALLOWED_CHANGES)
_INTEGRITY_ORDER = (
    Integrity.INTACT,
    Integrity.ALLOWED_CHANGES,
    Integrity.CHANGED,
    Integrity.BROKEN,
)
_CERTIFICATE_ORDER = (
    CertificateState.GOOD,
    CertificateState.UNKNOWN,
    CertificateState.UNTRUSTED,
    CertificateState.WEAK,
    CertificateState.EXPIRED,
    CertificateState.NOT_YET,
    CertificateState.WRONG_USE,
)
_REVOCATION_ORDER = (Revocation.GOOD, Revocation.UNKNOWN, Revocation.REVOKED)


def check_pdf(
    pdf: bytes,
    trust: TrustBundle,
    at: datetime | None = None,
    progress: Progress | None = None,
) -> SignatureCheck:
    """Judge every signature of `pdf` as of `at` (now where None); every content gets a verdict.

    `progress` is told of pages while revisions are compared.
    """
    began = time.monotonic()
    now = at or datetime.now(UTC)
    now = now if now.tzinfo else now.astimezone()
    judge = _Judge(pdf, trust, now, pictures.Eyes(pdf, began + PICTURE_SECONDS, progress))
    try:
        result = judge.judge()
    finally:
        judge.close()
    return SignatureCheck(
        verdict=result.verdict,
        integrity=result.integrity,
        certificate=result.certificate,
        revocation=result.revocation,
        legal_class=result.legal_class,
        signatures=result.signatures,
        findings=result.findings,
        sha256=hashlib.sha256(pdf).hexdigest(),
        checked_at=now,
        trust_bundle=trust.label,
        crls=judge.lists,
        program=versions(),
        seconds=round(time.monotonic() - began, 3),
    )


class _Judge:
    def __init__(self, pdf: bytes, trust: TrustBundle, now: datetime, eyes: pictures.Eyes) -> None:
        self._pdf, self._trust, self._now, self._eyes = pdf, trust, now, eyes
        self._findings = Findings()
        self.lists: tuple[CrlFacts, ...] = ()
        """Revocation lists that were looked at."""

    def close(self) -> None:
        self._eyes.close()

    def judge(self) -> SignatureCheck:
        if not is_pdf(self._pdf):
            return self._without(Integrity.UNREADABLE, "not-a-pdf")
        try:
            with open_strictly(self._pdf) as document:
                return self._opened(document)
        except NeedsPassword:
            return self._without(Integrity.UNREADABLE, "encrypted")
        except Unopenable:
            return self._unopenable()
        except (MemoryError, RecursionError):
            return self._without(Integrity.UNREADABLE, "too-complex")
        except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError):
            # objects that are not what their place demands: read differently by every viewer
            _log.info("objects out of place", exc_info=True)
            signed = b"/ByteRange" in self._pdf
            return self._without(
                Integrity.BROKEN if signed else Integrity.UNREADABLE,
                "signed-but-damaged" if signed else "damaged-structure",
            )

    def _unopenable(self) -> SignatureCheck:
        if b"/ByteRange" in self._pdf:
            return self._without(Integrity.BROKEN, "signed-but-damaged")
        try:
            drawn = renderers.MuPdf(self._pdf)
        except renderers.Unrenderable:
            return self._without(Integrity.UNREADABLE, "not-a-pdf")
        drawn.close()
        return self._without(Integrity.UNREADABLE, "damaged-structure")

    def _opened(self, document: pikepdf.Pdf) -> SignatureCheck:
        form = read_form(document)
        for code in active_content(document):
            self._findings.add(code)
        if misread_objects(document):
            self._findings.add("damaged-structure")
        if stowed_content(self._pdf, document):
            self._findings.add("prepared-content")
        if has_filled_field(document):
            self._drawn_fields()
        if document.is_encrypted:
            self._findings.add("encrypted-open")
        dropped = dropped_signatures(self._pdf, form)
        if dropped:
            self._findings.add("signature-dropped")
        if not form.signatures:
            self._hidden()
            if dropped:
                return self._without(Integrity.CHANGED)
            return self._without(Integrity.UNSIGNED)
        if len(form.signatures) > _MAX_SIGNATURES:
            return self._without(Integrity.BROKEN, "too-complex")
        if double_definitions(form):
            self._findings.add("same-bytes-twice")
        others = security_store(document).certificates + self._trust.intermediates
        cases = [
            self._mathematics(found, document.is_encrypted, others) for found in form.signatures
        ]
        cases.sort(key=lambda case: case.end)
        Aftermath(self._pdf, self._eyes, self._findings).judge(document, form, cases)
        self._hidden()
        SignerJudge(self._trust, self._now, self._findings).judge(document, cases)
        return self._verdict(cases, broken=bool(dropped) or double_definitions(form))

    def _mathematics(
        self, found: FoundSignature, encrypted: bool, others: tuple[bytes, ...]
    ) -> Case:
        case = Case(found)
        problem = range_problem(self._pdf, found, encrypted)
        contents = b"" if problem else in_gap(self._pdf, found)
        if problem is None and not contents.strip(b"\0"):
            problem = "empty-signature"
        if problem is None:
            case.end = covered_end(found)
            if not ends_a_revision(self._pdf, case.end):
                problem = "not-a-revision"
        if problem is not None:
            self._findings.add(problem)
            return case
        _start, first, second, _length = found.byte_range
        covered = self._pdf[:first] + self._pdf[second : case.end]
        try:
            known = certificates_beside(found) + others
            checked = cms.check_signature(contents, covered, found.sub_filter, known)
            if checked.time_stamp:
                case.stamp = self._stamp(checked, others)
        except BrokenCms as error:
            self._findings.add(error.code)
            return case
        if more_in_gap(contents):
            self._findings.add("more-beside-signature")
        case.cms = checked
        case.integrity = Integrity.INTACT
        if not checked.names_certificate and not found.is_time_stamp:
            self._findings.add("certificate-not-bound")
        return case

    def _stamp(self, checked: CmsSignature, others: tuple[bytes, ...]) -> CmsSignature | None:
        """Check the time stamp on a signature; one by an unknown authority proves nothing.

        Raises:
            BrokenCms: it is not a stamp on this signature.
        """
        try:
            return cms.check_time_stamp(checked.time_stamp, checked.signature_value, others)
        except BrokenCms as error:
            if error.code not in ("no-signer-certificate", "unsupported-algorithm"):
                raise
            self._findings.add("time-stamp-untrusted")
            return None

    def _drawn_fields(self) -> None:
        try:
            if fields_show_something_else(self._pdf):
                self._findings.add("appearance-by-viewer")
        except renderers.Unrenderable:
            self._findings.add("unrenderable")

    def _hidden(self) -> None:
        try:
            hidden = hidden_text(self._pdf, self._eyes.until)
        except renderers.Unrenderable:
            self._findings.add("unrenderable")
            return
        if hidden is None:
            self._findings.add("not-compared")
            return
        for code, pages in hidden.items():
            self._findings.add(code, *pages)

    def _verdict(self, cases: list[Case], broken: bool) -> SignatureCheck:
        signers = [case for case in cases if not case.found.is_time_stamp]
        if not signers:
            self._findings.add("only-time-stamp")
        integrity = max((case.integrity for case in cases), key=_INTEGRITY_ORDER.index)
        if broken and integrity in _GREEN:
            integrity = Integrity.CHANGED
        reports = tuple(_report(case, self._trust) for case in cases)
        judgements = [case.judgement for case in cases if case.judgement is not None]
        self.lists = lists_used(judgements, self._trust)
        judged = [report for report, case in zip(reports, cases, strict=True) if case in signers]
        certificate = max(
            (one.certificate for one in judged),
            key=_CERTIFICATE_ORDER.index,
            default=CertificateState.UNKNOWN,
        )
        revocation = max(
            (one.revocation for one in judged),
            key=_REVOCATION_ORDER.index,
            default=Revocation.UNKNOWN,
        )
        return SignatureCheck(
            verdict=_worst(integrity, certificate, revocation, self._findings.worst),
            integrity=integrity,
            certificate=certificate,
            revocation=revocation,
            legal_class=_legal_class(judged, integrity, any(map(_is_copy, signers))),
            signatures=reports,
            findings=self._findings.told(),
        )

    def _without(self, integrity: Integrity, *codes: str) -> SignatureCheck:
        """The result where no signature could be judged one by one."""
        for code in codes:
            self._findings.add(code)
        verdict = {
            Integrity.UNSIGNED: Verdict.UNSIGNED,
            Integrity.UNREADABLE: Verdict.INDETERMINATE,
        }.get(integrity, Verdict.INVALID)
        return SignatureCheck(
            verdict=verdict,
            integrity=integrity,
            certificate=CertificateState.UNKNOWN,
            revocation=Revocation.UNKNOWN,
            legal_class=LegalClass.INFORMATION,
            findings=self._findings.told(),
        )


def _worst(
    integrity: Integrity, certificate: CertificateState, revocation: Revocation, worst: Weight
) -> Verdict:
    if integrity not in _GREEN or worst is Weight.BAD:
        return Verdict.INVALID
    if (
        worst is Weight.NOTE
        and certificate is CertificateState.GOOD
        and revocation is Revocation.GOOD
    ):
        return Verdict.VALID
    return Verdict.INDETERMINATE


def _legal_class(
    reports: list[SignatureReport], integrity: Integrity, is_copy: bool = False
) -> LegalClass:
    """NĐ 30/2020, Điều 5: an original carries the person's and the organisation's signature; Điều 25:
    an electronic copy the organisation's alone, which says that it is one."""
    if integrity not in _GREEN:
        return LegalClass.INFORMATION
    sound = [
        one
        for one in reports
        if one.certificate is CertificateState.GOOD and one.revocation is not Revocation.REVOKED
    ]
    signers = {one.is_organisation for one in sound}
    if signers == {True, False}:
        return LegalClass.ORIGINAL
    if signers == {True} and is_copy:
        return LegalClass.COPY
    return LegalClass.PARTLY if sound else LegalClass.INFORMATION


def _is_copy(case: Case) -> bool:
    """Whether the signature gives a hình thức sao as its reason, which it covers itself."""
    reason = case.found.value.get("/Reason")
    return isinstance(reason, pikepdf.String) and nfc(str(reason)) in COPY_FORMS.values()


def _report(case: Case, trust: TrustBundle) -> SignatureReport:
    if case.cms is None or case.judgement is None:
        return SignatureReport(
            field_name=names.shown(case.found.name),
            signer="",
            organisation="",
            issuer="",
            signed_at=None,
            time_stamped=False,
            integrity=case.integrity,
            certificate=CertificateState.UNKNOWN,
            revocation=Revocation.UNKNOWN,
        )
    subject, issuer = case.cms.signer.subject, case.cms.signer.issuer
    report = SignatureReport(
        field_name=names.shown(case.found.name),
        signer=names.shown(names.part(subject, "common_name")),
        organisation=names.shown(names.part(subject, "organization_name")),
        issuer=names.shown(names.part(issuer, "common_name")),
        signed_at=case.moment,
        time_stamped=case.proven,
        integrity=case.integrity,
        certificate=case.judgement.certificate,
        revocation=case.judgement.revocation,
        is_organisation=not case.found.is_time_stamp and names.is_organisation(case.cms.signer),
        is_time_stamp=case.found.is_time_stamp,
    )
    return with_facts(report, case.cms.signer, case.judgement, trust)
