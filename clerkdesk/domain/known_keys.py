"""Trust on first use: which key has signed under a name, and what another key under it means."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from clerkdesk.domain.clock import local_date
from clerkdesk.domain.texts import _
from clerkdesk.domain.verdicts import (
    CertificateState,
    Finding,
    Integrity,
    Revocation,
    SignatureReport,
)
from clerkdesk.domain.vietnamese import fold

OTHER_KEY, NEW_KEY = "same-name-other-key", "same-name-new-key"
_WHOLE = (Integrity.INTACT, Integrity.ALLOWED_CHANGES)


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key that has signed as `name` before; `key` is the SHA-256 of the public key."""

    name: str
    organisation: str
    key: str
    issuer: str
    first_at: datetime


def name_key(signer: str, organisation: str) -> str:
    """Under what a key is remembered: name and organisation without diacritics."""
    return f"{fold(signer)}|{fold(organisation)}"


def memorable(one: SignatureReport, known: Collection[KnownKey]) -> bool:
    """Whether the key is to be remembered: vouched for by a trusted authority, or the first of its
    name. A stranger's second key is not, so that the alarm is raised every time."""
    if not one.key or not one.signer or one.is_time_stamp or one.integrity not in _WHOLE:
        return False
    return _vouched(one) or not known


def other_key(one: SignatureReport, known: Collection[KnownKey]) -> Finding | None:
    """What to tell where another key has signed under this name before; None where all is well.

    A renewed certificate usually brings a new key: that is a note where a trusted authority vouches
    for it, an alarm where none does.
    """
    if (
        not one.key
        or one.is_time_stamp
        or not known
        or any(before.key == one.key for before in known)
    ):
        return None
    before = max(known, key=lambda each: each.first_at)
    facts = {
        "who": one.signer or one.organisation,
        "day": f"{local_date(before.first_at):%d/%m/%Y}",
        "issuer": before.issuer or _("không rõ"),
    }
    if _vouched(one):
        words = _(
            "«{who}» ký bằng chứng thư mới: trước đây dùng khóa khác (thấy lần đầu {day}, do {issuer} cấp). Thường là do gia hạn."
        )
        return Finding(NEW_KEY, words.format(**facts))
    words = _(
        "Cùng tên, khác khóa: trước đây «{who}» ký bằng khóa khác (thấy lần đầu {day}, do {issuer} cấp), và chứng thư lần này không do nơi được tin cậy cấp. Gọi lại cho bên gửi theo số đã biết trước khi nhận."
    )
    return Finding(OTHER_KEY, words.format(**facts))


def _vouched(one: SignatureReport) -> bool:
    return one.certificate is CertificateState.GOOD and one.revocation is not Revocation.REVOKED
