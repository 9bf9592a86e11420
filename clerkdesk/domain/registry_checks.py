"""What only a registry can check of a signature: whose letterhead, whose packet, which number and day.

Mathematics says that the holder of a certificate signed these bytes. It does not say that the holder is
the agency whose name stands on top, nor that the packet's number is the page's. None of these findings
stops the clerk; the grave ones take the green away.

Source: QĐ 15/2016/QĐ-UBND, Điều 4.1.c, 10.1.a (tính xác thực); NĐ 30/2020, Điều 21.1; DOMAIN §3.2 (4).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clerkdesk.domain.known_keys import NEW_KEY, OTHER_KEY
from clerkdesk.domain.packet_seals import (
    PACKET_WEIGHTS,
    UNSEALED,
    PacketSeal,
    seal_findings,
)
from clerkdesk.domain.texts import _
from clerkdesk.domain.trust import TrustList
from clerkdesk.domain.verdicts import (
    Finding,
    Integrity,
    SignatureCheck,
    SignatureReport,
    Verdict,
    Weight,
)
from clerkdesk.domain.vietnamese import fold

NOT_THE_AGENCY = "seal-of-other-agency"
PERSON_ELSEWHERE = "person-of-other-agency"
SENT_BY_OTHER = "sent-by-other-agency"
SECOND_SEAL = "second-seal"
NUMBER_DIFFERS, NUMBER_MAY_DIFFER = "number-not-packet", "number-read-otherwise"
DATE_DIFFERS, DATE_MAY_DIFFER = "date-not-packet", "date-read-otherwise"
CODE_DIFFERS = "identifier-not-sender"
PUBLIC_CERTIFICATE = "public-certificate"

WEIGHTS = {
    NOT_THE_AGENCY: Weight.DOUBT,
    PERSON_ELSEWHERE: Weight.NOTE,
    SENT_BY_OTHER: Weight.NOTE,
    SECOND_SEAL: Weight.NOTE,
    NUMBER_DIFFERS: Weight.DOUBT,
    NUMBER_MAY_DIFFER: Weight.NOTE,
    DATE_DIFFERS: Weight.DOUBT,
    DATE_MAY_DIFFER: Weight.NOTE,
    CODE_DIFFERS: Weight.NOTE,
    PUBLIC_CERTIFICATE: Weight.NOTE,
    OTHER_KEY: Weight.DOUBT,
    NEW_KEY: Weight.NOTE,
    **PACKET_WEIGHTS,
}
"""What each of these findings weighs."""

_ABBREVIATIONS = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "ubmttq": "uy ban mat tran to quoc",
    "vp": "van phong",
    "tp": "thanh pho",
    "tx": "thi xa",
    "gd&dt": "giao duc va dao tao",
    "gddt": "giao duc va dao tao",
    "khcn": "khoa hoc va cong nghe",
    "kh&cn": "khoa hoc va cong nghe",
    "p": "phuong",
    "q": "quan",
    "h": "huyen",
}
_GENERIC = frozenset(
    [
        "uy",
        "ban",
        "nhan",
        "dan",
        "hoi",
        "dong",
        "van",
        "phong",
        "so",
        "phong",
        "ban",
        "tinh",
        "thanh",
        "pho",
        "huyen",
        "quan",
        "xa",
        "phuong",
        "thi",
        "tran",
        "cua",
        "va",
        "co",
        "quan",
        "trung",
        "uong",
        "viet",
        "nam",
        "chxhcn",
        "cong",
        "hoa",
    ]
)
_LEVELS = frozenset(
    ["tinh", "thanh", "huyen", "quan", "thi", "xa", "phuong", "dac", "truc", "thuoc"]
)
"""With these goes on what an agency is part of: «Sở Y tế» + «tỉnh Sóc Trăng», not «xã An» + «Bình»."""
_WORDS = re.compile(r"[a-z0-9&]+")
_STATE_CODE = re.compile(r"\b[a-k]\d{2}(?:\.\d+)+\b|\b\d{3}\.\d{2}\.\d{2}\.[a-k]\d{2}\b")
_GREEN = (Integrity.INTACT, Integrity.ALLOWED_CHANGES)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the registry knows of a document beside its signatures; empty = not known.

    `letterhead` and `sender` are every name of the agency, today's and former ones; `surely` says that
    number and day on the page were read without doubt.
    """

    letterhead: tuple[str, ...] = ()
    sender: tuple[str, ...] = ()
    sender_code: str = ""
    page_code: str = ""
    packet_code: str = ""
    page_date: date | None = None
    packet_date: date | None = None
    surely: bool = False
    packet_seal: PacketSeal = UNSEALED


def registry_findings(signatures: Sequence[SignatureReport], seen: Seen) -> tuple[Finding, ...]:
    """What is odd between the signatures and everything else that is known; the gravest first."""
    found: list[Finding] = []
    signers = [
        one
        for one in signatures
        if one.signer and not one.is_time_stamp and one.integrity in _GREEN
    ]
    agency = seen.letterhead or seen.sender
    sealed = any(one.is_organisation and _is_of(one, agency) for one in signers)
    for one in signers:
        found += _of_agency(one, seen, sealed=sealed)
        if one.trust_list == TrustList.PUBLIC and one.is_organisation:
            words = _(
                "«{who}» ký bằng chứng thư công cộng, không phải chứng thư chuyên dùng công vụ."
            )
            found.append(Finding(PUBLIC_CERTIFICATE, words.format(who=_who(one))))
    found += _of_packet(seen)
    found += packet_findings(seen)
    unique = {(one.code, one.text): one for one in found}
    return tuple(sorted(unique.values(), key=lambda one: -weight_of(one)))


