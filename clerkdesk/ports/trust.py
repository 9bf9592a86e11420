"""Where trust is kept, and where revocation lists are fetched."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from clerkdesk.domain.trust import BundleFacts, TrustNews, TrustStanding


class TrustStore(Protocol):
    """Trust lists and revocation lists of this machine; every change is checked before it is kept."""

    def standing(self) -> TrustStanding:
        """Everything that is believed now."""
        ...

    def examine(self, name: str, content: bytes) -> BundleFacts:
        """What a trust file says of itself, its own signature checked, nothing kept.

        Raises:
            NotATrustFile: it is none.
            TrustFileForged: its signature does not hold.
        """
        ...

    def load_bundle(
        self, name: str, content: bytes, *, keys: Collection[str], source: str, at: datetime
    ) -> BundleFacts:
        """Put the province's trust list in the place of the one before; own additions stay.

        The very list that is in force changes nothing.

        Args:
            keys: Ed25519 public keys (hex) that the office has pinned.
            source: by which way it came, Vietnamese.

        Raises:
            NotATrustFile, TrustFileForged
            ProvinceKeyUnknown: it is signed by another key.
            OlderTrustFile: it is older than what is, or ever was, in force here.
        """
        ...

    def load_crl(self, name: str, content: bytes, *, source: str, at: datetime) -> TrustNews:
        """Keep a revocation list (DER or PEM) in the place of the one before; known ones change nothing.

        Raises:
            NotATrustFile: it is no revocation list, or only a part of one (delta).
            CrlIssuerUnknown: no authority that the office knows has signed it.
            OlderCrl: a newer one is held.
        """
        ...

    def add_own(self, name: str, content: bytes, *, source: str, at: datetime) -> TrustNews:
        """Believe authorities of the office's own choice; the province's list stays as it is.

        Raises:
            NotATrustFile: it holds no certificate of an authority.
        """
        ...

    def remove_own(self, fingerprint: str) -> None:
        """Believe an own addition no more."""
        ...

    def struck_off(self, certificates: Collection[tuple[str, str]]) -> Collection[tuple[str, str]]:
        """Those of `certificates` (issuer's name, serial in hex) that a revocation list here names."""
        ...

    def due(self, points: Collection[str], at: datetime) -> Sequence[str]:
        """Distribution points, of `points` and of the authorities held, worth fetching from now."""
        ...


class CrlSource(Protocol):
    """The distribution points of authorities, over HTTP."""

    def fetch(self, url: str) -> bytes:
        """Fetch one revocation list; bounded in size and time.

        Raises:
            CrlNotFetched: no line, no answer, too long, or no HTTP address.
        """
        ...

    def close(self) -> None:
        """Fetch nothing more, and give up what is under way."""
        ...


class TrustPress(Protocol):
    """What a province makes its trust lists with; a desk never needs it."""

    def new_key(self) -> tuple[bytes, str]:
        """A new private key (PEM, to be kept off the net) and its public key (hex, to be pinned)."""
        ...

    def make(
        self,
        key: bytes,
        *,
        name: str,
        version: int,
        made_at: datetime,
        made_by: str,
        official: Sequence[tuple[str, bytes]],
        public: Sequence[tuple[str, bytes]],
        crls: Sequence[tuple[str, bytes]],
    ) -> bytes:
        """A signed trust list of these files (name, content); a root is one that signed itself.

        Raises:
            NotATrustFile: the key, a certificate or a revocation list is none, or a certificate is
                not an authority's.
        """
        ...
