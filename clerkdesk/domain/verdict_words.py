"""A signature check in words: for the screen, the printed sheet, and old beside new."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.registry_checks import weight_of
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.trust import TRUST_LIST_NAMES, CrlFacts, TrustList
from clerkdesk.domain.verdicts import (
    LEGAL_CLASS_NAMES,
    SIGNATURE_RESULT_NAMES,
    CertificateState,
    Finding,
    Integrity,
    Revocation,
    SignatureCheck,
    SignatureReport,
    SignatureResult,
    Weight,
)

INTEGRITY_NAMES = {
    Integrity.INTACT: N_("nguyên vẹn"),
    Integrity.ALLOWED_CHANGES: N_("có bổ sung được phép"),
    Integrity.CHANGED: N_("bị thay đổi"),
    Integrity.BROKEN: N_("hỏng"),
    Integrity.UNSIGNED: N_("không có chữ ký"),
    Integrity.UNREADABLE: N_("không đọc được"),
}
CERTIFICATE_NAMES = {
    CertificateState.GOOD: N_("tốt"),
    CertificateState.EXPIRED: N_("hết hạn"),
    CertificateState.NOT_YET: N_("chưa có hiệu lực"),
    CertificateState.UNTRUSTED: N_("không thuộc nguồn tin cậy"),
    CertificateState.WEAK: N_("thuật toán yếu"),
    CertificateState.WRONG_USE: N_("sai mục đích sử dụng"),
    CertificateState.UNKNOWN: N_("chưa xác định"),
}
REVOCATION_NAMES = {
    Revocation.GOOD: N_("không bị thu hồi"),
    Revocation.REVOKED: N_("đã bị thu hồi"),
    Revocation.UNKNOWN: N_("chưa kiểm tra được"),
}
_KINDS = {True: N_("cơ quan, tổ chức"), False: N_("cá nhân")}
_TIME_STAMP = N_("dấu thời gian trên cả văn bản")


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of a check, of the last one and of the one before."""

    name: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether the two checks differ in it."""
        return self.before != self.after


def beside(before: SignatureCheck | None, after: SignatureCheck) -> Sequence[Row]:
    """The check, and the one before it in the middle column; empty there where it is the first."""
    facts = list(_facts(after))
    former = dict(_facts(before)) if before is not None else {}
    return [Row(name, former.get(name, ""), said) for name, said in facts]


def _facts(check: SignatureCheck) -> Iterator[tuple[str, str]]:
    yield _("Kết luận"), _(SIGNATURE_RESULT_NAMES[check.result])
    yield _("Nội dung"), _(INTEGRITY_NAMES[check.integrity])
    yield _("Chứng thư"), _(CERTIFICATE_NAMES[check.certificate])
    yield _("Thu hồi"), revocation_words(check)
    yield _("Giá trị"), legal_words(check)
    yield _("Kiểm tra lúc"), moment_words(check.checked_at)
    yield _("Danh sách tin cậy"), check.trust_bundle or _("không có")
    yield _("Chương trình"), check.program or _("không ghi")


def legal_words(check: SignatureCheck) -> str:
    """What the signatures make of the document; only what was found valid counts (NĐ 30, Điều 5)."""
    if check.result not in (SignatureResult.VALID, SignatureResult.UNSIGNED):
        return _("Chưa xác định")
    return _(LEGAL_CLASS_NAMES[check.legal_class])


def revocation_words(check: SignatureCheck) -> str:
    """The state, with the days of the revocation lists that it was judged by."""
    said = _(REVOCATION_NAMES[check.revocation])
    if not check.crls:
        return said
    made = ", ".join(dict.fromkeys(_day(one.this_update) for one in check.crls))
    return _("{said}, theo danh sách thu hồi lập {made}").format(said=said, made=made)


def signature_words(number: int, one: SignatureReport) -> str:
    """One signature in one paragraph."""
    proof = _("có dấu thời gian") if one.time_stamped else _("thời gian do máy ký khai báo")
    parts = [
        _("{number}. {who} ({kind})").format(
            number=number,
            who=one.signer or one.organisation or _("không rõ người ký"),
            kind=_(_TIME_STAMP if one.is_time_stamp else _KINDS[one.is_organisation]),
        )
    ]
    where = ", ".join(part for part in (one.unit, one.organisation) if part and part != one.signer)
    parts += [where] if where else []
    parts.append(
        _("ký lúc {when} ({proof})").format(
            when=moment_words(one.signed_at) or _("không rõ"), proof=proof
        )
    )
    issuer = one.issuer or _("không rõ")
    if one.trust_list:
        issuer += f" – {_(TRUST_LIST_NAMES[TrustList(one.trust_list)]).lower()}"
    parts.append(_("chứng thư do {issuer} cấp").format(issuer=issuer))
    if one.serial:
        parts.append(_("số {serial}").format(serial=one.serial.upper()))
    if one.not_before and one.not_after:
        parts.append(f"{_day(one.not_before)}–{_day(one.not_after)}")
    return "; ".join(parts)


def crl_words(one: CrlFacts) -> str:
    """A revocation list by its authority and its days."""
    words = _("{issuer}: lập {made}, dùng đến {until}")
    return words.format(
        issuer=one.issuer,
        made=moment_words(one.this_update),
        until=moment_words(one.next_update) or "—",
    )


def all_findings(check: SignatureCheck) -> Sequence[Finding]:
    """What the registry found, then what the file itself shows."""
    return (*check.registry, *check.findings)


def finding_sign(finding: Finding) -> str:
    """«⚠ » before what the registry found grave: another agency, number or key."""
    return "⚠ " if weight_of(finding) >= Weight.DOUBT else ""


def moment_words(moment: datetime | None) -> str:
    """A moment in Viet Nam; empty for none."""
    return f"{moment.astimezone(VIETNAM_TIME):%d/%m/%Y %H:%M:%S}" if moment else ""


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(VIETNAM_TIME):%d/%m/%Y}"
