"""Number series of outgoing documents: which types share one, and how ký hiệu is composed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clerkdesk.domain.issuers import Issuer
from clerkdesk.domain.numbering import PrintedCode, parse_code, print_number
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.vietnamese import nfc

LEGAL_ACT, COPY = "legal", "copy"
"""Groups of document types that have series of their own (NĐ 30/2020, Điều 15.1.a; Phụ lục I)."""
PATTERN_PARTS = {
    "number": N_("số"),
    "year": N_("năm"),
    "type": N_("viết tắt loại"),
    "org": N_("viết tắt cơ quan"),
    "unit": N_("viết tắt bộ phận soạn"),
}
USUAL_PATTERN, LETTER_PATTERN = "{number}/{type}-{org}", "{number}/{org}-{unit}"
LEGAL_PATTERN = "{number}/{year}/{type}-{org}"
_HEAD = "{number}/"
_PART = re.compile(r"\{(\w*)\}")
_SECRET = re.compile(r"(?<!bảo )(?<!bí )(?<!cơ )\b(?:tối |tuyệt )?mật\b")
_FOUNDED = re.compile(r"\.\d{8}$")
_ANY_UNIT = "\N{ASTERISK}"


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A row of the document type list (`doc_types.csv` and what the office adds)."""

    name: str
    abbreviation: str
    edxml_type: int | None = None
    group: str = ""


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

    `doc_types` empty = every type that no other series of the same issuer names. `pattern`
    composes số, ký hiệu from the parts of `PATTERN_PARTS`; `{type}` is empty for công văn, and
    «{number}/» at the beginning may be left out.
    """

    series_id: str
    title: str
    doc_types: frozenset[str]
    pattern: str
    issuer: str = ""


def series_for(doc_type: str, all_series: Sequence[Series], issuer: str = "") -> Series:
    """The series that numbers documents of `doc_type` of one issuer.

    Raises:
        ValueError: no series takes it; the office's settings lack the catch-all one.
    """
    wanted = _folded(doc_type)
    own = [series for series in all_series if series.issuer == issuer]
    named = [series for series in own if wanted in map(_folded, series.doc_types)]
    rest = [series for series in own if not series.doc_types]
    for series in (*named, *rest):
        return series
    raise ValueError(f"no number series takes {doc_type!r} of issuer {issuer!r}")


def compose_code(
    number: int,
    series: Series,
    doc_type: DocumentType,
    org: str,
    unit: str,
    *,
    year: int,
    suffix: str = "",
) -> PrintedCode:
    """Số and ký hiệu of a newly allotted number, letters as the office writes them.

    Source: NĐ 30/2020, Phụ lục I, mục II.3: «15/QĐ-UBND», công văn «12/UBND-VX»; a legal act
    carries its year, «15/2016/QĐ-UBND», which then belongs to ký hiệu. Nothing is upper-cased.
    """
    parts = {"year": str(year), "type": doc_type.abbreviation, "org": org, "unit": unit}
    filled = _PART.sub(
        lambda match: parts.get(match[1], match[0]), series.pattern.removeprefix(_HEAD)
    )
    return PrintedCode(print_number(number, suffix), _without_empty(nfc(filled)))


def example(series: Series, doc_type: DocumentType, org: str, unit: str, year: int) -> str:
    """What a pattern makes, «05/QĐ-UBND»; the pattern itself where it makes nothing that is a code."""
    if pattern_problem(series.pattern):
        return series.pattern
    return str(compose_code(5, series, doc_type, org, unit, year=year))


def pattern_problem(pattern: str) -> str | None:
    """A Vietnamese sentence about what is wrong with a pattern, or None."""
    known = ", ".join(f"{{{name}}}" for name in PATTERN_PARTS)
    names = [match[1] for match in _PART.finditer(pattern)]
    rest = pattern.removeprefix(_HEAD)
    if unknown := [name for name in names if name not in PATTERN_PARTS]:
        return _("«{{{name}}}» không dùng được; chỉ dùng {known}.").format(
            name=unknown[0], known=known
        )
    if "{number}" in rest:
        return _("Số đứng đầu, sau đó là dấu «/»: viết mẫu dạng «{number}/…».")
    if "{" in _PART.sub("", pattern) or "}" in _PART.sub("", pattern):
        return _("Mẫu thiếu dấu ngoặc nhọn mở hoặc đóng.")
    if "{org}" not in rest:
        return _("Ký hiệu phải có chữ viết tắt của cơ quan: thêm {org}.")
    probe = PrintedCode("05", _without_empty(_PART.sub(_probe, rest)))
    if parse_code(str(probe)) != probe:
        return _("Ký hiệu không có dấu cách và chỉ dùng dấu «/», «-», «.», «&» để nối.")
    return None


def series_problems(
    all_series: Sequence[Series], types: Sequence[DocumentType], issuers: Sequence[Issuer]
) -> list[str]:
    """What is wrong with the series of an office, a Vietnamese sentence each; none is good news.

    Every type of every issuer has exactly one series, and no two series can make one code:
    «số và ký hiệu là duy nhất trong một năm» (NĐ 30/2020, Điều 15.1). Secret documents have no
    series here (QĐ 15/2016, Điều 1.2).
    """
    found = [
        _("«{title}»: {problem}").format(title=series.title, problem=problem)
        for series in all_series
        if (problem := _own_problem(series))
    ]
    ids = [series.series_id for series in all_series]
    found += [
        _("Mã loạt số «{name}» dùng hai lần.").format(name=name)
        for name in sorted({name for name in ids if ids.count(name) > 1})
    ]
    for issuer in issuers:
        found += _issuer_problems(issuer, [s for s in all_series if s.issuer == issuer.issuer_id])
    return found or _shared_codes(all_series, types, issuers)


def usual_series(
    types: Sequence[DocumentType], issuer: str = "", founded: date | None = None
) -> list[Series]:
    """What an issuer starts with: one series a type, one for công văn and the rest, one for copies.

    Source: commune practice; NĐ 30/2020, Điều 15.1.a (each kind of legal act by itself), Phụ lục
    I, phần II, mục II.1.c (sao y, sao lục, trích sao together).
    """
    head = f"{issuer}-" if issuer else ""

    def made(name: str, title: str, doc_types: frozenset[str], pattern: str) -> Series:
        titled = f"{title} {issuer}" if issuer else title
        series = Series(f"{head}{name}", titled, doc_types, pattern, issuer)
        return series if founded is None else anew(series, founded)

    own = [
        made(kind.abbreviation, kind.name, frozenset({kind.name}), USUAL_PATTERN)
        for kind in types
        if kind.abbreviation and kind.group not in (LEGAL_ACT, COPY)
    ]
    legal = [
        made(f"QPPL-{kind.abbreviation}", kind.name, frozenset({kind.name}), LEGAL_PATTERN)
        for kind in types
        if kind.group == LEGAL_ACT
    ]
    copies = frozenset(kind.name for kind in types if kind.group == COPY)
    shared = [made("SAO", _("Bản sao"), copies, USUAL_PATTERN)] if copies else []
    return [*own, *legal, *shared, made("CV", _("Công văn"), frozenset(), LETTER_PATTERN)]


def body_series(issuer: Issuer) -> list[Series]:
    """What a body that uses the agency's seal starts with: one run of numbers for all it issues."""
    return [
        Series(issuer.issuer_id, issuer.name, frozenset(), USUAL_PATTERN, issuer.issuer_id),
    ]


