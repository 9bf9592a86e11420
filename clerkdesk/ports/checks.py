"""Results of checking signatures, kept by the content of the file."""

from collections.abc import Collection, Sequence
from typing import Protocol

from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.judged_again import JudgedAgain, SignerCertificate
from clerkdesk.domain.known_keys import KnownKey
from clerkdesk.domain.verdicts import SignatureCheck


class Checks(Protocol):
    """Recorded signature checks; evidence that stays with the file."""

    def record(self, check: SignatureCheck) -> None:
        """Keep a check under its file's hash; later checks do not erase it."""
        ...

    def latest(self, sha256: str) -> SignatureCheck | None:
        """The last check of a file."""
        ...

    def all_of(self, sha256: str) -> Sequence[SignatureCheck]:
        """Every check of a file, oldest first."""
        ...

    def open(self, by: Collection[str] | None = None) -> Sequence[str]:
        """Files whose last verdict more trust data may settle: of documents in work first, then newest.

        Args:
            by: only those with a certificate of these: names of issuers, fingerprints of roots.
        """
        ...

    def certificates(self) -> Sequence[SignerCertificate]:
        """Certificates, each once, in last checks that are not «Không hợp lệ» yet."""
        ...

    def files_of(self, certificates: Collection[SignerCertificate]) -> Sequence[str]:
        """Files whose last check is not «Không hợp lệ» yet and names one of these, by hash."""
        ...

    def points(self) -> Sequence[str]:
        """Distribution points on the way of every signer so far to a root that is believed."""
        ...

    def known_keys(self, signer: str, organisation: str) -> Sequence[KnownKey]:
        """Keys that have signed under this name, the first first."""
        ...

    def documents(self, sha256: str) -> Sequence[Incoming]:
        """Registered incoming documents with this very file."""
        ...

    def change_result(self, uid: str, check: SignatureCheck, why: str, by: str) -> Incoming:
        """Let a later check change the result of a registered document; the history tells both.

        A cancelled document, and one with that result already, stay as they are.

        Args:
            why: Vietnamese clause.
        """
        ...

    def fallen(self) -> Sequence[JudgedAgain]:
        """Documents that have fallen to «Không hợp lệ» and of which nobody has taken note, newest first."""
        ...

    def take_note(self, uid: str, by: str) -> None:
        """Somebody knows that the verdict has fallen."""
        ...
