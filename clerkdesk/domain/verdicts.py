"""What a check of digital signatures says: three axes and one worst-of verdict (DOMAIN §3.2)."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from clerkdesk.domain.texts import N_
from clerkdesk.domain.trust import CrlFacts


class Verdict(StrEnum):
    """The one word that the clerk sees; green only for VALID."""

    VALID = "valid"
    INVALID = "invalid"
    INDETERMINATE = "indeterminate"
    UNSIGNED = "unsigned"


class Integrity(StrEnum):
    """Whether the bytes are those that were signed; judged without any trust."""

    INTACT = "intact"
    ALLOWED_CHANGES = "allowed-changes"
    CHANGED = "changed"
    BROKEN = "broken"
    UNSIGNED = "unsigned"
    UNREADABLE = "unreadable"


class CertificateState(StrEnum):
    """The signer's certificate at the trusted time, against the office's own trust bundle."""

    GOOD = "good"
    EXPIRED = "expired"
    NOT_YET = "not-yet"
    UNTRUSTED = "untrusted"
    WEAK = "weak"
    WRONG_USE = "wrong-use"
    UNKNOWN = "unknown"


class Revocation(StrEnum):
    """Whether the certificate was withdrawn; UNKNOWN is never green."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


class LegalClass(StrEnum):
    """What the signatures make of the document (NĐ 30/2020, Điều 5; QĐ 28/2018, Điều 4)."""

    ORIGINAL = "original"
    PARTLY = "partly"
    INFORMATION = "information"
    COPY = "copy"


LEGAL_CLASS_NAMES = {
    LegalClass.ORIGINAL: N_("Bản gốc điện tử: đủ chữ ký số của người ký và cơ quan"),
    LegalClass.PARTLY: N_("Ký số một phần: thiếu chữ ký của người ký hoặc của cơ quan"),
    LegalClass.INFORMATION: N_("Để biết, tham khảo: không có chữ ký số"),
    LegalClass.COPY: N_("Bản sao y điện tử"),
}


class SignatureResult(StrEnum):
    """The recorded result of the check that precedes registration (Điều 10.1.a)."""

    PAPER = "paper"
    VALID = "valid"
    INVALID = "invalid"
    INDETERMINATE = "indeterminate"
    UNSIGNED = "unsigned"


SIGNATURE_RESULT_NAMES = {
    SignatureResult.PAPER: N_("Giấy"),
    SignatureResult.VALID: N_("Hợp lệ"),
    SignatureResult.INVALID: N_("Không hợp lệ"),
    SignatureResult.INDETERMINATE: N_("Chưa xác định"),
    SignatureResult.UNSIGNED: N_("Không ký số"),
}


class Weight(IntEnum):
    """What a finding does to the verdict."""

    NOTE = 0
    """Nothing; the clerk should know."""
    DOUBT = 1
    """Never «Hợp lệ»."""
    BAD = 2
    """«Không hợp lệ»."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the clerk should know; `code` is stable, `text` is Vietnamese."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """One signature; `signed_at` is trusted only where `time_stamped`."""

    field_name: str
    signer: str
    organisation: str
    issuer: str
    signed_at: datetime | None
    time_stamped: bool
    integrity: Integrity
    certificate: CertificateState
    revocation: Revocation
    is_organisation: bool = False
    """The certificate names an organisation, not a person."""
    is_time_stamp: bool = False
    """A time stamp on the whole document: nobody's signature."""
    unit: str = ""
    """OU: the unit inside the organisation."""
    identifier: str = ""
    """Of who signed: mã số thuế, mã định danh, CCCD, as the certificate writes it («MST:0101…»)."""
    serial: str = ""
    """Of the certificate, hex."""
    key: str = ""
    """SHA-256 of the public key, hex: the same key in a renewed certificate is the same signer."""
    not_before: datetime | None = None
    not_after: datetime | None = None
    trust_list: str = ""
    """The `TrustList` of the root that it leads to; empty where it leads to none."""
    root: str = ""
    """SHA-256 of that root, hex."""
    crl_points: tuple[str, ...] = ()
    """Where the authorities on its way to that root publish their revocation lists."""


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """The verdict on one file, with what it was judged by; kept with the document."""

    verdict: Verdict
    integrity: Integrity
    certificate: CertificateState
    revocation: Revocation
    legal_class: LegalClass
    signatures: tuple[SignatureReport, ...] = ()
    findings: tuple[Finding, ...] = ()
    sha256: str = ""
    checked_at: datetime | None = None
    trust_bundle: str = ""
    """Name and hash of the trust bundle in force."""
    crls: tuple[CrlFacts, ...] = ()
    """Revocation lists of the signers' authorities that it was judged by."""
    program: str = ""
    """Versions of what judged."""
    registry: tuple[Finding, ...] = ()
    """What the registry itself found: agency, number and date, other key (`domain.registry_checks`)."""
    seconds: float = field(default=0.0, compare=False)

    @property
    def result(self) -> SignatureResult:
        """What is recorded in the register."""
        return SignatureResult(self.verdict.value)
