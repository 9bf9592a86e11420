"""Check a file's signatures and keep the result as evidence (Điều 10.1.a)."""

from clerkdesk.domain.verdicts import SignatureCheck
from clerkdesk.ports.checks import Checks
from clerkdesk.ports.signing import SignatureChecker


class CheckSignatures:
    """Judges a file and records the verdict under its hash."""

    def __init__(self, checker: SignatureChecker, checks: Checks) -> None:
        self._checker = checker
        self._checks = checks

    def __call__(self, name: str, pdf: bytes) -> SignatureCheck:
        """The verdict, recorded.

        Raises:
            HelperCrashed, HelperSilent: the file broke the checker; nothing was recorded.
        """
        check = self._checker.check(name, pdf)
        self._checks.record(check)
        return check
