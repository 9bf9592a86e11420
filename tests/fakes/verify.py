"""A signature checker that answers what the test sets up."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from clerkdesk.domain.errors import ClerkError, DamagedFile
from clerkdesk.domain.revisions import Progress, RevisionComparison, SignedRevision
from clerkdesk.domain.verdicts import (
    CertificateState,
    Integrity,
    LegalClass,
    Revocation,
    SignatureCheck,
    SignatureReport,
    Verdict,
)

UNSIGNED = SignatureCheck(
    Verdict.UNSIGNED,
    Integrity.UNSIGNED,
    CertificateState.UNKNOWN,
    Revocation.UNKNOWN,
    LegalClass.INFORMATION,
)


class FakeSignatureChecker:
    """Answers `checks[name]`, else `otherwise`; raises `error` if one is given."""

    def __init__(
        self,
        checks: Mapping[str, SignatureCheck] | None = None,
        *,
        otherwise: SignatureCheck = UNSIGNED,
        error: ClerkError | None = None,
    ) -> None:
        self.checks = dict(checks or {})
        self.otherwise = otherwise
        self.error = error
        self.asked: list[str] = []
        self.revisions: list[SignedRevision] = []
        """The signed revisions of every file that is long enough."""
        self.comparison = RevisionComparison((), (), ())
        self.lone_signer = SignatureReport(
            field_name="",
            signer="",
            organisation="",
            issuer="",
            signed_at=None,
            time_stamped=False,
            integrity=Integrity.INTACT,
            certificate=CertificateState.UNKNOWN,
            revocation=Revocation.UNKNOWN,
        )
        """Who is found to have signed outside of a PDF."""
        self.closed = False

    def check(
        self,
        name: str,
        pdf: bytes,
        *,
        at: datetime | None = None,
        progress: Progress | None = None,
    ) -> SignatureCheck:
        self.asked.append(name)
        if progress is not None:
            progress(1, 2)
        if self.error is not None:
            raise self.error
        return replace(
            self.checks.get(name, self.otherwise),
            sha256=hashlib.sha256(pdf).hexdigest(),
            checked_at=at or datetime.now(UTC),
        )

    def signed_revisions(self, name: str, pdf: bytes) -> Sequence[SignedRevision]:
        return [one for one in self.revisions if one.length <= len(pdf)]

    def compare(
        self, name: str, pdf: bytes, length: int, *, progress: Progress | None = None
    ) -> RevisionComparison:
        if length > len(pdf):
            raise DamagedFile(name)
        if progress is not None:
            progress(1, 1)
        return self.comparison

    def signer(self, chain: Sequence[bytes], at: datetime) -> SignatureReport:
        if self.error is not None:
            raise self.error
        return replace(self.lone_signer, signed_at=at)

    def close(self) -> None:
        self.closed = True
