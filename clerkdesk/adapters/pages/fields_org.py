"""Issuing agency and the agency above it (ô 2), from the head's left column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, zip_longest

from clerkdesk.adapters.pages.fields_lines import Head, Line, around, is_number_line, trust_in
from clerkdesk.adapters.pages.lexicon import (
    Lexicon,
    in_phrases,
    load_lexicon,
    mend,
    starts_with_one_of,
    unglued,
)
from clerkdesk.domain.reading import ReadField
from clerkdesk.domain.syllables import is_syllable
from clerkdesk.domain.vietnamese import fold

_GOES_ON = re.compile(
    r"(?:\b(va|cua|uy|van|thuoc|hoi dong|uy ban|truong tieu hoc|truong trung hoc co so|truong thcs"
    r"|truong thpt|truong trung hoc pho thong|truong mam non|truong mau giao|toa an nhan dan"
    r"|cong ty co phan|cong ty tnhh|hop tac xa nong nghiep)|[-,&])$"
)
"""A line that ends so names a kind and no one yet, or breaks off: the next line goes on."""
_NUMBERED = re.compile(r"^so \d")
"""«PHÒNG GIAO DỊCH / SỐ 9»: no «SỞ»."""
_ORDINAL = re.compile(r"\bS[OỐÔƠÓỒỔỞỜỚ0] (?=\d)")
_QUARTER = re.compile(
    r"^QU[AÂÀÁẠẢÃẦẤẬẨẪ]N(?= \w)(?! (?:D[AÂ]N|Y|KHU|S[UỰ]|Đ[OỘ]I|Đ[OÔÓÒ]?AN|Đ[OÒ]ÀN)\b)"
)
"""A line that begins with the level; other words in agencies' names are «QUÂN»."""
_AMBIGUOUS = ("QUẬN",)
"""Levels that are other words, too: «BỆNH VIỆN QUÂN DÂN Y» is no quận."""
_TORN, _CUT_OFF, _NO_WORD = 0.75, 0.75, 0.7
_SURE_DASH = 0.8
_SURE_PLACE = 0.88
"""Only a place that was read well may tell how the agency is spelt."""
_SHORTENED, _INITIALS, _WINDOW, _LONG = 2, 3, 4, 6
_SPLIT_Y = re.compile(r"\b([A-ZĐ]+[UỦÚÙỤŨ]) Y\b")


@dataclass(frozen=True, slots=True)
class Agencies:
    """Who issued the document, and the agency that it is under (cơ quan chủ quản)."""

    issuing: ReadField | None
    parent: ReadField | None


def read_agencies(
    head: Head, read_place: ReadField | None, notation: str, lexicon: Lexicon
) -> Agencies:
    """Read the lines above the number line.

    Args:
        read_place: địa danh of the date line, which often repeats the agency's own name; where it
            was read well it may tell the marks.
        notation: ký hiệu, whose letters repeat the agency's initials.
    """
    place = str(read_place.value) if read_place else ""
    sure_of_place = read_place.confidence if read_place else 0.0
    lines = _agency_lines(head)
    if not lines:
        return Agencies(None, None)
    listed = (
        *lexicon.agencies,
        *(level for level in lexicon.levels if level not in _AMBIGUOUS),
        *(name for name in lexicon.places if " " in name),
    )
    phrases = (*listed, *_capital_names(place if sure_of_place >= _SURE_PLACE else ""))
    texts = [_with_y(unglued(_clean(line.text), phrases), place) for line in lines]
    texts = [
        f"- {text}" if n and _goes_on_with_dash(lines[n]) else text for n, text in enumerate(texts)
    ]
    texts = _mended(texts, phrases)
    cut = _cut(texts, lexicon)
    issuing = _completed(_field(lines[cut:], texts[cut:], notation, listed), place)
    parent = _field(lines[:cut], texts[:cut], "", listed) if cut else None
    return Agencies(issuing, parent)


def _goes_on_with_dash(line: Line) -> bool:
    """«TRUNG TÂM GIÁO DỤC NGHỀ NGHIỆP / - GIÁO DỤC THƯỜNG XUYÊN»: print, no dirt before the line."""
    first = line.words[0]
    return first.text in ("-", "–") and first.confidence >= _SURE_DASH and len(line.words) > 1


def _with_y(text: str, place: str) -> str:
    """«NGA THỦ Y» is «NGA THỦY» where the date line spells the place so."""
    return _SPLIT_Y.sub(lambda cut: f"{cut[1]}Y" if f"{cut[1]}Y" in place.upper() else cut[0], text)


def _agency_lines(head: Head) -> list[Line]:
    found: list[Line] = []
    for line in head.left:
        if is_number_line(line) or line.folded.startswith("v/v"):
            break
        if sum(map(str.isalpha, line.text)) >= 2 and (found or line.is_capitals):
            if found and not line.is_capitals:
                break
            found.append(line)
    return found


def _cut(texts: Sequence[str], lexicon: Lexicon) -> int:
    """Index of the line with which the issuing agency begins."""
    for start in range(len(texts) - 1, 0, -1):
        before = fold(texts[start - 1])
        if not starts_with_one_of(texts[start], lexicon.agency_heads):
            continue
        if _GOES_ON.search(before) or _NUMBERED.match(fold(texts[start])):
            continue
        return start
    return 0


