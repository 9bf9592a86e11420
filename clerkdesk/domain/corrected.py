"""What a correction act makes of an entry, and how the entry read before it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum
from typing import TypeVar

from clerkdesk.domain.corrections import (
    INCOMING_LEGAL,
    INCOMING_ORDINARY,
    OUTGOING_LEGAL,
    OUTGOING_ORDINARY,
    Correction,
)
from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.incoming import Incoming, IncomingEntry
from clerkdesk.domain.numbering import parse_code, print_number
from clerkdesk.domain.outgoing import Outgoing, OutgoingEntry
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import nfc

D = TypeVar("D", Incoming, Outgoing)

_WHOLE = frozenset({"urgency", "sheet_count", "copies"})
_MAY_BE_NONE = frozenset({"issued_date", "due_date", "sheet_count", "copies"})
_OF_DOCUMENT = frozenset({"code_number", "code_notation", "issued_date"})
"""Of an outgoing document these stand beside the entry, not in it."""


def as_text(value: object) -> str:
    """A field's value as a correction keeps it: dates ISO 8601, choices by key, nothing as «»."""
    match value:
        case None:
            return ""
        case Enum():
            return str(value.value)
        case date():
            return value.isoformat()
    return nfc(str(value)).strip()


def text_of(document: Incoming | Outgoing, name: str) -> str:
    """What stands in field `name` now, as a correction keeps it."""
    if name == "code":
        return document.code
    if isinstance(document, Outgoing) and name in _OF_DOCUMENT:
        return as_text(getattr(document, name))
    return as_text(getattr(document.entry, name))


def different(
    document: Incoming | Outgoing, values: Mapping[str, object], names: Sequence[str]
) -> dict[str, str]:
    """Of `names`, those whose typed value is not what stands in the entry, with the new text."""
    typed = {name: as_text(values[name]) for name in names if name in values}
    return {name: text for name, text in typed.items() if text != text_of(document, name)}


def with_texts(document: D, changes: Mapping[str, str]) -> D:
    """The document with these field texts.

    Raises:
        InvalidEntry: the number, or the year of the book, would change with them.
        ValueError: a text is no value of its field.
    """
    if isinstance(document, Incoming):
        return with_incoming_texts(document, changes)
    return with_outgoing_texts(document, changes)


def with_incoming_texts(document: Incoming, changes: Mapping[str, str]) -> Incoming:
    """As `with_texts`."""
    plain = _plain(changes)
    arrival = plain.get("arrival_date")
    if arrival is not None and not str(arrival).startswith(f"{document.year}-"):
        raise InvalidEntry(
            {"arrival_date": _("Số đến thuộc sổ năm {year}.").format(year=document.year)}
        )
    entry = from_plain(IncomingEntry, plain_fields(document.entry) | plain)
    return replace(document, entry=entry)


def with_outgoing_texts(document: Outgoing, changes: Mapping[str, str]) -> Outgoing:
    """As `with_texts`."""
    plain = _plain(changes)
    number, issued = plain.get("code_number"), plain.get("issued_date")
    if number is not None and str(number).lstrip("0") != document.code_number.lstrip("0"):
        raise InvalidEntry({"code": _("Số đã cấp thì không sửa được, chỉ sửa ký hiệu.")})
    if "issued_date" in plain and not str(issued).startswith(f"{document.year}-"):
        raise InvalidEntry(
            {"issued_date": _("Số đã cấp thuộc sổ năm {year}.").format(year=document.year)}
        )
    own = {name: plain.pop(name) for name in _OF_DOCUMENT & set(plain)}
    entry = from_plain(OutgoingEntry, plain_fields(document.entry) | plain)
    changed = replace(document, entry=entry)
    if "code_notation" in own:
        changed = replace(changed, code_notation=str(own["code_notation"]))
    if issued is not None:
        changed = replace(changed, issued_date=date.fromisoformat(str(issued)))
    return changed


def corrections_of(
    document: Incoming | Outgoing, changes: Mapping[str, str], act: Correction
) -> tuple[Correction, ...]:
    """One row a field of the act; `act` names id, reason, person and time."""
    return tuple(
        replace(act, field=name, old=text_of(document, name), new=nfc(new))
        for name, new in changes.items()
    )


def in_order(corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """Oldest first, alike on every desk."""
    return tuple(sorted(corrections, key=lambda c: (c.at, c.act_id, c.field)))


def earlier_readings(document: D) -> list[D]:
    """How the entry read before each correction act, oldest first."""
    readings: list[D] = []
    reading = document
    acts = list(dict.fromkeys(c.act_id for c in in_order(document.corrections)))
    for act_id in reversed(acts):
        undone = {c.field: c.old for c in document.corrections if c.act_id == act_id}
        reading = with_texts(reading, undone)
        readings.insert(0, reading)
    return readings


def as_issued(document: Outgoing) -> Outgoing:
    """How the entry read when the document left; it is known outside under that số, ký hiệu."""
    reading = document
    for row in reversed(document.corrections):
        if document.issued_at is not None and row.at > document.issued_at:
            reading = with_outgoing_texts(reading, {row.field: row.old})
    return reading


def legal_fields(document: Incoming | Outgoing) -> tuple[str, ...]:
    """Fields that only a correction act changes."""
    return INCOMING_LEGAL if isinstance(document, Incoming) else OUTGOING_LEGAL


def ordinary_fields(document: Incoming | Outgoing) -> tuple[str, ...]:
    """Fields that are edited like any note."""
    return INCOMING_ORDINARY if isinstance(document, Incoming) else OUTGOING_ORDINARY


def _plain(changes: Mapping[str, str]) -> dict[str, object]:
    """Field texts as JSON values, «code» as its two parts."""
    plain: dict[str, object] = {}
    for name, text in changes.items():
        if name == "code":
            code = parse_code(text)
            plain["code_number"] = code.code_number if code else ""
            plain["code_notation"] = code.code_notation if code else text
        elif not text and name in _MAY_BE_NONE:
            plain[name] = None
        else:
            plain[name] = int(text) if name in _WHOLE else to_plain(text)
    return plain


def passing_reason(document: Outgoing, carriers: Sequence[Outgoing]) -> str:
    """Why the number of `document` is passed over in its series: other entries carry its số, ký hiệu
    since they were corrected. Empty where nobody carries it, or somebody had it from the beginning.

    Source: NĐ 30/2020, Điều 15.1 (số, ký hiệu is unique in an agency and year); an entry that was
    registered is never renumbered, so the series gives way.
    """
    if not carriers or not all(
        any(row.field == "code" for row in carrier.corrections) for carrier in carriers
    ):
        return ""
    words = _(
        "Bỏ qua: số, ký hiệu {code} đã thuộc văn bản số {number} của loạt «{series}» sau khi đính chính"
    )
    carrier = carriers[0]
    number = print_number(carrier.outgoing_number or 0)
    return words.format(code=document.code, number=number, series=carrier.series)
