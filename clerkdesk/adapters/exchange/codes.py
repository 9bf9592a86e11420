"""Số, ký hiệu and identifiers as packets write them: in two parts, in one, or one inside the other."""

import re
from dataclasses import dataclass
from datetime import date

from clerkdesk.adapters.exchange import dates
from clerkdesk.domain.numbering import PrintedCode

_NAMED = re.compile(r"([^,]+),\s*([\d/.-]+)\s*,\s*(.+)")


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """What an identifier of the norm says: «OrganId,yyyy/MM/dd,số/ký hiệu» (DOMAIN §2.3)."""

    organ_code: str
    issued: date | None
    code: PrintedCode


def named_in(identifier: str) -> NamedDocument | None:
    """The document that `identifier` describes; None where it is a UUID or another's own number."""
    found = _NAMED.fullmatch(identifier.strip())
    if found is None:
        return None
    return NamedDocument(found[1].strip(), dates.read_date(found[2]), split_code(found[3]))


def split_code(code: str) -> PrintedCode:
    """«27/BC-UBND» in its two parts; what has no «/» is a number where it has digits alone."""
    number, slash, notation = code.partition("/")
    if slash:
        return PrintedCode(number.strip(), notation.strip())
    return (
        PrintedCode(code.strip(), "") if code.strip().isdecimal() else PrintedCode("", code.strip())
    )


def joined_parts(number: str, notation: str) -> PrintedCode:
    """Số and ký hiệu where a builder wrote the whole code into one of them, or into both."""
    notation = notation.lstrip("/ ")
    head, slash, tail = number.partition("/")
    if slash and (not notation or tail.strip() == notation):
        return PrintedCode(head.strip(), tail.strip())
    if slash and number == notation:
        return split_code(number)
    if number and notation.startswith(f"{number}/"):
        return PrintedCode(number, notation[len(number) + 1 :].strip())
    if not number and "/" in notation and notation[:1].isdecimal():
        return split_code(notation)
    return PrintedCode(number, notation)