def _field(
    lines: Sequence[Line], texts: Sequence[str], notation: str, listed: Sequence[str]
) -> ReadField:
    words = [word for line in lines for word in line.words if any(map(str.isalpha, word.text))]
    name = " ".join(texts).strip(" -.,")
    spelt = " ".join(part for part in name.split() if any(map(str.isalpha, part)))
    known = in_phrases(spelt, listed)
    sure = trust_in(words, known)
    unlisted = [word.confidence for word, is_in in zip_longest(words, known) if word and not is_in]
    torn = min(unlisted, default=1.0) < _TORN
    if notation and not torn and _initials_fit(name, notation):
        sure = max(sure, (sure + 1.0) / 2)
    if not all(map(_can_stand, name.split())):
        sure = min(sure, _NO_WORD)
    return ReadField(name, min(0.99, sure), lines[0].page, around(words))


def _can_stand(word: str) -> bool:
    """Whether it is a syllable, an abbreviation, a number or a part of a known place: no «KHU VỰ»."""
    bare = word.strip("(),.;:-–&'’")
    if not bare or any(map(str.isdigit, bare)) or is_syllable(bare):
        return True
    vowels = [letter for letter in fold(bare) if letter in "aeiouy"]
    return not vowels or len(bare) <= _SHORTENED or bare.upper() in _parts_of_places()


@cache
def _parts_of_places() -> frozenset[str]:
    lexicon = load_lexicon()
    return frozenset(part for name in (*lexicon.places, *lexicon.agencies) for part in name.split())


def _completed(issuing: ReadField, place: str) -> ReadField:
    """«… XÃ NẬM» of «Nậm Xé»: the end of the line was lost; offered, to be looked at."""
    name, parts = str(issuing.value), place.split()
    if fold(place) in fold(name):
        agrees = place.casefold() in name.casefold() or _ends_with_known_place(name)
        return issuing if agrees or not place else _doubted(issuing)
    for count in range(len(parts) - 1, 0, -1):
        if fold(name).endswith(f" {fold(' '.join(parts[:count]))}"):
            whole = f"{name} {' '.join(parts[count:]).upper()}"
            return replace(issuing, value=whole, confidence=min(issuing.confidence, _CUT_OFF))
    return issuing


def _ends_with_known_place(name: str) -> bool:
    """«… TỈNH TRÀ VINH» is spelt as the list has it, whatever the date line was read as."""
    return name.endswith(tuple(f" {place}" for place in load_lexicon().places))


def _doubted(issuing: ReadField) -> ReadField:
    """Agency and date line spell the place's name with other marks; one of them was read wrong."""
    return replace(issuing, confidence=min(issuing.confidence, _CUT_OFF))


def _stroked(text: str) -> str:
    """Letters without marks but the stroke of «Đ»."""
    return "".join("đ" if letter in "đĐ" else fold(letter) for letter in text)


def nearly_initials(name: str, notation: str) -> bool:
    """Whether a group of the ký hiệu is one letter off the agency's initials: «CNTV» of … THÚ Y."""
    initials = "".join(word[0] for word in fold(name).split() if word not in ("va", "-"))
    groups = [fold(group) for group in re.split(r"[-/]", notation) if len(group) >= _INITIALS]
    if any(group in initials for group in groups):
        spelt = "".join(_stroked(word[0]) for word in name.split() if fold(word) not in ("va", "-"))
        read = [_stroked(part) for part in re.split(r"[-/]", notation) if fold(part) in groups]
        return not any(part in spelt for part in read)  # «BDH» of BƯU ĐIỆN HUYỆN
    if any(
        group[:at] + group[at + 1 :] in initials
        for group in groups
        for at in range(len(group))
        if len(group) >= _LONG
    ):
        return True
    windows = {
        initials[at : at + len(group)]
        for group in groups
        for at in range(len(initials) - len(group) + 1)
    }
    return any(
        sum(one != other for one, other in zip(group, window, strict=True)) == 1
        for group in groups
        for window in windows
        if len(window) == len(group) >= _WINDOW
    )


def _initials_fit(name: str, notation: str) -> bool:
    """Whether the ký hiệu ends or begins with the agency's initials: «STTTT», «UBND»."""
    initials = "".join(word[0] for word in fold(name).split() if word not in ("va", "-"))
    groups = [fold(group) for group in re.split(r"[-/]", notation)]
    return any(len(group) > 1 and initials.startswith(group) for group in groups)


def _mended(texts: Sequence[str], phrases: Sequence[str]) -> list[str]:
    """Mend the lines as one text: a name goes on over the end of a line."""
    words = iter(mend(" ".join(texts), phrases).split())
    return [" ".join(islice(words, len(text.split()))) for text in texts]


def _clean(text: str) -> str:
    bare = re.sub(r"(?<=\w)[.](?= )|(?<=\s)[_|~*]+(?=\s|$)", "", text)
    bare = _ORDINAL.sub("SỐ ", bare)
    bare = _QUARTER.sub("QUẬN", re.sub(r"^[\W_]+|[^\w),-]+$", "", bare))
    return " ".join((bare if "(" in bare else bare.rstrip(" )")).split())


def _capital_names(place: str) -> tuple[str, ...]:
    """The place's name in capitals, as the agency writes it: its marks are read a second time."""
    return (place.upper(),) if len(place.split()) > 1 else ()
