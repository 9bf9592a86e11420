"""Who issues documents at this desk: the office itself, HĐND beside UBND, bodies that use its seal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clerkdesk.domain.agencies import Office
from clerkdesk.domain.books import INCOMING_SERIES
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import nfc

SEAL = "seal"
"""Under this name the picture of the office's own seal is kept."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """One letterhead: its name, its abbreviation in ký hiệu, and whose seal it uses.

    A body that uses the agency's seal has a run of numbers of its own (NĐ 30/2020, Phụ lục I,
    II.3.a), as has an agency beside the office, such as HĐND: each series names its issuer.
    """

    issuer_id: str
    """Empty for the office itself; never changes, for series are found by it."""
    name: str
    """Cơ quan ban hành, as it is chosen in the form."""
    notation: str
    code: str = ""
    """Own mã định danh; empty = that of the office."""
    seal: str = SEAL
    """Under which the picture of the seal is kept; bodies share the office's."""
    incoming_series: str = INCOMING_SERIES
    """Sổ đến in which its mail is registered; one for the whole agency unless the office says."""


def main_issuer(office: Office) -> Issuer:
    """The office itself."""
    return Issuer("", office.name, office.notation)


def issuer_called(name: str, issuers: Sequence[Issuer]) -> Issuer:
    """The issuer that «Cơ quan ban hành» names; the office itself where it names no other."""
    wanted = _folded(name)
    return next((issuer for issuer in issuers if _folded(issuer.name) == wanted), issuers[0])


def issuer_signed(code_notation: str, issuers: Sequence[Issuer]) -> Issuer:
    """The issuer whose abbreviation stands in a ký hiệu («NQ-HĐND»); else the office itself."""
    groups = _folded(code_notation).rpartition("/")[2].split("-")
    return next((issuer for issuer in issuers if _folded(issuer.notation) in groups), issuers[0])


def issuer_problems(issuer: Issuer, others: Sequence[Issuer]) -> dict[str, str]:
    """What is wrong with an issuer beside `others`, by field name."""
    wrong: dict[str, str] = {}
    if not issuer.name.strip():
        wrong["name"] = _("Chưa nhập «Cơ quan ban hành».")
    elif any(_folded(other.name) == _folded(issuer.name) for other in others):
        wrong["name"] = _("Cơ quan này đã có trong danh sách.")
    if not issuer.notation.strip():
        wrong["notation"] = _("Chưa nhập chữ viết tắt trong ký hiệu.")
    elif any(sign in issuer.notation for sign in " /"):
        wrong["notation"] = _("Chữ viết tắt không có dấu cách và dấu «/».")
    elif any(other.notation.casefold() == issuer.notation.casefold() for other in others):
        wrong["notation"] = _("Chữ viết tắt này của cơ quan khác: số, ký hiệu sẽ trùng nhau.")
    return wrong


def unit_sign(unit: str, signs: Mapping[str, str]) -> str:
    """A unit as it stands in ký hiệu: what the office laid down, else its initials.

    Source: NĐ 30/2020, Phụ lục I, II.3.b (the head of the agency lays abbreviations down). Letters
    that are written already («VX») stay; only a name of several words is shortened («Văn phòng»).
    """
    wanted = _folded(unit)
    for name, sign in signs.items():
        if _folded(name) == wanted:
            return nfc(sign)
    words = nfc(unit).replace("/", " ").replace("-", " ").split()
    if len(words) < 2:
        return nfc(unit).strip()
    return "".join(word[0].upper() for word in words if word[0].isalnum())


def _folded(text: str) -> str:
    return " ".join(nfc(text).casefold().split())
