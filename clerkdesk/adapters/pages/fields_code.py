"""Số and ký hiệu (ô 3): the grammar of NĐ 30/2020, Phụ lục I, II.3, and slips of OCR."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from clerkdesk.adapters.pages.fields_lines import Head, Line, is_number_line, trust
from clerkdesk.domain.numbering import PrintedCode, parse_code
from clerkdesk.domain.reading import ReadField
from clerkdesk.domain.series import DocumentType
from clerkdesk.domain.vietnamese import fold

_DIGITS = str.maketrans(
    {
        "O": "0",
        "o": "0",
        "Q": "0",
        "l": "1",
        "I": "1",
        "|": "1",
        "S": "5",
        "B": "8",
        "Z": "2",
        "G": "6",
    }
)
_DIGITS_BEHIND = re.compile(r"(?<=^[A-ZĐ]{2}\d)[OQIlSBZG]$|(?<=^[A-ZĐ]{2})[OQ](?=\d$)")
"""Units of the police: «PC06», «PV01»."""
_BODIES = ("UBND", "HĐND", "UBMTTQ", "VP", "SNV", "NĐ-CP")
_LOST_SLASH = re.compile(r"^(\d{1,5})([A-ZĐ][A-Za-zĐđ]*-)")
_NEAR = 0.6
_DOUBT = 0.75
_LEAST_OF_FORM, _OF_FORM = 0.57, 0.81
_TWICE = re.compile(r"([^CTN])\1$")
_PARTY = re.compile(r"^([\dOoQlI|SBZ]{1,5})[-–—]([A-ZĐ][A-Za-zĐđ]{1,4})/([A-ZĐ][\wĐđ-]*)$")
_PARTY_BODIES = {"du": "ĐU", "tu": "TU"}
_PARTY_TYPES = ("CV", "KL", "TTr", "QC", "QyĐ")
_CODE_IN_TEXT = re.compile(r"\b(\d{1,5}/(?:\d{4}/)?[A-ZĐ][A-Za-zĐđ]*(?:-[A-ZĐ][\wĐđ.]*)+)")


@dataclass(frozen=True, slots=True)
class ReadCode:
    """What the number line says; `doc_type` is the type that its abbreviation stands for."""

    number: ReadField | None
    notation: ReadField | None
    doc_type: DocumentType | None
    is_letter: bool
    """The notation names no type: a công văn."""


def read_code(head: Head, types: Sequence[DocumentType]) -> ReadCode:
    """Read the number line of the head's left column."""
    for line in head.left:
        if not is_number_line(line):
            continue
        rest = re.sub(r"^\s*\S{1,3}?\s*[:.;]?\s*(?=[\dOolI|/]|$)", "", line.text, count=1)
        if (party := _party_code(rest, line, types)) is not None:
            return party
        code = mended_code(rest, types)
        sure = trust(line.words)
        if code is None:
            notation = rest.replace(" ", "").lstrip("/")
            if not re.match(r"^[A-ZĐ][\wĐđ]+-", notation):
                return ReadCode(None, None, None, is_letter=False)
            blank = ReadField(mended_notation(notation, types), sure * 0.8, 1, line.box)
            return ReadCode(None, blank, type_of_notation(notation, types), is_letter=False)
        doc_type = type_of_notation(code.code_notation, types)
        sure *= 1.0 if "/" in rest else 0.8
        if _TWICE.search(code.code_notation) and sure < _OF_FORM:
            sure = min(sure, _LEAST_OF_FORM - 0.01)  # «ĐKCGG»: OCR says a last letter twice
        form = (
            1.0
            if re.match(
                r"^(\d{4}/)?[A-ZĐa-zđÂÊÔƠƯĂ]+(-[A-ZĐa-zđÂÊÔƠƯĂ\d&.]+)+$", code.code_notation
            )
            else 0.7
        )
        return ReadCode(
            ReadField(code.code_number, _calibrated(_known(sure, form)), 1, line.box),
            ReadField(code.code_notation, _calibrated(_known(sure, form)), 1, line.box),
            doc_type,
            is_letter=doc_type is None,
        )
    return ReadCode(None, None, None, is_letter=False)


def _party_code(rest: str, line: Line, types: Sequence[DocumentType]) -> ReadCode | None:
    """«Số 15-NQ/ĐU»: the Party puts the type before the «/» (Hướng dẫn 36-HD/VPTW)."""
    match = _PARTY.match(re.sub(r"\s+", "", rest).strip(".,;:*"))
    if match is None:
        return None
    short = mended_notation(f"{match[2]}-X", types).removesuffix("-X")
    doc_type = type_of_notation(short, types)
    form = 1.0 if doc_type is not None or short in _PARTY_TYPES else 0.8
    sure = _calibrated(_known(trust(line.words), form))
    return ReadCode(
        ReadField(f"{match[1].translate(_DIGITS)}-{short}", sure, 1, line.box),
        ReadField(_PARTY_BODIES.get(_unrepeated(match[3]), match[3]), sure, 1, line.box),
        doc_type,
        is_letter=short == "CV",
    )


