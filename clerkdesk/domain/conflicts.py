"""A difference between desks that a person settles: both values, who wrote them and when, which stands.

Source: SYNC.md B.2 «Merge»: losers are never dropped, and the list of them must be emptied by people.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from clerkdesk.domain.correction_words import field_label
from clerkdesk.domain.incoming import CHANNEL_NAMES, URGENCY_NAMES, Channel, Urgency
from clerkdesk.domain.texts import N_, _


class ConflictKind(StrEnum):
    """What differs."""

    FIELD = "field"
    """One field has two values: either can stand."""
    NUMBER = "number"
    """Two documents have one number: numbers are never changed, people decide what is written."""
    HOLDER = "holder"
    """Two desks opened one book."""
    UNREAD = "unread"
    """A change could not be applied here."""


CONFLICT_KIND_NAMES = {
    ConflictKind.FIELD: N_("Hai giá trị"),
    ConflictKind.NUMBER: N_("Trùng số"),
    ConflictKind.HOLDER: N_("Hai máy giữ sổ"),
    ConflictKind.UNREAD: N_("Chưa áp dụng được"),
}
_NUMBERS = ("arrival_number", "outgoing_number", "number")


@dataclass(frozen=True, slots=True)
class Wrote:
    """A value, and who wrote it where and when; `at` None where nothing tells of it any more."""

    value: object
    by: str = ""
    device: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """One difference that waits for a person; `standing` is what the record holds now."""

    conflict_id: int
    entity: str
    key: str
    field: str
    title: str
    """What the record is called: number and notation, or its subject."""
    mine: Wrote
    theirs: Wrote
    standing: object = None

    @property
    def kind(self) -> ConflictKind:
        """What differs."""
        if self.field in _NUMBERS:
            return ConflictKind.NUMBER
        if self.field == "holder":
            return ConflictKind.HOLDER
        return ConflictKind.FIELD if self.field else ConflictKind.UNREAD

    @property
    def other(self) -> Wrote:
        """The value that does not stand."""
        return self.mine if self.theirs.value == self.standing else self.theirs

    @property
    def stands(self) -> Wrote:
        """The value that stands, with its author where it is one of the two."""
        for side in (self.theirs, self.mine):
            if side.value == self.standing:
                return side
        return Wrote(self.standing)

    @property
    def choosable(self) -> bool:
        """Whether the other value can be taken: only where both are values of one field."""
        return self.kind is ConflictKind.FIELD and self.other.value != self.standing


def conflict_field_label(entity: str, field: str) -> str:
    """What the clerk calls the field, small as within a sentence."""
    if entity == "setting":
        return _("thiết lập")
    try:
        return field_label(entity.partition(".")[0], field)
    except KeyError:
        return _(_OTHER_FIELDS.get(field, field))


_OTHER_FIELDS = {
    "name": N_("tên"),
    "email": N_("thư điện tử"),
    "attachments": N_("tệp đính kèm"),
    "recipients": N_("nơi nhận"),
    "issuing_org_name": N_("cơ quan ban hành"),
    "number": N_("số"),
    "arrival_number": N_("số đến"),
    "outgoing_number": N_("số văn bản"),
    "holder": N_("máy giữ sổ"),
    "": N_("thay đổi"),
}


def said(field: str, value: object) -> str:
    """A value as a person reads it; «(trống)» for none."""
    if value in (None, "", [], ()):
        return _("(trống)")
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if field == "urgency" and isinstance(value, int):
        return _(URGENCY_NAMES[Urgency(value)])
    if field == "channel" and isinstance(value, str) and value in set(Channel):
        return _(CHANNEL_NAMES[Channel(value)])
    if isinstance(value, str):
        return _day(value)
    if isinstance(value, list):
        return "; ".join(said(field, one) for one in value)
    if isinstance(value, Mapping):
        named = value.get("name") or value.get("title")
        return str(named) if named else "; ".join(f"{k}: {said('', v)}" for k, v in value.items())
    return str(value)


def _day(text: str) -> str:
    """A date of ISO 8601 as dd/MM/yyyy; any other text as it is."""
    year, _dash, rest = text.partition("-")
    month, _dash, day = rest.partition("-")
    if len(text) == 10 and year.isdigit() and month.isdigit() and day.isdigit():
        return f"{day}/{month}/{year}"
    return text


def settled_words(entity: str, values: Mapping[str, object]) -> str:
    """What the history of a record says of a settled difference."""
    settled = values["settled"]
    if not isinstance(settled, Mapping):
        raise TypeError("what was settled is an object")
    field, reason = str(settled["field"]), str(settled.get("reason", ""))
    label = conflict_field_label(entity, field)
    if settled["took"]:
        words = _("Lấy giá trị của máy khác cho {field}: {value}")
        return words.format(field=label, value=said(field, values[field]))
    words = _("Đã xem chỗ khác nhau giữa các máy ở {field}")
    return f"{words.format(field=label)}: {reason}" if reason else words.format(field=label)
