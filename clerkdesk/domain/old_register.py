"""A register that was kept before this program: its columns, and what one row of it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from clerkdesk.domain.books import Direction
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.fields import Field
from clerkdesk.domain.incoming import Assignment, Channel, IncomingEntry, Urgency
from clerkdesk.domain.numbering import parse_code
from clerkdesk.domain.old_numbers import with_suffix
from clerkdesk.domain.old_rows import LABELS, OldRules, RowReader
from clerkdesk.domain.outgoing import OutgoingEntry, Recipient
from clerkdesk.domain.register_fields import INCOMING, OUTGOING
from clerkdesk.domain.series import DocumentType
from clerkdesk.domain.table_cells import (
    Cell,
    is_formula,
    read_number,
)
from clerkdesk.domain.table_columns import Target
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.verdicts import SignatureResult
from clerkdesk.domain.vietnamese import fold

_OPENING = time(8, 0)
"""An old register has days only: times stand at the opening of that day."""
OTHER_TYPE = N_("Khác")
_LETTER_TYPE = N_("Công văn")


def _target(name: str, *headings: str, required: bool = False, label: str = "") -> Target:
    return Target(name, label or LABELS[name], headings, required)


_CODE = _target("code", "so ky hieu van ban", "so va ky hieu", "ky hieu", "so hieu", "so kh")
_CODE_NUMBER = Target("code_number", N_("Số (cột riêng)"), ("so vb", "so cv", "so cong van"))
_ISSUED = _target(
    "issued_date", "ngay thang van ban", "ngay van ban", "ngay ban hanh", "ngay ky", "ngay vb",
    "ngay thang nam", "ngay thang",
)  # fmt: skip
_TYPE = _target("doc_type", "loai van ban", "ten loai", "ten loai van ban", "hinh thuc", "loai vb")
_SUBJECT = _target(
    "subject", "ten loai va trich yeu noi dung", "trich yeu noi dung", "trich yeu", "noi dung",
    required=True,
)  # fmt: skip
_SIGNER = _target("signer_name", "nguoi ky", "ho ten nguoi ky")
_POSITION = _target("signer_position", "chuc vu", "chuc vu nguoi ky")
_FIELD = _target("field", "linh vuc")
_URGENCY = _target("urgency", "muc do khan", "do khan")
_SHEETS = _target("sheet_count", "so to", "so trang")
_NOTE = _target("note", "ghi chu")
_FORWARDED = Target("forwarded_on", N_("Ngày chuyển"), ("ngay chuyen", "ngay phat hanh"))

INCOMING_TARGETS = (
    _target(
        "arrival_number", "so den", "so vb den", "so van ban den", "so thu tu den", "so dang ky",
        required=True,
    ),
    _target(
        "arrival_date", "ngay den", "ngay thang den", "ngay nhan", "ngay vao so", "ngay tiep nhan",
        required=True,
    ),
    _target(
        "issuing_org", "tac gia", "co quan ban hanh", "noi ban hanh", "don vi ban hanh", "noi gui",
        "co quan gui", "don vi gui", "to chuc phat hanh", "noi phat hanh", "ten co quan",
        required=True,
    ),
    _CODE,
    _CODE_NUMBER,
    _ISSUED,
    _TYPE,
    _SUBJECT,
    Target(
        "to_person",
        N_("Đơn vị hoặc người nhận"),
        ("don vi hoac nguoi nhan", "nguoi nhan", "don vi nhan", "noi nhan", "nguoi xu ly"),
    ),
    _FORWARDED,
    _SIGNER,
    _POSITION,
    _FIELD,
    _URGENCY,
    _target("channel", "nguon den", "hinh thuc nhan"),
    _SHEETS,
    _target("due_date", "thoi han giai quyet", "han giai quyet", "thoi han", "han xu ly"),
    _target("storage_location", "noi luu", "luu tru", "ho so"),
    _NOTE,
)  # fmt: skip
"""Điều 10.1.b and the ten columns of NĐ 30/2020, Phụ lục IV."""

OUTGOING_TARGETS = (
    _target(
        "code", "so ky hieu van ban", "so va ky hieu", "so ky hieu", "ky hieu", "so hieu", "so kh",
        "so di", "so van ban", required=True,
    ),
    _CODE_NUMBER,
    _target(
        "issued_date", "ngay thang van ban", "ngay van ban", "ngay ban hanh", "ngay ky", "ngay vb",
        "ngay thang nam", "ngay thang", required=True, label=N_("Ngày ban hành"),
    ),
    _TYPE,
    _SUBJECT,
    _SIGNER,
    _POSITION,
    _target("recipients", "noi nhan van ban", "noi nhan", "noi gui den"),
    _target(
        "storage_location", "don vi nguoi nhan ban luu", "nguoi nhan ban luu", "noi luu", "luu",
    ),
    _target("copies", "so luong ban", "so ban", "so luong"),
    _FORWARDED,
    _target("drafting_unit", "bo phan soan thao", "don vi soan thao", "nguoi soan thao"),
    _FIELD,
    _URGENCY,
    _SHEETS,
    _NOTE,
)  # fmt: skip
"""Điều 11.1.d and the ten columns of NĐ 30/2020, Phụ lục IV."""

TARGETS = {Direction.INCOMING: INCOMING_TARGETS, Direction.OUTGOING: OUTGOING_TARGETS}


@dataclass(frozen=True, slots=True)
class OldIncoming:
    """One line of an old register of văn bản đến; `number` as `domain.old_numbers` keeps it."""

    year: int
    number: int
    entry: IncomingEntry
    to_person: str = ""
    forwarded_on: date | None = None

    def assignments(self, by: str) -> tuple[Assignment, ...]:
        """The forwarding that the line tells of."""
        if not self.to_person:
            return ()
        at = _at(self.forwarded_on or self.entry.arrival_date)
        return (Assignment(self.to_person, "", None, by, at),)


@dataclass(frozen=True, slots=True)
class OldOutgoing:
    """One line of an old register of văn bản đi."""

    year: int
    number: int
    code_number: str
    code_notation: str
    issued_date: date
    entry: OutgoingEntry
    issued_at: datetime


def read_incoming(cells: Mapping[str, Cell], rules: OldRules) -> OldIncoming | list[str]:
    """The line that `cells` (by field) are, or what is wrong with it."""
    row = RowReader(cells, rules)
    fields = {field.name: field for field in INCOMING}
    number = row.number("arrival_number")
    arrived = row.day("arrival_date", _(LABELS["arrival_date"]), required=True)
    issued = row.day("issued_date", _(LABELS["issued_date"]))
    if arrived and issued and issued > arrived:
        row.problems.append(_("«Ngày ban hành» sau «Ngày đến»."))
    printed = row.code(row.text(fields["code"]))
    doc_type, subject = _typed(row, fields, printed, rules)
    org = row.text(fields["issuing_org"])
    names = ("field", "signer_name", "signer_position", "storage_location", "note")
    rest = {name: row.text(fields[name]) for name in names}
    due = row.day("due_date", _(LABELS["due_date"]))
    forwarded = row.day("forwarded_on", _("Ngày chuyển"))
    sheets = row.count("sheet_count")
    urgency = row.choice(fields["urgency"], str(Urgency.NORMAL.value))
    channel = row.choice(fields["channel"], Channel.PAPER.value)
    if row.problems or number is None or arrived is None:
        return row.problems
    code = parse_code(printed)
    entry = IncomingEntry(
        arrival_date=arrived,
        received_at_actual=_at(arrived),
        received_at_legal=_at(arrived),
        issuing_org=org,
        doc_type=doc_type,
        subject=subject,
        channel=Channel(channel),
        signature_result=SignatureResult.PAPER,
        code_number=code.code_number if code else "",
        code_notation=code.code_notation if code else printed,
        issued_date=issued,
        urgency=Urgency(int(urgency)),
        sheet_count=sheets,
        due_date=due,
        field=rest["field"],
        signer_name=rest["signer_name"],
        signer_position=rest["signer_position"],
        storage_location=rest["storage_location"],
        note=rest["note"],
    )
    kept_number = with_suffix(*number)
    return OldIncoming(arrived.year, kept_number, entry, row.raw("to_person"), forwarded)


def read_outgoing(cells: Mapping[str, Cell], rules: OldRules) -> OldOutgoing | list[str]:
    """The line that `cells` (by field) are, or what is wrong with it."""
    row = RowReader(cells, rules)
    fields = {field.name: field for field in OUTGOING}
    printed = row.code(row.raw("code"))
    code = parse_code(printed)
    number: tuple[int, str] | None = None
    if not printed:
        row.problems.append(_("Chưa nhập «{label}».").format(label=_(LABELS["code"])))
    elif is_formula(cells.get("code")) or (code is None and not printed[:1].isdigit()):
        row.problems.append(_("«{text}» không có số ở đầu.").format(text=printed[:40]))
    else:
        try:
            number = read_number(code.code_number if code else printed)
        except ValueError:
            row.problems.append(_("«{text}» không phải số, ký hiệu.").format(text=printed[:40]))
    issued = row.day("issued_date", _("Ngày ban hành"), required=True)
    doc_type, subject = _typed(row, fields, printed, rules)
    names = ("signer_name", "signer_position", "field", "note", "drafting_unit", "storage_location")
    rest = {name: _optional(row, fields[name]) for name in names}
    recipients = tuple(
        Recipient(name, channel=Channel.PAPER) for name in _list_of(row.raw("recipients"))
    )
    issued_on = row.day("forwarded_on", _("Ngày chuyển"))
    copies, sheets = row.count("copies"), row.count("sheet_count")
    urgency = row.choice(fields["urgency"], str(Urgency.NORMAL.value))
    if row.problems or number is None or issued is None:
        return row.problems
    entry = OutgoingEntry(
        issuing_org_name=rules.office_name,
        doc_type=doc_type,
        subject=subject,
        drafting_unit=rest["drafting_unit"],
        signer_name=rest["signer_name"],
        signer_position=rest["signer_position"],
        recipients=recipients,
        register_date=issued,
        field=rest["field"],
        storage_location=rest["storage_location"],
        note=rest["note"],
        urgency=Urgency(int(urgency)),
        sheet_count=sheets,
        copies=copies,
    )
    return OldOutgoing(
        issued.year,
        number[0],
        code.code_number if code else printed,
        code.code_notation if code else "",
        issued,
        entry,
        _at(issued_on or issued),
    )


def split_type(text: str, doc_types: Sequence[DocumentType]) -> tuple[str, str]:
    """Tên loại and trích yếu of «Quyết định về việc …»; no type where it begins with none.

    The longest type that the text begins with counts; what is left loses its «: » or «- ».
    """
    folded = fold(text)
    for kind in sorted(doc_types, key=lambda kind: len(kind.name), reverse=True):
        name = fold(kind.name)
        if folded != name and folded.startswith(name) and not folded[len(name)].isalnum():
            rest = " ".join(text.split())[len(" ".join(kind.name.split())) :].lstrip(" :;.-–—")
            if rest:
                return kind.name, rest
    return "", text


def type_of_code(notation: str, doc_types: Sequence[DocumentType]) -> str:
    """The type that a ký hiệu names («2016/QĐ-UBND»), «Công văn» where it names none."""
    if not notation:
        return _(OTHER_TYPE)
    parts = {fold(part) for piece in notation.split("/") for part in piece.split("-")}
    for kind in doc_types:
        if kind.abbreviation and fold(kind.abbreviation) in parts:
            return kind.name
    return _(_LETTER_TYPE)


def _typed(
    row: RowReader, fields: Mapping[str, Field], printed: str, rules: OldRules
) -> tuple[str, str]:
    """Type and subject: of their own columns, else split, else the type that the code names."""
    subject = row.text(fields["subject"])
    doc_type = _optional(row, fields["doc_type"])
    if doc_type:
        return doc_type, subject
    doc_type, rest = split_type(subject, rules.doc_types)
    if doc_type:
        return doc_type, rest
    code = parse_code(printed)
    return type_of_code(code.code_notation if code else "", rules.doc_types), subject


def _optional(row: RowReader, field: Field) -> str:
    """A text that an old register may lack, whatever the form of today demands."""
    text = row.raw(field.name)
    if len(text) > field.max_length:
        words = _("«{label}» dài quá {limit} ký tự.")
        row.problems.append(words.format(label=_(field.label), limit=field.max_length))
    return text


def _list_of(text: str) -> list[str]:
    names = [part.strip(" .-–") for part in text.replace("\n", ";").split(";")]
    return list(dict.fromkeys(name for name in names if name))


def _at(day: date) -> datetime:
    return datetime.combine(day, _OPENING, VIETNAM_TIME)
