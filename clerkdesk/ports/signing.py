"""USB tokens, and the check of signatures."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.revisions import Progress, RevisionComparison, SignedRevision
from clerkdesk.domain.tokens import (
    SignatureLevel,
    SignatureOrder,
    TimeSeal,
    TokenCertificate,
    UnusableModule,
)
from clerkdesk.domain.verdicts import SignatureCheck, SignatureReport


@dataclass(frozen=True, slots=True)
class SignedFile:
    """The outcome of one order: the signed PDF, or why that file stays as it was."""

    order: SignatureOrder
    pdf: bytes = b""
    error: ClerkError | None = None
    time_seal: TimeSeal = TimeSeal.NONE


@dataclass(frozen=True, slots=True)
class RawSignature:
    """A token's answer: RSA (PKCS#1 v1.5) or ECDSA (DER), and certificates, the signer's first."""

    signature: bytes
    chain: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Stamps:
    """What is put beside each signature of a batch.

    `authorities` are addresses of time-stamp authorities, tried in turn; `certificates` (DER) and
    `revocation_lists` (DER) are those the office has, for levels that keep them in the file.
    """

    level: SignatureLevel = SignatureLevel.B_B
    authorities: tuple[str, ...] = ()
    certificates: tuple[bytes, ...] = ()
    revocation_lists: tuple[bytes, ...] = ()


NO_STAMPS = Stamps()


class Tokens(Protocol):
    """All tokens that are plugged in, behind a child process."""

    def certificates(self) -> Sequence[TokenCertificate]:
        """Certificates with a private key on the tokens; empty where there is none."""
        ...

    def plugged(self) -> Sequence[str]:
        """Serial numbers of the tokens that are plugged in now: quick, to be asked twice a second."""
        ...

    def unusable(self) -> Sequence[UnusableModule]:
        """Libraries of tokens that are installed but cannot be used, such as 32-bit ones."""
        ...

    def sign(
        self,
        orders: Iterable[SignatureOrder],
        pin: bytearray,
        *,
        stop: Callable[[], bool],
        stamps: Stamps = NO_STAMPS,
        last_try: bool = False,
    ) -> Iterator[SignedFile]:
        """Sign one after another on one PIN; every signature is checked before it is yielded.

        Orders are taken a few ahead, while the token works. The PIN is wiped when the batch ends.

        Args:
            last_try: the signer agreed to a try that locks the token if the PIN is wrong.

        Raises:
            NoToken: the certificate's token is not plugged in.
            WrongPin, PinLocked, LastTry: before anything was signed; never retried by itself.
        """
        ...

    def sign_bytes(
        self,
        certificate_id: str,
        contents: Callable[[bytes], bytes],
        pin: bytearray,
        *,
        last_try: bool = False,
    ) -> RawSignature:
        """Sign what `contents` makes of the certificate (DER), with SHA-256; the PIN is wiped.

        Raises:
            NoToken, WrongPin, PinLocked, LastTry, TokenGone, TokenRefused: nothing was signed.
        """
        ...

    def preview(self, order: SignatureOrder, level: SignatureLevel = SignatureLevel.B_B) -> bytes:
        """The PDF that `sign` would hash for this very order at `level`: it lacks only the signature.

        Raises:
            CannotSign, DamagedFile, LockedFile: as in `sign`.
        """
        ...

    def seal_time(self, name: str, pdf: bytes, stamps: Stamps) -> bytes:
        """Append to a signed PDF what its level still lacks; no signature is rewritten.

        Raises:
            NoTimeStamp: no authority answered; the file stays as it is.
            CannotSign, DamagedFile, LockedFile: it cannot be sealed.
        """
        ...

    def log_out(self) -> None:
        """Leave the token: every session ends, and what may have met a PIN with it."""
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

    def signer(self, chain: Sequence[bytes], at: datetime) -> SignatureReport:
        """Whose certificate it is, and was it good: of a signature that holds and that was there `at`.

        Args:
            chain: certificates (DER), the signer's first.

        Raises:
            HelperCrashed, HelperSilent: the certificate broke the checker.
        """
        ...

    def close(self) -> None:
        """End the child process."""
        ...
