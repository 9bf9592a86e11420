"""Results of checking signatures, kept by the content of the file."""

from typing import Protocol

from clerkdesk.domain.verdicts import SignatureCheck


class Checks(Protocol):
    """Recorded signature checks; evidence that stays with the file."""

    def record(self, check: SignatureCheck) -> None:
        """Keep a check under its file's hash; later checks do not erase it."""
        ...

    def latest(self, sha256: str) -> SignatureCheck | None:
        """The last check of a file."""
        ...
