"""The fields of both registers (Điều 10.1.b and 11.1.d), each once."""

from collections.abc import Mapping
from datetime import date

from clerkdesk.domain.fields import Field, Kind, problems
from clerkdesk.domain.incoming import CHANNEL_NAMES, URGENCY_NAMES
from clerkdesk.domain.texts import N_, _

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
