"""Number series of outgoing documents: which types share one, and how ký hiệu is composed."""

from collections.abc import Sequence
from dataclasses import dataclass

from clerkdesk.domain.numbering import PrintedCode, print_number


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A row of the document type list (`formtypes.csv` and what the office adds)."""

    name: str
    abbreviation: str
    edxml_type: int | None = None


def notation_speaks_for(notation: str, types: Sequence[DocumentType]) -> DocumentType | None:
    """The type whose abbreviation begins a ký hiệu («QĐ-UBND», «2026/NQ-HĐND»).

    None where it begins with an agency's letters, as a công văn's does, so that no type is denied.
    Source: NĐ 30/2020/NĐ-CP, Phụ lục I, II.3 and Phụ lục III, mục I.
    """
    first = notation.rsplit("/", 1)[-1].split("-", maxsplit=1)[0].casefold()
    if "-" not in notation:
        return None
    return next((item for item in types if first and item.abbreviation.casefold() == first), None)


@dataclass(frozen=True, slots=True)
class Series:
    """Types that share one run of numbers; the head of the agency decides which (Điều 15.1.c).

    `doc_types` empty = every type that no other series names. `pattern` composes ký hiệu from
    {type}, {org} and {unit}; `{type}` is empty for công văn.
    """

    series_id: str
    title: str
    doc_types: frozenset[str]
    pattern: str


def series_for(doc_type: str, all_series: Sequence[Series]) -> Series:
    """The series that numbers documents of `doc_type`.

    Raises:
        ValueError: no series takes it; the office's settings lack the catch-all one.
    """
    named = [series for series in all_series if doc_type in series.doc_types]
    rest = [series for series in all_series if not series.doc_types]
    for series in (*named, *rest):
        return series
    raise ValueError(f"no number series takes {doc_type!r}")


def compose_code(
    number: int, series: Series, doc_type: DocumentType, org: str, unit: str
) -> PrintedCode:
    """Số and ký hiệu of a newly allotted number, letters as the office writes them.

    Source: NĐ 30/2020, Phụ lục I, mục II.3: «15/QĐ-UBND», công văn «12/UBND-VX».
    """
    notation = series.pattern.format(type=doc_type.abbreviation, org=org, unit=unit)
    return PrintedCode(print_number(number), notation.strip("-"))
