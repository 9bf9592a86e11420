"""The judgement of one PDF: every signature on three axes, and the worst of all as the verdict."""

import hashlib
import logging
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pikepdf

from clerkdesk.adapters.verify import cms, names, pictures
from clerkdesk.adapters.verify.certificates import (
    CertificateJudgement,
    Evidence,
    judge_certificate,
)
from clerkdesk.adapters.verify.changes import (
    Change,
    Comparison,
    Kind,
    certified_level,
    field_of,
    permissions,
    reachable,
    rectangle,
)
from clerkdesk.adapters.verify.cms import BrokenCms, CmsSignature
from clerkdesk.adapters.verify.content import active_content
from clerkdesk.adapters.verify.geometry import seen_box
from clerkdesk.adapters.verify.hidden import covered_text
from clerkdesk.adapters.verify.sameness import Number
from clerkdesk.adapters.verify.structure import (
    Form,
    FoundSignature,
    NeedsPassword,
    Unopenable,
    bare_end,
    covered_end,
    double_definitions,
    dropped_signatures,
    ends_a_revision,
    in_gap,
    open_strictly,
    range_problem,
    read_form,
    revisions,
    tail_problem,
    written_numbers,
)
from clerkdesk.adapters.verify.texts import Weight, finding, weight
from clerkdesk.adapters.verify.trust import TrustBundle
from clerkdesk.domain.verdicts import (
    CertificateState,
    Finding,
    Integrity,
    LegalClass,
    Revocation,
    SignatureCheck,
    SignatureReport,
    Verdict,
)

_log = logging.getLogger(__name__)
PICTURE_SECONDS = 6.0
"""Time for drawing pages; what is not compared by then leaves the verdict open."""
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
_CERTIFICATE_CODES = {
    CertificateState.EXPIRED: "certificate-expired",
    CertificateState.NOT_YET: "certificate-not-yet",
    CertificateState.UNTRUSTED: "certificate-untrusted",
    CertificateState.WEAK: "certificate-weak",
    CertificateState.WRONG_USE: "certificate-wrong-use",
    CertificateState.UNKNOWN: "certificate-unreadable",
}


@dataclass(slots=True)
class _Case:
    """One signature on its way to a report."""

    found: FoundSignature
    end: int = 0
    cms: CmsSignature | None = None
    stamp: CmsSignature | None = None
    integrity: Integrity = Integrity.BROKEN
    judgement: CertificateJudgement | None = None
    moment: datetime | None = None
    proven: bool = False


@dataclass(slots=True)
class _Findings:
    """Codes in the order in which they were met, with their pages."""

    codes: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, code: str, *pages: int | None) -> None:
        self.codes[code].update(page for page in pages if page is not None)

    def told(self) -> tuple[Finding, ...]:
        ordered = sorted(self.codes, key=lambda code: -weight(code))
        return tuple(finding(code, frozenset(self.codes[code])) for code in ordered)

    @property
    def worst(self) -> Weight:
        return max((weight(code) for code in self.codes), default=Weight.NOTE)


def check_pdf(pdf: bytes, trust: TrustBundle, at: datetime | None = None) -> SignatureCheck:
    """Judge every signature of `pdf` as of `at` (now where None); every content gets a verdict."""
    began = time.monotonic()
    now = at or datetime.now(UTC)
    now = now if now.tzinfo else now.astimezone()
    judge = _Judge(pdf, trust, now, began)
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
        seconds=round(time.monotonic() - began, 3),
    )