def packet_findings(seen: Seen) -> Sequence[Finding]:
    """What the packet's own signature says, held against the sender that the packet names."""
    signer = seen.packet_seal.signer
    whose = signer is None or not seen.sender or _is_of(signer, seen.sender)
    sender = seen.sender[0] if seen.sender else ""
    return seal_findings(seen.packet_seal, from_sender=whose, sender=sender)


def weight_of(finding: Finding) -> Weight:
    """What one of these findings weighs."""
    return WEIGHTS.get(finding.code, Weight.NOTE)


def with_registry(check: SignatureCheck, findings: Iterable[Finding]) -> SignatureCheck:
    """The check with what the registry found; a grave finding takes the green away, nothing more."""
    told = tuple(sorted(findings, key=lambda one: -weight_of(one)))
    verdict = check.verdict
    if verdict is Verdict.VALID and any(weight_of(one) >= Weight.DOUBT for one in told):
        verdict = Verdict.INDETERMINATE
    return replace(check, verdict=verdict, registry=told)


def same_agency(one: str, other: str) -> bool:
    """Whether two names mean one agency: abbreviations spelled out, marks and case set aside; the
    shorter may leave out what it is part of («Sở Y tế», «Sở Y tế tỉnh Sóc Trăng»)."""
    shorter, longer = sorted((_spelled(one), _spelled(other)), key=len)
    if not shorter:
        return False
    if shorter == longer:
        return True
    if not set(shorter) - _GENERIC:
        return False
    return longer[: len(shorter)] == shorter and longer[len(shorter)] in _LEVELS


def _of_agency(one: SignatureReport, seen: Seen, *, sealed: bool) -> Iterable[Finding]:
    """`sealed`: another seal on the document is its agency's."""
    # The letterhead decides where it is known: an office may send what another agency has issued, but
    # the sender's own seal proves nothing about somebody else's letterhead.
    asked = seen.letterhead or seen.sender
    if asked and not _is_of(one, asked):
        facts = {"who": _who(one), "said": ", ".join(_names(one)), "agency": asked[0]}
        if not one.is_organisation:
            words = _(
                "Chứng thư của «{who}» ghi cơ quan «{said}», văn bản mang tên «{agency}». Xem người ký có thuộc cơ quan này không."
            )
            yield Finding(PERSON_ELSEWHERE, words.format(**facts))
        elif sealed:
            words = _("Ngoài con dấu số của «{agency}» còn con dấu số của «{who}».")
            yield Finding(SECOND_SEAL, words.format(**facts))
        else:
            words = _(
                "Con dấu số là của «{who}», nhưng văn bản mang tên «{agency}». Gọi lại cho nơi gửi trước khi nhận."
            )
            yield Finding(NOT_THE_AGENCY, words.format(**facts))
    elif (
        one.is_organisation
        and seen.letterhead
        and seen.sender
        and not _is_of(one, seen.sender)
        and not _any(seen.letterhead, seen.sender)
    ):
        words = _("Con dấu số là của cơ quan ban hành, nhưng gói tin do «{sender}» gửi.")
        yield Finding(SENT_BY_OTHER, words.format(sender=seen.sender[0]))
    codes = _STATE_CODE.findall(fold(one.identifier))
    wanted = fold(seen.sender_code)
    if codes and wanted and one.is_organisation and wanted not in codes:
        words = _("Mã định danh trong chứng thư là «{mine}», mã của nơi gửi là «{theirs}».")
        yield Finding(CODE_DIFFERS, words.format(mine=one.identifier, theirs=seen.sender_code))


def _names(one: SignatureReport) -> list[str]:
    """The agency in a certificate: a seal's own name, its unit, what it is part of."""
    own = (one.signer,) if one.is_organisation else ()
    return [name for name in (*own, one.unit, one.organisation) if name]


def _is_of(one: SignatureReport, agency: Iterable[str]) -> bool:
    """Whether a certificate names the agency; one that names no agency at all accuses nobody."""
    said = _names(one)
    return not said or _any(said, agency)


def _of_packet(seen: Seen) -> Iterable[Finding]:
    page, packet = _code(seen.page_code), _code(seen.packet_code)
    if page and packet and page != packet:
        words = _("Trên trang ghi số «{page}», gói tin ghi «{packet}».")
        yield Finding(
            NUMBER_DIFFERS if seen.surely else NUMBER_MAY_DIFFER,
            words.format(page=seen.page_code, packet=seen.packet_code),
        )
    if seen.page_date and seen.packet_date and seen.page_date != seen.packet_date:
        words = _("Trên trang ghi ngày {page}, gói tin ghi ngày {packet}.")
        yield Finding(
            DATE_DIFFERS if seen.surely else DATE_MAY_DIFFER,
            words.format(page=f"{seen.page_date:%d/%m/%Y}", packet=f"{seen.packet_date:%d/%m/%Y}"),
        )


def _any(said: Iterable[str], names: Iterable[str]) -> bool:
    names = tuple(names)
    return any(same_agency(mine, theirs) for mine in said for theirs in names)


def _who(one: SignatureReport) -> str:
    return one.signer or one.organisation


def _code(code: str) -> str:
    """Số, ký hiệu as it is compared: without spaces, marks and leading zeros."""
    return re.sub(r"\s+", "", fold(code)).lstrip("0")


def _spelled(name: str) -> list[str]:
    words: list[str] = []
    for word in _WORDS.findall(fold(name)):
        words += _ABBREVIATIONS.get(word, word).split()
    return words
