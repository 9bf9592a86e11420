"""A register's field as data: name, label, kind, rule; forms, checks and prints come from it."""

from collections.abc import Mapping, Sized
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clerkdesk.domain.outgoing import Recipient
from clerkdesk.domain.recipients import recipients_problem
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import nfc, visible

LARGEST_COUNT = 999_999
"""No document has more pages or copies; what is typed beyond it is a slip."""


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
    NAMES = "names"
    """People, units and groups of the office in one line, commas between them."""


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
                if value > LARGEST_COUNT:
                    return _("«{label}» lớn quá {limit}.").format(
                        label=label, limit=f"{LARGEST_COUNT:,}".replace(",", ".")
                    )
            case Kind.CHOICE:
                if str(value) not in (self.choices or {}):
                    return _("«{label}» không có trong danh sách để chọn.").format(label=label)
            case Kind.RECIPIENTS:
                places = value if isinstance(value, tuple) else ()
                wrong = recipients_problem([p for p in places if isinstance(p, Recipient)])
                return wrong or None
            case _:
                if len(nfc(str(value))) > self.max_length:
                    return _("«{label}» dài quá {limit} ký tự.").format(
                        label=label, limit=self.max_length
                    )
                if not visible(str(value)).strip() and self.required:
                    return _("Chưa nhập «{label}».").format(label=label)
        return None


def problems(fields: tuple[Field, ...], values: Mapping[str, object]) -> dict[str, str]:
    """Every field that is wrong, with its sentence."""
    found = {field.name: field.problem(values.get(field.name)) for field in fields}
    return {name: sentence for name, sentence in found.items() if sentence is not None}
