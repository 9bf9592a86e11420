"""USB tokens, and the check of signatures."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.revisions import Progress, RevisionComparison, SignedRevision
from clerkdesk.domain.tokens import SignatureOrder, TokenCertificate
from clerkdesk.domain.verdicts import SignatureCheck


@dataclass(frozen=True, slots=True)
class SignedFile:
    """The outcome of one order: the signed PDF, or why that file stays as it was."""

    order: SignatureOrder
    pdf: bytes = b""
    error: ClerkError | None = None


class Tokens(Protocol):
    """All tokens that are plugged in, behind a child process."""

    def certificates(self) -> Sequence[TokenCertificate]:
        """Certificates with a private key on the tokens; empty where there is none."""
        ...

    def sign(
        self, orders: Sequence[SignatureOrder], pin: bytearray, *, stop: Callable[[], bool]
    ) -> Iterator[SignedFile]:
        """Sign one after another on one PIN; every signature is checked before it is yielded.

        The PIN is wiped when the batch ends.

        Raises:
            NoToken: the certificate's token is not plugged in.
            WrongPin, PinLocked: before anything was signed; never retried by itself.
        """
        ...

    def close(self) -> None:
        """End the child process, and with it every login."""
        ...


class SignatureChecker(Protocol):
    """Checks PDF signatures against the office's own trust bundle, without network."""

    def check(
        self,
        name: str,
        pdf: bytes,
        *,
        at: datetime | None = None,
        progress: Progress | None = None,
    ) -> SignatureCheck:
        """Judge every signature of a PDF; a file that cannot be read gets a verdict too.

        Args:
            at: judge as of this time; None = now.
            progress: is told of pages while revisions are compared.

        Raises:
            HelperCrashed, HelperSilent: the file broke the checker; it has no verdict.
        """
        ...

    def signed_revisions(self, name: str, pdf: bytes) -> Sequence[SignedRevision]:
        """The signed revisions inside a file whose signatures hold, the oldest first.

        Raises:
            HelperCrashed, HelperSilent: the file broke the checker.
        """
        ...

    def compare(
        self, name: str, pdf: bytes, length: int, *, progress: Progress | None = None
    ) -> RevisionComparison:
        """The first `length` bytes of a file beside all of it, page by page as they are seen.

        Raises:
            DamagedFile: one of them cannot be drawn at all.
            HelperCrashed, HelperSilent: the file broke the checker.
        """
        ...

    def close(self) -> None:
        """End the child process."""
        ...
