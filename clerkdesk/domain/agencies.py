"""The office itself and the agencies that it writes to: names old and new, codes, dates of validity."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.vietnamese import fold, nfc

LONGEST_CODE = 35
"""QĐ 20/2020/QĐ-TTg: at most 35 characters."""
_OLD_CODE = re.compile(r"\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}", re.IGNORECASE)
_NEW_CODE = re.compile(r"[A-Z]\d{2}(\.\d{1,4})*", re.IGNORECASE)
_NAMELESS = "name:"


class AgencyKind(StrEnum):
    """Who stands behind an entry."""

    STATE = "state"
    ORGANISATION = "organisation"
    COMPANY = "company"
    CITIZEN = "citizen"


KIND_NAMES = {
    AgencyKind.STATE: N_("Cơ quan nhà nước"),
    AgencyKind.ORGANISATION: N_("Tổ chức"),
    AgencyKind.COMPANY: N_("Doanh nghiệp"),
    AgencyKind.CITIZEN: N_("Công dân"),
}


class AgencyLevel(StrEnum):
    """Level of government; «huyện» is history since 01/07/2025 (DOMAIN §8.5)."""

    UNKNOWN = ""
    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


LEVEL_NAMES = {
    AgencyLevel.UNKNOWN: N_("Chưa rõ"),
    AgencyLevel.CENTRAL: N_("Trung ương"),
    AgencyLevel.PROVINCE: N_("Cấp tỉnh"),
    AgencyLevel.DISTRICT: N_("Cấp huyện (trước 01/7/2025)"),
    AgencyLevel.COMMUNE: N_("Cấp xã"),
}


@dataclass(frozen=True, slots=True)
class Agency:
    """A row of the directory; codes are opaque, compared without case (DOMAIN §2.2).

    `parent` is the code or name of the agency above it, `predecessors` are the keys of those that
    it took over from, `aliases` other names and codes by which it is known. An entry is never
    deleted: `merged_into` is the key of the entry that took the place of a duplicate, and
    `withdrawn` marks what an undone import had added.
    """

    code: str
    name: str
    email: str = ""
    parent: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    short_name: str = ""
    address: str = ""
    kind: AgencyKind = AgencyKind.STATE
    level: AgencyLevel = AgencyLevel.UNKNOWN
    predecessors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    merged_into: str = ""
    withdrawn: bool = False

    @property
    def key(self) -> str:
        """By what the entry is known here and on other desks."""
        return agency_key(self.code, self.name)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name and code of its own, without repeats."""
        return tuple(
            dict.fromkeys(n for n in (self.name, self.short_name, self.code, *self.aliases) if n)
        )

    @property
    def offered(self) -> bool:
        """Whether lists show it at all: neither merged away nor taken back."""
        return not self.merged_into and not self.withdrawn

    def expired(self, today: date) -> bool:
        """Whether its last day of validity is over."""
        return self.valid_to is not None and self.valid_to < today


def agency_key(code: str, name: str) -> str:
    """The key of an entry: its code without case, or its folded name where it has no code yet."""
    code = nfc(code).strip().casefold()
    return code or _NAMELESS + fold(name)


def code_note(code: str) -> str:
    """Advice on a code that has neither the old nor the new form; empty where it looks right.

    Source: QCVN 102:2016 («000.00.15.H51»), QĐ 20/2020/QĐ-TTg («H51.15»). Mixed forms exist, so
    this only warns and never stops anybody (DOMAIN §2.2).
    """
    code = code.strip()
    if not code:
        return ""
    if len(code) > LONGEST_CODE:
        return _("Mã «{code}» dài hơn {n} ký tự (QĐ 20/2020/QĐ-TTg).").format(
            code=code, n=LONGEST_CODE
        )
    if _OLD_CODE.fullmatch(code) or _NEW_CODE.fullmatch(code):
        return ""
    return _("Mã «{code}» không theo mẫu 000.00.15.H51 hoặc H51.15. Kiểm tra lại.").format(
        code=code
    )


_KINDS_OF_OFFICES = ("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN")


@dataclass(frozen=True, slots=True)
class Office:
    """The facts of the own office that forms, stamps and numbers are made of."""

    code: str
    name: str
    short_name: str
    parent_name: str
    place: str
    notation: str
    """Abbreviation of the agency in ký hiệu, e.g. «UBND»."""
    address: str = ""
    email: str = ""

    @property
    def head(self) -> str:
        """The name as it stands over a printed sheet: capitals, the place on a line of its own, so
        that it keeps away from the head of the state (NĐ 30/2020, Phụ lục I, ô 1 and ô 2)."""
        name = self.name.upper()
        for kind in _KINDS_OF_OFFICES:
            if name.startswith(f"{kind} "):
                return f"{kind}\n{name[len(kind) + 1 :]}"
        return name

    @property
    def agency(self) -> Agency:
        """The office as others see it in packets and in the directory."""
        return Agency(self.code, self.name, self.email, self.parent_name)
