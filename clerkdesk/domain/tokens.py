"""Certificates on USB tokens and what a visible signature looks like (NĐ 30/2020, Phụ lục I)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from clerkdesk.domain.reading import Box


class SignatureKind(StrEnum):
    """Whose signature it is; the appearance follows from it (DOMAIN §1.7)."""

    PERSON = "person"
    ORGANISATION = "organisation"


class SignatureLevel(StrEnum):
    """How long a signature can be proved (ETSI EN 319 142-1: PAdES baseline)."""

    B_B = "B-B"
    """The signature alone; its time is what this machine says."""
    B_T = "B-T"
    """Its time is sealed by a time-stamp authority."""
    B_LT = "B-LT"
    """Certificates and revocation lists stand in the file."""
    B_LTA = "B-LTA"
    """And a time stamp over the whole file seals them."""


class TimeSeal(StrEnum):
    """Whether a signature has what its level wants beside it."""

    NONE = "none"
    """Nothing is wanted."""
    DONE = "done"
    WAITING = "waiting"
    """Signed first; the time stamp comes when the line is back."""


class PinState(StrEnum):
    """What a token says of its PIN before anyone types it (PKCS#11, CK_TOKEN_INFO)."""

    FINE = "fine"
    LOW = "low"
    """A wrong PIN was typed since the last right one."""
    LAST_TRY = "last_try"
    """One more wrong PIN locks the token."""
    LOCKED = "locked"
    TO_BE_CHANGED = "to_be_changed"
    NOT_SET = "not_set"


@dataclass(frozen=True, slots=True)
class UnusableModule:
    """A token's library that is installed but cannot be used; `reason` is a Vietnamese clause, `do_next`
    a sentence."""

    path: str
    reason: str
    do_next: str = ""


EXPIRY_WARNING_DAYS = (60, 30, 7)
"""Days before the end of a certificate at which the clerk is warned, ever more urgently."""


@dataclass(frozen=True, slots=True)
class TokenCertificate:
    """A certificate with its private key on a token that is plugged in now."""

    certificate_id: str
    """Stable across runs: token serial, hex CKA_ID, mark of the certificate."""
    token_label: str
    subject: str
    organisation: str
    issuer: str
    not_before: datetime
    not_after: datetime
    is_organisation: bool
    key_description: str
    pin_state: PinState = PinState.FINE
    has_pin_pad: bool = False
    """The PIN is typed on the token itself, never on this machine."""
    purpose_fits: bool = True
    """Its key usage allows signing documents."""
    token_serial: str = ""

    def holds_at(self, now: datetime) -> bool:
        """Whether it is within its term."""
        return self.not_before <= now <= self.not_after

    def expiry_warning(self, now: datetime) -> int | None:
        """Which of EXPIRY_WARNING_DAYS has come, 0 where it has expired, None where none has."""
        left = self.days_left(now)
        if left < 0:
            return 0
        return min((days for days in EXPIRY_WARNING_DAYS if left < days), default=None)

    def days_left(self, now: datetime) -> int:
        """Whole days until it expires; negative when it has."""
        return (self.not_after - now).days


@dataclass(frozen=True, slots=True)
class Appearance:
    """What is drawn: a transparent PNG in `box` on `page` (from 0), or nothing where it is empty."""

    page: int
    box: Box
    image: bytes = b""
    text: str = ""


@dataclass(frozen=True, slots=True)
class SignatureOrder:
    """One signature to be made on one PDF, as an incremental update."""

    name: str
    pdf: bytes
    kind: SignatureKind
    certificate_id: str
    appearance: Appearance
    signed_at: datetime
    reason: str = ""
