"""Registers as data: each field once; form, table, checks, export and print come from it."""

from collections.abc import Mapping, Sized
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clerkdesk.domain.incoming import CHANNEL_NAMES, URGENCY_NAMES
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.vietnamese import nfc


class Kind(StrEnum):
    """How a field is typed, shown and stored."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    WHOLE_NUMBER = "whole_number"
    CHOICE = "choice"
    SUGGEST = "suggest"
    """Free text with suggestions from a list of the office."""
    CODE = "code"
    """Số, ký hiệu as printed: «15/2016/QĐ-UBND», stored as code_number and code_notation."""
    RECIPIENTS = "recipients"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a register.

    `column` is the column of the statutory register form (NĐ 30 Phụ lục IV) where it is printed;
    `group` is the heading under which the form shows it; `width` is a share of the form's row of 12.
    """

    name: str
    label: str
    kind: Kind
    required: bool = False
    max_length: int = 500
    column: int = 0
    group: str = ""
    width: int = 12
    choices: Mapping[str, str] | None = None
    read_only: bool = False

    def problem(self, value: object) -> str | None:
        """A Vietnamese sentence about what is wrong with `value`, or None."""
        label = _(self.label)
        if value is None or (isinstance(value, Sized) and not value):
            return _("Chưa nhập «{label}».").format(label=label) if self.required else None
        match self.kind:
            case Kind.DATE:
                if not isinstance(value, date):
                    return _("«{label}» phải là ngày dạng 31/12/2026.").format(label=label)
            case Kind.WHOLE_NUMBER:
                if not isinstance(value, int) or value < 0:
                    return _("«{label}» phải là số nguyên không âm.").format(label=label)
            case Kind.CHOICE:
                if str(value) not in (self.choices or {}):
                    return _("«{label}» không có trong danh sách để chọn.").format(label=label)
            case Kind.RECIPIENTS:
                return None
            case _:
                if len(nfc(str(value))) > self.max_length:
                    return _("«{label}» dài quá {limit} ký tự.").format(
                        label=label, limit=self.max_length
                    )
                if not str(value).strip() and self.required:
                    return _("Chưa nhập «{label}».").format(label=label)
        return None


_IN_BOOK, _DOCUMENT, _HANDLING = N_("Vào sổ"), N_("Văn bản"), N_("Xử lý và lưu")
_URGENCY = {str(level.value): name for level, name in URGENCY_NAMES.items()}
_CHANNEL = {channel.value: name for channel, name in CHANNEL_NAMES.items()}

INCOMING = (
    Field(
        "arrival_number",
        N_("Số đến"),
        Kind.WHOLE_NUMBER,
        column=2,
        group=_IN_BOOK,
        width=4,
        read_only=True,
    ),
    Field(
        "arrival_date", N_("Ngày đến"), Kind.DATE, required=True, column=1, group=_IN_BOOK, width=4
    ),
    Field(
        "channel",
        N_("Nguồn đến"),
        Kind.CHOICE,
        required=True,
        group=_IN_BOOK,
        width=4,
        choices=_CHANNEL,
    ),
    Field(
        "issuing_org",
        N_("Cơ quan ban hành"),
        Kind.SUGGEST,
        required=True,
        max_length=200,
        column=3,
        group=_DOCUMENT,
        width=8,
    ),
    Field(
        "doc_type",
        N_("Loại văn bản"),
        Kind.SUGGEST,
        required=True,
        max_length=100,
        column=6,
        group=_DOCUMENT,
        width=4,
    ),
    Field("code", N_("Số, ký hiệu"), Kind.CODE, max_length=42, column=4, group=_DOCUMENT, width=4),
    Field("issued_date", N_("Ngày ban hành"), Kind.DATE, column=5, group=_DOCUMENT, width=4),
    Field("field", N_("Lĩnh vực"), Kind.SUGGEST, max_length=100, group=_DOCUMENT, width=4),
    Field(
        "subject",
        N_("Trích yếu nội dung"),
        Kind.LONG_TEXT,
        required=True,
        column=6,
        group=_DOCUMENT,
    ),
    Field("signer_name", N_("Người ký"), Kind.SUGGEST, max_length=50, group=_DOCUMENT, width=4),
    Field("signer_position", N_("Chức vụ"), Kind.SUGGEST, max_length=100, group=_DOCUMENT, width=8),
    Field(
        "urgency",
        N_("Mức độ khẩn"),
        Kind.CHOICE,
        required=True,
        group=_HANDLING,
        width=4,
        choices=_URGENCY,
    ),
    Field("sheet_count", N_("Số tờ"), Kind.WHOLE_NUMBER, group=_HANDLING, width=4),
    Field("due_date", N_("Thời hạn giải quyết"), Kind.DATE, group=_HANDLING, width=4),
    Field(
        "storage_location", N_("Nơi lưu"), Kind.SUGGEST, max_length=200, group=_HANDLING, width=6
    ),
    Field("note", N_("Ghi chú"), Kind.TEXT, column=10, group=_HANDLING, width=6),
)
"""Điều 10.1.b (attachments, the sixteenth, stand under the form; số and ký hiệu are one box)."""

