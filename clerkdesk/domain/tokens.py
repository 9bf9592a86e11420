"""Certificates on USB tokens and what a visible signature looks like (NĐ 30/2020, Phụ lục I)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from clerkdesk.domain.reading import Box


class SignatureKind(StrEnum):
    """Whose signature it is; the appearance follows from it (DOMAIN §1.7)."""

    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class TokenCertificate:
    """A certificate with its private key on a token that is plugged in now."""

    certificate_id: str
    """Stable across runs: token serial and hex CKA_ID."""
    token_label: str
    subject: str
    organisation: str
    issuer: str
    not_before: datetime
    not_after: datetime
    is_organisation: bool
    key_description: str

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
