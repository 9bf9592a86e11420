"""Check a file's signatures, hold them against the registry, and keep the result as evidence (Điều 10.1.a)."""

from clerkdesk.domain.known_keys import NEW_KEY, OTHER_KEY, other_key
from clerkdesk.domain.registry_checks import Seen, registry_findings, with_registry
from clerkdesk.domain.revisions import Progress
from clerkdesk.domain.verdicts import Finding, SignatureCheck
from clerkdesk.ports.checks import Checks
from clerkdesk.ports.signing import SignatureChecker

_NOTHING = Seen()
_OF_KEYS = (OTHER_KEY, NEW_KEY)


class CheckSignatures:
    """Judges a file and records the verdict under its hash."""

    def __init__(self, checker: SignatureChecker, checks: Checks) -> None:
        self._checker = checker
        self._checks = checks

    def __call__(
        self, name: str, pdf: bytes, seen: Seen = _NOTHING, *, progress: Progress | None = None
    ) -> SignatureCheck:
        """The verdict, recorded.

        Args:
            seen: what else is known of the document.
            progress: is told of pages while revisions are compared.

        Raises:
            HelperCrashed, HelperSilent: the file broke the checker; nothing was recorded.
        """
        check = self.judge(name, pdf, seen, progress=progress)
        self._checks.record(check)
        return check

    def judge(
        self, name: str, pdf: bytes, seen: Seen = _NOTHING, *, progress: Progress | None = None
    ) -> SignatureCheck:
        """The verdict alone: of a file that may still turn out to be secret nothing is recorded.

        Raises:
            HelperCrashed, HelperSilent: the file broke the checker.
        """
        check = self._checker.check(name, pdf, progress=progress)
        found = (*registry_findings(check.signatures, seen), *self._keys(check))
        return with_registry(check, found)

    def keep(self, check: SignatureCheck) -> None:
        """Record a verdict that `judge` gave, once."""
        if self._checks.latest(check.sha256) != check:
            self._checks.record(check)

    def again(
        self, name: str, pdf: bytes, before: SignatureCheck, *, keep_same: bool = True
    ) -> SignatureCheck:
        """The verdict as it is by what is believed now, recorded beside `before`; what the registry
        found then still stands.

        Args:
            keep_same: record it even where it says the same: somebody has asked.

        Raises:
            HelperCrashed, HelperSilent: the file broke the checker; nothing was recorded.
        """
        check = self._checker.check(name, pdf)
        kept = [finding for finding in before.registry if finding.code not in _OF_KEYS]
        check = with_registry(check, (*kept, *self._keys(check)))
        if keep_same or _said(check) != _said(before):
            self._checks.record(check)
        return check

    def _keys(self, check: SignatureCheck) -> list[Finding]:
        """What is odd about keys that have signed under the same name before."""
        found = []
        for one in check.signatures:
            known = self._checks.known_keys(one.signer, one.organisation)
            if (finding := other_key(one, known)) is not None:
                found.append(finding)
        return found


def _said(check: SignatureCheck) -> tuple[object, ...]:
    """What a check says, apart from when and by which lists."""
    axes = (check.verdict, check.integrity, check.certificate, check.revocation)
    return (*axes, check.legal_class, check.findings, check.registry)
