"""Vietnamese syllables by their structure: onset, rhyme and tone that go together, no word list."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

_TONES = frozenset(
    "\N{COMBINING GRAVE ACCENT}\N{COMBINING ACUTE ACCENT}\N{COMBINING TILDE}"
    "\N{COMBINING HOOK ABOVE}\N{COMBINING DOT BELOW}"
)
_STOPPED_TONES = frozenset("\N{COMBINING ACUTE ACCENT}\N{COMBINING DOT BELOW}")
"""A syllable that ends in c, ch, p or t is sắc or nặng."""

# Vowel -> what may follow it. «·» stands for nothing.
_RHYMES = {
    "a": "· c ch i m n ng nh o p t u y",
    "ă": "c m n ng p t",
    "â": "c m n ng p t u y",
    "e": "· c m n ng o p t",
    "ê": "· ch m n nh p t u",
    "i": "· a ch m n nh p t u",
    "iê": "c m n ng p t u",
    "o": "· a ac ach ai am an ang anh ao ap at ay ăc ăm ăn ăng ăt c e em en eo et i m n ng p t",
    "oo": "c ng",
    "ô": "· c i m n ng p t",
    "ơ": "· i m n p t",
    "u": "· a âc ân âng ât ây c ê êch ênh êt i m n ng ơ p t y ya ych yên yêt ynh yp yt yu",
    "uô": "c i m n ng t",
    "ư": "· a c i m n ng t u",
    "ươ": "c i m n ng p t u",
    "y": "· t",
    "yê": "m n ng t u",
}
_BEFORE_FRONT = frozenset(("k", "gh", "ngh"))
"""Onsets that are written before e, ê, i, y only; c, g, ng stand before the others."""
_BEFORE_BACK = frozenset(("c", "ng"))
_ONSETS = (
    *("", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh"),
    *("nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x"),
)
_FRONT = tuple("eêiy")


def is_syllable(word: str) -> bool:
    """Whether `word` (any case, any Unicode form) is built as a Vietnamese syllable is.

    Both ways to place a tone mark («hoà», «hòa») count. Names of other languages («Đắk», «Kạn»)
    do not.
    """
    tones, letters, marked = "", "", -1
    for letter in unicodedata.normalize("NFD", word.lower()):
        if letter in _TONES:
            tones += letter
            marked = len(unicodedata.normalize("NFC", letters)) - 1
        else:
            letters += letter
    bare = unicodedata.normalize("NFC", letters)
    rhymes = _syllables().get(bare, frozenset())
    if len(tones) > 1 or not any(_bears(rhyme, marked - len(bare)) for rhyme in rhymes):
        return False
    stopped = re.search("(?:c|ch|p|t)$", bare) is not None
    return not stopped or tones in _STOPPED_TONES


def _bears(rhyme: str, from_end: int) -> bool:
    """Whether a tone mark may stand that far from the end of the rhyme: never on its last, gliding
    vowel («chẻo», not «cheỏ»), but «hoà» and «thuý» are written too."""
    glides = len(rhyme) > 1 and rhyme[-1] in "iyuoa" and rhyme not in ("oa", "uy")
    return not (glides and from_end == -1)


@cache
def _syllables() -> Mapping[str, frozenset[str]]:
    """Every syllable without its tone, about 2,500, with the rhymes that it may be read with."""
    rhymes = [
        vowel + ("" if end == "·" else end)
        for vowel, ends in _RHYMES.items()
        for end in ends.split()
    ]
    found: dict[str, frozenset[str]] = {}
    for onset in _ONSETS:
        for rhyme in rhymes:
            if _go_together(onset, rhyme):
                found[onset + rhyme] = found.get(onset + rhyme, frozenset()) | {rhyme}
    alone = ("gi", "gin", "gim", "giêng", "giêt", "giêc")
    return found | {syllable: frozenset({syllable[1:]}) for syllable in alone}


def _go_together(onset: str, rhyme: str) -> bool:
    front = rhyme.startswith(_FRONT)
    if onset in _BEFORE_FRONT:
        return front
    if onset in _BEFORE_BACK:
        return not front
    if onset == "g":
        return not front
    if onset == "gi":
        return not rhyme.startswith(("i", "y"))
    if onset == "qu":
        return not rhyme.startswith(("o", "u", "ư", "iê")) or rhyme == "ôc"
    return True