class _Judge:
    def __init__(self, pdf: bytes, trust: TrustBundle, now: datetime, began: float) -> None:
        self._pdf, self._trust, self._now = pdf, trust, now
        self._eyes = pictures.Eyes(pdf, began + PICTURE_SECONDS)
        self._findings = _Findings()

    def close(self) -> None:
        self._eyes.close()

    def judge(self) -> SignatureCheck:
        if b"%PDF-" not in self._pdf[:1024]:
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
            drawn = pictures.MuPdf(self._pdf)
        except pictures.Unrenderable:
            return self._without(Integrity.UNREADABLE, "not-a-pdf")
        drawn.close()
        return self._without(Integrity.UNREADABLE, "damaged-structure")

    def _opened(self, document: pikepdf.Pdf) -> SignatureCheck:
        form = read_form(document)
        for code in active_content(document):
            self._findings.add(code)
        if document.is_encrypted:
            self._findings.add("encrypted-open")
        dropped = dropped_signatures(self._pdf, form)
        if dropped:
            self._findings.add("signature-dropped")
        if not form.signatures:
            if dropped:
                return self._without(Integrity.CHANGED)
            return self._without(Integrity.UNSIGNED)
        if len(form.signatures) > _MAX_SIGNATURES:
            return self._without(Integrity.BROKEN, "too-complex")
        if double_definitions(form):
            self._findings.add("same-bytes-twice")
        cases = [self._mathematics(found, document.is_encrypted) for found in form.signatures]
        cases.sort(key=lambda case: case.end)
        self._integrity(document, form, cases)
        self._hidden()
        self._certificates(document, cases)
        return self._verdict(cases, broken=bool(dropped) or double_definitions(form))

    def _mathematics(self, found: FoundSignature, encrypted: bool) -> _Case:
        case = _Case(found)
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
            checked = cms.check_signature(contents, covered, found.sub_filter)
            if checked.time_stamp:
                case.stamp = cms.check_time_stamp(checked.time_stamp, checked.signature_value)
        except BrokenCms as error:
            self._findings.add(error.code)
            return case
        case.cms = checked
        case.integrity = Integrity.INTACT
        if not checked.names_certificate and not found.is_time_stamp:
            self._findings.add("certificate-not-bound")
        return case

    def _integrity(self, document: pikepdf.Pdf, form: Form, cases: list[_Case]) -> None:
        good = frozenset(case.found.name for case in cases if case.cms is not None)
        sound = [case for case in cases if case.cms is not None]
        level = certified_level(form)
        last = bare_end(self._pdf)
        for place, case in enumerate(sound):
            if last <= case.end:
                if place == 0:
                    self._renderers()
                continue
            problem = tail_problem(self._pdf, case.end)
            if problem is not None:
                self._findings.add(problem)
                case.integrity = Integrity.CHANGED
                continue
            try:
                with open_strictly(self._pdf[: case.end]) as old:
                    case.integrity = self._later(
                        case, old, document, form, good, level, place == 0, place == len(sound) - 1
                    )
            except (Unopenable, NeedsPassword):
                self._findings.add("revision-unreadable")
                case.integrity = Integrity.BROKEN

    def _hidden(self) -> None:
        try:
            covered = covered_text(self._pdf, self._eyes.until)
        except pictures.Unrenderable:
            self._findings.add("unrenderable")
            return
        if covered is None:
            self._findings.add("not-compared")
        elif covered:
            self._findings.add("hidden-content", *covered)

    def _renderers(self) -> None:
        try:
            agree = self._eyes.agree()
        except pictures.Unrenderable:
            self._findings.add("unrenderable")
            return
        if agree is False:
            self._findings.add("renderers-differ")
        elif agree is None:
            self._findings.add("not-compared")

    def _later(
        self,
        case: _Case,
        old: pikepdf.Pdf,
        document: pikepdf.Pdf,
        form: Form,
        good: frozenset[str],
        level: int | None,
        first: bool,
        final: bool,
    ) -> Integrity:
        """Judge the revisions after one signature."""
        old_form = read_form(old)
        allowed = permissions(case.found, level)
        changes = Comparison(
            old,
            old_form,
            document,
            form,
            allowed,
            good,
            lambda strays: self._unexplained(strays, case.end),
        ).changes()
        forbidden = [one for one in changes if one.kind is Kind.FORBIDDEN]
        for one in forbidden:
            self._findings.add(one.code, one.page)
        if forbidden:
            return Integrity.CHANGED
        if final and any(one.kind is Kind.FILL for one in changes):
            self._findings.add("filled-after-signing")
        if final and any(one.kind is Kind.ANNOTATION for one in changes):
            self._findings.add("commented-after-signing")
        return self._look(case, old, document, changes, first)

    def _look(
        self,
        case: _Case,
        old: pikepdf.Pdf,
        document: pikepdf.Pdf,
        changes: list[Change],
        first: bool,
    ) -> Integrity:
        touched = frozenset(one.page for one in changes if one.page is not None)
        if not touched and not first:
            return Integrity.ALLOWED_CHANGES
        places = [
            pictures.Place(
                one.page,
                seen_box(document.pages[one.page].obj, one.rect),
                one.kind is Kind.SIGNATURE,
                one.redraws,
            )
            for one in changes
            if one.page is not None and one.rect is not None
        ]
        seals = [
            pictures.Place(index, seen_box(old.pages[index].obj, rect), True)
            for index in touched
            for rect in _signed_rectangles(old.pages[index].obj)
        ]
        try:
            seen = self._eyes.compare(self._pdf[: case.end], places, seals, touched, first)
        except pictures.Unrenderable:
            self._findings.add("unrenderable")
            return Integrity.ALLOWED_CHANGES
        if seen.covered:
            self._findings.add("ink-covered", *seen.covered)
        if seen.elsewhere:
            self._findings.add("looks-different", *seen.elsewhere)
        if seen.covered or seen.elsewhere:
            return Integrity.CHANGED
        if seen.marked:
            self._findings.add("marked-after-signing", *seen.marked)
        if not seen.complete:
            self._findings.add("not-compared")
        return Integrity.ALLOWED_CHANGES

    def _unexplained(self, strays: set[Number], end: int) -> set[Number]:
        """Drop what qpdf made itself, and what a revision behind `end` used for a while."""
        strays = strays & written_numbers(self._pdf)
        ends = [one.end for one in revisions(self._pdf) if one.end > end][:_MAX_BETWEEN]
        for one in ends:
            if not strays:
                break
            try:
                with open_strictly(self._pdf[:one]) as revision:
                    strays -= reachable(revision)
            except (Unopenable, NeedsPassword):
                continue
        return strays

    def _certificates(self, document: pikepdf.Pdf, cases: list[_Case]) -> None:
        store = _security_store(document)
        for case in cases:
            if case.cms is not None and case.found.is_time_stamp:
                case.moment, case.proven = case.cms.stamped_time, True
                case.judgement = self._authority(case.cms, store)
        for case in cases:
            if case.cms is None or case.found.is_time_stamp:
                continue
            self._when(case, cases, store)
            assert case.moment is not None
            evidence = Evidence(
                case.cms.certificates + store.certificates,
                case.cms.crls + store.crls,
                case.cms.ocsps + store.ocsps,
            )
            case.judgement = judge_certificate(
                case.cms.signer,
                case.cms.digest,
                evidence,
                self._trust,
                case.moment,
                proven=case.proven,
                now=self._now,
            )
            self._tell(case.judgement)
            for name in (case.cms.signer.subject, case.cms.signer.issuer):
                for code in names.deceptive(name):
                    self._findings.add(code)

    def _tell(self, judgement: CertificateJudgement) -> None:
        for code in judgement.findings:
            self._findings.add(code)
        if judgement.certificate in _CERTIFICATE_CODES:
            self._findings.add(_CERTIFICATE_CODES[judgement.certificate])
        if judgement.revocation is Revocation.UNKNOWN:
            self._findings.add("no-revocation-data")
        elif (
            judgement.revocation is Revocation.REVOKED
            and "revoked-after-claimed-time" not in judgement.findings
        ):
            self._findings.add("certificate-revoked")

    def _authority(self, stamp: CmsSignature, store: Evidence) -> CertificateJudgement:
        assert stamp.stamped_time is not None
        return judge_certificate(
            stamp.signer,
            stamp.digest,
            Evidence(
                stamp.certificates + store.certificates,
                stamp.crls + store.crls,
                stamp.ocsps + store.ocsps,
            ),
            self._trust,
            stamp.stamped_time,
            proven=True,
            now=self._now,
            time_stamping=True,
        )

    def _when(self, case: _Case, cases: list[_Case], store: Evidence) -> None:
        """Find the time of signing: a trusted time stamp, else what the signer says."""
        assert case.cms is not None
        trusted: list[datetime] = []
        if case.stamp is not None and case.stamp.stamped_time is not None:
            if _trusted(self._authority(case.stamp, store)):
                trusted.append(case.stamp.stamped_time)
            else:
                self._findings.add("time-stamp-untrusted")
        for later in cases:
            if later.found.is_time_stamp and later.end > case.end and later.moment is not None:
                if later.judgement is not None and _trusted(later.judgement):
                    trusted.append(later.moment)
                else:
                    self._findings.add("time-stamp-untrusted")
        self._settle(case, trusted)

    def _settle(self, case: _Case, trusted: list[datetime]) -> None:
        """Take the earliest proof, else the claim, and hold it against the clock."""
        assert case.cms is not None
        claimed = case.cms.claimed_time or _dictionary_time(case.found.value)
        if trusted:
            case.moment, case.proven = min(trusted), True
        elif claimed is None:
            case.moment = self._now
            self._findings.add("no-time")
        else:
            case.moment = claimed
            self._findings.add("claimed-time")
        if case.moment > self._now + _CLOCK_SLACK:
            if not case.proven and case.moment - _LOCAL_TIME <= self._now + _CLOCK_SLACK:
                case.moment -= _LOCAL_TIME
                self._findings.add("local-time-as-utc")
            else:
                self._findings.add("signed-in-future")

    def _verdict(self, cases: list[_Case], broken: bool) -> SignatureCheck:
        signers = [case for case in cases if not case.found.is_time_stamp]
        if not signers:
            self._findings.add("only-time-stamp")
        integrity = max((case.integrity for case in cases), key=_INTEGRITY_ORDER.index)
        if broken and integrity in _GREEN:
            integrity = Integrity.CHANGED
        reports = tuple(_report(case) for case in cases)
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
            legal_class=_legal_class(judged, integrity),
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


