"""What a login and a password must be, and what first start asks about the office and its people."""

import re

from clerkdesk.domain.fields import Field, Kind
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.vietnamese import nfc

LEAST_PASSWORD = 8
"""Letters; length is what counts (NIST SP 800-63B, 3.1.1.2), so no letter classes are demanded."""
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")

OFFICE = (
    Field("name", N_("Tên đơn vị"), Kind.TEXT, required=True, max_length=200, width=7),
    Field("short_name", N_("Tên viết tắt"), Kind.TEXT, required=True, max_length=100, width=5),
    Field("parent_name", N_("Cơ quan cấp trên"), Kind.TEXT, required=True, max_length=200, width=7),
    Field("code", N_("Mã định danh"), Kind.TEXT, required=True, max_length=50, width=5),
    Field("place", N_("Địa danh ghi trên văn bản"), Kind.TEXT, required=True, width=7),
    Field(
        "notation",
        N_("Viết tắt trong ký hiệu"),
        Kind.TEXT,
        required=True,
        max_length=20,
        width=5,
    ),
    Field("address", N_("Địa chỉ"), Kind.TEXT, max_length=200, width=7),
    Field("email", N_("Thư điện tử công vụ"), Kind.TEXT, max_length=100, width=5),
)
"""The facts of `Office`, by its field names."""

ACCOUNT = (
    Field("full_name", N_("Họ và tên"), Kind.TEXT, required=True, max_length=50, width=6),
    Field("position", N_("Chức vụ"), Kind.TEXT, required=True, max_length=100, width=6),
    Field("login", N_("Tên đăng nhập"), Kind.TEXT, required=True, max_length=32, width=12),
)
"""The facts of `Person`; the password stands in boxes of its own."""


def login_problem(login: str) -> str | None:
    """What is wrong with a login name, or None; letters that every keyboard layout types alike."""
    if _LOGIN.fullmatch(login):
        return None
    return _("Tên đăng nhập gồm 2-32 chữ thường không dấu, chữ số, dấu «.», «_» hoặc «-».")


def password_problem(password: str) -> str | None:
    """What is wrong with a new password, or None."""
    if len(nfc(password)) < LEAST_PASSWORD:
        return _("Mật khẩu cần ít nhất {least} ký tự.").format(least=LEAST_PASSWORD)
    return None


def short_office_name(name: str) -> str:
    """The usual short form: «Ủy ban nhân dân xã Thạnh Mẫu» is «UBND xã Thạnh Mẫu»."""
    return re.sub(r"(?i)^(ủy|uỷ) ban nhân dân\b", "UBND", nfc(name).strip())


def typed_alike(typed: str, key: str) -> bool:
    """Whether a key was typed as it is printed; case, blanks, dashes and look-alikes do not matter."""

    def plain(text: str) -> str:
        letters = "".join(text.split()).upper()
        return letters.translate(str.maketrans("OIL", "011", "-–"))

    return plain(typed) == plain(key)
