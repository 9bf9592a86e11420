"""Which issuers that a clerk typed belong into the directory, and as what."""

import re

from clerkdesk.domain.agencies import Agency, AgencyKind, AgencyLevel
from clerkdesk.domain.incoming import Channel, IncomingEntry
from clerkdesk.domain.vietnamese import fold, nfc

_PERSON = re.compile(r"(ong|ba|anh|chi|em|cong dan|nguoi dan|ho ong|ho ba|gia dinh)\b")
_LETTER = re.compile(r"(don|thu|phieu yeu cau|to khai|giay de nghi)\b")
_COMPANY = re.compile(
    r"(cong ty|doanh nghiep|dntn|cty|htx|hop tac xa|ngan hang|tap doan|tong cong ty)\b"
)
_SOCIETY = re.compile(
    r"(hoi|lien doan|mat tran|uy ban mat tran|ubmttq|doan thanh nien|doan tncs|cong doan|quy|chi hoi|truong|ban dai dien)\b"
)
_LEVELS = (
    (AgencyLevel.DISTRICT, re.compile(r"\b(huyện|quận|thị xã)\b")),
    (AgencyLevel.COMMUNE, re.compile(r"\b(xã|phường|thị trấn)\b")),
    (AgencyLevel.PROVINCE, re.compile(r"^sở\b|\b(tỉnh|thành phố|tp)\b")),
    (
        AgencyLevel.CENTRAL,
        re.compile(r"^(bộ|chính phủ|văn phòng chính phủ|tổng cục|cục|quốc hội)\b"),
    ),
)


def is_one_off(entry: IncomingEntry) -> bool:
    """Whether the issuer is a citizen who wrote once: such names do not grow the directory.

    A letter («Đơn …») without số, ký hiệu, something from the one-stop counter without a code,
    or an issuer that is called ông, bà, công dân.
    """
    if entry.issuing_org_code:
        return False
    if _PERSON.match(fold(entry.issuing_org)):
        return True
    has_code = bool(entry.code_number or entry.code_notation)
    if has_code:
        return False
    return entry.channel is Channel.ONE_STOP or bool(_LETTER.match(fold(entry.doc_type)))


def grown_from(entry: IncomingEntry) -> Agency | None:
    """The directory entry that a registered document tells of; None for a one-off writer."""
    if not entry.issuing_org or is_one_off(entry):
        return None
    name = entry.issuing_org
    return Agency(entry.issuing_org_code, name, kind=kind_of(name), level=level_of(name))


def kind_of(name: str) -> AgencyKind:
    """What the name of an issuer says that it is."""
    folded = fold(name)
    if _COMPANY.match(folded):
        return AgencyKind.COMPANY
    if _SOCIETY.match(folded):
        return AgencyKind.ORGANISATION
    return AgencyKind.CITIZEN if _PERSON.match(folded) else AgencyKind.STATE


def level_of(name: str) -> AgencyLevel:
    """The level that the name of a state agency says; unknown where it says none."""
    if kind_of(name) is not AgencyKind.STATE:
        return AgencyLevel.UNKNOWN
    lowered = nfc(name).strip().lower()  # with its marks: «quản lý» is no «quận»
    for level, pattern in _LEVELS:
        if pattern.search(lowered):
            return level
    return AgencyLevel.UNKNOWN
