"""What becomes of a verdict when more is known: which ones are open, and which have fallen."""

from dataclasses import dataclass
from datetime import datetime

from clerkdesk.domain.texts import _
from clerkdesk.domain.verdicts import (
    SIGNATURE_RESULT_NAMES,
    CertificateState,
    Integrity,
    Revocation,
    SignatureCheck,
    SignatureReport,
    SignatureResult,
    Verdict,
)

_GREEN = (Integrity.INTACT, Integrity.ALLOWED_CHANGES)


@dataclass(frozen=True, slots=True)
class JudgedAgain:
    """A registered document whose recorded result was changed by a later check of the same bytes."""

    uid: str
    sha256: str
    before: SignatureResult
    after: SignatureResult
    why: str
    """Vietnamese clause, e.g. «có danh sách thu hồi mới»."""
    at: datetime
    seen_by: str = ""
    """Who has taken note that it has fallen; empty = nobody yet."""

    @property
    def fallen(self) -> bool:
        """Whether it was worth something before and is worth nothing now."""
        return self.after is SignatureResult.INVALID and self.before is not self.after


@dataclass(frozen=True, slots=True)
class SignerCertificate:
    """A certificate that has signed: its issuer's name, its serial (hex), the root it led to."""

    issuer: str
    serial: str
    root: str


def is_open(check: SignatureCheck) -> bool:
    """Whether more trust data may settle the verdict: its bytes are whole, but the authority or the
    state of the certificate was not known."""
    return (
        check.verdict is Verdict.INDETERMINATE
        and check.integrity in _GREEN
        and any(map(_unsettled, check.signatures))
    )


def judged_words(before: SignatureResult, after: SignatureResult, why: str) -> str:
    """How the history tells it."""
    words = _("Kiểm tra lại chữ ký số: «{before}» thành «{after}», {why}")
    return words.format(
        before=_(SIGNATURE_RESULT_NAMES[before]), after=_(SIGNATURE_RESULT_NAMES[after]), why=why
    )


def _unsettled(one: SignatureReport) -> bool:
    return (
        one.certificate in (CertificateState.UNTRUSTED, CertificateState.UNKNOWN)
        or one.revocation is Revocation.UNKNOWN
    )
