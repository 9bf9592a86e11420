"""Who signed, when, and was the certificate good then: the axes that need trust."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pikepdf

from clerkdesk.adapters.verify import names
from clerkdesk.adapters.verify.case import Case, Findings
from clerkdesk.adapters.verify.certificates import (
    CertificateJudgement,
    Evidence,
    judge_certificate,
)
from clerkdesk.adapters.verify.cms import CmsSignature
from clerkdesk.adapters.verify.trust import TrustBundle
from clerkdesk.domain.verdicts import CertificateState, Revocation

_LOCAL_TIME = timedelta(hours=7)
_CLOCK_SLACK = timedelta(minutes=10)
_CERTIFICATE_CODES = {
    CertificateState.EXPIRED: "certificate-expired",
    CertificateState.NOT_YET: "certificate-not-yet",
    CertificateState.UNTRUSTED: "certificate-untrusted",
    CertificateState.WEAK: "certificate-weak",
    CertificateState.WRONG_USE: "certificate-wrong-use",
    CertificateState.UNKNOWN: "certificate-unreadable",
}


class SignerJudge:
    """Judges the certificates of signers and time-stamp authorities.

    Args:
        now: the time of judgement.
        findings: where codes are noted.
    """

    def __init__(self, trust: TrustBundle, now: datetime, findings: Findings) -> None:
        self._trust, self._now, self._findings = trust, now, findings

    def judge(self, document: pikepdf.Pdf, cases: list[Case]) -> None:
        """Set time and judgement of every case whose CMS holds."""
        store = security_store(document)
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
            if not case.proven and case.cms.signer.not_valid_after < self._now:
                case.judgement = self._expired_since(case.judgement, case.moment)
            self._tell(case.judgement)
            for name in (case.cms.signer.subject, case.cms.signer.issuer):
                for code in names.deceptive(name):
                    self._findings.add(code)

    def _expired_since(
        self, judgement: CertificateJudgement, moment: datetime
    ) -> CertificateJudgement:
        """A certificate that has expired, at a time of signing that nobody proves.

        Whoever holds the key today can claim yesterday (EN 319 102-1, 5.2.8.2: no proof of
        existence), so that it is expired at the only time we trust, now; but nothing says that it was when it
        signed, unless the signer says so.
        """
        if judgement.certificate is CertificateState.EXPIRED and moment < self._now:
            return judgement
        if judgement.certificate not in (CertificateState.GOOD, CertificateState.EXPIRED):
            return judgement
        return replace(
            judgement,
            certificate=CertificateState.EXPIRED,
            findings=(*judgement.findings, "certificate-expired-since"),
        )

    def _tell(self, judgement: CertificateJudgement) -> None:
        for code in judgement.findings:
            self._findings.add(code)
        since = "certificate-expired-since" in judgement.findings
        if judgement.certificate in _CERTIFICATE_CODES and not since:
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

    def _when(self, case: Case, cases: list[Case], store: Evidence) -> None:
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

    def _settle(self, case: Case, trusted: list[datetime]) -> None:
        """Take the earliest proof, else the claim, and hold it against the clock."""
        assert case.cms is not None
        written = _dictionary_time(case.found.value)
        claimed = case.cms.claimed_time or written
        if claimed is not None and _shifted(claimed, (*trusted, *([written] if written else []))):
            claimed -= _LOCAL_TIME
            self._findings.add("local-time-as-utc")
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


def _shifted(claimed: datetime, others: Iterable[datetime]) -> bool:
    """Whether the signer's machine wrote Vietnamese time as UTC: seven hours after a time stamp, or after
    the same file's own /M, which names its zone (DOMAIN §3.3)."""
    return any(abs(claimed - other - _LOCAL_TIME) <= _CLOCK_SLACK for other in others)


def _trusted(judgement: CertificateJudgement) -> bool:
    return (
        judgement.certificate is CertificateState.GOOD and judgement.revocation is Revocation.GOOD
    )


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


def security_store(document: pikepdf.Pdf) -> Evidence:
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
