"""The form of a dossier as data: what the counter writes down of applicant and request."""

from collections.abc import Mapping
from dataclasses import fields

from clerkdesk.domain.dossiers import INTAKE_NAMES, DossierEntry, Intake
from clerkdesk.domain.fields import Field, Kind
from clerkdesk.domain.texts import N_
from clerkdesk.domain.vietnamese import nfc

_MORE = N_("THÔNG TIN KHÁC")

RESULT_WAYS = (
    N_("Nhận tại Bộ phận Một cửa"),
    N_("Qua dịch vụ bưu chính"),
    N_("Nhận bản điện tử"),
)
IDENTITY_WAYS = (
    N_("Tài khoản định danh VNeID"),
    N_("Chữ ký số trên tờ khai"),
    N_("Đối chiếu căn cước với dữ liệu dân cư"),
    N_("Gọi điện thoại cho người nộp"),
    N_("Người nộp xuất trình bản chính"),
)

_KINDS = {
    "citizen": N_("Công dân"),
    "company": N_("Doanh nghiệp"),
    "organisation": N_("Tổ chức"),
    "state": N_("Cơ quan nhà nước"),
}
_INTAKES: dict[str, str] = {intake.value: name for intake, name in INTAKE_NAMES.items()}

MAIN = (
    Field(
        "procedure",
        N_("Thủ tục (gõ mã hoặc vài chữ của tên)"),
        Kind.SUGGEST,
        required=True,
        max_length=600,
    ),
    Field("intake", N_("Cách nộp"), Kind.CHOICE, required=True, width=4, choices=_INTAKES),
    Field("online_code", N_("Mã trên Cổng DVC"), Kind.TEXT, max_length=60, width=4),
    Field("working_days", N_("Thời hạn (ngày LV)"), Kind.WHOLE_NUMBER, width=4),
    Field("applicant", N_("Người nộp"), Kind.TEXT, required=True, max_length=200, width=8),
    Field("applicant_kind", N_("Là"), Kind.CHOICE, width=4, choices=_KINDS),
    Field("phone", N_("Điện thoại"), Kind.TEXT, max_length=30, width=4),
    Field("address", N_("Địa chỉ"), Kind.TEXT, max_length=300, width=8),
)
"""Above the check list."""

MORE = (
    Field("identity_number", N_("Số định danh, mã số"), Kind.TEXT, max_length=30, group=_MORE, width=6),
    Field("email", N_("Thư điện tử"), Kind.TEXT, max_length=200, group=_MORE, width=6),
    Field("request", N_("Nội dung yêu cầu"), Kind.TEXT, group=_MORE),
    Field("unit", N_("Cơ quan, bộ phận giải quyết"), Kind.SUGGEST, max_length=200, group=_MORE, width=6),
    Field("result_way", N_("Nhận kết quả"), Kind.SUGGEST, max_length=200, group=_MORE, width=6),
    Field("fee", N_("Phí, lệ phí"), Kind.TEXT, max_length=200, group=_MORE, width=6),
    Field("sets", N_("Số bộ"), Kind.WHOLE_NUMBER, group=_MORE, width=6),
    Field("note", N_("Ghi chú"), Kind.TEXT, group=_MORE),
)  # fmt: skip
"""Under the check list: what the procedure fills in, and what is not always asked."""

ENTRY = MAIN + MORE
"""What is typed; the components stand in a table of their own."""


def entry_from(values: Mapping[str, object]) -> DossierEntry:
    """The entry of values that have no problem; «1.004946 Đăng ký khai sinh» is code and name."""
    code, _blank, name = nfc(str(values.get("procedure") or "")).strip().partition(" ")
    if not any(letter.isdigit() for letter in code):  # a procedure that is in no list yet
        code, name = "", f"{code} {name}".strip()
    days, sets = values.get("working_days"), values.get("sets")
    texts = {
        field.name: nfc(str(values.get(field.name) or "")).strip()
        for field in fields(DossierEntry)
        if field.name in _TYPED
    }
    return DossierEntry(
        **texts,
        procedure_code=code,
        procedure_name=name.strip() or code,
        working_days=days if isinstance(days, int) else 0,
        sets=sets if isinstance(sets, int) and sets > 0 else 1,
        intake=Intake(str(values.get("intake") or Intake.COUNTER)),
    )


def form_values(entry: DossierEntry) -> dict[str, object]:
    """The entry as its form shows it."""
    values = {name: getattr(entry, name) for name in (*_TYPED, "working_days", "sets")}
    return values | {
        "procedure": f"{entry.procedure_code} {entry.procedure_name}".strip(),
        "intake": entry.intake.value,
    }


_TYPED = frozenset(
    field.name for field in ENTRY if field.kind in (Kind.TEXT, Kind.SUGGEST)
) - {"procedure"} | {"applicant_kind"}  # fmt: skip
