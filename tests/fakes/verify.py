"""A signature checker that answers what the test sets up."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.verdicts import (
    CertificateState,
    Integrity,
    LegalClass,
    Revocation,
    SignatureCheck,
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
        self.closed = False

    def check(self, name: str, pdf: bytes, *, at: datetime | None = None) -> SignatureCheck:
        self.asked.append(name)
        if self.error is not None:
            raise self.error
        return replace(
            self.checks.get(name, self.otherwise),
            sha256=hashlib.sha256(pdf).hexdigest(),
            checked_at=at or datetime.now(UTC),
        )

    def close(self) -> None:
        self.closed = True
