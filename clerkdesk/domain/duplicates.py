"""When two incoming documents are one: the same packet, or the same số, ký hiệu, agency and year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.vietnamese import fold, nfc

_SHORT = (
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
    ("uy ban mat tran to quoc", "ubmttq"),
)
"""Agencies write themselves both ways; a packet says one, the printed page the other."""


@dataclass(frozen=True, slots=True)
class Identity:
    """By what a document is known again; `year` is that of issue, else of arrival."""

    code: PrintedCode
    issuing_org: str
    year: int

    def of(self, document: Incoming) -> bool:
        """Whether `document` is this one; a cancelled one is none."""
        entry = document.entry
        return (
            document.state is not IncomingState.CANCELLED
            and _bare(PrintedCode(entry.code_number, entry.code_notation)) == _bare(self.code)
            and _agency(entry.issuing_org) == _agency(self.issuing_org)
            and (entry.issued_date or entry.arrival_date).year == self.year
        )


def identity(
    code: PrintedCode | None, issuing_org: str, issued: date | None, arrived: date
) -> Identity | None:
    """The identity of a document; None where it has no number («không số») or no agency.

    Source: QĐ 15/2016/QĐ-UBND, Điều 10.1.b; số and ký hiệu start anew with every year.
    """
    if code is None or not code.code_number or not issuing_org.strip():
        return None
    return Identity(code, issuing_org, (issued or arrived).year)


def earliest(found: Iterable[Incoming], wanted: Identity) -> Incoming | None:
    """The one registered first of those that are `wanted`."""
    same = [document for document in found if wanted.of(document)]
    return min(same, key=lambda one: (one.year, one.arrival_number), default=None)


def spellings(code_number: str) -> tuple[str, ...]:
    """How «5» may stand in a register: with leading zeros or without."""
    bare = code_number.lstrip("0")
    return tuple(dict.fromkeys((code_number, bare, f"0{bare}", f"00{bare}")))


def same_notations(notation: str, known: Iterable[str]) -> list[str]:
    """Those of `known` that differ from `notation` in upper and lower case alone («qđ-ubnd»)."""
    wanted = nfc(notation).casefold()
    return [one for one in known if one.casefold() == wanted]


def _bare(code: PrintedCode) -> tuple[str, str]:
    return code.code_number.lstrip("0").casefold(), code.code_notation.casefold()


def _agency(name: str) -> str:
    folded = fold(name)
    for long, short in _SHORT:
        folded = folded.replace(long, short)
    return folded
