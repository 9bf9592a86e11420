"""How fields of a correction and their values are said: labels, dd/MM/yyyy, names of choices."""

from datetime import date

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.corrections import Correction
from clerkdesk.domain.fields import Field, Kind
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.register_fields import INCOMING, OUTGOING
from clerkdesk.domain.texts import N_, _

_CODE = Field("code", N_("Số, ký hiệu"), Kind.CODE, required=True, max_length=42, width=6)
_ISSUED = Field("issued_date", N_("Ngày ban hành"), Kind.DATE, required=True, width=6)


def register_field(entity: str, name: str) -> Field:
    """The field `name` of a register («» for either), as its forms know it.

    Raises:
        KeyError: no register has such a field.
    """
    own: tuple[Field, ...] = (_CODE, _ISSUED) if entity == "outgoing" else INCOMING
    fields: dict[str, Field] = {field.name: field for field in (*OUTGOING, *own)}
    return fields[name]


def field_label(entity: str, name: str) -> str:
    """What the clerk calls a field, small as within a sentence, e.g. «nơi lưu»."""
    label = _(register_field(entity, name).label)
    return label[:1].lower() + label[1:]


def said_value(name: str, text: str) -> str:
    """A value that a correction keeps, as people read it."""
    field = register_field("", name)
    if field.kind is Kind.DATE and text:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    if field.kind is Kind.CHOICE and field.choices:
        return _(field.choices.get(text, text))
    return text


def correction_note(document: Incoming | Outgoing) -> str:
    """What the register's «Ghi chú» says of corrections, e.g. «Sửa 22/11/26: gõ nhầm.»"""
    acts: dict[str, Correction] = {row.act_id: row for row in document.corrections}
    return " ".join(
        _("Sửa {day}: {reason}.").format(
            day=f"{row.at.astimezone(VIETNAM_TIME):%d/%m/%y}", reason=row.reason.rstrip(".")
        )
        for row in acts.values()
    )
