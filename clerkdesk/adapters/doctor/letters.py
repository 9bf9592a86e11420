"""Whether a font can print Vietnamese: every letter of the alphabet with every tone, in both cases."""

import unicodedata
from collections.abc import Set
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def vietnamese_letters() -> frozenset[str]:
    """The 134 letters with marks (TCVN 6909:2001) and the letters they come from."""
    small = {unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES}
    small |= set("bcdđghklmnpqrstvx")
    return frozenset(small | {letter.upper() for letter in small})


def missing_letters(font: Path) -> Set[str] | None:
    """The Vietnamese letters for which `font` has no glyph; None where it cannot be read."""
    try:
        with TTFont(font, lazy=True) as opened:
            known = opened.getBestCmap() or {}
    except (TTLibError, OSError, KeyError, ValueError, AssertionError):
        return None
    return {letter for letter in vietnamese_letters() if ord(letter) not in known}
