"""Text of the old Vietnamese encodings: told from what it would be, converted, never guessed."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from clerkdesk.domain.syllables import is_syllable
from clerkdesk.domain.texts import N_
from clerkdesk.domain.vietnamese import nfc

_FEWEST = 2
"""Words that must speak for an encoding: one could be anything."""
_SURE, _UNLIKE, _AHEAD = 0.9, 0.5, 0.3
"""Share of good words after converting; highest share before it; lead over any other encoding."""
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_PART = re.compile(r"[^\W\d_]+")


class Encoding(StrEnum):
    """How text was written before Unicode, or in its decomposed form."""

    TCVN3 = "tcvn3"
    VNI = "vni"
    NFD = "nfd"


ENCODING_NAMES = {
    Encoding.TCVN3: N_("TCVN3"),
    Encoding.VNI: N_("VNI"),
    Encoding.NFD: N_("Unicode tổ hợp"),
}


@dataclass(frozen=True, slots=True)
class LegacyText:
    """What text was recognised as, and what it says.

    `lost` names words that lack a letter: programs drop the soft hyphen, which is ư in TCVN3.
    """

    encoding: Encoding
    converted: str
    lost: tuple[str, ...] = ()


class LegacyReader:
    """Knows the letters of each encoding.

    Args:
        tables: for each encoding, what a program that takes it for Latin-1 shows -> the letter.
            Source: TCVN 5712:1993 (TCVN3) and the VNI-Windows fonts.
    """

    def __init__(self, tables: Mapping[Encoding, Mapping[str, str]]) -> None:
        self._tables = {name: dict(table) for name, table in tables.items()}
        self._found = {
            name: re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True))))
            for name, table in self._tables.items()
        }

    def table(self, encoding: Encoding) -> Mapping[str, str]:
        """What is shown -> the letter; none for decomposed text."""
        return self._tables[encoding]

    def decode(self, text: str, encoding: Encoding) -> str:
        """`text`, which is of that encoding, in NFC."""
        if encoding is Encoding.NFD:
            return nfc(text)
        table = self._tables[encoding]
        return nfc(self._found[encoding].sub(lambda match: table[match[0]], text))

    def find(self, text: str) -> LegacyText | None:
        """What `text` is if it surely is old or decomposed text; None where it is fine or in doubt.

        Every word beyond ASCII is weighed: most must be no Vietnamese syllable as they stand and one
        after converting, and no other encoding may explain them as well.
        Text that holds Vietnamese letters of Unicode is never taken for an old encoding.
        """
        if _is_unicode(text):
            return LegacyText(Encoding.NFD, nfc(text)) if nfc(text) != text else None
        weighed = sorted(
            ((self._weigh(text, encoding), encoding) for encoding in self._tables), reverse=True
        )
        if not weighed:
            return None
        best, encoding = weighed[0]
        if best < _SURE or any(share > best - _AHEAD for share, _name in weighed[1:]):
            return None
        lost = self._lost(text) if encoding is Encoding.TCVN3 else ()
        return LegacyText(encoding, self.decode(text, encoding), lost)

    def _weigh(self, text: str, encoding: Encoding) -> float:
        """Share of the words beyond ASCII that are syllables then; 0 where too few speak for it."""
        words = [word for word in text.split() if not word.isascii()]
        decoded = [self.decode(word, encoding) for word in words]
        changed = sum(new != nfc(word) for word, new in zip(words, decoded, strict=True))
        if changed < _FEWEST or sum(map(_is_good, words)) / len(words) > _UNLIKE:
            return 0.0
        incomplete = encoding is Encoding.TCVN3
        return sum(_is_good(new) or (incomplete and _lacks_u(new)) for new in decoded) / len(words)

    def _lost(self, text: str) -> tuple[str, ...]:
        words = [self.decode(word, Encoding.TCVN3) for word in text.split()]
        return tuple(word for word in words if not _is_good(word) and _lacks_u(word))


def _is_unicode(text: str) -> bool:
    """Whether `text` has letters or marks that no old encoding shows as."""
    return any(
        "ĂăĐđĨĩŨũƠơƯư".find(letter) >= 0
        or "\u1ea0" <= letter <= "\u1ef9"
        or unicodedata.combining(letter)
        for letter in text
    )


def _is_good(word: str) -> bool:
    """Whether every part of `word` that has letters is a syllable."""
    if _SOFT_HYPHEN in word:
        return False
    parts = _PART.findall(nfc(word))
    return bool(parts) and all(is_syllable(part) for part in parts)


def _lacks_u(word: str) -> bool:
    """Whether `word` becomes good with ư before its ơ: «trờng» was «trường»."""
    repaired = re.sub("([ơờớởỡợ])", "ư\\1", nfc(word))
    return repaired != word and _is_good(repaired)