def anew(series: Series, founded: date) -> Series:
    """The same series for an entity founded within the year: its books are other books."""
    return Series(
        refounded(series.series_id, founded),
        series.title,
        series.doc_types,
        series.pattern,
        series.issuer,
    )


def refounded(series_id: str, founded: date) -> str:
    """The name of a series from the day of founding on: «QĐ.20250701»."""
    return f"{_FOUNDED.sub('', series_id)}.{founded:%Y%m%d}"


def founding(series_id: str) -> str:
    """«.20250701» of a series that began with its entity within a year; empty for any other."""
    found = _FOUNDED.search(series_id)
    return found[0] if found else ""


def _own_problem(series: Series) -> str | None:
    if not series.title.strip():
        return _("Loạt số chưa có tên.")
    if any(_SECRET.search(nfc(name).casefold()) for name in (series.title, *series.doc_types)):
        return _("Văn bản mật không cấp số ở đây (Điều 1.2); dùng sổ riêng bằng giấy.")
    return pattern_problem(series.pattern)


def _issuer_problems(issuer: Issuer, own: Sequence[Series]) -> list[str]:
    found = []
    catch_all = [series.title for series in own if not series.doc_types]
    if len(catch_all) != 1:
        found.append(
            _("{issuer}: phải có đúng một loạt số nhận mọi loại còn lại (đang có {n}).").format(
                issuer=issuer.name, n=len(catch_all)
            )
        )
    names = [_folded(name) for series in own for name in series.doc_types]
    found += [
        _("{issuer}: loại «{name}» nằm trong hai loạt số.").format(issuer=issuer.name, name=name)
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    return found


def _shared_codes(
    all_series: Sequence[Series], types: Sequence[DocumentType], issuers: Sequence[Issuer]
) -> list[str]:
    """Two series whose numbers could carry one ký hiệu: each has its 01, so a code would be double."""
    makers: dict[str, Series] = {}
    found = []
    for issuer in issuers:
        for kind in types:
            series = series_for(kind.name, all_series, issuer.issuer_id)
            code = compose_code(1, series, kind, issuer.notation, _ANY_UNIT, year=1)
            maker = makers.setdefault(code.code_notation.casefold(), series)
            if maker.series_id != series.series_id:
                found.append(
                    _(
                        "«{one}» và «{other}» cùng ra ký hiệu {code}: gộp lại hoặc đổi mẫu ký hiệu."
                    ).format(one=maker.title, other=series.title, code=_shown(code.code_notation))
                )
    return list(dict.fromkeys(found))


def _shown(notation: str) -> str:
    return notation.replace(_ANY_UNIT, "…")


def _probe(match: re.Match[str]) -> str:
    return "2026" if match[1] == "year" else "Đ"


def _without_empty(notation: str) -> str:
    """«-UBND», «UBND-» and «QĐ--UBND» without what an empty part has left."""
    groups = ("-".join(filter(None, part.split("-"))) for part in notation.split("/"))
    return "/".join(filter(None, groups))


def _folded(text: str) -> str:
    return " ".join(nfc(text).casefold().split())