OUTGOING = (
    Field(
        "doc_type",
        N_("Loại văn bản"),
        Kind.SUGGEST,
        required=True,
        max_length=100,
        column=3,
        group=_DOCUMENT,
        width=6,
    ),
    Field("field", N_("Lĩnh vực"), Kind.SUGGEST, max_length=100, group=_DOCUMENT, width=6),
    Field(
        "subject",
        N_("Trích yếu nội dung"),
        Kind.LONG_TEXT,
        required=True,
        column=3,
        group=_DOCUMENT,
    ),
    Field(
        "issuing_org_name",
        N_("Cơ quan ban hành"),
        Kind.SUGGEST,
        required=True,
        max_length=200,
        group=_DOCUMENT,
        width=6,
    ),
    Field(
        "drafting_unit",
        N_("Bộ phận soạn thảo"),
        Kind.SUGGEST,
        required=True,
        max_length=100,
        column=6,
        group=_DOCUMENT,
        width=6,
    ),
    Field(
        "signer_name",
        N_("Người ký"),
        Kind.SUGGEST,
        required=True,
        max_length=50,
        column=4,
        group=_DOCUMENT,
        width=4,
    ),
    Field(
        "signer_position",
        N_("Chức vụ"),
        Kind.SUGGEST,
        required=True,
        max_length=100,
        group=_DOCUMENT,
        width=5,
    ),
    Field("competence", N_("Thẩm quyền"), Kind.SUGGEST, max_length=20, group=_DOCUMENT, width=3),
    Field("recipients", N_("Nơi nhận"), Kind.RECIPIENTS, required=True, column=5, group=_HANDLING),
    Field("register_date", N_("Ngày đăng ký"), Kind.DATE, required=True, group=_HANDLING, width=4),
    Field(
        "urgency",
        N_("Mức độ khẩn"),
        Kind.CHOICE,
        required=True,
        group=_HANDLING,
        width=4,
        choices=_URGENCY,
    ),
    Field("due_date", N_("Hạn trả lời"), Kind.DATE, group=_HANDLING, width=4),
    Field("sheet_count", N_("Số tờ"), Kind.WHOLE_NUMBER, group=_HANDLING, width=3),
    Field("copies", N_("Số bản"), Kind.WHOLE_NUMBER, column=7, group=_HANDLING, width=3),
    Field(
        "storage_location",
        N_("Nơi lưu"),
        Kind.SUGGEST,
        required=True,
        max_length=200,
        column=6,
        group=_HANDLING,
        width=6,
    ),
    Field("note", N_("Ghi chú"), Kind.TEXT, column=10, group=_HANDLING),
)
"""Điều 11.1.d; number, ký hiệu and date of issue are allotted, attachments stand beside the form."""


def problems(fields: tuple[Field, ...], values: Mapping[str, object]) -> dict[str, str]:
    """Every field that is wrong, with its sentence."""
    found = {field.name: field.problem(values.get(field.name)) for field in fields}
    return {name: sentence for name, sentence in found.items() if sentence is not None}


def incoming_problems(values: Mapping[str, object], today: date) -> dict[str, str]:
    """As `problems`, with the checks between fields of an incoming document (DOMAIN §8.2 A)."""
    found = problems(INCOMING, values)
    arrival, issued, due = (values.get(n) for n in ("arrival_date", "issued_date", "due_date"))
    if isinstance(arrival, date):
        if arrival > today:
            found.setdefault("arrival_date", _("«Ngày đến» không được sau hôm nay."))
        if isinstance(issued, date) and issued > arrival:
            found.setdefault("issued_date", _("«Ngày ban hành» không được sau «Ngày đến»."))
        if isinstance(due, date) and due < arrival:
            found.setdefault("due_date", _("«Thời hạn giải quyết» không được trước «Ngày đến»."))
    return found
