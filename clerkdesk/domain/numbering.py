"""Số, ký hiệu of a document: reading what is printed, and printing what was allotted."""

import re
from dataclasses import dataclass

from clerkdesk.domain.vietnamese import nfc, visible

# DOMAIN §1.4: number, optional letter, "/", optional year of a legal act, notation. Never upper-cased.
_NUMBER = re.compile(r"^\s*(\d+)([a-z]?)\s*$")
_PRINTED = re.compile(r"^\s*(\d+)\s*([a-zA-Z]?)\s*/\s*((?:\d{4}/)?[^\W_][\w&.\-]*)\s*$")


def print_number(number: int, suffix: str = "") -> str:
    """Print a number as on paper: below 10 with a leading zero.

    Source: NĐ 30/2020, Phụ lục I, mục II.3.

    Raises:
        ValueError: `number` is below 1.
    """
    if number < 1:
        raise ValueError(f"a document number starts at 1, got {number}")
    return f"{number:02d}{suffix}"


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """Số and ký hiệu as they stand on the page, e.g. «15» and «2016/QĐ-UBND»."""

    code_number: str
    code_notation: str

    def __str__(self) -> str:
        return "/".join(part for part in (self.code_number, self.code_notation) if part)


def parse_code(text: str) -> PrintedCode | None:
    """Split «15/2016/QĐ-UBND» at the first «/»; None where `text` has not that form.

    Marks that nobody sees, as they come along with a pasted text, are no part of it.
    """
    match = _PRINTED.match(visible(nfc(text)))
    if match is None:
        return None
    return PrintedCode(match[1] + match[2], match[3])


def split_number(code_number: str) -> tuple[int, str] | None:
    """«12a» as (12, «a»), «05» as (5, «»); None where it is no number of ours."""
    match = _NUMBER.match(nfc(code_number))
    return None if match is None else (int(match[1]), match[2])
