"""Words of Vietnamese offices (`resources/lexicon.json`), and mending read text with them."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from clerkdesk.domain.syllables import is_syllable
from clerkdesk.domain.vietnamese import fold, nfc
from clerkdesk.process.resources import resource

_FILE = "lexicon.json"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists by meaning, upper case as they stand in heads and signer blocks."""

    agencies: tuple[str, ...]
    agency_heads: tuple[str, ...]
    levels: tuple[str, ...]
    places: tuple[str, ...]
    ranks: tuple[str, ...]
    titles_before_names: tuple[str, ...]
    family_names: tuple[str, ...]
    given_names: tuple[str, ...]
    collocations: tuple[str, ...]
    """Pairs and longer runs of words that subjects are made of; single words would be guesses."""

    @property
    def names(self) -> frozenset[str]:
        """Words that names of persons are made of, as `casefold` gives them."""
        return _folded_case((*self.family_names, *self.given_names))


@cache
def _folded_case(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)


@cache
def load_lexicon() -> Lexicon:
    """Read the lists that ship with the program.

    Raises:
        ResourceMissing: they are not installed.
    """
    values = json.loads(resource(_FILE).read_text("utf-8"))
    return Lexicon(**{k: tuple(map(nfc, v)) for k, v in values.items() if not k.startswith("_")})


def mend(text: str, phrases: Iterable[str]) -> str:
    """Give the phrases that stand in `text` without their right marks the lexicon's spelling.

    «TĨNH SÓC TRĂNG» becomes «TỈNH SÓC TRĂNG»: OCR loses marks far more often than letters. The
    longest phrase wins; case of the text is kept.
    """
    words = text.split()
    bare = [_bare(word) for word in words]
    known = _by_first_word(tuple(phrases))
    end = 0
    for at in range(len(words)):
        for folded, phrases_of in known.get(bare[at], ()):
            length = len(folded)
            # «tốt nghiệp trung học» and «trung học phổ thông» may share words
            if at + length > end and tuple(bare[at : at + length]) == folded:
                spelt = _spelling(words[at : at + length], phrases_of)
                for offset, right in enumerate(spelt):
                    inside = offset + 1 < length
                    words[at + offset] = _in_case_of(words[at + offset], right, inside=inside)
                end = at + length
                break
    return " ".join(words)


def unglued(text: str, phrases: Iterable[str]) -> str:
    """Put back the spaces that tight capitals lose: «SỞNÔNG NGHIỆP» is «SỞ NÔNG NGHIỆP».

    A word is cut only where every piece is a word of the lexicon, and not itself one.
    """
    known = {_bare(word) for phrase in phrases for word in phrase.split()}
    return " ".join(" ".join(_pieces(word, known)) for word in text.split())


def _pieces(word: str, known: set[str]) -> list[str]:
    if len(word) < 4 or not word.isupper() or fold(word) in known or is_syllable(word):
        return [word]
    best: dict[int, list[str]] = {0: []}
    for end in range(1, len(word) + 1):
        starts = [
            start
            for start in range(max(end - 7, 0), end)
            if start in best and fold(word[start:end]) in known
        ]
        if starts:
            start = min(starts)  # the longest piece
            best[end] = [*best[start], word[start:end]]
    return best.get(len(word), [word])


def in_phrases(text: str, phrases: Iterable[str]) -> list[bool]:
    """For each word of `text` whether it stands in one of `phrases` of two words or more.

    Letters that were misread do not make a phrase by chance: such a word is as good as sure.
    """
    bare = [_bare(word) for word in text.split()]
    known = _by_first_word(tuple(phrases))
    found = [False] * len(bare)
    for at, first in enumerate(bare):
        for folded, _phrases_of in known.get(first, ()):
            if len(folded) > 1 and tuple(bare[at : at + len(folded)]) == folded:
                found[at : at + len(folded)] = [True] * len(folded)
                break
    return found


def undashed(text: str, phrases: Iterable[str]) -> str:
    """«mầm - non» is «mầm non»: a speck between two words of a phrase is no dash."""
    parts, found = text.split(" - "), ""
    for place, part in enumerate(parts):
        if not place:
            found = part
            continue
        pair = " ".join((*found.split()[-1:], *part.split()[:1]))
        found += f" {part}" if all(in_phrases(pair, _pairs(tuple(phrases)))) else f" - {part}"
    return found


@cache
def _pairs(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(phrase for phrase in phrases if len(phrase.split()) == 2 and "-" not in phrase)


def _spelling(read: Sequence[str], phrases: Sequence[str]) -> list[str]:
    """The one of some phrases with the same letters that was read, marks and all, or the first."""
    text = " ".join(read).casefold()
    return next((phrase for phrase in phrases if phrase.casefold() == text), phrases[0]).split()


_Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], Sequence[str]]]]


@cache
def _by_first_word(phrases: tuple[str, ...]) -> _Phrases:
    """First word -> letters and spellings of the phrases that begin with it, the longest first."""
    known: dict[str, dict[tuple[str, ...], list[str]]] = {}
    for phrase in phrases:
        folded = tuple(_bare(word) for word in phrase.split())
        known.setdefault(folded[0], {}).setdefault(folded, []).append(phrase)
    return {
        first: sorted(rows.items(), key=lambda row: -len(row[0])) for first, rows in known.items()
    }


def _bare(word: str) -> str:
    return re.sub(r"[^\w-]", "", fold(word)) or fold(word)


def _in_case_of(read: str, right: str, *, inside: bool) -> str:
    """`right` in the case of `read`, with the punctuation that was read around it.

    Args:
        inside: other words of its phrase follow; `right` ends as the phrase has it.
    """
    inside = inside and right[-1:].isalnum()
    right = re.sub(r"^\W+|\W+$", "", right) or right
    core = re.match(r"^(\W*)(.*?)(\W*)$", read)
    assert core is not None
    before, word, after = core.groups()
    if inside and word.isupper():
        after = ""  # «THUẾ, CƠ SỞ»: a speck, no comma
    if not word or _letters(word) == _letters(right):
        return before + word + after  # the same marks, only placed otherwise: «Uỷ», «Ủy»
    if word.isupper():
        spelt = right.upper()
    elif word[0].isupper():
        spelt = right.capitalize()
    else:
        spelt = right.lower()
    return before + spelt + after


def _letters(word: str) -> list[str]:
    return sorted(unicodedata.normalize("NFD", word.casefold()))


def starts_with_one_of(text: str, phrases: Iterable[str]) -> bool:
    """Whether the first words of `text` are one of `phrases`, marks aside."""
    words = [_bare(word) for word in text.split()]
    return any(
        words[: len(wanted)] == wanted
        for wanted in ([_bare(word) for word in phrase.split()] for phrase in phrases)
    )
