"""Whom the office believes: the province's signed list, the office's own additions, revocation lists."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from clerkdesk.domain.texts import N_

TRUST_FILE_SUFFIX = ".cdtrust"
"""How a trust list travels: server, mail attachment, USB stick."""
CRL_SUFFIXES = (".crl",)
CERTIFICATE_SUFFIXES = (".pem", ".crt", ".cer", ".der")

_FETCH_AHEAD = timedelta(hours=12)
"""A revocation list is asked for again this long before it goes stale."""


class TrustList(StrEnum):
    """On which list an authority stands; công vụ and public ones are never mixed (DOMAIN §3.3)."""

    OFFICIAL = "official"
    PUBLIC = "public"
    OWN = "own"


TRUST_LIST_NAMES = {
    TrustList.OFFICIAL: N_("Chuyên dùng công vụ"),
    TrustList.PUBLIC: N_("Công cộng"),
    TrustList.OWN: N_("Đơn vị tự thêm"),
}


@dataclass(frozen=True, slots=True)
class BundleFacts:
    """What a province's trust file says of itself; `key` signed it (Ed25519, hex)."""

    name: str
    version: int
    made_at: datetime
    made_by: str
    key: str
    sha256: str
    source: str = ""
    """By which way it came, Vietnamese; empty before it was taken in."""
    loaded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AuthorityFacts:
    """One certification authority that is believed, or that only leads to one."""

    name: str
    fingerprint: str
    """SHA-256 of the certificate, hex."""
    trust_list: TrustList
    is_root: bool
    not_before: datetime
    not_after: datetime
    since: datetime | None = None
    source: str = ""
    crl_points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CrlFacts:
    """A revocation list in the cache."""

    issuer: str
    this_update: datetime
    next_update: datetime | None
    revoked: int
    number: int | None = None
    source: str = ""
    loaded_at: datetime | None = None

    def in_force(self, now: datetime) -> bool:
        """Whether it may still be relied on; one without an end never may."""
        return self.next_update is not None and self.this_update <= now <= self.next_update


@dataclass(frozen=True, slots=True)
class TrustStanding:
    """Everything that is believed now."""

    bundle: BundleFacts | None = None
    authorities: tuple[AuthorityFacts, ...] = ()
    crls: tuple[CrlFacts, ...] = ()
    damaged: tuple[str, ...] = ()
    """Files that cannot be read, and so are not believed."""

    @property
    def stale(self) -> bool:
        """Whether nothing is believed, so that no signature can be green."""
        return not any(one.is_root for one in self.authorities)


@dataclass(frozen=True, slots=True)
class TrustNews:
    """What taking in changed; empty where everything was known already."""

    bundle: BundleFacts | None = None
    crls: tuple[CrlFacts, ...] = ()
    authorities: tuple[AuthorityFacts, ...] = ()

    @property
    def any(self) -> bool:
        """Whether open verdicts must be judged again."""
        return bool(self.bundle or self.crls or self.authorities)

    def joined(self, other: "TrustNews") -> "TrustNews":
        """Both."""
        return TrustNews(
            other.bundle or self.bundle,
            self.crls + other.crls,
            self.authorities + other.authorities,
        )


def may_replace(held: BundleFacts | None, new: BundleFacts) -> bool:
    """Whether `new` is newer than what is held: an older list would bring back who was struck off."""
    return held is None or new.version > held.version


def crl_due(held: CrlFacts | None, now: datetime) -> bool:
    """Whether a revocation list is worth asking for."""
    if held is None or held.next_update is None:
        return True
    return now >= held.next_update - min(_FETCH_AHEAD, (held.next_update - held.this_update) / 2)


def key_words(key: str) -> str:
    """A key's fingerprint in groups, to be read out on the telephone."""
    return " ".join(key[place : place + 4] for place in range(0, len(key), 4)).upper()