def _legal_class(reports: list[SignatureReport], integrity: Integrity) -> LegalClass:
    """NĐ 30/2020, Điều 5: an original carries the person's and the organisation's signature."""
    if integrity not in _GREEN:
        return LegalClass.INFORMATION
    sound = [
        one
        for one in reports
        if one.certificate is CertificateState.GOOD and one.revocation is not Revocation.REVOKED
    ]
    if {one.is_organisation for one in sound} == {True, False}:
        return LegalClass.ORIGINAL
    return LegalClass.PARTLY if sound else LegalClass.INFORMATION


def _report(case: _Case) -> SignatureReport:
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
    return SignatureReport(
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
    )


def _trusted(judgement: CertificateJudgement) -> bool:
    return (
        judgement.certificate is CertificateState.GOOD and judgement.revocation is Revocation.GOOD
    )


def _signed_rectangles(page: pikepdf.Object) -> Iterator[tuple[float, float, float, float]]:
    annotations = page.get("/Annots")
    for one in annotations if isinstance(annotations, pikepdf.Array) else ():
        if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == pikepdf.Name.Widget:
            _name, its = field_of(one)
            rect = rectangle(one)
            value = its.get("/V")
            if rect is not None and isinstance(value, pikepdf.Dictionary) and "/ByteRange" in value:
                yield rect


def _dictionary_time(value: pikepdf.Object) -> datetime | None:
    """/M of the signature dictionary: only a claim, like everything in it."""
    said = value.get("/M")
    if not isinstance(said, pikepdf.String):
        return None
    try:
        moment = pikepdf.models.metadata.decode_pdf_date(str(said))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _security_store(document: pikepdf.Pdf) -> Evidence:
    """Certificates, CRLs and OCSP answers of the Document Security Store (PAdES B-LT)."""
    store = document.Root.get("/DSS")
    if not isinstance(store, pikepdf.Dictionary):
        return Evidence()
    parts: dict[str, list[bytes]] = {}
    for key in ("/Certs", "/CRLs", "/OCSPs"):
        entries = store.get(key)
        parts[key] = []
        for one in entries if isinstance(entries, pikepdf.Array) else ():
            if isinstance(one, pikepdf.Stream):
                try:
                    parts[key].append(one.read_bytes())
                except pikepdf.PdfError:
                    continue
    return Evidence(tuple(parts["/Certs"]), tuple(parts["/CRLs"]), tuple(parts["/OCSPs"]))