def _calibrated(sure: float) -> float:
    """A number of perfect form is right far more often than its weakest pass says.

    Measured on made pages of seeds 1-63 and 5001-5060: none of 24 read with 0.6-0.79 was wrong; of
    seeds 61001-73030 none of 4 with 0.57-0.6 that has letters of Vietnamese ký hiệu only.
    """
    return max(sure, _OF_FORM) if sure >= _LEAST_OF_FORM else sure


def _known(sure: float, form: float) -> float:
    return min(0.99, sure * form)


def mended_code(text: str, types: Sequence[DocumentType]) -> PrintedCode | None:
    """«l5/2016/QD-UBND» as «15», «2016/QĐ-UBND»; None where there is no number."""
    packed = re.sub(r"\s+", "", text).strip(".,;:-_–'`")
    packed = _LOST_SLASH.sub(r"\1/\2", packed)
    number, slash, notation = packed.partition("/")
    if not slash:
        return None
    number = re.sub(r"^[^\dOolI|SBZ]+", "", number)
    core = re.match(r"^([\dOoQlI|SBZ]+)([a-zđ]?)$", number)
    if core is None or not notation:
        return None
    digits = core[1].translate(_DIGITS)
    return parse_code(f"{digits}{core[2]}/{mended_notation(notation, types)}")


def mended_notation(notation: str, types: Sequence[DocumentType]) -> str:
    """Ký hiệu with the letters that OCR takes for others put right: «QD-UBND» is «QĐ-UBND»."""
    year = re.match(r"^([\dOolI]{4})/(.+)$", notation)
    if year is not None:
        return f"{year[1].translate(_DIGITS)}/{mended_notation(year[2], types)}"
    groups = re.sub(r"[–—_-]+", "-", notation).split("-")
    known = [item.abbreviation for item in types if _same(item.abbreviation, groups[0])] or [
        item.abbreviation
        for item in types
        if _unrepeated(item.abbreviation) == _unrepeated(groups[0])
        and 0 < len(item.abbreviation) < len(groups[0])
    ]
    if not known and groups[0].startswith("I"):  # «IC-BTV»: no type begins so
        known = [
            item.abbreviation for item in types if _same(item.abbreviation, f"T{groups[0][1:]}")
        ]
    if len(groups) > 1 and known and groups[0].casefold() not in map(str.casefold, known):
        groups[0] = known[0]
    groups = [
        _DIGITS_BEHIND.sub(lambda tail: tail[0].translate(_DIGITS), group) for group in groups
    ]
    bodies = {_unrepeated(body): body for body in _BODIES}
    return "-".join(bodies.get(_unrepeated(group), group) for group in groups)


def _unrepeated(group: str) -> str:
    """Letters without marks, each run of the same letter once: «HĐÐĐND» is «HĐND»."""
    return re.sub(r"(.)\1+", r"\1", fold(group))


def type_of_notation(notation: str, types: Sequence[DocumentType]) -> DocumentType | None:
    """The type whose abbreviation begins `notation`; None for a công văn."""
    first = re.sub(r"^\d{4}/", "", notation).split("-")[0]
    alike = [item for item in types if _same(item.abbreviation, first)]
    exact = [item for item in alike if item.abbreviation.casefold() == first.casefold()]
    return next(iter(exact or alike), None)


def settled(code: ReadCode, title: DocumentType) -> ReadCode:
    """The code when the title has told the type: «HĐ-CAX» under HƯỚNG DẪN is «HD-CAX»."""
    if code.notation is None or not title.abbreviation:
        return code
    notation = str(code.notation.value)
    year, slash, rest = notation.rpartition("/")
    first, dash, others = rest.partition("-")
    short = fold(title.abbreviation)
    if not dash:
        return code
    spelt = f"{year}{slash}{title.abbreviation}{dash}{others}"
    if _same(title.abbreviation, first):
        return replace(code, notation=replace(code.notation, value=spelt), doc_type=title)
    if code.doc_type is None and SequenceMatcher(None, fold(first), short).ratio() >= _NEAR:
        # «CTIr» under CHƯƠNG TRÌNH: no type begins so, and the title says which is meant
        sure = min(code.notation.confidence, 0.85)
        mended = replace(code.notation, value=spelt, confidence=sure)
        return replace(code, notation=mended, doc_type=title, is_letter=False)
    return code


def has_words(notation: str) -> bool:
    """«ĐUHưng»: the place of the date line was read into the ký hiệu."""
    return any(one.islower() and other.islower() for one, other in itertools.pairwise(notation))


def doubted(code: ReadCode) -> ReadCode:
    """The code, to be looked at."""
    if code.notation is None:
        return code
    sure = min(code.notation.confidence, _DOUBT)
    return replace(code, notation=replace(code.notation, confidence=sure))


def _same(abbreviation: str, read: str) -> bool:
    return bool(abbreviation) and fold(abbreviation) == fold(read)


def cited_codes(text: str, own: str) -> tuple[str, ...]:
    """Numbers of other documents that the text names, in order, each once (căn cứ, viện dẫn)."""
    found = dict.fromkeys(match[1].rstrip(".") for match in _CODE_IN_TEXT.finditer(text))
    return tuple(code for code in found if fold(code) != fold(own))
